"""Months of figures and a year for the demonstration, told of the crowd that crowd.py plays, and the oversight that made them public."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import yaml

from engine.acts.oversight import reference_of
from engine.calendar import day_of
from engine.figures import indicators
from engine.figures.equality import COMPARED, parts_of
from engine.figures.indicators import INDICATORS, PLAYED, Indicator, Line
from engine.model import Case, Figure
from engine.store.protocol import Transaction
from perspectief.rehearsal import Rehearsal

FILE = Path(__file__).with_name("months.yaml")
HEAD = "# Played by `python3 dev.py bench crowd`; what is not here may not be told."
COUNTED = timedelta(minutes=15)  # after a month is over

Row = tuple[str, str | None, str, int]
"""A figure as the file has it: indicator, part, cell, how many."""


def written(persons: int, months: Iterable[Sequence[Line]], year: Sequence[Line]) -> str:
    """The file of the months, oldest first, and of the year: what is told of each, a figure a line."""
    lines = [HEAD, f"persons: {persons}", "months:"]
    for month in months:
        lines += ["  -", *(f"    {figure}" for figure in _figures(month))]
    return "\n".join([*lines, "year:", *(f"  {figure}" for figure in _figures(year))]) + "\n"


def _figures(told: Sequence[Line]) -> Iterator[str]:
    for line in told:
        if line.shown is not None:
            yield f"- [{line.indicator}, {line.part or '~'}, {line.cell}, {line.shown}]"


def tell(tx: Transaction, processes: Sequence[str], now: datetime) -> list[datetime]:
    """Write the played months as the last ones before now, and the played year as the last one; answers when each was counted,
    earliest first."""
    played = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    periods = _last(now, played["months"], processes)
    periods[str(day_of(now).year - 1)] = _lines_of_year(played["year"])
    counted = {period: _over(period) + COUNTED for period in periods}
    for period, lines in periods.items():
        for line in [*lines, Line(PLAYED, "", "persons", played["persons"])]:
            tx.add(
                Figure(
                    month=period,
                    indicator=line.indicator,
                    part=line.part,
                    cell=line.cell,
                    shown=line.shown,
                    made_at=counted[period],
                )
            )
    return sorted(set(counted.values()))


def _over(period: str) -> datetime:
    """When a month or a year is over."""
    last = indicators.months_of(period)[-1] if indicators.is_year(period) else period
    return indicators.span(last)[1]


def _last(now: datetime, played: Sequence[Sequence[Row]], processes: Sequence[str]) -> dict[str, list[Line]]:
    """The months before now, each with the figures that were played."""
    found, month = {}, indicators.month_of(day_of(now))
    for rows in reversed(played):
        month = indicators.before(month)
        found[month] = _lines(rows, processes)
    return found


def _lines(rows: Sequence[Row], processes: Sequence[str]) -> list[Line]:
    """All figures of a month: what is not told is there too, as nothing."""
    return [line for row in INDICATORS for line in _of(row, processes if row.by_process else [""], rows)]


def _lines_of_year(rows: Sequence[Row]) -> list[Line]:
    return [line for row in COMPARED for line in _of(row, parts_of(row), rows)]


def _of(row: Indicator, parts: Sequence[str], rows: Sequence[Row]) -> Iterator[Line]:
    told: Mapping[tuple[str, str, str], int] = {(key, part or "", cell): shown for key, part, cell, shown in rows}
    for part in parts:
        for cell in row.cells:
            yield Line(row.key, part, cell, told.get((row.key, part, cell)))


def oversee(stage: Rehearsal) -> None:
    """The oversight that begins now looks at the month before, until that is public."""
    stage.engine.oversight.begin_month()
    with stage.engine.desk.store.reading() as reader:
        month = indicators.month_of(day_of(stage.clock.now()))
        case = reader.find(Case, reference=reference_of(month))[0].id
    while tasks := stage.open_tasks(case):
        stage.complete(tasks[0], {})
        stage.wake()

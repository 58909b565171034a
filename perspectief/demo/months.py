"""Months of figures for the demonstration, told of the crowd that crowd.py plays, and the oversight that made them public."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from engine.acts.oversight import reference_of
from engine.calendar import day_of
from engine.figures import indicators
from engine.figures.indicators import INDICATORS, PLAYED, Line
from engine.model import Case, Figure
from engine.store.protocol import Transaction
from perspectief.rehearsal import Rehearsal

FILE = Path(__file__).with_name("months.yaml")
HEAD = "# Played by `python3 dev.py bench crowd`; what is not here may not be told."
COUNTED = timedelta(minutes=15)  # after a month is over


def written(persons: int, months: Iterable[Sequence[Line]]) -> str:
    """The file of the months, oldest first: what is told of each, a figure a line."""
    lines = [HEAD, f"persons: {persons}", "months:"]
    for month in months:
        told = [line for line in month if line.shown is not None]
        lines += ["  -", *(f"    - [{line.indicator}, {line.part or '~'}, {line.cell}, {line.shown}]" for line in told)]
    return "\n".join(lines) + "\n"


def tell(tx: Transaction, processes: Sequence[str], now: datetime) -> list[datetime]:
    """Write the played months as the last ones before now; answers when each was counted, earliest first."""
    played = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    end, ends = now, []
    for rows in reversed(played["months"]):
        month = indicators.before(indicators.month_of(day_of(end)))
        end = indicators.span(month)[1] + COUNTED
        ends.append(end)
        for line in [*_lines(rows, processes), Line(PLAYED, "", "persons", played["persons"])]:
            tx.add(
                Figure(
                    month=month,
                    indicator=line.indicator,
                    part=line.part,
                    cell=line.cell,
                    shown=line.shown,
                    made_at=end,
                )
            )
        end = indicators.span(month)[0]
    return ends[::-1]


def _lines(rows: Sequence[Sequence[Any]], processes: Sequence[str]) -> list[Line]:
    """All figures of a month: what is not told is there too, as nothing."""
    told: Mapping[tuple[str, str, str], int] = {(row[0], row[1] or "", row[2]): row[3] for row in rows}
    return [
        Line(row.key, part, cell, told.get((row.key, part, cell)))
        for row in INDICATORS
        for part in (processes if row.by_process else [""])
        for cell in row.cells
    ]


def oversee(stage: Rehearsal) -> None:
    """The oversight that begins now looks at the month before, until that is public."""
    stage.engine.oversight.begin_month()
    with stage.engine.desk.store.reading() as reader:
        month = indicators.month_of(day_of(stage.clock.now()))
        case = reader.find(Case, reference=reference_of(month))[0].id
    while tasks := stage.open_tasks(case):
        stage.complete(tasks[0], {})
        stage.wake()

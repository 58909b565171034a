"""Pictures that the server draws: bars of what was told, in a coordinate system of percents so that words keep their size."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from engine.figures.disclosure import FEWEST, together
from engine.figures.indicators import Baseline, Indicator, Line

ROW = 44  # pixels of a bar with its words
ROOM = 84.0  # percent of the width that the longest bar takes; the rest is for its number


@dataclass(frozen=True, slots=True)
class Mark:
    """What others reached, as a line across a bar. Places are percents of the width."""

    at: float
    percent: int
    source: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure as a bar. `length` is a percent of the width, `share` a percent of all that were told; `top` is in pixels."""

    key: str
    shown: int | None
    length: float
    share: int | None = None
    marks: Sequence[Mark] = ()
    top: int = 0


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of one indicator, or of one over several months. `height` is in pixels."""

    key: str
    bars: Sequence[Bar]
    shares: bool = False

    @property
    def drawn(self) -> Sequence[Bar]:
        """The bars of the picture, one below the other: what may not be told is left to the table, unless others reached something."""
        kept = [bar for bar in self.bars if bar.shown is not None or bar.marks]
        return [replace(bar, top=place * ROW) for place, bar in enumerate(kept)]

    @property
    def height(self) -> int:
        """The height that the picture takes."""
        return ROW * len(self.drawn)

    @property
    def empty(self) -> bool:
        """Whether no figure may be told."""
        return all(bar.shown is None for bar in self.bars)


def of_cells(indicator: Indicator, lines: Iterable[Line]) -> Chart:
    """A bar for every cell; in shares, with what others reached, where there are baselines."""
    shown = {line.cell: line.shown for line in lines}
    if indicator.baselines:
        return _of_shares(indicator, shown)
    return _of_counts(indicator.key, list(shown.items()))


def of_months(key: str, months: Sequence[tuple[str, int | None]]) -> Chart:
    """A bar for every month, oldest first."""
    return _of_counts(key, months)


def in_time(indicator: Indicator, lines: Sequence[Line]) -> tuple[Chart, int]:
    """A bar for every process of which something may be told: the share of persons with all their steps in time. Beside it how many
    processes are silent. Both cells of a process are told or neither is."""
    bars: list[Bar] = []
    processes = sorted({line.part for line in lines})
    for process in processes:
        shown = {line.cell: line.shown for line in lines if line.part == process}
        told = together(shown.values())
        if told:
            share = round(100 * (shown["inTime"] or 0) / told)
            bars.append(Bar(process, told, _length(share, 100), share))
    return Chart(indicator.key, bars, shares=True), len(processes) - len(bars)


def of_parts(indicator: Indicator, parts: Sequence[str], lines: Iterable[Line]) -> Chart:
    """A bar for every part of which the first cell may be told: its share of all that is told of the part."""
    shown = {part: {line.cell: line.shown for line in lines if line.part == part} for part in parts}
    first, bars = indicator.cells[0], []
    for part, cells in shown.items():
        count = cells.get(first)
        share = None if count is None else round(100 * count / together(cells.values()))
        bars.append(Bar(part, count, _length(share, 100), share))
    return Chart(indicator.key, bars, shares=True)


def _of_counts(key: str, shown: Sequence[tuple[str, int | None]]) -> Chart:
    most = max([FEWEST, *(count or 0 for _, count in shown)])
    bars = [Bar(name, count, _length(count, most)) for name, count in shown]
    return Chart(key, bars)


def _of_shares(indicator: Indicator, shown: dict[str, int | None]) -> Chart:
    told = together(shown.values())
    shares = {cell: None if not told or count is None else round(100 * count / told) for cell, count in shown.items()}
    bars = [
        Bar(cell, count, _length(shares[cell], 100), shares[cell], _marks(cell, indicator.baselines))
        for cell, count in shown.items()
    ]
    return Chart(indicator.key, bars, shares=True)


def _marks(cell: str, baselines: Iterable[Baseline]) -> tuple[Mark, ...]:
    return tuple(Mark(_length(row.percent, 100), row.percent, row.source) for row in baselines if row.cell == cell)


def _length(value: int | None, most: int) -> float:
    return round(ROOM * (value or 0) / most, 2)

"""Pictures of a coordinator's cases, drawn by the server: places across are percents, so that words keep their size."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.acts.board import Flow
from engine.waiting import BANDS, LATE, QUARTERS, StepRow

HEAT_ROW = 50  # pixels of a step: its name, and under it a cell for each band
STEPS = 12  # in the picture; the table has them all
HIGHEST = 10  # dots above each other
DOT = 14  # pixels from one dot to the next
FLOW_ROW = 60  # pixels of a month: its name, and two bars
ROOM = 84.0  # percent that the longest bar takes; the rest is for its number


@dataclass(frozen=True, slots=True)
class Cell:
    """A band of a step: where it begins and how wide it is in percents, and how many persons are in it."""

    band: str
    left: float
    width: float
    persons: int

    @property
    def middle(self) -> float:
        """Where its number stands."""
        return self.left + self.width / 2


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A step in the picture of heat; `top` in pixels."""

    step: StepRow
    top: int
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """Persons in a quarter of the term: the middle in percents, and how high each dot stands in pixels."""

    quarter: int
    middle: float
    persons: int
    dots: Sequence[int]

    @property
    def late(self) -> bool:
        """Whether the term is over here."""
        return self.quarter >= LATE


@dataclass(frozen=True, slots=True)
class Ages:
    """The picture of ages: a dot is so many persons; `edge` is where the term ends, in percents; `height` in pixels."""

    columns: Sequence[Column]
    persons_a_dot: int
    height: int
    edge: float = 100 * LATE / QUARTERS


@dataclass(frozen=True, slots=True)
class FlowRow:
    """A month: two bars in percents."""

    flow: Flow
    top: int
    began: float
    ended: float


def heat(steps: Sequence[StepRow]) -> tuple[HeatRow, ...]:
    """The steps with the longest waits, one below the other."""
    width = 100 / len(BANDS)
    return tuple(
        HeatRow(
            step,
            place * HEAT_ROW,
            [Cell(band, round(number * width, 2), width - 1, step.bands[band]) for number, band in enumerate(BANDS)],
        )
        for place, step in enumerate(steps[:STEPS])
    )


def ages(persons: Sequence[int]) -> Ages:
    """A column of dots for every quarter of the term."""
    most = max([1, *persons])
    each = -(-most // HIGHEST)
    high = -(-most // each)
    columns = [
        Column(
            quarter,
            round(100 * (quarter + 0.5) / QUARTERS, 2),
            many,
            [DOT * (high - number) for number in range(-(-many // each))],
        )
        for quarter, many in enumerate(persons)
    ]
    return Ages(columns, each, DOT * (high + 1))


def flow(months: Sequence[Flow]) -> tuple[FlowRow, ...]:
    """Two bars for every month, oldest first."""
    most = max([1, *(max(month.began, month.ended) for month in months)])
    return tuple(
        FlowRow(month, place * FLOW_ROW, round(ROOM * month.began / most, 2), round(ROOM * month.ended / most, 2))
        for place, month in enumerate(months)
    )

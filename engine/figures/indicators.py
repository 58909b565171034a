"""What is counted of a month, and against what. Pure.

Every figure counts persons (cases of the kind person), so that one person with twelve late tasks is one. Nothing is counted by who
did the work. The register counts what authorities did, not persons, and is exact.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from engine.calendar import AMSTERDAM
from engine.figures.disclosure import protect

OUT_OF_SIGHT = "O8"
OTHER = "other"

Counted = Iterable[tuple[str, str, int]]
"""Rows of (part, what the records say, how many persons)."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """What others reached. `percent` of those who left, by `source`."""

    cell: str
    percent: int
    source: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing that is counted. `cells` are always all told, so that a cell that is absent says nothing.

    `exclusive`: nobody is in two cells. `by_process`: counted apart for every process. `exact`: a count of acts of
    authorities, told as it is.
    """

    key: str
    cells: tuple[str, ...]
    exclusive: bool = False
    by_process: bool = False
    exact: bool = False
    baselines: tuple[Baseline, ...] = ()
    of: Mapping[str, str] = field(default_factory=dict)  # what the records say -> cell; itself when it is a cell


_LVV = "LVV 2019–2022"
INDICATORS: tuple[Indicator, ...] = (
    Indicator("opened", ("all",)),
    Indicator(
        "outcomes",
        ("durable", "semiDurable", "noSolution", "outOfSight", OTHER),
        exclusive=True,
        baselines=(
            Baseline("durable", 18, _LVV),
            Baseline("semiDurable", 41, _LVV),
            Baseline("noSolution", 41, _LVV),
            Baseline("outOfSight", 36, "DTenV 2024"),
            Baseline("outOfSight", 4, "Utrecht 2001–2009"),
        ),
    ),
    Indicator("sight", ("lost", "found")),
    Indicator("steps", ("inTime", "late"), exclusive=True, by_process=True),
    Indicator(
        "stalls",
        (
            *("deadline", "incident", "unassigned", "absent", "capacity", "message", "timer", "partner", "contact"),
            *("idle", "asked", OTHER),
        ),
        of={"noCapacity": "asked"},
    ),
    Indicator("ladder", ("L1", "L2", "L3", "L4"), exclusive=True),
    Indicator("complaints", ("all",)),
    Indicator("awards", ("granted", "secondAgreement", "refused", "cancelled")),
    Indicator("register", ("l5Opened", "l5Open", "l5Late", "demands"), exact=True),
)
# No count of the records: what has this line was played for a demonstration, by so many invented people, and says so wherever it goes.
PLAYED = "played"
BY_KEY: Mapping[str, Indicator] = {row.key: row for row in (*INDICATORS, Indicator(PLAYED, ("persons",)))}

EXACT = frozenset(row.key for row in INDICATORS if row.exact)


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: `shown` is None when it is fewer than ten or hidden. `part` is a process, or empty."""

    indicator: str
    part: str
    cell: str
    shown: int | None


def persons_played(told: Iterable[Line]) -> int | None:
    """How many invented people played a month or a year for a demonstration; None when it was counted."""
    return next((line.shown for line in told if line.indicator == PLAYED), None)


def lines(indicator: Indicator, counted: Counted, parts: Sequence[str] = ("",)) -> list[Line]:
    """The figures of one indicator as they may be told: every cell of every part, whether anybody is in it or not."""
    counts = {part: dict.fromkeys(indicator.cells, 0) for part in parts}
    for part, said, number in counted:
        if part in counts:
            counts[part][_cell(indicator, said)] += number
    return [
        Line(indicator.key, part, cell, shown)
        for part, of in counts.items()
        for cell, shown in (of if indicator.exact else protect(of, exclusive=indicator.exclusive)).items()
    ]


def _cell(indicator: Indicator, said: str) -> str:
    cell = indicator.of.get(said, said)
    return cell if cell in indicator.cells else OTHER if OTHER in indicator.cells else indicator.cells[0]


def outcome_cell(code: str, durability: str) -> str:
    """The cell of an outcome of D17: as lasting as the table says, and out of sight apart."""
    return "outOfSight" if code == OUT_OF_SIGHT else durability


def month_of(day: date) -> str:
    """2026-10."""
    return f"{day:%Y-%m}"


def span(month: str) -> tuple[datetime, datetime]:
    """The first moment of a month and that of the next, in UTC. ValueError for what is no month."""
    first = date.fromisoformat(f"{month}-01")
    return _midnight(first), _midnight((first + timedelta(days=31)).replace(day=1))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=AMSTERDAM).astimezone(UTC)


def is_year(period: str) -> bool:
    """Whether figures are of a whole year ("2026"), and not of a month."""
    return "-" not in period


def months_of(year: str) -> tuple[str, ...]:
    """The twelve months of a year."""
    return tuple(f"{year}-{month:02}" for month in range(1, 13))


def after(month: str) -> str:
    """The month after."""
    return month_of(span(month)[1].astimezone(AMSTERDAM).date())


def before(month: str) -> str:
    """The month before."""
    return month_of(span(month)[0].astimezone(AMSTERDAM).date() - timedelta(days=1))


def looked_at_in(period: str) -> str:
    """The month in which people look at a month or a year: the first after it."""
    return f"{int(period) + 1}-01" if is_year(period) else after(period)


def over(since: date, today: date) -> list[str]:
    """The months that are over, from the one with `since` in it."""
    found, month = [], month_of(since)
    while month < month_of(today):
        found.append(month)
        month = after(month)
    return found

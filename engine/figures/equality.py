"""What is compared of a year between groups: whether the same situation got the same, and whether anybody waits longer. Pure.

The groups are those of triage (D01b), which a person confirmed: how somebody came to be here, and no nationality, language, belief or
origin, which may be used for nothing here. Amounts are compared by scheme: the scheme and the day of asking are the situation.
Persons are counted, each once in a cell. The year is told beside its months: what both say together may say no more of a hidden
cell than the year alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from engine.figures.disclosure import Told, apart, could_be, protect
from engine.figures.indicators import BY_KEY, OTHER, Indicator, Line

GROUPS = ("S1", "S2", "S3", "S4", "S5", "S6", "S6b", "S7", "S8")
SCHEMES = ("REAN", "AVRR", "EURP", "OZV", "municipalFund", "hardship", "purposeBudget")
NOT_CLIMBED = "none"
AMOUNTS = "equalAmounts"

Persons = Iterable[tuple[int, str]]
"""Rows of (a person, the cell it belongs to)."""
Cells = Mapping[tuple[str, str], int | None]
"""What may be told, by (part, cell)."""

COMPARED: tuple[Indicator, ...] = (
    Indicator(AMOUNTS, ("asPublished", "less", "more")),
    Indicator("equalAwards", ("granted", "secondAgreement", "refused", "cancelled")),
    Indicator("equalOutcomes", ("durable", "semiDurable", "noSolution", "outOfSight", OTHER), exclusive=True),
    Indicator("equalSteps", ("inTime", "late"), exclusive=True),
    Indicator("equalLadder", (NOT_CLIMBED, "L1", "L2", "L3", "L4"), exclusive=True),
)
ALL = "*"
# Which figure of the months counts the same persons, and which of its cells belong to a cell of the year, or to all of them together.
MONTHLY: Mapping[str, tuple[str, Mapping[str, str]]] = {
    AMOUNTS: ("awards", {"granted": ALL, "secondAgreement": ALL}),
    **{
        year: (month, {cell: cell for cell in BY_KEY[month].cells})
        for year, month in (
            ("equalAwards", "awards"),
            ("equalOutcomes", "outcomes"),
            ("equalSteps", "steps"),
            ("equalLadder", "ladder"),
        )
    },
}
MANY_MONTHS = frozenset({"equalSteps", "equalLadder"})  # the same person is counted in one month and in another


def parts_of(row: Indicator) -> tuple[str, ...]:
    """What is compared with each other: schemes or groups."""
    return SCHEMES if row.key == AMOUNTS else GROUPS


def lines(row: Indicator, counted: Mapping[str, Persons], months: Sequence[Line]) -> list[Line]:
    """One comparison as it may be told: every cell of every part. `counted` has the persons by part, `months` all that was told of the year.

    1. Count each person once in a cell. 2. Tell every part as if it stood alone. 3. Hide what the months would give away, and look
    again, until nothing changes: a cell that is hidden may give away another one.
    """
    told = {part: protect(_counts(row, counted.get(part, ())), exclusive=row.exclusive) for part in parts_of(row)}
    while (safe := _beside(row, told, months)) != told:
        told = {part: _complemented(row, cells) for part, cells in safe.items()}
    return [Line(row.key, part, cell, shown) for part, cells in told.items() for cell, shown in cells.items()]


def _counts(row: Indicator, persons: Persons) -> dict[str, int]:
    found: dict[str, set[int]] = defaultdict(set)
    for person, cell in persons:
        found[cell if cell in row.cells else OTHER].add(person)
    return {cell: len(found[cell]) for cell in row.cells}


def _complemented(row: Indicator, told: Told) -> Told:
    """The smallest told cell is hidden with one that is hidden alone."""
    shown = sorted((count, cell) for cell, count in told.items() if count is not None)
    if row.exclusive and len(shown) == len(told) - 1 and shown:
        return {**told, shown[0][1]: None}
    return told


def _beside(row: Indicator, told: Mapping[str, Told], months: Sequence[Line]) -> dict[str, Told]:
    """What may be told beside the months: of every cell, all parts together against what the months said of it."""
    key, belongs = MONTHLY[row.key]
    safe: dict[str, dict[str, int | None]] = {part: dict(cells) for part, cells in told.items()}
    for of in sorted(set(belongs.values())):
        said = [could_be(line.shown) for line in months if line.indicator == key and belongs.get(line.cell) == of]
        cells = {(part, cell): safe[part][cell] for part in safe for cell in row.cells if of in (ALL, cell)}
        for (part, cell), shown in apart(
            cells, least=_least(row, of, said), most=sum(high for _, high in said)
        ).items():
            safe[part][cell] = shown
    return dict(safe)


def _least(row: Indicator, cell: str, said: Sequence[tuple[int, int]]) -> int:
    """How many persons of the year the months name at least. Whoever counts in many months may be the same: then the largest month,
    and of the gravest cell alone, which is the last: who was in time in a month may be late in the year."""
    lows = [low for low, _ in said]
    if row.key not in MANY_MONTHS:
        return sum(lows)
    return max(lows, default=0) if cell == row.cells[-1] else 0

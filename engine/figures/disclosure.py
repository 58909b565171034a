"""What may be told of a count of persons without telling of one of them. Pure.

A count below ten is not told, and nothing and one look alike; the others are told in tens. No sum is told that was counted on
its own: what is told of a cell depends on that cell alone, so the rest of a table adds nothing to it. Somebody may know a sum from
elsewhere: where cells exclude each other one hidden cell would follow from it, so the smallest told cell is hidden with it.
Told once is told for ever: a month is never counted again, so nobody can lay two countings of it side by side.

Where the same persons are told in two tables (the months of a year, and the year by group) the one is a sum of the other within
bounds. `apart` looks whether these bounds leave a hidden cell every value that it has alone.
"""

from collections.abc import Iterable, Mapping
from typing import TypeVar

FEWEST = 10  # persons
TENS = 10

Place = TypeVar("Place")
Told = Mapping[str, int | None]
"""Counts by cell as everybody may know them, in tens; None is "fewer than ten, or hidden"."""


def in_tens(count: int) -> int | None:
    """A count as it may be told alone."""
    return None if count < FEWEST else (count + TENS // 2) // TENS * TENS


def protect(counts: Mapping[str, int], *, exclusive: bool) -> Told:
    """Counts of persons by cell as they may be told. `exclusive`: nobody is in two cells.

    1. Every cell alone: ten or more, in tens. 2. Where one cell of several that exclude each other is hidden, the smallest told
    one is hidden too.
    """
    told = {cell: in_tens(count) for cell, count in counts.items()}
    hidden = sum(tens is None for tens in told.values())
    if exclusive and hidden == 1 and len(told) > 1:
        shown = [(tens, cell) for cell, tens in told.items() if tens is not None]
        told[min(shown)[1]] = None
    return told


def could_be(told: int | None) -> tuple[int, int]:
    """The least and the most that a count can be of which this is told."""
    if told is None:
        return 0, FEWEST - 1
    return max(FEWEST, told - TENS // 2), told + TENS // 2 - 1


def apart(told: Mapping[Place, int | None], *, least: int, most: int) -> Mapping[Place, int | None]:
    """Cells that come to between `least` and `most` persons, as other tables say. Where that would narrow a hidden cell, all are hidden.

    A person may be in several cells, or in none: then the sum binds less than is reckoned here, never more.
    """
    hidden = [place for place, count in told.items() if count is None]
    if not hidden:
        return told
    spans = [could_be(count) for count in told.values() if count is not None]
    lowest = least - sum(high for _, high in spans) - (FEWEST - 1) * (len(hidden) - 1)
    highest = most - sum(low for low, _ in spans)
    return told if lowest <= 0 and highest >= FEWEST - 1 else dict.fromkeys(told)


def together(told: Iterable[int | None]) -> int:
    """What the told cells come to: at least so many, about; it says nothing that the cells do not say."""
    return sum(tens or 0 for tens in told)

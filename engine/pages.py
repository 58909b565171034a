"""A list that may be long is given in pages: each begins where the former ended, whatever came or went meanwhile. Pure."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from engine.errors import Invalid
from engine.ports import FieldProblem

T = TypeVar("T")
R = TypeVar("R")
Place = tuple[str, int]

PAGE = 50
START: Place = ("", 0)
NO_CURSOR = FieldProblem(
    "after", "cursor", "Gebruik de waarde `after` van de vorige bladzijde.", "Use the value `after` of the page before."
)


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of a list; `after` is the cursor of the next page, None on the last."""

    items: tuple[T, ...]
    after: str | None


def gather(
    fetch: Callable[[Place], Sequence[R]],
    place_of: Callable[[R], Place],
    see: Callable[[Sequence[R]], list[tuple[R, T]]],
    after: str | None,
    rounds: int | None = None,
) -> Page[T]:
    """A page of what `see` leaves of the rows that `fetch` gives behind a place, at most PAGE and one at a time.

    A page ends, and its cursor stands, at a row that was seen: neither may tell of rows that this reader does not see, however
    many lie between. After `rounds` pages of the database it ends shorter, at whatever row stands there: for readers from whom no
    row is hidden, who look for few among many. Raises Invalid for a cursor that no page gave.
    """
    place = read(after)
    found: list[tuple[R, T]] = []
    for _ in itertools.count() if rounds is None else range(rounds):
        rows = fetch(place)
        found += see(rows)
        if len(found) > PAGE:
            return Page(tuple(item for _, item in found[:PAGE]), written(place_of(found[PAGE - 1][0])))
        if len(rows) <= PAGE:
            return Page(tuple(item for _, item in found), None)
        place = place_of(rows[-1])
    return Page(tuple(item for _, item in found), written(place))


def written(place: Place) -> str:
    """A place as a cursor."""
    return f"{place[0]}_{place[1]}"


def read(cursor: str | None) -> Place:
    """The place that a cursor names; the start for None. Raises Invalid."""
    if not cursor:
        return START
    word, _, id = cursor.rpartition("_")
    if not word.isalnum() or len(word) > 10 or not id.isascii() or not id.isdecimal() or not 0 < int(id) < 2**63:
        raise Invalid([NO_CURSOR])
    return word, int(id)

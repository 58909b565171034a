"""Rows that every step reads and hardly anybody changes, kept from one transaction to the next: who there is, who is away,
when all are closed, which bundle is active, what the law closed.

One number in the database says how often they changed. Every transaction that needs them reads it, and whoever changes
one of them raises it in the same transaction: a server that did not make the change sees it at its next step.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from engine.model import Absence, Bundle, ClosingDay, Organisation, Roster, ZoneSeal
from engine.store.protocol import SharedReader

R = TypeVar("R")
T = TypeVar("T")
Asked = tuple[type, tuple[tuple[str, object], ...]]
MOST_ASKED = 1_000  # answers; a few dozen different questions are asked
SHARED: frozenset[type] = frozenset({Organisation, Absence, Roster, ClosingDay, Bundle, ZoneSeal})


class Shared:
    """The kept rows of one store, by kind and id, as they were at a number. Safe for threads."""

    def __init__(self) -> None:
        self._kept: tuple[int, dict[type, Mapping[int, Any]]] = (-1, {})
        self._asked: tuple[int, dict[Asked, list[Any]]] = (-1, {})
        self._made: tuple[int, dict[Callable[[Any], Any], Any]] = (-1, {})

    def rows(self, kind: type[R], number: int, load: Callable[[], list[R]]) -> Mapping[int, R]:
        """The rows of a kind at this number; `load` reads them when they are not kept."""
        at, kinds = self._kept
        if at != number:
            kinds = {}
            self._kept = (number, kinds)
        if kind not in kinds:
            kinds[kind] = {cast(Any, row).id: row for row in load()}
        return kinds[kind]

    def made(self, make: Callable[[SharedReader], T], number: int, reader: SharedReader) -> T:
        """What was made of these rows at this number."""
        at, kept = self._made
        if at != number:
            kept = {}
            self._made = (number, kept)
        if make not in kept:
            kept[make] = make(OnlyShared(reader))
        return cast(T, kept[make])

    def find(self, kind: type[R], number: int, equals: Mapping[str, object], load: Callable[[], list[R]]) -> list[R]:
        """The rows that match, by id. A step asks a dozen times, and every step asks the same: an answer is kept too."""
        at, answers = self._asked
        if at != number or len(answers) > MOST_ASKED:
            answers = {}
            self._asked = (number, answers)
        asked: Asked = (kind, tuple(equals.items()))
        found: list[R] | None = answers.get(asked)
        if found is None:
            found = answers[asked] = matching(self.rows(kind, number, load), equals)
        return found.copy()


@dataclass(frozen=True, slots=True)
class OnlyShared:
    """A reader of what all cases share. What was made of anything else would be old with the next step."""

    reader: SharedReader

    def find(self, kind: type[R], /, **words: Any) -> list[R]:
        """See protocol.SharedReader."""
        if kind not in SHARED:
            raise TypeError(f"{kind.__name__} is not shared by all cases: ask the reader itself each time")
        return self.reader.find(kind, **words)


def matching(rows: Mapping[int, R], equals: Mapping[str, object]) -> list[R]:
    """The rows that match, by id."""
    found = list(rows.values())
    for name, value in equals.items():
        found = [row for row in found if matches(getattr(row, name), value)]
    return found


def matches(value: object, wanted: object) -> bool:
    """As a filter of protocol.Reader compares."""
    if isinstance(wanted, (tuple, list, set, frozenset)):
        return value in wanted
    return value == wanted

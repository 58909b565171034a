"""Rows that every step reads and hardly anybody changes, kept from one transaction to the next: who there is, who is away,
when all are closed, which bundle is active, what the law closed.

One number in the database says how often they changed. Every transaction that needs them reads it, and whoever changes
one of them raises it in the same transaction: a server that did not make the change sees it at its next step.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from engine.model import Absence, Bundle, ClosingDay, Organisation, Roster, ZoneSeal

R = TypeVar("R")
SHARED: frozenset[type] = frozenset({Organisation, Absence, Roster, ClosingDay, Bundle, ZoneSeal})


class Shared:
    """The kept rows of one store, by kind and id, as they were at a number. Safe for threads."""

    def __init__(self) -> None:
        self._kept: tuple[int, dict[type, Mapping[int, Any]]] = (-1, {})

    def rows(self, kind: type[R], number: int, load: Callable[[], list[R]]) -> Mapping[int, R]:
        """The rows of a kind at this number; `load` reads them when they are not kept."""
        at, kinds = self._kept
        if at != number:
            kinds = {}
            self._kept = (number, kinds)
        if kind not in kinds:
            kinds[kind] = {cast(Any, row).id: row for row in load()}
        return kinds[kind]


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

"""What a step has decided and not written yet: it goes to the database together, when somebody asks for it or the
transaction ends.

Two changes of one row become one; many new rows of a kind are one statement. Nothing here runs a statement.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from engine.model import CaseParty, Deadline, Fact, Incident, Instance, Subscription, Task
from engine.store import driver
from engine.store.kept import kept
from engine.store.rows import with_values
from engine.store.tables import TABLES, VERSIONED, metadata

_PLACES: Mapping[type, tuple[str, ...]] = {
    Task: ("instance", "wait"),
    Fact: ("case", "scope", "name"),
    **dict.fromkeys((Deadline, Instance, CaseParty, Subscription, Incident), ()),
}
"""What only one row of a kind may have at a time, and another one after it; of kinds that are not here nobody said."""


@dataclass(slots=True)
class Change:
    """The columns of one row that change; `version` is what the row must still have, None where none is counted."""

    before: Any
    version: int | None
    columns: dict[str, Any]

    @property
    def kind(self) -> type:
        """Of which kind the row is."""
        return type(self.before)

    def bound(self) -> dict[str, Any]:
        """The values of the statement that writes it."""
        values = {f"new_{name}": value for name, value in self.columns.items()}
        values["at_id"] = self.before.id
        if self.version is not None:
            values["at_version"] = self.version
        return values


@dataclass(slots=True)
class Unwritten:
    """Changes of rows by kind and id, new rows by kind, and the tables they are of."""

    changes: dict[tuple[type, int], Change] = field(default_factory=dict)
    new: dict[type, list[Any]] = field(default_factory=dict)
    tables: set[sa.Table] = field(default_factory=set)
    _places: dict[tuple[type, int], int] = field(default_factory=dict)  # where a new row with a number stands in `new`

    def __bool__(self) -> bool:
        return bool(self.tables)

    def change(self, record: object, after: object, columns: dict[str, Any]) -> None:
        """Keep a change of a row from `record` to `after`. `columns` are what differs, its version among them, and from now on
        ours."""
        row: Any = record
        kind = type(row)
        key = kind, row.id
        if key in self._places:
            self.new[kind][self._places[key]] = after
        elif key in self.changes:
            self.changes[key].columns.update(columns)
        else:
            self.changes[key] = Change(row, row.version if kind in VERSIONED else None, columns)
            self.tables.add(TABLES[kind])

    def add(self, records: Sequence[object]) -> None:
        """Keep new rows; those of a kind either all have their numbers or none."""
        row: Any
        for row in records:
            kind, id = type(row), row.id
            rows = self.new.setdefault(kind, [])
            if id:
                self._places[kind, id] = len(rows)
            rows.append(row)
            self.tables.add(TABLES[kind])

    def is_meant_by(self, statement: sa.Executable) -> bool:
        """Whether a statement looks at what is kept here, or writes a row that may point at a new one."""
        if not self.tables:
            return False
        named, pointed_at = driver.tables_of(statement), driver.tables_meant_by(statement)
        return not self.tables.isdisjoint(named) or any(TABLES[kind] in pointed_at for kind in self.new)

    def absorb(self, later: "Unwritten") -> None:
        """Keep what was decided after this."""
        for key, change in later.changes.items():
            if key in self._places:
                rows, place = self.new[change.kind], self._places[key]
                rows[place] = with_values(rows[place], **change.columns)
            elif key in self.changes:
                self.changes[key].columns.update(change.columns)
            else:
                self.changes[key] = change
        for rows in later.new.values():
            self.add(rows)
        self.tables |= later.tables

    def take(self) -> tuple[list[Change], dict[type, list[Any]]]:
        """Everything, to be written now: changes, and new rows in an order in which none points at a later one. Nothing is
        left."""
        changes, new = list(self.changes.values()), self.new
        self.changes, self.new, self.tables, self._places = {}, {}, set(), {}
        return changes, {kind: new[kind] for kind in sorted(new, key=_rank)}


def leaves_room(changes: Sequence[Change], new: Mapping[type, Sequence[object]]) -> bool:
    """Whether a new row may need the place that a changed one leaves: then the changes come first."""
    return any(_in_the_way(change, new[change.kind]) for change in changes if change.kind in new)


def _in_the_way(change: Change, new: Sequence[object]) -> bool:
    names = _PLACES.get(change.kind)
    if not names:
        return names is None
    place = [getattr(change.before, name) for name in names]
    return any([getattr(row, name) for name in names] == place for row in new)


@kept
def _ranks() -> Mapping[sa.Table, int]:
    return {table: number for number, table in enumerate(metadata.sorted_tables)}


def _rank(kind: type) -> int:
    return _ranks()[TABLES[kind]]

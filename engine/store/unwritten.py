"""What a step has decided and not written yet: it goes to the database together, when somebody asks for it or the
transaction ends.

Two changes of one row become one; many new rows of a kind are one statement. Nothing here runs a statement.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import sqlalchemy as sa

from engine.store.tables import TABLES, VERSIONED


@dataclass(slots=True)
class Change:
    """The columns of one row that change; `version` is what the row must still have, None where none is counted."""

    kind: type
    id: int
    version: int | None
    columns: dict[str, Any]

    def bound(self, mark: str) -> dict[str, Any]:
        """The values of the statement that writes it, each name with this mark before it."""
        values = {f"{mark}new_{name}": value for name, value in self.columns.items()}
        values[f"{mark}at_id"] = self.id
        if self.version is not None:
            values[f"{mark}at_version"] = self.version
        return values


@dataclass(slots=True)
class Unwritten:
    """Changes of rows by kind and id, new rows by kind, and the tables they are of."""

    changes: dict[tuple[type, int], Change] = field(default_factory=dict)
    new: dict[type, list[object]] = field(default_factory=dict)
    tables: set[sa.Table] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.tables)

    def change(self, record: object, after: object, columns: dict[str, Any]) -> None:
        """Keep a change of a row from `record` to `after`."""
        kind, row = type(record), cast(Any, record)
        if kind in VERSIONED:
            columns = {**columns, "version": cast(Any, after).version}
        kept = self.changes.get((kind, row.id))
        if kept is not None:
            kept.columns.update(columns)
            return
        self.changes[kind, row.id] = Change(kind, row.id, row.version if kind in VERSIONED else None, columns)
        self.tables.add(TABLES[kind])

    def add(self, records: Sequence[object]) -> None:
        """Keep new rows."""
        for record in records:
            self.new.setdefault(type(record), []).append(record)
            self.tables.add(TABLES[type(record)])

    def take(self) -> tuple[list[Change], dict[type, list[object]]]:
        """Everything, to be written now; nothing is left."""
        changes, new = list(self.changes.values()), self.new
        self.changes, self.new, self.tables = {}, {}, set()
        return changes, new

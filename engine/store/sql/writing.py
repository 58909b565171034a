"""New rows, changed rows, rows that go."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine.store.kept import kept
from engine.store.tables import ONCE, TABLES, VERSIONED, columns_of


def _values(kind: type) -> dict[str, sa.BindParameter[Any]]:
    columns = TABLES[kind].c
    return {name: sa.bindparam(name, type_=columns[name].type) for name in columns_of(kind) if name != "id"}


@kept
def inserting(kind: type) -> sa.Executable:
    """A new row from all columns but the id, which comes back."""
    return sa.insert(TABLES[kind]).values(_values(kind)).returning(TABLES[kind].c.id)


@kept
def inserting_many(kind: type) -> sa.Executable:
    """As `inserting`, for many rows in one statement, whose ids come back in order."""
    return sa.insert(TABLES[kind]).values(_values(kind)).returning(TABLES[kind].c.id, sort_by_parameter_order=True)


@kept
def inserting_unless_there(kind: type, dialect: str) -> sa.Executable:
    """A new row, or nothing when a unique index already has it; the id comes back."""
    table = TABLES[kind]
    insert = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    return insert.values(_values(kind)).on_conflict_do_nothing().returning(table.c.id)


@kept
def updating(kind: type, names: tuple[str, ...]) -> sa.Update:
    """The named columns of row :at_id, when it still has version :at_version."""
    table = TABLES[kind]
    unknown = [name for name in names if name not in table.c or name == "id"]
    if unknown or (kind in VERSIONED and "version" in names):
        raise TypeError(f"{kind.__name__}: these columns cannot be changed: {', '.join(unknown or ['version'])}")
    statement = sa.update(table).where(table.c.id == sa.bindparam("at_id"))
    values: dict[str, Any] = {name: sa.bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
    if kind in VERSIONED:
        statement = statement.where(table.c.version == sa.bindparam("at_version"))
        values["version"] = table.c.version + 1
    return statement.values(values)


@kept
def rewriting(kind: type, names: tuple[str, ...]) -> sa.Update:
    """As `updating`, with the next version given."""
    return _rewriting(kind, names, "")


def _rewriting(kind: type, names: tuple[str, ...], mark: str) -> sa.Update:
    table = TABLES[kind]
    statement = sa.update(table).where(table.c.id == sa.bindparam(f"{mark}at_id"))
    if kind in VERSIONED:
        statement = statement.where(table.c.version == sa.bindparam(f"{mark}at_version"))
    return statement.values({name: sa.bindparam(f"{mark}new_{name}", type_=table.c[name].type) for name in names})


@kept
def inserting_silently(kind: type, numbered: bool) -> sa.Insert:
    """A new row of SQLite whose id nobody asks for, or that has its id already."""
    values = _values(kind)
    if numbered:
        values["id"] = sa.bindparam("id", type_=TABLES[kind].c.id.type)
    if kind in ONCE:
        return sqlite.insert(TABLES[kind]).values(values).on_conflict_do_nothing()
    return sa.insert(TABLES[kind]).values(values)


@dataclass(frozen=True, slots=True)
class Rows:
    """So many new rows of a kind, which have their ids already or get them now."""

    many: int
    numbered: bool


Write = tuple[type, tuple[str, ...] | Rows]
"""A change of these columns of one row, or new rows."""


@lru_cache(maxsize=512)
def batch(writes: tuple[Write, ...]) -> sa.Select[Any]:
    """All writes of a step as one statement of PostgreSQL; it answers how many rows each write touched.

    The names of the values of write `n` begin with `wn_`; those of new row `m` of it with `wn_m_`. The database is free in
    the order of the writes: whatever leans on an order needs two statements.
    """
    parts = [_part(f"w{number}", kind, what) for number, (kind, what) in enumerate(writes)]
    return sa.select(*(sa.select(sa.func.count()).select_from(part).scalar_subquery() for part in parts))


def _part(name: str, kind: type, what: tuple[str, ...] | Rows) -> sa.CTE:
    table = TABLES[kind]
    if isinstance(what, tuple):
        return _rewriting(kind, what, f"{name}_").returning(table.c.id).cte(name)
    columns = [column for column in table.c if what.numbered or column.name != "id"]
    rows = [
        {column.name: sa.bindparam(f"{name}_{row}_{column.name}", type_=column.type) for column in columns}
        for row in range(what.many)
    ]
    insert = postgresql.insert(table).values(rows)
    return (insert.on_conflict_do_nothing() if kind in ONCE else insert).returning(table.c.id).cte(name)


@kept
def deleting(kind: type) -> sa.Delete:
    """Row :at_id goes."""
    table = TABLES[kind]
    return sa.delete(table).where(table.c.id == sa.bindparam("at_id"))


# Both databases count numbers in a row of their own; SQLite makes its row with the first case.
numbering_cases: dict[str, sa.Executable] = {
    "sqlite": sa.text(
        "INSERT OR REPLACE INTO sqlite_sequence (rowid, name, seq) "
        "SELECT old.rowid, 'case', max(:number, coalesce(old.seq, 0)) "
        "FROM (SELECT 1) LEFT JOIN sqlite_sequence AS old ON old.name = 'case'"
    ),
    "postgresql": sa.text("SELECT setval('case_id_seq', greatest(:number, (SELECT last_value FROM case_id_seq)))"),
}

"""Many rows written by one statement on PostgreSQL, which reads them out of one text: a message for each row costs it more
than the row. SQLite has no messages to save.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from engine.store.kept import kept
from engine.store.tables import ONCE, TABLES, VERSIONED


@kept
def inserting(kind: type, numbered: bool) -> sa.Insert:
    """New rows of :rows, which have their ids already or get them now."""
    table = TABLES[kind]
    columns = [column for column in table.c if numbered or column.name != "id"]
    given = _given({column.name: column for column in columns})
    rows = sa.select(*given.c)
    insert = postgresql.insert(table).from_select([column.name for column in columns], rows, include_defaults=False)
    return insert.on_conflict_do_nothing() if kind in ONCE else insert


@kept
def rewriting(kind: type, names: tuple[str, ...]) -> sa.Update:
    """The named columns of the rows of :rows, each the row `at_id` that still has `at_version`."""
    table = TABLES[kind]
    columns: dict[str, sa.Column[Any]] = {f"new_{name}": table.c[name] for name in names} | {"at_id": table.c.id}
    if kind in VERSIONED:
        columns["at_version"] = table.c.version
    given = _given(columns)
    statement = sa.update(table).where(table.c.id == given.c.at_id)
    if kind in VERSIONED:
        statement = statement.where(table.c.version == given.c.at_version)
    return statement.values({name: given.c[f"new_{name}"] for name in names})


def _given(columns: Mapping[str, sa.Column[Any]]) -> Any:
    """The rows of :rows, with columns of these names and of the types of these columns."""
    rows: Any = sa.bindparam("rows", type_=sa.Text())
    typed = (sa.column(name, column.type) for name, column in columns.items())
    return (
        sa.func.json_to_recordset(sa.cast(rows, sa.JSON()))
        .table_valued(*typed)
        .render_derived("given", with_types=True)
    )


def told(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as the value of :rows."""
    return _told(rows)


def _moment(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no value of a column")


_told = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"), default=_moment).encode

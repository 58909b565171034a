"""Running statements: sqlalchemy writes the SQL of each once, the driver runs it every time.

Its own way of running costs three times as much as the statement itself, and a step has ten of them. Statements whose
text depends on their values (lists in IN) still go its way.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

import psycopg
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.sql import visitors
from sqlalchemy.types import TypeEngine

Convert = Callable[[Any], Any]
Bound = Mapping[str, Any]
Run = Callable[[Connection, sa.Executable, "Bound | Sequence[Bound]"], "Answer"]

ERRORS = (SQLAlchemyError, sqlite3.Error, psycopg.Error)
"""Whatever a statement may raise."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows a statement gave, and how many it touched."""

    rows: Sequence[tuple[Any, ...]]
    touched: int

    def one(self) -> tuple[Any, ...] | None:
        """The only row; None without any."""
        return self.rows[0] if self.rows else None

    def value(self) -> Any:
        """The first value of the only row; None without any."""
        return self.rows[0][0] if self.rows else None


@dataclass(frozen=True, slots=True)
class _Ready:
    """A statement as the driver takes it. `order` names the values for its question marks; None where they have names."""

    text: str
    order: tuple[str, ...] | None
    fixed: Bound
    binds: tuple[tuple[str, Convert], ...]
    places: tuple[tuple[int, Convert], ...]  # as `binds`, where the values stand in `order`
    results: tuple[tuple[int, Convert], ...]

    def values(self, bound: Bound) -> Any:
        if self.order is not None:
            return self._in_order(bound)
        values = {**self.fixed, **bound}
        for name, convert in self.binds:
            values[name] = convert(values[name])
        return values

    def _in_order(self, bound: Bound) -> list[Any]:
        given = bound if bound.keys() >= self.fixed.keys() else {**self.fixed, **bound}
        row = [given[name] for name in cast("tuple[str, ...]", self.order)]
        for place, convert in self.places:
            row[place] = convert(row[place])
        return row

    def rows_of_values(self, many: Sequence[Bound]) -> list[Any]:
        return [self.values(bound) for bound in many]

    def decoded(self, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        if not self.results:
            return rows
        return [self._decode(row) for row in rows]

    def _decode(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        values = list(row)
        for place, convert in self.results:
            values[place] = convert(values[place])
        return tuple(values)


def run(connection: Connection, statement: sa.Executable, bound: Bound | Sequence[Bound]) -> Answer:
    """Run a statement in the connection's transaction. Raises one of ERRORS."""
    ready = _ready(statement, _kind(connection.dialect))
    if ready is None or not isinstance(bound, Mapping):
        return run_many(connection, statement, bound)
    driver: Any = connection.connection.driver_connection
    cursor = driver.execute(ready.text, ready.values(bound))
    rows = ready.decoded(cursor.fetchall()) if cursor.description else []
    return Answer(rows, cursor.rowcount)


def run_each(connection: Connection, statement: sa.Executable, many: Bound | Sequence[Bound]) -> Answer:
    """Run a statement that answers nothing once for each of these sets of values."""
    ready = _ready(statement, _kind(connection.dialect))
    assert ready is not None
    assert not isinstance(many, Mapping)
    cursor = connection.connection.cursor()
    cursor.executemany(ready.text, ready.rows_of_values(many))
    return Answer([], cursor.rowcount)


def run_many(connection: Connection, statement: sa.Executable, bound: Bound | Sequence[Bound]) -> Answer:
    """Run a statement sqlalchemy's way: for values that shape it, or for many sets of values at once."""
    result: Any = connection.execute(statement, bound)
    return Answer([tuple(row) for row in result] if result.returns_rows else [], result.rowcount)


@lru_cache(maxsize=4096)
def tables_of(statement: sa.Executable) -> frozenset[sa.Table]:
    """The tables that a statement names."""
    parts = visitors.iterate(cast(Any, statement))
    return frozenset(part for part in parts if isinstance(part, sa.Table))


def _kind(dialect: Dialect) -> Dialect:
    """The first dialect of this kind. Every database has an object of its own, and writing the same SQL again for each
    took a seventh of a story in memory.
    """
    return _KINDS.setdefault((type(dialect), dialect.paramstyle, dialect.server_version_info), dialect)


_KINDS: dict[tuple[type[Dialect], str, tuple[int | str, ...] | None], Dialect] = {}


@lru_cache(maxsize=4096)
def tables_meant_by(statement: sa.Executable) -> frozenset[sa.Table]:
    """The tables in which the rows must stand that a new row points at."""
    if not isinstance(statement, sa.Insert):
        return frozenset()
    return frozenset(key.column.table for key in cast(sa.Table, statement.table).foreign_keys)


@lru_cache(maxsize=4096)
def _ready(statement: sa.Executable, dialect: Dialect) -> _Ready | None:
    """None for a statement that must be written anew for its values."""
    compiled: Any = statement.compile(dialect=dialect)  # type: ignore[attr-defined]  # every statement of sql.py is a ClauseElement
    if compiled.post_compile_params:
        return None
    order = tuple(compiled.positiontup) if compiled.positional else None
    binds = {name: _to_driver(bind.type, dialect) for name, bind in compiled.binds.items()}
    places = enumerate(binds[name] for name in order or ())
    results = enumerate(_from_driver(type_, dialect) for type_ in _result_types(statement))
    return _Ready(
        text=compiled.string,
        order=order,
        fixed=compiled.params,
        binds=tuple((name, convert) for name, convert in binds.items() if convert),
        places=tuple((place, convert) for place, convert in places if convert),
        results=tuple((place, convert) for place, convert in results if convert),
    )


def _result_types(statement: Any) -> list[TypeEngine[Any]]:
    columns = getattr(statement, "exported_columns", None)
    return [column.type for column in columns] if columns is not None else []


def _to_driver(type_: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return type_.dialect_impl(dialect).bind_processor(dialect)


def _from_driver(type_: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return type_.dialect_impl(dialect).result_processor(dialect, None)

"""Running statements: sqlalchemy writes the SQL of each once, the driver runs it every time.

Its own way of running costs three times as much as the statement itself, and a step has ten of them. Statements whose
text depends on their values (lists in IN) still go its way.
"""

import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any, cast

import psycopg
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.sql import visitors
from sqlalchemy.types import TypeEngine

Convert = Callable[[Any], Any]
Bound = Mapping[str, Any]
Given = Bound | Sequence[Any]
"""The values of one statement by name, or of one that runs many times: each a mapping or a record, as its function says."""
Run = Callable[["Line", sa.Executable, Given], "Answer"]

ERRORS = (SQLAlchemyError, sqlite3.Error, psycopg.Error)
"""Whatever a statement may raise."""


class Line:
    """A connection, and what is asked of it for every statement: looked up once."""

    __slots__ = ("connection", "dialect", "driver", "name")

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.driver: Any = connection.connection.driver_connection
        self.dialect = _kind(connection.dialect)
        self.name = self.dialect.name  # sqlite or postgresql


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
    """A statement as the driver takes it: both databases want its values by place. `order` names the value of each place."""

    text: str | bytes
    order: tuple[str, ...]
    fixed: Bound
    binds: tuple[tuple[int, Convert], ...]
    results: tuple[tuple[int, Convert], ...]

    def values(self, bound: Bound) -> list[Any]:
        known = {**self.fixed, **bound} if self.fixed else bound
        return self.converted([known[name] for name in self.order])

    def converted(self, values: list[Any]) -> list[Any]:
        for place, convert in self.binds:
            values[place] = convert(values[place])
        return values

    def decoded(self, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        if not self.results:
            return rows
        return [self._decode(row) for row in rows]

    def _decode(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        values = list(row)
        for place, convert in self.results:
            values[place] = convert(values[place])
        return tuple(values)


def run(line: Line, statement: sa.Executable, bound: Given) -> Answer:
    """Run a statement in the connection's transaction. Raises one of ERRORS."""
    ready = _ready(statement, line.dialect)
    if ready is None or not isinstance(bound, Mapping):
        return run_many(line, statement, bound)
    return _answered(line, ready, ready.values(bound))


def run_each(line: Line, statement: sa.Executable, many: Given) -> Answer:
    """Run a statement that answers nothing once for each of these mappings of values."""
    ready = _surely_ready(statement, line)
    return _repeated(line, ready, [ready.values(cast(Bound, bound)) for bound in many])


def write_each(line: Line, statement: sa.Executable, records: Given) -> Answer:
    """Run an insert that answers nothing once for each of these records, whose fields are its values."""
    ready = _surely_ready(statement, line)
    read = attrgetter(*ready.order)
    return _repeated(line, ready, [ready.converted(list(read(record))) for record in records])


def run_batch(line: Line, statement: sa.Executable, sources: Given) -> Answer:
    """Run a statement of many writes. `sources` has what each write is of by the beginning of its names: `w1` the values of
    write 1 by the rest of their names, `w2_0` the first record of write 2."""
    ready = _surely_ready(statement, line)
    assert isinstance(sources, Mapping)
    values = [value for name, read in _readers(ready.order) for value in read(sources[name])]
    return _answered(line, ready, ready.converted(values))


def run_many(line: Line, statement: sa.Executable, bound: Given) -> Answer:
    """Run a statement sqlalchemy's way: for values that shape it, or for many sets of values at once."""
    result: Any = line.connection.execute(statement, cast(Any, bound))
    return Answer([tuple(row) for row in result] if result.returns_rows else [], result.rowcount)


def _answered(line: Line, ready: _Ready, values: list[Any]) -> Answer:
    cursor = _cursor(line).execute(ready.text, values)
    rows = ready.decoded(cursor.fetchall()) if cursor.description else []
    return Answer(rows, cursor.rowcount)


def _repeated(line: Line, ready: _Ready, rows: list[list[Any]]) -> Answer:
    cursor = _cursor(line)
    cursor.executemany(ready.text, rows)
    return Answer([], cursor.rowcount)


def _cursor(line: Line) -> Any:
    """Of PostgreSQL one that takes $1, $2 … as they are: looking for names in a long statement takes as long as running it."""
    return line.driver.cursor() if line.name == "sqlite" else psycopg.RawCursor(line.driver)


@lru_cache(maxsize=4096)
def tables_of(statement: sa.Executable) -> frozenset[sa.Table]:
    """The tables that a statement names."""
    parts = visitors.iterate(cast(Any, statement))
    return frozenset(part for part in parts if isinstance(part, sa.Table))


def _kind(dialect: Dialect) -> Dialect:
    """The first dialect of this kind, as it writes values by place. Every database has an object of its own, and writing the
    same SQL again for each took a seventh of a story in memory.
    """
    name = (type(dialect), dialect.server_version_info)
    if name not in _KINDS:
        _KINDS[name] = dialect if dialect.name == "sqlite" else _by_number(dialect)
    return _KINDS[name]


_KINDS: dict[tuple[type[Dialect], tuple[int | str, ...] | None], Dialect] = {}


def _by_number(dialect: Dialect) -> Dialect:
    """The same dialect with $1, $2 … for its values."""
    other: Any = copy(dialect)
    other.paramstyle, other.positional = "numeric_dollar", True
    other.identifier_preparer = other.preparer(other)
    return cast(Dialect, other)


@lru_cache(maxsize=4096)
def tables_meant_by(statement: sa.Executable) -> frozenset[sa.Table]:
    """The tables in which the rows must stand that a new row points at."""
    if not isinstance(statement, sa.Insert):
        return frozenset()
    return frozenset(key.column.table for key in cast(sa.Table, statement.table).foreign_keys)


_PART = re.compile(r"(w\d+(?:_\d+)?)_(.+)")


@lru_cache(maxsize=512)
def _readers(order: tuple[str, ...]) -> tuple[tuple[str, Callable[[Any], tuple[Any, ...]]], ...]:
    """For each stretch of names with one beginning: the beginning, and what reads their values from its source."""
    parts = [cast(re.Match[str], _PART.fullmatch(name)).groups() for name in order]
    stretches = ((name, [rest for _, rest in found]) for name, found in groupby(parts, key=itemgetter(0)))
    return tuple((name, _reader(name, rests)) for name, rests in stretches)


def _reader(name: str, rests: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    read: Any = (attrgetter if "_" in name else itemgetter)(*rests)
    return read if len(rests) > 1 else lambda source: (read(source),)


def _surely_ready(statement: sa.Executable, line: Line) -> _Ready:
    ready = _ready(statement, line.dialect)
    assert ready is not None
    return ready


@lru_cache(maxsize=4096)
def _ready(statement: sa.Executable, dialect: Dialect) -> _Ready | None:
    """None for a statement that must be written anew for its values."""
    compiled: Any = statement.compile(dialect=dialect)  # type: ignore[attr-defined]  # every statement of sql.py is a ClauseElement
    if compiled.post_compile_params:
        return None
    order = tuple(compiled.positiontup)
    binds = enumerate(_to_driver(compiled.binds[name].type, dialect) for name in order)
    results = enumerate(_from_driver(type_, dialect) for type_ in _result_types(statement))
    return _Ready(
        text=compiled.string if dialect.name == "sqlite" else compiled.string.encode(),
        order=order,
        fixed={name: bind.effective_value for name, bind in compiled.binds.items() if not bind.required},
        binds=tuple((place, convert) for place, convert in binds if convert),
        results=tuple((place, convert) for place, convert in results if convert),
    )


def _result_types(statement: Any) -> list[TypeEngine[Any]]:
    columns = getattr(statement, "exported_columns", None)
    return [column.type for column in columns] if columns is not None else []


def _to_driver(type_: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return type_.dialect_impl(dialect).bind_processor(dialect)


def _from_driver(type_: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return type_.dialect_impl(dialect).result_processor(dialect, None)

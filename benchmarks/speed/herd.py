"""Many cases in seconds: one is played by the engine, and its rows are copied inside the database.

A copy is a whole case: its own numbers, its state, tasks, deadlines, parties, facts and history. It can be stepped, and it
wakes. Its history's hashes are those of the case that was copied, so the doctor would complain of it: it is for timing only.
"""

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Any, Protocol

import psycopg

from engine.model import Case, CaseParty, Deadline, Event, Fact, Instance, Subscription, Task
from engine.source import Kind
from engine.store.tables import TABLES, columns_of

KINDS = (Case, CaseParty, Instance, Task, Deadline, Fact, Subscription, Event)
NUMBERED = (Case, Instance)  # others point at these, so a copy gets its number from us
APART = 1_000  # between the numbers of what was played and those of the copies
SERIES = "WITH RECURSIVE series(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < :many) "

Changes = Mapping[type, Mapping[str, str]]
"""Kind -> column -> an SQL expression in which `n` is the copy's number, from 1, and `:name` a value that was given."""


class Raw(Protocol):
    """A connection without any of our code: statements with `:name` for a value."""

    postgres: bool

    def ask(self, text: str, **values: object) -> list[tuple[Any, ...]]:
        """The rows; none of a statement that answers nothing."""
        ...


class _Sqlite:
    postgres = False

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def ask(self, text: str, **values: object) -> list[tuple[Any, ...]]:
        return self._connection.execute(text, values).fetchall()


class _Postgres:
    postgres = True

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        self._connection = connection

    def ask(self, text: str, **values: object) -> list[tuple[Any, ...]]:
        named = re.sub(r"(?<!:):(\w+)", r"%(\1)s", text.replace("%", "%%"))
        cursor = self._connection.execute(named.encode(), values)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def connected(url: str) -> Iterator["sqlite3.Connection | psycopg.Connection[Any]"]:
    """The driver's own connection to the database at this address; each statement stands by itself."""
    if url.startswith("sqlite"):
        path = url.partition("///")[2]
        with closing(sqlite3.connect(path, isolation_level=None, timeout=60, check_same_thread=False)) as file:
            yield file
    else:
        address = url.replace("postgresql+psycopg://", "postgresql://")
        with closing(psycopg.connect(address, autocommit=True)) as server:
            yield server


@contextmanager
def raw(url: str) -> Iterator[Raw]:
    """A connection that takes the same statements on both databases."""
    with connected(url) as connection:
        yield _Sqlite(connection) if isinstance(connection, sqlite3.Connection) else _Postgres(connection)


def copies(url: str, case: int, many: int, changes: Changes | None = None, **values: object) -> range:
    """So many copies of a case of one instance; answers their numbers. `values` are for `changes`."""
    with raw(url) as base:
        first = {kind: (base.ask(f'SELECT max(id) FROM "{TABLES[kind].name}"')[0][0] or 0) + APART for kind in NUMBERED}
        ((old,),) = base.ask('SELECT id FROM instance WHERE "case" = :case', case=case)
        bound = {"case": case, "old": old, "many": many, "cases": first[Case], "instances": first[Instance], **values}
        _trust(base)
        base.ask("BEGIN")
        for kind in KINDS:
            text, names = _copying(kind, (changes or {}).get(kind, {}))
            base.ask(text, **{name: value for name, value in bound.items() if name in names})
        base.ask("COMMIT")
        _settle(base)
    return range(first[Case] + 1, first[Case] + many + 1)


def more_tasks(url: str, cases: range, many: int) -> None:
    """So many open tasks more, spread over cases that `copies` made: what a worklist is chosen from."""
    columns = [name for name in columns_of(Task) if name != "id"]
    chosen = [
        {"case": "c.id", "instance": "i.id", "wait": "1000 + s.n"}.get(name, f't."{name}"') for name in columns
    ]  # fmt: skip
    text = (
        f"{SERIES} INSERT INTO task ({_names(columns)}) SELECT {', '.join(chosen)} FROM series s "
        'JOIN "case" c ON c.id = :first + s.n % :size JOIN instance i ON i."case" = c.id '
        'JOIN task t ON t."case" = :first AND t.wait < 1000'
    )
    with raw(url) as base:
        _trust(base)
        base.ask(text, many=many, first=cases[0], size=len(cases))
        _settle(base)


def _copying(kind: type, changes: Mapping[str, str]) -> tuple[str, frozenset[str]]:
    """The statement that copies the rows of a kind, and the names of the values it takes."""
    columns = [name for name in columns_of(kind) if name != "id" or kind in NUMBERED]
    chosen = [changes.get(name) or _copied(kind, name) for name in columns]
    where = "id" if kind is Case else '"case"'
    table = TABLES[kind].name
    text = (
        f'{SERIES} INSERT INTO "{table}" ({_names(columns)}) SELECT {", ".join(chosen)} '
        f'FROM series, "{table}" o WHERE o.{where} = :case ORDER BY n'
    )
    return text, frozenset(re.findall(r"(?<!:):(\w+)", text))


def _copied(kind: type, name: str) -> str:
    if (kind is Case and name == "id") or (name == "case"):
        return ":cases + n"
    if (kind is Instance and name == "id") or name == "instance":
        return ":instances + n"
    if name == "source" and kind is Deadline:
        return f"replace(o.source, '{Kind.WAIT}:' || :old || ':', '{Kind.WAIT}:' || (:instances + n) || ':')"
    if name == "reference":
        return "'K' || (:cases + n)"
    return f'o."{name}"'


def _names(columns: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _trust(base: Raw) -> None:
    """What a copy points at is known to be there: PostgreSQL need not look it up a million times; SQLite does not by itself."""
    if base.postgres:
        base.ask("SET session_replication_role = replica")


def _settle(base: Raw) -> None:
    """What a database of that size has long done: statistics, numbers given out, and an empty log."""
    if base.postgres:
        for kind in NUMBERED:
            table = TABLES[kind].name
            base.ask(f"SELECT setval(pg_get_serial_sequence('\"{table}\"', 'id'), (SELECT max(id) FROM \"{table}\"))")
        base.ask("VACUUM ANALYZE")
        base.ask("CHECKPOINT")
    else:
        base.ask("ANALYZE")
        base.ask("PRAGMA wal_checkpoint(TRUNCATE)")

"""Connections: how SQLite and PostgreSQL are opened so that both keep the same promises."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import psycopg
import sqlalchemy as sa
from psycopg.types.numeric import Int8Dumper
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import StaticPool

from engine import errors

BUSY_SECONDS = 10
"""How long a writer waits for another one before it gives up with errors.Unavailable."""
LOOK_AGAIN = 0.001
"""Seconds between a writer's looks whether another process is ready; less than a worker pauses between two batches."""

PREPARED = 250
"""Statements that a connection of PostgreSQL keeps prepared: what steps and pages ask often."""

_POSTGRES_OPTIONS = " ".join(
    f"-c {option}"
    for option in (
        "timezone=UTC",
        f"lock_timeout={BUSY_SECONDS}s",
        # A process that was stopped in the middle of a step gives its case back.
        "idle_in_transaction_session_timeout=60s",
    )
)


def parse(url: str) -> URL:
    """The address of a database: sqlite:///path, sqlite:// (memory) or postgresql://user@host/name. Raises
    errors.Misconfigured."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise errors.Misconfigured(
            f"'{url}' is no database address; use sqlite:///path/to/file or postgresql://user@host/name"
        ) from error
    if parsed.get_backend_name() == "sqlite":
        return parsed.set(drivername="sqlite+pysqlite")
    if parsed.get_backend_name() in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    raise errors.Misconfigured(
        f"'{parsed.get_backend_name()}' databases are not supported; use sqlite:///path/to/file or "
        "postgresql://user@host/name"
    )


def in_memory(url: URL) -> bool:
    """Whether the database dies with the process."""
    return url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:")


def writing(url: URL, *pragmas: str) -> Engine:
    """An engine whose transactions write; `pragmas` are for SQLite alone."""
    if url.get_backend_name() == "postgresql":
        return _postgres(url)
    if in_memory(url):
        return _sqlite(url, begin="BEGIN IMMEDIATE", pragmas=pragmas, poolclass=StaticPool)
    _require_directory(url)
    return _sqlite(
        url, begin="BEGIN IMMEDIATE", pragmas=pragmas, pool_size=1, max_overflow=0, pool_timeout=BUSY_SECONDS
    )


def reading(url: URL, writer: Engine) -> Engine:
    """An engine whose transactions see one moment and cannot write. In memory there is one connection, so it is the
    writer's."""
    if url.get_backend_name() == "postgresql":
        return writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    if in_memory(url):
        return writer.execution_options(sqlite_begin=None)
    return _sqlite(url, begin="BEGIN", pragmas=("query_only=ON",), pool_size=10, max_overflow=20, pool_use_lifo=True)


@contextmanager
def by_themselves(connection: Connection) -> Iterator[None]:
    """Each statement stands by itself meanwhile; on SQLite it does until somebody begins a transaction."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, psycopg.Connection):
        yield
        return
    driver.autocommit = True
    try:
        yield
    finally:
        with suppress(psycopg.Error):  # it went away, and the error that said so is on its way
            driver.autocommit = False


def _postgres(url: URL) -> Engine:
    engine = sa.create_engine(
        url,
        pool_size=10,
        max_overflow=20,
        pool_use_lifo=True,  # whoever comes next gets the connection that has just prepared what is asked for
        pool_reset_on_return=None,  # a connection that goes back has rolled back by itself what was not committed
        connect_args={"options": _POSTGRES_OPTIONS, "connect_timeout": BUSY_SECONDS},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.prepared_max = PREPARED
        # By default a number is sent as the smallest type that holds it, and each mixture of types is prepared anew.
        connection.adapters.register_dumper(int, Int8Dumper)

    return engine


def _sqlite(url: URL, *, begin: str, pragmas: tuple[str, ...] = (), **pool: Any) -> Engine:
    """The driver's own BEGIN is switched off and ours put in its place: it comes late, after the first SELECT, and then
    updates get lost."""
    engine = sa.create_engine(
        url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False}, pool_reset_on_return=None, **pool
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        connection.create_function("lower", 1, _lower, deterministic=True)  # SQLite's own knows ASCII only
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            # what is erased leaves the file too; not every build of SQLite does so by itself
            "secure_delete=ON",
            # the safety net; the worker calls checkpoint() every few seconds, since an automatic one makes a person wait
            "wal_autocheckpoint=10000",
            *pragmas,
            *(
                () if begin == "BEGIN" else ("busy_timeout=0",)
            ),  # a writer waits in _begin; last, for WAL itself may wait
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def open_transaction(connection: Connection) -> None:
        words = connection.get_execution_options().get("sqlite_begin", begin)
        if words:
            _begin(connection, words)

    return engine


def _begin(connection: Connection, words: str) -> None:
    """Begin as soon as whoever writes now is ready, and before a worker's next batch.

    SQLite's own patience looks ever less often, in the end ten times a second, and beside a worker that pauses a few
    thousandths between its batches somebody's page then waits for seconds.
    """
    driver: Any = connection.connection.driver_connection
    until = monotonic() + BUSY_SECONDS
    while True:
        try:
            driver.execute(words)
            return
        except sqlite3.OperationalError as error:
            if (
                error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > until
            ):  # the rest says why it is busy
                raise
        sleep(LOOK_AGAIN)


def _lower(text: object) -> object:
    return text.lower() if isinstance(text, str) else text


def _require_directory(url: URL) -> None:
    directory = Path(url.database or "").resolve().parent
    if not directory.is_dir():
        raise errors.Misconfigured(
            f"The folder {directory} of the database does not exist; make it, or name another database"
        )

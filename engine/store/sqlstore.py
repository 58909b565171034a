"""The store on SQLite and PostgreSQL: where transactions begin and end."""

import threading
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime

from sqlalchemy.engine import Connection, Engine

from engine import errors
from engine.store import connect, migrate, sql
from engine.store.batch import Batching
from engine.store.driver import ERRORS
from engine.store.failures import explained
from engine.store.gathered import Looking
from engine.store.protocol import Store
from engine.store.shared import Shared
from engine.store.transaction import SqlReader, SqlTransaction


def open(url: str) -> "SqlStore":
    """Open a database: sqlite:///path, sqlite:// (memory, for one process) or postgresql://user@host/name. Raises
    errors.Misconfigured."""
    return SqlStore(url)


class SqlStore(Store):
    """A database of SQLite or PostgreSQL. Safe for threads; after a fork, open another one."""

    def __init__(self, url: str) -> None:
        parsed = connect.parse(url)
        self.dialect = parsed.get_backend_name()
        self._in_memory = connect.in_memory(parsed)
        self._writer = connect.writing(parsed)
        self._reader = connect.reading(parsed, self._writer)
        # SQLite has one writer at a time. Threads queue here, where waking up is prompt; processes queue at BEGIN
        # IMMEDIATE, which polls.
        self._turn = threading.RLock()
        self._current: Connection | None = None
        # Connections that nobody uses now: taking one from the pool and giving it back costs as much as five statements.
        self._idle: defaultdict[Engine, deque[Connection]] = defaultdict(deque)
        self._shared = Shared()

    @contextmanager
    def begin(self) -> Iterator[SqlTransaction]:
        """Open a write transaction. It commits when its block ends, unless an exception leaves it or an error of the
        database broke it."""
        with self._one_writer(), self._connected(self._writer) as connection:
            with explained():
                transaction = connection.begin()
            writer = Batching(connection, self._shared)
            yield writer
            writer.finish()
            if writer.broken_by is not None:
                raise writer.broken_by
            with explained():
                transaction.commit()

    @contextmanager
    def reading(self) -> Iterator[SqlReader]:
        """Open a read-only view of one moment. In memory, where there is one connection, it waits for the writer, or
        looks into its own transaction."""
        with self._view() as connection:
            if not connection.in_transaction():
                with explained():
                    connection.begin()
            yield Looking(connection, self._shared)

    @contextmanager
    def glancing(self) -> Iterator[SqlReader]:
        """See protocol.Store. On PostgreSQL it saves two of three trips to the server."""
        if self._in_memory:
            with self.reading() as reader:
                yield reader
            return
        with self._connected(self._reader) as connection, connect.by_themselves(connection):
            yield SqlReader(connection, self._shared)

    def next_due(self) -> datetime | None:
        """See protocol.Store."""
        with self._view() as connection, explained():
            moment: datetime | None = connection.execute(sql.next_wake).scalar_one_or_none()
        return moment

    def lag_seconds(self, now: datetime) -> float:
        """See protocol.Store."""
        due = self.next_due()
        return max(0.0, (now - due).total_seconds()) if due else 0.0

    def migrate(self, revision: str = "head") -> str:
        """Bring the tables to this program's revision, or one before it, in one transaction, and return the program's.
        Safe to call from several processes at once."""
        with self._one_writer(), self._connected(self._writer) as connection, explained():
            if self._in_memory and revision == "head" and migrate.revision(connection) is None:
                connection.rollback()
                migrate.fill(connection)
                return migrate.head()
            return migrate.upgrade(connection, revision)

    def image(self) -> bytes:
        """A database in memory as bytes: `become` makes another one in memory out of them, in a millisecond."""
        with self._one_writer(), self._connected(self._writer) as connection, explained():
            return migrate.image(connection)

    def become(self, image: bytes) -> None:
        """Be the database in memory that this is the image of; what was in it before is gone."""
        with self._one_writer(), self._connected(self._writer) as connection, explained():
            migrate.restore(connection, image)

    def number_cases_above(self, number: int) -> None:
        """Give new cases a higher number than this one: after a restore, so that no new case meets the keys or
        tombstones of one that the backup did not know."""
        with self.begin() as transaction:
            transaction.number_cases_above(number)

    def schema_version(self) -> str | None:
        """The revision of the tables; None when there are none."""
        with self._view() as connection, explained():
            return migrate.revision(connection)

    def misfit(self) -> str | None:
        """See protocol.Store."""
        return migrate.misfit(self.schema_version())

    def checkpoint(self) -> None:
        """Move SQLite's write-ahead log into its file without making anybody wait; nothing on PostgreSQL. The worker asks
        for it all along."""
        if self.dialect == "sqlite" and not self._in_memory:
            with explained(), closing(self._reader.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")

    def close(self) -> None:
        """Give back connections."""
        self._give_back()
        self._writer.dispose()
        self._reader.dispose()

    @contextmanager
    def _view(self) -> Iterator[Connection]:
        if not self._in_memory:
            with self._connected(self._reader) as connection:
                yield connection
                # Nothing was written, so this ends as a rollback would; but after one the driver forgets every statement
                # that PostgreSQL has prepared.
                with explained():
                    connection.commit()
            return
        with self._turn:
            if self._current is not None:
                yield self._current
                return
            with self._connected(self._reader) as connection:
                yield connection

    @contextmanager
    def _one_writer(self) -> Iterator[None]:
        if self.dialect != "sqlite":
            yield
            return
        if not self._turn.acquire(timeout=connect.BUSY_SECONDS):
            raise errors.Unavailable
        try:
            if self._current is not None:
                raise RuntimeError("this thread has a write transaction open already")
            yield
        finally:
            self._turn.release()

    @contextmanager
    def _connected(self, engine: Engine) -> Iterator[Connection]:
        """A connection; what is not committed in the end is rolled back, and after an error nobody gets it again."""
        with explained():
            connection = self._taken(engine)
        if engine is self._writer and self.dialect == "sqlite":
            self._current = connection
        try:
            yield connection
            with explained():
                if connection.in_transaction():
                    connection.rollback()
            self._idle[engine].append(connection)
        except BaseException as error:  # whatever it was, nobody can say what the connection still holds
            self._let_go(connection, error)
            raise
        finally:
            if engine is self._writer:
                self._current = None

    def _taken(self, engine: Engine) -> Connection:
        try:
            return self._idle[engine].pop()
        except IndexError:
            return engine.connect()

    def _let_go(self, connection: Connection, error: BaseException) -> None:
        """After the server went away, the other connections are dead too: let the next caller have a fresh one."""
        driver = None if connection.invalidated or connection.closed else connection.connection.driver_connection
        with suppress(*ERRORS):  # the first error is what the caller hears
            connection.close()
        gone = self.dialect == "postgresql" and (driver is None or driver.closed)
        if isinstance(error, errors.Unavailable) and gone:
            self._give_back()
            self._writer.dispose()

    def _give_back(self) -> None:
        for idle in tuple(self._idle.values()):
            with suppress(IndexError):  # somebody else may take the last one meanwhile
                while True:
                    with suppress(*ERRORS):
                        idle.pop().close()

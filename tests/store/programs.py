"""What other processes do in the tests: each function runs in a process of its own."""

import os
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from typing import Any

import sqlalchemy as sa

from engine.model import Deadline, DeadlineState, Notice
from engine.store import SqlStore, connect, open
from engine.store import migrate as migrate_tables
from engine.store.protocol import Transaction
from tests.store.cast import NOW

_PATIENCE = 60


def run_together(program: Callable[..., None], times: int, *arguments: Any) -> None:
    """Run a program in several processes at once; all must end well."""
    # A server that has imported everything once: each process is a fork of it, not of this one with its connections.
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    line = context.Barrier(times)
    processes = [context.Process(target=_start, args=(line, program, arguments)) for _ in range(times)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(_PATIENCE)
    assert [process.exitcode for process in processes] == [0] * times


def _start(line: Barrier, program: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    """Wait for the others: a process that is ready early would be done before they begin."""
    line.wait(_PATIENCE)
    program(*arguments)


def begin_anew_often(times: int) -> None:
    """A database in memory that becomes its image again and again, each time asked something new with a list inside."""
    with connect.writing(connect.parse("sqlite://")).connect() as connection:
        migrate_tables.fill(connection)
        image = migrate_tables.image(connection)
        for number in range(times):
            migrate_tables.restore(connection, image)
            one = f"SELECT id FROM task AS mine WHERE mine.id = seats.value + {number} LIMIT 1"
            connection.exec_driver_sql(
                f"SELECT count(*) FROM task WHERE id IN (SELECT ({one}) FROM json_each('[1]') AS seats)"
            )
            connection.rollback()


def open_carelessly(url: str) -> SqlStore:
    """A store as the libraries open it by themselves: on SQLite the transaction begins only with the first write."""
    store = open(url)
    if store.dialect == "sqlite":
        store._writer = sa.create_engine(url)
    return store


def count_up(url: str, deadline: int, times: int, careful: bool) -> None:
    """Read a number, think a little, write the next one; `times` times."""
    store = open(url) if careful else open_carelessly(url)
    for _ in range(times):
        with store.begin() as tx:
            row = tx.get(Deadline, deadline)
            assert row is not None
            if careful:
                tx.lock_case(row.case)
                row = tx.get(Deadline, deadline)
                assert row is not None
            time.sleep(0.001)
            tx.change(row, attempts=row.attempts + 1)
    store.close()


def act_on_deadlines(url: str, careful: bool) -> None:
    """Take what is due until nothing is, and leave a notice that tells who acted."""
    store = open(url) if careful else open_carelessly(url)
    while store.next_due() is not None:
        with store.begin() as tx:
            due = tx.take_due(NOW) if careful else _first_pending(tx)
            if due is None:
                continue
            time.sleep(0.001)
            tx.add(_trace(due))
            tx.change(due, state=DeadlineState.DONE, done_at=NOW)
        time.sleep(0.001)
    store.close()


def add_and_hang(url: str) -> None:
    """Write a row, say so, and never commit."""
    with open(url).begin() as tx:
        tx.add(Notice(case=None, key="hanging", channel="c", recipient="r", template="t", next_try_at=NOW))
        print("added", flush=True)
        time.sleep(_PATIENCE)


def migrate(url: str) -> None:
    """Bring the tables up to date."""
    store = open(url)
    store.migrate()
    store.close()


def _first_pending(tx: Transaction) -> Deadline | None:
    return next(iter(tx.find(Deadline, state=DeadlineState.PENDING, limit=1)), None)


def _trace(due: Deadline) -> Notice:
    key = f"{due.id}:{os.getpid()}"
    return Notice(case=due.case, key=key, channel="c", recipient="r", template="t", next_try_at=NOW)


if __name__ == "__main__":
    add_and_hang(os.environ["DATABASE_URL"])

"""When the database fails, the error says what to do, and the next try finds a working store."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import psycopg
import pytest

from engine import errors
from engine.model import Case, Notice
from engine.store import SqlStore, connect, open
from tests.store.cast import NOW, Cast, notice, play
from worker.clock import BREATH


def end_all_connections(url: str) -> None:
    """What a restart of the server does to its clients."""
    address = url.replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def fill_pool(store: SqlStore, connections: int = 3) -> None:
    """Have several connections open at once, so that they wait in the pool afterwards."""
    together = Barrier(connections)

    def read() -> None:
        with store.reading() as reader:
            reader.count(Case)
            together.wait(10)

    with ThreadPoolExecutor(connections) as pool:
        for done in [pool.submit(read) for _ in range(connections)]:
            done.result()


def test_a_restarted_server_costs_one_error_and_no_more(empty_postgres: str) -> None:
    store = open(empty_postgres)
    cast = play(store)
    fill_pool(store)
    end_all_connections(empty_postgres)
    with pytest.raises(errors.Unavailable), store.reading() as reader:
        reader.get(Case, cast.case)
    with store.begin() as tx:
        assert tx.get(Case, cast.case) is not None
    store.close()


def test_a_glance_at_a_restarted_server_costs_one_error_and_the_next_view_sees_one_moment(empty_postgres: str) -> None:
    store = open(empty_postgres)
    cast = play(store)
    fill_pool(store)
    end_all_connections(empty_postgres)
    with pytest.raises(errors.Unavailable), store.glancing() as reader:
        reader.get(Case, cast.case)
    with store.glancing() as reader:
        assert reader.get(Case, cast.case) is not None
    with store.reading() as reader:
        assert reader.count(Notice) == 0
        with store.begin() as tx:
            tx.add(notice(cast))
        assert reader.count(Notice) == 0
    store.close()


def test_a_connection_lost_in_the_middle_leaves_nothing(empty_postgres: str) -> None:
    store = open(empty_postgres)
    cast = play(store)

    def step() -> None:
        with store.begin() as tx:
            tx.add(notice(cast))
            end_all_connections(empty_postgres)

    with pytest.raises(errors.Unavailable):
        step()
    with store.reading() as reader:
        assert reader.count(Notice) == 0
    store.close()


def test_a_case_that_stays_locked_is_unavailable(empty_postgres: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "_POSTGRES_OPTIONS", "-c timezone=UTC -c lock_timeout=100ms")
    ours, theirs = open(empty_postgres), open(empty_postgres)
    cast = play(ours)
    with ours.begin() as mine:
        mine.lock_case(cast.case)
        with pytest.raises(errors.Unavailable), theirs.begin() as yours:
            yours.lock_case(cast.case)
    ours.close()
    theirs.close()


def test_a_log_row_that_names_a_locked_case_need_not_wait(empty_postgres: str) -> None:
    ours, theirs = open(empty_postgres), open(empty_postgres)
    cast = play(ours)
    with ours.begin() as mine, theirs.begin() as yours:
        mine.lock_case(cast.case)
        assert yours.add(notice(cast)).id > 0
    ours.close()
    theirs.close()


def test_a_sqlite_file_that_stays_locked_is_unavailable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "BUSY_SECONDS", 0.1)
    place = tmp_path / "cases.sqlite"
    store = open(f"sqlite:///{place}")
    store.migrate()
    other = sqlite3.connect(place, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(errors.Unavailable), store.begin() as tx:
        tx.count(Case)
    with store.reading() as reader:
        assert reader.count(Case) == 0
    other.execute("ROLLBACK")
    with store.begin() as tx:
        assert tx.count(Case) == 0
    other.close()
    store.close()


def test_who_waits_for_another_program_looks_more_often_than_that_pauses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open(f"sqlite:///{tmp_path / 'cases.sqlite'}")
    store.migrate()
    other = sqlite3.connect(tmp_path / "cases.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    naps: list[float] = []

    def nap(seconds: float) -> None:
        naps.append(seconds)
        if len(naps) == 30:  # SQLite's own patience would look ten times a second by now
            other.execute("ROLLBACK")

    monkeypatch.setattr(connect, "sleep", nap)
    with store.begin() as tx:
        assert tx.count(Case) == 0
    assert len(naps) == 30
    assert max(naps) < BREATH / 2
    other.close()
    store.close()


def test_threads_of_one_process_write_in_turns(store: SqlStore, cast: Cast) -> None:
    def write(number: int) -> None:
        with store.begin() as tx:
            case = tx.lock_case(cast.case)
            assert case is not None
            tx.change(case)
            tx.add(notice(cast, f"n{number}"))

    with ThreadPoolExecutor(6) as pool:
        for done in [pool.submit(write, number) for number in range(60)]:
            done.result()
    with store.reading() as reader:
        case = reader.get(Case, cast.case)
        assert case is not None
        assert (case.version, reader.count(Notice)) == (60, 60)


def test_readers_see_no_half_written_step(store: SqlStore, cast: Cast) -> None:
    """Also in memory, where readers and the writer share a connection."""

    def write() -> None:
        for number in range(40):
            with store.begin() as tx:
                tx.add(notice(cast, f"a{number}"))
                tx.add(notice(cast, f"b{number}"))

    def odd_counts() -> int:
        odd = 0
        for _ in range(80):
            with store.reading() as reader:
                odd += reader.count(Notice) % 2
        return odd

    with ThreadPoolExecutor(3) as pool:
        writing, *reading = [pool.submit(write), pool.submit(odd_counts), pool.submit(odd_counts)]
        writing.result()
        assert [done.result() for done in reading] == [0, 0]


def test_a_transaction_within_a_transaction_is_a_fault_of_the_program(tmp_path: Path) -> None:
    store = open(f"sqlite:///{tmp_path / 'cases.sqlite'}")
    store.migrate()
    with store.begin(), pytest.raises(RuntimeError, match="open already"), store.begin():
        pass
    store.close()


def test_writing_within_a_reader_works_everywhere(store: SqlStore, cast: Cast) -> None:
    with store.reading() as reader:
        assert reader.count(Notice) == 0
        with store.begin() as tx:
            tx.add(notice(cast))
    with store.reading() as reader:
        assert [row.next_try_at for row in reader.find(Notice)] == [NOW]


def test_a_checkpoint_moves_the_log_into_the_file(tmp_path: Path) -> None:
    place = tmp_path / "cases.sqlite"
    store = open(f"sqlite:///{place}")
    store.migrate()
    before = place.stat().st_size
    store.checkpoint()
    assert place.stat().st_size > before
    store.close()

"""What a transaction knows and keeps while it holds a case, on every database."""

from typing import Any

import pytest

from engine import errors
from engine.model import Absence, Case, Deadline, DeadlineState, Event, Fact, Organisation, Task, TaskStatus
from engine.store import SqlStore, open
from engine.store.holding import Holding
from engine.store.live import Shelves
from engine.store.protocol import SharedReader
from engine.store.transaction import SqlReader
from tests.store.cast import NOW, Cast, another_case, deadline, event, play, task


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that were run."""
    found: list[str] = []
    plain = SqlReader._run

    def run(self: SqlReader, statement: Any, *words: Any, **named: Any) -> Any:
        found.append(str(statement).split(maxsplit=1)[0])
        return plain(self, statement, *words, **named)

    monkeypatch.setattr(SqlReader, "_run", run)
    return found


def test_what_is_live_is_read_in_one_statement(store: SqlStore, cast: Cast, said: list[str]) -> None:
    with store.begin() as tx:
        written = tx.add(task(cast))
        tx.add(task(cast, 2, status=TaskStatus.COMPLETED))
    with store.begin() as tx:
        said.clear()
        tx.lock_case(cast.case)
        for _ in range(5):
            assert tx.find(Task, case=cast.case, status=TaskStatus.OPEN) == [written]
            assert tx.get(Task, written.id) == written
            assert tx.find(Fact, case=cast.case, current=True) == []
    # PostgreSQL looks after it has the lock: a statement sees what was there when it began.
    assert said == ["SELECT"] * (2 if store.dialect == "postgresql" else 1)


def test_changes_of_one_row_are_written_once_and_at_the_end(store: SqlStore, cast: Cast, said: list[str]) -> None:
    with store.begin() as tx:
        before = tx.add(task(cast))
    with store.begin() as tx:
        tx.lock_case(cast.case)
        found = tx.find(Task, case=cast.case, status=TaskStatus.OPEN)[0]
        said.clear()
        taken = tx.change(found, assignee=cast.bob)
        done = tx.change(taken, status=TaskStatus.COMPLETED)
        assert tx.find(Task, case=cast.case, status=TaskStatus.OPEN) == []
        assert said == []
    assert len(said) == 1
    with store.reading() as reader:
        assert reader.get(Task, before.id) == done
    assert done.version == before.version + 2


def test_whoever_asks_the_database_sees_what_was_kept(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        tx.lock_case(cast.case)
        tx.write([deadline(cast, "a"), deadline(cast, "b")])
        first, second = tx.find(Deadline, case=cast.case, state=DeadlineState.PENDING)
        assert (first.source, second.source) == ("a", "b")
        tx.change(first, state=DeadlineState.DONE)
        assert tx.count(Deadline, state=DeadlineState.PENDING) == 1
        assert tx.count(Deadline, case=cast.case, state=DeadlineState.DONE) == 1


def test_what_was_kept_goes_with_an_exception(store: SqlStore, cast: Cast) -> None:
    def step() -> None:
        with store.begin() as tx:
            case = tx.lock_case(cast.case)
            assert case is not None
            tx.change(case, outcome="x")
            tx.write([deadline(cast)])
            raise KeyError

    with pytest.raises(KeyError):
        step()
    with store.reading() as reader:
        assert reader.count(Deadline) == 0
        found = reader.get(Case, cast.case)
        assert found is not None
        assert found.outcome is None


def test_a_promise_that_is_broken_at_the_end_is_told_too(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        tx.add(deadline(cast))

    def again() -> None:
        with store.begin() as tx:
            tx.lock_case(cast.case)
            tx.write([deadline(cast)])

    with pytest.raises(errors.Conflict):
        again()


def test_an_older_copy_of_a_row_is_stale(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        tx.add(task(cast))

    def twice() -> None:
        with store.begin() as tx:
            tx.lock_case(cast.case)
            found = tx.find(Task, case=cast.case, status=TaskStatus.OPEN)[0]
            tx.change(found, assignee=cast.bob)
            tx.change(found, assignee=cast.alice)

    with pytest.raises(errors.Stale):
        twice()


def test_a_chain_goes_on_where_it_ended(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        tx.append_events([event(cast)])
    with store.begin() as tx:
        tx.lock_case(cast.case)
        tx.append_events([event(cast)])
        tx.append_events([event(cast)])
    with store.reading() as reader:
        assert [row.seq for row in reader.find(Event, case=cast.case)] == [1, 2, 3]


def test_two_cases_in_one_transaction_are_both_written(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        other = tx.add(Case(reference="K-2", opened_at=NOW))
    with store.begin() as tx:
        for id in (cast.case, other.id):
            case = tx.lock_case(id)
            assert case is not None
            tx.change(case, outcome="seen")
    with store.reading() as reader:
        assert {row.outcome for row in reader.find(Case)} == {"seen"}


def test_what_is_shared_is_read_once_and_anew_after_a_change(store: SqlStore, cast: Cast, said: list[str]) -> None:
    with store.reading() as reader:
        organisations = reader.find(Organisation)
    said.clear()
    with store.reading() as reader:
        assert reader.find(Organisation) == organisations
        assert reader.get(Organisation, organisations[0].id) == organisations[0]
    assert len(said) == 1  # the number alone
    with store.begin() as tx:
        away = tx.add(Absence(account=cast.bob, since=NOW.date(), until=NOW.date()))
        assert tx.find(Absence) == [away]
    with store.reading() as reader:
        assert reader.find(Absence, account=cast.bob) == [away]


def away(reader: SharedReader) -> frozenset[int]:
    return frozenset(row.account for row in reader.find(Absence))


def open_tasks(reader: SharedReader) -> int:
    return len(reader.find(Task, status=TaskStatus.OPEN))


def test_what_is_worked_out_of_it_is_kept_until_it_changes(store: SqlStore, cast: Cast, said: list[str]) -> None:
    today = Absence(account=cast.bob, since=NOW.date(), until=NOW.date())
    with store.reading() as reader:
        nobody = reader.worked_out(away)
    said.clear()
    with store.reading() as reader:
        assert reader.worked_out(away) is nobody
    assert len(said) == 1  # the number alone
    with store.begin() as tx:
        gone = tx.add(today)
        assert tx.worked_out(away) == {cast.bob}  # its own change, which nobody else sees yet
    with store.reading() as reader:
        assert reader.worked_out(away) == {cast.bob}

    def back() -> None:
        with store.begin() as tx:
            tx.remove(gone)
            assert tx.worked_out(away) == frozenset()
            raise KeyError

    with pytest.raises(KeyError):
        back()
    with store.reading() as reader:
        assert reader.worked_out(away) == {cast.bob}


def test_what_another_program_changes_is_worked_out_anew(database: str) -> None:
    ours, theirs = open(database), open(database)
    cast = play(ours)
    with ours.reading() as reader:
        assert reader.worked_out(away) == frozenset()
    with theirs.begin() as tx:
        tx.add(Absence(account=cast.bob, since=NOW.date(), until=NOW.date()))
    with ours.reading() as reader:
        assert reader.worked_out(away) == {cast.bob}
    ours.close()
    theirs.close()


def test_nothing_of_single_cases_is_kept_for_all(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        tx.add(task(cast))
        with pytest.raises(TypeError, match="Task is not shared"):
            tx.worked_out(open_tasks)


def test_the_work_done_in_a_case_is_one_task_of_a_seat_however_often(store: SqlStore, cast: Cast) -> None:
    seat = [(cast.desk, "meldpunt")]
    with store.begin() as tx:
        tx.add_all([task(cast, n, status=TaskStatus.COMPLETED, completed_by=cast.bob) for n in range(20)])
        assert len(tx.work_done(cast.case, cast.bob, seat)) == 1
        assert tx.work_done(cast.case, cast.alice, seat) == []
        assert tx.work_done(cast.case, cast.charlie, [(cast.elsewhere, "meldpunt")]) == []


def test_the_work_done_in_many_cases_is_one_task_of_a_seat_in_each(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        other = another_case(tx, cast, "K-2")
        tx.add_all([task(cast, n, status=TaskStatus.COMPLETED, completed_by=cast.bob) for n in range(20)])
        tx.add_all([task(cast, 30 + n, assignee=cast.bob, lane="sociaal") for n in range(3)])
        tx.add(task(cast, 40, completed_by=cast.bob, case=other.case, instance=other.id))
        cases = [cast.case, other.case]
        found = tx.work_in_many(cases, cast.bob)
        assert sorted((row.case, row.lane) for row in found) == sorted(
            [(cast.case, "meldpunt"), (cast.case, "sociaal"), (other.case, "meldpunt")]
        )
        assert [row.case for row in tx.work_in_many([other.case], cast.bob)] == [other.case]
        assert tx.work_in_many(cases, cast.alice) == tx.work_in_many(cases, None) == tx.work_in_many([], cast.bob) == []


@pytest.mark.parametrize("of_task", [True, False])
def test_what_is_read_with_the_lock_is_of_that_case_alone(store: SqlStore, cast: Cast, of_task: bool) -> None:
    seat = (cast.desk, "meldpunt")
    with store.begin() as tx:
        other = another_case(tx, cast, "K-2")
        waiting = tx.add(task(cast))
        there = {"case": other.case, "instance": other.id}
        tx.add_all([task(cast, 1, **there), task(cast, 2, **there, status=TaskStatus.COMPLETED, completed_by=cast.bob)])
        tx.add_all(
            [task(cast, 3, **there, assignee=cast.bob), task(cast, 4, **there, lane="sociaal", assignee=cast.bob)]
        )
        tx.write([deadline(cast), deadline(cast, "task:2", case=other.case)])
        tx.append_events([event(cast)])
        tx.append_events([event(cast, case=other.case), event(cast, case=other.case)])
    with store.begin() as tx:
        tx.ask_along(cast.bob, "key", [seat])
        held = tx.lock_case_of(waiting.id) if of_task else tx.lock_case(cast.case)
        assert held is not None
        assert held.id == cast.case
        assert tx.find(Task, case=cast.case, status=TaskStatus.OPEN) == [waiting]
        assert len(tx.find(Deadline, case=cast.case, state=DeadlineState.PENDING)) == 1
        assert tx.work_done(cast.case, cast.bob, [seat]) == []
        assert [row.seq for row in tx.append_events([event(cast)])] == [2]


def test_work_that_ends_now_is_known_without_asking(store: SqlStore, cast: Cast, said: list[str]) -> None:
    seat = [(cast.desk, "meldpunt")]
    with store.begin() as tx:
        waiting = tx.add(task(cast))
    with store.begin() as tx:
        tx.lock_case(cast.case)
        assert tx.find(Task, case=cast.case, status=TaskStatus.OPEN) == [waiting]
        done = tx.change(waiting, status=TaskStatus.COMPLETED, completed_by=cast.bob)
        said.clear()
        assert tx.work_done(cast.case, cast.bob, seat) == [done]
        assert said == []
        assert tx.work_done(cast.case, cast.alice, seat) == []
        assert said[-1] == "SELECT"


def test_sabotage_a_memory_that_is_not_kept_up_shows_a_task_twice(
    store: SqlStore, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Shelves, "note", lambda *_: None)
    with store.begin() as tx:
        tx.add(task(cast))
    with store.begin() as tx:
        assert isinstance(tx, Holding)
        tx.lock_case(cast.case)
        tx.change(tx.find(Task, case=cast.case, status=TaskStatus.OPEN)[0], status=TaskStatus.COMPLETED)
        assert tx.find(Task, case=cast.case, status=TaskStatus.OPEN) != []

"""Many due things in one transaction: each happens once, a broken one harms no other, and a crash gives all of them back."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from threading import Thread

import pytest

from engine.acts.clock import clockwork
from engine.errors import Conflict
from engine.model import Case, Deadline, DeadlineState, Event, Incident, Instance, Task, TaskStatus
from engine.store import SqlStore
from engine.store.batch import Batching
from engine.store.unwritten import Unwritten
from engine.tags import TIMER_FIRED
from tests.engine.cast import Stage, asks, drawn, memory_engine, small, stage
from tests.engine.conftest import Play
from tests.kernel.drawing import catch, end, start, timer

TIMED = drawn("start wacht Daarna end", start(), catch("wacht", timer("P2D")), asks("Daarna"), end())
SHARED = 200


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is busy with other tests ends no batch."""
    monkeypatch.setattr(clockwork, "PATIENCE", 60.0)


class Killed(BaseException):
    """The program is gone."""


def due(here: Stage, healthy: int, sick: int = 0) -> tuple[list[Case], list[Case]]:
    """Cases whose timers are due together; the state of the sick ones, which come in between, cannot be read."""
    cases = [here.open_case() for _ in range(healthy + sick)]
    spoilt = cases[1 : 2 * sick : 2]
    with here.engine.desk.store.begin() as tx:
        for case in spoilt:
            tx.change(tx.find(Instance, case=case.id)[0], state="geen stand van zaken")
    here.clock.advance(timedelta(days=3))
    return [case for case in cases if case not in spoilt], spoilt


def done(here: Stage, cases: list[Case]) -> int:
    """In how many of these cases the timer fired once, its deadline is over, and the task after it is open."""
    fired = Counter(row.case for row in here.find(Event, kind=TIMER_FIRED))
    open_tasks = Counter(row.case for row in here.find(Task, status=TaskStatus.OPEN))
    over = Counter(row.case for row in here.find(Deadline, state=DeadlineState.DONE))
    return sum((fired[case.id], open_tasks[case.id], over[case.id]) == (1, 1, 1) for case in cases)


@pytest.fixture
def commits(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many turns each transaction had."""
    found: list[int] = []
    plain_begin, plain_turn = SqlStore.begin, Batching.turn

    @contextmanager
    def turn(self: Batching, case: int) -> Iterator[Case | None]:
        found[-1] += 1
        with plain_turn(self, case) as held:
            yield held

    @contextmanager
    def begin(self: SqlStore) -> Iterator[Batching]:
        found.append(0)
        with plain_begin(self) as tx:
            yield tx

    monkeypatch.setattr(Batching, "turn", turn)
    monkeypatch.setattr(SqlStore, "begin", begin)
    return found


def test_what_is_due_together_is_one_transaction(everywhere: Play, commits: list[int]) -> None:
    here = everywhere(small(TIMED))
    cases, _ = due(here, 20)
    commits.clear()
    assert here.engine.clockwork.wake_some() == 20
    assert commits == [20]
    assert done(here, cases) == 20
    assert here.engine.clockwork.wake_some() == 0


def test_a_broken_one_steps_aside_and_its_neighbours_go_on_together(everywhere: Play, commits: list[int]) -> None:
    here = everywhere(small(TIMED))
    healthy, sick = due(here, 8, 2)
    commits.clear()
    assert here.engine.clockwork.wake_some() == 10
    assert commits == [10, 0, 0]  # the batch, and an incident for each of the two
    assert done(here, healthy) == 8
    assert [row.attempts for case in sick for row in here.pending(case)] == [1, 1]
    assert sorted(row.case for row in here.find(Incident)) == [case.id for case in sick]


def test_sabotage_a_turn_that_is_not_undone_marks_what_never_happened(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = play(small(TIMED))
    _, sick = due(here, 3, 1)

    @contextmanager
    def turn(self: Batching, case: int) -> Iterator[Case | None]:
        self._before.absorb(self._unwritten)
        self._unwritten = Unwritten()
        self._held, self._shelves = self._turns.pop(case)
        yield self._held

    monkeypatch.setattr(Batching, "turn", turn)
    here.engine.clockwork.wake_some()
    assert here.pending(sick[0]) == []  # it is gone, and its task will never come


def test_what_cannot_be_undone_apart_is_acted_on_one_by_one(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    here = play(small(TIMED))
    healthy, sick = due(here, 5, 1)
    plain = clockwork.Run.settle

    def settle(run: clockwork.Run) -> None:
        run.tx.count(Deadline, state=DeadlineState.DONE)  # what was decided must be written for this
        plain(run)

    monkeypatch.setattr(clockwork.Run, "settle", settle)
    assert here.engine.clockwork.wake_some() == 6
    assert done(here, healthy) == 5
    assert [row.attempts for row in here.pending(sick[0])] == [1]


def test_a_batch_that_the_database_refuses_is_acted_on_one_by_one(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    here = play(small(TIMED))
    cases, _ = due(here, 5)
    plain, refusals = Batching.finish, [Conflict()]

    def finish(self: Batching) -> None:
        if refusals and len(self._turns) == 5:
            raise refusals.pop()
        plain(self)

    monkeypatch.setattr(Batching, "finish", finish)
    assert here.engine.clockwork.wake_some() == 5
    assert done(here, cases) == 5
    assert refusals == []


def test_a_program_that_dies_in_a_batch_did_nothing_of_it(everywhere: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    here = everywhere(small(TIMED))
    cases, _ = due(here, 6)
    plain, left = clockwork.Run.settle, [4]

    def settle(run: clockwork.Run) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise Killed
        plain(run)

    monkeypatch.setattr(clockwork.Run, "settle", settle)
    with pytest.raises(Killed):
        here.engine.clockwork.wake_some()
    assert done(here, cases) == 0
    assert len(here.find(Deadline, state=DeadlineState.PENDING)) == 6
    assert here.engine.clockwork.wake_some() == 6
    assert done(here, cases) == 6


def test_a_batch_is_of_one_priority_and_the_most_harmful_comes_first(play: Play) -> None:
    here = play(small(TIMED))
    cases = {priority: [here.open_case(priority=priority) for _ in range(2)] for priority in ("P3", "P0", "P2")}
    here.clock.advance(timedelta(days=3))
    order = []
    while here.engine.clockwork.wake_some():
        order += [name for name, of in cases.items() if done(here, of) == 2 and name not in order]
    assert order == ["P0", "P2", "P3"]


def test_a_batch_that_takes_long_leaves_the_rest(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    here = play(small(TIMED))
    due(here, 4)
    monkeypatch.setattr(clockwork, "PATIENCE", -1.0)
    assert [here.engine.clockwork.wake_some() for _ in range(5)] == [1, 1, 1, 1, 0]


def test_what_failed_before_has_a_transaction_of_its_own(play: Play, commits: list[int]) -> None:
    here = play(small(TIMED))
    due(here, 1, 1)
    here.engine.clockwork.wake_some()
    here.clock.advance(timedelta(hours=7))
    commits.clear()
    assert here.engine.clockwork.wake_some() == 1
    assert commits == [0, 0, 0]  # look, act alone, step aside again


@pytest.fixture
def both(database: str) -> Iterator[tuple[Stage, str]]:
    with stage(small(TIMED), SqlStore(database)) as made:
        yield made, database


def test_two_workers_share_two_hundred_timers(both: tuple[Stage, str]) -> None:
    here, url = both
    cases, _ = due(here, SHARED)
    counts: list[int] = []
    with ExitStack() as running:
        engines = [running.enter_context(memory_engine(here.clock, SqlStore(url))) for _ in range(2)]
        threads = [
            Thread(target=lambda some=engine.clockwork.wake_some: counts.append(sum(iter(lambda: some(20), 0))))
            for engine in engines
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
    assert sum(counts) == SHARED
    assert done(here, cases) == SHARED


def test_a_fault_before_anything_was_taken_is_told_and_not_taken_for_nothing_to_do(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = play(small(TIMED))

    def broken(*_: object) -> list[Deadline]:
        raise RuntimeError("no such column")

    monkeypatch.setattr(Batching, "take_due_batch", broken)
    with pytest.raises(RuntimeError):
        here.engine.clockwork.wake_some()

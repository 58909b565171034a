"""The worker ticks until it is told to stop, finishes what it does, and never stops by itself."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from engine.acts.doctor import Doctor
from engine.clock import SystemClock
from engine.engine import Engine
from engine.errors import Unavailable
from engine.store import SqlStore
from perspectief.factory import open_store
from tests.engine.cast import Stage, asks, drawn, small, stage
from tests.infrastructure.tables import laid
from tests.kernel.drawing import catch, end, start, timer
from tests.perspectief.program import Program, environment
from worker import clock
from worker.clock import Worker

TIMED = small(drawn("start wacht Daarna end", start(), catch("wacht", timer("PT1S")), asks("Daarna"), end()))


def until(true: Callable[[], object], seconds: float = 30.0) -> None:
    limit = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < limit, "it did not happen"
        time.sleep(0.02)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "TICK_SECONDS", 0.05)


def test_a_worker_does_what_is_due_and_stops(tmp_path: Path) -> None:
    with stage(TIMED, SqlStore(laid(tmp_path / "a.db"))) as here:
        case = here.open_case()
        worker = Worker(here.engine)
        worker.start()
        here.clock.advance(timedelta(seconds=2))
        until(lambda: here.names(case) == {"Daarna"})
        worker.stop()
        assert worker.acts == 1


def test_a_worker_that_stopped_does_nothing_more(tmp_path: Path) -> None:
    with stage(TIMED, SqlStore(laid(tmp_path / "a.db"))) as here:
        case = here.open_case()
        worker = Worker(here.engine)
        worker.start()
        worker.stop()
        here.clock.advance(timedelta(seconds=2))
        time.sleep(0.2)
        assert here.names(case) == set()


def test_a_worker_moves_what_was_committed_into_the_file_before_much_gathers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "CHECKPOINT_SECONDS", 0.05)
    file = tmp_path / "a.db"
    with stage(TIMED, SqlStore(laid(file))) as here:
        for _ in range(3):
            here.open_case()
        before = file.stat().st_size
        worker = Worker(here.engine)
        worker.start()
        until(lambda: file.stat().st_size > before)
        worker.stop()


@dataclass
class Trouble:
    """A job that fails before it works."""

    errors: list[Exception]
    done: int = 0

    def __call__(self, most: int = 0) -> bool:
        if self.errors:
            raise self.errors.pop(0)
        self.done += 1
        return False


@pytest.mark.parametrize("error", [Unavailable(), RuntimeError("a fault of ours")])
def test_a_worker_outlives_trouble(tmp_path: Path, error: Exception) -> None:
    trouble = Trouble([error])
    with stage(TIMED, SqlStore(laid(tmp_path / "a.db"))) as here:
        worker = Worker(_with(here, trouble))
        worker.start()
        until(lambda: trouble.done > 1)
        worker.stop()


def test_a_batch_that_took_long_is_followed_by_a_smaller_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    @dataclass
    class Work:
        def wake_some(self, most: int) -> int:
            asked.append(most)
            return most

    with stage(TIMED, SqlStore(f"sqlite:///{tmp_path / 'a.db'}")) as here:
        worker = Worker(replace(here.engine, clockwork=Work()))  # type: ignore[arg-type] # the one thing asked of it
        for patience in (60.0, -1.0, -1.0, -1.0, -1.0, 60.0, 60.0):
            monkeypatch.setattr(clock, "PATIENCE", patience)
            worker._wake()
    assert asked == [50, 50, 25, 12, 6, 5, 10]


def _with(here: Stage, trouble: Trouble) -> Engine:
    @dataclass
    class Work:
        wake_some = staticmethod(trouble)
        shred_one = staticmethod(lambda: False)

    return replace(here.engine, clockwork=Work())  # type: ignore[arg-type] # the two things that a worker asks of it


def test_the_program_wakes_what_is_due_and_stops_when_it_is_told(tmp_path: Path) -> None:
    program = Program(("worker",), environment(tmp_path))
    store = open_store(program.settings)
    store.migrate()
    with stage(TIMED, store, now=SystemClock().now() - timedelta(minutes=1)) as here, program:
        cases = [here.open_case() for _ in range(5)]
        until(lambda: all(here.names(case) == {"Daarna"} for case in cases), seconds=60)
        assert program.stop() == 0
        assert Doctor(here.engine.desk).examine() == (5, [])

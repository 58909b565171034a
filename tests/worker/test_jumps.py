"""A clock that jumps ahead stops the worker; one that jumps back, or a worker that was away, does not."""

from datetime import timedelta
from pathlib import Path

import pytest

from engine.clock import VirtualClock
from engine.model import Beat
from engine.store import SqlStore
from tests.engine.cast import MONDAY, asks, drawn, small, stage
from tests.infrastructure.tables import laid
from tests.kernel.drawing import catch, end, start, timer
from worker import clock, jumps
from worker.clock import Worker
from worker.jumps import Jumps

TIMED = small(drawn("start wacht Daarna end", start(), catch("wacht", timer("P1D")), asks("Daarna"), end()))


@pytest.mark.parametrize(
    ("steps", "jumped"),
    [
        ([timedelta(minutes=59)], False),
        ([timedelta(minutes=61)], True),
        ([timedelta(minutes=59)] * 3, False),
        ([timedelta(days=-365)], False),
        ([timedelta(days=-1), timedelta(days=1)], True),
        ([timedelta(days=2), timedelta(days=-2)], True),
    ],
)
def test_more_than_an_hour_ahead_is_a_jump(steps: list[timedelta], jumped: bool) -> None:
    virtual = VirtualClock(MONDAY)
    watch, seen = Jumps(virtual), False
    for step in steps:
        virtual.advance(step)
        seen = watch.ahead()
    assert seen is jumped


def test_a_machine_that_slept_did_not_jump(monkeypatch: pytest.MonkeyPatch) -> None:
    virtual, boot = VirtualClock(MONDAY), 1000.0
    monkeypatch.setattr(jumps, "seconds_since_boot", lambda: boot)
    watch = Jumps(virtual)
    virtual.advance(timedelta(hours=9))
    boot += 9 * 3600
    assert not watch.ahead()


def test_a_worker_whose_clock_jumps_does_nothing_more_and_falls_silent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(clock, "TICK_SECONDS", 3600)
    with stage(TIMED, SqlStore(laid(tmp_path / "a.db"))) as here:
        case = here.open_case()
        worker = Worker(here.engine)
        here.clock.advance(timedelta(days=2))
        worker._drain(here.engine.clockwork.wake_one)
        worker._beat()
        assert (here.names(case), here.find(Beat)) == (set(), [])
        assert "the clock jumped ahead" in caplog.text
        worker = Worker(here.engine)  # somebody looked, and it was an outage after all
        worker._drain(here.engine.clockwork.wake_one)
        assert here.names(case) == {"Daarna"}


def test_a_worker_says_that_it_lives_and_takes_leave(tmp_path: Path) -> None:
    with stage(TIMED, SqlStore(laid(tmp_path / "a.db"))) as here:
        one, other = Worker(here.engine, "one"), Worker(here.engine, "other")
        one.start()
        other.start()
        assert {row.worker for row in here.engine.health().workers} == {"one", "other"}
        one.stop()
        assert {row.worker for row in here.engine.health().workers} == {"other"}
        other.stop()


def test_a_killed_worker_is_missed_after_a_minute_and_forgotten_after_a_day(tmp_path: Path) -> None:
    with stage(TIMED, SqlStore(laid(tmp_path / "a.db"))) as here:
        here.engine.beats.beat("killed")
        here.clock.advance(timedelta(seconds=61))
        assert here.engine.health().workers == ()
        here.clock.advance(timedelta(days=1))
        here.engine.beats.beat("other")
        assert [row.worker for row in here.find(Beat)] == ["other"]

"""R5, R6 and R7: no deadline is lost, early or doubled, and no notice is lost, whatever happens to clocks and workers."""

from datetime import timedelta

import pytest

from engine.clock import VirtualClock
from tests.reliability.clocks import CLOCKS, escalate, kill_workers, post, run_clock, two_days_later
from tests.reliability.house import TIMED, House, furnish

EACH = 4
POINTS = [1, 5, 9]


def test_every_clock_fires_every_deadline_once_and_never_early(house: House, seed: int) -> None:
    clock = VirtualClock(next(iter(CLOCKS.values()))[0])
    engine = furnish(house, TIMED, now=clock)
    for name in CLOCKS:
        fired = run_clock(house, engine, clock, name, EACH, seed)
        assert (name, fired.wrong, fired.late) == (name, [], [0.0] * EACH)


def test_sabotage_a_clock_that_runs_ahead_fires_early(house: House, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = VirtualClock(next(iter(CLOCKS.values()))[0])
    engine = furnish(house, TIMED, now=clock)
    monkeypatch.setattr("tests.reliability.clocks.two_days_later", lambda moment: two_days_later(moment) + timedelta(1))
    assert run_clock(house, engine, clock, "hour by hour", EACH, seed).wrong != []


def test_a_worker_that_is_killed_anywhere_gives_its_deadline_back(house: House) -> None:
    assert kill_workers(house, POINTS).wrong == []


def test_sabotage_a_worker_that_acts_piecemeal_leaves_half_an_act(house: House) -> None:
    assert kill_workers(house, range(5, 25), how="piecemeal").wrong != []


def test_workers_that_are_stopped_and_killed_escalate_once(house: House, seed: int) -> None:
    climbed = escalate(house, 16, 3, seed, pauses=5, kills=2)
    assert climbed.wrong == []
    assert climbed.escalations == 16


def test_sabotage_workers_that_look_and_mark_apart_escalate_twice(house: House, seed: int) -> None:
    assert escalate(house, 12, 2, seed, how="naive").wrong != []


def test_no_notice_is_lost_when_senders_are_killed(house: House, seed: int) -> None:
    posted = post(house, 30, 2, seed)
    assert posted.wrong == []


def test_sabotage_an_outbox_that_marks_first_loses_notices(house: House, seed: int) -> None:
    assert post(house, 16, 2, seed, how="mark first").wrong != []

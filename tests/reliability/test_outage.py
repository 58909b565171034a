"""After an outage what does most harm comes first, nothing is lost, and pages answer meanwhile."""

from pathlib import Path

from benchmarks import outage
from benchmarks.speed.herd import raw
from benchmarks.speed.place import place, waits

TIMERS = 120


def test_many_timers_after_an_outage_come_by_harm_while_pages_answer(tmp_path: Path) -> None:
    came = outage.outage(tmp_path, "SQLite", f"sqlite:///{tmp_path / 'cases.db'}", TIMERS, workers=1, patience=60)
    assert (came.left, came.lost, came.out_of_turn, came.failed) == (0, 0, 0, 0)
    assert came.pages > 0


def test_sabotage_an_order_that_forgets_harm_is_seen() -> None:
    acted = [("P0", "1"), ("P1", "2"), ("P2", "3")]
    assert outage.out_of_turn(acted) == 0
    assert outage.out_of_turn([("P2", "0"), *acted]) == 1


def test_sabotage_a_timer_that_led_to_nothing_is_seen(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'cases.db'}"
    with place(tmp_path, url, diagrams=[waits()]) as here:
        fallen = outage.fall_due(here, url, 3)
        with raw(url) as base:
            assert outage.pending(base) == 3
            base.ask("UPDATE deadline SET state = 'done' WHERE id = (SELECT max(id) FROM deadline)")
            while here.engine.clockwork.wake_one():
                pass
            assert outage.pending(base) == 0
            assert outage.lost(base, fallen, 3) == 1

"""R10: a poisoned case harms no other."""

from datetime import datetime

import pytest

from engine.acts.clock.clockwork import Clockwork
from engine.model import Deadline
from engine.store.protocol import Transaction
from tests.reliability.house import House
from tests.reliability.poison import WAYS, work

CASES = 200


def test_every_way_of_failing_leaves_one_incident_and_the_others_go_on(house: House) -> None:
    spread = work(house, CASES, poison=True)
    assert spread.errors == []
    assert spread.healthy_done == spread.healthy == CASES * 19 // 20
    assert (spread.incidents, spread.ways) == (spread.poisoned, len(WAYS))


def test_sabotage_what_does_not_step_aside_stops_everybody(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def together(self: Clockwork, tx: Transaction, due: Deadline, now: datetime) -> None:
        with tx.turn(due.case) as case:
            self._act_on(tx, case, due, now)

    monkeypatch.setattr(Clockwork, "_take_turn", together)
    monkeypatch.setattr(Clockwork, "_step_aside", lambda *_: None)
    assert work(house, 20, poison=True).healthy_done < 19

"""Signals over all cases: written down at once for everybody who waits, heard one case at a time, sent by whom it is given to."""

import pytest

from engine import tags
from engine.errors import Invalid, KeyReused, NotAllowed
from engine.model import Case, CaseStatus, Deadline, DeadlineKind, DeadlineState, Event
from tests.engine.cast import Stage, asks, drawn, small
from tests.engine.conftest import Play
from tests.kernel.drawing import catch, end, mapping, prop, signal, start, throw

FACTS = {"word": {"type": "text", "zone": "REG"}}
WORD = {"word": {"type": "text", "zone": "REG"}}
MESSAGES = {
    "alarm": {"from": ["meldpunt.teamleider", "W"], "to": ["P"], "payload": WORD, "scope": "all"},
    "rust": {"from": ["W"], "to": ["P"], "payload": {}, "scope": "all"},
}
HEARS = drawn(
    "start Wacht Daarna end",
    start(),
    catch("Wacht", mapping(outputs={"word": "=bericht.word"}) + prop(term="triage"), signal("alarm")),
    asks("Daarna"),
    end(),
)
SAYS = drawn(
    "start Roep end", start(), throw("Roep", signal("alarm"), mapping(inputs={"word": '="plas"'})), end(), ident="W"
)


@pytest.fixture
def house(play: Play) -> Stage:
    return play(small(HEARS, SAYS, facts=FACTS, messages=MESSAGES))


def heard(house: Stage, *cases: Case) -> list[set[str]]:
    return [house.names(case) for case in cases]


def test_every_waiting_case_hears_it_and_no_other(house: Stage) -> None:
    first, second, third = (house.open_case() for _ in range(3))
    dora = house.who("dora")
    assert [offer.waiting for offer in house.engine.messages.signals(dora)] == [3]
    house.act(third, lambda run: run.change_case(status=CaseStatus.CLOSED))
    assert house.engine.messages.signal(dora, "alarm", {"word": "regen"}) == 2
    house.later(minutes=1)
    assert heard(house, first, second, third) == [{"Daarna"}, {"Daarna"}, set()]


def test_it_is_worked_off_one_case_at_a_time(house: Stage) -> None:
    cases = [house.open_case() for _ in range(3)]
    house.engine.messages.signal(house.who("dora"), "alarm", {"word": "regen"})
    for done in (1, 2, 3):
        assert house.engine.clockwork.wake_one()
        assert sum(bool(names) for names in heard(house, *cases)) == done
    rows = house.find(Deadline, kind=DeadlineKind.SIGNAL)
    assert {row.state for row in rows} == {DeadlineState.DONE}
    assert len({row.source for row in rows}) == 1


def test_a_process_may_say_it_too_when_it_is_declared(house: Stage) -> None:
    waiting = house.open_case()
    house.open_case("W")
    house.later(minutes=1)
    assert house.names(waiting) == {"Daarna"}
    assert any(event.kind == tags.SIGNAL_SENT for event in house.find(Event, case=waiting.id))


def test_only_the_role_that_may_can_send_it(house: Stage) -> None:
    house.open_case()
    for login in ("alice", "charlie"):
        assert house.engine.messages.signals(house.who(login)) == []
        with pytest.raises(NotAllowed):
            house.engine.messages.signal(house.who(login), "alarm", {"word": "x"})
    with pytest.raises(NotAllowed):
        house.engine.messages.signal(house.who("dora"), "rust", {})
    assert house.find(Deadline, kind=DeadlineKind.SIGNAL) == []


def test_a_signal_over_all_cases_is_no_message_for_one(house: Stage) -> None:
    case, dora = house.open_case(), house.who("dora")
    assert "alarm" not in [row.name for row in house.engine.messages.names(dora)]
    with pytest.raises(NotAllowed):
        house.engine.messages.deliver(dora, "alarm", case.reference, {"word": "x"})


def test_what_all_cases_hear_is_whole(house: Stage) -> None:
    house.open_case()
    with pytest.raises(Invalid) as refused:
        house.engine.messages.signal(house.who("dora"), "alarm", {})
    assert [(problem.path, problem.code) for problem in refused.value.fields] == [("word", "required")]


def test_a_repeated_request_is_one_signal(house: Stage) -> None:
    house.open_case()
    dora, send = house.who("dora"), house.engine.messages.signal
    assert send(dora, "alarm", {"word": "x"}, idempotency_key="k") == 1
    assert send(dora, "alarm", {"word": "x"}, idempotency_key="k") == 1
    with pytest.raises(KeyReused):
        send(dora, "alarm", {"word": "y"}, idempotency_key="k")
    assert len(house.find(Deadline, kind=DeadlineKind.SIGNAL)) == 1

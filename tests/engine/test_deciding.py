"""Whose decision a case on the ladder waits for: seen by whoever watches over cases, named only as far as they see."""

from collections.abc import Iterator

import pytest

from engine.model import Case, Notice
from tests.engine.cast import Stage, asks, drawn, pathway, stage

TERM = (
    "=term(&quot;intake.lezen&quot;)"  # three working days, then L1; three more, then L2; five more, then a conference
)


def late(ident: str, **properties: str) -> bytes:
    task = asks("Lezen", form_id="consent", due=TERM)
    return drawn(
        "start Lezen end", "<bpmn:startEvent id='start'/>", task, "<bpmn:endEvent id='end'/>", ident=ident, **properties
    )


@pytest.fixture(scope="module")
def here() -> Iterator[Stage]:
    with stage(pathway() | {"P.bpmn": late("P"), "S.bpmn": late("S", zone="SOC")}) as made:
        yield made


def deciding(here: Stage, case: Case, login: str = "coen") -> str:
    step = here.engine.coordination.stuck_case(here.who(login), case.reference).deciding
    return step.name if step else ""


def test_the_list_of_what_stands_still_says_who_decides_now_and_at_which_rung(here: Stage) -> None:
    case = here.open_case("P", priority="P2")
    for days, rung, name in (
        (4, "L1", "L1: casusregisseur · Lezen"),
        (5, "L2", "L2: teamleider · Lezen"),
        (9, "L3", "Vraag formuleren"),
    ):
        here.later(days=days)
        row = here.engine.coordination.stuck_case(here.who("coen"), case.reference)
        assert (deciding(here, case), row.level) == (name, rung)


def test_a_case_that_nobody_was_asked_to_decide_on_names_nobody(here: Stage) -> None:
    case = here.open_case("P", priority="P2")
    here.later(days=2)
    assert case.reference not in {row.head.reference for row in here.engine.coordination.stuck(here.who("coen")).items}


def test_what_is_late_has_its_name_for_whoever_sees_it_and_no_other(here: Stage) -> None:
    case = here.open_case("S", priority="P2")
    here.later(days=6)
    assert deciding(here, case) == "L1: casusregisseur · onderdeel van een partner"
    seen = here.engine.cases.view(here.who("alice"), case.reference).now
    assert [item.name for item in seen if item.process == "P17t"] == ["L1: casusregisseur · Lezen"]


def test_whoever_cannot_reach_the_late_step_asks_the_one_who_decides_on_it(here: Stage) -> None:
    case = here.open_case("S", priority="P2")
    here.later(days=6)
    coen = here.who("coen")
    row = here.engine.coordination.stuck_case(coen, case.reference)
    assert row.item.task is None
    assert row.task is not None
    assert row.actions >= {"nudge", "reassign"}
    assert "extend" not in row.actions, "the time of a rung is the ladder's"
    here.engine.coordination.nudge(coen, row.task)
    assert [one.recipient for one in here.find(Notice, template="nudge")] == [f"account:{here.who('alice').account}"]

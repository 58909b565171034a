"""Whose case does not move, why, and what a coordinator can do; everybody else sees none of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
import yaml

from engine import notation
from engine.acts.now import Now
from engine.acts.storms import climb
from engine.calendar import day_of
from engine.errors import Conflict, Invalid, NotAllowed, NotFound, PerspectiefError
from engine.model import Case, Event, Extension, Instance, Notice
from engine.ports import KeyStore
from engine.sealed import MemoryKeys, Sealer
from engine.step.library import Snapshot
from tests.engine.cast import Stage, asks, drawn, pathway
from tests.engine.conftest import Play
from tests.kernel.drawing import catch, end, message, prop, start

WORKS = drawn("start Werk end", start(), asks("Werk", form_id="consent", due="P7D"), end())
LISTENS = drawn(
    "start hoor end", start(), catch("hoor", message("persoon.stopt"), prop(term="advies")), end(), ident="Q", messages=("persoon.stopt",)
)  # fmt: skip
SECRET = "mensenhandel.signaal"  # told where people are protected, and nowhere else
HUSHED = drawn(
    "start hoor end", start(), catch("hoor", message(SECRET), prop(term="advies")), end(), ident="R", messages=(SECRET,)
)  # fmt: skip


@cache
def files() -> dict[str, bytes]:
    """What ships, with two processes of these tests, one of which hears that the person stops."""
    shipped = pathway()
    told = notation.plain(shipped["messages.yaml"])
    told["messages"]["persoon.stopt"]["to"].append("Q")
    told["messages"][SECRET]["to"].append("R")
    return shipped | {
        "P.bpmn": WORKS,
        "Q.bpmn": LISTENS,
        "R.bpmn": HUSHED,
        "messages.yaml": yaml.safe_dump(told).encode(),
    }


@pytest.fixture
def here(play: Play) -> Stage:
    return play(files())


def reasons(stage: Stage, who: str = "coen") -> dict[str, str]:
    return {row.head.reference: row.stall.reason for row in stage.engine.coordination.stuck(stage.who(who)).items}


def tomorrow(stage: Stage, days: int = 1) -> date:
    return day_of(stage.clock.now()) + timedelta(days=days)


def test_each_case_stands_in_the_list_with_its_reason(here: Stage) -> None:
    left, late, ill, silent, fine = (here.open_case(key) for key in ("P", "P", "P", "Q", "P"))
    samira, bob = here.who("samira"), here.who("bob")
    here.engine.tasks.claim(samira, here.task(late).id)
    here.engine.tasks.claim(bob, here.task(ill).id)
    here.do(fine)
    here.later(days=9)
    assert bob.account
    here.engine.absences.set_absent(here.who("coen"), bob.account, tomorrow(here, 0), tomorrow(here, 30), None)
    found = reasons(here)
    assert (found[left.reference], found[late.reference], found[silent.reference]) == (
        "unassigned",
        "overdue",
        "message",
    )
    assert found[ill.reference] in ("unassigned", "absent")  # with nobody to stand in it is the team's again
    assert fine.reference not in found


def awaited(stage: Stage, case: Case, who: str = "coen") -> object:
    """The message that the list says has not come, and the case beside it; they say the same."""
    row = stage.engine.coordination.stuck_case(stage.who(who), case.reference)
    assert row.stall.reason == "message"
    assert row.stall.detail["name"] == row.item.message
    return row.item.message


def test_the_list_names_the_message_that_did_not_come(here: Stage) -> None:
    case = here.open_case("Q")
    here.later(days=9)
    assert awaited(here, case) == "persoon.stopt"


def test_a_message_that_a_coordinator_may_not_know_has_no_name_in_the_list(here: Stage) -> None:
    case = here.open_case("R")
    here.later(days=9)
    assert awaited(here, case) == ""
    view = here.engine.cases.view(here.who("coen"), case.reference)
    assert [item.message for item in view.now if item.kind == "message"] == [""]


def test_sabotage_without_its_zone_the_name_would_be_read(here: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    case = here.open_case("R")
    here.later(days=9)
    monkeypatch.setattr(Snapshot, "may_know", lambda snapshot, message, zones: True)
    assert awaited(here, case) == SECRET


def waits(here: Stage, case: Case, keys: KeyStore) -> list[str]:
    """What the process of a case waits for, were it one of care, on a server with these keys."""
    desk, now = here.engine.desk, here.clock.now()
    there = replace(desk, parts=replace(desk.parts, sealer=Sealer(keys)))
    with desk.look() as (reader, snapshot):
        within = desk.reach(reader, here.who("coen"), case, snapshot.vocabulary)
        [row] = reader.find(Instance, case=case.id)
        look = Now(there, reader, case, within, snapshot, "nl", (), now)
        return [item.kind for item in look.waits(replace(row, zone="MED"))]


def test_a_server_without_the_key_of_a_zone_tells_nothing_of_what_waits_there(here: Stage) -> None:
    case = here.open_case("Q")
    assert waits(here, case, MemoryKeys(["MED"])) == ["message"]
    assert waits(here, case, MemoryKeys([])) == []


def test_what_a_sweep_found_is_named_by_its_message(here: Stage) -> None:
    case = here.open_case("Q")
    here.act(case, lambda run: climb(run, "wait:9:9", "persoon.stopt", "REG", "L1", "message"))
    assert awaited(here, case) == "persoon.stopt"


def test_the_list_begins_with_the_most_harm(here: Stage) -> None:
    cases = [here.open_case(priority=priority) for priority in ("P3", "P0", "P2")]
    here.clock.advance(timedelta(days=9))
    listed = [row.head.reference for row in here.engine.coordination.stuck(here.who("coen")).items]
    assert listed == [cases[1].reference, cases[2].reference, cases[0].reference]


@pytest.mark.parametrize("who", ["alice", "samira", "charlie", "ines"])
def test_the_list_is_for_who_watches_over_cases(here: Stage, who: str) -> None:
    with pytest.raises(NotAllowed):
        here.engine.coordination.stuck(here.who(who))


ACTS: dict[str, Callable[[Stage, str, Case], object]] = {
    "nudge": lambda stage, who, case: stage.engine.coordination.nudge(stage.who(who), stage.task(case).id),
    "extend": lambda stage, who, case: stage.engine.coordination.extend(
        stage.who(who), stage.task(case).id, tomorrow(stage, 20), "de tolk is ziek"
    ),
    "escalate": lambda stage, who, case: stage.engine.coordination.escalate(
        stage.who(who), case.reference, stage.task(case).id, "geen tijd"
    ),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["charlie", "ines", "gijs"])
def test_who_works_elsewhere_finds_nothing_to_act_on(here: Stage, act: str, who: str) -> None:
    case = here.open_case()
    before = len(here.find(Event, case=case.id))
    with pytest.raises(NotFound):
        ACTS[act](here, who, case)
    assert len(here.find(Event, case=case.id)) == before


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["dora", "coen", "alice"])
def test_who_watches_or_directs_may_act(here: Stage, act: str, who: str) -> None:
    case = here.open_case()
    before = len(here.find(Event, case=case.id))
    ACTS[act](here, who, case)
    assert len(here.find(Event, case=case.id)) > before


def test_a_nudge_goes_to_the_team_while_nobody_has_the_task_and_then_to_who_has_it(here: Stage) -> None:
    case = here.open_case()
    here.engine.coordination.nudge(here.who("dora"), here.task(case).id)
    team = {f"account:{here.who(login).account}" for login in ("bob", "samira")}
    assert {row.recipient for row in here.find(Notice, template="nudge")} == team
    here.engine.tasks.claim(here.who("samira"), here.task(case).id)
    here.clock.advance(timedelta(days=1))
    here.engine.coordination.nudge(here.who("dora"), here.task(case).id)
    assert [row.recipient for row in here.find(Notice, template="nudge")][2:] == [
        f"account:{here.who('samira').account}"
    ]


@pytest.mark.parametrize(
    ("days", "reason", "error"),
    [(-1, "x", Invalid), (0, "x", Invalid), (6, "x", Invalid), (20, "  ", Invalid), (20, "x", None)],
)
def test_a_date_moves_once_forward_and_with_a_reason(
    here: Stage, days: int, reason: str, error: type[PerspectiefError] | None
) -> None:
    case, dora = here.open_case(), here.who("dora")
    task = here.task(case)
    if error:
        with pytest.raises(error):
            here.engine.coordination.extend(dora, task.id, tomorrow(here, days), reason)
        assert here.task(case) == task
        return
    here.engine.coordination.extend(dora, task.id, tomorrow(here, days), reason)
    assert here.one(Extension, task=task.id).from_due == task.due_at
    with pytest.raises(Conflict):
        here.engine.coordination.extend(dora, task.id, tomorrow(here, 40), reason)


def test_a_case_is_put_on_the_ladder_once(here: Stage) -> None:
    case, dora = here.open_case(), here.who("dora")
    here.engine.coordination.escalate(dora, case.reference, None, "geen opvang in de regio")
    with pytest.raises(Conflict):
        here.engine.coordination.escalate(dora, case.reference, None, "nog steeds niet")
    with pytest.raises(Invalid):
        here.engine.coordination.escalate(dora, case.reference, here.task(case, "Werk").id, " ")

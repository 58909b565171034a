"""The plan in own words, what everybody promised, and steps that fit this person."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from engine.errors import Invalid, NotAllowed, NotFound
from engine.model import Case, Instance, ReadLog, Sealed
from engine.views import PlanView
from tests.engine.cast import Stage, pathway, stage

DUE = date(2027, 3, 15)
STEP = {
    "step": "meegaan",
    "text": "Samen naar de huisarts",
    "reason": "Alleen durft hij niet.",
    "owner": "opvang.begeleider",
    "due": DUE,
}


@pytest.fixture(scope="module")
def house() -> Iterator[Stage]:
    with stage(pathway()) as here:
        yield here


@pytest.fixture
def case(house: Stage) -> Case:
    return house.open_case("P08", ageStatus="adult")


def read(house: Stage, case: Case, who: str = "alice") -> PlanView:
    return house.engine.plans.view(house.who(who), case.reference, own_words=True)


def to_a_plan(house: Stage, case: Case, *actions: tuple[str, str, str]) -> None:
    """The person's voice and a minimal plan with these actions (what, who, by when)."""
    goals = [
        {"goal": "Rust", "action": a, "ownerOrg": who, "dueDate": due, "status": "open"} for a, who, due in actions
    ]
    house.do(case, "Mijn stem eerst", myWish="Rust in mijn hoofd", planPartners=[])
    until = (house.clock.now() + timedelta(hours=73)).isoformat()
    house.do(case, "Plan samenstellen", goals=goals, reflectionUntil=until)
    house.later(hours=74)
    house.do(case, "Bespreken en tekenen", planChoice="agreedUnsigned")


def test_every_action_of_a_plan_is_a_task_of_whoever_promised_it_until_that_day(house: Stage, case: Case) -> None:
    to_a_plan(
        house, case, ("Kamer zoeken", "opvang.begeleider", "2027-06-15"), ("Bellen", "vwn.begeleider", "2027-06-20")
    )
    tasks = {(row.lane, str(row.due_at)[:10]) for row in house.tasks(case) if row.name == "Afspraak nakomen"}
    assert tasks == {("opvang", "2027-06-15"), ("vwn", "2027-06-20")}


def test_what_one_partner_promises_does_not_hide_what_another_did(house: Stage, case: Case) -> None:
    house.do(case, "Mijn stem eerst", myWish="Rust", planPartners=["opvang.begeleider", "vwn.begeleider"])
    asked = [row for row in house.tasks(case) if row.name == "Toezegging doen"]
    for task, what in zip(asked, ("Een eigen kamer", "Mee naar de advocaat"), strict=True):
        line = {"org": "meldpunt", "what": what, "by": "2027-04-01"}
        house.play.complete(task, {"commitment": "given", "agencyCommitments": [line]})
    (plan,) = (row for row in house.tasks(case) if row.name == "Plan samenstellen")
    promised = house.engine.tasks.view(house.who("alice"), plan.id).values["agencyCommitments"]
    assert {line["what"] for line in promised} == {"Een eigen kamer", "Mee naar de advocaat"}


def test_the_own_words_are_read_only_after_that_was_written_down(house: Stage, case: Case) -> None:
    house.do(case, "Mijn stem eerst", myWish="Rust in mijn hoofd", planPartners=[])
    house.engine.plans.view(house.who("alice"), case.reference)  # a list of promises opens no words
    before = len(house.find(ReadLog, case=case.id))
    assert [row for row in house.find(ReadLog, case=case.id) if row.purpose == "plan"] == []
    assert read(house, case).words["myWish"] == "Rust in mijn hoofd"
    assert len(house.find(ReadLog, case=case.id)) == before + 1


def test_a_colleague_without_a_place_in_the_case_sees_no_plan(house: Stage, case: Case) -> None:
    with pytest.raises(NotFound):
        read(house, case, "charlie")


def test_a_new_plan_takes_the_place_of_what_the_old_one_promised(house: Stage, case: Case) -> None:
    to_a_plan(house, case, ("Kamer zoeken", "opvang.begeleider", "2027-06-15"))
    house.engine.messages.deliver(house.who("alice"), "plan.wijzigen", case.reference, {})
    to_a_plan(house, case, ("Kamer delen", "opvang.begeleider", "2027-07-15"))
    states = {(row.text, row.state) for row in read(house, case).agreements}
    assert states == {("Kamer zoeken", "ended"), ("Kamer delen", "open")}


def test_a_step_of_the_catalogue_becomes_an_agreement_with_its_reason(house: Stage, case: Case) -> None:
    house.engine.plans.add_step(house.who("alice"), case.reference, **STEP)
    house.engine.plans.add_step(house.who("alice"), case.reference, **{**STEP, "text": "Naar de markt"})
    found = {row.text: row for row in read(house, case).agreements}
    assert found["Samen naar de huisarts"].reason == "Alleen durft hij niet."
    assert (found["Naar de markt"].due, found["Naar de markt"].source) == (DUE, "tailored")
    assert len(house.find(Instance, case=case.id, process="P08m")) == 1  # one choice, many steps


def test_every_step_of_the_catalogue_proposes_somebody_who_keeps_agreements(house: Stage, case: Case) -> None:
    plan = read(house, case)
    assert len(plan.catalogue) == 8
    assert [step.name for step in plan.catalogue if step.owner not in plan.owners or not step.why] == []


def test_what_a_step_is_about_is_nowhere_in_the_open(house: Stage, case: Case) -> None:
    house.engine.plans.add_step(house.who("alice"), case.reference, **STEP)
    rows = [*house.find(Instance, case=case.id), *house.find(Sealed, case=case.id), *house.tasks(case)]
    assert "huisarts" not in " ".join(str(row) for row in rows)


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        ("step", "vrij"),
        ("text", " "),
        ("reason", "x" * 201),
        ("owner", "avim.toezicht"),
        ("due", date(2026, 1, 1)),
        ("due", None),
    ],
)
def test_a_step_without_a_reason_an_owner_or_a_day_is_refused(
    house: Stage, case: Case, path: str, wrong: object
) -> None:
    with pytest.raises(Invalid) as refused:
        house.engine.plans.add_step(house.who("alice"), case.reference, **{**STEP, path: wrong})
    assert [row.path for row in refused.value.fields] == [path]
    assert read(house, case).agreements == ()


def test_whoever_only_oversees_adds_no_step(house: Stage, case: Case) -> None:
    with pytest.raises(NotAllowed):
        house.engine.plans.add_step(house.who("coen"), case.reference, **STEP)
    assert read(house, case, "coen").catalogue == ()


def shown(house: Stage, case: Case, name: str) -> dict[str, object]:
    (task,) = (row for row in house.tasks(case) if row.name == name)
    return dict(house.engine.tasks.view(house.who("alice"), task.id).values)


def test_whoever_works_on_a_plan_reads_what_was_said_before_though_its_diagram_is_cut_in_parts(
    house: Stage, case: Case
) -> None:
    house.do(case, "Mijn stem eerst", myWish="Rust", planPartners=[])
    assert shown(house, case, "Plan samenstellen")["myWish"] == "Rust"
    until = (house.clock.now() + timedelta(hours=73)).isoformat()
    house.do(case, "Plan samenstellen", ifStuck="Bel mij", reflectionUntil=until)
    house.later(hours=90)
    house.do(case, "Bespreken en tekenen", planChoice="declined")
    assert shown(house, case, "Minimaal plan: contact, bed en zorg")["ifStuck"] == "Bel mij"

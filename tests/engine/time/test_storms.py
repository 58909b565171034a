"""What is missed everywhere at once is a fault of the system: one case on L4, not one ladder for each person."""

import pytest

from engine.model import Absence, Account, Case, CaseKind, CaseStatus, Escalation, Event, Relation, Task, TaskStatus
from tests.engine.cast import Stage, asks, drawn, pathway
from tests.engine.conftest import Play

STEP = "=term(&quot;intake.lezen&quot;)"
DECIDED = {"closedBy": "resolved", "personInformed": "true", "personInformedOn": "2027-03-20"}
FILES = pathway() | {
    "P.bpmn": drawn(
        "start Lezen end",
        "<bpmn:startEvent id='start'/>",
        asks("Lezen", "meldpunt.begeleider", form_id="consent", due=STEP),
        "<bpmn:endEvent id='end'/>",
    )
}


@pytest.fixture
def here(play: Play) -> Stage:
    return play(FILES)


def all_missed_at_once(here: Stage, count: int) -> list[Case]:
    cases = [here.open_case() for _ in range(count)]
    here.later(days=4)
    return cases


def ladders(here: Stage) -> list[Escalation]:
    return [row for row in here.find(Escalation) if row.cause != "storm" and row.instance is not None]


def test_fifty_are_fifty_people(here: Stage) -> None:
    all_missed_at_once(here, 50)
    assert len(ladders(here)) == 50
    assert here.find(Case, kind=CaseKind.SYSTEM) == []


def test_more_than_fifty_in_an_hour_are_one_system_case_on_the_fourth_rung(here: Stage) -> None:
    cases = all_missed_at_once(here, 60)
    (system,) = here.find(Case, kind=CaseKind.SYSTEM)
    assert len(ladders(here)) == 50
    assert [task.name for task in here.tasks(system)] == ["L4: landelijke tafel"]
    assert {row.other for row in here.find(Relation, case=system.id)} == {case.id for case in cases}
    shared = [row for row in here.find(Escalation, level="L4") if row.cause != "storm"]
    assert len(shared) == 10
    assert all(not here.find(Task, case=row.case, ladder=False) for row in shared)


def test_when_the_system_case_is_decided_each_case_looks_again(here: Stage) -> None:
    all_missed_at_once(here, 52)
    (system,) = here.find(Case, kind=CaseKind.SYSTEM)
    shared = [row.case for row in here.find(Escalation, level="L4") if row.cause != "storm"]
    done, late = shared
    here.do(here.case(done), "Lezen")
    here.do(system, who="eva", **DECIDED)
    here.later(minutes=1)
    assert here.case(system.id).status is CaseStatus.CLOSED
    assert here.find(Escalation, case=done, closed_at=None) == []
    (again,) = here.find(Escalation, case=late, closed_at=None)
    assert again.instance
    assert again.level == "L2"


def test_the_national_table_sees_the_system_case(here: Stage) -> None:
    all_missed_at_once(here, 51)
    (system,) = here.find(Case, kind=CaseKind.SYSTEM)
    assert here.engine.cases.view(here.who("eva"), system.reference).now
    assert here.engine.cases.view(here.who("coen"), system.reference).now


def test_whoever_is_away_is_skipped_to_the_deputy_and_the_history_says_why(here: Stage) -> None:
    alice, bob = (here.one(Account, login=login).id for login in ("alice", "bob"))
    today = here.clock.now().date()
    with here.engine.desk.store.begin() as tx:
        tx.add(Absence(account=alice, since=today, until=today.replace(month=12)))
    case = here.open_case(priority="P3")
    here.later(days=4)
    rung = here.task(case, "L1: casusregisseur")
    assert rung.assignee == bob
    told = [row.detail for row in here.find(Event, case=case.id, kind="case:task:stoodIn")]
    assert ["L1" in detail for detail in told] == [False, False, True]  # both reminders, then the rung
    assert all(f'"account:{alice}"' in detail and '"absent"' in detail for detail in told)


def test_a_role_in_which_everybody_is_away_is_skipped_to_its_deputy_role(here: Stage) -> None:
    dora = here.one(Account, login="dora").id
    today = here.clock.now().date()
    with here.engine.desk.store.begin() as tx:
        tx.add(Absence(account=dora, since=today, until=today.replace(month=12)))
    case = here.open_case(priority="P3")
    here.later(days=9)
    rung = here.task(case, "L2: teamleider")
    assert rung.role == "coordinator"
    assert here.find(Task, case=case.id, status=TaskStatus.OPEN)
    assert "meldpunt.teamleider" in here.find(Event, case=case.id, kind="case:task:stoodIn")[-1].detail

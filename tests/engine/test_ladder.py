"""What is left alone climbs the ladder of D05, one rung at a time, each rung one task of the right person, until somebody decides."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from threading import Thread

import pytest

from engine.calendar import AMSTERDAM
from engine.errors import Conflict
from engine.model import (
    Case,
    Deadline,
    DeadlineKind,
    DeadlineState,
    Escalation,
    Event,
    Instance,
    Notice,
    Standing,
    Task,
)
from engine.store import SqlStore
from perspectief.memory import memory_engine
from tests.engine.cast import MONDAY, Stage, asks, drawn, pathway, stage
from tests.engine.conftest import Play

END_OF_DAY = "23:59:59"
STEP = "=term(&quot;intake.lezen&quot;)"  # three working days, reminders at 50% and 80%, then L1
WITH_ONE_TASK = pathway() | {
    "P.bpmn": drawn(
        "start Lezen end",
        "<bpmn:startEvent id='start'/>",
        asks("Lezen", form_id="consent", due=STEP),
        "<bpmn:endEvent id='end'/>",
    )
}
RUNGS = ("L1", "L2", "L3", "L4", "L5")
HOLDERS = {
    "L1": ("meldpunt", "casusregisseur"),
    "L1nu": ("meldpunt", "dienstdoende"),
    "L2": ("meldpunt", "teamleider"),
    "vraag": ("meldpunt", "procesregisseur"),  # L3 is a case conference, which begins with its question
    "L4": ("landelijk", "escalatietafel"),
    "L5": ("landelijk", "bestuur"),
}
DECIDED = {"closedBy": "resolved", "personInformed": "true", "personInformedOn": "2027-03-20"}


@pytest.fixture
def here(play: Play) -> Stage:
    return play(WITH_ONE_TASK)


def local(moment: datetime) -> str:
    return moment.astimezone(AMSTERDAM).strftime("%Y-%m-%d %H:%M:%S")


def rungs(stage: Stage, case: Case) -> list[Task]:
    return [task for task in stage.tasks(case) if task.process in ("P17", "P17t", "P09b", "P09o")]


def climbed(stage: Stage, case: Case, days: int, hours: int = 12) -> dict[str, str]:
    """The rungs that were reached while time passed, with the moment each task opened. Never are two open at once."""
    seen: dict[str, str] = {}
    for _ in range(days * 24 // hours):
        stage.later(hours=hours)
        open_now = rungs(stage, case)
        assert len(open_now) <= 1
        for task in open_now:
            seen.setdefault(task.element, local(task.opened_at))
            assert (task.lane, task.role) == HOLDERS[task.element]
            assert task.due_at
            assert task.organisation
    return seen


def test_a_case_left_alone_climbs_on_the_days_of_the_table(here: Stage) -> None:
    case = here.open_case(priority="P2")
    assert climbed(here, case, days=70) == {
        "L1": f"2027-03-04 {END_OF_DAY}",  # the term of three working days
        "L2": f"2027-03-09 {END_OF_DAY}",  # 3 wd
        "vraag": f"2027-03-16 {END_OF_DAY}",  # 5 wd
        "L4": f"2027-04-01 {END_OF_DAY}",  # 10 wd, over Good Friday and Easter Monday
        "L5": f"2027-04-22 {END_OF_DAY}",  # 15 wd
    }


def test_where_there_is_danger_the_ladder_is_fast(here: Stage) -> None:
    case = here.open_case(priority="P0")
    assert climbed(here, case, days=40, hours=2) == {
        "L1nu": f"2027-03-04 {END_OF_DAY}",
        "L2": "2027-03-05 03:59:59",  # PT4H
        "vraag": f"2027-03-05 {END_OF_DAY}",  # PT20H
        "L4": f"2027-03-08 {END_OF_DAY}",  # PT72H
        "L5": f"2027-03-31 {END_OF_DAY}",  # 15 wd
    }


def test_the_conference_of_the_third_rung_never_climbs_a_ladder_of_its_own(here: Stage) -> None:
    case = here.open_case(priority="P2")
    here.later(days=16)
    assert [task.element for task in rungs(here, case)] == ["vraag"]
    here.later(days=8)  # its own term of one working day is long over, the ten working days of the rung are not
    assert len(here.find(Escalation, case=case.id)) == 1
    assert [task.element for task in rungs(here, case)] == ["vraag"]


def test_the_top_stays_open_and_nothing_climbs_past_it(here: Stage) -> None:
    case = here.open_case(priority="P2")
    here.later(days=300)
    assert [task.element for task in rungs(here, case)] == ["L5"]
    assert not here.pending(case, kind=DeadlineKind.DUE)
    assert len(here.find(Escalation, case=case.id)) == 1


def test_reminders_come_at_the_warnings_of_the_table_and_say_nothing(here: Stage) -> None:
    case = here.open_case()
    term = here.task(case).due_at
    assert term
    here.later(days=3.8)
    moments = [row.at for row in here.find(Event, case=case.id, kind="case:task:reminded")]
    assert moments == [MONDAY + timedelta(seconds=int((term - MONDAY).total_seconds() * share)) for share in (0.5, 0.8)]
    told = [row for row in here.find(Notice, case=case.id) if row.template == "reminder"]
    assert {row.recipient for row in told} == {f"account:{here.who('alice').account}"}
    assert not any("Lezen" in row.detail for row in told)


def test_a_task_done_in_time_is_never_heard_of_again(here: Stage) -> None:
    case = here.open_case()
    here.do(case)
    here.later(days=30)
    assert not here.find(Escalation, case=case.id)
    assert not here.find(Event, case=case.id, kind="case:task:reminded")
    assert {row.state for row in here.find(Deadline, case=case.id)} <= {DeadlineState.DONE, DeadlineState.CANCELLED}


def test_an_overdue_task_is_one_open_escalation_however_often_the_worker_ticks(here: Stage) -> None:
    case = here.open_case(priority="P2")
    here.later(days=4)
    for _ in range(50):
        here.engine.clockwork.wake_one()
    assert len(here.find(Escalation, case=case.id)) == 1
    assert len(here.find(Instance, case=case.id, process="P17")) == 1
    with pytest.raises(Conflict, match="ladder already"):
        here.engine.coordination.escalate(here.who("dora"), case.reference, here.task(case, "Lezen").id, "te lang")


def test_a_rung_is_a_task_that_its_holder_finds_and_charlie_does_not(here: Stage) -> None:
    here.open_case(priority="P2")
    here.later(days=9)
    dora = here.engine.work.page(here.who("dora")).items
    assert [(item.name, item.why) for item in dora if item.process == "P17t"] == [
        ("L2: teamleider · Lezen", Standing.TEAM)
    ]
    assert not here.engine.work.page(here.who("charlie")).items


def test_the_team_lead_resolves_it_and_the_ladder_is_over(here: Stage) -> None:
    case = here.open_case(priority="P2")
    here.later(days=9)
    here.do(case, "L2: teamleider", "dora", **DECIDED)
    here.later(days=60)
    assert rungs(here, case) == []
    assert here.one(Escalation, case=case.id).closed_at is not None
    assert here.one(Instance, case=case.id, process="P17").outcome == "resolved"
    assert here.names(case) == {"Lezen"}


def test_whoever_cannot_resolve_it_sends_it_up_at_once(here: Stage) -> None:
    case = here.open_case(priority="P2")
    here.later(days=4)
    here.do(case, "L1: casusregisseur", "alice", **{**DECIDED, "closedBy": "up"})
    assert [task.element for task in rungs(here, case)] == ["L2"]


def test_a_rung_whose_cause_is_gone_waits_for_its_record_and_climbs_no_further(here: Stage) -> None:
    case = here.open_case(priority="P2")
    here.later(days=4)
    here.do(case, "Lezen")
    here.later(days=60)
    assert [task.element for task in rungs(here, case)] == ["L1"]


def test_a_new_date_after_a_miss_is_watched_as_the_old_one_was(here: Stage) -> None:
    case = here.open_case(priority="P2")
    here.later(days=4)
    here.do(case, "L1: casusregisseur", "alice", **DECIDED)
    to = (here.clock.now() + timedelta(days=5)).date()
    here.engine.coordination.extend(here.who("alice"), here.task(case, "Lezen").id, to, "de tolk was ziek")
    here.later(days=4)
    assert rungs(here, case) == []
    here.later(days=2)
    assert [task.element for task in rungs(here, case)] == ["L1"]
    with pytest.raises(Conflict, match="extended before"):
        here.engine.coordination.extend(here.who("alice"), here.task(case, "Lezen").id, to + timedelta(days=20), "weer")


@pytest.fixture
def both(database: str) -> Iterator[tuple[Stage, str]]:
    with stage(WITH_ONE_TASK, SqlStore(database)) as made:
        yield made, database


def test_two_workers_never_start_two_ladders(both: tuple[Stage, str]) -> None:
    here, url = both
    cases = [here.open_case(priority="P2") for _ in range(12)]
    here.clock.advance(timedelta(days=3.9))
    with ExitStack() as running:
        engines = [running.enter_context(memory_engine(here.clock, SqlStore(url))) for _ in range(2)]
        threads = [
            Thread(target=lambda one=engine.clockwork.wake_one: [None for _ in iter(one, False)]) for engine in engines
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
    assert sorted(row.case for row in here.find(Escalation)) == [case.id for case in cases]
    assert all(len(rungs(here, case)) == 1 for case in cases)

"""What was lost from the rows comes back from the state, and the case goes on; what the state does not know is told to a person."""

import pytest

from engine.acts.repair import Repair
from engine.model import Deadline, DeadlineKind, Event, Task, TaskStatus
from engine.tags import CASE_REPAIRED
from tests.engine.test_doctor import ILLNESSES, Ward, ward

__all__ = ["ward"]

MENDED = {
    "a task is gone",
    "a task nobody waits for",
    "a subscription is gone",
    "a timer is gone",
    "a job is gone",
    "a term is gone",
    "nobody watches a task",
    "a task without a date",
}
FOR_A_PERSON = ILLNESSES.keys() - MENDED


def mend(ward: Ward) -> list[str]:
    done, _ = Repair(ward.here.engine.desk).mend()
    return [row.text for row in done]


@pytest.mark.parametrize("illness", sorted(MENDED))
def test_what_the_state_knows_is_rebuilt_once(ward: Ward, illness: str) -> None:
    ward.plant(ILLNESSES[illness][0])
    assert ward.examine() != []
    assert mend(ward) != []
    assert ward.examine() == []
    assert mend(ward) == []
    assert len(ward.here.find(Event, case=ward.case.id, kind=CASE_REPAIRED)) == 1


@pytest.mark.parametrize("illness", ["a task is gone", "a subscription is gone", "a timer is gone", "a term is gone"])
def test_a_repaired_case_goes_on_as_if_nothing_had_happened(ward: Ward, illness: str) -> None:
    ward.plant(ILLNESSES[illness][0])
    mend(ward)
    ward.plant("update job set state = 'done'")  # the telephone is not in this test
    here = ward.here
    here.do(ward.case, "taak")
    here.do(ward.case, "kind")
    here.later(days=8)
    here.play.bring("meldpunt", "hallo", ward.case.reference, {})
    names = {row.name for row in here.find(Task, case=ward.case.id, status=TaskStatus.COMPLETED)}
    assert names == {"taak", "kind"}
    assert here.names(ward.case) == set()


def test_a_task_that_comes_back_keeps_the_date_that_was_told(ward: Ward) -> None:
    told = ward.here.task(ward.case, "taak").due_at
    ward.here.later(hours=30)
    ward.plant("delete from task where name = 'taak'")
    mend(ward)
    assert ward.here.task(ward.case, "taak").due_at == told
    (due,) = [row for row in ward.here.find(Deadline, kind=DeadlineKind.DUE) if row.due_at == told]
    assert due.due_at == told


@pytest.mark.parametrize("illness", sorted(FOR_A_PERSON))
def test_what_the_state_does_not_know_is_left_to_a_person(ward: Ward, illness: str) -> None:
    statement, rule, words = ILLNESSES[illness]
    ward.plant(statement)
    _, left = Repair(ward.here.engine.desk).mend()
    assert [row.text for row in left if row.rule == rule and words in row.text]


def test_a_healthy_case_is_not_touched(ward: Ward) -> None:
    before = ward.here.case(ward.case.id), ward.here.find(Event)
    assert mend(ward) == []
    assert (ward.here.case(ward.case.id), ward.here.find(Event)) == before

"""A person's way through the API alone: each step by a program of whoever must take it."""

from collections.abc import Callable

from engine.model import Account, Task
from tests.api.program import REPORT, Program, Stage

People = Callable[[str], Program]
CHOICES = {"Regisseur en vervanger": {"caseDirector": "alice", "deputy": "bob"}}


def doer(house: Stage, task: Task) -> str:
    """The login of somebody who may do a task."""
    with house.engine.desk.store.reading() as reader:
        account = reader.get(Account, house.rehearsal.doer(task).account or 0)
    assert account is not None
    return account.login


def take_a_step(house: Stage, speaks_for: People, task: Task) -> set[str]:
    """Find the task in the worklist, read it, complete what was read; answers what happens next."""
    program = speaks_for(doer(house, task))
    found = program.get(f"/tasks?text={house.reference_of(task)}&limit=200").get_json()["items"]
    assert task.id in [row["id"] for row in found]
    etag = program.get(f"/tasks/{task.id}").headers["ETag"]
    sent = {"answers": house.answers(task, **CHOICES.get(task.name, {}))}
    done = program.post(f"/tasks/{task.id}/complete", sent, headers={"If-Match": etag}).get_json()
    return {step["name"] for step in done["next"]}


def test_somebody_is_helped_from_report_to_intake(house: Stage, anybody: Program, speaks_for: People) -> None:
    reference = anybody.post("/report", {"answers": REPORT}, expect=201).get_json()["reference"]
    taken: list[str] = []
    while "Intakegesprek" not in {task.name for task in house.tasks(reference)} and len(taken) < 12:
        task = house.tasks(reference)[0]
        taken.append(task.name)
        take_a_step(house, speaks_for, task)
    assert {"Eerste contact", "Prioriteit vaststellen", "Regisseur en vervanger"} <= set(taken)
    case = speaks_for("alice").get(f"/cases/{reference}").get_json()
    assert case["head"]["director"]["name"] == "Alice de Wit"
    assert {"P01", "P00", "P02", "P03"} <= {row["process"] for row in case["processes"]}

"""Tasks: find, take, give, fill in. The ETag of a task is its own version: what partners do does not make it stale."""

from typing import Any

from flask import Response

from api import caller, conditions
from api.blueprint import Blueprint
from api.shapes.base import LARGEST
from api.shapes.tasks import (
    AnswersGiven,
    CompletionGiven,
    CompletionTold,
    DelegationGiven,
    DraftTold,
    ReassignmentGiven,
    TaskTold,
    WorklistAsked,
    WorklistTold,
    completion,
    task,
    worklist,
)
from api.writing import answer, nothing
from engine.errors import NotFound

resource = Blueprint("tasks", "What people must do.")

ONE = f"/tasks/<int(max={LARGEST}):id>"
ETAG = {"ETag": {"description": "The version of the task, for If-Match", "schema": {"type": "string"}}}


@resource.get("/tasks")
@resource.arguments(WorklistAsked, location="query")
@resource.response(200, WorklistTold)
def find(asked: dict[str, Any]) -> Response:
    """The open tasks that you may take, soonest due first."""
    return answer(worklist(caller.engine().work.page(caller.actor(), **asked)))


@resource.get(ONE)
@resource.response(200, TaskTold, headers=ETAG)
def show(id: int) -> Response:
    """One task: what its form asks of you, what is known, and what you may do. Opening what others filled in is logged."""
    return _task(id)


@resource.post(f"{ONE}/claim")
@resource.doc(parameters=[conditions.IF_MATCH])
@resource.response(200, TaskTold, headers=ETAG)
def claim(id: int) -> Response:
    """Take a task."""
    caller.engine().tasks.claim(caller.actor(), id, conditions.version())
    return _task(id)


@resource.post(f"{ONE}/release")
@resource.doc(parameters=[conditions.IF_MATCH])
@resource.response(200, TaskTold, headers=ETAG)
@resource.alt_response(204, description="Done, and you cannot see the task any more", success=True)
def release(id: int) -> Response:
    """Give a task back to the team."""
    caller.engine().tasks.release(caller.actor(), id, conditions.version())
    return _task_if_seen(id)


@resource.post(f"{ONE}/reassign")
@resource.doc(parameters=[conditions.IF_MATCH])
@resource.arguments(ReassignmentGiven)
@resource.response(200, TaskTold, headers=ETAG)
@resource.alt_response(204, description="Done, and you cannot see the task any more", success=True)
def reassign(given: dict[str, Any], id: int) -> Response:
    """Give a task to a colleague of the same organisation."""
    caller.engine().tasks.reassign(caller.actor(), id, given["account"], given["reason"], conditions.version())
    return _task_if_seen(id)


@resource.post(f"{ONE}/delegate")
@resource.doc(parameters=[conditions.IF_MATCH])
@resource.arguments(DelegationGiven)
@resource.response(200, TaskTold, headers=ETAG)
@resource.alt_response(204, description="Done, and you cannot see the task any more", success=True)
def delegate(given: dict[str, Any], id: int) -> Response:
    """Let a colleague do a task and get it back."""
    caller.engine().tasks.delegate(caller.actor(), id, given["account"], conditions.version())
    return _task_if_seen(id)


@resource.post(f"{ONE}/hand-back")
@resource.doc(parameters=[conditions.IF_MATCH])
@resource.response(200, TaskTold, headers=ETAG)
@resource.alt_response(204, description="Done, and you cannot see the task any more", success=True)
def hand_back(id: int) -> Response:
    """Give a delegated task back to whom it came from."""
    caller.engine().tasks.hand_back(caller.actor(), id, conditions.version())
    return _task_if_seen(id)


@resource.put(f"{ONE}/draft")
@resource.arguments(AnswersGiven)
@resource.response(200, DraftTold)
def save_draft(given: dict[str, Any], id: int) -> Response:
    """Keep half-filled answers, right or wrong, for you alone."""
    return answer({"saved_at": caller.engine().tasks.save_draft(caller.actor(), id, given["answers"])})


@resource.post(f"{ONE}/complete")
@resource.doc(parameters=[conditions.IF_MATCH, conditions.IDEMPOTENCY_KEY])
@resource.arguments(CompletionGiven)
@resource.response(
    200, CompletionTold, headers={"Idempotent-Replayed": {"schema": {"type": "string", "enum": ["true"]}}}
)
def complete(given: dict[str, Any], id: int) -> Response:
    """Finish a task, and hear what happens next."""
    done = caller.engine().tasks.complete(
        caller.actor(),
        id,
        given["answers"],
        version=conditions.version(),
        key=conditions.key(),
        on_behalf_of=given["on_behalf_of"],
    )
    response = answer(completion(done))
    if done.repeated:
        response.headers["Idempotent-Replayed"] = "true"
    return response


def _task(id: int) -> Response:
    view = caller.engine().tasks.view(caller.actor(), id)
    return answer(task(view), version=view.task.version)


def _task_if_seen(id: int) -> Response:
    """The task as it is now; nothing when it went to where the caller cannot see it."""
    try:
        return _task(id)
    except NotFound:
        return nothing()

"""Whose case does not move, and what a coordinator does about it."""

from typing import Any

from flask import Response

from api import caller
from api.blueprint import Blueprint
from api.shapes.base import LARGEST
from api.shapes.cases import EscalationGiven, PauseGiven
from api.shapes.stuck import StuckAsked, StuckListTold, stuck
from api.shapes.tasks import ExtensionGiven
from api.writing import answer, nothing

resource = Blueprint("stuck", "What does not move, and what can be done about it.")


@resource.get("/stuck")
@resource.arguments(StuckAsked, location="query")
@resource.response(200, StuckListTold)
def find(asked: dict[str, str | None]) -> Response:
    """The cases that do not move, most harm first, with the likely reason. For coordinators."""
    page = caller.engine().coordination.stuck(caller.actor(), **asked)
    return answer({"items": [stuck(one) for one in page.items], "after": page.after})


@resource.post(f"/tasks/<int(max={LARGEST}):id>/nudge")
@resource.response(204)
def nudge(id: int) -> Response:
    """Ask whoever has the task to look at it; they hear it once a day at most."""
    caller.engine().coordination.nudge(caller.actor(), id)
    return nothing()


@resource.post(f"/tasks/<int(max={LARGEST}):id>/extend")
@resource.arguments(ExtensionGiven)
@resource.response(204)
def extend(given: dict[str, Any], id: int) -> Response:
    """Move the date of a task, once, with a reason."""
    caller.engine().coordination.extend(caller.actor(), id, given["to"], given["reason"])
    return nothing()


@resource.post(f"/incidents/<int(max={LARGEST}):id>/retry")
@resource.response(204)
def retry(id: int) -> Response:
    """Let the engine try again where it could not go on; `detail.incident` of a stall names the incident."""
    caller.engine().coordination.retry(caller.actor(), id)
    return nothing()


@resource.post("/cases/<reference>/escalate")
@resource.arguments(EscalationGiven)
@resource.response(204)
def escalate(given: dict[str, Any], reference: str) -> Response:
    """Put a case, or one of its tasks, on the ladder now."""
    caller.engine().coordination.escalate(caller.actor(), reference, given["task"], given["reason"])
    return nothing()


@resource.post("/cases/<reference>/pause")
@resource.arguments(PauseGiven)
@resource.response(204)
def pause(given: dict[str, Any], reference: str) -> Response:
    """Let a case stand still: its terms, tasks and timers together, as long as the table allows for the reason."""
    caller.engine().coordination.pause(caller.actor(), reference, given["reason"], given["until"])
    return nothing()


@resource.post("/cases/<reference>/resume")
@resource.response(204)
def resume(reference: str) -> Response:
    """Let a case go on: every date comes as much later as the case stood still."""
    caller.engine().coordination.resume(caller.actor(), reference)
    return nothing()

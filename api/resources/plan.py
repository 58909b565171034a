"""What was promised to a person, a step that fits, and the cases of one family."""

from typing import Any

from flask import Response

from api import caller
from api.blueprint import Blueprint
from api.shapes.base import LARGEST
from api.shapes.plan import PlanTold, RelativeGiven, RelativesTold, StepGiven, plan, relative
from api.writing import answer, nothing

resource = Blueprint("plan", "What was promised to a person, and who belongs together.")


@resource.get("/cases/<reference>/plan")
@resource.response(200, PlanTold)
def show(reference: str) -> Response:
    """What everybody promised and how it is doing, with the steps that you may add."""
    return answer(plan(caller.engine().plans.view(caller.actor(), reference)))


@resource.post("/cases/<reference>/plan/steps")
@resource.arguments(StepGiven)
@resource.response(204)
def add_step(given: dict[str, Any], reference: str) -> Response:
    """Add a step of the catalogue for this person; it becomes a task of its owner."""
    caller.engine().plans.add_step(caller.actor(), reference, **given)
    return nothing()


@resource.get("/cases/<reference>/family")
@resource.response(200, RelativesTold)
def family(reference: str) -> Response:
    """The cases of the same family that you may see too."""
    return answer({"items": [relative(one) for one in caller.engine().family.of(caller.actor(), reference)]})


@resource.post("/cases/<reference>/family")
@resource.arguments(RelativeGiven)
@resource.response(204)
def relate(given: dict[str, Any], reference: str) -> Response:
    """Relate two cases of one family, with the consent of both persons."""
    caller.engine().family.relate(caller.actor(), reference, given["other"], given["kind"], agreed=given["agreed"])
    return nothing()


@resource.delete(f"/cases/<reference>/family/<int(max={LARGEST}):id>")
@resource.response(204)
def part(reference: str, id: int) -> Response:
    """End a relation: one person changing their mind is enough."""
    caller.engine().family.part(caller.actor(), reference, id)
    return nothing()

"""The second pair of eyes: what waits for another person, and what opens for a few hours."""

from typing import Any

from flask import Response

from api import caller
from api.blueprint import Blueprint
from api.shapes.base import LARGEST
from api.shapes.second import (
    DecidedTold,
    DecisionGiven,
    GlassGiven,
    ProposedTold,
    SealGiven,
    SealsTold,
    SecondTold,
    VaultGiven,
    VerdictGiven,
    opening,
    proposal,
    review,
)
from api.writing import answer, created, nothing

resource = Blueprint("second", "What two persons decide, and what another person looks at afterwards.")


@resource.get("/second-look")
@resource.response(200, SecondTold)
def find() -> Response:
    """What waits for a second person, as far as it is for you."""
    engine, actor = caller.engine(), caller.actor()
    proposals = [proposal(one) for one in engine.proposals.open(actor)]
    return answer({"proposals": proposals, "reviews": [review(one) for one in engine.reviews.open(actor)]})


@resource.post(f"/proposals/<int(max={LARGEST}):id>/decision")
@resource.arguments(DecisionGiven)
@resource.response(200, DecidedTold)
def decide(given: dict[str, Any], id: int) -> Response:
    """Confirm or refuse what somebody else proposed. Whoever proposed it can only take it back."""
    return answer({"code": caller.engine().proposals.decide(caller.actor(), id, accept=given["accept"])})


@resource.post(f"/reviews/<int(max={LARGEST}):id>/close")
@resource.arguments(VerdictGiven)
@resource.response(204)
def close(given: dict[str, Any], id: int) -> Response:
    """Say what you found. Nobody closes what is about themselves."""
    caller.engine().reviews.close(caller.actor(), id, given["verdict"])
    return nothing()


@resource.post("/cases/<reference>/glass")
@resource.arguments(GlassGiven)
@resource.response(201, ProposedTold)
def break_glass(given: dict[str, Any], reference: str) -> Response:
    """Open a zone of care for a few hours, in an emergency. For carers; the person is told and a colleague looks at it."""
    return created(
        opening(caller.engine().openings.break_glass(caller.actor(), reference, given["zone"], given["code"]))
    )


@resource.post("/cases/<reference>/vault")
@resource.arguments(VaultGiven)
@resource.response(201, ProposedTold)
def ask_vault(given: dict[str, Any], reference: str) -> Response:
    """Ask to see who somebody is. It opens when a second person agrees. For whoever directs the case."""
    row = caller.engine().openings.ask_vault(caller.actor(), reference, given["code"])
    return created({"id": row.id, "until": None})


@resource.get("/seals")
@resource.response(200, SealsTold)
def seals() -> Response:
    """Which zones are sealed since the law changed. For the process director and the data protection officer."""
    return answer(caller.engine().sealing.state(caller.actor()))


@resource.post("/seals")
@resource.arguments(SealGiven)
@resource.response(204)
def seal(given: dict[str, Any]) -> Response:
    """Ask to seal zones for everybody but the person, or to lift their seals. A second person confirms."""
    caller.engine().sealing.propose(caller.actor(), tuple(given["zones"]), lift=given["lift"])
    return nothing()

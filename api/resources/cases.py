"""Cases: which there are, how one stands, its history, and its closed content."""

from typing import Any

from flask import Response

from api import caller
from api.blueprint import Blueprint
from api.shapes.base import LARGEST
from api.shapes.cases import (
    CasesAsked,
    CasesTold,
    CaseTold,
    ContentTold,
    DisclosureGiven,
    EventsAsked,
    EventsTold,
    case,
    cases,
    content,
    event,
)
from api.writing import answer
from engine.acts.past import EVERYTHING, NEWEST, Extent

# A program is given all that is known and was filled in; the history has pages of its own.
WHOLE = Extent(lines=0, parts=EVERYTHING.parts, entries=EVERYTHING.entries, looks=NEWEST.looks)

resource = Blueprint("cases", "The people whose cases you know of.")


@resource.get("/cases")
@resource.arguments(CasesAsked, location="query")
@resource.response(200, CasesTold)
def find(asked: dict[str, Any]) -> Response:
    """The open cases that you may see, those with the most harm first."""
    return answer(cases(caller.engine().cases.list(caller.actor(), **asked)))


@resource.get("/cases/<reference>")
@resource.response(200, CaseTold)
def show(reference: str) -> Response:
    """One case: what happens now, why it stands still, what is known, as far as it is for you."""
    return answer(case(caller.engine().cases.view(caller.actor(), reference, WHOLE)))


@resource.get("/cases/<reference>/events")
@resource.arguments(EventsAsked, location="query")
@resource.response(200, EventsTold)
def show_events(asked: dict[str, str | None], reference: str) -> Response:
    """What happened in a case, newest first, as far as it is for you."""
    page = caller.engine().past.events(caller.actor(), reference, before=asked["after"])
    return answer({"items": [event(one) for one in page.items], "after": page.after})


@resource.post(f"/cases/<reference>/content/<int(max={LARGEST}):id>")
@resource.arguments(DisclosureGiven)
@resource.response(200, ContentTold)
def disclose(given: dict[str, str], reference: str, id: int) -> Response:
    """Open closed content. That you did, and why, stands in the read log before you get it."""
    return answer(content(caller.engine().cases.disclose(caller.actor(), reference, id, given["purpose"])))

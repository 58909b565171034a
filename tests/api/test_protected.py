"""R8 and R9, held against the routes: whatever changes something is protected from stale writes and from doing it twice,
or says here why it need not be. What the two headers do is proved per route in test_tasks, test_messages and test_report."""

import pytest

from api import PREFIX
from tests.api.program import Stage
from tests.api.test_tasks import MUTATIONS

VERSIONED = {f"/tasks/{{id}}/{act}" for act in MUTATIONS}  # each with six old or odd versions: 412, nothing changed
KEYED = {
    "/tasks/{id}/complete",
    "/messages",
    "/signals",
    "/report",
}  # each: same answer, other body 422, another's key tells nothing

NEITHER = {
    "/session": "logging in makes a session of its own, and logging out twice is logging out",
    "/cases/{reference}/content/{id}": "reading twice is written down twice: that is right",
    "/tasks/{id}/draft": "a draft is one person's own; the last one counts",
    "/tasks/{id}/nudge": "a nudge is heard once a day",
    "/tasks/{id}/extend": "a term is moved once; the second time is refused",
    "/cases/{reference}/escalate": "a cause is on the ladder once",
    "/cases/{reference}/pause": "a case that stands still is not stopped again",
    "/cases/{reference}/resume": "a case that goes on is not resumed again",
    "/cases/{reference}/plan/steps": "two steps of the same name are two promises, each to be struck by itself",
    "/cases/{reference}/family": "two cases are related once",
    "/cases/{reference}/family/{id}": "what was parted is not there any more",
    "/incidents/{id}/retry": "what is resolved is not tried again",
    "/session/proof": "each proof gives another token",
    "/accounts": "a login is taken once",
    "/accounts/{id}": "a name is set, not added to",
    "/accounts/{id}/reset": "a new link makes the former one worthless",
    "/accounts/{id}/end": "who left cannot leave again",
    "/accounts/{id}/return": "who is back cannot come back again",
    "/accounts/{id}/roles/{role}": "what was taken is not there any more",
    "/accounts/{id}/administrator": "what was taken is not there any more",
    "/accounts/{id}/identities/{identity}": "what was taken is not there any more",
    "/accounts/{id}/tokens": "two tokens are two tokens; each is named and taken back by itself",
    "/tokens/{id}": "a token is taken back once",
    "/accounts/{id}/rights": "the same right is proposed once",
    "/organisations/{key}": "an organisation is set, not added to",
    "/organisations/{key}/end": "what stopped cannot stop again",
    "/absences": "the same absence twice is the same absence",
    "/absences/{id}": "who is back is back",
    "/roster": "the same duty twice is the same duty",
    "/roster/{id}": "what was taken is not there any more",
    "/closing-days": "a day is closed once",
    "/closing-days/{id}": "what was withdrawn is not there any more",
    "/proposals/{id}/decision": "what was decided is not decided again",
    "/reviews/{id}/close": "what was looked at is not closed again",
    "/cases/{reference}/glass": "what is open is not opened again",
    "/cases/{reference}/vault": "the same person asks once",
    "/seals": "a zone is sealed once",
    "/processes": "the same file makes no new version",
}


def protected_by(house: Stage, header: str) -> set[str]:
    """The documented routes that change something and read this header; all of them for an empty header."""
    return {
        path.removeprefix(PREFIX)
        for path, item in house.document["paths"].items()
        for method in {"post", "put", "patch", "delete"} & item.keys()
        if not header or header in [row.get("name") for row in item[method].get("parameters", [])]
    }


@pytest.mark.parametrize(("header", "paths"), [("If-Match", VERSIONED), ("Idempotency-Key", KEYED)])
def test_the_routes_that_read_a_header_are_those_that_are_tested_for_it(
    house: Stage, header: str, paths: set[str]
) -> None:
    assert protected_by(house, header) == paths


def test_every_other_route_says_why_it_needs_neither(house: Stage) -> None:
    assert protected_by(house, "") == VERSIONED | KEYED | NEITHER.keys()

"""Somebody of another organisation: every address says that there is nothing, and nothing is left behind."""

import re
from typing import Any

import pytest

from engine.model import Sealed, Task
from tests.api.program import Program, Stage
from tests.api.test_description import routes

# What Charlie sends to each address of a case or task that is not his. Addresses without one are in ELSEWHERE.
SENT: dict[tuple[str, str], object] = {
    ("get", "/cases/{reference}"): None,
    ("get", "/cases/{reference}/events"): None,
    ("post", "/cases/{reference}/content/{id}"): {"purpose": "nieuwsgierig"},
    ("post", "/cases/{reference}/escalate"): {"reason": "zomaar"},
    ("post", "/cases/{reference}/pause"): {"reason": "rest"},
    ("post", "/cases/{reference}/resume"): None,
    ("get", "/cases/{reference}/plan"): None,
    ("post", "/cases/{reference}/plan/steps"): {
        "step": "anders",
        "text": "zomaar",
        "reason": "zomaar",
        "owner": "meldpunt.begeleider",
        "due": "2030-01-01",
    },
    ("get", "/cases/{reference}/family"): None,
    ("post", "/cases/{reference}/family"): {"other": "M-2222-2222", "kind": "sibling", "agreed": True},
    ("delete", "/cases/{reference}/family/{id}"): None,
    ("post", "/cases/{reference}/glass"): {"zone": "MED", "code": "life"},
    ("post", "/cases/{reference}/vault"): {"code": "document"},
    ("post", "/proposals/{id}/decision"): {"accept": True},
    ("post", "/reviews/{id}/close"): {"verdict": "right"},
    ("get", "/tasks/{id}"): None,
    ("post", "/tasks/{id}/claim"): None,
    ("post", "/tasks/{id}/release"): None,
    ("post", "/tasks/{id}/reassign"): {"account": 1, "reason": "zomaar"},
    ("post", "/tasks/{id}/delegate"): {"account": 1},
    ("post", "/tasks/{id}/hand-back"): None,
    ("post", "/tasks/{id}/complete"): {"answers": {}},
    ("put", "/tasks/{id}/draft"): {"answers": {"reached": "true"}},
    ("post", "/tasks/{id}/nudge"): None,
    ("post", "/tasks/{id}/extend"): {"to": "2030-01-01", "reason": "zomaar"},
    ("post", "/incidents/{id}/retry"): None,
    ("post", "/messages"): {"name": "pauze.opgeheven", "key": "{reference}"},
}

# Addresses that are about no case: who may use them is told elsewhere.
ELSEWHERE = {
    ("get", "/cases"),
    ("get", "/tasks"),
    ("get", "/stuck"),
    ("get", "/messages"),
    ("get", "/signals"),
    ("post", "/signals"),
    ("get", "/session"),
    ("post", "/session"),
    ("delete", "/session"),
    ("post", "/session/proof"),
    # For administrators, who see no case: tests/security/test_administration.py asks each of them as everybody else.
    ("get", "/accounts"),
    ("post", "/accounts"),
    ("get", "/accounts/{id}"),
    ("put", "/accounts/{id}"),
    ("post", "/accounts/{id}/reset"),
    ("post", "/accounts/{id}/end"),
    ("post", "/accounts/{id}/return"),
    ("delete", "/accounts/{id}/roles/{role}"),
    ("delete", "/accounts/{id}/administrator"),
    ("delete", "/accounts/{id}/identities/{identity}"),
    ("post", "/accounts/{id}/tokens"),
    ("delete", "/tokens/{id}"),
    ("post", "/accounts/{id}/rights"),
    ("get", "/organisations"),
    ("put", "/organisations/{key}"),
    ("post", "/organisations/{key}/end"),
    ("get", "/absences"),
    ("post", "/absences"),
    ("delete", "/absences/{id}"),
    ("get", "/roster"),
    ("post", "/roster"),
    ("delete", "/roster/{id}"),
    ("get", "/closing-days"),
    ("post", "/closing-days"),
    ("delete", "/closing-days/{id}"),
    ("post", "/report"),
    ("get", "/report/form"),
    ("get", "/forms/{key}/{version}"),
    ("get", "/second-look"),
    ("get", "/seals"),
    ("post", "/seals"),
    ("get", "/processes"),
    ("post", "/processes"),
    ("get", "/processes/{key}"),
    ("get", "/processes/{key}/{version}.bpmn"),
    ("get", "/health"),
    ("get", "/health/live"),
    ("get", "/health/ready"),
    ("get", "/problems"),
    ("get", "/openapi.json"),
}


def test_every_route_has_been_thought_of(house: Stage) -> None:
    assert routes(house) == SENT.keys() | ELSEWHERE


def ask(program: Program, method: str, path: str, reference: str, id: int) -> tuple[int, bytes]:
    body: Any = SENT[method, path]
    if isinstance(body, dict) and "key" in body:
        body = {**body, "key": reference}
    there = path.replace("{reference}", reference).replace("{id}", str(id))
    answer = program.ask(method.upper(), there, body)
    return answer.status_code, re.sub(rb"M-\w{4}-\w{4}", b"M", answer.data)


@pytest.mark.parametrize("login", ["charlie", "nadia", "alice", "beheer"])
@pytest.mark.parametrize(("method", "path"), SENT)
def test_who_has_nothing_to_do_with_it_hears_that_it_is_not_there(
    house: Stage, speaks_for: Any, task: Task, reference: str, method: str, path: str, login: str
) -> None:
    """Alice directs cases, but not this one."""
    with house.engine.desk.store.reading() as reader:
        sealed = reader.find(Sealed, case=task.case)[0].id
    id = sealed if "content" in path else task.id
    program, before = speaks_for(login), house.traces(reference)
    real = ask(program, method, path, reference, id)
    assert real == ask(program, method, path, "M-AAAA-AAAA", 999_999)
    assert real[0] == (404 if path != "/messages" or login == "alice" else 403)
    assert house.traces(reference) == before


@pytest.mark.parametrize("login", ["charlie", "nadia", "alice", "beheer"])
def test_lists_of_others_do_not_count_it(speaks_for: Any, task: Task, reference: str, login: str) -> None:
    program = speaks_for(login)
    for path in (f"/tasks?text={reference}", f"/cases?text={reference}"):
        listed = program.get(path).json
        assert listed is not None
        assert listed["items"] == []
        assert listed.get("total", 0) == 0

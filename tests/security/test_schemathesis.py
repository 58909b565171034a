"""The API against its own description, with requests that a program makes up: no fault, and every answer as described.

The short form makes up few requests per operation; `EXAMPLES=50 pytest tests/security/test_schemathesis.py` many.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.security.matrix.cast import World, world

EXAMPLES = int(os.environ.get("EXAMPLES", "2"))
WHO = ("director", "worker", "designer", "admin", "officer")
CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance, status_code_conformance]
ENOUGH = 70  # operations
MADE_UP = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def here() -> Iterator[World]:
    with world() as made:
        yield made


def send(here: World, case: Any, number: int) -> None:
    """One request, by one of those who may do much; what is addressed is there."""
    here.begin_anew()
    for name, value in {"id": here.numbers["task"], "reference": here.numbers["reference"]}.items():
        if name in (case.path_parameters or {}):
            case.path_parameters[name] = value
    token = here.tokens[WHO[number % len(WHO)]]
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=CHECKS)


def try_all(here: World, only: tuple[str, ...] = ()) -> tuple[int, list[str]]:
    """How many requests were sent to all operations, or these only, and what was wrong with the answers."""
    description = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", here.app)
    operations = [row.ok() for row in description.get_all_operations()]
    assert len(operations) >= ENOUGH
    operations = [one for one in operations if not only or one.label in only]
    sent, wrong = 0, list[str]()
    for operation in operations:

        @MADE_UP
        @given(case=operation.as_strategy())
        def request(case: Any) -> None:
            nonlocal sent
            sent += 1
            send(here, case, sent)

        try:
            request()
        except (Exception, BaseExceptionGroup) as error:  # whatever is wrong is what is looked for
            wrong.append(f"{operation.label}: {str(error)[:400]}")
    return sent, wrong


def test_every_operation_answers_as_it_is_described(here: World) -> None:
    sent, wrong = try_all(here)
    print(f"{sent} requests made up: {len(wrong)} operations answered otherwise")
    assert wrong == []


def test_a_fault_and_an_answer_that_does_not_fit_are_seen(here: World) -> None:
    """The sabotage: one address fails, another answers something else."""
    views, broken = here.app.view_functions, ("GET /api/v1/session", "GET /api/v1/organisations")
    kept = views["session.show"], views["places.organisations"]
    views["session.show"] = lambda **_: ("{}", 500, {"Content-Type": "application/problem+json"})
    views["places.organisations"] = lambda **_: ('{"items": 7}', 200, {"Content-Type": "application/json"})
    try:
        _, wrong = try_all(here, broken)
    finally:
        views["session.show"], views["places.organisations"] = kept
    assert {line.partition(":")[0] for line in wrong} == set(broken)

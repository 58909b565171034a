"""The OpenAPI document: valid, complete, and true of who needs an account."""

import re

from openapi_spec_validator import OpenAPIV31SpecValidator

from api import PREFIX
from tests.api.program import Program, Stage, documented_path

OPEN = {
    ("post", "/session"),
    ("post", "/report"),
    ("get", "/report/form"),
    ("get", "/health"),
    ("get", "/health/live"),
    ("get", "/health/ready"),
    ("get", "/problems"),
    ("get", "/openapi.json"),
}


def routes(house: Stage) -> set[tuple[str, str]]:
    """Every (method, path) that the application answers under the API's prefix."""
    return {
        (method.lower(), documented_path(rule.rule).removeprefix(PREFIX))
        for rule in house.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/api/")
    }


def documented(house: Stage) -> set[tuple[str, str]]:
    """Every (method, path) of the document."""
    words = ("get", "put", "post", "delete", "patch")
    paths = house.document["paths"].items()
    return {(method, path.removeprefix(PREFIX)) for path, item in paths for method in item if method in words}


def test_the_document_is_valid(house: Stage) -> None:
    assert house.document["openapi"].startswith("3.1")
    assert [error.message for error in OpenAPIV31SpecValidator(house.document).iter_errors()] == []


def test_every_route_is_documented_and_every_documented_route_exists(house: Stage) -> None:
    assert routes(house) == documented(house)


def test_every_operation_says_what_it_does_and_that_problems_are_problems(house: Stage) -> None:
    for path, item in house.document["paths"].items():
        for method in {"get", "put", "post", "delete"} & item.keys():
            assert item[method]["summary"], path
            assert item[method]["responses"]["default"] == {"$ref": "#/components/responses/DEFAULT_ERROR"}
    assert "application/problem+json" in house.document["components"]["responses"]["DEFAULT_ERROR"]["content"]


def test_only_the_open_doors_need_no_account(house: Stage, anybody: Program) -> None:
    marked = {
        (method, path.removeprefix(PREFIX))
        for path, item in house.document["paths"].items()
        for method, operation in item.items()
        if isinstance(operation, dict) and operation.get("security") == []
    }
    assert marked == OPEN
    for method, path in sorted(routes(house) - OPEN):
        concrete = path.replace("{reference}", "M-AAAA-AAAA").replace("{key}", "P01")
        concrete = re.sub(r"\{\w+\}", "1", concrete)
        answer = anybody.ask(method.upper(), concrete, expect=401)
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")

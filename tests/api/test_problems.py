"""Errors as problems: each has its status, its code and its words in both languages."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from api import errors
from engine import errors as engine_errors
from engine.errors import PerspectiefError
from tests.api.program import ROOT, Program, Stage

EXPECTED = {
    "not-found": 404, "not-allowed": 403, "four-eyes": 403,
    "prove-again": 403, "second-factor": 403, "too-many-tries": 429, "too-often": 429,
    "invalid": 422, "refused": 422, "conflict": 409,
    "stale": 412, "already-done": 409, "already-claimed": 409, "key-reused": 422, "nobody-waits": 404, "sealed": 423,
    "misconfigured": 500, "unavailable": 503, "other-tables": 503,
}  # fmt: skip  # code and status side by side


def below(kind: type[PerspectiefError]) -> Iterator[type[PerspectiefError]]:
    for one in kind.__subclasses__():
        yield one
        yield from below(one)


def test_every_error_of_the_engine_has_its_own_status() -> None:
    of_the_engine = {kind for kind in below(PerspectiefError) if kind.__module__ == engine_errors.__name__}
    assert of_the_engine <= errors.STATUS.keys()
    assert {kind.code: errors.STATUS[kind] for kind in of_the_engine} == EXPECTED


def test_every_problem_is_listed_with_words_in_both_languages(anybody: Program) -> None:
    listed = anybody.get("/problems").json
    assert listed is not None
    assert {row["code"]: row["status"] for row in listed["items"]}.items() >= EXPECTED.items()
    assert all(row["text_nl"] and row["text_en"] and row["remedy"] for row in listed["items"])
    assert len({row["code"] for row in listed["items"]}) == len(listed["items"])


@pytest.mark.parametrize(
    ("method", "path", "sent", "code", "status"),
    [
        ("GET", "/nope", {}, "unknown-address", 404),
        ("GET", "/tasks/", {}, "unknown-address", 404),
        ("GET", "/tasks/x", {}, "unknown-address", 404),
        ("GET", "/tasks/99999999999999999999999", {}, "unknown-address", 404),
        ("PATCH", "/tasks", {}, "wrong-method", 405),
        ("POST", "/tasks/1/draft", {}, "wrong-method", 405),
        ("POST", "/messages", {"data": b"{", "content_type": "application/json"}, "bad-json", 400),
        ("POST", "/messages", {"data": b"", "content_type": "application/json"}, "bad-json", 400),
        ("POST", "/messages", {"data": b"{}", "content_type": "text/plain"}, "wrong-media", 415),
        ("POST", "/messages", {"data": b"{}"}, "wrong-media", 415),
        ("POST", "/messages", {"data": {"name": "x"}}, "wrong-media", 415),
        ("POST", "/messages", {"json": []}, "invalid", 422),
        ("POST", "/messages", {"json": {"name": "x", "key": "x", "extra": 1}}, "invalid", 422),
        ("POST", "/messages", {"data": b" " * 4_500_000, "content_type": "application/json"}, "too-large", 413),
    ],
)
def test_a_request_that_cannot_be_is_a_problem(
    tara: Program, method: str, path: str, sent: dict[str, Any], code: str, status: int
) -> None:
    problem = tara.ask(method, path, expect=status, **sent).json
    assert problem is not None
    assert (problem["code"], problem["status"]) == (code, status)


def test_an_address_tells_its_methods(tara: Program) -> None:
    assert "GET" in tara.ask("PATCH", "/tasks", expect=405).headers["Allow"]


def test_a_problem_speaks_the_language_that_was_asked_for(anybody: Program) -> None:
    dutch = anybody.get("/tasks", expect=401)
    english = anybody.get("/tasks", expect=401, headers={"Accept-Language": "en-US,en;q=0.5"})
    assert dutch.json is not None
    assert english.json is not None
    assert dutch.json["detail"] == dutch.json["text_nl"] == english.json["text_nl"]
    assert english.json["detail"] == english.json["text_en"]
    assert (dutch.headers["Content-Language"], english.headers["Content-Language"]) == ("nl", "en")


def test_a_field_is_named_in_the_language_that_was_asked_for(tara: Program) -> None:
    problem = tara.get("/tasks?limit=x", expect=422, headers={"Accept-Language": "en"}).json
    assert problem is not None
    assert problem["fields"] == [
        {
            "path": "limit",
            "code": "whole",
            "detail": "This must be a whole number.",
            "text_nl": "Dit moet een heel getal zijn.",
            "text_en": "This must be a whole number.",
        }
    ]


def test_outside_the_api_the_framework_answers_by_itself(house: Stage) -> None:
    answer = house.app.test_client().get("/nope")
    assert answer.status_code == 404
    assert answer.content_type.startswith("text/html")


def test_a_fault_tells_a_number_and_logs_no_content(
    tara: Program, house: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*words: object, **more: object) -> None:
        raise KeyError("Mevrouw Geheim, kamer 12")

    monkeypatch.setattr(type(house.engine.tasks), "claim", fail)
    with caplog.at_level(logging.DEBUG):
        answer = tara.post("/tasks/7/claim?geheim=Geheim", expect=500)
    assert answer.json is not None
    number = answer.json["instance"].removeprefix("urn:fault:")
    assert number in caplog.text
    assert "KeyError" in caplog.text
    assert "Geheim" not in caplog.text + answer.text


def test_what_is_wrong_with_the_installation_is_for_the_log_alone(
    tara: Program, house: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*words: object, **more: object) -> None:
        raise engine_errors.Misconfigured("PERSPECTIEF_KEYS does not open")

    monkeypatch.setattr(type(house.engine.work), "page", fail)
    answer = tara.get("/tasks", expect=500)
    assert "PERSPECTIEF_KEYS" not in answer.text
    assert "PERSPECTIEF_KEYS" in caplog.text


def test_findings_and_fields_come_with_their_own_codes_only(tara: Program) -> None:
    problem = json.loads(tara.get("/nope", expect=404).data)
    assert problem.keys() == {"type", "title", "status", "detail", "code", "text_nl", "text_en"}
    assert problem["type"].startswith(f"{ROOT}/problems#")

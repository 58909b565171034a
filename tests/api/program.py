"""Programs that use the API. Every answer is held against the API's own description: status, media type and shape."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from flask import Flask
from jsonschema import Draft202012Validator  # type: ignore[import-untyped] # its stubs are a package of their own
from werkzeug.test import TestResponse

import api
from engine.clock import VirtualClock
from engine.engine import Engine
from engine.model import ENGINE, Case, Event, ReadLog, Task, TaskStatus
from perspectief.factory import shipped_files
from perspectief.memory import memory_engine
from perspectief.people import add_people
from perspectief.rehearsal import Rehearsal

ROOT = "/api/v1"
MONDAY = datetime(2027, 3, 1, 8, tzinfo=UTC)
REPORT = {
    "reporterType": "self",
    "personKnows": "yesAgrees",
    "acuteDanger": "none",
    "alias": "Sami",
    "ageBand": "18-30",
    "possiblyMinor": "false",
    "language": "ary",
    "interpreterNeeded": "true",
    "consentContact": "true",
    "safeContactMethod": ["viaOrganisation"],
    "helpWanted": ["sleep", "legal"],
    "runningDeadline": "none",
    "anonymous": "true",
    "privacyExplained": "true",
}


@dataclass
class Stage:
    """The application, its engine, and who plays people in it."""

    app: Flask
    engine: Engine
    rehearsal: Rehearsal

    @cached_property
    def document(self) -> dict[str, Any]:
        """The OpenAPI document."""
        answer = self.app.test_client().get(f"{ROOT}/openapi.json")
        assert answer.status_code == 200
        return dict(answer.get_json())

    def report(self) -> str:
        """Somebody reports for herself; answers the reference of the case."""
        reference = self.rehearsal.report(REPORT).reference
        assert reference is not None
        return reference

    def directed_case(self) -> str:
        """A case of which the triage is done and Alice is the director."""
        reference = self.report()
        for _ in range(6):
            waiting = self.tasks(reference)
            names = [task.name for task in waiting]
            if "Regisseur en vervanger" in names:
                chosen = waiting[names.index("Regisseur en vervanger")]
                self.rehearsal.complete(chosen, {"caseDirector": "alice", "deputy": "bob"})
                return reference
            self.rehearsal.complete(waiting[0], {})
        raise AssertionError(f"nobody asks for a director: {names}")

    def case(self, reference: str) -> Case:
        with self.engine.desk.store.reading() as reader:
            return reader.find(Case, reference=reference)[0]

    def reference_of(self, task: Task) -> str:
        with self.engine.desk.store.reading() as reader:
            case = reader.get(Case, task.case)
        assert case is not None
        return case.reference

    def tasks(self, reference: str) -> list[Task]:
        with self.engine.desk.store.reading() as reader:
            return reader.find(Task, case=self.case(reference).id, status=TaskStatus.OPEN)

    def task(self, reference: str, name: str) -> Task:
        """The open task of a case with this name."""
        (found,) = [task for task in self.tasks(reference) if task.name == name]
        return found

    def now(self, task: int) -> Task:
        """A task as it is in the store."""
        with self.engine.desk.store.reading() as reader:
            row = reader.get(Task, task)
        assert row is not None
        return row

    def answers(self, task: Task, **given: object) -> dict[str, object]:
        """A valid set of answers, by whoever may give it."""
        return self.rehearsal.answers(task, given, self.rehearsal.doer(task))

    def account(self, login: str) -> int:
        actor = self.engine.accounts.demo_login(login)
        assert actor is not None
        assert actor.account is not None
        return actor.account

    def traces(self, reference: str) -> tuple[object, ...]:
        """What an act or a look would leave behind at a case."""
        with self.engine.desk.store.reading() as reader:
            case = reader.find(Case, reference=reference)[0]
            events, reads = reader.find(Event, case=case.id), reader.find(ReadLog, case=case.id)
            return case, tuple(reader.find(Task, case=case.id)), len(events), len(reads)


@contextmanager
def opened() -> Iterator[Stage]:
    """A stage with the people of the demonstration on which what the product ships works, and no cases yet."""
    clock = VirtualClock(MONDAY)
    with memory_engine(clock) as engine:
        with engine.desk.store.begin() as tx:
            add_people(tx)
        engine.definitions.deploy(shipped_files(), ENGINE)
        app = Flask("tests", static_folder=None)
        app.config["METRICS_KEY"] = None  # as where only this machine reaches it
        api.register(app, engine)
        yield Stage(app, engine, Rehearsal(engine, clock))


@dataclass
class Program:
    """A program with somebody's token, or none."""

    stage: Stage
    token: str | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def log_in(self, login: str) -> "Program":
        """Open a session of the demonstration."""
        self.token = self.post("/session", {"login": login, "demo": True}, expect=201).get_json()["token"]
        return self

    def get(self, path: str, *, expect: int = 200, **more: Any) -> TestResponse:
        return self.ask("GET", path, expect=expect, **more)

    def post(self, path: str, body: object = None, *, expect: int = 200, **more: Any) -> TestResponse:
        return self.ask("POST", path, body, expect=expect, **more)

    def put(self, path: str, body: object = None, *, expect: int = 200, **more: Any) -> TestResponse:
        return self.ask("PUT", path, body, expect=expect, **more)

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        expect: int | None = None,
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> TestResponse:
        """Send a request, hold the answer against the document, and against the expected status."""
        sent = {**self.headers, **(headers or {})}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        if body is not None:
            more = {"json": body, **more}
        client = self.stage.app.test_client(use_cookies=False)
        answer = client.open(f"{ROOT}{path}", method=method, headers=sent, **more)
        assert expect is None or answer.status_code == expect, f"{answer.status_code}: {answer.text[:2000]}"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in answer.headers
        must_fit(self.stage, method, path, answer)
        return answer


def must_fit(stage: Stage, method: str, path: str, answer: TestResponse) -> None:
    """Hold an answer against what the document says of it. Whatever is a problem must be one with all its keys."""
    if answer.status_code >= 400:
        assert answer.content_type == "application/problem+json"
        schema: dict[str, Any] = {"$ref": "#/components/schemas/Problem"}
    elif answer.status_code == 204 or answer.content_type != "application/json":
        return
    else:
        operation = operation_of(stage, method, path)
        described = operation["responses"][str(answer.status_code)]
        schema = described["content"]["application/json"]["schema"]
    whole = {**schema, "components": stage.document["components"]}
    problems = [
        f"{error.json_path}: {error.message[:300]}" for error in Draft202012Validator(whole).iter_errors(answer.json)
    ]
    assert problems == [], json.dumps(problems, indent=1)


def operation_of(stage: Stage, method: str, path: str) -> dict[str, Any]:
    """What the document says of a method at an address."""
    adapter = stage.app.url_map.bind("localhost")
    rule, _ = adapter.match(f"{ROOT}{path.partition('?')[0]}", method, return_rule=True)
    documented: dict[str, Any] = stage.document["paths"][documented_path(rule.rule)][method.lower()]
    return documented


def documented_path(rule: str) -> str:
    """/tasks/<int(max=9):id> as the document writes it: /tasks/{id}."""
    parts = rule.replace("<", "\0<").split("\0")
    return "".join(
        "{" + part[1:].split(">")[0].rpartition(":")[2] + "}" + part.split(">")[1] if part.startswith("<") else part
        for part in parts
    )

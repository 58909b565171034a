"""A small world for the pages: the shipped processes, people, and three cases.

Yasin has a director (Alice, with Bob as her deputy); Sam's report waits for two days, longer than it may; Mariam's is new.
Tara does triage, Dora leads the team, Coen coordinates, Pim designs, and Charlie works elsewhere and must see nothing.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import web
from engine import store as store_room
from engine.clock import VirtualClock
from engine.engine import Engine
from engine.model import ENGINE, Case, Task
from perspectief.factory import shipped_files
from perspectief.memory import memory_engine
from perspectief.people import add_people
from perspectief.rehearsal import Rehearsal
from tests.infrastructure.tables import laid

MONDAY = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
DO_NOT = "Niet bellen na zes uur. Niet via de broer."
STORY = "Mijn verhaal dat alleen voor u is."
SELF = {
    "reporterType": "self",
    "possiblyMinor": "false",
    "acuteDanger": "none",
    "runningDeadline": "none",
    "language": "ary",
    "interpreterNeeded": "true",
    "consentContact": "true",
    "safeContactTimes": DO_NOT,
    "ownWords": STORY,
}
CONTACT = {
    "traffickingSeen": "no",
    "ageStatus": "adult",
    "spokeWithPerson": "true",
    "sleepTonight": "safe",
    "medicalUrgency": "none",
}
DIRECTOR = {"caseDirector": "alice", "deputy": "bob"}


@dataclass
class World:
    """The engine, the application with the pages, and the references of the cases by alias."""

    engine: Engine
    clock: VirtualClock
    app: Flask
    references: dict[str, str] = field(default_factory=dict)

    def arrive(self, alias: str, steps: int = 0) -> str:
        """Somebody reports; answers the reference. `steps` tasks are done after that: four find a director, five end the triage."""
        play = Rehearsal(self.engine, self.clock)
        receipt = play.report({**SELF, "alias": alias})
        assert receipt.reference is not None
        self.references[alias] = receipt.reference
        for _ in range(steps):
            task = self.tasks(alias)[0]
            play.complete(task, _answers(task, alias))
        return receipt.reference

    def visit(self, login: str | None = None) -> "Visitor":
        """A browser without JavaScript, logged in when a login is given."""
        visitor = Visitor(self.app.test_client())
        if login:
            visitor.post("/aanmelden/voorbeeld", login=login, on="/aanmelden")
        return visitor

    def tasks(self, alias: str) -> list[Task]:
        """The open tasks of a case."""
        return Rehearsal(self.engine, self.clock).open_tasks(self.case(alias).id)

    def task(self, alias: str, name: str) -> Task:
        """An open task of a case by its name."""
        return next(task for task in self.tasks(alias) if task.name == name)

    def case(self, alias: str) -> Case:
        """A case by its alias."""
        with self.engine.desk.store.reading() as reader:
            return reader.find(Case, reference=self.references[alias])[0]


@dataclass
class Visitor:
    """Clicks and posts as a browser without JavaScript does: every form carries the token that its page gave."""

    client: FlaskClient

    def get(self, path: str) -> TestResponse:
        return self.client.get(path)

    def post(self, path: str, *, on: str = "/melden", **fields: object) -> TestResponse:
        """Posts a form whose token came from the page `on`."""
        return self.client.post(path, data={"csrf_token": self.token(on), **fields})

    def token(self, page: str) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.client.get(page, follow_redirects=True).text)
        assert found, f"no form on {page}"
        return found[1]


@contextmanager
def world(folder: Path) -> Iterator[World]:
    """The world; its database is a file in `folder`, so that a browser's parallel requests meet a real one."""
    clock = VirtualClock(MONDAY)
    with memory_engine(clock, store_room.open(laid(folder / "web.db"))) as engine:
        engine.definitions.deploy(shipped_files(), ENGINE)
        with engine.desk.store.begin() as tx:
            add_people(tx)
        made = World(engine, clock, application(engine))
        made.arrive("Yasin", steps=5)
        made.arrive("Sam")
        Rehearsal(engine, clock).pass_time(timedelta(days=2))
        made.arrive("Mariam")
        yield made


def application(engine: Engine) -> Flask:
    app = Flask("pages", static_folder=None)
    app.config.update(SECRET_KEY="a secret of more than thirty-two bytes", DEMO=True, TESTING=True)
    web.register(app, engine)
    return app


def _answers(task: Task, alias: str) -> dict[str, object]:
    """What is told on the way to a director and a first intake; the rehearsal makes up the rest."""
    if task.form == "melding":
        return {"alias": alias}
    if task.name.startswith("Regisseur"):
        return dict(DIRECTOR)
    return dict({"contact": CONTACT, "intake": {"doNotDo": DO_NOT}}.get(task.part or "", {}))

"""`kill -9` in the middle of the work: nothing that was answered is lost, nothing is done twice, and the doctor has no complaint."""

import json
import random
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest

from engine.acts.doctor import Doctor
from engine.engine import Engine
from engine.model import ENGINE, Account, Case, Event, Organisation, Sealed, Task, TaskStatus
from engine.placing import HUB
from engine.step.routing import new_reference
from engine.step.run import Run
from engine.tags import TASK_COMPLETED
from perspectief.factory import build_engine, open_store
from perspectief.people import add_people
from tests.engine.cast import asks, drawn, small
from tests.infrastructure.postgres import NewDatabase
from tests.kernel.drawing import end, flow, gateway, start
from tests.perspectief.program import PATIENCE, Program, environment

CASES = 6
CLIENTS = 3
ROUND = drawn(
    "start weer Werk nogmaals",
    start(),
    gateway("exclusive", "weer"),
    asks("Werk"),
    gateway("exclusive", "nogmaals", default="nogmaals_weer"),
    flow("nogmaals", "weer"),
    flow("nogmaals", "end", '=case.priority = "P0"'),
    end(),
)


@dataclass
class Clients:
    """People who complete tasks over HTTP as fast as they can, and note every answer."""

    address: str
    token: str
    seed: int
    done: dict[str, int] = field(default_factory=dict)  # idempotency key -> task, for every answer 200
    refused: Counter[int] = field(default_factory=Counter)
    broken: int = 0  # requests that the kill cut off, and that were sent again
    ended: threading.Event = field(default_factory=threading.Event)

    def work(self, number: int) -> None:
        chance = random.Random(self.seed * 100 + number)
        while not self.ended.is_set():
            found = self._ask("GET", "/tasks?limit=50")
            items = found[1]["items"] if found and found[0] == 200 else []
            if not items:
                time.sleep(0.05)
                continue
            self._complete(chance.choice(items)["id"])

    def work_on(self, number: int) -> None:
        """Wait until so many more answers came."""
        goal, end = len(self.done) + number, time.monotonic() + PATIENCE
        while len(self.done) < goal:
            assert time.monotonic() < end, "no answers come"
            time.sleep(0.005)

    def _complete(self, task: int) -> None:
        """Send it until there is an answer: what was cut off is asked again with the same key."""
        key = uuid.uuid4().hex
        body = {"answers": {"note": f"note {key}"}}
        while not (found := self._ask("POST", f"/tasks/{task}/complete", body, key)):
            self.broken += 1
            time.sleep(0.05)
        if found[0] == 200:
            self.done[key] = task
        else:
            self.refused[found[0]] += 1

    def _ask(self, method: str, path: str, body: object = None, key: str = "") -> tuple[int, Any] | None:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.address}/api/v1{path}", content, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return None if error.code == 503 else (error.code, None)
        except (OSError, ValueError, HTTPException):  # refused, reset, or an answer cut in the middle
            return None


@pytest.fixture(params=[("sqlite", 2), ("postgresql", 1)], ids=["sqlite", "postgresql"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Program, Engine, str, int]]:
    """A program that is not started yet, an engine on the same files, Samira's token, and how often to kill."""
    kind, kills = request.param
    new_database: NewDatabase | None = request.getfixturevalue("new_postgres") if kind == "postgresql" else None
    program = Program(
        ("serve", "--with-worker"),
        environment(tmp_path, **({"DATABASE": new_database(tables=True)} if new_database else {})),
    )
    store = open_store(program.settings)
    if store.misfit():
        store.migrate()
    engine = build_engine(program.settings, store=store)
    _prepare(engine)
    actor = engine.accounts.demo_login("samira")
    assert actor
    yield program, engine, engine.accounts.open_session(actor), kills
    store.close()


def _prepare(engine: Engine) -> None:
    with engine.desk.store.begin() as tx:
        add_people(tx)
    assert engine.definitions.deploy(small(ROUND), ENGINE).bundle
    now = engine.desk.clock.now()
    for _ in range(CASES):
        with engine.desk.store.begin() as tx:
            alice = tx.find(Account, login="alice")[0].id
            run = Run(
                tx,
                engine.desk.parts,
                tx.add(Case(reference=new_reference(), director=alice, opened_at=now)),
                ENGINE,
                now,
            )
            run.join(HUB, tx.find(Organisation, key="meldpunt")[0].id, "test")
            run.start("P")
            run.settle()


def test_a_killed_server_loses_nothing_and_does_nothing_twice(house: tuple[Program, Engine, str, int]) -> None:
    program, engine, token, kills = house
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    clients = Clients(program.address, token, seed)
    threads = [threading.Thread(target=clients.work, args=(number,)) for number in range(CLIENTS)]
    with program:
        for thread in threads:
            thread.start()
        for _ in range(kills):
            program.until_it_serves()
            clients.work_on(chance.randint(3, 20))
            time.sleep(chance.uniform(0, 0.05))
            program.kill()
            program.start()
        program.until_it_serves()
        clients.work_on(10)
        clients.ended.set()
        for thread in threads:
            thread.join(timeout=60)
    print(f"{len(clients.done)} answers, {clients.broken} asked again, {dict(clients.refused)} refused")
    assert set(clients.refused) <= {404, 409}
    _nothing_lost_nothing_doubled(engine, clients.done)


def _nothing_lost_nothing_doubled(engine: Engine, answered: dict[str, int]) -> None:
    looked, complaints = Doctor(engine.desk).examine()
    assert (looked, complaints) == (CASES, [])
    with engine.desk.store.reading() as reader:
        completed = {row.id for row in reader.find(Task, status=TaskStatus.COMPLETED)}
        told = Counter(row.task for row in reader.find(Event, kind=TASK_COMPLETED))
        notes = Counter(row.subject for row in reader.find(Sealed))
        open_now = reader.find(Task, status=TaskStatus.OPEN)
    assert sorted(answered.values()) == sorted(completed)  # every answer stands, each task was done for one key
    assert told == dict.fromkeys(completed, 1)
    assert notes == {f"task:{task}": 1 for task in completed}
    assert len(open_now) == len({row.case for row in open_now}) == CASES

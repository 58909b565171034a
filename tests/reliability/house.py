"""A database with cases in it that several programs can open, and what must hold in it whatever happened to them."""

import json
import os
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from engine import audit
from engine.acts.doctor import Doctor
from engine.clock import Clock, SystemClock
from engine.engine import Engine
from engine.escalation import LADDER_PROCESS
from engine.model import ENGINE, Account, Case, CaseStatus, Event, Instance, Organisation, Sealed, Task, TaskStatus
from engine.placing import HUB
from engine.step.routing import new_reference
from engine.step.run import Run
from engine.tags import INSTANCE_STARTED, STEP, TASK_COMPLETED, TASK_OPENED, TIMER_FIRED
from perspectief.factory import build_engine, open_store
from perspectief.people import add_people
from perspectief.settings import Settings, read_settings
from tests.engine.cast import asks, drawn, small
from tests.kernel.drawing import boundary, catch, end, flow, gateway, start, timer

PEOPLE = ("samira", "bob")  # both may do what a case asks
ROUND = drawn(
    "start weer Werk nogmaals",
    "later Bel gebeld",
    start(),
    gateway("exclusive", "weer"),
    asks("Werk"),
    boundary("later", "Werk", timer("P40D"), interrupting=False),
    asks("Bel"),
    end("gebeld"),
    gateway("exclusive", "nogmaals", default="nogmaals_weer"),
    flow("nogmaals", "weer"),
    flow("nogmaals", "end", '=case.priority = "P0"'),
    end(),
)
TIMED = drawn("start wacht Daarna end", start(), catch("wacht", timer("P2D")), asks("Daarna"), end(), ident="T")


@dataclass(frozen=True)
class House:
    """Where the databases of one trial are. It can be sent to another program."""

    folder: Path
    database: str

    @property
    def settings(self) -> Settings:
        """As of an installed program."""
        here = {
            "DEMO": "1",
            "DATABASE": self.database,
            "KEYS": f"sqlite:///{self.folder / 'keys.db'}",
            "ZONE_KEYS": str(self.folder / "keys"),
            "TOMBSTONES": str(self.folder / "tombstones.log"),
        }
        return read_settings({f"PERSPECTIEF_{name}": value for name, value in here.items()})

    def engine(self, clock: Clock | None = None) -> Engine:
        """An engine on these databases."""
        return build_engine(self.settings, clock=clock)

    @property
    def log(self) -> Path:
        """What the programs say of what they did, one line an act. A line that was written outlives its writer."""
        return self.folder / "log"

    def say(self, *words: object) -> None:
        """Add a line to the log, whole or not at all."""
        descriptor = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.write(descriptor, (json.dumps(words) + "\n").encode())
        os.close(descriptor)

    def lines(self) -> int:
        """How many lines the log has."""
        return self.log.read_bytes().count(b"\n") if self.log.exists() else 0

    def said(self) -> list[list[object]]:
        """The log."""
        return [json.loads(line) for line in self.log.read_text().splitlines()] if self.log.exists() else []


def furnish(house: House, *diagrams: bytes, now: Clock | None = None, **words: Any) -> Engine:
    """The tables, the people and these diagrams, with the words (facts, messages, forms) of `small`."""
    store = open_store(house.settings)
    if store.misfit():
        store.migrate()
    engine = build_engine(house.settings, store=store, clock=now or SystemClock())
    with store.begin() as tx:
        add_people(tx)
    deployed = engine.definitions.deploy(small(*diagrams, **words), ENGINE)
    assert deployed.bundle, [(row.element, row.text_en) for row in deployed.findings]
    return engine


def open_cases(engine: Engine, number: int, process: str = "", **columns: object) -> list[int]:
    """So many cases, each with one process; Alice directs them. Answers their ids."""
    with engine.desk.look() as (_, snapshot):
        first = process or next(key for key in snapshot.processes if key != LADDER_PROCESS)
    return [_open_case(engine, first, columns) for _ in range(number)]


def _open_case(engine: Engine, process: str, columns: dict[str, object]) -> int:
    now = engine.desk.clock.now()
    with engine.desk.store.begin() as tx:
        alice = tx.find(Account, login="alice")[0].id
        case = tx.add(replace(Case(reference=new_reference(), director=alice, opened_at=now), **columns))  # type: ignore[arg-type] # columns of Case
        run = Run(tx, engine.desk.parts, case, ENGINE, now)
        run.join(HUB, tx.find(Organisation, key="meldpunt")[0].id, "test")
        run.start(process)
        run.settle()
        return case.id


def open_tasks(engine: Engine, name: str = "Werk") -> list[int]:
    """The open tasks of this name."""
    with engine.desk.store.reading() as reader:
        return [row.id for row in reader.find(Task, status=TaskStatus.OPEN) if row.name == name]


def wrong(engine: Engine) -> list[str]:
    """Everything that is not as it must be, whatever happened: R2 and R3.

    1. The doctor: rows and states fit, every open case has somebody.
    2. Every case stepped once per completed task, fired timer and begun process; every task that was opened is there.
    3. What was answered is kept once per completed task.
    4. The history is whole.
    """
    _, complaints = Doctor(engine.desk).examine()
    found = [f"{row.rule} {row.case}: {row.text}" for row in complaints]
    with engine.desk.store.reading() as reader:
        for case in reader.find(Case):
            if case.status is not CaseStatus.ERASED:
                found += _wrong_case(case, reader.find(Task, case=case.id), reader.find(Event, case=case.id))
                notes = Counter(row.subject for row in reader.find(Sealed, case=case.id))
                done = reader.find(Task, case=case.id, status=TaskStatus.COMPLETED)
                if notes != {f"task:{task.id}": 1 for task in done}:
                    found.append(f"{case.reference}: {len(done)} tasks done, {sum(notes.values())} answers kept")
                if not reader.find(Instance, case=case.id):
                    found.append(f"{case.reference}: a case without a process")
    return found + [f"history of {row.case}: {row.text}" for row in audit.verify_store(engine.desk.store)]


def _wrong_case(case: Case, tasks: list[Task], events: list[Event]) -> list[str]:
    told = Counter(event.task for event in events if event.kind == TASK_COMPLETED)
    done = [task.id for task in tasks if task.status is TaskStatus.COMPLETED]
    opened = sum(1 for event in events if event.kind == TASK_OPENED)
    found: list[str] = []
    if told != dict.fromkeys(done, 1):
        found.append(f"{case.reference}: completed {sorted(done)}, told {sorted(told.elements(), key=str)}")
    if opened != len(tasks):
        found.append(f"{case.reference}: {len(tasks)} tasks, {opened} told of")
    fired = sum(1 for event in events if event.kind == TIMER_FIRED)
    steps = sum(1 for event in events if event.kind == STEP)
    begun = sum(1 for event in events if event.kind == INSTANCE_STARTED)
    if steps != len(done) + fired + begun:
        found.append(f"{case.reference}: {begun} begun, {len(done)} tasks done, {fired} timers fired; {steps} steps")
    return found


def lateness(moments: list[tuple[datetime, datetime]]) -> list[float]:
    """How many seconds after it was due each thing was done; negative is early."""
    return sorted((done - due).total_seconds() for due, done in moments)

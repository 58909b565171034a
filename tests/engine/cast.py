"""The cast: Alice directs the case, Bob is her deputy, Charlie works elsewhere and must see nothing, Dora gets the escalations.

They play on a stage: a real engine over a real store, on a clock that tests turn. `small` draws a bundle of a few lines for
tests of one behaviour; the tests of the pathway deploy what the product ships.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import yaml

import processes
from engine.clock import VirtualClock
from engine.engine import Engine
from engine.model import (
    ENGINE,
    Account,
    Actor,
    Case,
    CaseKind,
    Deadline,
    DeadlineState,
    Instance,
    Organisation,
    Task,
    TaskStatus,
)
from engine.placing import HUB
from engine.step.guard import Bounds
from engine.step.routing import new_reference
from engine.step.run import Run
from engine.store.protocol import Store
from perspectief.factory import shipped_files
from perspectief.memory import memory_engine
from perspectief.people import add_people
from perspectief.rehearsal import Rehearsal
from tests.kernel.drawing import element, file, process, prop, user

MONDAY = datetime(2027, 3, 1, 8, tzinfo=UTC)  # nine o'clock in Amsterdam
R = TypeVar("R")


@dataclass
class Stage:
    """An engine, its clock, and who plays people."""

    engine: Engine
    clock: VirtualClock
    play: Rehearsal

    def who(self, login: str) -> Actor:
        """Somebody of the cast."""
        return self.engine.accounts.actor(self.one(Account, login=login).id)

    def find(self, kind: type[R], /, **equals: object) -> list[R]:
        with self.engine.desk.store.reading() as reader:
            return reader.find(kind, **equals)

    def one(self, kind: type[R], /, **equals: object) -> R:
        (row,) = self.find(kind, **equals)
        return row

    def open_case(
        self, key: str = "P", *, kind: CaseKind = CaseKind.PERSON, directed: bool = True, **facts: object
    ) -> Case:
        """A case in which one process runs; the hub is its party, Alice directs it and Bob is her deputy."""
        desk = self.engine.desk
        alice, bob = (self.one(Account, login=login).id if directed else None for login in ("alice", "bob"))
        with desk.store.begin() as tx:
            row = tx.add(
                Case(reference=new_reference(), kind=kind, director=alice, deputy=bob, opened_at=desk.clock.now())
            )
            run = Run(tx, desk.parts, row, ENGINE, desk.clock.now())
            run.join(HUB, tx.find(Organisation, key="meldpunt")[0].id, "test")
            for name, value in facts.items():
                run.set_fact(name, value, source="test")
            run.start(key)
            run.settle()
            return run.case

    def case(self, id: int) -> Case:
        return self.one(Case, id=id)

    def instance(self, case: Case) -> Instance:
        return self.find(Instance, case=case.id)[0]

    def tasks(self, case: Case) -> list[Task]:
        """The open tasks of the case itself."""
        return self.find(Task, case=case.id, status=TaskStatus.OPEN)

    def task(self, case: Case, name: str | None = None) -> Task:
        """The one open task, or the one with this name."""
        (task,) = [task for task in self.tasks(case) if name in (None, task.name)]
        return task

    def names(self, case: Case) -> set[str]:
        return {task.name for task in self.tasks(case)}

    def pending(self, case: Case, **equals: object) -> list[Deadline]:
        return self.find(Deadline, case=case.id, state=DeadlineState.PENDING, **equals)

    def do(self, case: Case, name: str | None = None, who: str | None = None, **given: object) -> None:
        """Somebody does the task, with these answers and made-up ones for what else is asked."""
        self.play.complete(self.task(case, name), given, self.who(who) if who else None)

    def later(self, **time: float) -> None:
        """Let time pass; what becomes due on the way happens at its moment."""
        self.play.pass_time(timedelta(**time))

    def act(self, case: Case, what: Callable[[Run], object]) -> None:
        """One step of the engine itself in a case."""
        with self.engine.desk.act(ENGINE, case.id) as run:
            what(run)
            run.settle()


@contextmanager
def stage(
    files: Mapping[str, bytes], store: Store | None = None, now: datetime = MONDAY, bounds: Bounds | None = None
) -> Iterator[Stage]:
    """A stage with the people of the demonstration on which these files work."""
    clock = VirtualClock(now)
    with memory_engine(clock, store, bounds) as engine:
        with engine.desk.store.begin() as tx:
            add_people(tx)
        deployed = engine.definitions.deploy(files, ENGINE)
        assert deployed.bundle, [(row.file, row.element, row.text_en) for row in deployed.findings]
        yield Stage(engine, clock, Rehearsal(engine, clock))


def pathway() -> dict[str, bytes]:
    """What the product ships."""
    return shipped_files()


# --- a bundle of a few lines ------------------------------------------------------------------------------------


def small(
    *diagrams: bytes,
    facts: Mapping[str, Mapping[str, Any]] | None = None,
    messages: Mapping[str, Any] | None = None,
    **forms: str,
) -> dict[str, bytes]:
    """A bundle: these diagrams, the shipped organisations and terms, a form `note`, and words of its own."""
    folder = Path(processes.__file__).parent
    told = {"hallo": {"from": ["meldpunt", "iom", "P"], "to": ["P"], "key": "case"}, **(messages or {})}
    sent = {name: {"silence": "nothing changes", **declared} for name, declared in told.items()}
    files = {f"diagram{number}.bpmn": text for number, text in enumerate(diagrams)}
    files |= {
        f"{key}.form": text.encode() for key, text in ({"note": form("note", text("note", "SOC"))} | forms).items()
    }
    return files | {
        "D04.dmn": (folder / "decisions/D04-termijnen.dmn").read_bytes(),
        "organisations.yaml": (folder / "organisations.yaml").read_bytes(),
        "facts.yaml": yaml.safe_dump({"facts": {**PRIORITY, **(facts or {})}}).encode(),
        "messages.yaml": yaml.safe_dump({"messages": sent}).encode(),
    }


PRIORITY: Mapping[str, Mapping[str, Any]] = {
    "priority": {"type": "enum", "values": ["P0", "P1", "P2", "P3"], "zone": "REG", "sets": "case.priority"}
}


def form(key: str, *fields: Mapping[str, object]) -> str:
    """A form file."""
    head = {"type": "default", "id": key, "title": key, "schemaVersion": 19, "properties": {"en": {"label": key}}}
    return json.dumps({**head, "components": list(fields)})


def text(key: str, zone: str, **properties: object) -> dict[str, object]:
    """A text field of a form."""
    words = {"zone": zone, "en": json.dumps({"label": key}), **properties}
    return {"type": "textfield", "id": f"Field_{key}", "key": key, "label": key, "properties": words}


def asks(
    ident: str, role: str = "meldpunt.begeleider", *, form_id: str = "note", due: str = "P3000D", **properties: str
) -> str:
    """A user task of this role."""
    schedule = f'<zeebe:taskSchedule dueDate="{due}"/>' if due else ""
    parts = [
        f'<zeebe:formDefinition formId="{form_id}"/>',
        f'<zeebe:assignmentDefinition candidateGroups="{role}"/>',
        schedule,
        prop(**properties) if properties else "",
    ]
    return user(ident, *[part for part in parts if part], name=ident)


def drawn(
    *parts: str,
    ident: str = "P",
    messages: tuple[str, ...] = ("hallo",),
    signals: tuple[str, ...] = ("alarm", "rust"),
    **properties: str,
) -> bytes:
    """A diagram with one process; its keyword arguments are the properties of the process."""
    body = process(*parts, ident=ident)
    if properties:
        head, _, rest = body.partition(">")
        body = f"{head}><bpmn:extensionElements>{prop(**properties)}</bpmn:extensionElements>{rest}"
    return file(body, messages=messages, signals=signals)


__all__ = ["MONDAY", "Stage", "asks", "drawn", "element", "form", "pathway", "small", "stage", "text"]

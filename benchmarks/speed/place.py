"""Where speed is measured: our own engine on a database with the process of workload W1, and who works there.

W1 is a case of twelve user tasks, one choice, one split and join, a boundary timer on each task and 2.8 KB of answers;
every step is durable.
"""

import random
import string
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from engine.clock import Clock, SystemClock
from engine.engine import Engine
from engine.model import ENGINE, Account, Actor, Case, Organisation, Task, TaskStatus
from engine.placing import HUB
from engine.step.routing import new_reference
from engine.step.run import Run
from perspectief.factory import build_engine, open_store
from perspectief.people import add_people
from perspectief.settings import Settings, read_settings
from tests.engine.cast import asks, drawn, form, small, text
from tests.kernel.drawing import boundary, catch, end, flow, gateway, start, timer

STEPS = 12
ANSWER_BYTES = 2_800
WHO = "samira"


def answer(size: int = ANSWER_BYTES) -> str:
    """Words nobody said, the same ones every time."""
    return "".join(random.Random(1).choices(string.ascii_lowercase + " ", k=size))


def diagram(ident: str = "W1") -> bytes:
    """Tasks T1 to T13: T3 or T4 by choice, T6 and T7 side by side; T4 is what the choice leaves out, so twelve are done."""
    tasks = [f"T{number}" for number in range(1, STEPS + 2)]
    return drawn(
        "start T1 T2 keuze T3 samen T5 splits T6 weer T8 T9 T10 T11 T12 T13 end",
        "splits T7 weer",
        start(),
        *(asks(name, due="P30D") for name in tasks),
        *(boundary(f"laat_{name}", name, timer("P40D"), interrupting=False) for name in tasks),
        *(end(f"einde_{name}") for name in tasks),
        *(flow(f"laat_{name}", f"einde_{name}") for name in tasks),
        gateway("exclusive", "keuze", default="keuze_T3"),
        flow("keuze", "T4", '=priority = "P0"'),
        flow("T4", "samen"),
        gateway("exclusive", "samen"),
        gateway("parallel", "splits"),
        gateway("parallel", "weer"),
        end(),
        ident=ident,
    )


def loop() -> bytes:
    """One task that comes back for ever: after a thousand rounds a step must weigh what the first one did."""
    return drawn(
        "start weer T1 keuze weer",
        start(),
        gateway("exclusive", "weer"),
        asks("T1", due="P30D"),
        gateway("exclusive", "keuze", default="keuze_weer"),
        flow("keuze", "end", '=priority = "P0"'),
        end(),
        ident="LOOP",
    )


def waits() -> bytes:
    """A timer, and a task after it."""
    return drawn("start wacht Daarna end", start(), catch("wacht", timer("P30D")), asks("Daarna"), end(), ident="WAIT")


@dataclass
class Place:
    """An engine on a database, and who works there."""

    engine: Engine
    actor: Actor
    settings: Settings
    folder: Path
    said: str = field(default_factory=answer)

    def open_case(self, process: str = "W1") -> int:
        """A new case at its first task."""
        desk = self.engine.desk
        now = desk.clock.now()
        with desk.store.begin() as tx:
            alice = tx.find(Account, login="alice")[0].id
            hub = tx.find(Organisation, key=HUB)[0].id
            case = tx.add(Case(reference=new_reference(), director=alice, opened_at=now))
            desk.parts.sealer.begin(case.id)
            run = Run(tx, desk.parts, case, ENGINE, now)
            run.join(HUB, hub, "bench")
            run.start(process)
            run.settle()
            return case.id

    def waiting(self, case: int) -> list[Task]:
        """The open tasks of a case."""
        with self.engine.desk.store.reading() as reader:
            return reader.find(Task, case=case, status=TaskStatus.OPEN)

    def step(self, task: Task, said: str, key: str | None = None) -> None:
        """Complete a task with these answers."""
        self.engine.tasks.complete(self.actor, task.id, {"note": said}, version=task.version, key=key)


@contextmanager
def place(folder: Path, database: str, clock: Clock | None = None, diagrams: Sequence[bytes] = ()) -> Iterator[Place]:
    """An engine on a database: migrated, with people, W1 and these diagrams when it is new."""
    here = {
        "DEMO": "1",
        "DATABASE": database,
        "KEYS": f"sqlite:///{folder / 'keys.db'}",
        "ZONE_KEYS": str(folder / "keys"),
        "TOMBSTONES": str(folder / "tombstones.log"),
    }
    settings = read_settings({f"PERSPECTIEF_{name}": value for name, value in here.items()})
    store = open_store(settings)
    try:
        store.migrate()
        engine = build_engine(settings, store=store, clock=clock or SystemClock())
        if not engine.vocabulary.lanes:
            _furnish(engine, diagrams)
        with store.reading() as reader:
            (who,) = reader.find(Account, login=WHO)
        yield Place(engine, engine.accounts.actor(who.id), settings, folder)
    finally:
        store.close()


def _furnish(engine: Engine, diagrams: Sequence[bytes]) -> None:
    with engine.desk.store.begin() as tx:
        add_people(tx)
    note = form("note", text("note", "SOC") | {"type": "textarea"})
    deployed = engine.definitions.deploy(small(diagram(), *diagrams, note=note), ENGINE)
    if not deployed.bundle:
        raise RuntimeError([(row.element, row.text_en) for row in deployed.findings])

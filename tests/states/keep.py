"""Writes the states of this version: a database with cases in the middle of everything, and markings of diagrams half way."""

import json
import sqlite3
import tempfile
from base64 import b64encode
from contextlib import closing
from datetime import datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from random import Random

from engine import kernel
from engine.clock import VirtualClock
from engine.kernel import commands as cmd
from perspectief.factory import ZONES
from perspectief.rehearsal import Rehearsal
from tests.engine.cast import MONDAY, asks, drawn
from tests.kernel.blocks import diagram, random_tree
from tests.kernel.drawing import end, start
from tests.reliability.house import PEOPLE, ROUND, TIMED, House, furnish, open_cases, open_tasks
from tests.reliability.programs import NOTE
from tests.reliability.restarts import ANSWERS, STEPS, _world
from tests.reliability.rows import WAITS

HERE = Path(__file__).parent
ROADS = 8  # diagrams half way
WAITS_NAMED = WAITS.replace(b'id="P"', b'id="W"')
SEALED = drawn("start Zorg end", start(), asks("Zorg"), end(), ident="S", zone="MED")


def zone_keys(folder: Path) -> None:
    """The zone keys of the kept states: no secrets, since everybody can make them."""
    (folder / "keys").mkdir(mode=0o700)
    for zone in ZONES:
        file = folder / "keys" / f"{zone}.key"
        file.write_bytes(b64encode(sha256(f"kept state {zone}".encode()).digest()))
        file.chmod(0o600)


def house_in(folder: Path) -> House:
    """A house with those keys."""
    zone_keys(folder)
    return House(folder, f"sqlite:///{folder / 'records.db'}")


def keep(place: Path) -> None:
    """Write everything into a new folder."""
    place.mkdir()
    with tempfile.TemporaryDirectory() as folder:
        house = house_in(Path(folder))
        _live(house)
        for name, file in (("records", "records.db"), ("keys", "keys.db")):
            with closing(sqlite3.connect(Path(folder) / file)) as database:
                (place / f"{name}.sql").write_text("\n".join(database.iterdump()) + "\n", encoding="utf-8")
    roads = [road for seed in range(ROADS) if (road := _half_way(seed))]
    (place / "roads.json").write_text(json.dumps(roads, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _live(house: House) -> None:
    """Cases in the middle: a loop in its third round, a timer, parallel waits of four kinds, a sealed process."""
    clock = VirtualClock(MONDAY)
    engine = furnish(house, ROUND, TIMED, WAITS_NAMED, SEALED, now=clock)
    who = engine.accounts.demo_login(PEOPLE[0])
    assert who
    open_cases(engine, 2, "P")
    for _ in range(3):
        for task in open_tasks(engine):
            engine.tasks.complete(who, task, NOTE)
    open_cases(engine, 2, "T")
    open_cases(engine, 2, "W")
    open_cases(engine, 1, "S")
    (task, *_) = open_tasks(engine)
    engine.tasks.save_draft(who, task, {"note": "half"})
    clock.set(datetime.fromisoformat("2027-03-02T08:00:00+00:00"))
    Rehearsal(engine, clock).wake()
    engine.desk.store.close()


def _half_way(seed: int) -> dict[str, object] | None:
    """A random diagram after a few steps, with the waits that follow each further answer."""
    tree, maker = random_tree(seed)
    xml, chance = diagram(tree), Random(seed)
    model = kernel.read(xml).model
    facts: dict[str, object] = {"case": {"id": "C1"}, **maker.values()}
    marking, _ = kernel.start(model, _world(facts))
    kept: str | None = None
    answers: list[dict[str, object]] = []
    for number in range(STEPS):
        if number == 3:
            kept = kernel.dump(marking)
        waiting = [wait for wait in kernel.waits(model, marking) if wait.kind in ANSWERS or wait.kind == "call"]
        if not waiting:
            break
        wait = chance.choice(waiting)
        marking, _ = answer(model, marking, wait, facts)
        if kept is not None:
            answers.append({"wait": wait.number, "kind": wait.kind, "then": waits_of(model, marking)})
    return (
        {"seed": seed, "diagram": xml.decode(), "facts": facts, "marking": kept, "answers": answers} if kept else None
    )


def answer(
    model: kernel.Model, marking: kernel.Marking, wait: kernel.Wait, facts: dict[str, object]
) -> tuple[kernel.Marking, object]:
    """What the outside says to a wait."""
    command = cmd.Returned(wait.number, "x") if wait.kind == "call" else ANSWERS[wait.kind](wait.number)
    return kernel.apply(model, marking, command, _world(facts))


def waits_of(model: kernel.Model, marking: kernel.Marking) -> list[list[str]]:
    """What waits, as a person would say it: numbers are the program's own."""
    return sorted([wait.kind, wait.element] for wait in kernel.waits(model, marking))


if __name__ == "__main__":
    keep(HERE / version("perspectief"))

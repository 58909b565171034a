"""The trial of R12: a backup while people work, and a restore somewhere else."""

import random
import shutil
import time
from dataclasses import dataclass, field, replace

from engine.engine import Engine
from engine.errors import Sealed as CannotOpen
from engine.model import Case, Sealed, Task, TaskStatus
from perspectief import backups
from tests.reliability import programs
from tests.reliability.house import PEOPLE, ROUND, House, furnish, open_cases, wrong

ZONE = "SOC"  # of the note that everybody writes


@dataclass
class Moved:
    """What a backup under load brought back. Seconds: how much younger the last answer is than the copy (`rpo`), and how
    long the restore took with its examination (`rto`)."""

    cases: int = 0
    steps_before: int = 0
    steps_after: int = 0
    backup_seconds: float = 0.0
    rto: float = 0.0
    wrong: list[str] = field(default_factory=list)


def move(old: House, new: House, steps: int, seed: int, *, tombstones: bool = True) -> Moved:
    """1. People work. 2. One case is erased. 3. Records and keys are copied while they work. 4. Another case is erased.
    5. Everything comes back elsewhere."""
    engine = furnish(old, ROUND)
    open_cases(engine, 6)
    workers = [programs.start(programs.work_on, old, PEOPLE[at], seed + at, steps) for at in range(2)]
    _wait(old, steps // 3)
    early, late = random.Random(seed).sample(_with_notes(engine), 2)
    _erase(engine, early)
    found, began = Moved(), time.monotonic()
    found.steps_before = sum(1 for row in old.said() if row[2] == "done")
    backups.take(
        old.settings, old.folder / "records", old.folder.parent / f"{old.folder.name}-keys", say=lambda _: None
    )
    found.backup_seconds = time.monotonic() - began
    _wait(old, min(found.steps_before + 10, steps))
    _erase(engine, late)
    programs.finish(workers)
    shutil.copytree(old.folder / "keys", new.folder / "keys")
    if tombstones:
        shutil.copy(old.folder / "tombstones.log", new.folder)
    began = time.monotonic()
    answer = backups.restore(
        new.settings, old.folder / "records", old.folder.parent / f"{old.folder.name}-keys", forget=not tombstones
    )
    found.rto, found.cases = time.monotonic() - began, answer.cases
    return _judge(old, new, replace(found, wrong=list(answer.complaints)), early, late)


def _wait(house: House, steps: int) -> None:
    limit = time.monotonic() + programs.PATIENCE
    while house.lines() < steps:
        assert time.monotonic() < limit, "nobody works"
        time.sleep(0.01)


def _with_notes(engine: Engine) -> list[int]:
    limit = time.monotonic() + programs.PATIENCE
    while time.monotonic() < limit:
        with engine.desk.store.reading() as reader:
            found = sorted({row.case for row in reader.find(Sealed)})
        if len(found) > 1:
            return found
    raise AssertionError("nobody writes")


def _erase(engine: Engine, case: int) -> None:
    engine.desk.sealer.shred(case, ZONE)


def _judge(old: House, new: House, found: Moved, early: int, late: int) -> Moved:
    engine = new.engine()
    found.wrong += wrong(engine)
    with engine.desk.store.reading() as reader:
        done = reader.count(Task, cap=10**6, status=TaskStatus.COMPLETED)
        notes = reader.find(Sealed)
        highest = max(row.id for row in reader.find(Case))
    found.steps_after = done
    if done < found.steps_before - 2:  # one for each who was about to say that a step was done
        found.wrong.append(f"{found.steps_before} steps were answered before the backup, {done} came back")
    for note in notes:
        readable = _readable(engine, note)
        if readable == (note.case in (early, late)):
            found.wrong.append(f"case {note.case}: {'readable' if readable else 'lost'}")
    if open_cases(engine, 1)[0] <= highest:
        found.wrong.append("a new case got an old number")
    return found


def _readable(engine: Engine, note: Sealed) -> bool:
    try:
        engine.desk.sealer.open(note.case, note.zone, note.subject, note.content)
    except CannotOpen:
        return False
    return True

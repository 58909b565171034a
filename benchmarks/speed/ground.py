"""The ground that a part of the measurement runs on: databases of one kind, and things that take turns."""

import itertools
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.speed import floor, herd
from benchmarks.speed.place import Place, loop, place, waits
from engine.model import Deadline, Task
from tests.infrastructure.postgres import create_database

ROUNDS = 3
WARM = 12  # turns in which what is made once is made

_requests = itertools.count()

Turn = Callable[[], float | None]
"""Does something once; answers the seconds that count, or None when all of them do."""


@dataclass
class Ground:
    """`steps` is how many turns a round has, `share` the part of the crowd to make."""

    folder: Path
    database: str
    server: str
    steps: int
    share: float
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    @contextmanager
    def opened(self) -> Iterator[tuple[Place, str]]:
        """An engine on a database of its own, and its address."""
        folder = self.folder / f"{self.database}-{next(self._numbers)}"
        folder.mkdir()
        url = f"sqlite:///{folder / 'cases.db'}" if self.database == "SQLite" else create_database(self.server)
        with place(folder, url, diagrams=[loop(), waits()]) as here:
            yield here, url

    def some(self, number: int, least: int) -> int:
        """This many when the share is 1."""
        return max(least, round(number * self.share))


def stepping(here: Place, process: str = "W1", case: int | None = None, said: str | None = None) -> Callable[[], float]:
    """Complete the next task of a case, and of a new one when it is over; answers the seconds of the step alone."""
    cases = [case if case is not None else here.open_case(process)]

    def step() -> float:
        waiting = here.waiting(cases[-1])
        if not waiting:
            cases.append(here.open_case(process))
            waiting = here.waiting(cases[-1])
        began = time.perf_counter()
        here.step(waiting[0], said if said is not None else here.said, key=f"{process}:{next(_requests)}")
        return time.perf_counter() - began

    return step


def fall_due(here: Place, url: str, many: int) -> None:
    """So many cases whose timer is due now: it moves a token, and opens a task with its own deadlines."""
    due: herd.Changes = {Deadline: {"due_at": ":moment", "next_try_at": ":moment"}}
    herd.copies(url, here.open_case("WAIT"), many, due, moment=_now(here, url))


def ask_to_remind(here: Place, url: str, many: int) -> None:
    """So many cases of W1 in which somebody is to be reminded now of the task they have; no token moves."""
    first = "CASE WHEN o.kind = 'remind' AND o.occurrence = 0 THEN {} ELSE o.{} END"
    moment = ":moment" if url.startswith("sqlite") else "CAST(:moment AS timestamptz)"
    changes: herd.Changes = {
        Deadline: {name: first.format(moment, name) for name in ("due_at", "next_try_at")},
        Task: {"assignee": ":who"},
    }
    herd.copies(url, here.open_case(), many, changes, moment=_now(here, url), who=here.actor.account)


def _now(here: Place, url: str) -> object:
    now = here.engine.desk.clock.now()
    return now.isoformat(timespec="microseconds") if url.startswith("sqlite") else now


def acted_on(here: Place, many: int) -> float:
    """The seconds in which one worker without a pause acts on all that is due. Raises RuntimeError when that is another number."""
    began, woken = time.perf_counter(), 0
    while done := here.engine.clockwork.wake_some():
        woken += done
    seconds = time.perf_counter() - began
    if woken != many:
        raise RuntimeError(f"{woken} timers were acted on, and {many} were due")
    return seconds


def in_turn(ours: Turn, beside: Turn, steps: int, rounds: int = ROUNDS) -> tuple[list[float], list[float]]:
    """The times of both over rounds in which they take turns, in microseconds."""
    floor.seconds_of(ours, WARM)
    floor.seconds_of(beside, WARM)
    found: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds * steps):
        for one, times in ((ours, found[0]), (beside, found[1])):
            began = time.perf_counter()
            alone = one()
            times.append((alone if alone is not None else time.perf_counter() - began) * 1e6)
    return found

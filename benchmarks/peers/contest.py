"""Ours and the peers take turns on one kind of database: a case each for W1, a heap of timers that are due each for W4."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.peers import drawing
from benchmarks.peers.installing import NotHere, installed
from benchmarks.peers.roster import LEAST_TIMERS, Peer
from benchmarks.peers.rows import Row, fastest
from benchmarks.peers.talking import Adapter, Broken
from benchmarks.progress import shown
from benchmarks.speed import ground
from benchmarks.speed.ground import Ground
from benchmarks.speed.place import STEPS, Place, answer
from tests.infrastructure.postgres import create_database

ROUNDS = 3
PATIENCE = 60.0  # seconds that a peer may work at its timers in one turn


@dataclass
class Side:
    """What a peer did. `why` says why it does not take part, or not any more."""

    peer: Peer
    adapter: Adapter | None = None
    found: list[float] = field(default_factory=list)
    why: str = ""

    def complete_a_case(self, *, keep: bool) -> None:
        """Seconds of each step of a case; those of the first are not kept."""
        did = self._try(lambda adapter: adapter.steps(1))
        self.found += did if keep else []

    def act_on(self, many: int) -> None:
        """One rate, of as many timers as it can be given."""
        self.found += self._try(lambda adapter: [adapter.timers(self.some(many), PATIENCE)])

    def some(self, many: int) -> int:
        """How many of the timers it gets."""
        return min(many, self.peer.most_timers or many)

    def _try(self, ask: Callable[[Adapter], list[float]]) -> list[float]:
        """Nothing of one that broke before."""
        try:
            return ask(self.adapter) if self.adapter and not self.why else []
        except Broken as broken:
            self.why = str(broken)
            return []


def steps(on: Ground, peers: Sequence[Peer], cases: int) -> list[Row]:
    """W1: microseconds of a step. Everybody completes a case of twelve steps in turn, `cases` times in a round, after one to get warm."""
    ours: list[float] = []
    with on.opened() as (here, _), ExitStack() as running:
        step = ground.stepping(here)
        sides = [_side(peer, on, running) for peer in peers]
        for number in shown(_rounds("W1", on, 1 + ROUNDS)):
            for _ in range(cases if number else 1):
                did = [step() for _ in range(STEPS)]
                ours += did if number else []
                for side in sides:
                    side.complete_a_case(keep=number > 0)
    return [_row("W1", on, ours, side, 1e6) for side in sides]


def timers(on: Ground, peers: Sequence[Peer], many: int) -> list[Row]:
    """W4: timers a second, when so many are due at once; below them ours when they only remind, which moves no token."""
    ours: list[float] = []
    reminders: list[float] = []
    with ExitStack() as running:
        sides = [_side(peer, on, running) for peer in peers]
        for _ in shown(_rounds("W4", on, ROUNDS)):
            ours.append(our_rate(on, many))
            reminders.append(our_rate(on, many, ground.ask_to_remind))
            for side in sides:
                side.act_on(many)
    notes = ["" if side.some(many) == many else f"{side.some(many):,} timers" for side in sides]
    rows = [_row("W4", on, ours, side, 1.0, note) for side, note in zip(sides, notes, strict=True)]
    beside = [_row("W4, reminders", on, reminders, side, 1.0, note) for side, note in zip(sides, notes, strict=True)]
    return fastest(rows, LEAST_TIMERS) + beside


def _rounds(what: str, on: Ground, many: int) -> list[tuple[str, int]]:
    return [(f"{what} {on.database}, round {number + 1}", number) for number in range(many)]


def our_rate(on: Ground, many: int, fall: Callable[[Place, str, int], None] = ground.fall_due) -> float:
    """Timers a second: each wakes a case and opens its task, unless something else falls due."""
    with on.opened() as (here, url):
        fall(here, url, many)
        return many / ground.acted_on(here, many)


def _side(peer: Peer, on: Ground, running: ExitStack) -> Side:
    """A peer with its adapter started, or why it could not be."""
    try:
        command, folder = installed(peer)
        adapter = Adapter(command, folder, running.enter_context(_settings(peer, on)))
        return Side(peer, running.enter_context(adapter))
    except (NotHere, Broken) as error:
        return Side(peer, why=str(error))


@contextmanager
def _settings(peer: Peer, on: Ground) -> Iterator[dict[str, str]]:
    """A database and a folder of its own, the diagrams, and the answer to a task."""
    with TemporaryDirectory(prefix="peer-", dir=on.folder) as folder:
        yield {
            "database": _sqlite(Path(folder) / "peer.db") if on.database == "SQLite" else create_database(on.server),
            "folder": folder,
            "diagram": drawing.w1(),
            "waiting": drawing.waiting(),
            "answer": answer(),
            "mode": peer.mode,
        }


def _sqlite(path: Path) -> str:
    """A file with a log, as ours: the journal is the file's own, and waiting for the disk is what every connection begins with."""
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA journal_mode=WAL")
    return f"sqlite:///{path}"


def _row(workload: str, on: Ground, ours: list[float], side: Side, unit: float, note: str = "") -> Row:
    least = side.peer.least.get(on.database) if workload == "W1" else None
    version = side.adapter.version if side.adapter else ""
    figures = (0.0, 0.0) if side.why else (median(ours) * unit, median(side.found) * unit)
    return Row(workload, on.database, side.peer.name, version, *figures, least, note, side.why)

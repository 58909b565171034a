"""Who is measured beside ours: what each can do, on which databases, and how much slower it must be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
SQLITE, POSTGRES = "SQLite", "PostgreSQL"
BOTH = (SQLITE, POSTGRES)
LEAST_STEPS, LEAST_TIMERS = 8.0, 4.0  # a peer's step / ours; our timers a second / the fastest peer's
FEW_TIMERS = 1_000


@dataclass(frozen=True)
class Peer:
    """One of them. `least` is the bar of W1 by database; the bar of W4 is for the fastest of all.

    `most_timers`: at most so many timers, for a peer that needs minutes to be given all; fewer never makes it slower.
    """

    name: str
    folder: str
    steps: Sequence[str] = ()
    timers: Sequence[str] = ()
    least: Mapping[str, float] = field(default_factory=dict)
    most_timers: int | None = None
    python: tuple[int, int] | None = (3, 11)
    mode: str = ""

    @property
    def home(self) -> Path:
        """Its adapter and its lock."""
        return HERE / self.folder

    @property
    def adapter(self) -> Path:
        """The program that speaks for it."""
        return self.home / ("adapter.py" if self.python else "adapter.mjs")

    @property
    def lock(self) -> Path:
        """What is installed for it, by hash."""
        return self.home / ("requirements.txt" if self.python else "package-lock.json")


PEERS = (
    Peer("SpiffWorkflow", "spiffworkflow", steps=BOTH),
    Peer("viewflow", "viewflow", steps=BOTH, timers=BOTH, least={SQLITE: LEAST_STEPS}, most_timers=FEW_TIMERS),
    Peer(
        "camunda-python", "camunda_python", steps=BOTH, timers=BOTH, least={SQLITE: LEAST_STEPS},
        most_timers=FEW_TIMERS, python=(3, 12),
    ),
    Peer(
        "bpmn-engine, live", "bpmn_engine", steps=(SQLITE,), least={SQLITE: LEAST_STEPS}, python=None, mode="live",
    ),
    Peer(
        "bpmn-engine, recovered", "bpmn_engine", steps=(SQLITE,), least={SQLITE: LEAST_STEPS}, python=None,
        mode="recovered",
    ),
    Peer(
        "DBOS", "dbos", steps=(POSTGRES,), timers=(POSTGRES,), least={POSTGRES: LEAST_STEPS}, most_timers=FEW_TIMERS,
    ),
    Peer("procrastinate", "procrastinate", timers=(POSTGRES,)),
    Peer("APScheduler", "apscheduler", timers=BOTH),
)  # fmt: skip


def named(words: Sequence[str]) -> tuple[Peer, ...]:
    """Those whose name begins with one of these words, all of them without any. Raises ValueError for a word that names nobody."""
    for word in words:
        if not any(peer.name.lower().startswith(word.lower()) for peer in PEERS):
            raise ValueError(f"no peer is called {word}; there are: {', '.join(peer.name for peer in PEERS)}")
    begun = tuple(word.lower() for word in words)
    return tuple(peer for peer in PEERS if not begun or peer.name.lower().startswith(begun))

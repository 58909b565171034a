"""How workers say that they live, so that somebody notices when none does."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.clock import Clock
from engine.model import Beat
from engine.store.protocol import Reader, Store

BEAT_SECONDS = 10.0  # how often a worker says so
SILENT = timedelta(seconds=60)  # after which a worker counts as gone
FORGOTTEN = timedelta(days=1)  # after which a worker that was killed leaves no trace


@dataclass(frozen=True, slots=True)
class Beats:
    """The rows in which workers say that they live."""

    store: Store
    clock: Clock

    def beat(self, worker: str, acts: int = 0) -> None:
        """Say that this worker lives and has done so many things. Whoever was silent for a day is forgotten."""
        now = self.clock.now()
        with self.store.begin() as tx:
            for row in tx.find(Beat):
                if row.worker != worker and now - row.seen_at > FORGOTTEN:
                    tx.remove(row)
            known = tx.find(Beat, worker=worker)
            if known:
                tx.change(known[0], seen_at=now, acts=acts)
            else:
                tx.add(Beat(worker=worker, started_at=now, seen_at=now, acts=acts))

    def leave(self, worker: str) -> None:
        """This worker stops because it was told to."""
        with self.store.begin() as tx:
            for row in tx.find(Beat, worker=worker):
                tx.remove(row)


def alive(reader: Reader, now: datetime) -> tuple[Beat, ...]:
    """The workers that were heard of within a minute."""
    return tuple(row for row in reader.find(Beat) if now - row.seen_at <= SILENT)

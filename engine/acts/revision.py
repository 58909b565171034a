"""Whether the tables are those of this program: somebody may migrate the database under programs that run."""

from contextlib import suppress
from datetime import timedelta

from engine.clock import Clock
from engine.errors import OtherTables, Unavailable
from engine.store.protocol import Store

LOOK = timedelta(seconds=1)  # what a program may go on doing with tables that are no longer its own


class Revision:
    """What was last seen of the database's revision, looked at again after a second. Safe for threads: of two who look, both
    see the same."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._looked_at = clock.now() - LOOK
        self._misfit: str | None = None

    def misfit(self) -> str | None:
        """Why this program must stand still, for whoever runs it; None when it need not.

        A database that does not answer leaves what was seen before: whoever asks it for more hears so.
        """
        now = self._clock.now()
        if abs(now - self._looked_at) >= LOOK:
            self._looked_at = now
            with suppress(Unavailable):
                self._misfit = self._store.misfit()
        return self._misfit

    def must_fit(self) -> None:
        """Raises errors.OtherTables."""
        if self.misfit() is not None:
            raise OtherTables

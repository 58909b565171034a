"""Starts the ticking. Any number of workers may run: rows, locks and leases keep them apart."""

import signal
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from types import FrameType

from apscheduler.schedulers.background import BackgroundScheduler

from engine.engine import Engine
from engine.errors import Unavailable

TICK_SECONDS = 1.0
BREATH = 0.002  # between transactions, so that a worker on SQLite leaves the web its turn
SWEEP_SECONDS = 15 * 60.0  # how long somebody may stand still before it is seen
AT_ONCE = 200  # things a tick does before the next job has its turn


class Worker:
    """Ticks until it is told to stop; what it is doing then is finished first."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._stopping = threading.Event()
        self._scheduler = BackgroundScheduler(timezone=UTC)
        self.seen_at: datetime | None = None

    def start(self) -> None:
        """Begin to tick in the background."""
        work = self._engine.clockwork
        for name, one in (("wake", work.wake_one), ("jobs", work.run_job_one), ("send", work.send_one)):
            self._scheduler.add_job(
                self._drain, "interval", (one,), seconds=TICK_SECONDS, id=name, max_instances=1, coalesce=True
            )
        self._scheduler.add_job(
            self._sweep, "interval", seconds=SWEEP_SECONDS, id="sweep", max_instances=1, coalesce=True
        )
        self._scheduler.start()

    def stop(self) -> None:
        """Stop ticking and wait for what runs."""
        self._stopping.set()
        self._scheduler.shutdown(wait=True)

    def _drain(self, one: Callable[[], bool]) -> None:
        """Do one thing after another while there is any."""
        self.seen_at = self._engine.desk.clock.now()
        try:
            for _ in range(AT_ONCE):
                if self._stopping.is_set() or not one():
                    return
                time.sleep(BREATH)
        except Unavailable as error:
            sys.stderr.write(f"worker: {error.text_en}\n")

    def _sweep(self) -> None:
        """Look for what stands still without an error. Several workers may: a cause climbs once."""
        self.seen_at = self._engine.desk.clock.now()
        try:
            self._engine.clockwork.sweep()
        except Unavailable as error:
            sys.stderr.write(f"worker: {error.text_en}\n")

    def run_until_told(self) -> None:
        """Tick in the foreground until SIGTERM or SIGINT."""
        told = threading.Event()

        def stop(number: int, frame: FrameType | None) -> None:
            told.set()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        self.start()
        told.wait()
        self.stop()

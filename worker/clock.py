"""Starts the ticking. Any number of workers may run: rows, locks and leases keep them apart."""

import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from datetime import UTC
from types import FrameType

from apscheduler.schedulers.background import BackgroundScheduler

from engine.acts.clock.beats import BEAT_SECONDS
from engine.acts.clock.clockwork import BATCH, PATIENCE
from engine.engine import Engine
from engine.errors import Unavailable
from worker.jumps import Jumps

log = logging.getLogger("perspectief.worker")
# After an outage a job works on through many ticks: that it did not begin again at each of them is no warning.
logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)

TICK_SECONDS = 1.0
BREATH = 0.015  # between transactions, so that a worker on SQLite leaves others their turn: they look every thousandth
LEAST = 5  # of a batch on a machine that is busy with other things
SWEEP_SECONDS = 15 * 60.0  # how long somebody may stand still before it is seen
ANCHOR_SECONDS = 10 * 60.0  # what was cut off within this time after it happened cannot be seen
CHECKPOINT_SECONDS = 2.0  # how much may gather in SQLite's log before it moves into its file


class Worker:
    """Ticks until it is told to stop; what it is doing then is finished first."""

    def __init__(self, engine: Engine, name: str = "") -> None:
        self._engine = engine
        self._stopping = threading.Event()
        self._scheduler = BackgroundScheduler(timezone=UTC)
        self._jumps = Jumps(engine.desk.clock)
        self._counting = threading.Lock()
        self.name = name or f"{socket.gethostname()}:{os.getpid()}:{id(self):x}"
        self.acts = 0
        self._batch = BATCH

    def start(self) -> None:
        """Begin to tick in the background."""
        work = self._engine
        ticks = {"jobs": work.jobs.run_one, "send": work.outbox.send_one, "shred": work.clockwork.shred_one}
        for name, one in {"wake": self._wake, **ticks}.items():
            self._every(TICK_SECONDS, name, self._drain, one)
        self._every(SWEEP_SECONDS, "sweep", self._look)
        self._every(ANCHOR_SECONDS, "anchor", self._anchor)
        self._every(CHECKPOINT_SECONDS, "checkpoint", self._patiently, self._engine.desk.store.checkpoint)
        self._every(BEAT_SECONDS, "beat", self._beat)
        self._beat()
        self._scheduler.start()
        log.info("worker started")

    def stop(self) -> None:
        """Stop ticking, wait for what runs, and take leave."""
        self._stopping.set()
        self._scheduler.shutdown(wait=True)
        self._patiently(lambda: self._engine.beats.leave(self.name))
        log.info("worker stopped")

    def _every(self, seconds: float, name: str, job: Callable[..., object], *words: object) -> None:
        self._scheduler.add_job(job, "interval", words, seconds=seconds, id=name, max_instances=1, coalesce=True)

    def _drain(self, some: Callable[[], int]) -> None:
        """Do one thing, or a batch, after another while there is any. Other jobs tick meanwhile, each in a thread of its own."""
        while self._may() and (done := self._patiently(some)):
            with self._counting:
                self.acts += done
            time.sleep(BREATH)

    def _wake(self) -> int:
        """Act on a batch of what is due, half as much as the last time when that took long: on SQLite everybody waited."""
        began = time.monotonic()
        done = self._engine.clockwork.wake_some(self._batch)
        slow = time.monotonic() - began > PATIENCE
        self._batch = max(LEAST, self._batch // 2) if slow else min(BATCH, self._batch * 2)
        return done

    def _look(self) -> None:
        """Look for what stands still without an error, count the month and compare the year that are over, and begin the month's oversight.

        Several workers may: each happens once.
        """
        if self._may():
            self._patiently(self._engine.clockwork.sweep)
            self._patiently(self._engine.reviews.look)
            self._patiently(self._engine.accounts.guard.sweep)
            self._patiently(self._engine.figures.tell_month)
            self._patiently(self._engine.figures.tell_year)
            self._patiently(self._engine.oversight.begin_month)

    def _anchor(self) -> None:
        """Hash what was read, and say outside the database where history ends."""
        if self._may():
            custody, clock = self._engine.custody, self._engine.desk.clock
            self._patiently(lambda: custody.hash_all_reads(clock.now()))
            self._patiently(lambda: custody.anchor(clock.now()))

    def _beat(self) -> None:
        """Say that this worker lives. One that stands still, because its clock jumped or the tables are another version's, is
        silent, so that health says that nobody works."""
        if self._may():
            self._patiently(lambda: self._engine.beats.beat(self.name, self.acts))
        if self._jumps.jumped is not None:
            log.critical("the clock jumped ahead: this worker stands still until somebody looks and starts it anew")
        elif wrong := self._engine.revision.misfit():
            log.critical("this worker stands still: %s", wrong)

    def _may(self) -> bool:
        return not self._stopping.is_set() and not self._jumps.ahead() and self._engine.revision.misfit() is None

    def _patiently(self, act: Callable[[], object]) -> int:
        """Do something and answer how much; a database that does not answer now is asked again at the next tick."""
        try:
            return int(done) if isinstance(done := act(), int) else 0
        except Unavailable as error:
            log.warning(error.text_en, extra={"code": error.code})
            return 0

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

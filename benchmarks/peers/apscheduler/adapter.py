"""APScheduler with its jobs in a database: one date job for each timer, all of them due."""

import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from importlib.metadata import version

from answering import answer
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler

_done = threading.Event()
_left = 0
_counting = threading.Lock()


def act() -> None:
    """What a job does: count."""
    global _left
    with _counting:
        _left -= 1
        if _left == 0:
            _done.set()


class Jobs:
    """It has no cases, so W4 only."""

    version = version("apscheduler")

    def __init__(self, settings: Mapping[str, str]) -> None:
        self._database = settings["database"]

    def timers(self, many: int, patience: float) -> dict[str, float]:
        """From the moment that they are due until the last one ran and is gone from its table, or patience is over."""
        global _left
        _left = many
        _done.clear()
        scheduler = BackgroundScheduler(jobstores={"default": SQLAlchemyJobStore(url=self._database)}, timezone=UTC)
        scheduler.start(paused=True)
        moment = datetime.now(UTC) - timedelta(minutes=1)
        for _ in range(many):
            scheduler.add_job(act, "date", run_date=moment, misfire_grace_time=None)
        began = time.perf_counter()
        scheduler.resume()
        _done.wait(patience)
        while time.perf_counter() - began < patience and scheduler.get_jobs():
            time.sleep(0.005)
        told = {"done": many - _left, "seconds": time.perf_counter() - began}
        scheduler.remove_all_jobs()
        scheduler.shutdown(wait=False)
        return told


if __name__ == "__main__":
    answer(Jobs)

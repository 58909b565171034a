"""APScheduler with its jobs in a database: one date job for each timer, all of them due."""

import threading
import time
from datetime import UTC, datetime, timedelta

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler

PATIENCE = 300.0
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


def rate(url: str, many: int) -> float:
    """Jobs a second, from the moment that they are due until the last one ran and is gone from its table."""
    global _left
    _left = many
    _done.clear()
    scheduler = BackgroundScheduler(jobstores={"default": SQLAlchemyJobStore(url=url)}, timezone=UTC)
    scheduler.start(paused=True)
    for _ in range(many):
        scheduler.add_job(act, "date", run_date=datetime.now(UTC) - timedelta(minutes=1), misfire_grace_time=None)
    began = time.perf_counter()
    scheduler.resume()
    try:
        if not _done.wait(PATIENCE):
            raise RuntimeError(f"{_left} of {many} jobs did not run within {PATIENCE:g} s")
        while scheduler.get_jobs():
            time.sleep(0.005)
        return many / (time.perf_counter() - began)
    finally:
        scheduler.shutdown()

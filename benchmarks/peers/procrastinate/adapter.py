"""procrastinate: jobs with a moment, worked off by its own worker, ten at a time."""

import asyncio
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from importlib.metadata import version

import psycopg
from answering import answer
from procrastinate import App, PsycopgConnector, SyncPsycopgConnector


class Procrastinate:
    """It has no cases, so W4 only. The job does nothing: what is measured is taking and ending it."""

    version = version("procrastinate")

    def __init__(self, settings: Mapping[str, str]) -> None:
        self._address = settings["database"].replace("postgresql+psycopg://", "postgresql://")
        self._app = App(connector=SyncPsycopgConnector(conninfo=self._address))
        self._due = self._app.task(name="due")(nothing)
        with self._app.open():
            self._app.schema_manager.apply_schema()

    def timers(self, many: int, patience: float) -> dict[str, float]:
        moment = datetime.now(UTC) - timedelta(minutes=1)
        with self._app.open():
            self._due.configure(schedule_at=moment).batch_defer(*[{} for _ in range(many)])
        began = time.perf_counter()
        with_worker(self._address, patience)
        seconds = time.perf_counter() - began
        with psycopg.connect(self._address) as connection:
            ((done,),) = connection.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'succeeded'")
            connection.execute("DELETE FROM procrastinate_jobs")
        return {"done": done, "seconds": seconds}


def nothing() -> None:
    """What a job does."""


def with_worker(address: str, patience: float) -> None:
    """One worker, ten jobs at a time, until none is left or `patience` seconds are over."""
    app = App(connector=PsycopgConnector(conninfo=address))

    @app.task(name="due")
    async def due() -> None:
        """Nothing, and without a thread of its own."""

    async def work() -> None:
        async with app.open_async():
            running = app.run_worker_async(wait=False, concurrency=10, install_signal_handlers=False)
            await asyncio.wait_for(running, patience)

    with suppress(TimeoutError):
        asyncio.run(work())


if __name__ == "__main__":
    answer(Procrastinate)

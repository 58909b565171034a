"""DBOS Transact: a case is a workflow that receives twelve messages, each with a time after which it would wait no longer.

A step is a message that is sent until the workflow stands durably at its next receive; the workflow says so with an event,
which is what a page would ask for. A timer is a workflow that was put into a queue with a moment to begin.
"""

import logging
import time
from collections.abc import Iterator, Mapping
from importlib.metadata import version

import psycopg
from answering import STEPS, acted_on, answer
from dbos import DBOS, SetEnqueueOptions, SetWorkflowID

DAYS_40 = 40 * 24 * 3600.0
POLL = 0.1  # seconds between two looks at its queue: a tenth of what it takes by itself
QUEUE = "due"


@DBOS.workflow()
def case(priority: str) -> str:
    """T1 and T2, a choice, T5, two side by side (whoever answers first), then T8 to T13."""
    for number in range(1, STEPS + 1):
        DBOS.set_event(f"at-{number}", f"T{number if number < 3 or priority == 'P0' else number + 1}")
        DBOS.recv("answer", timeout_seconds=DAYS_40)
    return "over"


@DBOS.workflow()
def due() -> str:
    """What a timer leads to: a task that waits for somebody."""
    DBOS.set_event("task", "open")
    return "open"


class Dbos:
    """W1 and W4."""

    version = version("dbos")

    def __init__(self, settings: Mapping[str, str]) -> None:
        self._answer, self._number = settings["answer"], 0
        self._address = settings["database"].replace("postgresql+psycopg://", "postgresql://")
        logging.getLogger("dbos").setLevel(logging.ERROR)
        DBOS(config={"name": "peer", "system_database_url": settings["database"], "log_level": "ERROR"})
        DBOS.launch()
        DBOS.register_queue(QUEUE, polling_interval_sec=POLL)

    def open_case(self) -> str:
        self._number += 1
        ident = f"case-{self._number}"
        with SetWorkflowID(ident):
            DBOS.start_workflow(case, "P2")
        DBOS.get_event(ident, "at-1")
        return ident

    def step(self, ident: str, number: int) -> None:
        DBOS.send(ident, self._answer, topic="answer")
        if number == STEPS:
            DBOS.retrieve_workflow(ident).get_result()
        elif DBOS.get_event(ident, f"at-{number + 1}", timeout_seconds=30) is None:
            raise RuntimeError(f"{ident} does not come to step {number + 1}")

    def is_over(self, ident: str) -> bool:
        status = DBOS.get_workflow_status(ident)
        return status is not None and status.status == "SUCCESS"

    def timers(self, many: int, patience: float) -> dict[str, float]:
        """They are put off for a day, so that none begins before all are there; then one statement makes all of them due."""
        with SetEnqueueOptions(delay_seconds=24 * 3600.0):
            for _ in range(many):
                DBOS.enqueue_workflow(QUEUE, due)
        with psycopg.connect(self._address, autocommit=True) as connection:
            before = over(connection)
            connection.execute("UPDATE dbos.workflow_status SET delay_until_epoch_ms = 0 WHERE status = 'DELAYED'")
            return acted_on(rounds(connection, before), many, patience)


def rounds(connection: psycopg.Connection, before: int) -> Iterator[int]:
    """How many more are over, asked ten times a second."""
    while True:
        time.sleep(POLL)
        now = over(connection)
        yield now - before
        before = now


def over(connection: psycopg.Connection) -> int:
    """How many timers led to something."""
    ((count,),) = connection.execute(
        "SELECT count(*) FROM dbos.workflow_status WHERE status = 'SUCCESS' AND queue_name = %s", (QUEUE,)
    )
    return count


if __name__ == "__main__":
    answer(Dbos)

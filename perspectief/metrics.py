"""What Prometheus reads at /metrics: counts and ages as text, nothing about anybody.

Counts of the whole installation come from the database, so that every web program tells the same; steps are this program's own.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from flask import Flask, Response, abort

from api import watchers
from engine.engine import Engine
from engine.step.meter import BOUNDS, Measured
from engine.views import Health
from perspectief.refusals import Refusals

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def register(app: Flask, engine: Engine, refused: Refusals | None = None) -> None:
    """Answer at /metrics to whoever watches over the programs; to others the address is absent."""

    @app.get("/metrics")
    def metrics() -> Response:
        if not watchers.let_in():
            abort(404)
        counted = (refused or Refusals()).read()
        lines = [*_health(engine.health(), engine.desk.clock.now()), *_steps(engine.meter.read()), *_refused(counted)]
        return Response("\n".join(lines) + "\n", mimetype=MEDIA_TYPE)


def _health(one: Health, now: datetime) -> Iterator[str]:
    yield from _gauge("database_up", "Whether the database answers", int(one.database))
    if not one.database:
        return
    yield from _gauge("own_tables", "Whether the tables are those of this program", int(one.own_tables))
    if not one.own_tables:
        return
    yield from _gauge("deadline_lag_seconds", "How long the earliest due deadline waits", one.lag_seconds)
    yield from _gauge("deadlines_pending", "Deadlines to come or due, counted up to 10,000", one.pending_deadlines)
    yield from _gauge("jobs_open", "Calls of connectors that wait", one.open_jobs)
    yield from _gauge("notices_waiting", "Notices that have not left", one.waiting_notices)
    yield from _gauge("tasks_open", "Open tasks, counted up to 10,000", one.open_tasks)
    yield from _gauge("escalations_open", "Causes on the ladder", one.open_escalations)
    yield from _gauge("incidents_open", "Elements that cannot go on", one.incidents)
    yield from _gauge("workers_alive", "Workers that were heard of within a minute", len(one.workers))
    yield from _head("worker_silent_seconds", "gauge", "How long ago a worker was heard of")
    for number, beat in enumerate(one.workers):
        yield f'perspectief_worker_silent_seconds{{worker="{number}"}} {(now - beat.seen_at).total_seconds():g}'
    yield from _head("worker_acts", "gauge", "Deadlines, jobs and notices that a worker worked off since it started")
    for number, beat in enumerate(one.workers):
        yield f'perspectief_worker_acts{{worker="{number}"}} {beat.acts}'


def _steps(one: Measured) -> Iterator[str]:
    yield from _head("step_seconds", "histogram", "Steps of cases in this program, from the lock to the last row")
    for bound, below in zip(BOUNDS, one.below, strict=True):
        yield f'perspectief_step_seconds_bucket{{le="{bound:g}"}} {below}'
    yield f'perspectief_step_seconds_bucket{{le="+Inf"}} {one.steps}'
    yield f"perspectief_step_seconds_sum {one.seconds:g}"
    yield f"perspectief_step_seconds_count {one.steps}"


def _refused(counts: Mapping[int, int]) -> Iterator[str]:
    yield from _head(
        "refused_total", "counter", "Requests that this program refused, by status; 404 is what is absent for who asks"
    )
    for status, number in counts.items():
        yield f'perspectief_refused_total{{status="{status}"}} {number}'


def _gauge(name: str, words: str, value: float) -> Iterator[str]:
    yield from _head(name, "gauge", words)
    yield f"perspectief_{name} {value:g}"


def _head(name: str, kind: str, words: str) -> Iterator[str]:
    yield f"# HELP perspectief_{name} {words}"
    yield f"# TYPE perspectief_{name} {kind}"

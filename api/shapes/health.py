"""What the health resource writes: ages and counts, no content."""

import marshmallow as ma

from api.shapes.base import Told, moment, number, text, yesno
from engine.views import Health


class LiveTold(Told):
    status = text("up")


class WorkerTold(Told):
    started_at = moment("When this worker started")
    seen_at = moment("When it last said that it lives")
    acts = number("How many deadlines, jobs and notices it worked off since")


class HealthTold(Told):
    database = yesno("Whether the database answers")
    schema_ = ma.fields.String(data_key="schema", metadata={"description": "The revision of the tables"})
    own_tables = yesno("Whether the tables are those of this program")
    workers = ma.fields.List(ma.fields.Nested(WorkerTold), metadata={"description": "Those of the last minute"})
    worker_seen_at = moment("When a worker last said that it lives; null when none does", none=True)
    lag_seconds = ma.fields.Float(metadata={"description": "How long the earliest due thing has been waiting"})
    incidents = number("How many elements cannot go on")
    waiting_notices = number("How many notices have not left")
    pending_deadlines = number("How many deadlines are to come or due")
    open_jobs = number("How many calls of connectors wait")
    open_tasks = number("How many tasks are open")
    open_escalations = number("How many causes are on the ladder")


def health(one: Health) -> dict[str, object]:
    """How the system is."""
    return {
        "database": one.database,
        "schema": one.schema,
        "own_tables": one.own_tables,
        "workers": [{"started_at": row.started_at, "seen_at": row.seen_at, "acts": row.acts} for row in one.workers],
        "worker_seen_at": max((row.seen_at for row in one.workers), default=None),
        "lag_seconds": one.lag_seconds,
        "incidents": one.incidents,
        "waiting_notices": one.waiting_notices,
        "pending_deadlines": one.pending_deadlines,
        "open_jobs": one.open_jobs,
        "open_tasks": one.open_tasks,
        "open_escalations": one.open_escalations,
    }

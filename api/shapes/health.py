"""What the health resource writes: ages and counts, no content."""

import marshmallow as ma

from api.shapes.base import Told, moment, number, text, yesno
from engine.views import Health


class LiveTold(Told):
    status = text("up")


class HealthTold(Told):
    database = yesno("Whether the database answers")
    schema_ = ma.fields.String(data_key="schema", metadata={"description": "The revision of the tables"})
    worker_seen_at = moment("When the worker last ticked; null when it is not known here", none=True)
    lag_seconds = ma.fields.Float(metadata={"description": "How long the earliest due thing has been waiting"})
    incidents = number("How many elements cannot go on")
    waiting_notices = number("How many notices have not left")


def health(one: Health) -> dict[str, object]:
    """How the system is."""
    return {
        "database": one.database,
        "schema": one.schema,
        "worker_seen_at": one.worker_seen_at,
        "lag_seconds": one.lag_seconds,
        "incidents": one.incidents,
        "waiting_notices": one.waiting_notices,
    }

"""Whether the program lives, can work, and how it is. Counts are for whoever watches over the programs alone."""

from flask import Response

from api import caller, watchers
from api.blueprint import Blueprint
from api.shapes.health import HealthTold, LiveTold, health
from api.writing import answer
from engine.errors import NotFound, Unavailable

resource = Blueprint("health", "How the program is.")


@resource.get("/health/live")
@resource.open_to_all
@resource.response(200, LiveTold)
def live() -> Response:
    """Whether the program answers at all: when not, start it again."""
    return answer({"status": "up"})


@resource.get("/health/ready")
@resource.open_to_all
@resource.response(200, LiveTold)
def ready() -> Response:
    """Whether the program can work: when not, send requests elsewhere for a while. The code says why not: `unavailable`, or
    `other-tables` when the database is of another version than this program."""
    caller.engine().revision.must_fit()
    if not caller.engine().health().database:
        raise Unavailable()
    return answer({"status": "up"})


@resource.get("/health")
@resource.open_to_all
@resource.response(200, HealthTold)
def show() -> Response:
    """Ages and counts for who watches over the installation: in production with the key of the settings as Bearer token."""
    if not watchers.let_in():
        raise NotFound()
    return answer(health(caller.engine().health()))

"""Nothing is asked of a database that is of another version than this program: who wants a page or an answer hears so."""

import logging

from flask import Flask, request

from engine.engine import Engine
from engine.errors import OtherTables

# What must go on meanwhile: the looks of the page that says so, and whatever watches over the programs.
GOES_ON = frozenset({None, "web.static", "health.live", "health.show", "metrics"})

log = logging.getLogger("perspectief.server")


def watch(app: Flask, engine: Engine) -> None:
    """Answer 503 in the words of errors.OtherTables for as long as the tables are not those of this program."""
    told: list[str | None] = [None]

    @app.before_request
    def stand_still() -> None:
        wrong = engine.revision.misfit()
        if wrong != told[0]:
            told[0] = wrong
            log.critical(wrong or "the tables are those of this program again")
        if wrong is not None and request.endpoint not in GOES_ON:
            raise OtherTables()

"""What belongs to this one request: the engine it speaks to, who asks, and in which language."""

from typing import Any, cast

from flask import abort, current_app, g, session

from engine.model import Actor
from forms.model import Language

LANGUAGES = ("nl", "en")


def engine() -> Any:
    """The engine that the composition root gave to `register`."""
    return current_app.extensions["perspectief.web"].engine


def settings() -> Any:
    """The WebSettings that the composition root gave to `register`."""
    return current_app.extensions["perspectief.web"].settings


def visitor() -> Actor | None:
    """Who is logged in, or None at the front door."""
    return cast("Actor | None", g.get("actor"))


def actor() -> Actor:
    """Who acts. Pages behind the log-in use this; without somebody the request ends with 403."""
    found = visitor()
    if found is None:
        abort(403)
    return found


def language() -> Language:
    """What the visitor chose, else what the account says, else Dutch."""
    chosen = session.get("language") or (found.language if (found := visitor()) else None)
    return "en" if chosen == "en" else "nl"


def process_name(key: str) -> str:
    """The name of a process. Asked once for a page, and only by a page that names one."""
    if "process_names" not in g:
        g.process_names = engine().definitions.process_names()
    return str(g.process_names.get(key, key))


def person() -> Actor | None:
    """The person on the own page, or None."""
    return cast("Actor | None", g.get("person"))

"""What every template may use: the texts in the visitor's language, moments and codes in words, and who is looking."""

from functools import partial
from typing import Any

from flask import Flask, request

from engine import access
from web import here, words
from web.texts import say


def prepare(app: Flask) -> None:
    """Gives the templates their words."""
    app.context_processor(_words)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def _words() -> dict[str, Any]:
    if not (request.blueprint or "").startswith("web") and request.path.startswith("/api/"):
        return {}
    language = here.language()
    speak: dict[str, Any] = {
        "t": partial(say, language),
        "moment": lambda at: words.moment(at, language),
        "day": lambda at: words.day(at, language),
        "month_words": lambda text: words.month(text, language),
        "term_words": lambda term: words.term_words(term, language),
        "language_name": lambda code: words.language_name(code, language),
        "ending_words": lambda status, outcome: words.ending_words(status, outcome, language),
        "code_words": lambda group, code: words.code_words(group, code, language),
        "process_name": here.process_name,
        "zone_words": lambda key: words.zone_words(here.engine().vocabulary, key, language),
        "purpose_words": lambda purpose: words.purpose_words(purpose, language),
        "pairs": lambda people: [(one.id, one.name) for one in people],
        "role_pairs": lambda roles: [(one.group, one.say(language)) for one in roles],
        "value_words": lambda value, kind="text": words.value_words(value, kind, language),
    }
    visitor = here.visitor()
    with_roles = visitor if visitor is not None and visitor.roles else None
    return speak | {
        "lang": language,
        "visitor": visitor,
        "coordinates": visitor is not None and access.coordinates(visitor),
        "leads_team": with_roles is not None and bool(access.leads(with_roles, here.engine().vocabulary)),
        "seconds": visitor is not None and access.seconds(visitor),
        "demands": with_roles is not None and access.takes_demands(with_roles, here.engine().vocabulary),
        "designs": visitor is not None and access.designs(visitor),
        "settings": here.settings(),
        "urgency": words.urgency,
        "here_path": request.full_path.rstrip("?"),
    }

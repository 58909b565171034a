"""What every template may use: the texts in the visitor's language, moments and codes in words, and who is looking."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from flask import Flask, request

from engine.model import Actor
from web import here, words
from web.texts import say

# Who finds the coordinator's list and the processes in the menu. The engine decides who may open them.
STEERING = frozenset({"coordinator", "teamleider", "procesregisseur", "dienstdoende"})


def prepare(app: Flask) -> None:
    """Gives the templates their words."""
    app.context_processor(_words)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def _words() -> Mapping[str, Any]:
    if not (request.blueprint or "").startswith("web") and request.path.startswith("/api/"):
        return {}
    language = here.language()
    speak: Mapping[str, Callable[..., str]] = {
        "t": partial(say, language),
        "moment": lambda at: words.moment(at, language),
        "day": lambda at: words.day(at, language),
        "term_words": lambda term: words.term_words(term, language),
        "language_name": lambda code: words.language_name(code, language),
        "code_words": lambda group, code: words.code_words(group, code, language),
        "value_words": lambda value, kind="text": words.value_words(value, kind, language),
    }
    visitor = here.visitor()
    return speak | {
        "lang": language,
        "visitor": visitor,
        "steers": visitor is not None and steers(visitor),
        "settings": here.settings(),
        "urgency": words.urgency,
        "here_path": request.full_path.rstrip("?"),
    }


def steers(actor: Actor) -> bool:
    """Whether somebody watches over more than the own tasks."""
    return actor.admin or any(role.role in STEERING for role in actor.roles)

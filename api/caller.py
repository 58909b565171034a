"""Who calls, through which engine, in which language. A token in a header is the only proof: cookies are not read."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar, cast

from flask import current_app, g, has_request_context, request

from engine.engine import Engine
from engine.model import Actor

EXTENSION = "perspectief.api"
LANGUAGES = ("nl", "en")

View = TypeVar("View", bound=Callable[..., object])


def engine() -> Engine:
    """The engine that the composition root gave to `register`."""
    return cast(Engine, current_app.extensions[EXTENSION])


def open_to_all(view: View) -> View:
    """Mark a view that needs no account. Whatever is not marked asks for one."""
    view.open_to_all = True  # type: ignore[attr-defined] # a mark on a function; functools.wraps carries it along
    return view


def is_open() -> bool:
    """Whether the view of this request is marked as open to all."""
    view = current_app.view_functions.get(request.endpoint or "")
    return bool(getattr(view, "open_to_all", False))


def token() -> str | None:
    """The token that the caller sent: Authorization: Bearer <token>."""
    sent = request.authorization
    return sent.token if sent is not None and sent.type == "bearer" and sent.token else None


def address() -> str:
    """Where the request comes from: tries are counted per address."""
    return request.remote_addr or ""


def find() -> Actor | None:
    """The actor behind the token of a program or session, remembered for this request; None without one or when it is over."""
    if "caller" not in g:
        sent = token()
        g.caller = (engine().administration.tokens.find(sent) or engine().accounts.session(sent)) if sent else None
    return cast("Actor | None", g.caller)


def actor() -> Actor:
    """Who acts, speaking the language of this request: names of lanes and roles come in it too."""
    found = find()
    assert found is not None, "only views that ask for an account have an actor"
    return replace(found, language=language())


def language() -> str:
    """ "nl" or "en": what the request asks for, else what the account says, else Dutch."""
    if not has_request_context():
        return "nl"
    known = cast("Actor | None", g.get("caller"))
    return _asked() or (known.language if known and known.language in LANGUAGES else "nl")


def _asked() -> str | None:
    """The first of our languages that the request would like to have."""
    if "HTTP_ACCEPT_LANGUAGE" not in request.environ:
        return None  # as most programs
    preferred = (tag.partition("-")[0].lower() for tag, quality in request.accept_languages if quality > 0)
    return next((tag for tag in preferred if tag in LANGUAGES), None)

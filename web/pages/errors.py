"""When something cannot be done: one page that says what, and what the visitor can do now."""

from typing import cast

from flask import Blueprint, Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from engine import errors
from web import here, security, sessions
from web.pages.person import speech
from web.texts import known, say

# What each error of the engine is over HTTP; a subclass not named here is what its nearest parent is.
STATUS: dict[type[errors.PerspectiefError], int] = {
    errors.NotFound: 404,
    errors.NotAllowed: 403,
    errors.TooManyTries: 429,
    errors.Conflict: 409,
    errors.Invalid: 422,
    errors.Refused: 422,
    errors.KeyReused: 409,
    errors.NobodyWaits: 409,
    errors.Sealed: 410,
    errors.Unavailable: 503,
    errors.PerspectiefError: 500,
}

# After how many seconds a program or browser may ask again.
WAIT: dict[type[errors.PerspectiefError], int] = {errors.Unavailable: 2, errors.OtherTables: 60}


def answer_with_pages(pages: Blueprint) -> None:
    """Every error within these pages is answered by a page."""
    pages.register_error_handler(errors.PerspectiefError, of_the_engine)
    pages.register_error_handler(CSRFError, lambda error: show(400, say(here.language(), "error.token")))
    pages.register_error_handler(HTTPException, lambda error: show(error.code or 500))
    pages.register_error_handler(500, lambda error: show(500))


def for_unknown_addresses(app: Flask) -> None:
    """An address that nobody knows, or asked in a wrong way, belongs to no blueprint. Programs get their answer from the api room."""

    def unknown(error: HTTPException) -> ResponseReturnValue:
        if request.path.startswith("/api/"):
            others = app.error_handler_spec[None][None].get(HTTPException)
            return cast("ResponseReturnValue", app.ensure_sync(others)(error) if others else error)
        sessions.find_visitor()
        return security.put_headers(app.make_response(show(error.code or 404)))

    for status in (404, 405):
        app.register_error_handler(status, unknown)


def status_of(error: errors.PerspectiefError) -> int:
    """The HTTP status of an error of the engine."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def of_the_engine(error: errors.PerspectiefError) -> tuple[str, int, dict[str, str]]:
    """The engine's own words: they already say what to do."""
    seconds = error.seconds if isinstance(error, errors.TooManyTries) else WAIT.get(type(error))
    wait = {"Retry-After": str(seconds)} if seconds else {}
    # Of whoever cannot be asked of the database the language is not known either.
    other = (
        next(one for one in here.LANGUAGES if one != here.language()) if isinstance(error, errors.OtherTables) else None
    )
    also = (other, error.text(other)) if other else None
    return (*show(status_of(error), error.text(here.language()), error.code, also), wait)


def show(status: int, text: str | None = None, code: str = "", also: tuple[str, str] | None = None) -> tuple[str, int]:
    """The page for a status, with the general text of that status unless there is a better one, and the title of the error's
    code where it has one. `also` is another language and the text in it."""
    if _of_the_person():
        return _show_the_person(status, text), status
    name = next((name for name in (code, str(status)) if known(f"error.{name}.title")), "other")
    language = here.language()
    return render_template(
        "error.html",
        status=status,
        title=say(language, f"error.{name}.title"),
        text=text or say(language, f"error.{name}.text"),
        also=also,
    ), status


def _of_the_person() -> bool:
    """Whether this is one of the person's own pages, or an address below them that nobody knows."""
    own = (request.blueprint or "").startswith("web.person")
    return own or (request.blueprint is None and here.visitor() is None and request.path.startswith("/mijn/"))


def _show_the_person(status: int, text: str | None) -> str:
    """The same in the person's language, with the way out and nothing about the work of others."""
    kind = "ours" if status >= 500 else "gone" if status in (403, 404, 405) else "again"
    told = speech.Foreign(text, here.language()) if text and kind == "again" else None
    return render_template("person/error.html", kind=kind, told=told, **speech.words())

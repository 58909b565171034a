"""Errors over HTTP: the one place that knows which status an error has. Answers are problems of RFC 9457.

A problem names its `code`, which never changes, and carries its text in Dutch and in English; `detail` is the one the
caller asked for. Texts of faults of the program stay inside: they are written to the log, without the request.
"""

import logging
import secrets
import traceback
from collections.abc import Iterator

from flask import Response, request
from werkzeug.exceptions import HTTPException

from api import caller
from api.writing import answer
from engine import errors
from engine.errors import PerspectiefError

log = logging.getLogger("perspectief.api")

RETRY_AFTER = 2  # seconds: a database that restarts is back within a few
MEDIA_TYPE = "application/problem+json"


class BadJson(PerspectiefError):
    """The body is not JSON as this API reads it: mend what the text names."""

    code = "bad-json"
    text_nl = "De inhoud is geen geldige JSON."
    text_en = "The body is not valid JSON."


class BadRequest(PerspectiefError):
    """The request cannot be read: look at its headers and body."""

    code = "bad-request"
    text_nl = "Deze aanvraag is niet te lezen. Controleer de headers en de inhoud."
    text_en = "This request cannot be read. Check its headers and body."


class NotLoggedIn(PerspectiefError):
    """Nobody is known behind this request: open a session and send its token."""

    code = "not-logged-in"
    text_nl = "Log eerst in met POST /api/v1/session en stuur het token mee: Authorization: Bearer …"
    text_en = "Log in first with POST /api/v1/session and send the token: Authorization: Bearer …"


class WrongLogin(PerspectiefError):
    """The login and password do not fit: it is not said which of the two."""

    code = "wrong-login"
    text_nl = "Deze inlognaam en dit wachtwoord horen niet bij elkaar."
    text_en = "This login and password do not fit."


class UnknownAddress(PerspectiefError):
    """There is nothing at this address: look at /api/v1/openapi.json."""

    code = "unknown-address"
    text_nl = "Dit adres bestaat niet. Alle adressen staan in /api/v1/openapi.json."
    text_en = "There is nothing at this address. All addresses are in /api/v1/openapi.json."


class WrongMethod(PerspectiefError):
    """This address exists, but not for this method: the header Allow names the ones it has."""

    code = "wrong-method"
    text_nl = "Dit adres kent deze methode niet. De header Allow noemt welke wel."
    text_en = "This address does not have this method. The header Allow names those it has."


class TooLarge(PerspectiefError):
    """The request is larger than this API reads: 4 MB."""

    code = "too-large"
    text_nl = "De aanvraag is te groot. De grens is 4 MB."
    text_en = "The request is too large. The limit is 4 MB."


class WrongMedia(PerspectiefError):
    """The body is of another kind than this address reads: send the Content-Type that the text names."""

    code = "wrong-media"
    text_nl = "Stuur de inhoud als application/json."
    text_en = "Send the body as application/json."


class Fault(PerspectiefError):
    """The program failed: nothing of the request was kept. The `instance` of the problem finds it in the log."""

    code = "fault"
    text_nl = "Er ging iets mis in het programma. Er is niets bewaard. Meld het nummer bij `instance` aan de beheerder."
    text_en = "The program failed. Nothing was kept. Tell the administrator the number under `instance`."


# A subclass that is not named here has the status of its nearest parent.
STATUS: dict[type[PerspectiefError], int] = {
    BadJson: 400,
    BadRequest: 400,
    NotLoggedIn: 401,
    WrongLogin: 401,
    UnknownAddress: 404,
    WrongMethod: 405,
    TooLarge: 413,
    WrongMedia: 415,
    Fault: 500,
    errors.NotFound: 404,
    errors.NotAllowed: 403,
    errors.FourEyes: 403,
    errors.ProveAgain: 403,
    errors.SecondFactorAsked: 403,
    errors.TooManyTries: 429,
    errors.TooOften: 429,
    errors.Invalid: 422,
    errors.Refused: 422,
    errors.Conflict: 409,
    errors.AlreadyDone: 409,
    errors.AlreadyClaimed: 409,
    errors.Stale: 412,
    errors.KeyReused: 422,
    errors.NobodyWaits: 404,
    errors.Sealed: 423,
    errors.Misconfigured: 500,
    errors.Unavailable: 503,
    errors.OtherTables: 503,
    PerspectiefError: 500,
}

# What the framework refuses by itself.
OF_HTTP: dict[int, type[PerspectiefError]] = {
    400: BadRequest,
    401: NotLoggedIn,
    404: UnknownAddress,
    405: WrongMethod,
    413: TooLarge,
    415: WrongMedia,
}

# A page keeps what a person typed; a program has its own answers still.
STALE_NL = "Dit is veranderd sinds u het las. Lees het opnieuw en beslis dan."
STALE_EN = "This changed since you read it. Read it again and then decide."


def status_of(kind: type[PerspectiefError]) -> int:
    """The HTTP status of an error."""
    return next(STATUS[one] for one in kind.__mro__ if one in STATUS)


def of_the_engine(error: PerspectiefError) -> Response:
    """The problem that an error of ours is."""
    if type(error) is errors.Stale:
        error = errors.Stale(STALE_EN, STALE_NL)
    status = status_of(type(error))
    if status == 500:
        return of_a_fault(error)
    response = problem(error, status)
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="perspectief"'
    if isinstance(error, errors.TooManyTries):
        response.headers["Retry-After"] = str(error.seconds)
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def of_http(error: HTTPException) -> Response | HTTPException:
    """The problem that a refusal of the framework is; a redirect stays what it is."""
    status = error.code or 500
    if status < 400:
        return error
    response = problem(OF_HTTP.get(status, BadRequest if status < 500 else Fault)(), status)
    if allowed := getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(sorted(allowed))
    return response


def of_a_fault(error: Exception) -> Response:
    """A problem with a number. The log gets the number, the kind of error and where it was; never what was asked."""
    number = secrets.token_hex(6)
    places = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{place.filename}:{place.lineno} {place.name}" for place in reversed(places))
    said = f" ({error.text_en})" if isinstance(error, errors.Misconfigured) else ""
    log.error("fault %s at %s: %s%s: %s", number, request.endpoint, type(error).__name__, said, where)
    return problem(Fault(), 500, instance=f"urn:fault:{number}")


def problem(error: PerspectiefError, status: int, **more: object) -> Response:
    """A problem as an answer."""
    language = caller.language()
    kind = type(error)
    content: dict[str, object] = {
        "type": f"/api/v1/problems#{error.code}",
        "title": kind.text_nl if language == "nl" else kind.text_en,
        "status": status,
        "detail": error.text(language),
        "code": error.code,
        "text_nl": error.text_nl,
        "text_en": error.text_en,
        **more,
    }
    if isinstance(error, errors.Invalid):
        content["fields"] = [field(one, language) for one in error.fields]
    if isinstance(error, errors.Refused):
        content["findings"] = [finding(one) for one in error.findings]
    return answer(content, status, media_type=MEDIA_TYPE)


def field(one: object, language: str) -> dict[str, object]:
    """What is wrong with one answer: engine.ports.FieldProblem, or its like of the forms room."""
    nl, en = getattr(one, "message_nl", ""), getattr(one, "message_en", "")
    return {
        "path": getattr(one, "path", ""),
        "code": getattr(one, "code", ""),
        "detail": nl if language == "nl" else en,
        "text_nl": nl,
        "text_en": en,
    }


FINDING = ("code", "severity", "file", "element", "line", "text_nl", "text_en", "remedy_nl", "remedy_en")


def finding(one: object) -> dict[str, object]:
    """What is wrong in a file: engine.views.Finding."""
    return {name: getattr(one, name) for name in FINDING}


def known() -> Iterator[type[PerspectiefError]]:
    """Every kind of problem this API answers with, those of the engine included."""
    yield from (kind for kind in STATUS if kind is not PerspectiefError)

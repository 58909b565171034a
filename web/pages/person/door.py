"""In and out: a name with a passphrase or the printed code."""

from flask import Blueprint, Response, abort, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.errors import Invalid, TooManyTries
from engine.model import Actor
from web import here
from web.pages.person import speech
from web.sessions import PERSON_COOKIES

page = Blueprint("door", __name__)

# What needs no visit: the door itself, coming back with a code, and complaining without a name.
OPEN = frozenset(
    f"web.person.{name}"
    for name in (
        "door.ask",
        "door.enter",
        "door.choose_language",
        "back.ask",
        "back.come",
        "say.complain",
        "say.send_complaint",
    )
)


def cookie_name() -> str:
    """Its own cookie: somebody of staff and a person at one computer do not become each other."""
    secure, plain = PERSON_COOKIES
    return secure if here.settings().secure_cookies else plain


def find_person() -> AnyResponse | None:
    """Before every own page: who this is. Without a visit there is only the door."""
    token = request.cookies.get(cookie_name())
    g.person = here.engine().own_keys.visit(token) if token else None
    g.actor = None
    if g.person is not None or request.endpoint in OPEN:
        return None
    return redirect(url_for("web.person.door.ask"))


def person() -> Actor:
    """The person whose page this is; 403 without one."""
    found: Actor | None = g.get("person")
    if found is None:
        abort(403)
    return found


@page.get("/aanmelden")
def ask() -> str:
    """The log-in of the own page."""
    return render_template("person/login.html", name="", wrong="", **speech.words())


@page.post("/aanmelden")
def enter() -> str | tuple[str, int] | AnyResponse:
    """Lets somebody in. One answer for everything that does not fit, so that it tells nobody whether a name exists."""
    name = request.form.get("naam", "")
    try:
        actor = here.engine().own_keys.enter(name, request.form.get("geheim", ""), request.remote_addr or "")
    except TooManyTries:
        return _wrong(name, "mine.login.wait", 429)
    if actor is None:
        return _wrong(name, "mine.login.wrong", 422)
    first = here.engine().own_keys.must_choose(actor)
    answer = redirect(url_for("web.person.door.new_words" if first else "web.person.page.show"))
    kept = session.get("own_language")
    session.clear()
    if kept:
        session["own_language"] = kept
    answer.set_cookie(
        cookie_name(),
        here.engine().own_keys.open_visit(actor),
        httponly=True,
        secure=here.settings().secure_cookies,
        samesite="Lax",
        path="/",
    )
    return answer


def _wrong(name: str, text: str, status: int) -> tuple[str, int]:
    page_of_it = render_template("person/login.html", name=name, wrong=speech.told(text), **speech.words())
    return page_of_it, status


@page.post("/afmelden")
def leave() -> AnyResponse:
    """Ends the visit."""
    return closed(redirect(url_for("web.person.door.ask")))


def closed(answer: AnyResponse | Response) -> AnyResponse:
    """The answer with the visit ended, here and in the engine."""
    token = request.cookies.get(cookie_name())
    if token:
        here.engine().own_keys.close_visit(token)
    session.clear()
    answer.delete_cookie(cookie_name(), path="/", secure=here.settings().secure_cookies, httponly=True, samesite="Lax")
    return answer


@page.get("/wachtzin")
def new_words() -> str:
    """Choosing a passphrase."""
    return render_template("person/passphrase.html", wrong="", **speech.words())


@page.post("/wachtzin")
def choose() -> str | tuple[str, int] | AnyResponse:
    """Keeps the passphrase; the printed code works no more."""
    try:
        here.engine().own_keys.choose(person(), request.form.get("wachtzin", ""))
    except Invalid as invalid:
        wrong = speech.foreign(getattr(invalid.fields[0], f"message_{speech.base_language()}"))
        return render_template("person/passphrase.html", wrong=wrong, **speech.words()), 422
    return redirect(url_for("web.person.page.show"))


@page.post("/taal")
def choose_language() -> AnyResponse:
    """Remembers the language of these pages."""
    if request.form.get("taal") in speech.LANGUAGES:
        session["own_language"] = request.form["taal"]
    return redirect(url_for("web.person.page.show"))

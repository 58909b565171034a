"""Proving who one is: the code after the password, linking an app, a link for a new password, and proving once more."""

import segno
from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from engine.errors import Invalid, NotFound, TooManyTries
from engine.model import Account, SessionStage
from web import here
from web.pages.people.asked import Missing, wrong
from web.sessions import carry, local_path, token
from web.texts import say

page = Blueprint("proof", __name__)
Answer = str | Response | tuple[str, int]


@page.get("/aanmelden/code")
def ask_code() -> Answer:
    """The second step of a log-in."""
    return render_template("people/code.html", missing={}, onward=_onward())


@page.post("/aanmelden/code")
def give_code() -> Answer:
    """With the code of the app or a recovery code. Without a log-in that waits: back to its start."""
    try:
        fresh = here.engine().accounts.enter_code(token(), request.form.get("code", ""), request.remote_addr or "")
    except NotFound:
        return redirect(url_for("web.login.ask"))
    except TooManyTries as wait:
        return render_template("people/code.html", missing=wrong(wait, "code"), onward=_onward()), 429
    if fresh is None:
        missing = {"code": say(here.language(), "proof.wrong_code")}
        return render_template("people/code.html", missing=missing, onward=_onward()), 422
    return carry(redirect(_onward() or url_for("web.worklist.show")), fresh)


@page.get("/aanmelden/app")
def ask_app() -> Answer:
    """Linking an app: a picture to scan, and the same as text."""
    return _app({})


@page.post("/aanmelden/app")
def link_app() -> Answer:
    """The app shows the right code: the recovery codes are shown, once."""
    account = _linking()
    codes = here.engine().accounts.factors.confirm(account.id, request.form.get("code", ""))
    if codes is None:
        return _app({"code": say(here.language(), "proof.wrong_code")}), 422
    fresh = here.engine().accounts.sessions.renew(token(), SessionStage.ENROL, SessionStage.OPEN)
    return carry(here_response(render_template("people/recovery.html", codes=codes)), fresh)


def _app(missing: Missing) -> str:
    account = _linking()
    enrolment = here.engine().accounts.factors.begin(account.id)
    picture = segno.make(enrolment.address, error="m").svg_inline(
        scale=5, border=4, svgclass="qr", lineclass="qr__dark", omitsize=True, light="#fff"
    )
    return render_template("people/app.html", secret=enrolment.secret, picture=picture, missing=missing)


def _linking() -> Account:
    """Whoever may link an app now: logged in, or halfway because an app is asked. 403 for everybody else."""
    sessions = here.engine().accounts.sessions
    for stage in (SessionStage.OPEN, SessionStage.ENROL):
        if found := sessions.known(token(), stage):
            account: Account = found[1]
            return account
    raise Forbidden


@page.get("/uitnodiging/<code>")
def ask_password(code: str) -> Answer:
    """Who was invited chooses a password."""
    return _password(code, {})


@page.post("/uitnodiging/<code>")
def choose_password(code: str) -> Answer:
    """The link is used up by this; then the log-in."""
    chosen = request.form.get("password", "")
    if chosen != request.form.get("again", ""):
        return _password(code, {"again": say(here.language(), "proof.not_the_same")}), 422
    try:
        here.engine().accounts.accept(code, chosen)
    except Invalid as invalid:
        return _password(code, wrong(invalid)), 422
    return redirect(url_for("web.login.ask", gekozen="1"))


def _password(code: str, missing: Missing) -> str:
    account = here.engine().accounts.invited(code)
    return render_template("people/invitation.html", account=account, code=code, missing=missing)


@page.get("/opnieuw")
def ask_again() -> Answer:
    """Proving once more who one is, before an act that asks for it."""
    return _again({})


@page.post("/opnieuw")
def prove_again() -> Answer:
    """With the code of the app, else the password; the session goes on under another token."""
    try:
        proof = request.form.get("proof", "")
        fresh = here.engine().accounts.prove_again(token(), proof, request.remote_addr or "")
    except TooManyTries as wait:
        return _again(wrong(wait, "proof")), 429
    if fresh is None:
        return _again({"proof": say(here.language(), "proof.wrong_proof")}), 422
    return carry(redirect(_onward() or url_for("web.own.show")), fresh)


def _again(missing: Missing) -> str:
    own = here.engine().accounts.own(here.actor())
    return render_template("people/again.html", own=own, missing=missing, onward=_onward())


def _onward() -> str:
    return local_path(request.values.get("verder")) or ""


def here_response(text: str) -> Response:
    """A page as a response that can carry a cookie."""
    return Response(text, content_type="text/html; charset=utf-8")

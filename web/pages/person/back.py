"""Coming back to a case that sleeps or was closed: with the code on paper, or from the own page without it."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from engine.errors import TooManyTries
from web import here
from web.pages.person import speech

page = Blueprint("back", __name__)


@page.get("/terug")
def ask() -> str:
    """What coming back means. Only somebody without a visit needs the code."""
    return _page()


@page.post("/terug")
def come() -> str | tuple[str, int] | Response:
    """Comes back. One answer for every code, so that it tells nobody whether there is such a case."""
    code, known = request.form.get("code", "").strip(), here.person()
    if known is None and not code:
        return _page("mine.back.missing"), 422
    try:
        if known is not None:
            here.engine().returning.from_own_page(known)
        else:
            here.engine().returning.with_code(code, request.remote_addr or "")
    except TooManyTries:
        return _page("mine.login.wait"), 429
    return render_template("person/returned.html", known=known, **speech.words())


def _page(wrong: str = "") -> str:
    told = speech.told(wrong) if wrong else ""
    return render_template("person/back.html", known=here.person(), wrong=told, **speech.words())

"""Somebody stands at the desk with the code on paper: the case that slept wakes, the closed one begins again."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.errors import NotFound
from web import here
from web.texts import say

page = Blueprint("back", __name__, url_prefix="/terugkomen")


@page.get("")
def ask() -> str:
    """Where the code is typed; what happens then."""
    return _page()


@page.post("")
def let_in() -> str | tuple[str, int] | Response:
    """Lets the person come back, or says that this code opens nothing now."""
    try:
        reference = here.engine().returning.at_the_desk(here.actor(), request.form.get("code", ""))
    except NotFound:
        return _page(say(here.language(), "back.unknown")), 422
    flash("back.done")
    return redirect(url_for("web.cases.show", zoek=reference))


def _page(wrong: str = "") -> str:
    if not here.engine().returning.may(here.actor()):
        abort(403)
    return render_template("back.html", wrong=wrong)

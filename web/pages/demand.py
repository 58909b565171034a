"""A demand for data from outside is registered here, by the data protection officer alone."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import access
from engine.errors import NotFound
from web import here
from web.texts import say

page = Blueprint("demand", __name__, url_prefix="/vorderingen")


@page.get("")
def ask() -> str:
    """Where the reference is filled in; how many there were this year."""
    return _page()


@page.post("")
def register() -> str | tuple[str, int] | Response:
    """Opens a case of its own for the demand, and its first task."""
    try:
        task = here.engine().own.demand(here.actor(), request.form.get("kenmerk", ""))
    except NotFound:
        return _page(say(here.language(), "demand.unknown")), 422
    return redirect(url_for("web.task.show", task=task))


def _page(wrong: str = "") -> str:
    if not access.takes_demands(here.actor(), here.engine().vocabulary):
        abort(403)
    return render_template("demand.html", wrong=wrong, counted=here.engine().own.demands_this_year())

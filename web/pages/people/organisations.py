"""Organisations, for administrators: which there are, what each does, and one that stops."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.errors import Conflict, Invalid, ProveAgain
from web import here
from web.pages.people.asked import Missing, wrong

page = Blueprint("places", __name__)
Answer = str | Response | tuple[str, int]


@page.errorhandler(ProveAgain)
def again(error: ProveAgain) -> Response:
    """An organisation is ended by who proves first who it is."""
    return redirect(url_for("web.proof.ask_again", verder=url_for("web.places.show")))


@page.get("/beheer/organisaties")
def show() -> str:
    """All organisations."""
    return render_template("people/places.html", rows=here.engine().organisations.rows(here.actor()))


@page.get("/beheer/organisaties/nieuw")
def ask_new() -> str:
    """What is asked of a new one."""
    return _form(None, {})


@page.post("/beheer/organisaties/nieuw")
def add() -> Answer:
    """There is one more."""
    said = request.form
    try:
        here.engine().organisations.add(
            here.actor(), said.get("key", ""), said.get("name", ""), tuple(said.getlist("lanes"))
        )
    except (Invalid, Conflict) as error:
        return _form(None, wrong(error, "key")), 422
    flash("places.done.added")
    return redirect(url_for("web.places.show"))


@page.get("/beheer/organisaties/<key>")
def one(key: str) -> str:
    """One organisation, to change its name or what it does."""
    return _form(key, {})


@page.post("/beheer/organisaties/<key>")
def change(key: str) -> Answer:
    """Another name, or other lanes. NotFound for one that is not there: a new one is made on its own page."""
    work, said = here.engine().organisations, request.form
    work.one(here.actor(), key)
    try:
        work.set(here.actor(), key, said.get("name", ""), tuple(said.getlist("lanes")))
    except (Invalid, Conflict) as error:
        return _form(key, wrong(error, "lanes")), 422
    flash("places.done.changed")
    return redirect(url_for("web.places.show"))


@page.post("/beheer/organisaties/<key>/stop")
def end(key: str) -> Answer:
    """It fills no lane any more."""
    try:
        here.engine().organisations.end(here.actor(), key)
    except Conflict as conflict:
        return _form(key, wrong(conflict, "stop")), 409
    flash("places.done.ended")
    return redirect(url_for("web.places.show"))


def _form(key: str | None, missing: Missing) -> str:
    work, actor = here.engine().organisations, here.actor()
    row = work.one(actor, key) if key else None
    chosen = request.form.getlist("lanes") if request.method == "POST" and "name" in request.form else None
    return render_template(
        "people/place.html",
        row=row,
        lanes=work.lanes(actor),
        chosen=chosen if chosen is not None else list(row.lanes) if row else [],
        missing=missing,
    )

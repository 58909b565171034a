"""The team: who is away and who stands in, and the days on which an organisation is closed."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.errors import Invalid, NotFound
from web import here
from web.pages.people.asked import Missing, wrong
from web.pages.stuck import written_date
from web.texts import say

page = Blueprint("team", __name__)
Answer = str | Response | tuple[str, int]
INPUT_OF = {"since": "van", "until": "tot", "deputy": "vervanger", "day": "dag", "organisation": "organisatie"}
EVERYBODY = "-"  # what the list of organisations says for all of them


@page.get("/team")
def show() -> str:
    """Whoever is or will be away, and the colleagues of whom that can be noted."""
    return render_template("people/team.html", team=here.engine().absences.team(here.actor()))


@page.get("/team/<int:account>/afwezig")
def ask_absence(account: int) -> str:
    """From when until when a colleague is away, and who stands in."""
    return _absence(account, {})


@page.post("/team/<int:account>/afwezig")
def set_absent(account: int) -> Answer:
    """The colleague is away; whoever stands in gets the open tasks, with their dates unchanged."""
    language, said = here.language(), request.form
    since, until = (written_date(said.get(name, "")) for name in ("van", "tot"))
    if since is None or until is None:
        missing = {name: say(language, "stuck.date_missing") for name, at in (("van", since), ("tot", until)) if not at}
        return _absence(account, missing), 422
    _colleague(account)
    deputy = int(said["vervanger"]) if said.get("vervanger", "").isdecimal() else None
    try:
        here.engine().absences.set_absent(here.actor(), account, since, until, deputy)
    except Invalid as invalid:
        return _absence(account, _in_inputs(invalid)), 422
    flash("team.done.away")
    return redirect(url_for("web.team.show"))


@page.post("/team/afwezig/<int:absence>/terug")
def end_absence(absence: int) -> Response:
    """The colleague is back."""
    here.engine().absences.end_absence(here.actor(), absence)
    flash("team.done.back")
    return redirect(url_for("web.team.show"))


@page.get("/sluitingsdagen")
def closing() -> str:
    """The closing days to come, and whether the terms were reckoned with them."""
    return _closing({})


@page.post("/sluitingsdagen")
def close_day() -> Answer:
    """An organisation, or everybody, is closed on a day."""
    said, language = request.form, here.language()
    day, place = written_date(said.get("dag", "")), said.get("organisatie", "")
    missing = {} if day else {"dag": say(language, "stuck.date_missing")}
    missing |= {} if place else {"organisatie": say(language, "closing.place_missing")}
    if day is None or missing:
        return _closing(missing), 422
    try:
        closed = None if place == EVERYBODY else place
        here.engine().closing.close(here.actor(), closed, day, said.get("waarom", ""))
    except Invalid as invalid:
        return _closing(_in_inputs(invalid)), 422
    flash("closing.done.closed")
    return redirect(url_for("web.team.closing"))


@page.post("/sluitingsdagen/<int:day>/weg")
def open_day(day: int) -> Response:
    """Work goes on on that day after all."""
    here.engine().closing.withdraw(here.actor(), day)
    flash("closing.done.open")
    return redirect(url_for("web.team.closing"))


def _colleague(account: int) -> str:
    """The name of somebody in the team. NotFound for others, as for who does not exist."""
    names: dict[int, str] = {one.id: one.name for one in here.engine().absences.team(here.actor()).people}
    if account not in names:
        raise NotFound()
    return names[account]


def _absence(account: int, missing: Missing) -> str:
    name, deputies = _colleague(account), here.engine().absences.deputies(here.actor(), account)
    return render_template("people/absence.html", account=account, name=name, deputies=deputies, missing=missing)


def _closing(missing: Missing) -> str:
    view = here.engine().closing.view(here.actor())
    everybody = [(EVERYBODY, say(here.language(), "closing.everybody"))] if view.everybody else []
    return render_template(
        "people/closing.html", view=view, places=[*everybody, *view.places], missing=missing, leads=_leads()
    )


def _leads() -> bool:
    """Whether the visitor has a team besides these days: an administrator has none."""
    return not here.actor().admin


def _in_inputs(invalid: Invalid) -> Missing:
    return {INPUT_OF.get(name, name): words for name, words in wrong(invalid).items()}

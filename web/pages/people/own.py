"""One's own account: password, app, sessions, and being away."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.errors import Invalid, ProveAgain, TooManyTries
from web import here
from web.pages.people.asked import Missing, wrong
from web.pages.stuck import written_date
from web.sessions import carry, token
from web.texts import say

page = Blueprint("own", __name__)
Answer = str | Response | tuple[str, int]
INPUT_OF = {"since": "van", "until": "tot", "deputy": "vervanger"}


@page.errorhandler(ProveAgain)
def again(error: ProveAgain) -> Response:
    """A first password is chosen after a proof; then this page is there again."""
    return redirect(url_for("web.proof.ask_again", verder=url_for("web.own.show")))


@page.get("/mijn")
def show() -> Answer:
    """Everything about one's own account on one page."""
    return _page({})


def _page(missing: Missing) -> str:
    engine, actor = here.engine(), here.actor()
    return render_template(
        "people/own.html",
        own=engine.accounts.own(actor),
        sessions=engine.accounts.sessions.own(actor, token()),
        away=engine.absences.away(actor, actor.account),
        deputies=engine.absences.deputies(actor, actor.account),
        missing=missing,
    )


@page.post("/mijn/wachtwoord")
def change_password() -> Answer:
    """Another password: the other sessions end."""
    old, new = request.form.get("old", ""), request.form.get("password", "")
    if new != request.form.get("again", ""):
        return _page({"again": say(here.language(), "proof.not_the_same")}), 422
    try:
        fresh = here.engine().accounts.change_password(
            here.actor(), old, new, token=token(), address=request.remote_addr or ""
        )
    except Invalid as invalid:
        return _page(wrong(invalid)), 422
    except TooManyTries as wait:
        return _page(wrong(wait, "old")), 429
    answer = carry(redirect(url_for("web.own.show")), fresh)
    flash("own.done.password")  # after the new session id: what was said before it is thrown away
    return answer


@page.post("/mijn/sessies/<int:session>/stop")
def end_session(session: int) -> Response:
    """One of the own sessions ends."""
    here.engine().accounts.sessions.end(here.actor(), session)
    flash("own.done.session")
    return redirect(url_for("web.own.show"))


@page.post("/mijn/sessies/stop")
def end_sessions() -> Response:
    """Everywhere but here."""
    here.engine().accounts.sessions.end_all(here.actor(), token())
    flash("own.done.sessions")
    return redirect(url_for("web.own.show"))


@page.post("/mijn/afwezig")
def set_absent() -> Answer:
    """From when until when, and who stands in."""
    since, until = (written_date(request.form.get(name, "")) for name in ("van", "tot"))
    language, actor = here.language(), here.actor()
    missing = {
        name: say(language, "stuck.date_missing") for name, day in (("van", since), ("tot", until)) if day is None
    }
    if since is None or until is None:
        return _page(missing), 422
    deputy = request.form.get("vervanger", "")
    try:
        here.engine().absences.set_absent(
            actor, actor.account, since, until, int(deputy) if deputy.isdecimal() else None
        )
    except Invalid as invalid:
        return _page({INPUT_OF.get(name, name): words for name, words in wrong(invalid).items()}), 422
    flash("own.done.away")
    return redirect(url_for("web.own.show"))


@page.post("/mijn/afwezig/<int:absence>/terug")
def end_absence(absence: int) -> Response:
    """Back again."""
    here.engine().absences.end_absence(here.actor(), absence)
    flash("own.done.back")
    return redirect(url_for("web.own.show"))

"""The work of administrators: accounts, proposals, duty. They see no case."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.acts.need.proposals import ProposalView
from engine.errors import Conflict, Invalid, NotAllowed, ProveAgain
from engine.model import AccountKind
from web import here
from web.pages.people.asked import Missing, wrong
from web.pages.people.once import link_once
from web.texts import say

page = Blueprint("people", __name__)
Answer = str | Response | tuple[str, int]
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@page.errorhandler(ProveAgain)
def again(error: ProveAgain) -> Response:
    """The act is asked again after the proof, on the page that it came from."""
    back = request.path if request.method == "GET" else _place()
    return redirect(url_for("web.proof.ask_again", verder=back))


@page.get("/beheer")
def show() -> Answer:
    """Everybody with an account, and what waits for a second administrator."""
    work, text = here.engine().administration, request.args.get("zoek", "")
    rows = work.accounts(here.actor(), text=text)
    return render_template("people/list.html", rows=rows, text=text, waiting=_waiting())


@page.get("/beheer/nieuw")
def ask_new() -> Answer:
    """Inviting somebody."""
    here.engine().administration.accounts(here.actor(), text="\0")
    return render_template("people/new.html", missing={})


@page.post("/beheer/nieuw")
def make() -> Answer:
    """The account is there, without any right; the link is shown once."""
    said = request.form
    kind = AccountKind.PROGRAM if said.get("kind") == "program" else AccountKind.PERSON
    try:
        row, code = here.engine().administration.make_account(
            here.actor(), said.get("login", ""), said.get("name", ""), said.get("email", "").strip() or None, kind
        )
    except (Invalid, Conflict) as error:
        return render_template("people/new.html", missing=wrong(error, "login")), 422
    return _told(row.id, code)


@page.get("/beheer/mensen/<int:account>")
def one(account: int) -> Answer:
    """One account with what it may, and what can be done."""
    return _one(account, {})


@page.post("/beheer/mensen/<int:account>/<any(rol, beheerder, app, inlogdienst, wachtwoord):what>")
def propose(account: int, what: str) -> Answer:
    """Propose a right, or, where one administrator is enough, make the link of a new password."""
    work, actor, said = here.engine().administration, here.actor(), request.form
    reason = said.get("reason", "")
    if what == "wachtwoord" and work.account(actor, account).reset_alone:
        return _told(account, work.reset_password(actor, account))
    place, _, group = said.get("role", "").partition(":")
    proposals: dict[str, Callable[[], object]] = {
        "rol": lambda: work.rights.role(actor, account, int(place) if place.isdecimal() else 0, group, reason),
        "beheerder": lambda: work.rights.administrator(actor, account, reason),
        "app": lambda: work.rights.factor(actor, account, reason),
        "inlogdienst": lambda: work.rights.identity(
            actor, account, said.get("issuer", ""), said.get("subject", ""), reason
        ),
        "wachtwoord": lambda: work.rights.password(actor, account, reason),
    }
    if what == "rol" and not group:
        return _one(account, {"role": say(here.language(), "people.role_missing")}), 422
    try:
        proposals[what]()
    except (Invalid, Conflict, NotAllowed) as error:
        if isinstance(error, ProveAgain):
            raise
        return _one(account, wrong(error)), 422
    flash("people.done.proposed")
    return redirect(url_for("web.people.one", account=account))


@page.post("/beheer/mensen/<int:account>/rol/<int:role>/weg")
def take_role(account: int, role: int) -> Response:
    """A role is taken away at once."""
    here.engine().administration.rights.take_role(here.actor(), account, role)
    flash("people.done.taken")
    return redirect(url_for("web.people.one", account=account))


@page.post("/beheer/mensen/<int:account>/stop")
def end(account: int) -> Answer:
    """Somebody leaves."""
    try:
        here.engine().administration.end_account(here.actor(), account)
    except Conflict as conflict:
        return _one(account, wrong(conflict)), 409
    flash("people.done.ended")
    return redirect(url_for("web.people.one", account=account))


@page.post("/beheer/mensen/<int:account>/terug")
def bring_back(account: int) -> Answer:
    """Somebody returns, without any right."""
    return _told(account, here.engine().administration.bring_back(here.actor(), account))


@page.post("/beheer/mensen/<int:account>/token")
def make_token(account: int) -> Answer:
    """A token of a program, shown once."""
    days = request.form.get("days", "")
    try:
        token = here.engine().administration.tokens.make(
            here.actor(), account, request.form.get("name", ""), int(days) if days.isdecimal() and len(days) < 5 else 0
        )
    except Invalid as invalid:
        return _one(account, wrong(invalid)), 422
    return render_template("people/told.html", link=None, token=token, account=account)


@page.post("/beheer/mensen/<int:account>/token/<int:token>/weg")
def revoke_token(account: int, token: int) -> Response:
    """A token is taken back."""
    here.engine().administration.tokens.revoke(here.actor(), token)
    flash("people.done.taken")
    return redirect(url_for("web.people.one", account=account))


@page.get("/beheer/rooster")
def duty() -> Answer:
    """Who is on duty and who is away."""
    return _duty({})


@page.post("/beheer/rooster")
def set_duty() -> Answer:
    """Somebody is on duty from one moment to another."""
    said = request.form
    since, until = (_moment(said.get(name, "")) for name in ("since", "until"))
    if since is None or until is None or not said.get("account", "").isdecimal():
        return _duty({"until": say(here.language(), "people.moment_missing")}), 422
    try:
        here.engine().absences.set_duty(here.actor(), int(said["account"]), said.get("role", ""), since, until)
    except Invalid as invalid:
        return _duty(wrong(invalid)), 422
    flash("people.done.duty")
    return redirect(url_for("web.people.duty"))


@page.post("/beheer/rooster/<int:duty>/weg")
def take_duty(duty: int) -> Response:
    """A duty is taken away."""
    here.engine().absences.take_duty(here.actor(), duty)
    flash("people.done.taken")
    return redirect(url_for("web.people.duty"))


def _duty(missing: Missing) -> str:
    engine, actor = here.engine(), here.actor()
    rows = engine.absences.roster(actor)
    with_roster = [role for role in engine.vocabulary.roles() if role.roster]
    groups = {role.group for role in with_roster}
    people = [
        row
        for row in engine.administration.accounts(actor)
        if row.active and groups & {seat.role for seat in row.seats}
    ]
    return render_template(
        "people/duty.html",
        rows=rows,
        away=engine.absences.away(actor),
        roles=with_roster,
        people=people,
        missing=missing,
    )


def _one(account: int, missing: Missing) -> str:
    work, actor = here.engine().administration, here.actor()
    view = work.account(actor, account)
    roles = [(f"{row.organisation}:{row.group}", f"{row.name}: {row.label}") for row in work.roles(actor)]
    return render_template("people/one.html", view=view, row=view.row, roles=roles, missing=missing)


def _waiting() -> list[ProposalView]:
    """Rights that wait for a second administrator. What else waits for one stands on the page of the second pair of eyes."""
    return [one for one in here.engine().proposals.open(here.actor()) if one.about]


def _told(account: int, code: str) -> Answer:
    return link_once(code, account) if code else redirect(url_for("web.people.one", account=account))


def _place() -> str:
    """The page with the form that was sent."""
    account = (request.view_args or {}).get("account")
    if request.endpoint == "web.people.make":
        return url_for("web.people.ask_new")
    return url_for("web.people.one", account=account) if account else url_for("web.people.show")


def _moment(text: str) -> datetime | None:
    """A moment as a browser's own field writes it, in Amsterdam."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.replace(tzinfo=AMSTERDAM) if found.tzinfo is None else None

"""Log in and out. The demonstration offers its accounts as buttons; elsewhere there are none."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.errors import TooManyTries
from engine.model import SessionStage
from web import here
from web.sessions import carry, close_session, local_path, open_session
from web.texts import say

page = Blueprint("login", __name__)


@page.get("/aanmelden")
def ask() -> str | Response:
    """The log-in page; whoever is logged in goes on to the work."""
    if here.visitor() is not None:
        return redirect(_onward())
    return _page()


@page.post("/aanmelden")
def enter() -> tuple[str, int] | Response:
    """With a login name and a password. The answer to a wrong name and to a wrong password is the same."""
    accounts, said = here.engine().accounts, request.form
    try:
        found = accounts.login(said.get("login", ""), said.get("password", ""), request.remote_addr or "")
    except TooManyTries as wait:
        return _page(wait.text(here.language())), 429
    if found is None:
        return _page(say(here.language(), "login.wrong")), 422
    entered = accounts.enter(found, agent=request.user_agent.string)
    return carry(redirect(_next(entered.stage)), entered.token)


def _next(stage: SessionStage) -> str:
    """Where somebody goes after the password: on, to the code, or to linking an app."""
    if stage is SessionStage.CODE:
        return url_for("web.proof.ask_code", verder=local_path(request.values.get("verder")))
    return url_for("web.proof.ask_app") if stage is SessionStage.ENROL else _onward()


@page.post("/aanmelden/voorbeeld")
def enter_demo() -> tuple[str, int] | Response:
    """As somebody of the demonstration."""
    found = here.engine().accounts.demo_login(request.form.get("login", "")) if here.settings().demo else None
    if found is None:
        return _page(say(here.language(), "login.wrong")), 422
    return _entered(found)


@page.post("/afmelden")
def leave() -> Response:
    """Out, and back to the log-in page."""
    response = redirect(url_for("web.login.ask"))
    close_session(response)
    return response


def _entered(found: Any) -> Response:
    response = redirect(_onward())
    open_session(response, found)
    return response


def _onward() -> str:
    found = here.visitor()
    start = "web.people.show" if found is not None and found.admin else "web.worklist.show"
    return local_path(request.values.get("verder")) or url_for(start)


def _page(wrong: str | None = None) -> str:
    accounts = here.engine().accounts.demo_accounts() if here.settings().demo else ()
    return render_template(
        "login.html",
        wrong=wrong,
        chosen="gekozen" in request.args,
        login=request.form.get("login", "") if wrong else "",
        onward=local_path(request.values.get("verder")),
        organisations=by_organisation(accounts),
    )


def by_organisation(accounts: Iterable[Any]) -> list[tuple[str, list[Any]]]:
    """The demonstration's people under the name of their organisation, in the order in which the organisations came."""
    rows = list(accounts)
    order = list(dict.fromkeys(row.organisation for row in rows))
    rows.sort(key=lambda row: order.index(row.organisation))
    return [(name, list(people)) for name, people in groupby(rows, key=lambda row: row.organisation)]

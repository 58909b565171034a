"""Log in, look who you are, log out. A program holds a token; it never gets a cookie."""

from flask import Response

from api import caller, errors
from api.blueprint import Blueprint
from api.shapes.session import AccountTold, LoginGiven, SessionTold, account, session
from api.writing import answer, created, nothing

resource = Blueprint("session", "Logging in and out.")


@resource.post("/session")
@resource.open_to_all
@resource.arguments(LoginGiven)
@resource.response(201, SessionTold)
@resource.alt_response(401, "WRONG_LOGIN")
def log_in(given: dict[str, str | bool]) -> Response:
    """Open a session.

    A wrong login and a wrong password get the same answer. `demo` works in the demonstration only.
    """
    accounts = caller.engine().accounts
    login = str(given["login"])
    found = accounts.demo_login(login) if given["demo"] else accounts.login(login, str(given["password"]))
    if found is None:
        raise errors.WrongLogin()
    return created(session(accounts.open_session(found), found), "/api/v1/session")


@resource.get("/session")
@resource.response(200, AccountTold)
def show() -> Response:
    """Who you are."""
    return answer(account(caller.actor()))


@resource.delete("/session")
@resource.response(204)
def log_out() -> Response:
    """End this session."""
    caller.engine().accounts.close_session(caller.token() or "")
    return nothing()

"""Log in, look who you are, log out. A program holds a token; it never gets a cookie."""

from flask import Response, request

from api import caller, errors
from api.blueprint import Blueprint
from api.shapes.session import AccountTold, LoginGiven, ProofGiven, RenewedTold, SessionTold, account, session
from api.writing import answer, created, nothing
from engine.errors import SecondFactorAsked
from engine.model import Actor, SessionStage

resource = Blueprint("session", "Logging in and out.")


@resource.post("/session")
@resource.open_to_all
@resource.arguments(LoginGiven)
@resource.response(201, SessionTold)
@resource.alt_response(401, "WRONG_LOGIN")
def log_in(given: dict[str, str | bool | None]) -> Response:
    """Open a session.

    A wrong login and a wrong password get the same answer; too many of them have to wait (429). `code` is that of the app of
    whoever has linked one. `demo` works in the demonstration only. Programs need no session: they send their own token.
    """
    accounts, login = caller.engine().accounts, str(given["login"])
    proof = str(given["password"])
    found = accounts.demo_login(login) if given["demo"] else accounts.login(login, proof, caller.address())
    if found is None:
        raise errors.WrongLogin()
    token = accounts.open_session(found) if given["demo"] else _entered(found, given["code"])
    return created(session(token, found), "/api/v1/session")


def _entered(found: Actor, code: object) -> str:
    """The token of a session that is open: after the code where one is asked. Raises SecondFactorAsked, WrongLogin."""
    accounts = caller.engine().accounts
    entered = accounts.enter(found, agent=request.user_agent.string)
    if entered.stage is SessionStage.OPEN:
        return entered.token
    if entered.stage is SessionStage.ENROL or code is None:
        accounts.close_session(entered.token)
        raise SecondFactorAsked()
    token = accounts.enter_code(entered.token, str(code), caller.address())
    if token is None:
        accounts.close_session(entered.token)
        raise errors.WrongLogin()
    return token


@resource.get("/session")
@resource.response(200, AccountTold)
def show() -> Response:
    """Who you are."""
    return answer(account(caller.actor()))


@resource.post("/session/proof")
@resource.arguments(ProofGiven)
@resource.response(200, RenewedTold)
def prove_again(given: dict[str, str]) -> Response:
    """Prove once more who you are, with the code of your app or else your password: some acts ask for it.

    The session goes on under another token.
    """
    token = caller.engine().accounts.prove_again(caller.token() or "", given["proof"], caller.address())
    if token is None:
        raise errors.WrongLogin()
    return answer({"token": token})


@resource.delete("/session")
@resource.response(204)
def log_out() -> Response:
    """End this session."""
    caller.engine().accounts.close_session(caller.token() or "")
    return nothing()

"""Who is logged in: the engine keeps the session, the browser holds a random token in a cookie that scripts cannot read."""

from flask import Response, g, redirect, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.model import Actor
from web import assets, here

# Pages that need no account. Everything that is not named here asks for a log-in.
OPEN = frozenset(
    {
        "web.static",
        "web.login.ask",
        "web.login.enter",
        "web.login.enter_demo",
        "web.login.leave",
        "web.oidc.start",
        "web.oidc.back",
        "web.proof.ask_code",
        "web.proof.give_code",
        "web.proof.ask_app",
        "web.proof.link_app",
        "web.proof.ask_password",
        "web.proof.choose_password",
        "web.language.choose",
        "web.statement.show",
        "web.figures.show",
        "web.figures.of_month",
        "web.figures.sheet",
        "web.equality.show",
        "web.equality.sheet",
        "web.report.ask",
        "web.report.refresh",
        "web.report.send",
    }
)


PERSON_COOKIES = ("__Host-mijn", "mijn")  # the one of the person's own page, over https and on a laptop


def cookie_name() -> str:
    """A `__Host-` name binds the cookie to this host and to https; plain http on a laptop cannot carry one."""
    return "__Host-perspectief" if here.settings().secure_cookies else "perspectief"


def find_visitor() -> AnyResponse | None:
    """Before every request: 1. find who this is; 2. without somebody, send everybody but the front door to the log-in."""
    if request.endpoint == assets.ENDPOINT:
        return None  # nobody needs to be known for a style sheet
    if (request.blueprint or "").startswith("web.person"):
        return None  # the person's own pages have a door of their own
    token = request.cookies.get(cookie_name())
    g.actor = here.engine().accounts.session(token) if token else None
    if g.actor is not None or request.endpoint in OPEN or request.endpoint is None:
        return None
    if request.endpoint == "web.own.show" and any(request.cookies.get(name) for name in PERSON_COOKIES):
        return redirect(url_for("web.person.page.show"))  # who types /mijn and has an own page means that one
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("web.login.ask", verder=wanted))


def token() -> str:
    """What the browser holds; empty without a cookie."""
    return request.cookies.get(cookie_name(), "")


def open_session(response: AnyResponse, actor: Actor) -> None:
    """Logs somebody of the demonstration in."""
    carry(response, here.engine().accounts.open_session(actor, agent=request.user_agent.string))


def carry(response: AnyResponse, fresh: str) -> AnyResponse:
    """Gives the browser a new session id; the form token of before is thrown away too."""
    kept = session.get("language")
    session.clear()
    if kept:
        session["language"] = kept
    response.set_cookie(
        cookie_name(),
        fresh,
        httponly=True,
        secure=here.settings().secure_cookies,
        samesite="Lax",
        path="/",
    )
    return response


def close_session(response: AnyResponse | Response) -> None:
    """Logs out, here and in the engine."""
    token = request.cookies.get(cookie_name())
    if token:
        here.engine().accounts.close_session(token)
    session.clear()
    response.delete_cookie(
        cookie_name(), path="/", secure=here.settings().secure_cookies, httponly=True, samesite="Lax"
    )


def local_path(wanted: str | None) -> str | None:
    """A path on this site, or None: a log-in never sends a person to another one."""
    if (
        not wanted
        or not wanted.startswith("/")
        or wanted.startswith(("//", "/\\"))
        or any(ord(sign) < 32 for sign in wanted)
    ):
        return None
    return wanted

"""Logging in through the log-in service of an organisation: OpenID Connect, with PKCE, state and nonce.

Whom the service vouches for is known here by issuer and subject, which two administrators or an invitation linked. A mail
address or a name that the service tells opens nothing.
"""

import hmac
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.flask_client import OAuth
from flask import Blueprint, Flask, abort, current_app, redirect, render_template, request, session, url_for
from joserfc.errors import JoseError
from requests import RequestException
from werkzeug.wrappers import Response

from engine.errors import Conflict, NotFound
from web import here
from web.sessions import carry, local_path, token
from web.texts import say

page = Blueprint("oidc", __name__)
WELL_KNOWN = ".well-known/openid-configuration"
ONWARD, INVITED, AGAIN, BEGUN = "oidc.onward", "oidc.invited", "oidc.again", "oidc.begun"
# What a service says when it asked for a second factor itself (RFC 8176).
STRONG = frozenset({"mfa", "otp", "hwk", "swk", "sc", "pin+hwk"})
FAILED = (OAuthError, RequestException, JoseError)


def prepare(app: Flask, issuer: str, client: str, secret: str) -> None:
    """Makes the service of the settings known to the pages."""
    service = OAuth(app).register(
        "service",
        client_id=client,
        client_secret=secret,
        server_metadata_url=urljoin(issuer.rstrip("/") + "/", WELL_KNOWN),
        client_kwargs={"scope": "openid", "code_challenge_method": "S256", "timeout": 10},
    )
    app.extensions["perspectief.oidc"] = service


def _service() -> Any:
    return current_app.extensions.get("perspectief.oidc") or abort(404)


@page.post("/aanmelden/dienst")
def start() -> Response:
    """To the service. A link of an invitation goes along in the signed cookie, so that the answer links this account."""
    session[INVITED], session[AGAIN] = request.form.get("uitnodiging", ""), False
    return _there()


@page.post("/opnieuw/dienst")
def start_again() -> Response:
    """To the service once more, before an act that asks for proof: it must ask who this is, also of whom it knows already."""
    session[INVITED], session[AGAIN] = "", True
    return _there(prompt="login", max_age=0)


def _there(**asked: object) -> Response:
    service = _service()
    session[ONWARD] = local_path(request.form.get("verder")) or ""
    session[BEGUN] = here.engine().accounts.begin_at_service().isoformat()
    try:
        answer: Response = service.authorize_redirect(url_for("web.oidc.back", _external=True), **asked)
    except FAILED:
        return _refused("oidc.unreachable", 503)
    return answer


@page.get("/aanmelden/dienst/terug")
def back() -> Response:
    """From the service: 1. its answer must be to our question; 2. it vouches for somebody; 3. that is somebody here.

    Who was sent there to prove again goes on in the session that was there, others get one.
    """
    service = _service()
    try:
        claims = service.authorize_access_token()["userinfo"]
    except (*FAILED, KeyError):
        return _refused("oidc.refused", 403)
    if not hmac.compare_digest(str(claims["iss"]), service.load_server_metadata()["issuer"]):
        return _refused("oidc.refused", 403)
    return _proved(claims) if session.get(AGAIN) else _entered(claims)


def _entered(claims: dict[str, Any]) -> Response:
    accounts, onward, invited = here.engine().accounts, session.get(ONWARD, ""), session.get(INVITED, "")
    try:
        if invited:
            accounts.accept_identity(invited, claims["iss"], claims["sub"])
    except (NotFound, Conflict):
        return _refused("oidc.unknown", 403)
    actor = accounts.login_by_identity(claims["iss"], claims["sub"])
    if actor is None:
        return _refused("oidc.unknown", 403)
    strong = bool(STRONG & set(claims.get("amr") or ()))
    fresh = accounts.is_fresh(_begun(), _logged_in(claims))
    entered = accounts.enter(actor, agent=request.user_agent.string, strong=strong, fresh=fresh)
    return carry(redirect(_next(entered.stage.value, onward)), entered.token)


def _proved(claims: dict[str, Any]) -> Response:
    """The session goes on when the service asked anew, and of the same person; else nothing of it changed."""
    accounts, identity, onward = here.engine().accounts, (claims["iss"], claims["sub"]), session.get(ONWARD, "")
    try:
        fresh = accounts.prove_at_service(token(), identity, _begun(), _logged_in(claims))
    except NotFound:
        return redirect(url_for("web.login.ask", verder=onward))
    if fresh is None:
        return _refused("oidc.not_proved", 403)
    return carry(redirect(onward or url_for("web.own.show")), fresh)


def _begun() -> datetime:
    """When this visitor was sent to the service, as the signed cookie keeps it."""
    return datetime.fromisoformat(session[BEGUN])


def _logged_in(claims: dict[str, Any]) -> datetime | None:
    """When the service says that it asked who this is; None when it does not say."""
    at = claims.get("auth_time")
    return datetime.fromtimestamp(at, UTC) if isinstance(at, int | float) and 0 < at < 1e11 else None


def _next(stage: str, onward: str) -> str:
    pages = {"code": "web.proof.ask_code", "enrol": "web.proof.ask_app"}
    return url_for(pages[stage]) if stage in pages else onward or url_for("web.worklist.show")


def _refused(text: str, status: int) -> Response:
    """The log-in page that says why; nothing of the service's answer is repeated."""
    words = say(here.language(), text)
    shown = render_template("error.html", status=status, title=say(here.language(), "oidc.title"), text=words)
    return Response(shown, status, content_type="text/html; charset=utf-8")

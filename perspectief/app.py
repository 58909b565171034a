"""The Flask application: pages for people and the API for programs over one engine."""

from collections.abc import Callable
from typing import Any

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from werkzeug.middleware.proxy_fix import ProxyFix

import api
import web
from engine.engine import Engine
from perspectief import logs, metrics, pace, standstill
from perspectief.refusals import Refusals
from perspectief.settings import Settings

LARGEST = 4 * 1024 * 1024  # bytes of one request


class Application(Flask):
    """Flask for functions that are all of the plain kind."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself: none of ours is `async`, and a request asks ten times whether one is."""
        return func


class Cookies(SecureCookieSessionInterface):
    """Flask's signed cookies, without making what reads them for a program, which sends none."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """What the cookie of a browser says; empty without one."""
        if "HTTP_COOKIE" not in request.environ or self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)


def create_app(engine: Engine, settings: Settings) -> Flask:
    """The application. `api` and `web` each register what is theirs and know nothing of each other."""
    app = Application("perspectief", static_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=LARGEST,
        DEMO=settings.demo,
        METRICS_KEY=settings.asked_for_figures,
        OIDC_ISSUER=settings.oidc_issuer,
        OIDC_CLIENT=settings.oidc_client,
        OIDC_SECRET=settings.oidc_secret,
        OIDC_NAME=settings.oidc_name,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.base_url.startswith("https:"),
    )
    app.session_interface = Cookies()
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign] # Flask's own way
    standstill.watch(app, engine)
    api.register(app, engine)
    web.register(app, engine)
    refused = Refusals()
    metrics.register(app, engine, refused)
    pace.keep(app)
    logs.watch(app, refused)
    return app

"""Puts the pages on a Flask application."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Flask
from flask_wtf.csrf import CSRFProtect

from web import assets, security, sessions, templating
from web.pages import PAGES, errors
from web.pages.people import oidc

BYTES_IN_A_FORM = (
    24 * 1024 * 1024
)  # a checked bundle travels back with its page; each file has its own limit in the engine


@dataclass(frozen=True, slots=True)
class WebSettings:
    """What the pages need to know. `secure_cookies` is False only on plain http on one's own machine.

    `theme` is the address of an agency's own token file; None is the example theme. `exit_to` is where the quick-exit button goes.
    """

    demo: bool = False
    secure_cookies: bool = True
    theme: str | None = None
    exit_to: str = "https://www.buienradar.nl/"
    forms_memory: int = BYTES_IN_A_FORM


@dataclass(frozen=True, slots=True)
class Pages:
    """What `web.here` finds again on the application."""

    engine: Any
    settings: WebSettings
    csrf: CSRFProtect


def register(app: Flask, engine: Any, settings: WebSettings | None = None) -> None:
    """Adds every page, its errors and its headers to `app`, which must have a secret key.

    Only pages are touched: the headers, the form token and the log-in do not apply to other blueprints, so programs' routes
    stay as they are.
    """
    settings = settings or settings_of(app)
    if not app.secret_key:
        raise ValueError("the pages need app.secret_key: it signs the form token")
    app.config.update(
        SESSION_COOKIE_NAME="__Host-formulier" if settings.secure_cookies else "formulier",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        # The pages ask for the token themselves, see below; a program has its own proof.
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.config["MAX_FORM_MEMORY_SIZE"] = settings.forms_memory
    app.config["MAX_CONTENT_LENGTH"] = app.config.get("MAX_CONTENT_LENGTH") or settings.forms_memory
    csrf = CSRFProtect(app)
    app.extensions["perspectief.web"] = Pages(engine, settings, csrf)
    templating.prepare(app)
    app.register_blueprint(_pages(csrf))
    if app.config.get("OIDC_ISSUER"):
        oidc.prepare(app, app.config["OIDC_ISSUER"], app.config["OIDC_CLIENT"], app.config["OIDC_SECRET"])
    errors.for_unknown_addresses(app)


def settings_of(app: Flask) -> WebSettings:
    """What the application's own configuration says: DEMO, SESSION_COOKIE_SECURE, THEME."""
    said = app.config
    secure = bool(said.get("SESSION_COOKIE_SECURE"))
    return WebSettings(demo=bool(said.get("DEMO")), secure_cookies=secure, theme=said.get("THEME"))


def _pages(csrf: CSRFProtect) -> Blueprint:
    pages = Blueprint(
        "web", __name__, template_folder="templates", static_folder="static", static_url_path="/static/web"
    )
    pages.before_request(sessions.find_visitor)
    pages.before_request(csrf.protect)
    pages.after_request(security.put_headers)
    pages.url_defaults(assets.mark)
    errors.answer_with_pages(pages)
    for page in PAGES:
        pages.register_blueprint(page)
    return pages

"""Letting all cases hear something: what changed, how many cases wait for it, and only then the button."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.acts.inbox import SignalOffer
from engine.errors import Invalid, NotFound
from forms.lists import built_in
from web import asking, here
from web.texts import say

page = Blueprint("signals", __name__)

SAFETY = ("safe", "doubt", "unsafe")


@page.get("/signalen")
def show() -> str:
    """The signals that this visitor may send."""
    return render_template("signals.html", offers=_offers())


@page.get("/signalen/<name>")
def ask(name: str) -> str:
    """What exactly has changed."""
    return _form(_offer(name), {})


@page.post("/signalen/<name>")
def send(name: str) -> str | Response | tuple[str, int]:
    """First shows how many cases wait and asks whether this is right; then lets them hear it, or gives the form back as it was."""
    offer = _offer(name)
    given = {field.name: request.form.get(field.name, "").strip() for field in offer.declaration.payload}
    missing = {key: say(here.language(), "signals.missing") for key, value in given.items() if not value}
    if missing:
        return _form(offer, missing), 422
    if request.form.get("doe") == "wijzigen":
        return _form(offer, {})
    if request.form.get("zeker") != "ja":
        return render_template("signal_sure.html", offer=offer, given=given, once=uuid.uuid4().hex, choices=_choices())
    try:
        here.engine().messages.signal(here.actor(), name, given, idempotency_key=request.form.get("eenmaal") or None)
    except Invalid as invalid:
        return _form(offer, {one.path: one.say(here.language()) for one in asking.problems(invalid.fields)}), 422
    flash("signals.done")
    return redirect(url_for("web.signals.show"))


def _offers() -> list[SignalOffer]:
    found: list[SignalOffer] = here.engine().messages.signals(here.actor())
    if not found:
        raise NotFound()
    return found


def _offer(name: str) -> SignalOffer:
    for offer in _offers():
        if offer.declaration.name == name:
            return offer
    raise NotFound()


def _form(offer: SignalOffer, missing: dict[str, str]) -> str:
    return render_template("signal.html", offer=offer, missing=missing, choices=_choices())


def _choices() -> dict[str, dict[str, str]]:
    """The answers of the fields that have a fixed list: field, code, word."""
    language = here.language()
    countries = {one.value: getattr(one.label, language) for one in built_in("countries")}
    return {
        "country": dict(sorted(countries.items(), key=lambda row: row[1])),
        "safety": {code: say(language, f"signals.safety.{code}") for code in SAFETY},
    }

"""The key to the person's own page: asked for by one worker, handed out and printed by another."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web import here

page = Blueprint("own_key", __name__, url_prefix="/zaken/<reference>/eigen-pagina")


@page.get("")
def show(reference: str) -> str:
    """Whether there is a key, and what can be done."""
    return _page(reference)


@page.post("/aanvragen")
def ask(reference: str) -> Response:
    """Asks for a new key; the old one works no more."""
    here.engine().own_keys.ask(here.actor(), reference, once="blijft" not in request.form)
    return redirect(url_for("web.own_key.show", reference=reference))


@page.post("/uitgeven")
def hand_out(reference: str) -> str:
    """Shows the name and code once, to print."""
    return _page(reference, here.engine().own_keys.hand_out(here.actor(), reference))


def _page(reference: str, new: object = None) -> str:
    case = here.engine().cases.view(here.actor(), reference)
    key = here.engine().own_keys.standing(here.actor(), reference)
    return render_template("own_key.html", case=case, key=key, new=new)

"""The cases that I have something to do with. There is no list of everybody, for nobody."""

from flask import Blueprint, render_template, request, url_for

from engine import access
from web import here

page = Blueprint("cases", __name__)


@page.get("/zaken")
def show() -> str:
    """The actor's own cases; a search looks at reference and alias alone."""
    text = request.args.get("zoek", "").strip()
    vocabulary, actor = here.engine().vocabulary, here.actor()
    cares = any(access.carers_of(actor, zone, vocabulary) for zone in vocabulary.zones)
    page = here.engine().cases.list(actor, text=text, after=request.args.get("na"))
    more = url_for("web.cases.show", zoek=text or None, na=page.after) if page.after else None
    return render_template(
        "cases.html",
        cases=page.items,
        text=text,
        cares=cares,
        returning=here.engine().returning.may(actor),
        more=more,
        later=bool(request.args.get("na")),
    )

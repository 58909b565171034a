"""Cases of one family: relating two with the consent of both, and ending that."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.acts.family import KINDS
from engine.errors import Conflict, Invalid
from web import asking, here

page = Blueprint("family", __name__)

INPUT_OF = {"other": "zaak", "kind": "soort", "agreed": "akkoord"}


@page.get("/zaken/<reference>/familie")
def show(reference: str) -> str:
    """The related cases that this reader may see too, and the question for another."""
    return _page(reference)


@page.post("/zaken/<reference>/familie")
def relate(reference: str) -> Response | tuple[str, int]:
    """Relates two cases, or says what is missing."""
    given, language = request.form, here.language()
    try:
        here.engine().family.relate(
            here.actor(), reference, given.get("zaak", ""), given.get("soort", ""), agreed=given.get("akkoord") == "ja"
        )
    except Invalid as invalid:
        return _page(reference, {INPUT_OF[one.path]: one.say(language) for one in asking.problems(invalid.fields)}), 422
    except Conflict as conflict:
        return _page(reference, {"zaak": conflict.text(language)}), 409
    flash("family.related")
    return redirect(url_for("web.family.show", reference=reference))


@page.post("/zaken/<reference>/familie/<int:relation>/los")
def part(reference: str, relation: int) -> Response:
    """Ends a relation."""
    here.engine().family.part(here.actor(), reference, relation)
    flash("family.parted")
    return redirect(url_for("web.family.show", reference=reference))


def _page(reference: str, missing: dict[str, str] | None = None) -> str:
    engine, actor = here.engine(), here.actor()
    return render_template(
        "family.html",
        case=engine.cases.view(actor, reference),
        relatives=engine.family.of(actor, reference),
        may=engine.family.may_relate(actor, reference),
        kinds=KINDS,
        missing=missing or {},
    )

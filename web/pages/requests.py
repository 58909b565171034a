"""A person uses a right through staff: the whole file to hand over, or parts of it erased. A second person agrees first."""

from collections.abc import Callable

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.acts.own.requests import ERASE_CODES, EXPORT_CODES
from engine.errors import Conflict, Invalid
from web import asking, here
from web.pages.person import papers

page = Blueprint("requests", __name__)

Answer = str | tuple[str, int] | AnyResponse
PLACE = "/zaken/<reference>/rechten"
INPUT_OF = {"zones": "zone"}  # what the engine names -> the field of the page


@page.get("/rechten")
def find() -> AnyResponse:
    """From a reference that somebody was given to the page of that case."""
    reference = request.args.get("zaak", "").strip().upper()
    return redirect(url_for("web.requests.show", reference=reference) if reference else url_for("web.second.show"))


@page.get(PLACE)
def show(reference: str) -> str:
    """What can be asked, what waits, and the file while it stands open."""
    return _page(reference, {})


@page.post(f"{PLACE}/meenemen")
def ask_export(reference: str) -> Answer:
    """Asks a second person to open the whole file."""
    code = request.form.get("meenemen", "")
    return _try(reference, "meenemen", lambda: here.engine().requests.ask_export(here.actor(), reference, code))


@page.post(f"{PLACE}/wissen")
def ask_erasure(reference: str) -> Answer:
    """Asks a second person to erase parts of the file."""
    zones, code = tuple(request.form.getlist("zone")), request.form.get("wissen", "")
    return _try(reference, "wissen", lambda: here.engine().requests.ask_erasure(here.actor(), reference, zones, code))


@page.get(f"{PLACE}/alles.json")
def as_json(reference: str) -> Response:
    """Everything, for programs, as the person's own."""
    return papers.json_of(*here.engine().requests.take_along(here.actor(), reference))


@page.get(f"{PLACE}/alles.pdf")
def as_pdf(reference: str) -> Response:
    """Everything, to print and hand over."""
    return papers.pdf_of(*here.engine().requests.take_along(here.actor(), reference))


def _try(reference: str, field: str, ask: Callable[[], object]) -> Answer:
    try:
        ask()
    except Invalid as invalid:
        words = {row.path: row.say(here.language()) for row in asking.problems(invalid.fields)}
        wrong = {INPUT_OF.get(path, field): text for path, text in words.items()}
        return _page(reference, wrong), 422
    except Conflict as conflict:
        return _page(reference, {field: conflict.text(here.language())}), 409
    flash("second.done.asked")
    return redirect(url_for("web.requests.show", reference=reference))


def _page(reference: str, missing: dict[str, str]) -> str:
    view = here.engine().requests.view(here.actor(), reference)
    return render_template(
        "requests.html", view=view, missing=missing, export_codes=EXPORT_CODES, erase_codes=ERASE_CODES
    )

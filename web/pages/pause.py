"""Letting a case stand still, and go on again: a reason of the table, a last day, one button."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.errors import Conflict, Invalid, NotAllowed
from engine.views import CaseView
from web import asking, here
from web.pages.stuck import written_date
from web.texts import say

page = Blueprint("pause", __name__)

INPUT_OF = {"until": "tot", "reason": "reden"}  # the engine's fields, as this page names its inputs


@page.get("/zaken/<reference>/stilstaan")
def ask(reference: str) -> str:
    """For which reason, and until when at most."""
    return _form(_may(reference, "pause"))


@page.post("/zaken/<reference>/stilstaan")
def pause(reference: str) -> Response | tuple[str, int]:
    """Lets the case stand still, or says what is missing."""
    view, written, language = _may(reference, "pause"), request.form.get("tot", "").strip(), here.language()
    until = written_date(written)
    if written and until is None:
        return _form(view, {"tot": say(language, "stuck.date_missing")}), 422
    try:
        here.engine().coordination.pause(here.actor(), reference, request.form.get("reden", ""), until)
    except Invalid as invalid:
        problems = asking.problems(invalid.fields)
        return _form(view, {INPUT_OF.get(one.path, "reden"): one.say(language) for one in problems}), 422
    except Conflict as conflict:
        return _form(view, {"reden": conflict.text(language)}), 409
    flash("pause.done.pause")
    return redirect(url_for("web.case.show", reference=reference))


@page.post("/zaken/<reference>/verder")
def resume(reference: str) -> Response:
    """Lets the case go on."""
    _may(reference, "resume")
    here.engine().coordination.resume(here.actor(), reference)
    flash("pause.done.resume")
    return redirect(url_for("web.case.show", reference=reference))


def _may(reference: str, action: str) -> CaseView:
    view: CaseView = here.engine().cases.view(here.actor(), reference)
    if action not in view.actions:
        raise NotAllowed()
    return view


def _form(view: CaseView, missing: dict[str, str] | None = None) -> str:
    choices = here.engine().coordination.pauses(here.actor(), view.case.reference)
    return render_template("pause.html", case=view, choices=choices, missing=missing or {})

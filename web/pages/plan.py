"""The plan in own words, what everybody promised, and a step that fits this person."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.acts.plan import PLAN_FORM
from engine.errors import Invalid
from web import asking, here, known
from web.pages.stuck import written_date
from web.texts import say

page = Blueprint("plan", __name__)

VOICE = ("myWish", "myFears", "myNeeds", "myActions")  # of everything in that part of the form, the person's own
INPUT_OF = {"step": "stap", "text": "wat", "reason": "waarom", "owner": "wie", "due": "dag"}


@page.get("/zaken/<reference>/plan")
def show(reference: str) -> str:
    """The plan as far as it is for this reader; opening the own words is written down first."""
    return _page(reference)


@page.post("/zaken/<reference>/plan/stap")
def add_step(reference: str) -> Response | tuple[str, int]:
    """Adds a step of the catalogue, or says what is missing."""
    given, language = request.form, here.language()
    written = given.get("dag", "").strip()
    try:
        here.engine().plans.add_step(
            here.actor(),
            reference,
            step=given.get("stap", ""),
            text=given.get("wat", ""),
            reason=given.get("waarom", ""),
            owner=given.get("wie", ""),
            due=written_date(written),
        )
    except Invalid as invalid:
        wrong = {INPUT_OF[one.path]: one.say(language) for one in asking.problems(invalid.fields)}
        if written and written_date(written) is None:
            wrong["dag"] = say(language, "stuck.date_missing")
        return _page(reference, wrong), 422
    flash("plan.added")
    return redirect(url_for("web.plan.show", reference=reference))


def _page(reference: str, missing: dict[str, str] | None = None) -> str:
    plan = here.engine().plans.view(here.actor(), reference, own_words=True)
    own = {key: value for key, value in plan.words.items() if key in VOICE}
    form = asking.form_of(PLAN_FORM, plan.words_version or None) if own else None
    rows = known.of_form(form, own, here.language()) if form else []
    return render_template("plan.html", plan=plan, own=rows, missing=missing or {})

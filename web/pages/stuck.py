"""Whose case does not move: the coordinator's list, with what can be done about it."""

from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.errors import Conflict, Invalid, NotFound
from engine.views import StuckCase
from web import asking, here
from web.texts import say

page = Blueprint("stuck", __name__)

REASONS = (
    *("overdue", "unassigned", "absent", "capacity", "message", "timer", "incident", "partner", "contact", "idle"),
    *("escalated", "paused"),
)
ACTIONS = ("nudge", "reassign", "extend", "escalate", "retry")
INPUT_OF = {"to": "tot", "reason": "reden"}  # the engine's fields, as this page names its inputs
FEWEST_LETTERS = 5  # of a reason


@page.get("/vast")
def show() -> str:
    """Everybody whose case does not move, most harm first; `reden` narrows it to one cause."""
    reason = request.args.get("reden") if request.args.get("reden") in REASONS else None
    listed = here.engine().coordination.stuck(here.actor(), reason=reason, after=request.args.get("na"))
    more = url_for("web.stuck.show", reden=reason, na=listed.after) if listed.after else None
    return render_template(
        "stuck.html", rows=listed.items, reason=reason, reasons=REASONS, more=more, later=bool(request.args.get("na"))
    )


@page.get("/vast/<reference>/<action>")
def ask(reference: str, action: str) -> str:
    """What this action will do, and the question whether to do it."""
    return _form(_row(reference, action), action)


@page.post("/vast/<reference>/<action>")
def act(reference: str, action: str) -> Response | tuple[str, int]:
    """Does it, or says what is missing: what this page sees, or what the engine knows better."""
    row = _row(reference, action)
    missing = _missing(action)
    if missing:
        return _form(row, action, missing), 422
    try:
        _do(row, action)
    except Invalid as invalid:
        return _form(row, action, _in_inputs(invalid)), 422
    except Conflict as conflict:
        return _form(row, action, {"reden": conflict.text(here.language())}), 409
    flash(f"stuck.done.{action}")
    return redirect(url_for("web.stuck.show", _anchor=reference))


def _in_inputs(invalid: Invalid) -> dict[str, str]:
    """What the engine says is wrong, by the names of this page's inputs."""
    dutch = here.language() == "nl"
    found = asking.problems(invalid.fields)
    return {INPUT_OF.get(one.path, "reden"): one.message_nl if dutch else one.message_en for one in found}


def _row(reference: str, action: str) -> StuckCase:
    """The row of the list that an action is about; NotFound when it moves again, or was never there for this actor."""
    task = request.values.get("taak", type=int)
    row: StuckCase = here.engine().coordination.stuck_case(here.actor(), reference)
    if row.task != task or action not in row.actions:
        raise NotFound()
    return row


def _form(row: StuckCase, action: str, missing: dict[str, str] | None = None) -> str:
    people = here.engine().tasks.view(here.actor(), row.task).colleagues if action == "reassign" else ()
    return render_template("stuck_action.html", row=row, action=action, people=people, missing=missing or {})


def _missing(action: str) -> dict[str, str]:
    language, missing = here.language(), {}
    if action in {"reassign", "extend", "escalate"} and len(request.form.get("reden", "").strip()) < FEWEST_LETTERS:
        missing["reden"] = say(language, "stuck.reason_missing")
    if action == "reassign" and not request.form.get("wie", "").isdecimal():
        missing["wie"] = say(language, "stuck.who_missing")
    if action == "extend" and written_date(request.form.get("tot", "")) is None:
        missing["tot"] = say(language, "stuck.date_missing")
    return missing


def _do(row: StuckCase, action: str) -> None:
    coordination: Any = here.engine().coordination
    actor, task, reason = here.actor(), row.task, request.form.get("reden", "").strip()
    match action:
        case "nudge":
            coordination.nudge(actor, task)
        case "reassign":
            here.engine().tasks.reassign(actor, task, int(request.form["wie"]), reason)
        case "extend":
            coordination.extend(actor, task, written_date(request.form["tot"]), reason)
        case "escalate":
            coordination.escalate(actor, row.head.reference, task, reason)
        case "retry":
            coordination.retry(actor, row.stall.detail["incident"])


def written_date(text: str) -> date | None:
    """A day as people here write it: 26-11-2026. None when there is no such day."""
    parts = text.strip().replace("/", "-").replace(".", "-").split("-")
    try:
        day, month, year = (int(part) for part in parts)
        return date(year, month, day)
    except ValueError:
        return None

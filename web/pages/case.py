"""One case: what happens now, who acts, until when, and why it stands still; then where it came from."""

from collections.abc import Iterable, Mapping

from flask import Blueprint, jsonify, render_template, request
from werkzeug.wrappers import Response

import forms
from engine.views import CaseView, NowItem, Path, StepItem
from web import asking, here, known, reasons
from web.pages import past
from web.texts import say

page = Blueprint("case", __name__)

LADDER = ("P17", "P17t")  # run beside the case when something is late; the road itself stands above them
LINES = 6  # lines of the timeline that stand open, of what was seen before
MOST_NEW = 20  # the same, of what happened since
FEWEST_WORDS = 5  # letters of an own reason


@page.get("/zaken/<reference>")
def show(reference: str) -> str:
    """The whole case as this actor may see it."""
    return _page(here.engine().cases.view(here.actor(), reference))


@page.get("/zaken/<reference>/paden/<int:instance>.json")
def path(reference: str, instance: int) -> Response:
    """The lit path of one process of this case, for the drawing."""
    found = here.engine().cases.instance_path(here.actor(), reference, instance)
    return jsonify(
        instance=found.instance, definition=found.definition, active=found.active, done=found.done, flows=found.flows
    )


@page.post("/zaken/<reference>/inzage/<int:sealed>")
def disclose(reference: str, sealed: int) -> str | tuple[str, int]:
    """Opens one sealed entry for a purpose. The engine writes down who looked and why before it gives anything."""
    view = here.engine().cases.view(here.actor(), reference)
    entry = here.engine().past.entry(here.actor(), reference, sealed)
    purpose = purpose_of(request.form)
    if purpose is None:
        wrong = say(here.language(), "case.purpose_missing")
        newest = any(one.id == sealed for part in view.slices for one in part.entries)
        return _page(view, sealed, wrong) if newest else past.filled_page(
            view.head, entry.zone, None, [entry], wrong
        ), 422
    opened = here.engine().cases.disclose(here.actor(), reference, sealed, purpose)
    rows = known.of_form(_form(opened.form, opened.form_version), opened.values, here.language())
    return render_template("disclosed.html", case=view, entry=entry, rows=rows)


def purpose_of(form: Mapping[str, str]) -> str | None:
    """The purpose as it goes into the read log, or None when none was given."""
    chosen, words = form.get("doel", ""), form.get("reden", "").strip()
    if chosen not in past.PURPOSES:
        return None
    if chosen == "other":
        return words if len(words) >= FEWEST_WORDS else None
    return f"{chosen}: {words}" if words else chosen


def _form(form_id: str, version: int) -> forms.Form | None:
    if not form_id:
        return None
    return asking.form_of(form_id, version or None)


def _page(view: CaseView, asked: int | None = None, wrong: str | None = None) -> str:
    questions = known.questions(here.engine().definitions.forms())
    return render_template(
        "case.html",
        case=view,
        head=view.head,
        facts={part.zone: known.by_form(part.facts, questions, here.language()) for part in view.slices},
        paths=sorted(
            view.paths, key=lambda one: (one.status == "active", one.process not in LADDER, one.instance), reverse=True
        ),
        new=past.lines(item for item in view.timeline if view.looked and item.at > view.looked),
        seen=past.lines(item for item in view.timeline if not view.looked or item.at <= view.looked),
        lines=LINES,
        most_new=MOST_NEW,
        possible=possible_next(view.paths),
        stuck=stuck_elements(view.now),
        relatives=here.engine().family.of(here.actor(), view.head.reference),
        decisions=reasons.said(view.decisions),
        purposes=past.PURPOSES,
        asked=asked,
        wrong=wrong,
    )


def possible_next(paths: Iterable[Path]) -> list[tuple[Path, StepItem]]:
    """The steps that could come next in what still runs."""
    return [
        (one, step)
        for one in paths
        if one.status == "active"
        for step in one.steps
        if step.state == "possible" and step.name
    ]


def stuck_elements(now: Iterable[NowItem]) -> dict[int, list[str]]:
    """Per process instance the elements that stand still, for the drawing."""
    found: dict[int, list[str]] = {}
    for item in now:
        if item.stall and item.element and item.instance:
            found.setdefault(item.instance, []).append(item.element)
    return found

"""The front door: anybody may report, without an account, in Dutch or English. Nothing is kept until the report is sent."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from flask import Blueprint, render_template, request

from engine.acts.reports import PART
from engine.errors import Invalid
from web import asking, here

page = Blueprint("report", __name__, url_prefix="/melden")

# The desks that do help when this one cannot, in the order in which they are shown.
ROADS = ("municipality", "police", "missing", "card")
# The road of the table (D01) as the desk to show first.
DESK_OF = {"nuisanceDesk": "municipality", "leaveCard": "card"}


@page.get("")
def ask() -> str:
    """The report form, empty."""
    return _page({})


@page.post("/vragen")
def refresh() -> str:
    """The questions alone, while somebody answers."""
    return render_template("form/fields.html", asked=_drawn(_answers()))


@page.post("")
def send() -> str | tuple[str, int]:
    """Sends the report, or brings the questions up to date. The receipt says what happens now, or which desk does help."""
    answers = _answers()
    if request.form.get("doe") == "bijwerken":
        return _page(answers)
    try:
        receipt = here.engine().reports.report(
            answers, language=here.language(), actor=here.visitor(), key=request.form.get("sleutel") or None
        )
    except Invalid as invalid:
        return _page(answers, invalid.fields), 422
    return render_template("receipt.html", receipt=receipt, outcome=receipt.outcome, roads=roads_from(receipt.road))


def roads_from(road: str | None) -> tuple[str, ...]:
    """All desks, the one that fits this report first."""
    first = DESK_OF.get(road or "", ROADS[0])
    return (first, *(one for one in ROADS if one != first))


def _answers() -> dict[str, Any]:
    return asking.answers(request.form)


def _drawn(values: Mapping[str, Any], errors: tuple[Any, ...] = ()) -> asking.Asked:
    form_id, version = here.engine().reports.form()
    part = PART if PART in asking.form_of(form_id, version).parts else None
    return asking.draw_form(form_id, version, values, part=part, errors=errors)


def _page(values: Mapping[str, Any], errors: tuple[Any, ...] = ()) -> str:
    return render_template(
        "report.html", asked=_drawn(values, errors), errors=errors, key=request.form.get("sleutel") or uuid4().hex
    )

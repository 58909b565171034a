"""The public front door: no account is needed, and a report that is refused leaves nothing."""

from flask import Response

from api import caller, conditions
from api.blueprint import Blueprint
from api.shapes.forms import FormTold, form
from api.shapes.report import ReceiptTold, ReportGiven, receipt
from api.writing import answer
from engine.acts.reports import PART
from forms.model import Form

resource = Blueprint("report", "Reporting that somebody needs help. No account is needed.")


@resource.post("/report")
@resource.open_to_all
@resource.doc(parameters=[conditions.IDEMPOTENCY_KEY])
@resource.arguments(ReportGiven)
@resource.response(201, ReceiptTold, description="A case was opened, or the person is invited through the reporter")
@resource.alt_response(200, schema=ReceiptTold, description="Refused, and nothing was kept", success=True)
def report(given: dict[str, dict[str, object]]) -> Response:
    """Report that somebody needs help."""
    told = caller.engine().reports.report(
        given["answers"], language=caller.language(), actor=caller.find(), key=conditions.key()
    )
    return answer(receipt(told), 201 if told.stored else 200)


@resource.get("/report/form")
@resource.open_to_all
@resource.response(200, FormTold)
def show_form() -> Response:
    """What a report asks."""
    key, version = caller.engine().reports.form()
    found = caller.engine().definitions.form(key, version)
    assert isinstance(found, Form)
    return answer(form(found, version, PART if PART in found.parts else None))

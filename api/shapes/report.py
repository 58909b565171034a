"""What the report resource reads and writes."""

from api.shapes.base import Given, GivenObject, Told, codes, text, yesno
from engine.views import ReportReceipt


class ReportGiven(Given):
    answers = GivenObject(required=True, metadata={"description": "The answers by path, as GET /report/form asks them"})


class ReceiptTold(Told):
    outcome = text("accept, crisis, contactInvitation or refuse")
    stored = yesno("Whether anything was kept; a refused report leaves nothing")
    reference = text("The reference, for who may know it", none=True)
    road = text("After a refusal the desk that does help: municipality, police, card", none=True)
    why = codes("Why, in codes or words of the table that decided")


def receipt(one: ReportReceipt) -> dict[str, object]:
    """The answer to a report."""
    return {
        "outcome": one.outcome,
        "stored": one.stored,
        "reference": one.reference,
        "road": one.road,
        "why": list(one.why),
    }

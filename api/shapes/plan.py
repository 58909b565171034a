"""Shapes of a plan: what everybody promised, the catalogue of tailored steps, and the cases of a family."""

import marshmallow as ma

from api.shapes.base import Given, GivenDay, GivenText, GivenYesNo, Told, listed, members, number
from api.shapes.base import text as words
from engine.views import PlanView, Relative


class StepGiven(Given):
    step = GivenText(60, required=True, metadata={"description": "The key of a step of the catalogue"})
    text = GivenText(200, required=True, metadata={"description": "What we will do"})
    reason = GivenText(200, required=True, metadata={"description": "Why it fits this person"})
    owner = GivenText(60, required=True, metadata={"description": "Who does it, a key of `owners`"})
    due = GivenDay(required=True, metadata={"description": "The day by which it is done"})


class RelativeGiven(Given):
    other = GivenText(20, required=True, metadata={"description": "The reference of the other case"})
    kind = GivenText(
        20, required=True, metadata={"description": "partner, parentChild, sibling, relative or household"}
    )
    agreed = GivenYesNo(required=True, metadata={"description": "Both persons agree"})


class AgreementTold(Told):
    id = number("The number of the agreement")
    text = words("What was agreed; empty when the story is not for you")
    reason = words("Why it fits, of a tailored step")
    owner = words("Who keeps it")
    due = ma.fields.Date(allow_none=True, metadata={"description": "The day by which it is done"})
    source = words("plan, conference or tailored")
    state = words("open, overdue, done, dropped or ended")


class TailoredStepTold(Told):
    key = words("What to send as `step`")
    name = words("The name of the step")
    why = words("What it is for")
    owner = words("Who mostly does it")


class PlanTold(Told):
    agreements = listed(AgreementTold, "What everybody promised, what is still open first")
    catalogue = listed(TailoredStepTold, "The steps that you may add; empty when that is not yours to do")
    owners = members("Who may keep an agreement: key and label")


class RelativeTold(Told):
    relation = number("The number of the relation")
    reference = words("The reference of the other case")
    alias = words("What that person wants to be called")
    kind = words("partner, parentChild, sibling, relative or household")


class RelativesTold(Told):
    items = listed(RelativeTold, "The related cases that you may see")


def plan(one: PlanView) -> dict[str, object]:
    """What was promised and what may be added. The own words are for people, on the page."""
    return {
        "agreements": [
            {name: getattr(row, name) for name in ("id", "text", "reason", "owner", "due", "source", "state")}
            for row in one.agreements
        ],
        "catalogue": [{"key": row.key, "name": row.name, "why": row.why, "owner": row.owner} for row in one.catalogue],
        "owners": dict(one.owners),
    }


def relative(one: Relative) -> dict[str, object]:
    """A case of the same family."""
    return {"relation": one.relation, "reference": one.reference, "alias": one.alias, "kind": one.kind}

"""What the second resource reads and writes."""

import marshmallow as ma

from api.shapes.base import Given, GivenText, GivenYesNo, Told, listed, members, moment, number, text, yesno
from engine.access import SEALABLE
from engine.acts.need.openings import EMERGENCY_CODES, VAULT_CODES
from engine.acts.need.proposals import ProposalView
from engine.acts.need.reviews import VERDICTS, ReviewView
from engine.model import Opening


class DecisionGiven(Given):
    accept = GivenYesNo(required=True, metadata={"description": "true: it is done now; false: it is refused"})


class VerdictGiven(Given):
    verdict = GivenText(20, choices=VERDICTS, required=True, metadata={"description": "What you found"})


class GlassGiven(Given):
    zone = GivenText(10, required=True, metadata={"description": "MED or PRO"})
    code = GivenText(20, choices=EMERGENCY_CODES, required=True, metadata={"description": "Why"})


class VaultGiven(Given):
    code = GivenText(20, choices=VAULT_CODES, required=True, metadata={"description": "Why"})


class SealGiven(Given):
    zones = ma.fields.List(
        GivenText(10, choices=SEALABLE), required=True, metadata={"description": "Which zones"},
        error_messages={"required": "required", "null": "required", "invalid": "list"},
    )  # fmt: skip
    lift = GivenYesNo(load_default=False, metadata={"description": "true: open them again"})


class WhoseTold(Told):
    id = number("The number of the account")
    name = text("The name")


class DecidedTold(Told):
    code = text("Of a new password: opens /uitnodiging/<code> once, and not for long; told once", none=True)


class ProposalTold(Told):
    id = number("The number of the proposal")
    kind = text("bundle, vault, export, erase, seal, unseal, role, administrator, identity, password or factor")
    subject = text("What it is about")
    reference = text("The case, empty when there is none")
    code = text("Why, as a code")
    reason = text("What it is about, in words")
    proposed_by = text("By whom")
    proposed_at = moment("When")
    mine = yesno("Whether you proposed it yourself: another person must confirm it")
    may = yesno("Whether you can confirm it: somebody else proposed it, and it is not about you")
    about = ma.fields.Nested(
        WhoseTold, allow_none=True, metadata={"description": "Whose right it is; null when it is about no account"}
    )
    organisation = text("The organisation, for a role")
    role = text("lane.role, for a role")
    issuer = text("The log-in service, for an identity")
    known_as = text("Whom that service vouches for, for an identity")


class ReviewTold(Told):
    id = number("The number of the review")
    kind = text("emergency or reads")
    zone = text("The zone")
    reference = text("The case, empty when it is about several")
    about = text("Whose conduct it is about")
    detail = members("What is known, in codes and counts")
    opened_at = moment("Since when")
    mine = yesno("Whether it is about yourself: another person must look at it")


class SecondTold(Told):
    proposals = listed(ProposalTold, "What another person proposed, oldest first")
    reviews = listed(ReviewTold, "What must be looked at afterwards, oldest first")


class ProposedTold(Told):
    id = number("The number of the opening or proposal")
    until = moment("Until when it is open; null while it is not", none=True)


class SealsTold(Told):
    ID = yesno("Whether the identity vault is sealed")
    LOC = yesno("Whether places of stay are sealed")


def proposal(one: ProposalView) -> dict[str, object]:
    """Something that waits for a second person."""
    about = {"id": one.about.id, "name": one.about.name} if one.about else None
    return {name: getattr(one, name) for name in ProposalTold._declared_fields} | {"about": about}


def review(one: ReviewView) -> dict[str, object]:
    """Something to look at afterwards."""
    return {name: getattr(one, name) for name in ReviewTold._declared_fields}


def opening(one: Opening) -> dict[str, object]:
    """A zone that stands open now."""
    return {"id": one.id, "until": one.until}

"""What the people resource reads and writes."""

from api.shapes.base import AskedNumber, Given, GivenNumber, GivenText, Told, listed, moment, number, text, yesno
from api.shapes.second import ProposalTold, proposal
from engine.acts.people.administration import AccountRow, AccountView
from engine.acts.people.rights import Right
from engine.model import AccountKind


class AccountAsked(Given):
    text = GivenText(100, load_default=None, metadata={"description": "A part of the name or login"})
    organisation = AskedNumber(load_default=None, metadata={"description": "Only of this organisation"})


class NameGiven(Given):
    name = GivenText(200, required=True)
    email = GivenText(254, load_default=None, allow_none=True)


class AccountGiven(NameGiven):
    login = GivenText(100, required=True)
    kind = GivenText(10, choices=[one.value for one in AccountKind], load_default=AccountKind.PERSON.value)


class TokenGiven(Given):
    name = GivenText(100, required=True, metadata={"description": "Where it is used"})
    days = GivenNumber(1, 366, required=True, metadata={"description": "For how long it is valid"})


class RightGiven(Given):
    kind = GivenText(20, choices=[one.value for one in Right], required=True)
    reason = GivenText(300, required=True)
    organisation = GivenNumber(load_default=None, metadata={"description": "For a role"})
    role = GivenText(100, load_default=None, metadata={"description": "For a role: lane.role"})
    issuer = GivenText(500, load_default=None, metadata={"description": "For an identity: the log-in service"})
    subject = GivenText(255, load_default=None, metadata={"description": "For an identity: whom it vouches for"})


class SeatTold(Told):
    id = number("The number of this membership")
    organisation = text("The key of the organisation")
    role = text("lane.role")


class AccountRowTold(Told):
    id = number("The number of the account")
    login = text("The log-in name")
    name = text("The name")
    kind = text("person or program")
    active = yesno("Whether it can be used")
    admin = yesno("Whether it administers")
    proposals = number("How many rights are proposed for it")
    roles = listed(SeatTold, "What it does, and where")


class AccountListTold(Told):
    items = listed(AccountRowTold, "By name, those that ended last")


class IdentityTold(Told):
    id = number("The number of this link")
    issuer = text("The log-in service")
    subject = text("Whom it vouches for")


class TokenTold(Told):
    id = number("The number of the token")
    name = text("Where it is used")
    created_at = moment("Since when")
    expires_at = moment("Until when")
    valid = yesno("Whether it works now")


class AccountViewTold(AccountRowTold):
    email = text("The mail address", none=True)
    language = text("nl or en")
    has_password = yesno("Whether a password was chosen")
    factor = yesno("Whether an app is linked")
    identities = listed(IdentityTold, "Log-in services")
    tokens = listed(TokenTold, "Tokens of a program, the newest first")
    waiting = listed(ProposalTold, "What is proposed and waits for a second administrator")


class AccountMadeTold(Told):
    account = number("The number of the account")
    code = text("Opens /uitnodiging/<code> once, for three days; none for a program", none=True)


class CodeTold(Told):
    code = text("Opens /uitnodiging/<code> once, and not for long", none=True)


class TokenMadeTold(Told):
    token = text("Send it as Authorization: Bearer <token>; it is told once")


def account_row(row: AccountRow) -> dict[str, object]:
    """An account in the list."""
    return {
        "id": row.id,
        "login": row.login,
        "name": row.name,
        "kind": row.kind.value,
        "active": row.active,
        "admin": row.admin,
        "proposals": row.proposals,
        "roles": [{"id": one.id, "organisation": one.organisation_key, "role": one.role} for one in row.seats],
    }


def account_view(view: AccountView) -> dict[str, object]:
    """One account."""
    names = ("id", "name", "created_at", "expires_at", "valid")
    return {
        **account_row(view.row),
        "email": view.email,
        "language": view.language,
        "has_password": view.has_password,
        "factor": view.factor,
        "identities": [{"id": one.id, "issuer": one.issuer, "subject": one.subject} for one in view.identities],
        "tokens": [{name: getattr(one, name) for name in names} for one in view.tokens],
        "waiting": [proposal(one) for one in view.proposals],
    }

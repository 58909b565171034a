"""What the session resource reads and writes."""

import marshmallow as ma

from api.shapes.base import Given, GivenText, GivenYesNo, Told, listed, number, text, yesno
from engine.acts.people.sessions import ABSOLUTE, IDLE
from engine.model import Actor


class LoginGiven(Given):
    login = GivenText(200, required=True)
    password = GivenText(1000, load_default=None, load_only=True)
    code = GivenText(
        40, load_default=None, load_only=True, metadata={"description": "The code of your app, or a recovery code"}
    )
    demo = GivenYesNo(load_default=False, metadata={"description": "Without a password, in the demonstration only"})

    @ma.validates_schema
    def one_proof(self, given: dict[str, object], **more: object) -> None:
        """A password, or the demonstration: one of the two."""
        if (given.get("password") is None) is not given.get("demo"):
            raise ma.ValidationError("login", "password")


class ProofGiven(Given):
    proof = GivenText(
        1000, required=True, load_only=True, metadata={"description": "The code of your app, else your password"}
    )


class RenewedTold(Told):
    token = text("Send it as Authorization: Bearer <token>")


class RoleTold(Told):
    organisation = number("The number of the organisation")
    lane = text("The key of the lane")
    role = text("The role in the lane")


class AccountTold(Told):
    account = number("Your number")
    name = text("Your name")
    language = text("nl or en")
    admin = yesno("Whether you look after the installation")
    roles = listed(RoleTold, "What you do, and where")


class SessionTold(Told):
    token = text("Send it as Authorization: Bearer <token>")
    idle_seconds = number("Without a request for this long the session is over")
    longest_seconds = number("After this long it is over anyhow")
    who = ma.fields.Nested(AccountTold)


def account(actor: Actor) -> dict[str, object]:
    """Who somebody is."""
    roles = [{"organisation": one.organisation, "lane": one.lane, "role": one.role} for one in actor.roles]
    return {
        "account": actor.account,
        "name": actor.name,
        "language": actor.language,
        "admin": actor.admin,
        "roles": roles,
    }


def session(token: str, actor: Actor) -> dict[str, object]:
    """A session that was opened."""
    return {
        "token": token,
        "idle_seconds": int(IDLE.total_seconds()),
        "longest_seconds": int(ABSOLUTE.total_seconds()),
        "who": account(actor),
    }

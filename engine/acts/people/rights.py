"""Rights by four eyes: one administrator proposes, another confirms. Nobody gives a right to oneself.

What takes a right away needs one administrator and works at once. Two rights exclude each other: whoever administers has no
role, so that no administrator can see a case, and whoever has a role does not administer.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from engine import access, tags
from engine.acts.desk import Desk
from engine.acts.need.proposals import need_another, propose
from engine.acts.people.common import hashed, must_administer, must_be_sure, new_secret, tell, warn
from engine.acts.people.factors import confirmed, take_factor
from engine.acts.people.sessions import end_sessions
from engine.errors import Conflict, Invalid, NotAllowed, NotFound
from engine.model import Account, AccountKind, Actor, Identity, Invitation, Membership, Organisation, Proposal
from engine.ports import FieldProblem
from engine.store.protocol import Reader, Transaction
from engine.vocabulary import Vocabulary

FEWEST_LETTERS = 5  # of a reason
INVITED_FOR = timedelta(days=3)
RESET_FOR = timedelta(hours=24)


class Right(StrEnum):
    """What one administrator proposes and another confirms: the kinds of proposals about an account."""

    ROLE = "role"
    ADMINISTRATOR = "administrator"
    IDENTITY = "identity"  # logging in through the log-in service of an organisation
    PASSWORD = "password"  # noqa: S105 - a word for what is given: a link with which a new one is chosen
    FACTOR = "factor"  # taking away a second factor that was lost


@dataclass(frozen=True, slots=True)
class Rights:
    """Proposing rights, what is done when the second administrator agrees, and taking rights away."""

    desk: Desk

    # ── proposing ──────────────────────────────────────────────────────────────────────────────────────────────────

    def role(self, actor: Actor, account: int, organisation: int, group: str, reason: str) -> Proposal:
        """Propose that somebody gets `lane.role` at an organisation. Raises NotAllowed, NotFound, FourEyes, Invalid, Conflict."""
        must_administer(actor)
        with self.desk.look() as (reader, snapshot):
            place, who = reader.get(Organisation, organisation), reader.get(Account, account)
            if place is None or who is None:
                raise NotFound()
            if who.admin:
                raise _apart()
            _must_be_a_seat(snapshot.vocabulary, place, group)
            lane, _, role = group.partition(".")
            if reader.find(Membership, account=account, organisation=organisation, lane=lane, role=role):
                raise Conflict("This person has this role already.", "Deze persoon heeft deze rol al.")
        seat = {"organisation": place.key, "role": group}
        return self._propose(actor, Right.ROLE, account, reason, seat, f":{place.key}:{group}")

    def administrator(self, actor: Actor, account: int, reason: str) -> Proposal:
        """Propose that somebody becomes an administrator: who has no role, and is a person."""
        must_administer(actor)
        with self.desk.store.reading() as reader:
            if reader.find(Membership, account=account):
                raise _apart()
        return self._propose(actor, Right.ADMINISTRATOR, account, reason, {})

    def identity(self, actor: Actor, account: int, issuer: str, subject: str, reason: str) -> Proposal:
        """Propose that somebody logs in through a log-in service, as the one whom that service calls `subject`."""
        must_administer(actor)
        issuer, subject = issuer.strip().rstrip("/"), subject.strip()
        if not issuer.startswith("https://") and not issuer.startswith("http://127.0.0.1"):
            raise Invalid([_problem("issuer", "Begin met https://.", "Start with https://.")])
        if not subject or len(subject) > 255:
            raise Invalid(
                [
                    _problem(
                        "subject",
                        "Vul in hoe de inlogdienst deze persoon noemt.",
                        "Say what the service calls this person.",
                    )
                ]
            )
        return self._propose(actor, Right.IDENTITY, account, reason, {"issuer": issuer, "subject": subject})

    def password(self, actor: Actor, account: int, reason: str) -> Proposal:
        """Propose a link with which somebody who has roles but no second factor chooses another password."""
        return self._propose(actor, Right.PASSWORD, account, reason, {})

    def factor(self, actor: Actor, account: int, reason: str) -> Proposal:
        """Propose that a lost second factor is taken away."""
        must_administer(actor)
        with self.desk.store.reading() as reader:
            if confirmed(reader, account) is None:
                raise Conflict("No app is linked.", "Er is geen app gekoppeld.")
        return self._propose(actor, Right.FACTOR, account, reason, {})

    def _propose(
        self, actor: Actor, kind: Right, account: int, reason: str, detail: Mapping[str, str], thing: str = ""
    ) -> Proposal:
        now = self.desk.clock.now()
        must_administer(actor)
        must_be_sure(actor, now)
        if actor.account is None:
            raise NotAllowed()
        if account == actor.account:
            raise need_another()
        if len(reason.strip()) < FEWEST_LETTERS:
            raise Invalid([_problem("reason", "Schrijf waarom dit nodig is.", "Write why this is needed.")])
        with self.desk.store.begin() as tx:
            who = tx.get(Account, account)
            if who is None or not who.active:
                raise NotFound()
            if kind is not Right.ROLE and who.kind is AccountKind.PROGRAM:
                raise Invalid([_problem("account", "Een programma heeft alleen rollen.", "A program has roles only.")])
            subject = f"account:{account}{thing}"
            return propose(tx, actor, kind.value, subject, now, about=account, reason=reason, detail=detail)

    # ── the deed ───────────────────────────────────────────────────────────────────────────────────────────────────

    def may(self, reader: Reader, actor: Actor, proposal: Proposal) -> bool:
        """Administrators."""
        return access.administers(actor)

    def check(self, actor: Actor, proposal: Proposal) -> None:
        """Who gives a right proved shortly before who it is. Raises ProveAgain."""
        must_be_sure(actor, self.desk.clock.now())

    def do(self, tx: Transaction, actor: Actor, proposal: Proposal, now: datetime) -> str | None:
        """Give the right; the sessions of whose it is end, for they were opened without it. Answers the code of a link, or None.

        Raises NotFound when the account has ended, Conflict when it has what excludes this right.
        """
        who = tx.get(Account, proposal.about) if proposal.about is not None else None
        if who is None or not who.active:
            raise NotFound()
        code = _GIVE[Right(proposal.kind)](tx, proposal, who, now)
        end_sessions(tx, who.id)
        return code

    # ── taking away ────────────────────────────────────────────────────────────────────────────────────────────────

    def take_role(self, actor: Actor, account: int, membership: int) -> None:
        """Take a role away; its sessions end. Raises NotAllowed, NotFound."""
        must_administer(actor)
        now = self.desk.clock.now()
        with self.desk.store.begin() as tx:
            row = tx.get(Membership, membership)
            if row is None or row.account != account:
                raise NotFound()
            tx.remove(row)
            end_sessions(tx, account)
            tell(tx, actor.account, now, tags.ROLE_TAKEN, account=account, role=f"{row.lane}.{row.role}")

    def take_administrator(self, actor: Actor, account: int) -> None:
        """Somebody administers no longer. Raises Conflict for the last two: rights need two administrators."""
        must_administer(actor)
        now = self.desk.clock.now()
        with self.desk.store.begin() as tx:
            row = tx.get(Account, account)
            if row is None or not row.admin:
                raise NotFound()
            tell(tx, actor.account, now, tags.ROLE_TAKEN, account=account, role="administrator")
            must_leave_two(tx)
            tx.change(row, admin=False)
            end_sessions(tx, account)

    def take_identity(self, actor: Actor, account: int, identity: int) -> None:
        """Somebody no longer logs in through this log-in service. Raises NotAllowed, NotFound."""
        must_administer(actor)
        now = self.desk.clock.now()
        with self.desk.store.begin() as tx:
            row = tx.get(Identity, identity)
            if row is None or row.account != account:
                raise NotFound()
            tx.remove(row)
            end_sessions(tx, account)
            tell(tx, actor.account, now, tags.IDENTITY_TAKEN, account=account)


def must_leave_two(reader: Reader) -> None:
    """Raises Conflict when one administrator less would leave fewer than two.

    Whoever takes one away has told so first: the chain without a case is written by one at a time, and so two who each take
    another one away at the same moment are counted one after the other.
    """
    if reader.count(Account, admin=True, active=True) <= 2:
        raise Conflict(
            "Two administrators must remain: name another one first.",
            "Er moeten twee beheerders blijven: benoem eerst een ander.",
        )


def make_link(tx: Transaction, account: int, by: int | None, now: datetime, valid: timedelta) -> str:
    """A code with which an account chooses a password, once; older ones of this account are worth nothing any more."""
    for row in tx.find(Invitation, account=account, used_at=None):
        tx.change(row, used_at=now)
    code = new_secret()
    tx.add(Invitation(account=account, code=hashed(code), set_by=by, created_at=now, expires_at=now + valid))
    tell(tx, by, now, tags.INVITED, account=account)
    return code


def _give_role(tx: Transaction, row: Proposal, who: Account, now: datetime) -> None:
    if who.admin:
        raise _apart()
    detail = json.loads(row.detail)
    (place,), (lane, _, role) = tx.find(Organisation, key=detail["organisation"]), detail["role"].partition(".")
    if lane not in place.lanes.split(","):
        raise Conflict("The organisation does not have this role any more.", "De organisatie heeft deze rol niet meer.")
    tx.add_unless_there(Membership(account=who.id, organisation=place.id, lane=lane, role=role))


def _give_administration(tx: Transaction, row: Proposal, who: Account, now: datetime) -> None:
    if tx.find(Membership, account=who.id):
        raise _apart()
    tx.change(who, admin=True)


def _give_identity(tx: Transaction, row: Proposal, who: Account, now: datetime) -> None:
    detail = json.loads(row.detail)
    tx.add(Identity(account=who.id, issuer=detail["issuer"], subject=detail["subject"], linked_at=now))


def _give_password(tx: Transaction, row: Proposal, who: Account, now: datetime) -> str:
    warn(tx, who, "reset", now)
    return make_link(tx, who.id, row.proposed_by, now, RESET_FOR)


def _take_factor(tx: Transaction, row: Proposal, who: Account, now: datetime) -> None:
    take_factor(tx, who.id)
    warn(tx, who, "reset", now)
    tell(tx, row.proposed_by, now, tags.FACTOR_TAKEN, account=who.id)


_GIVE: Mapping[Right, Callable[[Transaction, Proposal, Account, datetime], str | None]] = {
    Right.ROLE: _give_role,
    Right.ADMINISTRATOR: _give_administration,
    Right.IDENTITY: _give_identity,
    Right.PASSWORD: _give_password,
    Right.FACTOR: _take_factor,
}


def _must_be_a_seat(vocabulary: Vocabulary, place: Organisation, group: str) -> None:
    lane, _, _ = group.partition(".")
    declared = vocabulary.lanes.get(lane)
    if vocabulary.role(group) is None or declared is None or declared.kind != "organisation":
        raise Invalid([_problem("role", "Kies een rol uit de lijst.", "Choose a role from the list.")])
    if lane not in place.lanes.split(","):
        raise Invalid(
            [_problem("role", "Deze organisatie heeft deze rol niet.", "This organisation does not have this role.")]
        )


def _apart() -> Conflict:
    return Conflict(
        "Whoever administers has no role in cases, and the other way round. Use two accounts, or two people.",
        "Wie beheert, heeft geen rol in zaken, en andersom. Neem twee accounts, of liever twee mensen.",
    )


def _problem(path: str, nl: str, en: str) -> FieldProblem:
    return FieldProblem(path, "invalid", nl, en)

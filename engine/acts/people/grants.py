"""Rights by four eyes: one administrator proposes, another confirms. Nobody grants anything to oneself.

What takes a right away needs one administrator and works at once. Two rights exclude each other: whoever administers has no
role, so that no administrator can see a case, and whoever has a role does not administer.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine import access, tags
from engine.acts.desk import Desk
from engine.acts.people.common import hashed, must_administer, must_be_sure, new_secret, tell, warn
from engine.acts.people.factors import confirmed, take_factor
from engine.acts.people.sessions import end_sessions
from engine.errors import AlreadyDone, Conflict, FourEyes, Invalid, NotAllowed, NotFound
from engine.model import (
    Account,
    AccountKind,
    Actor,
    Grant,
    GrantKind,
    GrantState,
    Identity,
    Invitation,
    Membership,
    Organisation,
)
from engine.ports import FieldProblem
from engine.store.protocol import Reader, Transaction
from engine.views import Person
from engine.vocabulary import Vocabulary

FEWEST_LETTERS = 5  # of a reason
INVITED_FOR = timedelta(days=3)
RESET_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A proposal as administrators see it. `role` is `lane.role`, `may` whether this reader may confirm it."""

    id: int
    kind: GrantKind
    who: Person
    organisation: str
    role: str
    label: str
    issuer: str
    subject: str
    reason: str
    proposed_by: str
    proposed_at: datetime
    may: bool


@dataclass(frozen=True, slots=True)
class Grants:
    """Proposing, confirming, refusing, taking away."""

    desk: Desk

    # ── proposing ──────────────────────────────────────────────────────────────────────────────────────────────────

    def role(self, actor: Actor, account: int, organisation: int, group: str, reason: str) -> Grant:
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
        return self._propose(actor, GrantKind.ROLE, account, reason, {"lane": lane, "role": role}, organisation)

    def administrator(self, actor: Actor, account: int, reason: str) -> Grant:
        """Propose that somebody becomes an administrator: who has no role, and is a person."""
        must_administer(actor)
        with self.desk.store.reading() as reader:
            if reader.find(Membership, account=account):
                raise _apart()
        return self._propose(actor, GrantKind.ADMINISTRATOR, account, reason, {})

    def identity(self, actor: Actor, account: int, issuer: str, subject: str, reason: str) -> Grant:
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
        return self._propose(actor, GrantKind.IDENTITY, account, reason, {"issuer": issuer, "subject": subject})

    def password(self, actor: Actor, account: int, reason: str) -> Grant:
        """Propose a link with which somebody who has roles but no second factor chooses another password."""
        return self._propose(actor, GrantKind.PASSWORD, account, reason, {})

    def factor(self, actor: Actor, account: int, reason: str) -> Grant:
        """Propose that a lost second factor is taken away."""
        must_administer(actor)
        with self.desk.store.reading() as reader:
            if confirmed(reader, account) is None:
                raise Conflict("No app is linked.", "Er is geen app gekoppeld.")
        return self._propose(actor, GrantKind.FACTOR, account, reason, {})

    def _propose(
        self,
        actor: Actor,
        kind: GrantKind,
        account: int,
        reason: str,
        detail: Mapping[str, str],
        organisation: int | None = None,
    ) -> Grant:
        now = self.desk.clock.now()
        must_administer(actor)
        must_be_sure(actor, now)
        if actor.account is None:
            raise NotAllowed()
        if account == actor.account:
            raise _not_oneself()
        if len(reason.strip()) < FEWEST_LETTERS:
            raise Invalid([_problem("reason", "Schrijf waarom dit nodig is.", "Write why this is needed.")])
        written = json.dumps(detail, sort_keys=True)
        with self.desk.store.begin() as tx:
            who = tx.get(Account, account)
            if who is None or not who.active:
                raise NotFound()
            if kind is not GrantKind.ROLE and who.kind is AccountKind.PROGRAM:
                raise Invalid([_problem("account", "Een programma heeft alleen rollen.", "A program has roles only.")])
            same = tx.find(Grant, account=account, kind=kind, state=GrantState.PROPOSED, organisation=organisation)
            if any(row.detail == written for row in same):
                raise Conflict("This was proposed already.", "Dit is al voorgesteld.")
            made = tx.add(
                Grant(
                    kind=kind,
                    account=account,
                    organisation=organisation,
                    detail=written,
                    reason=reason.strip()[:300],
                    proposed_by=actor.account,
                    proposed_at=now,
                )
            )
            tell(tx, actor.account, now, tags.GRANT_PROPOSED, account=account, grant=made.id, what=kind.value)
        return made

    # ── confirming ─────────────────────────────────────────────────────────────────────────────────────────────────

    def confirm(self, actor: Actor, grant: int) -> str | None:
        """Confirm what another proposed. Answers the link of a new password, once; None for other rights.

        Raises NotAllowed, ProveAgain, NotFound, AlreadyDone, FourEyes for who proposed it or gets it, Conflict.
        """
        now = self.desk.clock.now()
        must_administer(actor)
        must_be_sure(actor, now)
        with self.desk.store.begin() as tx:
            row = _proposed(tx, grant)
            if not access.four_eyes(actor.account, (row.proposed_by, row.account)):
                raise _not_oneself()
            who = tx.get(Account, row.account)
            if who is None or not who.active:
                raise NotFound()
            link = _GIVE[row.kind](tx, row, who, now)
            tx.change(row, state=GrantState.CONFIRMED, resolved_by=actor.account, resolved_at=now)
            end_sessions(tx, row.account)
            tell(tx, actor.account, now, tags.GRANT_CONFIRMED, account=row.account, grant=row.id, what=row.kind.value)
        return link

    def refuse(self, actor: Actor, grant: int) -> None:
        """Refuse a proposal; whoever made it may take it back like this too. Raises NotAllowed, NotFound, AlreadyDone."""
        must_administer(actor)
        now = self.desk.clock.now()
        with self.desk.store.begin() as tx:
            row = _proposed(tx, grant)
            tx.change(row, state=GrantState.REFUSED, resolved_by=actor.account, resolved_at=now)
            tell(tx, actor.account, now, tags.GRANT_REFUSED, account=row.account, grant=row.id, what=row.kind.value)

    def waiting(self, actor: Actor, account: int | None = None) -> list[GrantRow]:
        """What is proposed, the oldest first; of one account when it is given. Raises NotAllowed."""
        must_administer(actor)
        with self.desk.look() as (reader, snapshot):
            rows = reader.find(Grant, state=GrantState.PROPOSED)
            return [
                _told(reader, snapshot.vocabulary, row, actor)
                for row in rows
                if account is None or row.account == account
            ]

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
            must_leave_two(tx)
            tx.change(row, admin=False)
            end_sessions(tx, account)
            tell(tx, actor.account, now, tags.ROLE_TAKEN, account=account, role="administrator")

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
    """Raises Conflict when one administrator less would leave fewer than two."""
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


def _proposed(tx: Transaction, grant: int) -> Grant:
    row = tx.get(Grant, grant)
    if row is None:
        raise NotFound()
    if row.state is not GrantState.PROPOSED:
        raise AlreadyDone("This proposal was decided already.", "Over dit voorstel is al beslist.")
    return row


def _give_role(tx: Transaction, row: Grant, who: Account, now: datetime) -> None:
    if who.admin:
        raise _apart()
    detail = json.loads(row.detail)
    assert row.organisation is not None, "a role is at an organisation"
    seat = Membership(account=who.id, organisation=row.organisation, lane=detail["lane"], role=detail["role"])
    tx.add_unless_there(seat)


def _give_administration(tx: Transaction, row: Grant, who: Account, now: datetime) -> None:
    if tx.find(Membership, account=who.id):
        raise _apart()
    tx.change(who, admin=True)


def _give_identity(tx: Transaction, row: Grant, who: Account, now: datetime) -> None:
    detail = json.loads(row.detail)
    tx.add(Identity(account=who.id, issuer=detail["issuer"], subject=detail["subject"], linked_at=now))


def _give_password(tx: Transaction, row: Grant, who: Account, now: datetime) -> str:
    warn(tx, who, "reset", now)
    return make_link(tx, who.id, row.proposed_by, now, RESET_FOR)


def _take_factor(tx: Transaction, row: Grant, who: Account, now: datetime) -> None:
    take_factor(tx, who.id)
    warn(tx, who, "reset", now)
    tell(tx, row.proposed_by, now, tags.FACTOR_TAKEN, account=who.id)


_GIVE: Mapping[GrantKind, Callable[[Transaction, Grant, Account, datetime], str | None]] = {
    GrantKind.ROLE: _give_role,
    GrantKind.ADMINISTRATOR: _give_administration,
    GrantKind.IDENTITY: _give_identity,
    GrantKind.PASSWORD: _give_password,
    GrantKind.FACTOR: _take_factor,
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


def _told(reader: Reader, vocabulary: Vocabulary, row: Grant, actor: Actor) -> GrantRow:
    detail, who = json.loads(row.detail), reader.get(Account, row.account)
    place = reader.get(Organisation, row.organisation) if row.organisation else None
    proposer = reader.get(Account, row.proposed_by)
    group = f"{detail['lane']}.{detail['role']}" if row.kind is GrantKind.ROLE else ""
    role = vocabulary.role(group)
    return GrantRow(
        id=row.id,
        kind=row.kind,
        who=Person(row.account, who.name if who else ""),
        organisation=place.name if place else "",
        role=group,
        label=(role.label_en if actor.language == "en" else role.label) if role else group,
        issuer=detail.get("issuer", ""),
        subject=detail.get("subject", ""),
        reason=row.reason,
        proposed_by=proposer.name if proposer else "",
        proposed_at=row.proposed_at,
        may=access.four_eyes(actor.account, (row.proposed_by, row.account)),
    )


def _apart() -> Conflict:
    return Conflict(
        "Whoever administers has no role in cases, and the other way round. Use two accounts, or two people.",
        "Wie beheert, heeft geen rol in zaken, en andersom. Neem twee accounts, of liever twee mensen.",
    )


def _not_oneself() -> FourEyes:
    return FourEyes(
        "Another administrator must do this: not who proposed it, and not whom it is for.",
        "Een andere beheerder moet dit doen: niet wie het voorstelde en niet voor wie het is.",
    )


def _problem(path: str, nl: str, en: str) -> FieldProblem:
    return FieldProblem(path, "invalid", nl, en)

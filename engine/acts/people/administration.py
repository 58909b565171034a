"""Administrators keep accounts. What gives somebody a right is in rights.py: there two of them act."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from engine import tags
from engine.acts.desk import Desk
from engine.acts.need.proposals import Proposals, ProposalView
from engine.acts.people.absences import Absences
from engine.acts.people.common import must_administer, must_be_sure, tell, warn
from engine.acts.people.factors import confirmed, take_factor
from engine.acts.people.rights import INVITED_FOR, RESET_FOR, Rights, make_link, must_leave_two
from engine.acts.people.sessions import end_sessions
from engine.acts.people.tokens import TokenRow, Tokens
from engine.calendar import day_of
from engine.errors import Conflict, Invalid, NotFound
from engine.model import (
    ENGINE,
    Absence,
    Account,
    AccountKind,
    Actor,
    Identity,
    Membership,
    Organisation,
    ProgramToken,
    Proposal,
    Roster,
)
from engine.ports import FieldProblem
from engine.store.protocol import Transaction
from engine.vocabulary import Vocabulary

LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,99}")
FOR_GOOD = date(9999, 12, 31)
PAGE = 200


@dataclass(frozen=True, slots=True)
class Seat:
    """A role of an account at an organisation."""

    id: int
    organisation: str
    organisation_key: str
    role: str
    label: str


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account in the list."""

    id: int
    login: str
    name: str
    kind: AccountKind
    active: bool
    admin: bool
    seats: tuple[Seat, ...]
    proposals: int


@dataclass(frozen=True, slots=True)
class AccountView:
    """One account as administrators see it. `reset_alone`: a new password needs no second administrator."""

    row: AccountRow
    email: str | None
    language: str
    has_password: bool
    factor: bool
    identities: tuple[Identity, ...]
    tokens: tuple[TokenRow, ...]
    proposals: tuple[ProposalView, ...]
    reset_alone: bool


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """A role that an organisation can have people in."""

    organisation: int
    name: str
    group: str
    label: str


@dataclass(frozen=True, slots=True)
class Administration:
    """Accounts, and the roles that can be proposed for them."""

    desk: Desk
    rights: Rights
    proposals: Proposals
    tokens: Tokens
    absences: Absences

    def roles(self, actor: Actor) -> list[RoleChoice]:
        """Every role that can be proposed, per organisation. Raises NotAllowed."""
        must_administer(actor)
        with self.desk.look() as (reader, snapshot):
            lanes = snapshot.vocabulary.lanes
            return [
                RoleChoice(place.id, place.name, role.group, role.say(actor.language))
                for place in sorted(reader.find(Organisation), key=lambda row: row.name.casefold())
                for key in place.lanes.split(",")
                if key in lanes
                for role in lanes[key].roles.values()
            ]

    # ── accounts ───────────────────────────────────────────────────────────────────────────────────────────────────

    def accounts(self, actor: Actor, *, text: str = "", organisation: int | None = None) -> list[AccountRow]:
        """The accounts whose name or login has this text, by name, at most 200. Raises NotAllowed."""
        must_administer(actor)
        wanted = text.strip().casefold()
        with self.desk.look() as (reader, snapshot):
            seats = _seats(reader.find(Membership), reader.find(Organisation), snapshot.vocabulary, actor)
            open_ = [row.about for row in reader.find(Proposal, decided_at=None)]
            places = (
                {row.account for row in reader.find(Membership, organisation=organisation)} if organisation else None
            )
            rows = [
                _row(row, seats.get(row.id, ()), open_.count(row.id))
                for row in reader.find(Account)
                if wanted in f"{row.name} {row.login}".casefold() and (places is None or row.id in places)
            ]
        return sorted(rows, key=lambda row: (not row.active, row.name.casefold()))[:PAGE]

    def account(self, actor: Actor, account: int) -> AccountView:
        """One account. Raises NotAllowed, NotFound."""
        must_administer(actor)
        with self.desk.look() as (reader, snapshot):
            row = reader.get(Account, account)
            if row is None:
                raise NotFound()
            mine = reader.find(Membership, account=account)
            seats = _seats(mine, reader.find(Organisation), snapshot.vocabulary, actor).get(account, ())
            identities = tuple(reader.find(Identity, account=account))
            factor = confirmed(reader, account) is not None
        proposals = tuple(self.proposals.open(actor, about=account))
        return AccountView(
            row=_row(row, seats, len(proposals)),
            email=row.email,
            language=row.language,
            has_password=bool(row.password),
            factor=factor,
            identities=identities,
            tokens=tuple(self.tokens.of(actor, account)),
            proposals=proposals,
            reset_alone=factor or not (seats or row.admin),
        )

    def make_account(
        self, actor: Actor, login: str, name: str, email: str | None, kind: AccountKind = AccountKind.PERSON
    ) -> tuple[Account, str]:
        """A new account without any right, and the code of its invitation (empty for a program).

        Raises NotAllowed, ProveAgain, Invalid, Conflict when the login is taken.
        """
        now, login, name = self.desk.clock.now(), login.strip().lower(), name.strip()
        must_administer(actor)
        must_be_sure(actor, now)
        _must_be_an_account(login, name, email)
        with self.desk.store.begin() as tx:
            if tx.find(Account, login=login):
                raise Conflict("This login is taken.", "Deze gebruikersnaam is al in gebruik.")
            row = tx.add(Account(login=login, name=name, email=email or None, kind=kind))
            tell(tx, actor.account, now, tags.ACCOUNT_MADE, account=row.id, what=kind.value)
            code = make_link(tx, row.id, actor.account, now, INVITED_FOR) if kind is AccountKind.PERSON else ""
        return row, code

    def change_account(self, actor: Actor, account: int, name: str, email: str | None) -> None:
        """Another name or mail address. Raises NotAllowed, NotFound, Invalid."""
        must_administer(actor)
        with self.desk.store.begin() as tx:
            row = tx.get(Account, account)
            if row is None:
                raise NotFound()
            _must_be_an_account(row.login, name.strip(), email)
            tx.change(row, name=name.strip(), email=email or None)
            tell(tx, actor.account, self.desk.clock.now(), tags.ACCOUNT_CHANGED, account=account)

    def reset_password(self, actor: Actor, account: int) -> str:
        """The code of a link with which somebody chooses another password; the present sessions end.

        Somebody with rights and without a second factor could be impersonated with such a link: there rights.password asks
        a second administrator, and here it is a Conflict. Raises NotAllowed, ProveAgain, NotFound, Conflict.
        """
        now = self.desk.clock.now()
        must_administer(actor)
        must_be_sure(actor, now)
        if not self.account(actor, account).reset_alone:
            raise Conflict(
                "This person has rights and no second factor: propose the reset, and let another administrator confirm it.",
                "Deze persoon heeft rechten en geen tweede stap: stel het voor en laat een andere beheerder bevestigen.",
            )
        with self.desk.store.begin() as tx:
            row = tx.get(Account, account)
            if row is None or not row.active or row.kind is not AccountKind.PERSON:
                raise NotFound()
            end_sessions(tx, account)
            warn(tx, row, "reset", now)
            return make_link(tx, account, actor.account, now, RESET_FOR)

    def end_account(self, actor: Actor, account: int) -> int:
        """Somebody leaves: sessions, tokens, rights and proofs end now, and colleagues get the open tasks. Answers how many.

        Raises NotAllowed, NotFound, Conflict for the last two administrators and for oneself.
        """
        now = self.desk.clock.now()
        must_administer(actor)
        must_be_sure(actor, now)
        if account == actor.account:
            raise Conflict("Ask another administrator.", "Vraag dit aan een andere beheerder.")
        with self.desk.store.begin() as tx:
            row = tx.get(Account, account)
            if row is None or not row.active:
                raise NotFound()
            tell(tx, actor.account, now, tags.ACCOUNT_ENDED, account=account)
            if row.admin:
                must_leave_two(tx)
            tx.change(row, active=False, admin=False, password="")
            tx.add(Absence(account=account, since=day_of(now), until=FOR_GOOD))
            _strip(tx, account, now)
        return self.absences.hand_over(ENGINE, account)

    def bring_back(self, actor: Actor, account: int) -> str:
        """Somebody returns, without any right: those are proposed anew. Answers the code of an invitation."""
        now = self.desk.clock.now()
        must_administer(actor)
        must_be_sure(actor, now)
        with self.desk.store.begin() as tx:
            row = tx.get(Account, account)
            if row is None or row.active:
                raise NotFound()
            tx.change(row, active=True)
            for absence in tx.find(Absence, account=account, until=FOR_GOOD):
                tx.remove(absence)
            tell(tx, actor.account, now, tags.ACCOUNT_BACK, account=account)
            return make_link(tx, account, actor.account, now, INVITED_FOR) if row.kind is AccountKind.PERSON else ""

    def first_administrator(self, login: str, name: str) -> str:
        """The code of an invitation for one of the first two administrators, for whoever installs this. Raises Conflict after those."""
        with self.desk.store.reading() as reader:
            if reader.count(Account, admin=True, active=True) >= 2:
                raise Conflict(
                    "There are two administrators already: they name the next one on the pages.",
                    "Er zijn al twee beheerders: zij benoemen de volgende op de pagina’s.",
                )
        account, code = self.make_account(ENGINE, login, name, None)
        with self.desk.store.begin() as tx:
            row = tx.get(Account, account.id)
            assert row is not None, "it was made just now"
            tx.change(row, admin=True)
            tell(tx, None, self.desk.clock.now(), tags.ADMINISTRATOR_NAMED, account=account.id)
        return code


def _strip(tx: Transaction, account: int, now: datetime) -> None:
    """Take everything with which an account can do something."""
    end_sessions(tx, account)
    take_factor(tx, account)
    for kind in (Membership, Identity, Roster):
        for row in tx.find(kind, account=account):
            tx.remove(row)
    for token in tx.find(ProgramToken, account=account, revoked_at=None):
        tx.change(token, revoked_at=now)
    for proposal in tx.find(Proposal, about=account, decided_at=None):
        tx.change(proposal, decided_at=now, accepted=False)


def _seats(
    rows: list[Membership], places: list[Organisation], vocabulary: Vocabulary, actor: Actor
) -> dict[int, tuple[Seat, ...]]:
    by_id, found = {place.id: place for place in places}, dict[int, tuple[Seat, ...]]()
    for row in rows:
        place, group = by_id[row.organisation], f"{row.lane}.{row.role}"
        seat = Seat(row.id, place.name, place.key, group, vocabulary.role_words(group, actor.language))
        found[row.account] = (*found.get(row.account, ()), seat)
    return found


def _row(row: Account, seats: tuple[Seat, ...], proposals: int) -> AccountRow:
    return AccountRow(row.id, row.login, row.name, row.kind, row.active, row.admin, seats, proposals)


def _must_be_an_account(login: str, name: str, email: str | None) -> None:
    problems = []
    if not LOGIN.fullmatch(login):
        problems.append(
            _problem(
                "login",
                "Gebruik 2 tot 100 kleine letters, cijfers, punten of streepjes.",
                "Use 2 to 100 small letters, digits, dots or dashes.",
            )
        )
    if not name or len(name) > 200:
        problems.append(_problem("name", "Vul de naam in.", "Give the name."))
    if email and (len(email) > 254 or not re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", email)):
        problems.append(_problem("email", "Dit is geen mailadres.", "This is not a mail address."))
    if problems:
        raise Invalid(problems)


def _problem(path: str, nl: str, en: str) -> FieldProblem:
    return FieldProblem(path, "invalid", nl, en)

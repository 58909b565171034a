"""Who logs in, with what proof, and as whom they act."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine import passwords, tags
from engine.acts.desk import Desk
from engine.acts.people.common import actor_of, hashed, must_be_sure, tell
from engine.acts.people.factors import Factors, confirmed
from engine.acts.people.guard import Guard
from engine.acts.people.sessions import Sessions, end_sessions
from engine.errors import Invalid, NotAllowed, NotFound, Stale
from engine.model import Account, AccountKind, Actor, Identity, Invitation, Membership, Organisation, SessionStage
from engine.ports import FieldProblem
from engine.store.protocol import Reader, Transaction

EVERYBODY = "all"
ADMINISTRATORS = "administrators"
LANGUAGES = ("nl", "en")
LEEWAY = timedelta(seconds=30)  # by so much the clock of a log-in service may differ from ours


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the demonstration, opened with one click."""

    login: str
    name: str
    role_label: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Entered:
    """What a right password gives: a session, open or waiting for the second factor."""

    token: str
    stage: SessionStage
    actor: Actor


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """An account as its owner sees it. `factor_asked`: the second factor cannot be left out."""

    login: str
    name: str
    email: str | None
    has_password: bool
    issuers: frozenset[str]  # the log-in services through which this person comes in
    factor: bool
    factor_asked: bool
    recovery_left: int
    seats: tuple[tuple[str, str], ...]  # organisation, role


@dataclass(frozen=True, slots=True)
class Accounts:
    """Log-ins. `second_factor` says of whom one is asked: all, administrators, an organisation's key, a lane or a lane.role."""

    desk: Desk
    sessions: Sessions
    guard: Guard
    factors: Factors
    second_factor: frozenset[str] = frozenset()
    demonstration: bool = False

    # ── coming in ──────────────────────────────────────────────────────────────────────────────────────────────────

    def login(self, login: str, password: str, address: str = "") -> Actor | None:
        """The actor behind a login and password; None when they do not fit. Takes as long for unknown names.

        Raises TooManyTries, whether or not there is such a name.
        """
        name = _plain(login)
        limits = self.guard.at_login(name, address)
        self.guard.count(limits)
        with self.desk.store.reading() as reader:
            account = next(iter(reader.find(Account, login=name, active=True)), None)
        right = passwords.fits(account.password if account else None, password)
        if account is None or not right:
            return None
        self.guard.passed(limits, name, address)
        self._rehash(account, password)
        with self.desk.store.reading() as reader:
            return actor_of(self.desk, reader, account)

    def _rehash(self, account: Account, password: str) -> None:
        """Today's parameters for a hash of former days: now is the only moment that the password is known."""
        if not passwords.outdated(account.password):
            return
        with self.desk.store.begin() as tx:
            for row in tx.find(Account, id=account.id, password=account.password):
                tx.change(row, password=passwords.hash_password(password))

    def enter(self, actor: Actor, *, agent: str = "", strong: bool = False, fresh: bool = True) -> Entered:
        """Open a session after a right password, as far as it may be opened.

        `strong` says that the second factor was given elsewhere already: the log-in service asked for it. Without `fresh`
        the service let in who had logged in there before: that is no proof for what asks one.
        """
        stage = SessionStage.OPEN if strong else self.stage_of(actor)
        return Entered(self.sessions.open(actor, stage, strong=fresh, agent=agent), stage, actor)

    def stage_of(self, actor: Actor) -> SessionStage:
        """What is still to come after the password: nothing, a code, or linking an app."""
        with self.desk.store.reading() as reader:
            if actor.account is not None and confirmed(reader, actor.account):
                return SessionStage.CODE
            return SessionStage.ENROL if self.asks_factor(reader, actor) else SessionStage.OPEN

    def asks_factor(self, reader: Reader, actor: Actor) -> bool:
        """Whether this person cannot do without a second factor."""
        wanted = self.second_factor
        if EVERYBODY in wanted or (actor.admin and ADMINISTRATORS in wanted):
            return True
        where = {role.organisation for role in actor.roles}
        keys = {row.key for row in reader.find(Organisation, id=tuple(sorted(where)))} if where else set()
        return bool(wanted & (keys | actor.groups | {role.lane for role in actor.roles}))

    def enter_code(self, token: str, given: str, address: str = "") -> str | None:
        """The second step of a log-in: another token, of the session that is now open; None for a wrong code.

        Raises NotFound when no log-in waits, TooManyTries.
        """
        waiting = self.sessions.known(token, SessionStage.CODE)
        if waiting is None:
            raise NotFound()
        return self.sessions.renew(token, SessionStage.CODE) if self._code(waiting[1], given, address) else None

    def _code(self, account: Account, given: str, address: str) -> bool:
        limits = self.guard.at_code(account.id, address)
        self.guard.count(limits)
        right = self.factors.check(account.id, given)
        if right:
            self.guard.passed(limits)
        return right

    def prove_again(self, token: str, given: str, address: str = "") -> str | None:
        """Step up: who is logged in gives the code of the app, else the password. Answers another token; None when wrong.

        In the demonstration an account without either proves itself by a click. Raises NotFound, TooManyTries.
        """
        found = self.sessions.known(token, SessionStage.OPEN)
        if found is None:
            raise NotFound()
        return self.sessions.renew(token, SessionStage.OPEN) if self._proof(found[1], given, address) else None

    def _proof(self, account: Account, given: str, address: str) -> bool:
        if self.factors.state(account.id).linked:
            return self._code(account, given, address)
        if account.password:
            return self.login(account.login, given, address) is not None
        return self.demonstration

    def begin_at_service(self) -> datetime:
        """The moment at which somebody is sent to a log-in service: what the service asked before is no fresh proof."""
        return self.desk.clock.now()

    def is_fresh(self, begun: datetime, logged_in: datetime | None) -> bool:
        """Whether a log-in service asked anew for whom it vouches: `logged_in` is when it says that it did, `begun` when we asked."""
        return logged_in is not None and begun - LEEWAY <= logged_in <= self.desk.clock.now() + LEEWAY

    def prove_at_service(
        self, token: str, identity: tuple[str, str], begun: datetime, logged_in: datetime | None
    ) -> str | None:
        """Step up through a log-in service, for who has neither password nor app here. Answers another token of the session.

        None when the service vouches (by issuer and subject) for somebody else than whose session this is, or did not ask
        anew. Raises NotFound when the session is over.
        """
        found = self.sessions.known(token, SessionStage.OPEN)
        if found is None:
            raise NotFound()
        issuer, subject = identity
        with self.desk.store.reading() as reader:
            same = reader.find(Identity, issuer=issuer, subject=subject, account=found[1].id)
        return self.sessions.renew(token, SessionStage.OPEN) if same and self.is_fresh(begun, logged_in) else None

    def login_by_identity(self, issuer: str, subject: str) -> Actor | None:
        """The actor whom a log-in service vouches for; None when nobody here is linked to it. Mail addresses are not looked at."""
        with self.desk.store.reading() as reader:
            rows = reader.find(Identity, issuer=issuer, subject=subject)
            account = reader.get(Account, rows[0].account) if rows else None
            return actor_of(self.desk, reader, account) if account and account.active else None

    # ── the demonstration ──────────────────────────────────────────────────────────────────────────────────────────

    def demo_accounts(self) -> list[DemoAccount]:
        """The accounts that open with one click; none outside the demonstration."""
        if not self.demonstration:
            return []
        with self.desk.look() as (reader, snapshot):
            found: list[DemoAccount] = []
            for account in reader.find(Account, active=True):
                for row in reader.find(Membership, account=account.id)[:1]:
                    role = snapshot.vocabulary.role(f"{row.lane}.{row.role}")
                    organisation = reader.get(Organisation, row.organisation)
                    label = role.label if role else row.role
                    found.append(
                        DemoAccount(account.login, account.name, label, organisation.name if organisation else "")
                    )
            admins = reader.find(Account, active=True, admin=True)
            return found + [DemoAccount(row.login, row.name, "Beheerder", "Beheer") for row in admins]

    def demo_login(self, login: str) -> Actor | None:
        """The actor behind a login, without a password; None outside the demonstration."""
        if not self.demonstration:
            return None
        with self.desk.store.reading() as reader:
            rows = reader.find(Account, login=login, active=True)
            return actor_of(self.desk, reader, rows[0]) if rows else None

    # ── sessions, as pages and programs ask for them ───────────────────────────────────────────────────────────────

    def open_session(self, actor: Actor, *, agent: str = "") -> str:
        """A session of somebody who proved enough; answers what the browser keeps."""
        return self.sessions.open(actor, agent=agent)

    def session(self, token: str) -> Actor | None:
        """The actor of an open session; None when it is over."""
        return self.sessions.find(token)

    def close_session(self, token: str) -> None:
        """End a session."""
        self.sessions.close(token)

    def actor(self, account: int) -> Actor:
        """The actor behind an account id. Raises NotAllowed when there is none."""
        with self.desk.store.reading() as reader:
            row = reader.get(Account, account)
            if row is None or not row.active:
                raise NotAllowed()
            return actor_of(self.desk, reader, row)

    # ── one's own account ──────────────────────────────────────────────────────────────────────────────────────────

    def own(self, actor: Actor) -> OwnAccount:
        """One's own account."""
        with self.desk.look() as (reader, snapshot):
            account = _account(reader, actor)
            names = {row.id: row.name for row in reader.find(Organisation)}
            seats = [
                (names.get(role.organisation, ""), snapshot.vocabulary.role_words(role.group, actor.language))
                for role in actor.roles
            ]
            asked = self.asks_factor(reader, actor)
            issuers = frozenset(row.issuer for row in reader.find(Identity, account=account.id))
        state = self.factors.state(account.id)
        return OwnAccount(
            login=account.login,
            name=account.name,
            email=account.email,
            has_password=bool(account.password),
            issuers=issuers,
            factor=state.linked,
            factor_asked=asked,
            recovery_left=state.recovery_left,
            seats=tuple(seats),
        )

    def change_password(self, actor: Actor, old: str, new: str, *, token: str, address: str = "") -> str:
        """Choose another password: answers another token, and every other session of this person ends.

        Raises Invalid for a wrong old or a weak new one, TooManyTries.
        """
        with self.desk.store.reading() as reader:
            account = _account(reader, actor)
        if account.password and self.login(account.login, old, address) is None:
            raise Invalid([_WRONG_OLD])
        if not account.password:
            must_be_sure(actor, self.desk.clock.now())
        with self.desk.store.begin() as tx:
            self._set_password(tx, account, new, keep=token)
        return self.sessions.renew(token, SessionStage.OPEN)

    def _set_password(self, tx: Transaction, account: Account, password: str, keep: str = "") -> None:
        if problem := passwords.objection(password, (account.login, account.name, account.email or "")):
            raise Invalid([problem])
        now = self.desk.clock.now()
        tx.change(account, password=passwords.hash_password(password), password_at=now)
        end_sessions(tx, account.id, keep)
        tell(tx, account.id, now, tags.PASSWORD_SET, account=account.id)

    def set_language(self, actor: Actor, language: str) -> None:
        """Remember in which language somebody works."""
        if actor.account is None or language not in LANGUAGES:
            return
        with self.desk.store.begin() as tx:
            row = tx.get(Account, actor.account)
            if row:
                tx.change(row, language=language)

    def organisations(self, actor: Actor) -> list[Organisation]:
        """The organisations where somebody works, by name: what a worklist can be narrowed to."""
        ids = tuple(sorted({role.organisation for role in actor.roles}))
        with self.desk.store.reading() as reader:
            return sorted(reader.find(Organisation, id=ids), key=lambda row: row.name) if ids else []

    # ── invitations ────────────────────────────────────────────────────────────────────────────────────────────────

    def invited(self, code: str) -> Account:
        """Whom a link is for. Raises NotFound when it was used, is too old or never was."""
        with self.desk.store.reading() as reader:
            return self._invited(reader, code)[1]

    def accept(self, code: str, password: str) -> Actor:
        """Choose a password with a link, which is used up by this. Raises NotFound, Invalid for a weak password."""
        return self._accept(code, lambda tx, account: self._set_password(tx, account, password))

    def accept_identity(self, code: str, issuer: str, subject: str) -> Actor:
        """Link a log-in service with a link, which is used up by this. Raises NotFound, Conflict when it is linked already."""

        def link(tx: Transaction, account: Account) -> None:
            tx.add(Identity(account=account.id, issuer=issuer, subject=subject, linked_at=self.desk.clock.now()))
            end_sessions(tx, account.id)

        return self._accept(code, link)

    def _accept(self, code: str, act: Callable[[Transaction, Account], None]) -> Actor:
        try:
            with self.desk.store.begin() as tx:
                invitation, account = self._invited(tx, code)
                tx.change(invitation, used_at=self.desk.clock.now())
                act(tx, account)
                return actor_of(self.desk, tx, account)
        except Stale as stale:
            raise NotFound() from stale  # the link was used twice at the same moment

    def _invited(self, reader: Reader, code: str) -> tuple[Invitation, Account]:
        rows = reader.find(Invitation, code=hashed(code), used_at=None)
        if rows and self.desk.clock.now() < rows[0].expires_at:
            account = reader.get(Account, rows[0].account)
            if account and account.active and account.kind is AccountKind.PERSON:
                return rows[0], account
        raise NotFound()


_WRONG_OLD = FieldProblem("old", "wrong", "Dit is niet uw wachtwoord van nu.", "This is not your present password.")


def _account(reader: Reader, actor: Actor) -> Account:
    row = reader.get(Account, actor.account) if actor.account is not None else None
    if row is None:
        raise NotAllowed()
    return row


def _plain(login: str) -> str:
    return login.strip().lower()[:200]

"""Who logs in, who is away, who is on duty."""

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from engine import placing, tags
from engine.acts.desk import Desk
from engine.calendar import day_of
from engine.errors import NotAllowed
from engine.model import (
    Absence,
    Account,
    Actor,
    Event,
    Membership,
    Organisation,
    Role,
    Session,
    Task,
    TaskStatus,
)
from engine.store.protocol import Reader

ABSOLUTE = timedelta(hours=12)
IDLE = timedelta(hours=1)
SEEN_EVERY = timedelta(minutes=1)
_hasher = PasswordHasher()
_NOBODY = _hasher.hash("nobody has this password")


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the demonstration, opened with one click."""

    login: str
    name: str
    role_label: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Accounts:
    """Log-ins, sessions, absence."""

    desk: Desk
    demonstration: bool = False

    def login(self, login: str, password: str) -> Actor | None:
        """The actor behind a login and password; None when they do not fit. Takes as long for unknown names."""
        with self.desk.store.reading() as reader:
            rows = reader.find(Account, login=login.strip().lower(), active=True)
            account = rows[0] if rows else None
            if not _fits(account.password if account and account.password else _NOBODY, password) or account is None:
                return None
            return self._actor(reader, account)

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
            return found

    def demo_login(self, login: str) -> Actor | None:
        """The actor behind a login, without a password; None outside the demonstration."""
        if not self.demonstration:
            return None
        with self.desk.store.reading() as reader:
            rows = reader.find(Account, login=login, active=True)
            return self._actor(reader, rows[0]) if rows else None

    def open_session(self, actor: Actor) -> str:
        """Start a session and answer what the browser keeps; only its hash is stored."""
        if actor.account is None:
            raise NotAllowed()
        token = secrets.token_urlsafe(32)
        now = self.desk.clock.now()
        with self.desk.store.begin() as tx:
            tx.add(
                Session(
                    token=_hash(token),
                    account=actor.account,
                    created_at=now,
                    seen_at=now,
                    expires_at=now + ABSOLUTE,
                )
            )
            detail = json.dumps({"account": actor.account})
            tx.append_events([Event(case=None, at=now, kind=tags.LOGGED_IN, actor=actor.account, detail=detail)])
        return token

    def session(self, token: str) -> Actor | None:
        """The actor of a session; None when it is over: an hour after the last look, twelve hours after its start."""
        now = self.desk.clock.now()
        with self.desk.store.reading() as reader:
            rows = reader.find(Session, token=_hash(token))
            account = reader.get(Account, rows[0].account) if rows else None
            if not rows or account is None or not account.active:
                return None
            session, actor = rows[0], self._actor(reader, account)
        if now >= session.expires_at or now - session.seen_at > IDLE:
            return None
        if now - session.seen_at > SEEN_EVERY:
            with self.desk.store.begin() as tx:
                tx.change(session, seen_at=now)
        return actor

    def close_session(self, token: str) -> None:
        """End a session."""
        with self.desk.store.begin() as tx:
            for session in tx.find(Session, token=_hash(token)):
                tx.remove(session)

    def actor(self, account: int) -> Actor:
        """The actor behind an account id. Raises NotAllowed when there is none."""
        with self.desk.store.reading() as reader:
            row = reader.get(Account, account)
            if row is None or not row.active:
                raise NotAllowed()
            return self._actor(reader, row)

    def organisations(self, actor: Actor) -> list[Organisation]:
        """The organisations where somebody works, by name: what a worklist can be narrowed to."""
        ids = tuple(sorted({role.organisation for role in actor.roles}))
        with self.desk.store.reading() as reader:
            return sorted(reader.find(Organisation, id=ids), key=lambda row: row.name) if ids else []

    def set_language(self, actor: Actor, language: str) -> None:
        """Remember in which language somebody works."""
        if actor.account is None or language not in ("nl", "en"):
            return
        with self.desk.store.begin() as tx:
            row = tx.get(Account, actor.account)
            if row:
                tx.change(row, language=language)

    def set_absent(self, actor: Actor, account: int, since: date, until: date, deputy: int | None) -> int:
        """Note that somebody is away, and let the deputy have the open tasks with their dates unchanged; answers how many.

        Each case is a transaction of its own: a deputy who gets half of them when the machine stops gets the rest
        when the absence is noted again.
        """
        today = day_of(self.desk.clock.now())
        with self.desk.store.begin() as tx:
            tx.add(Absence(account=account, since=since, until=until, deputy=deputy))
            detail = json.dumps({"account": account})
            event = Event(
                case=None, at=self.desk.clock.now(), kind=tags.ABSENCE_SET, actor=actor.account, detail=detail
            )
            tx.append_events([event])
            cases = sorted({task.case for task in tx.find(Task, assignee=account, status=TaskStatus.OPEN)})
        if not since <= today <= until:
            return 0
        return sum(self._hand_over(actor, case, account, today) for case in cases)

    def _hand_over(self, actor: Actor, case: int, account: int, today: date) -> int:
        moved = 0
        with self.desk.act(actor, case) as run:
            absences: Sequence[Absence] = run.staffing().absences
            behind = run.case.deputy if account == run.case.director else None
            present, _ = placing.stand_in(account, behind, absences, today)
            for task in run.tx.find(Task, case=case, assignee=account, status=TaskStatus.OPEN):
                run.tx.change(task, assignee=present, deputy=account)
                told: dict[str, Any] = {"name": task.name, "to": present, "reason": "absent"}
                run.tell(tags.TASK_REASSIGNED, task=task.id, element=task.element, zone=task.zone, **told)
                moved += 1
            run.settle()
        return moved

    def _actor(self, reader: Reader, account: Account) -> Actor:
        rows = reader.find(Membership, account=account.id)
        return Actor(
            account=account.id,
            name=account.name,
            roles=tuple(Role(row.organisation, row.lane, row.role) for row in rows),
            admin=account.admin,
            language=account.language,
        )


def hash_password(password: str) -> str:
    """An argon2id hash."""
    return _hasher.hash(password)


def _fits(hashed: str, password: str) -> bool:
    try:
        return _hasher.verify(hashed, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

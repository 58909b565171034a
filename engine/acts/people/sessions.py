"""Sessions: kept here, known to the browser or program by a random token of which only the hash is stored."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine import tags
from engine.acts.desk import Desk
from engine.acts.people.common import actor_of, hashed, new_secret, tell
from engine.errors import NotAllowed, NotFound
from engine.model import Account, Actor, Membership, Session, SessionStage
from engine.store.protocol import Reader, Transaction

ABSOLUTE = timedelta(hours=12)
IDLE = timedelta(hours=1)
HALFWAY = timedelta(minutes=15)  # to give a code, or to link an app
SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One of somebody's sessions, as that person sees it. `agent` is the browser's own word for itself."""

    id: int
    opened_at: datetime
    seen_at: datetime
    agent: str
    current: bool


@dataclass(frozen=True, slots=True)
class Sessions:
    """Opening, finding, renewing and ending them."""

    desk: Desk

    def open(
        self, actor: Actor, stage: SessionStage = SessionStage.OPEN, *, strong: bool = True, agent: str = ""
    ) -> str:
        """Start a session and answer what the browser keeps. Sessions of this account that are over are cleared away."""
        if actor.account is None:
            raise NotAllowed()
        now, token = self.desk.clock.now(), new_secret()
        with self.desk.store.begin() as tx:
            for old in tx.find(Session, account=actor.account):
                if _over(old, now):
                    tx.remove(old)
            tx.add(
                Session(
                    token=hashed(token),
                    account=actor.account,
                    detail=json.dumps({"agent": agent[:200]}),
                    created_at=now,
                    seen_at=now,
                    expires_at=now + (ABSOLUTE if stage is SessionStage.OPEN else HALFWAY),
                    stage=stage,
                    strong_at=now if strong else None,
                )
            )
            if stage is SessionStage.OPEN:
                tell(tx, actor.account, now, tags.LOGGED_IN, account=actor.account)
        return token

    def find(self, token: str) -> Actor | None:
        """The actor of a session; None when it is over: an hour after the last look, twelve hours after its start."""
        now = self.desk.clock.now()
        with self.desk.store.glancing() as reader:
            found = _live(reader, token, SessionStage.OPEN, now)
            if found is None:
                return None
            session, account, seats = found
            actor = actor_of(self.desk, reader, account, session.strong_at, seats)
        if now - session.seen_at > SEEN_EVERY:
            with self.desk.store.begin() as tx:
                for row in tx.find(Session, id=session.id):  # it may have been ended since
                    tx.change(row, seen_at=now)
        return actor

    def known(self, token: str, stage: SessionStage) -> tuple[Session, Account] | None:
        """A session at this stage with its account; None when there is none, when it is over, or the account was ended."""
        with self.desk.store.reading() as reader:
            found = _live(reader, token, stage, self.desk.clock.now())
        return found[:2] if found else None

    def renew(self, token: str, *stages: SessionStage) -> str:
        """Another token for the same session, now open and sure of its person: nobody who saw the old one has anything.

        From halfway a log-in it starts the session. Raises NotFound when there is none at these stages.
        """
        now, fresh = self.desk.clock.now(), new_secret()
        with self.desk.store.begin() as tx:
            rows = [found for stage in stages if (found := _live(tx, token, stage, now))]
            if not rows:
                raise NotFound()
            session, account, _ = rows[0]
            begins = session.stage is not SessionStage.OPEN
            until = now + ABSOLUTE if begins else session.expires_at
            tx.change(
                session, token=hashed(fresh), stage=SessionStage.OPEN, strong_at=now, seen_at=now, expires_at=until
            )
            tell(tx, account.id, now, tags.LOGGED_IN if begins else tags.PROVED_AGAIN, account=account.id)
        return fresh

    def close(self, token: str) -> None:
        """End a session."""
        with self.desk.store.begin() as tx:
            for session in tx.find(Session, token=hashed(token)):
                tx.remove(session)

    def own(self, actor: Actor, token: str) -> list[OwnSession]:
        """The actor's sessions, the last used first; `token` says which one asks."""
        now, mine = self.desk.clock.now(), hashed(token)
        with self.desk.store.reading() as reader:
            rows = [row for row in reader.find(Session, account=_account(actor)) if not _over(row, now)]
        told = [
            OwnSession(row.id, row.created_at, row.seen_at, json.loads(row.detail).get("agent", ""), row.token == mine)
            for row in rows
            if row.stage is SessionStage.OPEN
        ]
        return sorted(told, key=lambda row: row.seen_at, reverse=True)

    def end(self, actor: Actor, session: int) -> None:
        """End one of one's own sessions. Raises NotFound for another's."""
        with self.desk.store.begin() as tx:
            rows = tx.find(Session, id=session, account=_account(actor))
            if not rows:
                raise NotFound()
            tx.remove(rows[0])
            tell(tx, actor.account, self.desk.clock.now(), tags.LOGGED_OUT, account=actor.account)

    def end_all(self, actor: Actor, keep: str = "") -> int:
        """End all of one's own sessions but the one with the token `keep`; answers how many."""
        with self.desk.store.begin() as tx:
            ended = end_sessions(tx, _account(actor), keep)
            tell(tx, actor.account, self.desk.clock.now(), tags.LOGGED_OUT, account=actor.account, sessions=ended)
        return ended


def end_sessions(tx: Transaction, account: int, keep: str = "") -> int:
    """End the sessions of an account, but the one with this token: what it may do, or how it proves itself, changed."""
    rows = [row for row in tx.find(Session, account=account) if not keep or row.token != hashed(keep)]
    for row in rows:
        tx.remove(row)
    return len(rows)


def _live(
    reader: Reader, token: str, stage: SessionStage, now: datetime
) -> tuple[Session, Account, list[Membership]] | None:
    """The session with this token at this stage, with its account and where that works; None when it is over."""
    found = reader.whose_session(hashed(token))
    if found is None:
        return None
    session, account, _ = found
    return found if session.stage is stage and account.active and not _over(session, now) else None


def _over(session: Session, now: datetime) -> bool:
    return now >= session.expires_at or now - session.seen_at > IDLE


def _account(actor: Actor) -> int:
    if actor.account is None:
        raise NotAllowed()
    return actor.account

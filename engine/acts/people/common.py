"""What every act about people shares: who an account is as an actor, an event without a case, a secret and its hash."""

import hashlib
import json
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from engine import access
from engine.acts.desk import Desk
from engine.errors import NotAllowed, ProveAgain
from engine.model import Account, Actor, Event, Membership, Notice, Role, Roster
from engine.store.protocol import Reader, Transaction

STRONG = timedelta(minutes=15)  # for so long nobody has to prove again who it is


def actor_of(
    desk: Desk,
    reader: Reader,
    account: Account,
    strong_at: datetime | None = None,
    seats: Sequence[Membership] | None = None,
) -> Actor:
    """An account as it acts; `seats` is where it works, for who has read that. An administrator has no roles, whatever the
    rows say: no case exists for an administrator."""
    return Actor(
        account=account.id,
        name=account.name,
        roles=() if account.admin else _roles_of(desk, reader, account.id, seats),
        admin=account.admin,
        language=account.language,
        strong_at=strong_at,
    )


def _roles_of(desk: Desk, reader: Reader, account: int, seats: Sequence[Membership] | None = None) -> tuple[Role, ...]:
    """The roles of this moment: duty counts while it lasts."""
    vocabulary = desk.library.snapshot(reader).vocabulary
    rows = reader.find(Membership, account=account) if seats is None else seats
    by_roster = [row for row in rows if (role := vocabulary.role(f"{row.lane}.{row.role}")) and role.roster]
    planned = frozenset(
        f"{row.lane}.{row.role}" for row in by_roster if reader.count(Roster, cap=1, lane=row.lane, role=row.role)
    )
    rosters = reader.find(Roster, account=account)
    return access.roles_now(rows, rosters, planned, vocabulary, desk.clock.now())


def tell(tx: Transaction, actor: int | None, now: datetime, kind: str, **detail: object) -> None:
    """An event without a case. The detail has numbers and codes, never a name."""
    tx.append_events([Event(case=None, at=now, kind=kind, actor=actor, detail=json.dumps(detail, sort_keys=True))])


def warn(tx: Transaction, account: Account, template: str, now: datetime) -> None:
    """A mail to whose account it is, without any content: whoever did not ask for this hears of it at once."""
    tx.add_unless_there(
        Notice(
            case=None,
            key=f"{template}:{account.id}:{now.isoformat()}",
            channel="mail",
            recipient=f"account:{account.id}",
            template=template,
            language=account.language,
            next_try_at=now,
        )
    )


def must_administer(actor: Actor) -> None:
    """Raises NotAllowed for who is no administrator. The engine itself may: whoever starts commands owns the installation."""
    if not access.administers(actor):
        raise NotAllowed()


def must_be_sure(actor: Actor, now: datetime) -> None:
    """Raises ProveAgain when it is long ago that this person proved who it is."""
    if actor.account is not None and (actor.strong_at is None or now - actor.strong_at > STRONG):
        raise ProveAgain()


def new_secret() -> str:
    """256 bits that nobody guesses."""
    return secrets.token_urlsafe(32)


def hashed(secret: str) -> str:
    """What is kept of a secret with so many bits that it needs no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()

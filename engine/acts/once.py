"""A request that is sent again is done once: the same key and content get the same answer, other content is refused.

Neither the key nor the content is kept, only hashes; the key, which the database does not know, salts the hash of the
content, so that nobody can guess answers from it. A key belongs to the account that sent it: nobody learns of another's.
"""

import hashlib
from datetime import datetime
from functools import lru_cache

from engine.errors import KeyReused
from engine.facts import dumps
from engine.model import Actor, IdempotencyKey
from engine.store.protocol import Reader, Transaction

NOBODY = 0  # the account of whoever reports without one


def asked_along(tx: Transaction, actor: Actor, key: str) -> None:
    """Before the case is locked: `sent_before` will ask about this key, and the actor's reach about work of before."""
    seats = sorted({(role.organisation, role.lane) for role in actor.roles})
    tx.ask_along(actor.account or NOBODY, _of(key), seats)


def sent_before(reader: Reader, actor: Actor, key: str, *content: object) -> IdempotencyKey | None:
    """What this actor sent with this key; None when it is new. Raises KeyReused when it asked something else."""
    rows = reader.find(IdempotencyKey, actor=actor.account or NOBODY, key=_of(key))
    if not rows:
        return None
    if rows[0].fingerprint != _hash(key, *content):
        raise KeyReused()
    return rows[0]


def remembered(actor: Actor, now: datetime, status: int, location: str, key: str, *content: object) -> IdempotencyKey:
    """The row that makes a repeat of this request known."""
    return IdempotencyKey(
        actor=actor.account or NOBODY,
        key=_of(key),
        fingerprint=_hash(key, *content),
        status=status,
        location=location,
        created_at=now,
    )


@lru_cache(maxsize=64)
def _of(key: str) -> str:
    """A request asks three times."""
    return _hash(key)


def _hash(*parts: object) -> str:
    return hashlib.sha256(dumps(list(parts)).encode()).hexdigest()

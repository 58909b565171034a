"""What processes wait for and say to each other, and the word that goes to a person."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A wait of an instance listens to a message or signal by name and, for messages, key."""

    id: int = 0
    case: int
    instance: int
    wait: int
    element: str
    kind: str
    name: str
    key: str | None = None


class MessageState(StrEnum):
    """Where a message is."""

    KEPT = "kept"  # nobody waits for it yet
    DELIVERED = "delivered"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message that arrived. `payload` is a sealed token or JSON, `case` is None until its key has found one, and for a
    signal over all cases, which is delivered as one deadline a case."""

    id: int = 0
    case: int | None
    name: str
    key: str
    payload: str = "{}"
    sender: int | None = None
    received_at: datetime
    expires_at: datetime | None = None
    state: MessageState = MessageState.KEPT
    delivered_to: int | None = None


class NoticeState(StrEnum):
    """Where a notice to a person is."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A word to a person: the mail says only that there is something. `key` makes it unique, so that a repeat is seen as one."""

    id: int = 0
    case: int | None
    key: str
    channel: str
    recipient: str
    template: str
    language: str = "nl"
    detail: str = "{}"
    state: NoticeState = NoticeState.WAITING
    attempts: int = 0
    next_try_at: datetime
    sent_at: datetime | None = None

"""When something must happen, and what moves that: pauses, extensions, closing days."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from engine.model.cases import Priority
from engine.source import Source


class DeadlineKind(StrEnum):
    """Why a deadline exists."""

    TIMER = "timer"  # drawn in a diagram: fires a wait of an instance
    REMIND = "remind"  # a share of a term has passed: a friendly word to whoever owns it
    DUE = "due"  # a term has passed: the ladder starts
    RESUME = "resume"  # the longest that a case may stand still is over
    REVIEW = "review"  # what many cases shared was decided: look again at what was late here
    EXPIRE = "expire"  # a kept message is no longer of use
    DELIVER = "deliver"  # a message from a related case waits to be taken in
    SIGNAL = "signal"  # something that many cases must hear has reached this one


class DeadlineState(StrEnum):
    """Where a deadline is."""

    PENDING = "pending"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A moment at which something must happen. `source` says what it is of; engine/source.py writes and reads it.

    `due_at` is derived from `rule` and `since`; both stay, so that a changed calendar can recompute it.
    """

    id: int = 0
    case: int
    source: Source
    occurrence: int = 0
    kind: DeadlineKind
    rule: str
    since: datetime
    due_at: datetime
    priority: Priority = Priority.P3
    state: DeadlineState = DeadlineState.PENDING
    attempts: int = 0
    next_try_at: datetime
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """The terms of a case stand still from `since` to `until`; while that is None, they will at most until `ends_at`."""

    id: int = 0
    case: int
    reason: str
    since: datetime
    ends_at: datetime
    until: datetime | None = None
    set_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """A term was moved once, with a reason."""

    id: int = 0
    case: int
    task: int
    from_due: datetime
    to_due: datetime
    reason: str
    set_at: datetime
    set_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingDay:
    """A day on which an organisation (None: everybody) does not work, besides the holidays of the law."""

    id: int = 0
    organisation: int | None
    day: date
    reason: str = ""

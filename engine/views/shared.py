"""What every answer may speak of: a person, a term, the case above a page, and why something stands still."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine.model import Priority


@dataclass(frozen=True, slots=True)
class Person:
    """An account as others see it."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Term:
    """How a task stands against its term. `share` is the part of the term that has passed (1.0 = due now); None without a term.

    `working_days_left` is negative when overdue.
    """

    due_at: datetime | None
    overdue: bool = False
    share: float | None = None
    working_days_left: int | None = None


@dataclass(frozen=True, slots=True)
class CaseHead:
    """The line above every page about a case. `do_not` is what the person asked us not to do, when the actor may read it."""

    id: int
    reference: str
    alias: str
    status: str
    kind: str
    priority: Priority
    language: str
    director: Person | None
    deputy: Person | None
    interpreter: bool | None = None
    do_not: str | None = None


@dataclass(frozen=True, slots=True)
class Stall:
    """Why something does not move. `reason` is a code: overdue, unassigned, absent, capacity, message, timer, incident, partner,
    contact, idle, escalated; or paused, which is no standstill but a decision of somebody."""

    reason: str
    since: datetime
    working_days_over: int
    detail: Mapping[str, object] = field(default_factory=dict)

"""Why a case stands still. Pure: rows in, one likely reason out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.calendar import Calendar, day_of
from engine.model import Absence, Deadline, DeadlineKind, Escalation, Incident, Subscription, Task
from engine.views import Stall

FAR_AHEAD = timedelta(days=28)
UNTOUCHED = timedelta(days=1)
SILENT = frozenset({"unassigned", "absent", "capacity", "message", "timer", "partner", "contact", "idle"})
"""What a sweep finds without any error; an incident speaks for itself."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one thing that a case waits for."""

    task: Task | None = None
    incident: Incident | None = None
    subscription: Subscription | None = None
    timer: Deadline | None = None
    due: Deadline | None = None  # the missed or coming term of this wait
    escalation: Escalation | None = None


def stall(about: Standing, absences: Sequence[Absence], calendar: Calendar, now: datetime) -> Stall | None:
    """The likely reason why this does not move; None when nothing is wrong.

    1. An incident: the engine cannot go on.
    2. A task that is late, or lies unassigned or with somebody who is away.
    3. A message that did not come in its term.
    """
    if about.incident is not None:
        opened, code = about.incident.opened_at, about.incident.code
        return _stall("incident", opened, opened, calendar, now, code=code, incident=about.incident.id)
    if about.task is not None:
        return _task_stall(about.task, absences, calendar, now)
    if about.due is not None and about.due.due_at <= now:
        reason = "message" if about.subscription else "timer"
        name = about.subscription.name if about.subscription else about.due.rule
        return _stall(reason, about.due.since, about.due.due_at, calendar, now, name=name)
    return None


def _task_stall(task: Task, absences: Sequence[Absence], calendar: Calendar, now: datetime) -> Stall | None:
    late = task.due_at is not None and now >= task.due_at
    norm = task.due_at or task.opened_at
    if task.assignee is not None and _away(task.assignee, absences, now, task.due_at):
        return _stall("absent", task.opened_at, norm, calendar, now)
    if task.assignee is None and (late or now - task.opened_at > UNTOUCHED):
        return _stall("unassigned", task.opened_at, norm, calendar, now) if late or not task.due_at else None
    return _stall("overdue", task.opened_at, norm, calendar, now) if late else None


def _stall(reason: str, since: datetime, norm: datetime, calendar: Calendar, now: datetime, **detail: object) -> Stall:
    over = max(0, calendar.working_days_between(day_of(norm), day_of(now)))
    return Stall(reason, since, over, detail)


def _away(account: int, absences: Sequence[Absence], now: datetime, due: datetime | None) -> bool:
    """Whether somebody is away, and will not be back before the day on which the task is due."""
    today = day_of(now)
    last = max(today, day_of(due)) if due else today
    return any(row.account == account and row.since <= today and last <= row.until for row in absences)


def worst(stalls: Sequence[Stall]) -> Stall | None:
    """The stall that is longest over its norm; incidents first."""
    ranked = sorted(stalls, key=lambda row: (row.reason != "incident", -row.working_days_over, row.since))
    return ranked[0] if ranked else None


def is_term(deadline: Deadline) -> bool:
    """Whether the deadline is the term of a wait."""
    return deadline.kind is DeadlineKind.DUE

"""What people must do, and how they come to it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from engine.model.cases import Priority


class TaskStatus(StrEnum):
    """Where a task is. A claimed task is an open task with an assignee."""

    OPEN = "open"
    COMPLETED = "completed"
    CANCELLED = "cancelled"  # the road left without it


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something a person must do. `version` is what a client's ETag names: it changes with the task and with nothing else."""

    id: int = 0
    case: int
    instance: int
    wait: int
    process: str
    element: str
    name: str
    lane: str = ""
    role: str = ""
    zone: str = "REG"
    organisation: int | None = None
    assignee: int | None = None
    delegated_by: int | None = None
    deputy: int | None = None
    due_at: datetime | None = None
    due_rule: str | None = None
    follow_up_at: datetime | None = None
    priority: Priority = Priority.P3
    form: str | None = None
    form_version: int | None = None
    part: str | None = None
    locals: str = "{}"  # JSON, sealed when the zone is not REG
    ladder: bool = True  # False inside the ladder itself: its tasks never escalate again
    status: TaskStatus = TaskStatus.OPEN
    opened_at: datetime
    closed_at: datetime | None = None
    completed_by: int | None = None
    on_behalf_of: str | None = None
    version: int = 1


class Standing(StrEnum):
    """How an account comes to a task."""

    ASSIGNEE = "assignee"
    DEPUTY = "deputy"
    TEAM = "team"
    DIRECTOR = "director"

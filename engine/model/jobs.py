"""What is asked of connectors, and the workers that do it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class JobState(StrEnum):
    """Where a call to a connector is."""

    OPEN = "open"
    RUNNING = "running"  # somebody holds the lease
    DONE = "done"
    FAILED = "failed"  # out of tries: an incident is open
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A call to a connector. Whoever holds the lease with this `fence` may report; an older fence is refused."""

    id: int = 0
    case: int
    instance: int
    wait: int
    element: str
    topic: str
    inputs: str = "{}"
    headers: str = "{}"
    state: JobState = JobState.OPEN
    retries: int = 3
    fence: int = 0
    lease_until: datetime | None = None
    next_try_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """A worker says that it lives. `worker` is unique; `acts` counts what it did since it started. It takes its row away when it stops."""

    id: int = 0
    worker: str
    started_at: datetime
    seen_at: datetime
    acts: int = 0

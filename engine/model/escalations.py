"""What does not go on: where the engine cannot, and what climbs the ladder."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """The engine could not go on at this element. `text` holds codes and remedies, never values. `owner` is the person to act."""

    id: int = 0
    case: int
    instance: int
    wait: int
    element: str
    code: str
    text: str
    owner: int | None = None
    opened_at: datetime
    resolved_at: datetime | None = None
    resolved_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """A cause that climbs the ladder: at most one open row per case and cause. `instance` is its P17.

    `reason` is the code of what is wrong (deadline, or as a Stall says it). `root` is what many cases can share, such as the
    term of one step: when it is missed everywhere at once, one system case climbs and the rows of the cases have no instance.
    """

    id: int = 0
    case: int
    cause: str
    source: str
    level: str
    reason: str = "deadline"
    root: str = ""
    instance: int | None = None
    opened_at: datetime
    closed_at: datetime | None = None

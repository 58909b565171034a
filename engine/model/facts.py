"""What is known of a case: facts that processes decide on, what forms collected under seal, and keys that must go."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A value a process may decide on. `value` is JSON for zone REG, else a sealed token. `scope` is "" for the case, else "instance:<id>".

    A fact is never overwritten: a newer row makes the older one not `current`.
    """

    id: int = 0
    case: int
    scope: str = ""
    name: str
    zone: str
    value: str
    set_at: datetime
    set_by: int | None = None
    source: str = ""  # the task, message or element it came from
    current: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """What a form collected in one zone, as one encrypted JSON object.

    `subject` is what it belongs to: "task:12", "draft:12:3", "report", "message:9".
    """

    id: int = 0
    case: int
    zone: str
    subject: str
    form: str = ""
    form_version: int = 0
    content: str
    set_at: datetime
    set_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shredding:
    """A data key that must be destroyed: written in the step that erases, done and removed by the clock right after it."""

    id: int = 0
    case: int
    zone: str
    part: str
    asked_at: datetime

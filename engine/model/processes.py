"""What is deployed, and the process instances that run by it."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

_PART = re.compile(r"(?<=\d)[a-z]$")  # the letter that tells one part of a road from the others


def road(process: str) -> str:
    """The road that a process belongs to: one that is drawn in parts (P24b of P24) gives each of them its own key and a letter."""
    return _PART.sub("", process)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A checked set of definitions that was deployed together; it works from the moment another person activates it."""

    id: int = 0
    proposed_by: int | None
    proposed_at: datetime
    activated_by: int | None = None
    activated_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One file of a deployed bundle: kind is process, decision, form, facts, messages or organisations."""

    id: int = 0
    kind: str
    key: str
    version: int
    sha256: str
    source: str
    bundle: int
    active: bool = True


class InstanceStatus(StrEnum):
    """Where a process instance is."""

    ACTIVE = "active"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """A running or ended process of a case. `state` is the kernel's text, sealed when its zone is not REG. `parent` waits at `parent_wait`."""

    id: int = 0
    case: int
    definition: int
    process: str
    zone: str = "REG"
    parent: int | None = None
    parent_wait: int | None = None
    state: str = ""
    status: InstanceStatus = InstanceStatus.ACTIVE
    outcome: str | None = None
    own_life: bool = False  # lifetime="own": survives the interruption of whoever started it
    started_at: datetime
    ended_at: datetime | None = None
    version: int = 0

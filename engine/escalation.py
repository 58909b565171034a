"""What happens when a term is missed: reminders, deduplication, and the rung at which the ladder starts. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from engine.model import Escalation, Priority, Task

LADDER_PROCESS = "P17"
LADDER = (LADDER_PROCESS, "P17t")  # from rung to rung, and who decides on one
LADDER_MESSAGE = "escalatie.nodig"
RUNGS = ("L1", "L2", "L3", "L4", "L5")
LEVEL = "escalationLevel"  # the fact in which a ladder keeps its rung
HIDDEN = "onderdeel van een partner"
CASE = "case"  # the cause is no step: the case as a whole stands still
CONTACT = "contact"  # the cause is that nobody spoke the person
STORM = "storm"  # the cause of the system case in which many cases climb as one
MANY = 50  # of the same cause in an hour; more is a fault of the system, not of fifty people
HOUR = timedelta(hours=1)
SYSTEMIC = "L4"
CAUSES = {
    "deadline": "deadline",
    "overdue": "deadline",
    "unassigned": "noOwner",
    "absent": "noOwner",
    "idle": "noOwner",
    "incident": "noOwner",
    "capacity": "noCapacity",
    "message": "noAnswerThirdParty",
    "timer": "noAnswerThirdParty",
    "partner": "noAnswerThirdParty",
    "contact": "noContact",
}
"""What stands still, in the words of the escalation form."""


@dataclass(frozen=True, slots=True)
class Climb:
    """Start the ladder at `level`. `cause` names what is late and keeps it to one open escalation."""

    level: str
    cause: str
    source: str


def first_rung(on_miss: str) -> str:
    """The rung of D04's `onMiss`: the last one it names ("L0->L1" starts at L1), L1 when it names none."""
    named = [rung for rung in RUNGS if rung in on_miss]
    return named[-1] if named else RUNGS[0]


def climbs(on_miss: str) -> bool:
    """Whether a miss starts the ladder at all: a term that only blocks or informs does not."""
    return on_miss.strip().lower() not in ("none", "-", "block", "")


def overdue(source: str, name: str, zone: str, on_miss: str, running: Sequence[Escalation]) -> Climb | None:
    """What a missed term asks. None when the same cause is already on the ladder: one open escalation per case and cause.

    The name of a step in another zone than REG does not travel with it.
    """
    if not climbs(on_miss) or any(row.cause == source and row.closed_at is None for row in running):
        return None
    return Climb(level=first_rung(on_miss), cause=source, source=name if zone == "REG" else HIDDEN)


def whom_to_remind(task: Task, director: int | None) -> int | None:
    """Level L0: whoever owns the task, else the case director."""
    return task.assignee if task.assignee is not None else director


def harm_order(priority: Priority) -> int:
    """P0 first."""
    return int(priority.value[1])

"""What the coordinator looks at: whose case does not move, and for which reasons it may stand still."""

from dataclasses import dataclass
from datetime import datetime

from engine.views.cases import NowItem
from engine.views.shared import CaseHead, Stall


@dataclass(frozen=True, slots=True)
class StuckCase:
    """One row of the coordinator's list, most harmful first."""

    head: CaseHead
    stall: Stall
    item: NowItem
    level: str | None  # rung of the ladder it has reached
    actions: frozenset[str]  # nudge, reassign, extend, escalate, retry, pause, resume
    deciding: NowItem | None = None  # the step at which somebody decides on it: a rung, or the conference of one

    @property
    def task(self) -> int | None:
        """The task that can be nudged or handed over: the late one itself, else that of whoever decides on it."""
        return self.item.task or (self.deciding.task if self.deciding else None)


@dataclass(frozen=True, slots=True)
class PauseChoice:
    """A reason for which a case may stand still, and until when at most when it begins now."""

    reason: str
    label: str
    until: datetime

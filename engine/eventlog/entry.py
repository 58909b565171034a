"""What a log tells of one thing that happened, and what it leaves out. Pure.

Left out are who did it, every content, what happens in another zone than the plain one, and everything by which a case could be
found again: cases and runs of processes have names of this one log, made with a key that nobody keeps.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from engine.kernel.model import Element, Model
from engine.vocabulary import PLAIN_ZONE, Vocabulary

GRAINS = {"second": timedelta(seconds=1), "hour": timedelta(hours=1), "day": timedelta(days=1)}
"""How exact the moments of a log are. A moment to the second can be found again by who also sees the case."""

KEY_BYTES = 32
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `activity` is the name of a step, or a word for what happened to the case.

    `lifecycle` is schedule (it waits for somebody) or complete; `lane` is a kind of organisation. `element` and `lane` are empty
    for what is no step; `run`, `process` and `version` for what is of no run of a process.
    """

    case: str
    at: datetime
    activity: str
    lifecycle: str = "complete"
    run: str = ""
    process: str = ""
    version: int = 0
    element: str = ""
    lane: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """Names of one log: nobody without its key can say which case one is, nor that two logs speak of one case."""

    key: bytes

    def of(self, kind: str, id: int) -> str:
        """The name of a case or run, such as case-3f9a0c2b7d115e84."""
        said = hmac.new(self.key, f"{kind}:{id}".encode(), hashlib.sha256).hexdigest()
        return f"{kind}-{said[:16]}"


def coarse(at: datetime, grain: timedelta) -> datetime:
    """The moment as a log tells it, in UTC: the beginning of its second, hour or day."""
    return at - (at - _EPOCH) % grain


def told(element: Element, vocabulary: Vocabulary) -> bool:
    """Whether a log may name this step: it belongs to no zone but the plain one."""
    lane = (element.groups[0] if element.groups else "").partition(".")[0]
    declared = vocabulary.lanes.get(lane) or vocabulary.lane_named(element.lane)
    return element.properties.get("zone", declared.zone if declared else PLAIN_ZONE) == PLAIN_ZONE


def lane_of(element: Element, vocabulary: Vocabulary) -> str:
    """The kind of organisation whose step it is."""
    declared = vocabulary.lane_named(element.lane)
    return declared.key if declared else ""


def name_of(model: Model, element: str) -> str:
    """A step's name in its diagram; its id where it has none."""
    drawn = model.elements.get(element)
    return (drawn.name if drawn else "") or element

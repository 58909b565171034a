"""What was agreed with the person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from engine.views.shared import CaseHead


@dataclass(frozen=True, slots=True)
class Agreement:
    """What somebody promised the person. `state` is open, overdue, done, dropped or ended; `text` and `reason` are empty for
    whoever may not read the story."""

    id: int
    text: str
    reason: str
    owner: str
    due: date | None
    source: str  # plan, conference, tailored
    state: str


@dataclass(frozen=True, slots=True)
class TailoredStep:
    """A step of the catalogue: its key, its name, why somebody would want it, and the role that mostly does it."""

    key: str
    name: str
    why: str
    owner: str


@dataclass(frozen=True, slots=True)
class PlanView:
    """The plan: `words` are the newest own words by question, empty for whoever may not read them; `catalogue` is for whoever
    may add a step."""

    head: CaseHead
    words: Mapping[str, object]
    words_version: int
    agreements: tuple[Agreement, ...]
    catalogue: tuple[TailoredStep, ...]
    owners: Mapping[str, str]

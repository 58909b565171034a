"""A case as whoever may see it sees it: what it does now, what was, and what is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.explained import Because
from engine.model import Case
from engine.views.shared import CaseHead, Stall, Term


@dataclass(frozen=True, slots=True)
class NowItem:
    """One thing that a case is doing now."""

    name: str
    kind: str  # task | message | timer | job | incident | partner
    process: str
    lane_label: str
    who: str
    term: Term
    since: datetime
    task: int | None = None
    stall: Stall | None = None
    element: str | None = None
    instance: int | None = None
    message: str = ""  # the name of the message that it waits for


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One line of a case's history."""

    at: datetime
    kind: str
    who: str
    name: str
    detail: Mapping[str, object]
    task: int | None = None
    process: str = ""  # the process that it happened in, where the page knows it


@dataclass(frozen=True, slots=True)
class FactView:
    """One fact the actor may see. `value` is in the fact's JSON form."""

    name: str
    meaning: str
    value: object
    zone: str
    type: str
    set_at: datetime
    set_by: str


@dataclass(frozen=True, slots=True)
class SealedEntry:
    """There is sealed content that the actor may open through `cases.disclose`, which writes the read log."""

    id: int
    zone: str
    title: str
    form: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ZoneSlice:
    """What the actor may see of one zone."""

    zone: str
    label: str
    facts: tuple[FactView, ...]
    entries: tuple[SealedEntry, ...]  # newest first
    filled: int = 0  # how many forms were filled in, of those that were looked at
    earlier: bool = False  # there are more forms than were looked at, of this zone or another


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What a table said and why, one line per row that matched. `awaits` is that the task in which a person confirms it is open."""

    at: datetime
    table: str
    name: str
    version: int
    zone: str
    lines: tuple[Because, ...]
    confirmed_by: str = ""
    confirmed_in: str = ""  # the name of that task
    confirmed_at: datetime | None = None
    awaits: bool = False


@dataclass(frozen=True, slots=True)
class StepItem:
    """One element of a diagram as a list item. `state` is done, now, or possible (could come next)."""

    element: str
    name: str
    kind: str
    state: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """A running or ended process of a case with its lit path. `definition` gives the diagram."""

    instance: int
    process: str
    name: str
    definition: int
    status: str
    outcome: str | None
    active: tuple[str, ...]
    done: tuple[str, ...]
    flows: tuple[str, ...]
    steps: tuple[StepItem, ...]


@dataclass(frozen=True, slots=True)
class PauseView:
    """The case stands still, by a decision. `reason` is a code of D21, `label` its words in the actor's language."""

    reason: str
    label: str
    since: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything the case page needs."""

    case: Case
    head: CaseHead
    lead_organisation: str
    now: tuple[NowItem, ...]
    stall: Stall | None
    timeline: tuple[TimelineItem, ...]
    slices: tuple[ZoneSlice, ...]
    paths: tuple[Path, ...]
    parties: tuple[tuple[str, str], ...]  # lane label, organisation name
    elsewhere: bool  # a partner works on something that this actor may not see
    reads: tuple[tuple[datetime, str, str, str], ...]  # when, who, zone, what
    paused: PauseView | None = None
    actions: frozenset[str] = frozenset()  # pause, resume
    decisions: tuple[DecisionView, ...] = ()  # newest first
    looked: datetime | None = None  # when this actor was last here, before this sitting; None when that is not known
    earlier_lines: bool = False  # more happened than the timeline has
    earlier_parts: bool = False  # more parts of the road ended than `paths` has


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the road that ended, with what is known of it alone."""

    path: Path
    ended_at: datetime | None
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True)
class CaseItem:
    """One row of a list of cases."""

    head: CaseHead
    opened_at: datetime
    now: str
    term: Term


@dataclass(frozen=True, slots=True)
class Relative:
    """A case of the same family that the reader may see too."""

    relation: int
    reference: str
    alias: str
    kind: str  # partner, parentChild, sibling, relative, household


@dataclass(frozen=True, slots=True)
class ReportReceipt:
    """The answer to a report. `outcome` is accept, crisis, contactInvitation or refuse; nothing was stored when `stored` is False.

    `road` is the code of the desk that does help after a refusal (municipality, police, card). `reference` is only given to who may know it.
    """

    outcome: str
    stored: bool
    reference: str | None
    road: str | None
    why: tuple[str, ...]

"""What the engine shows: frozen answers for pages and programs. Whatever the actor may not see is absent, not masked.

Texts for people are built by web and api from codes; names (of tasks, lanes, processes) come out of the diagrams as they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from engine.explained import Because
from engine.model import Beat, Case, Priority, Standing, Task


@dataclass(frozen=True, slots=True)
class Person:
    """An account as others see it."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Term:
    """How a task stands against its term. `share` is the part of the term that has passed (1.0 = due now); None without a term.

    `working_days_left` is negative when overdue.
    """

    due_at: datetime | None
    overdue: bool = False
    share: float | None = None
    working_days_left: int | None = None


@dataclass(frozen=True, slots=True)
class MonthHead:
    """A month ("2026-10") of which figures were told; `public` when everybody may see them."""

    month: str
    public: bool


@dataclass(frozen=True, slots=True)
class PublicRegister:
    """What waits at the highest rung for an answer of the board: how many, how many past their term, the oldest since when."""

    open: int
    late: int
    since: date | None


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One row of a worklist."""

    task: int
    version: int
    name: str
    process: str
    case: int
    reference: str
    alias: str
    language: str
    priority: Priority
    lane: str
    lane_label: str
    organisation: str
    assignee: Person | None
    term: Term
    why: Standing
    has_draft: bool


@dataclass(frozen=True, slots=True)
class Worklist:
    """One page of work. `total` is capped: `capped` says so. `after` is the cursor of the next page, None on the last."""

    items: tuple[WorkItem, ...]
    total: int
    capped: bool
    after: str | None
    overdue: int


@dataclass(frozen=True, slots=True)
class CaseHead:
    """The line above every page about a case. `do_not` is what the person asked us not to do, when the actor may read it."""

    id: int
    reference: str
    alias: str
    status: str
    kind: str
    priority: Priority
    language: str
    director: Person | None
    deputy: Person | None
    interpreter: bool | None = None
    do_not: str | None = None


@dataclass(frozen=True, slots=True)
class TaskView:
    """Everything the task page needs. `values` are the actor's draft, else what may be prefilled, keyed as the form's fields.

    `facts` are the case's facts that the form's conditions and computed fields may read. `options` fills selects whose source is the system.
    `may` names what this actor can do now: claim, release, complete, draft, reassign, delegate, hand_back, extend.
    """

    task: Task
    case: CaseHead
    term: Term
    why: Standing | None
    lane_label: str
    organisation: str
    assignee: Person | None
    form: str | None
    form_version: int | None
    values: Mapping[str, object]
    facts: Mapping[str, object]
    options: Mapping[str, tuple[tuple[str, str], ...]]
    readers: Mapping[str, tuple[str, ...]]  # zone -> labels of the roles who will see an answer in it
    may: frozenset[str]
    barred: str | None  # "four-eyes" when the actor took part in a step that somebody else must check here
    colleagues: tuple[Person, ...]
    draft_saved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NextStep:
    """What happens next after a step: a task with who and until when, or a wait (`task` None) for what."""

    name: str
    who: str
    due_at: datetime | None
    task: int | None = None
    mine: bool = False
    kind: str = "task"  # task | message | timer | job | end


@dataclass(frozen=True, slots=True)
class Completed:
    """The answer to a completed task."""

    task: int
    case: int
    reference: str
    next: tuple[NextStep, ...]
    repeated: bool = False  # the same key was sent before: this is the first answer again


@dataclass(frozen=True, slots=True)
class Stall:
    """Why something does not move. `reason` is a code: overdue, unassigned, absent, capacity, message, timer, incident, partner,
    contact, idle, escalated; or paused, which is no standstill but a decision of somebody."""

    reason: str
    since: datetime
    working_days_over: int
    detail: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PauseView:
    """The case stands still, by a decision. `reason` is a code of D21, `label` its words in the actor's language."""

    reason: str
    label: str
    since: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class PauseChoice:
    """A reason for which a case may stand still, and until when at most when it begins now."""

    reason: str
    label: str
    until: datetime


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
class StuckCase:
    """One row of the coordinator's list, most harmful first."""

    head: CaseHead
    stall: Stall
    item: NowItem
    level: str | None  # rung of the ladder it has reached
    actions: frozenset[str]  # nudge, reassign, extend, escalate, retry, pause, resume
    deciding: NowItem | None = (
        None  # the step at which somebody decides on what is late; a rung, or the conference of one
    )

    @property
    def task(self) -> int | None:
        """The task that can be nudged or handed over: the late one itself, else that of whoever decides on it."""
        return self.item.task or (self.deciding.task if self.deciding else None)


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


@dataclass(frozen=True, slots=True)
class DefinitionView:
    """One version of a definition."""

    id: int
    kind: str
    key: str
    name: str
    version: int
    sha256: str
    active: bool
    deployed_at: datetime
    deployed_by: str
    running: int | None  # how many run now; None is fewer than ten, or hidden


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong in a file, where, and what to do. A finding of severity `error` blocks a deployment, a `warning` does not."""

    code: str
    severity: str
    file: str
    element: str | None
    line: int | None
    text_nl: str
    text_en: str
    remedy_nl: str
    remedy_en: str


@dataclass(frozen=True, slots=True)
class Deployment:
    """The answer to a deployment. `bundle` is None when it was a dry run or was refused."""

    bundle: int | None
    active: bool
    findings: tuple[Finding, ...]
    definitions: tuple[DefinitionView, ...]


@dataclass(frozen=True, slots=True)
class Health:
    """How the system is: ages and counts, no content. `workers` are those of the last minute; counts stop at 10,000.
    `own_tables` is False when the database is of another version than this program."""

    database: bool
    schema: str = ""
    own_tables: bool = True
    workers: tuple[Beat, ...] = ()
    lag_seconds: float = 0.0
    incidents: int = 0
    waiting_notices: int = 0
    pending_deadlines: int = 0
    open_jobs: int = 0
    open_tasks: int = 0
    open_escalations: int = 0


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


@dataclass(frozen=True, slots=True)
class Relative:
    """A case of the same family that the reader may see too."""

    relation: int
    reference: str
    alias: str
    kind: str  # partner, parentChild, sibling, relative, household

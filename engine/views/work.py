"""What somebody has to do: the list, the page of a task, and what comes after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.model import Priority, Standing, Task
from engine.views.shared import CaseHead, Person, Term


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

"""Looks at running cases: is the state neither ahead of nor behind the rows, and do the invariants of the approach hold?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine import kernel
from engine.acts import rungs
from engine.acts.desk import Desk
from engine.errors import Sealed as CannotOpen
from engine.escalation import LADDER_PROCESS
from engine.model import (
    Case,
    CaseStatus,
    Deadline,
    DeadlineState,
    Escalation,
    Incident,
    Instance,
    InstanceStatus,
    Job,
    JobState,
    Subscription,
    Task,
    TaskStatus,
)
from engine.source import of_wait, readable, wait_in
from engine.step import states
from engine.store.protocol import Reader
from engine.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something that is not as it should be in a case. `rule` is R3 or an invariant I1 to I6."""

    rule: str
    case: str
    text: str


@dataclass(frozen=True, slots=True)
class Doctor:
    """Examines cases; repairs nothing."""

    desk: Desk

    def examine(self) -> tuple[int, list[Complaint]]:
        """How many cases were looked at, and what is wrong with them."""
        complaints: list[Complaint] = []
        with self.desk.look() as (reader, snapshot):
            cases = [case for case in reader.find(Case) if case.status is not CaseStatus.ERASED]
            for case in cases:
                complaints += self._case(reader, case, snapshot.vocabulary)
        return len(cases), complaints

    def _case(self, reader: Reader, case: Case, vocabulary: Vocabulary) -> Iterator[Complaint]:
        active = reader.find(Instance, case=case.id, status=InstanceStatus.ACTIVE)
        tasks = reader.find(Task, case=case.id, status=TaskStatus.OPEN)
        for row in active:
            yield from self._rows_fit_state(reader, case, row)
        yield from _deadlines_are_of_something(reader, case)
        yield from _every_open_case_has_somebody(reader, case, active, tasks)
        yield from _nobody_enforces(case, tasks, vocabulary)
        yield from self._ladder_has_people(reader, case, tasks)

    def _rows_fit_state(self, reader: Reader, case: Case, row: Instance) -> Iterator[Complaint]:
        """R3: every wait of the marking has its row, and every row its wait."""
        model = self.desk.library.model(reader, row.definition)
        try:
            waits = kernel.waits(model, kernel.load(states.opened(self.desk.sealer, row)))
        except (CannotOpen, ValueError):
            yield Complaint("R3", case.reference, f"{row.process}: the state of instance {row.id} cannot be read")
            return
        for kind, kept in kept_rows(reader, row).items():
            marked = {wait.number for wait in waits if wait.kind == kind}
            for number in sorted(marked - kept):
                yield Complaint("R3", case.reference, f"{row.process}: wait {number} ({kind}) has no row")
            for number in sorted(kept - marked):
                yield Complaint("R3", case.reference, f"{row.process}: row of wait {number} ({kind}) has no wait")
        for wait in waits:
            if wait.kind in ("message", "signal") and not _ends(reader, row, wait.number, model, wait.element):
                yield Complaint("I2", case.reference, f"{row.process}: the wait at {wait.element} has no term")

    def _ladder_has_people(self, reader: Reader, case: Case, tasks: list[Task]) -> Iterator[Complaint]:
        """I6: every open escalation has a task for a person: in its diagram, in one that it called, or where it waits for."""
        for row in reader.find(Escalation, case=case.id, closed_at=None):
            if row.instance is None:
                continue
            below = rungs.answering(reader, self.desk.library, case.id, [row.instance])
            if not any(task.instance in below for task in tasks):
                yield Complaint("I6", case.reference, f"the escalation of {row.source!r} has no task for anybody")


def kept_rows(reader: Reader, row: Instance) -> Mapping[str, set[int]]:
    """The waits for which rows exist, by kind."""
    calls = reader.find(Instance, parent=row.id, status=InstanceStatus.ACTIVE)
    return {
        "task": {task.wait for task in reader.find(Task, instance=row.id, status=TaskStatus.OPEN)},
        "job": {job.wait for job in reader.find(Job, instance=row.id, state=(JobState.OPEN, JobState.RUNNING))},
        "timer": _timers(reader, row),
        "call": {child.parent_wait for child in calls if child.parent_wait is not None},
        "message": {line.wait for line in reader.find(Subscription, instance=row.id, kind="message")},
        "signal": {line.wait for line in reader.find(Subscription, instance=row.id, kind="signal")},
    }


def _ends(reader: Reader, row: Instance, number: int, model: kernel.Model, element: str) -> bool:
    """Whether a wait for somebody outside has a term, or only listens beside the road (boundary, event subprocess)."""
    drawn = model.elements.get(element)
    if drawn is None or drawn.kind in ("boundaryEvent", "startEvent"):
        return True
    if reader.find(Deadline, source=of_wait(row.id, number), kind=("due", "timer")):
        return True
    if _rung_watches(reader, row):
        return True
    if drawn.properties.get("term"):
        return False
    return bool(_timers(reader, row))


def _rung_watches(reader: Reader, row: Instance) -> bool:
    """Whether a rung of the ladder called this: its timer ends what waits here."""
    caller = reader.get(Instance, row.parent) if row.parent is not None else None
    if caller is None:
        return False
    return bool(_timers(reader, caller)) if caller.process == LADDER_PROCESS else _rung_watches(reader, caller)


def _timers(reader: Reader, row: Instance) -> set[int]:
    """The waits of an instance for which a timer runs."""
    pending = reader.find(Deadline, case=row.case, state=DeadlineState.PENDING, kind="timer")
    waits = (wait_in(timer.source) for timer in pending)
    return {wait.number for wait in waits if wait and wait.instance == row.id}


def _deadlines_are_of_something(reader: Reader, case: Case) -> Iterator[Complaint]:
    """R3: what must happen at a moment says about what."""
    for row in reader.find(Deadline, case=case.id, state=DeadlineState.PENDING):
        if not readable(row.source):
            yield Complaint("R3", case.reference, f"deadline {row.id} is of {row.source!r}, which nobody can read")


def _every_open_case_has_somebody(
    reader: Reader, case: Case, active: list[Instance], tasks: list[Task]
) -> Iterator[Complaint]:
    """I1: an open case has a task, or a running wait with a date; tasks have an owner and a date."""
    if case.status is not CaseStatus.OPEN:
        return
    if not active:
        yield Complaint("I1", case.reference, "the case is open and nothing runs in it")
    dated = reader.count(Deadline, cap=1, case=case.id, state=DeadlineState.PENDING)
    known = reader.count(Incident, cap=1, case=case.id, resolved_at=None)
    if active and not tasks and not dated and not known:
        yield Complaint("I1", case.reference, "the case has no open task and waits for no date")
    for task in tasks:
        if task.organisation is None and task.assignee is None:
            yield Complaint("I1", case.reference, f"task {task.name!r} belongs to nobody")
        if task.due_at is None:
            yield Complaint("I1", case.reference, f"task {task.name!r} has no date")
        elif task.ladder and not reader.find(Deadline, source=of_wait(task.instance, task.wait), kind="due"):
            yield Complaint("R3", case.reference, f"task {task.name!r} has a date that is not watched")


def _nobody_enforces(case: Case, tasks: list[Task], vocabulary: Vocabulary) -> Iterator[Complaint]:
    """I3: no task lies with whoever enforces."""
    for task in tasks:
        if vocabulary.enforces(task.lane, task.role):
            yield Complaint("I3", case.reference, f"task {task.name!r} lies with {task.lane}, which enforces")

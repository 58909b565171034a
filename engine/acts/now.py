"""What a case does now: its open tasks and what else it waits for, each with why it stands still."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, TypeVar

from engine import kernel, stalls
from engine.access import Reach
from engine.acts.desk import Desk, lane_label, organisation_name, person, term
from engine.acts.rungs import titled
from engine.kernel.model import Model
from engine.model import (
    Absence,
    Case,
    Deadline,
    DeadlineKind,
    DeadlineState,
    Incident,
    Instance,
    Job,
    JobState,
    Subscription,
    Task,
)
from engine.source import Source, of_wait, wait_in
from engine.stalls import Standing
from engine.step import states
from engine.step.library import Snapshot
from engine.store.protocol import Reader
from engine.views import NowItem


@dataclass(frozen=True, slots=True)
class Now:
    """A look at what one case does, as far as somebody reaches (`within`), in their language."""

    desk: Desk
    reader: Reader
    case: Case
    within: Reach
    snapshot: Snapshot
    language: str
    absences: Sequence[Absence]
    now: datetime

    def task(self, task: Task) -> NowItem:
        """An open task."""
        who = person(self.reader, task.assignee)
        return NowItem(
            name=titled(self.reader, task, self.within.zones).name,
            kind="task",
            process=task.process,
            lane_label=lane_label(self.snapshot.vocabulary, task, self.language),
            who=who.name if who else organisation_name(self.reader, task.organisation),
            term=self.desk.term_of(task, self.now),
            since=task.opened_at,
            task=task.id,
            stall=stalls.stall(Standing(task=task), self.absences, self.desk.calendar, self.now),
            element=task.element,
            instance=task.instance,
        )

    def waits(self, row: Instance) -> Iterator[NowItem]:
        """What an instance waits for besides tasks: what went wrong, messages, timers, jobs. Nothing of a zone whose key is not on
        this server, and no name of a message that is told in a zone outside this reach."""
        if states.opens(self.desk.sealer, row.zone):
            model = self.desk.library.model(self.reader, row.definition)
            yield from self._incidents(row, model)
            pending = self.reader.find(Deadline, case=self.case.id, state=DeadlineState.PENDING)
            yield from self._messages(row, model, pending)
            yield from self._timers(row, model, pending)
            yield from self._jobs(row, model)

    def _incidents(self, row: Instance, model: Model) -> Iterator[NowItem]:
        for incident in _of_instance(self.reader.find(Incident, case=self.case.id, resolved_at=None), row):
            about = Standing(incident=incident)
            yield self._wait(row, model, incident.element, "incident", incident.opened_at, None, about)

    def _messages(self, row: Instance, model: Model, pending: Iterable[Deadline]) -> Iterator[NowItem]:
        coming = {deadline.source: deadline for deadline in pending if deadline.kind is DeadlineKind.DUE}
        for subscription in _of_instance(self.reader.find(Subscription, case=self.case.id), row):
            if _stands_alone(model, subscription.element):
                source = of_wait(row.id, subscription.wait)
                when = coming.get(source) or self._missed(source)
                named = subscription.name if self.snapshot.may_know(subscription.name, self.within.zones) else ""
                about = Standing(subscription=replace(subscription, name=named), due=when)
                since = when.since if when else row.started_at
                yield self._wait(row, model, subscription.element, "message", since, when, about)

    def _timers(self, row: Instance, model: Model, pending: Iterable[Deadline]) -> Iterator[NowItem]:
        timers = {wait_in(deadline.source): deadline for deadline in pending if deadline.kind is DeadlineKind.TIMER}
        for wait, deadline in timers.items():
            element = waits_at(self.desk, row, model, wait.number) if wait and wait.instance == row.id else None
            if element and _stands_alone(model, element):
                yield self._wait(row, model, element, "timer", deadline.since, deadline, Standing(timer=deadline))

    def _jobs(self, row: Instance, model: Model) -> Iterator[NowItem]:
        waiting = self.reader.find(Job, case=self.case.id, state=(JobState.OPEN, JobState.RUNNING))
        for job in _of_instance(waiting, row):
            yield self._wait(row, model, job.element, "job", job.next_try_at, None, Standing())

    def _missed(self, source: Source) -> Deadline | None:
        """The term of a wait that is over. Those of all that the case waits for are read together, and only when one is looked
        for: the terms of waits that ended are hundreds."""
        waits = tuple(of_wait(row.instance, row.wait) for row in self.reader.find(Subscription, case=self.case.id))
        kind, state = DeadlineKind.DUE, DeadlineState.DONE
        done = self.reader.find(Deadline, case=self.case.id, source=waits, kind=kind, state=state)
        return next((row for row in reversed(done) if row.source == source), None)

    def _wait(
        self,
        row: Instance,
        model: Model,
        element: str,
        kind: str,
        since: datetime,
        due: Deadline | None,
        about: Standing,
    ) -> NowItem:
        drawn = model.elements.get(element)
        return NowItem(
            name=(drawn.name if drawn else "") or model.name,
            kind=kind,
            process=row.process,
            lane_label=(drawn.lane or "") if drawn else "",
            who="",
            term=term(since, due.due_at if due else None, self.now, self.desk.calendar),
            since=since,
            stall=stalls.stall(about, (), self.desk.calendar, self.now),
            element=element,
            instance=row.id,
            message=about.subscription.name if about.subscription else "",
        )


def waits_at(desk: Desk, row: Instance, model: Model, wait: int) -> str | None:
    """The element of a wait of this instance that is still open; None also where this server cannot look."""
    if not states.opens(desk.sealer, row.zone):
        return None
    marking = kernel.load(states.opened(desk.sealer, row))
    return next((item.element for item in kernel.waits(model, marking) if item.number == wait), None)


class _OfAnInstance(Protocol):
    @property
    def instance(self) -> int: ...


Row = TypeVar("Row", bound=_OfAnInstance)


def _of_instance(rows: Iterable[Row], instance: Instance) -> Iterator[Row]:
    """What is of one process of a case: the database is asked about the case, once for all of its processes."""
    return (row for row in rows if row.instance == instance.id)


def _stands_alone(model: Model, element: str) -> bool:
    """Whether the case waits at this element, and it is not merely listening beside something else."""
    drawn = model.elements.get(element)
    return drawn is not None and drawn.kind not in ("boundaryEvent", "startEvent")

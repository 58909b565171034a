"""What a step of the kernel means for people: tasks, deadlines, subscriptions and history. Pure: effects in, changes out."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from engine import pauses, tags
from engine.calendar import BadRule, Calendar, share_of
from engine.kernel import effects as fx
from engine.kernel.model import Element, Model
from engine.model import (
    Case,
    Deadline,
    DeadlineKind,
    Event,
    Incident,
    Instance,
    Job,
    Priority,
    Subscription,
    Task,
)
from engine.source import Source, of_wait
from engine.vocabulary import PLAIN_ZONE, Vocabulary


@dataclass(frozen=True, slots=True)
class TermRow:
    """One row of D04: how long a step may take. `warn` holds rules or shares; `on_miss` is the rung the ladder starts at."""

    step: str
    due: str
    warn: tuple[str, ...] = ()
    kind: str = "norm"
    on_miss: str = "L1"
    since: datetime | None = None  # the anchor, when it is not the opening of the step


@dataclass(frozen=True, slots=True)
class Place:
    """Who gets a task: the organisation that fills its lane, perhaps one person, and who stands in.

    `group` is set when another `lane.role` than the drawn one gets it, because nobody fills that one.
    """

    organisation: int | None
    group: str | None = None
    assignee: int | None = None
    deputy: int | None = None
    on_behalf_of: str | None = None
    skipped: str | None = (
        None  # who would have had it but is away: `account:7`, or a `lane.role` in which nobody is there
    )


@dataclass(frozen=True, slots=True)
class Situation:
    """What must be known to decide. `term` looks a step up in D04, `place` finds who fills a `lane.role` of this case."""

    case: Case
    instance: Instance
    model: Model
    vocabulary: Vocabulary
    calendar: Calendar
    now: datetime
    fired_at: datetime | None  # when this step's timer was due: a cycle goes on from there, however late the worker
    actor: int | None
    term: Callable[[str], TermRow | None]
    place: Callable[[str, str], Place]
    form: Callable[[str], int | None]  # the version of a form to pin
    stops: Callable[[], Sequence[pauses.Stop]] = lambda: ()  # when the clock of the case stands still
    calendar_of: Callable[[int | None], Calendar] | None = None  # with the closing days of an organisation
    on_ladder: Callable[[], bool] = lambda: False  # whether a rung of the ladder called this: it never climbs again


@dataclass(frozen=True, slots=True)
class Changes:
    """The rows to write. Waits are numbers of the situation's instance; the store fills in ids."""

    tasks: tuple[Task, ...] = ()
    closed_tasks: tuple[tuple[int, bool], ...] = ()  # wait, completed
    deadlines: tuple[Deadline, ...] = ()
    settled: tuple[tuple[Source, bool], ...] = ()  # source of deadlines that are over, acted upon or withdrawn
    subscriptions: tuple[Subscription, ...] = ()
    unsubscribed: tuple[int, ...] = ()
    jobs: tuple[Job, ...] = ()
    closed_jobs: tuple[tuple[int, bool], ...] = ()
    incidents: tuple[Incident, ...] = ()
    resolved: tuple[int, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(slots=True)
class _Draft:
    """Changes in the making."""

    tasks: list[Task] = field(default_factory=list)
    closed_tasks: list[tuple[int, bool]] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    settled: list[tuple[Source, bool]] = field(default_factory=list)
    subscriptions: list[Subscription] = field(default_factory=list)
    unsubscribed: list[int] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)
    closed_jobs: list[tuple[int, bool]] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    resolved: list[int] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def frozen(self) -> Changes:
        return Changes(*(tuple(rows) for rows in _PARTS(self)))


_PARTS = attrgetter(*Changes.__slots__)
_told = json.JSONEncoder(sort_keys=True, ensure_ascii=False).encode  # made once: a step tells several things


def priority_of(case: Case, element: Element) -> Priority:
    """That of the case, or the more urgent one that the diagram gives a task: who is in danger does not wait until somebody has
    looked at the case anew."""
    own = element.properties.get("priority")
    return min(case.priority, Priority(own)) if own else case.priority


def changes(situation: Situation, effects: Iterable[fx.Effect]) -> Changes:
    """Everything that must be written after a step, in order.

    1. Open and close tasks, with the deadlines of their terms.
    2. Set and clear timers, subscriptions, jobs.
    3. Note incidents.
    4. Tell the history: one event for the road taken, one for each thing a person should read.
    """
    draft = _Draft()
    visited: list[fx.Visited] = []
    for effect in effects:
        if isinstance(effect, fx.Visited):
            visited.append(effect)
        else:
            _HANDLERS.get(type(effect), _nothing)(situation, draft, effect)
    if visited:
        draft.events.append(_road(situation, visited))
    return draft.frozen()


def _task_opened(situation: Situation, draft: _Draft, effect: fx.TaskOpened) -> None:
    element = situation.model.elements[effect.element]
    lane, role = _group(situation, element, effect)
    place = situation.place(lane, role)
    if place.group:
        lane, _, role = place.group.partition(".")
    term = _term(situation, effect.due_rule)
    since = (term.since if term else None) or situation.now
    clock = _clock(situation, term, effect.due_rule, since, place.organisation)
    due = _due(clock.calendar, clock.rule, since)
    ladder = element.properties.get("ladder") != "none" and not situation.on_ladder()
    priority = priority_of(situation.case, element)
    task = Task(
        case=situation.case.id,
        instance=situation.instance.id,
        wait=effect.wait,
        process=situation.model.process_id,
        element=effect.element,
        name=element.name or effect.element,
        lane=lane,
        role=role,
        zone=_zone(situation, element, lane),
        organisation=place.organisation,
        assignee=place.assignee,
        deputy=place.deputy,
        due_at=clock.moved(due) if due else None,
        due_rule=effect.due_rule,
        follow_up_at=_due(clock.calendar, effect.follow_up_rule, situation.now),
        priority=priority,
        form=element.form,
        form_version=situation.form(element.form) if element.form else None,
        part=element.properties.get("part"),
        locals=json.dumps(dict(effect.locals), default=str) if effect.locals else "{}",
        ladder=ladder,
        on_behalf_of=place.on_behalf_of,
        opened_at=situation.now,
    )
    draft.tasks.append(task)
    if due and ladder:
        rule = effect.due_rule or ""
        draft.deadlines += _term_deadlines(situation, effect.wait, rule, due, term, clock, priority)
    draft.events.append(_event(situation, tags.TASK_OPENED, effect.element, zone=task.zone, name=task.name, lane=lane))
    if place.skipped:
        told = {"name": task.name, "skipped": place.skipped, "reason": "absent"}
        draft.events.append(_event(situation, tags.TASK_STOOD_IN, effect.element, zone=task.zone, **told))


def _task_closed(situation: Situation, draft: _Draft, effect: fx.TaskClosed) -> None:
    draft.closed_tasks.append((effect.wait, effect.completed))
    draft.settled.append((of_wait(situation.instance.id, effect.wait), effect.completed))


def _timer_set(situation: Situation, draft: _Draft, effect: fx.TimerSet) -> None:
    term = _term(situation, effect.rule)
    since = (term.since if term else None) or (situation.fired_at if effect.again else None) or situation.now
    clock = _clock(situation, term, effect.rule, since)
    try:
        due = clock.moved(clock.calendar.due(clock.rule, since, shift=False))
    except BadRule:
        draft.incidents.append(_bad_rule(situation, effect))
        return
    # The rule is kept as it was asked: a step key is looked up again when its row of D04 changes.
    draft.deadlines.append(
        _deadline(situation, effect.wait, DeadlineKind.TIMER, effect.rule, since, due, occurrence=effect.again)
    )
    _watch_wait(situation, draft, effect.wait, effect.element)


def _timer_cleared(situation: Situation, draft: _Draft, effect: fx.TimerCleared) -> None:
    draft.settled.append((of_wait(situation.instance.id, effect.wait), False))


def _subscribed(situation: Situation, draft: _Draft, effect: fx.Subscribed) -> None:
    draft.subscriptions.append(
        Subscription(
            case=situation.case.id,
            instance=situation.instance.id,
            wait=effect.wait,
            element=effect.element,
            kind=effect.kind,
            name=effect.name,
            key=effect.key,
        )
    )
    _watch_wait(situation, draft, effect.wait, effect.element)


def _unsubscribed(situation: Situation, draft: _Draft, effect: fx.Unsubscribed) -> None:
    draft.unsubscribed.append(effect.wait)
    draft.settled.append((of_wait(situation.instance.id, effect.wait), False))


def _job_opened(situation: Situation, draft: _Draft, effect: fx.JobOpened) -> None:
    draft.jobs.append(
        Job(
            case=situation.case.id,
            instance=situation.instance.id,
            wait=effect.wait,
            element=effect.element,
            topic=effect.topic,
            inputs=json.dumps(dict(effect.inputs), default=str),
            headers=json.dumps(dict(effect.headers)),
            retries=effect.retries,
            next_try_at=situation.now,
        )
    )
    _watch_wait(situation, draft, effect.wait, effect.element)


def _job_closed(situation: Situation, draft: _Draft, effect: fx.JobClosed) -> None:
    draft.closed_jobs.append((effect.wait, effect.completed))
    draft.settled.append((of_wait(situation.instance.id, effect.wait), effect.completed))


def _call_opened(situation: Situation, draft: _Draft, effect: fx.CallOpened) -> None:
    _watch_wait(situation, draft, effect.wait, effect.element)


def _call_closed(situation: Situation, draft: _Draft, effect: fx.CallClosed) -> None:
    draft.settled.append((of_wait(situation.instance.id, effect.wait), effect.completed))


def _incident(situation: Situation, draft: _Draft, effect: fx.IncidentRaised) -> None:
    draft.incidents.append(
        Incident(
            case=situation.case.id,
            instance=situation.instance.id,
            wait=effect.wait,
            element=effect.element,
            code=effect.code,
            text=effect.text,
            owner=situation.case.director,
            opened_at=situation.now,
        )
    )
    draft.events.append(_event(situation, tags.INCIDENT_OPENED, effect.element, code=effect.code))


def _incident_resolved(situation: Situation, draft: _Draft, effect: fx.IncidentResolved) -> None:
    draft.resolved.append(effect.wait)
    draft.events.append(_event(situation, tags.INCIDENT_RESOLVED, effect.element))


def _fact_set(situation: Situation, draft: _Draft, effect: fx.FactSet) -> None:
    declaration = situation.vocabulary.facts.get(effect.name)
    zone = declaration.zone if declaration else PLAIN_ZONE
    draft.events.append(_event(situation, tags.FACT_SET, effect.element, zone=zone, fact=effect.name))


def _ended(situation: Situation, draft: _Draft, effect: fx.Ended) -> None:
    draft.events.append(_event(situation, tags.INSTANCE_ENDED, effect.element, outcome=effect.outcome))


def _nothing(situation: Situation, draft: _Draft, effect: fx.Effect) -> None:
    """Thrown, Decided and the like: the run itself carries them out."""


_HANDLERS: Mapping[type, Callable[[Situation, _Draft, Any], None]] = {
    fx.TaskOpened: _task_opened,
    fx.TaskClosed: _task_closed,
    fx.TimerSet: _timer_set,
    fx.TimerCleared: _timer_cleared,
    fx.Subscribed: _subscribed,
    fx.Unsubscribed: _unsubscribed,
    fx.JobOpened: _job_opened,
    fx.JobClosed: _job_closed,
    fx.CallOpened: _call_opened,
    fx.CallClosed: _call_closed,
    fx.IncidentRaised: _incident,
    fx.IncidentResolved: _incident_resolved,
    fx.FactSet: _fact_set,
    fx.Ended: _ended,
}


def _group(situation: Situation, element: Element, effect: fx.TaskOpened) -> tuple[str, str]:
    """The lane key and role of a task: its first candidate group, else its lane's name."""
    group = next(iter(effect.groups), "")
    lane, _, role = group.partition(".")
    if not lane:
        named = situation.vocabulary.lane_named(element.lane)
        lane = named.key if named else ""
    return lane, role


def _zone(situation: Situation, element: Element, lane: str) -> str:
    """A task's zone: its own, else its process's, else its lane's."""
    if zone := element.properties.get("zone"):
        return zone
    if situation.instance.zone != PLAIN_ZONE:
        return situation.instance.zone
    declared = situation.vocabulary.lanes.get(lane)
    return declared.zone if declared else PLAIN_ZONE


def _term(situation: Situation, rule: str | None) -> TermRow | None:
    return situation.term(rule.removeprefix("term:")) if rule and rule.startswith("term:") else None


def _due(calendar: Calendar, rule: str | None, since: datetime) -> datetime | None:
    if not rule or rule.startswith("term:"):
        return None
    try:
        return calendar.due(rule, since)
    except BadRule:
        return None


@dataclass(frozen=True, slots=True)
class _Clock:
    """By which rule and calendar a term runs, and when its clock stands still."""

    rule: str
    since: datetime
    calendar: Calendar
    stops: Sequence[pauses.Stop]

    def moved(self, moment: datetime) -> datetime:
        return pauses.later(moment, self.rule, self.since, self.calendar, stops=self.stops)


def _clock(
    situation: Situation, term: TermRow | None, rule: str | None, since: datetime, organisation: int | None = None
) -> _Clock:
    ours = term is None or term.kind == pauses.OURS
    calendar = situation.calendar_of(organisation) if situation.calendar_of else situation.calendar
    return _Clock(term.due if term else rule or "", since, calendar, situation.stops() if ours else ())


def _watch_wait(situation: Situation, draft: _Draft, wait: int, element_id: str) -> None:
    """A wait that carries a term of its own gets the deadlines of that term, owned by the case director."""
    step = situation.model.elements[element_id].properties.get("term")
    term = situation.term(step) if step else None
    if step and term and not situation.on_ladder():
        clock = _clock(situation, term, None, term.since or situation.now)
        due = _due(clock.calendar, clock.rule, clock.since)
        if due:
            draft.deadlines += _term_deadlines(situation, wait, f"term:{step}", due, term, clock)


def _term_deadlines(
    situation: Situation,
    wait: int,
    rule: str,
    due: datetime,
    term: TermRow | None,
    clock: _Clock,
    priority: Priority | None = None,
) -> list[Deadline]:
    """The moment of missing, and the reminders before it that are still to come. `due` is that of a clock that never stood;
    without a `priority` of their own they have that of the case."""
    rows = [_deadline(situation, wait, DeadlineKind.DUE, rule, clock.since, clock.moved(due), priority=priority)]
    moments = {clock.moved(moment) for moment in reminders(term, clock.since, due, clock.calendar)}
    ahead = sorted(moment for moment in moments if situation.now < moment)
    for occurrence, moment in enumerate(ahead):
        rows.append(
            _deadline(
                situation,
                wait,
                DeadlineKind.REMIND,
                rule,
                clock.since,
                moment,
                occurrence=occurrence,
                priority=priority,
            )
        )
    return rows


def reminders(term: TermRow | None, since: datetime, due: datetime, calendar: Calendar) -> list[datetime]:
    """When to remind of a term, in order: where D04 says so, else at half and at four fifths of it."""
    found = (reminder(warn, since, due, calendar) for warn in (term.warn if term else ("50%", "80%")))
    return sorted({moment for moment in found if moment and moment < due})


def reminder(warn: str, since: datetime, due: datetime, calendar: Calendar) -> datetime | None:
    """When to remind: `50%` of the term, `-P7D` before it ends, or `P3D` after it began. None when the text is no rule."""
    share = share_of(warn)
    if share is not None:
        return since + timedelta(seconds=int((due - since).total_seconds() * share))
    try:
        return calendar.due(warn, due if warn.startswith("-") else since, shift=False)
    except BadRule:
        return None


def _deadline(
    situation: Situation,
    wait: int,
    kind: DeadlineKind,
    rule: str,
    since: datetime,
    due: datetime,
    *,
    occurrence: int = 0,
    priority: Priority | None = None,
) -> Deadline:
    return Deadline(
        case=situation.case.id,
        source=of_wait(situation.instance.id, wait),
        occurrence=occurrence,
        kind=kind,
        rule=rule,
        since=since,
        due_at=due,
        priority=priority or situation.case.priority,
        next_try_at=due,
    )


def _bad_rule(situation: Situation, effect: fx.TimerSet) -> Incident:
    return Incident(
        case=situation.case.id,
        instance=situation.instance.id,
        wait=effect.wait,
        element=effect.element,
        code="timer.rule",
        text="The timer's rule is no duration, date or working-day term.",
        owner=situation.case.director,
        opened_at=situation.now,
    )


def _event(
    situation: Situation, kind: str, element: str | None = None, *, zone: str | None = None, **detail: Any
) -> Event:
    own = situation.instance.zone
    return Event(
        case=situation.case.id,
        at=situation.now,
        kind=kind,
        actor=situation.actor,
        instance=situation.instance.id,
        element=element,
        zone=own if own != PLAIN_ZONE else (zone or PLAIN_ZONE),
        detail=_told(detail),
    )


def _road(situation: Situation, visited: list[fx.Visited]) -> Event:
    """One event for all elements and flows of the step: the lit path is made of these."""
    of: dict[str, Any] = {}
    for visit in visited:
        of.setdefault(visit.what, []).append(visit.element)
        if visit.flow:
            of.setdefault("flows", []).append(visit.flow)
    return _event(situation, tags.STEP, **of)

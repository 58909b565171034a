"""What each effect of the kernel means: which rows it opens, closes and tells."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from engine import tags
from engine.calendar import BadRule
from engine.decide import deadlines
from engine.decide.draft import Changes, Draft
from engine.decide.situation import Place, Situation
from engine.kernel import effects as fx
from engine.kernel.model import Element
from engine.model import Case, Event, Incident, Job, Priority, Subscription, Task
from engine.source import of_wait
from engine.vocabulary import PLAIN_ZONE

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
    draft = Draft()
    visited: list[fx.Visited] = []
    for effect in effects:
        if isinstance(effect, fx.Visited):
            visited.append(effect)
        else:
            _MEANS.get(type(effect), _nothing)(situation, draft, effect)
    if visited:
        draft.events.append(_road(situation, visited))
    return draft.frozen()


def _task_opened(situation: Situation, draft: Draft, effect: fx.TaskOpened) -> None:
    element = situation.model.elements[effect.element]
    lane, role, place = _placed(situation, element, effect)
    clock = deadlines.clock_of(situation, effect.due_rule, organisation=place.organisation)
    due = deadlines.end_of(clock.calendar, clock.rule, clock.since)
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
        follow_up_at=deadlines.end_of(clock.calendar, effect.follow_up_rule, situation.now),
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
        draft.deadlines += deadlines.of_term(situation, effect.wait, rule, due, clock, priority)
    draft.events += _opening(situation, task, place)


def _task_closed(situation: Situation, draft: Draft, effect: fx.TaskClosed) -> None:
    draft.closed_tasks.append((effect.wait, effect.completed))
    draft.settled.append((of_wait(situation.instance.id, effect.wait), effect.completed))


def _timer_set(situation: Situation, draft: Draft, effect: fx.TimerSet) -> None:
    began = situation.fired_at if effect.again else None
    clock = deadlines.clock_of(situation, effect.rule, began=began)
    try:
        timer = deadlines.of_timer(situation, effect.wait, effect.rule, clock, effect.again)
    except BadRule:
        draft.incidents.append(_bad_rule(situation, effect))
        return
    draft.deadlines += (timer, *deadlines.of_step(situation, effect.wait, effect.element))


def _timer_cleared(situation: Situation, draft: Draft, effect: fx.TimerCleared) -> None:
    draft.settled.append((of_wait(situation.instance.id, effect.wait), False))


def _subscribed(situation: Situation, draft: Draft, effect: fx.Subscribed) -> None:
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
    draft.deadlines += deadlines.of_step(situation, effect.wait, effect.element)


def _unsubscribed(situation: Situation, draft: Draft, effect: fx.Unsubscribed) -> None:
    draft.unsubscribed.append(effect.wait)
    draft.settled.append((of_wait(situation.instance.id, effect.wait), False))


def _job_opened(situation: Situation, draft: Draft, effect: fx.JobOpened) -> None:
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
    draft.deadlines += deadlines.of_step(situation, effect.wait, effect.element)


def _job_closed(situation: Situation, draft: Draft, effect: fx.JobClosed) -> None:
    draft.closed_jobs.append((effect.wait, effect.completed))
    draft.settled.append((of_wait(situation.instance.id, effect.wait), effect.completed))


def _call_opened(situation: Situation, draft: Draft, effect: fx.CallOpened) -> None:
    draft.deadlines += deadlines.of_step(situation, effect.wait, effect.element)


def _call_closed(situation: Situation, draft: Draft, effect: fx.CallClosed) -> None:
    draft.settled.append((of_wait(situation.instance.id, effect.wait), effect.completed))


def _incident(situation: Situation, draft: Draft, effect: fx.IncidentRaised) -> None:
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


def _incident_resolved(situation: Situation, draft: Draft, effect: fx.IncidentResolved) -> None:
    draft.resolved.append(effect.wait)
    draft.events.append(_event(situation, tags.INCIDENT_RESOLVED, effect.element))


def _fact_set(situation: Situation, draft: Draft, effect: fx.FactSet) -> None:
    declaration = situation.vocabulary.facts.get(effect.name)
    zone = declaration.zone if declaration else PLAIN_ZONE
    draft.events.append(_event(situation, tags.FACT_SET, effect.element, zone=zone, fact=effect.name))


def _ended(situation: Situation, draft: Draft, effect: fx.Ended) -> None:
    draft.events.append(_event(situation, tags.INSTANCE_ENDED, effect.element, outcome=effect.outcome))


def _nothing(situation: Situation, draft: Draft, effect: fx.Effect) -> None:
    """Thrown, Decided and the like: the run itself carries them out."""


_MEANS: Mapping[type, Callable[[Situation, Draft, Any], None]] = {
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


def _placed(situation: Situation, element: Element, effect: fx.TaskOpened) -> tuple[str, str, Place]:
    """The lane key and role of a task, by its first candidate group, else its lane's name, and who fills them; another group
    where nobody does."""
    group = next(iter(effect.groups), "")
    lane, _, role = group.partition(".")
    if not lane:
        named = situation.vocabulary.lane_named(element.lane)
        lane = named.key if named else ""
    place = situation.place(lane, role)
    if place.group:
        lane, _, role = place.group.partition(".")
    return lane, role, place


def _opening(situation: Situation, task: Task, place: Place) -> Iterator[Event]:
    """That a task opened, and that somebody stands in for who is away."""
    yield _event(situation, tags.TASK_OPENED, task.element, zone=task.zone, name=task.name, lane=task.lane)
    if place.skipped:
        told = {"name": task.name, "skipped": place.skipped, "reason": "absent"}
        yield _event(situation, tags.TASK_STOOD_IN, task.element, zone=task.zone, **told)


def _zone(situation: Situation, element: Element, lane: str) -> str:
    """A task's zone: its own, else its process's, else its lane's."""
    if zone := element.properties.get("zone"):
        return zone
    if situation.instance.zone != PLAIN_ZONE:
        return situation.instance.zone
    declared = situation.vocabulary.lanes.get(lane)
    return declared.zone if declared else PLAIN_ZONE


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

"""What happens when something is due, by its kind: a timer fires, somebody is reminded, what is late climbs the ladder."""

import json
from collections.abc import Callable, Mapping
from datetime import timedelta

from engine import escalation, kernel, placing, tags
from engine.acts import pausing, rungs, storms
from engine.calendar import day_of
from engine.kernel.commands import Fire
from engine.model import (
    CaseStatus,
    Deadline,
    DeadlineKind,
    DeadlineState,
    Escalation,
    Instance,
    InstanceStatus,
    Message,
    MessageState,
    Pause,
    Task,
    TaskStatus,
)
from engine.source import Wait, message_of, pause_of, signal_of, wait_in, wait_of
from engine.step import routing
from engine.step.run import Run
from engine.terms import step_of

LOOK = timedelta(
    days=1
)  # how long what a rung of the ladder waits for is left to that rung before it is looked at again
HOLD = timedelta(days=7)  # how long a rung whose cause is gone waits before it is looked at again


def _fire(run: Run, deadline: Deadline) -> None:
    instance, wait = wait_of(deadline.source)
    if _overtaken(run, instance):
        # What was late is done: the rung stays with its person until they record how it ended, and climbs no further.
        run.tx.change(deadline, due_at=run.now + HOLD, next_try_at=run.now + HOLD)
        run.tell(tags.ESCALATION_HELD, instance=instance)
        return
    run.tx.change(deadline, state=DeadlineState.DONE, done_at=run.now)  # it fired: the step would call it withdrawn
    run.fired_at = deadline.due_at
    run.tell(tags.TIMER_FIRED, instance=instance, rule=deadline.rule)
    run.command(instance, Fire(wait))


def _overtaken(run: Run, instance: int) -> bool:
    """Whether this is a ladder whose cause is gone: the task that was late is closed, the wait is over."""
    for row in run.tx.find(Escalation, case=run.case.id, instance=instance, closed_at=None):
        if row.cause == escalation.CONTACT:
            return run.case.moved_at is not None and run.case.moved_at > row.opened_at
        if late := wait_in(row.cause):
            return not _waits(run, late)
    return False


def _remind(run: Run, deadline: Deadline) -> None:
    instance, wait = wait_of(deadline.source)
    task = _open_task(run, instance, wait)
    if task is None:
        _tell_director(run, tags.WAIT_REMINDED, deadline, instance)
        return
    run.tell(tags.TASK_REMINDED, instance=instance, element=task.element, task=task.id, zone=task.zone, name=task.name)
    whom = escalation.whom_to_remind(task, run.case.director)
    if whom is None:
        return
    behind = task.deputy if task.deputy is not None else run.case.deputy
    present, _ = placing.stand_in(whom, behind, run.staffing().staff.absences, day_of(run.now))
    if present is not None and present != whom:
        told = {"name": task.name, "skipped": f"account:{whom}", "reason": "absent"}
        run.tell(tags.TASK_STOOD_IN, instance=instance, element=task.element, task=task.id, zone=task.zone, **told)
    run.notify(present if present is not None else whom, "reminder", f"deadline:{deadline.id}", task=task.id)


def _overdue(run: Run, deadline: Deadline) -> None:
    if (
        run.case.status is CaseStatus.DORMANT
    ):  # nobody can do anything for who is out of sight: it climbs when they are back
        run.tx.change(deadline, due_at=run.now + HOLD, next_try_at=run.now + HOLD)
        return
    instance, wait = wait_of(deadline.source)
    task = _open_task(run, instance, wait)
    row = run.tx.get(Instance, instance)
    if row is not None and rungs.watched(run, row, wait):  # the rung notices; this climbs when no rung waits for it
        run.tx.change(deadline, due_at=run.now + LOOK, next_try_at=run.now + LOOK)
        return
    step = step_of(deadline.rule)
    term = run.term(step, instance) if step else None
    on_miss = term.on_miss if term else "L1"
    name = task.name if task else _wait_name(run, row, deadline)
    zone = task.zone if task else (row.zone if row else "REG")
    kind = tags.TASK_OVERDUE if task else tags.WAIT_OVERDUE
    run.tell(kind, instance=instance, task=task.id if task else None, zone=zone, name=name)
    shared = deadline.rule if term else f"{row.process if row else ''}:{name}"
    storms.climb(run, deadline.source, name, zone, on_miss, root=shared)


def _resume(run: Run, deadline: Deadline) -> None:
    """The pause lasted as long as it may: the case goes on."""
    row = run.tx.get(Pause, pause_of(deadline.source))
    if row is not None and row.until is None:
        pausing.resume(run, row, row.ends_at)


def _review(run: Run, deadline: Deadline) -> None:
    """What this case shared with many was decided: what still stands still here climbs on its own now."""
    for row in run.tx.find(Escalation, case=run.case.id, instance=None, closed_at=None):
        run.tx.change(row, closed_at=run.now)
        run.tell(tags.ESCALATION_CLOSED, cause=row.cause)
        late = wait_in(row.cause)
        if late and _waits(run, late):
            task = _open_task(run, *late)
            storms.climb(run, row.cause, row.source, task.zone if task else "REG", "L2", row.reason)


def _expire(run: Run, deadline: Deadline) -> None:
    message = run.tx.get(Message, message_of(deadline.source))
    if message is not None and message.state is MessageState.KEPT:
        routing.expire(run, message)


def _take_in(run: Run, deadline: Deadline) -> None:
    message = run.tx.get(Message, message_of(deadline.source))
    if message is None or message.state is not MessageState.KEPT:
        return
    waits = routing.waiting(run, message.name, message.key)
    if waits:
        routing.take_in(run, message, waits[-1])
    elif message.name in run.snapshot.starters:
        routing.start_by(run, message)


def _hear(run: Run, deadline: Deadline) -> None:
    """A signal over all cases has come to this one."""
    message = run.tx.get(Message, signal_of(deadline.source))
    if message is not None:
        said = routing.typed(run.vocabulary.messages.get(message.name), json.loads(message.payload))
        routing.signal(run, message.name, said)


def _tell_director(run: Run, kind: str, deadline: Deadline, instance: int) -> None:
    run.tell(kind, instance=instance, rule=deadline.rule)
    if run.case.director is not None:
        run.notify(run.case.director, "reminder", f"deadline:{deadline.id}")


def _open_task(run: Run, instance: int, wait: int) -> Task | None:
    found = run.tx.find(Task, case=run.case.id, instance=instance, wait=wait, status=TaskStatus.OPEN)
    return found[0] if found else None


def _wait_name(run: Run, row: Instance | None, deadline: Deadline) -> str:
    if row is None:
        return deadline.rule
    live = run.live(row.id)
    _, wait = wait_of(deadline.source)
    open_waits = kernel.waits(live.model, live.marking)
    names = [live.model.elements[row.element].name for row in open_waits if row.number == wait]
    return names[0] if names else live.model.name


def open_waits(run: Run, instance: int) -> tuple[kernel.Wait, ...]:
    row = run.tx.get(Instance, instance)
    if row is None or row.status is not InstanceStatus.ACTIVE:
        return ()
    live = run.live(instance)
    return kernel.waits(live.model, live.marking)


def _waits(run: Run, wait: Wait) -> bool:
    """Whether this wait is still open."""
    return any(row.number == wait.number for row in open_waits(run, wait.instance))


ACTS: Mapping[DeadlineKind, Callable[[Run, Deadline], None]] = {
    DeadlineKind.TIMER: _fire,
    DeadlineKind.REMIND: _remind,
    DeadlineKind.DUE: _overdue,
    DeadlineKind.RESUME: _resume,
    DeadlineKind.REVIEW: _review,
    DeadlineKind.EXPIRE: _expire,
    DeadlineKind.DELIVER: _take_in,
    DeadlineKind.SIGNAL: _hear,
}

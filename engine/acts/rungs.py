"""Where people work on what is on the ladder, and what a rung is about.

A rung is watched by how long it may last, so what is late in what it waits for climbs no ladder beside it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from engine.escalation import HIDDEN, LADDER, LADDER_PROCESS
from engine.kernel.model import Model
from engine.model import Escalation, Instance, InstanceStatus, Subscription, Task
from engine.source import wait_in
from engine.step.library import Library
from engine.step.run import Run
from engine.store.protocol import Reader


def watched(run: Run, row: Instance, wait: int) -> bool:
    """Whether a rung waits for what this instance, or the one that called it, will say; or for what this wait waits for.

    So it is with the case conference that L3 asked, or joined. When no rung waits for it any more, it climbs as all else.
    """
    active = run.tx.find(Instance, case=run.case.id, status=InstanceStatus.ACTIVE)
    ladders = {one.id for one in active if one.process == LADDER_PROCESS}
    if not ladders:
        return False
    heard = run.tx.find(Subscription, case=run.case.id, instance=row.id, wait=wait)
    awaited = _awaited(run.tx, run.case.id, _with_called(ladders, active))
    return any(one.name in awaited for one in heard) or row.id in answering(
        run.tx, run.parts.library, run.case.id, ladders
    )


def answering(reader: Reader, library: Library, case: int, ladders: Collection[int]) -> set[int]:
    """The instances in which these escalations are decided on: what they called, and what says what they wait for, with all
    that it called."""
    active = reader.find(Instance, case=case, status=InstanceStatus.ACTIVE)
    below = _with_called(ladders, active)
    awaited = _awaited(reader, case, below)
    said = {
        row.id for row in active if awaited and not awaited.isdisjoint(_said(library.model(reader, row.definition)))
    }
    return below | _with_called(said, active)


def ladders_of(reader: Reader, tasks: Iterable[Task]) -> dict[int, int]:
    """The escalation, by its process instance, that each rung among these tasks belongs to; by the instance of the rung.

    The way up from a page of tasks, of whatever cases, in one statement; `answering` is the way down in one case.
    """
    rungs = tuple({task.instance for task in tasks if not task.ladder and task.process in LADDER})
    rows = reader.find(Instance, id=rungs) if rungs else []
    return {row.id: row.parent if row.process != LADDER_PROCESS and row.parent else row.id for row in rows}


def titled(reader: Reader, task: Task, zones: Collection[str]) -> Task:
    """The task under a name that says what it is about: a rung of the ladder names what is late, to whoever sees those zones."""
    ladder = ladders_of(reader, [task]).get(task.instance)
    rungs = reader.find(Escalation, case=task.case, instance=ladder) if ladder else []
    return replace(task, name=f"{task.name} · {_late(reader, rungs[0], zones)}") if rungs else task


def _late(reader: Reader, rung: Escalation, zones: Collection[str]) -> str:
    """What stands on the ladder. A step of a zone did not travel with the rung: whoever sees the step reads its name there."""
    late = wait_in(rung.cause)
    if rung.source != HIDDEN or late is None:
        return rung.source
    rows = reader.find(Task, case=rung.case, instance=late.instance, wait=late.number)
    return next((row.name for row in rows if row.zone in zones), HIDDEN)


def _awaited(reader: Reader, case: int, instances: Collection[int]) -> set[str]:
    return {one.name for one in reader.find(Subscription, case=case) if one.instance in instances}


def _with_called(tops: Iterable[int], active: Sequence[Instance]) -> set[int]:
    """These instances, and what they called, and what that called."""
    found = set(tops)
    while more := {row.id for row in active if row.parent in found and row.id not in found}:
        found |= more
    return found


def _said(model: Model) -> set[str]:
    """The names of what a diagram says to others."""
    said = (element.event for element in model.elements.values() if element.sends)
    return {event.name for event in said if event is not None and event.name is not None}

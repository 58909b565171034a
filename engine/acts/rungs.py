"""Where people work on what is on the ladder. A rung is watched by how long it may last, so what is late in what it waits for
climbs no ladder beside it.
"""

from collections.abc import Collection, Iterable, Sequence

from engine.escalation import LADDER_PROCESS
from engine.kernel.model import Model
from engine.model import Instance, InstanceStatus, Subscription
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

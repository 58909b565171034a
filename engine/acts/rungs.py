"""What a rung of the ladder waits for. It is watched by how long a rung may last, so what is late in it climbs no ladder beside it."""

from engine.kernel.model import Model
from engine.model import Instance, Subscription
from engine.step.run import Run
from engine.step.told import THROWS


def watched(run: Run, row: Instance, wait: int) -> bool:
    """Whether a rung waits for what this instance, or the one that called it, will say; or for what this wait waits for.

    So it is with the case conference that L3 asked, or joined. When no rung waits for it any more, it climbs as all else.
    """
    heard = run.tx.find(Subscription, case=run.case.id)
    awaited = {one.name for one in heard if one.instance != row.id and _on_rung(run, one)}
    own = {one.name for one in heard if (one.instance, one.wait) == (row.id, wait)}
    return bool(awaited) and not awaited.isdisjoint(own | said(_outermost(run, row)))


def _on_rung(run: Run, one: Subscription) -> bool:
    row = run.tx.get(Instance, one.instance)
    return row is not None and run.on_ladder(row)


def _outermost(run: Run, row: Instance) -> Model:
    caller = run.tx.get(Instance, row.parent) if row.parent is not None else None
    return _outermost(run, caller) if caller is not None else run.parts.library.model(run.tx, row.definition)


def said(model: Model) -> set[str]:
    """The names of what a diagram says to others."""
    said = (element.event for element in model.elements.values() if element.kind in THROWS)
    return {event.name for event in said if event is not None and event.name is not None}

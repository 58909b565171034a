"""Every escalation ends in the recorded decision of a person (I6)."""

from collections.abc import Iterator

from engine.kernel.model import Element, Model
from engine.lint.bundle import Bundle
from engine.lint.proof.findings import Found
from engine.lint.proof.roads import Place, Roads
from engine.lint.proof.world import Assumed, World, set_by_diagrams

LADDER = "P17"
PARTS = (LADDER, "P17t")  # from rung to rung, and who decides on one
FORM = "escalation"
DECISION = "closedBy"  # the fact by which a rung says what was decided


def escalations_are_decided(bundle: Bundle, roads: Roads, worlds: list[World]) -> Iterator[Found]:
    """In the world where nobody fills in a rung no escalation ends, none ever stands still, and every one is heard."""
    model = bundle.processes.get(LADDER)
    if model is None:
        return
    begins = [Place(LADDER, start.id, False) for start in model.starts]
    rungs = frozenset(
        Place(part, e.id, True)
        for part in PARTS
        if part in bundle.processes
        for e in bundle.processes[part].elements.values()
        if _records(bundle, e)
    )
    end = Place(LADDER, LADDER, True)
    world = World(bundle, roads, set_by_diagrams(bundle) | {DECISION}, Assumed(never=rungs), begins)
    worlds.append(world)
    if end in world.reached:
        yield Found("ladder.unrecorded", LADDER, world.before(end).element, (world.tell(end),))
    yield from _standing_still(roads, model, begins, end)
    yield from _unheard(bundle)


def _unheard(bundle: Bundle) -> Iterator[Found]:
    """Escalation events that nobody catches."""
    for model in bundle.processes.values():
        for element in model.elements.values():
            if element.event_kind == "escalation" and element.sends and not _caught(model, element):
                yield Found("ladder.unheard", model.process_id, element.id, (element.name or element.id,))


def _records(bundle: Bundle, element: Element) -> bool:
    """Whether a task asks what was decided."""
    return (
        element.kind == "userTask"
        and element.form == FORM
        and DECISION in bundle.asked(element.form, element.properties.get("part"))
    )


def _standing_still(roads: Roads, model: Model, begins: list[Place], end: Place) -> Iterator[Found]:
    """Places of the ladder from which no decision is reached any more."""
    for place in roads.reach(begins):
        if place.process in PARTS and place.done and end not in roads.reach([place]):
            yield Found("ladder.stuck", place.process, place.element, (roads.say([place]),))


def _caught(model: Model, element: Element) -> bool:
    name = element.event.name if element.event else None
    scopes, scope = {model.process_id}, element.scope
    while scope in model.elements:
        scopes.add(scope)
        scope = model.elements[scope].scope
    starts = [start for at in scopes for _, start in model.triggered.get(at, ())]
    events = [model.elements[event] for at in scopes if at in model.elements for event in model.elements[at].boundary]
    return any(
        e.event is not None and e.event.kind == "escalation" and e.event.name in (None, name)
        for e in [*starts, *events]
    )

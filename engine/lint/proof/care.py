"""Refusing or stopping never ends care or housing (I5)."""

from collections.abc import Iterator

from engine.kernel.model import Element, Model
from engine.lint.bundle import Bundle
from engine.lint.proof.findings import Found
from engine.lint.proof.roads import Place, Roads
from engine.lint.proof.setbacks import is_setback, setbacks
from engine.lint.proof.world import UNSET, Assumed, World, set_by_diagrams

OWN = "own"


def refusing_never_ends_care(bundle: Bundle, roads: Roads, worlds: list[World]) -> Iterator[Found]:
    """Care has a life of its own, nothing from outside interrupts it, and no setback leads to its end without a person between."""
    keys = [key for key in sorted(bundle.vocabulary.care) if key in bundle.processes]
    inside = _called_by(bundle, keys)
    for key in keys:
        model = bundle.processes[key]
        if model.lifetime != OWN:
            yield Found("care.dependent", key, key, (key,))
        yield from _called_from_elsewhere(bundle, inside, key)
    for key in sorted(inside):
        yield from _interrupted(bundle, bundle.processes[key], inside)
    yield from _ended(bundle, roads, worlds, keys)


def _called_by(bundle: Bundle, keys: list[str]) -> frozenset[str]:
    """The processes of care with those that they call."""
    found, todo = set(keys), list(keys)
    while todo:
        for element in bundle.processes[todo.pop()].elements.values():
            called = element.called_process.text if element.called_process else ""
            if called in bundle.processes and called not in found:
                found.add(called)
                todo.append(called)
    return frozenset(found)


def _called_from_elsewhere(bundle: Bundle, inside: frozenset[str], key: str) -> Iterator[Found]:
    for model in bundle.processes.values():
        for element in model.elements.values():
            if element.called_process is not None and element.called_process.text == key:
                yield Found("care.waitedFor", model.process_id, element.id, (key,))


def _interrupted(bundle: Bundle, model: Model, inside: frozenset[str]) -> Iterator[Found]:
    """What stops something in care may come from carers and from the person, never from another process or as a setback."""
    for element in model.elements.values():
        stops = element.attached_to or (element.kind == "startEvent" and element.scope != model.process_id)
        if (
            not stops
            or not element.interrupting
            or element.event is None
            or element.event.kind not in ("message", "signal")
        ):
            continue
        declared = bundle.vocabulary.messages.get(element.event.name or "")
        senders = declared.senders if declared else tuple(_signallers(bundle, element))
        if is_setback(bundle, element) or any(
            sender in bundle.processes and sender not in inside for sender in senders
        ):
            yield Found("care.interrupted", model.process_id, element.id, (element.event.name or element.id,))


def _signallers(bundle: Bundle, element: Element) -> list[str]:
    """The processes that throw the signal that an element hears."""
    name = element.event.name if element.event else None
    return [
        model.process_id
        for model in bundle.processes.values()
        if any(
            e is not element and e.event_kind == "signal" and e.event and e.event.name == name
            for e in model.elements.values()
            if e.kind in ("intermediateThrowEvent", "endEvent")
        )
    ]


def _ended(bundle: Bundle, roads: Roads, worlds: list[World], keys: list[str]) -> Iterator[Found]:
    """While nobody says that care ends, no road from a setback to its end on which nobody does anything.

    What a person does or tells is a new beginning: it is not the setback that ends care then.
    """
    if not keys:
        return
    said: dict[str, frozenset[object]] = {bundle.vocabulary.care[key]: UNSET for key in keys}
    world = World(bundle, roads, set_by_diagrams(bundle) - set(said), Assumed(facts=said))
    worlds.append(world)
    sources = setbacks(bundle, roads)
    came = roads.reach(sources, _decided(bundle, frozenset(sources)), world.ahead)
    for key in keys:
        goal = Place(key, key, True)
        if goal in came:
            end = came[goal]
            yield Found("care.ended", key, end.element if end else key, (roads.tell(came, goal),))


def _decided(bundle: Bundle, sources: frozenset[Place]) -> frozenset[Place]:
    """Where somebody did a task or told something, and where a care case begins."""
    found = set()
    for model in bundle.processes.values():
        for element in model.elements.values():
            place = Place(model.process_id, element.id, True)
            told = element.event_kind == "message" and element.kind in (
                "receiveTask",
                "intermediateCatchEvent",
                "boundaryEvent",
            )
            begun = element.event_kind == "message" and element.kind == "startEvent"
            if place not in sources and (element.kind in ("userTask", "manualTask", "receiveTask") or told or begun):
                found.add(place)
    return frozenset(found)

"""Where a token can go: over flows, into and out of subprocesses and called processes, along messages and signals.

Nothing is left out for being unlikely: every event may happen, every way of a gateway may be taken, a call may return to
whoever calls. What is not reachable here is reachable in no case.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from engine.kernel.model import Element, Model
from engine.lint.bundle import Bundle

INSIDE = ("subProcess", "transaction", "adHocSubProcess")
NO_EXIT = ("error", "cancel")
ENGINE = "engine"
STEPS_TOLD = 6


class Place(NamedTuple):
    """A token at an element: it has come (`done` False) or what stands there is done. The id of a process stands for the process."""

    process: str
    element: str
    done: bool


Ahead = Callable[[Place], Iterable[Place]]


class Roads:
    """The roads of all processes of a bundle."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.models = bundle.processes
        self._ahead: dict[Place, tuple[Place, ...]] = {}
        self._callers = dict[str, list[Place]]()
        self.heard: dict[tuple[str, str], list[tuple[Model, Element]]] = {}
        self.ladder: list[Place] = []
        for model in self.models.values():
            for element in model.elements.values():
                self._note(model, element)

    def _note(self, model: Model, element: Element) -> None:
        called = element.called_process
        if called is not None and called.literal:
            self._callers.setdefault(called.text, []).append(Place(model.process_id, element.id, True))
        if element.event is None or not element.event.name or element.sends:
            return
        self.heard.setdefault((element.event.kind, element.event.name), []).append((model, element))
        declared = self.bundle.vocabulary.messages.get(element.event.name)
        if element.event.kind == "message" and declared and ENGINE in declared.senders:
            self.ladder.append(Place(model.process_id, element.id, True))

    def element(self, place: Place) -> Element | None:
        """The element of a place, None when the place is a whole process."""
        return self.models[place.process].elements.get(place.element)

    def begins(self) -> list[Place]:
        """Where something begins that no other process calls."""
        found = []
        for key, model in self.models.items():
            for start in entries(model, key):
                if start.event_kind != "none" or key not in self._callers:
                    found.append(Place(key, start.id, False))
        return found

    def ahead(self, place: Place) -> tuple[Place, ...]:
        """The places that a token can be at next."""
        found = self._ahead.get(place)
        if found is None:
            found = self._ahead[place] = tuple(dict.fromkeys(self._done(place) if place.done else self._come(place)))
        return found

    def _come(self, place: Place) -> Iterator[Place]:
        model, element = self.models[place.process], self.models[place.process].elements[place.element]
        yield from (Place(place.process, event, False) for event in element.boundary)
        called = element.called_process
        if element.kind in INSIDE:
            yield from self._inside(model, element.id)
        elif called is not None and called.literal and called.text in self.models:
            for start in entries(self.models[called.text], called.text):
                if start.event_kind == "none":
                    yield Place(called.text, start.id, False)
        else:
            yield place._replace(done=True)
        if element.kind == "startEvent" and element.scope == model.process_id:
            yield from self._armed(model, model.process_id)

    def _inside(self, model: Model, scope: str) -> Iterator[Place]:
        yield from (Place(model.process_id, start.id, False) for start in entries(model, scope))
        yield from self._armed(model, scope)

    def _armed(self, model: Model, scope: str) -> Iterator[Place]:
        """The event subprocesses that wait while a scope lives."""
        yield from (Place(model.process_id, start.id, False) for _, start in model.triggered.get(scope, ()))

    def _done(self, place: Place) -> Iterator[Place]:
        model, element = self.models[place.process], self.element(place)
        if element is None:
            yield from self._callers.get(place.process, ())
            return
        yield from self.thrown(element)
        yield from (Place(place.process, flow.target, False) for flow in model.out(element))
        yield from self._linked(model, element)
        if not element.outgoing and element.event_kind != "link":
            yield from self._leave(model, element)

    def thrown(self, element: Element) -> Iterator[Place]:
        """Who hears what this element throws."""
        if element.event is not None and element.event.name and element.sends:
            for model, catcher in self.heard.get((element.event.kind, element.event.name), ()):
                yield Place(model.process_id, catcher.id, True)

    def _linked(self, model: Model, element: Element) -> Iterator[Place]:
        if not element.sends or element.event is None:
            return
        for other in model.elements.values():
            link = other.kind == "intermediateCatchEvent" and other.event_kind == "link"
            if element.event_kind == "link" and link and other.event and other.event.name == element.event.name:
                yield Place(model.process_id, other.id, False)
            if element.event_kind == "compensation" and other.compensates:
                yield Place(model.process_id, other.id, False)

    def _leave(self, model: Model, element: Element) -> Iterator[Place]:
        """Out of the scope in which an element is the last: unless an error takes another way, or the end's own signal does."""
        if element.event_kind in NO_EXIT or element.compensates or _interrupts_itself(model, element):
            return
        scope = model.elements.get(element.scope)
        while scope is not None and scope.triggered:
            starts = [start for sub, start in model.triggered.get(scope.scope, ()) if sub.id == scope.id]
            if not any(start.interrupting for start in starts):
                return
            scope = model.elements.get(scope.scope)
        yield Place(model.process_id, scope.id if scope else model.process_id, True)

    def reach(
        self, sources: Iterable[Place], blocked: frozenset[Place] = frozenset(), ahead: Ahead | None = None
    ) -> dict[Place, Place | None]:
        """Every place that a road from the sources leads to, with the place before it. Nothing goes on from a blocked place."""
        ahead = ahead or self.ahead
        came: dict[Place, Place | None] = dict.fromkeys(sources)
        todo = list(came)
        for place in todo:  # grows while it is walked
            if place in blocked:
                continue
            for following in ahead(place):
                if following not in came:
                    came[following] = place
                    todo.append(following)
        return came

    def tell(self, came: Mapping[Place, Place | None], goal: Place) -> str:
        """The road to a goal in the words of the diagrams, at most its last six steps."""
        road: list[Place] = []
        at: Place | None = goal
        while at is not None:
            road.append(at)
            at = came[at]
        return self.say(road)

    def say(self, road: Iterable[Place]) -> str:
        """A road, last place first, in the words of the diagrams."""
        names: list[str] = []
        for place in road:
            element = self.element(place)
            name = f"{place.process} {(element.name or element.id) if element else ''}".strip()
            names += [name] if names[-1:] != [name] else []
        return " → ".join(reversed(names[:STEPS_TOLD]))


def entries(model: Model, scope: str) -> list[Element]:
    """Where a scope begins: its start events, and what nothing leads to."""
    return [element for element in model.inside.get(scope, ()) if element.kind == "startEvent" or _loose(element)]


def _loose(element: Element) -> bool:
    """An element that nothing leads to and nothing else wakes."""
    caught = element.kind == "intermediateCatchEvent" and element.event_kind == "link"
    return not (element.incoming or element.attached_to or element.triggered or element.compensates or caught)


def _interrupts_itself(model: Model, end: Element) -> bool:
    """Whether an end throws what stops the very scope it would leave: then that way is taken, and no other."""
    if end.event is None or end.event.kind not in ("signal", "escalation"):
        return False
    scope = model.elements.get(end.scope)
    while scope is not None:
        for event in (model.elements[at] for at in scope.boundary):
            if (
                event.interrupting
                and event.event
                and (event.event.kind, event.event.name) == (end.event.kind, end.event.name)
            ):
                return True
        scope = model.elements.get(scope.scope)
    return False

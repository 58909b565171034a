"""Errors climb from the inside out until an event subprocess or a boundary event catches them; uncaught, the instance ends."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.kernel.marking import Node
from engine.kernel.model import Element
from engine.kernel.step import Step, Values
from engine.kernel.words import boundary_event, event_subprocess, subprocess
from engine.kernel.words.activity import item_of


@dataclass(frozen=True, slots=True)
class Catcher:
    """Who catches: a boundary event of a host, or the start event of an event subprocess in a scope."""

    place: Node
    event: Element


def throw(step: Step, node: Node, code: str, payload: Values) -> None:
    """An error is thrown at this node."""
    catcher = find(step, node, "error", code)
    if catcher is None:
        subprocess.end(step, step.root(), error=code)
        return
    caught(step, catcher, {"bericht": dict(payload)})


def caught(step: Step, catcher: Catcher, result: Values) -> None:
    """Let the catcher go on."""
    if catcher.event.kind == "boundaryEvent":
        boundary_event.go(step, catcher.place, catcher.event, result)
    else:
        event_subprocess.go(step, catcher.place, catcher.event, result)


def find(step: Step, node: Node, kind: str, code: str) -> Catcher | None:
    """The innermost catcher of this code; at one level a named code goes before a catcher of everything."""
    for place, events in _levels(step, node, kind):
        for wanted in (code, None):
            found = next((event for event in events if event.event and event.event.name == wanted), None)
            if found is not None:
                return Catcher(place, found)
    return None


def _levels(step: Step, node: Node, kind: str) -> Iterator[tuple[Node, list[Element]]]:
    """Level by level outwards: the event subprocesses of a scope, then the boundary events of the activity that it is."""
    at: Node | None = node
    inside_triggered = False
    while at is not None:
        if at.kind in ("process", "scope", "adhoc") and not inside_triggered:
            yield at, [start for _, start in step.model.triggered.get(at.element, ()) if start.event_kind == kind]
        element = step.model.elements.get(at.element)
        if element is not None and at.kind not in ("item", "token") and item_of(step, at) is None:
            yield at, [step.model.elements[b] for b in element.boundary if step.model.elements[b].event_kind == kind]
        inside_triggered = at.kind == "scope" and element is not None and element.triggered
        at = step.nodes.get(at.parent)

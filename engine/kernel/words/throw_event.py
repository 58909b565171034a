"""Intermediate throw events: message, signal, escalation, link, compensation; without a kind they only mark a point."""

from engine.kernel.marking import Node
from engine.kernel.model import Element
from engine.kernel.step import Step
from engine.kernel.words import compensation, escalation, send_task, signal
from engine.kernel.words.activity import finish


def begin(step: Step, node: Node, element: Element) -> None:
    """Throw, then go on. Raises Failure."""
    kind = element.event_kind
    if kind == "message":
        send_task.begin(step, node, element)
        return
    if kind == "link":
        _link(step, node, element)
        return
    if kind == "compensation":
        compensation.throw(step, node, element, "leave")
        return
    if kind == "signal":
        signal.throw(step, node, element)
    elif kind == "escalation":
        escalation.throw(step, node, (element.event.name if element.event else None) or "", {})
    if node.number in step.nodes:
        finish(step, node, {})


def _link(step: Step, node: Node, element: Element) -> None:
    name = element.event.name if element.event else None
    target = next(
        other
        for other in step.model.inside[element.scope]
        if other.kind == "intermediateCatchEvent"
        and other.event_kind == "link"
        and other.event
        and other.event.name == name
    )
    step.visited(element.id, "completed")
    parent = node.parent
    del step.nodes[node.number]
    step.send(parent, target.id)

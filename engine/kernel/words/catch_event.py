"""Catching: an intermediate catch event or receive task waits for its event; and where each awaited event leads when it comes."""

from engine.kernel import effects as fx
from engine.kernel.marking import Node
from engine.kernel.model import Element
from engine.kernel.step import Step, Values
from engine.kernel.words import boundary_event, event_based_gateway, event_subprocess
from engine.kernel.words.activity import finish
from engine.kernel.words.listening import listen, repeat


def begin(step: Step, node: Node, element: Element) -> None:
    """An intermediate catch event or receive task listens; a link target is only passed."""
    if element.event_kind == "link":
        finish(step, node, {})
        return
    listen(step, node, element)


def happened(step: Step, node: Node, payload: Values) -> None:
    """The awaited event came: whoever waited goes on."""
    element = step.element(node)
    if node.kind == "timer":
        step.emit(fx.TimerCleared(node.number, element.id))
    elif node.kind in ("message", "signal"):
        step.emit(fx.Unsubscribed(node.number, element.id))
    result: Values = {"bericht": dict(payload)} if node.kind in ("message", "signal") else {}
    if element.kind == "boundaryEvent":
        boundary_event.happened(step, node, element, result)
    elif element.kind == "startEvent":
        event_subprocess.happened(step, node, element, result)
    elif node.state.get("gate"):
        event_based_gateway.chosen(step, node, step.nodes[node.parent], result)
    else:
        _caught(step, node, element, result)


def _caught(step: Step, node: Node, element: Element, result: Values) -> None:
    rest = repeat(node)
    if rest is not None:  # a catch event with a cycle lets a token through each time
        step.do("listen", step.add("token", element.id, node.parent, **rest))
    finish(step, node, result)

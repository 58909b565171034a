"""Signals reach everybody in the case who listens: in this instance at once, before the thrower goes on."""

from engine.kernel import effects as fx
from engine.kernel.marking import Node
from engine.kernel.model import Element
from engine.kernel.step import Step
from engine.kernel.words import catch_event


def throw(step: Step, node: Node, element: Element) -> None:
    """Tell the outside, then wake the listeners of this instance. The thrower may be among what they interrupt."""
    name = str(element.event.name if element.event else "")
    held = node.state.get("locals")
    payload = dict(held) if isinstance(held, dict) and element.inputs else {}
    step.emit(fx.Thrown(element.id, "signal", name, payload, served=True))
    for listener in [other for other in step.nodes.values() if other.kind == "signal"]:
        event = step.element(listener).event
        if listener.number in step.nodes and event is not None and event.name == name:
            catch_event.happened(step, listener, payload)

"""Escalations climb like errors, but whoever threw them goes on unless the catcher interrupts; uncaught, they leave the instance."""

from engine.kernel import effects as fx
from engine.kernel.marking import Node
from engine.kernel.step import Step, Values
from engine.kernel.words import errors


def throw(step: Step, node: Node, code: str, payload: Values) -> None:
    """An escalation is thrown at this node."""
    catcher = errors.find(step, node, "escalation", code)
    if catcher is None:
        step.emit(fx.Thrown(node.element, "escalation", code, dict(payload)))
        return
    errors.caught(step, catcher, {"bericht": dict(payload)})

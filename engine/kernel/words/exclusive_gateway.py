"""Exclusive gateways: the first open flow in document order, or else the default. Several ways in simply merge."""

from engine.kernel.marking import Node
from engine.kernel.model import Element
from engine.kernel.step import Step
from engine.kernel.words.activity import default_flow, is_open


def begin(step: Step, node: Node, element: Element) -> None:
    """Choose one flow. Raises Failure when none is open and none is the default."""
    out = step.model.out(element)
    chosen = (
        out[0]
        if len(out) == 1
        else next((flow for flow in out if flow.id != element.default and is_open(step, node, flow)), None)
    )
    flow = chosen or default_flow(step, element)[0]
    step.visited(element.id, "completed")
    step.take(node, [flow.id])

"""Leaving: output mappings first, then whatever hung on the element stops listening and the road goes on."""

from engine.kernel.marking import Node
from engine.kernel.model import Element
from engine.kernel.step import Step
from engine.kernel.words import compensation
from engine.kernel.words.activity import item_of, open_flows


def leave(step: Step, node: Node, element: Element) -> None:
    """Apply the output mappings, then depart."""
    result = node.state.get("result")
    step.outputs(node, element.outputs, result if isinstance(result, dict) else {})
    step.todo.appendleft(("depart", node.number))


def depart(step: Step, node: Node, element: Element) -> None:
    """The activity is over: what hung on it stops listening, and the road goes on."""
    item = item_of(step, node)
    if item is not None:
        step.todo.appendleft(("item done", node.number))
        return
    if element.compensates:
        compensation.handled(step, node)
        return
    flows = [flow.id for flow in open_flows(step, node, element)]
    if element.repetition is None:
        compensation.remember(step, node, element)
    for child in step.children(node.number):
        step.withdraw(child)
    step.visited(element.id, "completed")
    step.take(node, flows)

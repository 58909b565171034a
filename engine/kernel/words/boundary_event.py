"""Boundary events: interrupting ones end their activity, the others start a road beside it and listen again."""

from engine.kernel.marking import Node
from engine.kernel.model import Element
from engine.kernel.step import Step, Values
from engine.kernel.words.activity import finish
from engine.kernel.words.listening import relisten


def happened(step: Step, node: Node, element: Element, result: Values) -> None:
    """The awaited event of this boundary came."""
    del step.nodes[node.number]
    host = step.nodes[node.parent]
    go(step, host, element, result)
    if not element.interrupting:
        relisten(step, node)


def go(step: Step, host: Node, element: Element, result: Values) -> None:
    """A token starts at the boundary event; an interrupting one ends its activity first."""
    if element.interrupting:
        step.withdraw(host)
    step.visited(element.id, "entered")
    finish(step, step.add("token", element.id, host.parent), result)


def beside(step: Step, host: Node, element: Element) -> None:
    """A token starts at the boundary event while the activity goes on, whatever is drawn: it was thrown by one of its instances."""
    finish(step, step.add("token", element.id, host.parent), {})

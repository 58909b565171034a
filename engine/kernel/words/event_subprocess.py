"""Event subprocesses: they start inside a running scope, beside what happens there or instead of it."""

from engine.kernel.marking import Node
from engine.kernel.model import Element
from engine.kernel.step import Step, Values
from engine.kernel.words.activity import finish
from engine.kernel.words.listening import relisten


def arm(step: Step, scope: Node) -> None:
    """Let the start events of the scope's event subprocesses listen. Errors and escalations need no listener."""
    for _, start in step.model.triggered.get(scope.element, ()):
        if start.event_kind in ("timer", "message", "signal", "conditional"):
            step.do("listen", step.add("token", start.id, scope.number))


def happened(step: Step, node: Node, start: Element, result: Values) -> None:
    """The awaited start event came."""
    del step.nodes[node.number]
    scope = step.nodes[node.parent]
    go(step, scope, start, result)
    if not start.interrupting:
        relisten(step, node)


def go(step: Step, scope: Node, start: Element, result: Values) -> None:
    """Run the event subprocess in its scope; an interrupting one ends everything else there first."""
    if start.interrupting:
        empty(step, scope)
    run(step, scope, start, result)


def run(step: Step, around: Node, start: Element, result: Values) -> Node:
    """Start the event subprocess inside a node."""
    running = step.add("scope", start.scope, around.number)
    step.visited(start.scope, "entered")
    arm(step, running)
    step.visited(start.id, "entered")
    finish(step, step.add("token", start.id, running.number), result)
    return running


def empty(step: Step, scope: Node) -> None:
    """End everything in a scope but the boundary events that hang on it and what could be compensated."""
    for child in step.children(scope.number):
        element = step.model.elements.get(child.element)
        on_edge = element is not None and element.kind == "boundaryEvent" and element.attached_to == scope.element
        if not on_edge and child.kind != "undo":
            step.withdraw(child)

"""Embedded subprocesses, and the end of every kind of scope."""

from engine.kernel import effects as fx
from engine.kernel.marking import Node
from engine.kernel.model import Element
from engine.kernel.step import Step
from engine.kernel.words import event_subprocess
from engine.kernel.words.activity import finish


def begin(step: Step, node: Node, element: Element) -> None:
    """Open the scope and start inside."""
    scope = step.become(node, "scope")
    event_subprocess.arm(step, scope)
    start = next(inner for inner in step.model.inside[element.id] if inner.kind == "startEvent")
    step.send(scope.number, start.id)


def settled(step: Step, node: Node) -> None:
    """Nothing is alive in the scope any more: the instance ends, or the road goes on behind the subprocess."""
    if not all(step.passive(child) for child in step.children(node.number)):
        return
    if node.kind == "process":
        end(step, node)
        return
    element = step.element(node)
    if element.triggered:
        _triggered_done(step, node)
        return
    finish(step, node, {})


def _triggered_done(step: Step, node: Node) -> None:
    """The end event of an event subprocess counts as an end of its scope."""
    reached = node.state.get("end")
    step.drop(node)
    step.visited(node.element, "completed")
    around = step.nodes[node.parent]
    if around.kind == "undoing":
        step.do("undo next", around)
        return
    if reached is not None:
        step.note(around, end=reached)
    step.settle(around.number)


def end(step: Step, node: Node, error: str | None = None) -> None:
    """The instance is over: nothing listens any more, and the caller learns how it ended."""
    reached = node.state.get("end")
    element, outcome = reached if isinstance(reached, list) else (None, "")
    find = step.lookup(node)
    outputs = {name: find(name) for name in step.model.returns}
    step.withdraw(node)
    step.emit(fx.Ended(outcome, element, error, outputs))

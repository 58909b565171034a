"""Ad-hoc subprocesses: staff choose which activity comes next, until the condition holds or somebody says it is enough."""

from engine.kernel import effects as fx
from engine.kernel.expression import Failure
from engine.kernel.marking import Node
from engine.kernel.model import Element
from engine.kernel.scope import ACTIVITIES
from engine.kernel.step import Step
from engine.kernel.words import event_subprocess
from engine.kernel.words.activity import finish


class NotPossible(ValueError):
    """The command makes no sense for this wait."""


def begin(step: Step, node: Node, element: Element) -> None:
    """Open the choice; the elements that the diagram activates start at once. Raises Failure."""
    wanted = step.value(element.active_elements, node) if element.active_elements is not None else []
    possible = {inner.id for inner in choices(step, element)}
    if not isinstance(wanted, list) or not all(isinstance(name, str) and name in possible for name in wanted):
        raise Failure("no-list", "the active elements are no list of activities of this subprocess")
    if len(wanted) > 1 and element.one_at_a_time:
        raise Failure("one-at-a-time", "only one activity at a time may run here")
    running = step.become(node, "adhoc")
    step.emit(fx.AdHocOpened(node.number, element.id, tuple(sorted(possible))))
    event_subprocess.arm(step, running)
    for name in wanted:
        step.send(running.number, str(name))


def choices(step: Step, element: Element) -> list[Element]:
    """The activities that can be chosen: those that no flow enters."""
    inside = step.model.inside[element.id]
    return [e for e in inside if e.kind in ACTIVITIES and not e.incoming and not e.triggered and not e.compensates]


def add(step: Step, node: Node, chosen: str) -> None:
    """Staff chose an activity. Raises NotPossible."""
    element = step.element(node)
    if chosen not in {inner.id for inner in choices(step, element)}:
        raise NotPossible(f"{chosen} cannot be chosen here")
    if element.one_at_a_time and _running(step, node):
        raise NotPossible("only one activity at a time may run here")
    step.send(node.number, chosen)


def enough(step: Step, node: Node) -> None:
    """Staff say that it is enough. What still runs is withdrawn, or waited for when the diagram says so."""
    if step.element(node).cancels_remaining:
        _close(step, node)
    else:
        step.note(node, closing=1)
        step.do("ad hoc", node)


def look(step: Step, node: Node, element: Element) -> None:
    """An activity inside was finished: is the whole? Raises Failure."""
    running = _running(step, node)
    if (element.until is not None and step.truth(element.until, node)) or node.state.get("closing"):
        if element.cancels_remaining or not running:
            _close(step, node)
        else:
            step.note(node, closing=1)
    elif element.until is None and element.active_elements is not None and not running:
        _close(step, node)


def _running(step: Step, node: Node) -> bool:
    return any(not step.passive(child) for child in step.children(node.number))


def _close(step: Step, node: Node) -> None:
    event_subprocess.empty(step, node)
    step.emit(fx.AdHocClosed(node.number, node.element, True))
    step.become(node, "scope")
    finish(step, step.nodes[node.number], {})

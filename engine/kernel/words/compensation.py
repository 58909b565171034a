"""Compensation: what was finished is undone by what the diagram draws for it, the latest first. Nothing is rolled back.

A finished activity that can be undone leaves an `undo` node in its scope, with the locals that it had. A thrower becomes an
`undoing` node in which the handlers run one after another; when none is left the thrower goes on.
"""

from engine.kernel.expression import Failure
from engine.kernel.marking import Node
from engine.kernel.model import Element
from engine.kernel.step import Step
from engine.kernel.words import boundary_event, errors, event_subprocess
from engine.kernel.words.activity import finish

MOST = 100  # undo nodes of one scope: the only thing in a marking that grows with what is done


def remember(step: Step, node: Node, element: Element) -> None:
    """A finished activity leaves an undo node if the diagram can undo it or something in it. Raises Failure before changing anything."""
    inner = [child for child in step.children(node.number) if child.kind == "undo"]
    if element.compensated_by is None and not inner and _own_start(step, element.id) is None:
        return
    scope = step.scope(node)
    if sum(child.kind == "undo" for child in step.children(scope.number)) >= MOST:
        raise Failure("undo", f"more than {MOST} finished activities could be undone")
    shown = step.own_locals(node)
    undo = step.add("undo", element.id, scope.number, **({"locals": shown} if shown else {}))
    for child in inner:
        step.nodes[child.number] = Node(child.number, child.kind, child.element, undo.number, child.state)


def _own_start(step: Step, scope: str) -> Element | None:
    """The start of the compensation event subprocess of a scope."""
    return next((start for _, start in step.model.triggered.get(scope, ()) if start.event_kind == "compensation"), None)


def throw(step: Step, node: Node, element: Element, then: str) -> None:
    """Undo one activity, or everything finished in the scope. `then` says how the thrower goes on: leave, end or cancel."""
    event = element.event
    scope = _compensated_scope(step, node)
    wanted = event.activity if event else None
    todo = [undo for undo in step.children(scope.number) if undo.kind == "undo" and wanted in (None, undo.element)]
    order = sorted((undo.number for undo in todo), reverse=True)
    if then != "cancel" and event is not None and not event.waits:
        aside = step.add("undoing", element.id, node.parent, todo=order, then="nothing")
        step.do("undo next", aside)
        step.todo.appendleft((then, node.number))
        return
    step.do("undo next", step.become(node, "undoing", todo=order, then=then))


def _compensated_scope(step: Step, node: Node) -> Node:
    """A throw inside an event subprocess means the scope around it; a compensation event subprocess has its records inside."""
    scope = step.scope(node)
    element = step.model.elements.get(scope.element)
    around = step.nodes.get(scope.parent)
    if element is not None and element.triggered and around is not None and around.kind != "undoing":
        return around
    return scope


def undo_next(step: Step, node: Node, element: Element) -> None:
    """Start the next handler, or let the thrower go on."""
    left = [number for number in _numbers(node) if number in step.nodes]
    if not left:
        _done(step, node)
        return
    undo = step.nodes[left[0]]
    node = step.note(node, todo=left[1:], locals=undo.state.get("locals"))
    _undo(step, node, undo)


def _numbers(node: Node) -> list[int]:
    todo = node.state.get("todo")
    return list(todo) if isinstance(todo, list) else []


def _undo(step: Step, node: Node, undo: Node) -> None:
    element = step.element(undo)
    inner = sorted((child.number for child in step.children(undo.number)), reverse=True)
    del step.nodes[undo.number]
    start = _own_start(step, element.id)
    if element.compensated_by is not None:
        step.withdraw_all(inner)
        step.send(node.number, element.compensated_by)
    elif start is not None:
        running = event_subprocess.run(step, node, start, {})
        step.adopt(inner, running.number)
    else:
        step.adopt(inner, node.number)
        step.note(node, todo=[*inner, *_numbers(node)])
        step.do("undo next", step.nodes[node.number])


def handled(step: Step, node: Node) -> None:
    """One handler is done."""
    step.do("undo next", step.nodes[node.parent])
    for child in step.children(node.number):
        step.withdraw(child)
    step.visited(node.element, "completed")
    del step.nodes[node.number]


def _done(step: Step, node: Node) -> None:
    then = str(node.state.get("then"))
    if then == "nothing":
        step.take(node, ())
    elif then == "cancel":
        _cancelled(step, node)
    elif then == "leave":
        finish(step, step.become(node, "token"), {})
    else:
        step.do("end", step.become(node, "token", undone=1))


def cancel(step: Step, node: Node, element: Element) -> None:
    """A transaction is cancelled: everything in it stops, what was finished is undone, then its cancel boundary event goes on."""
    scope = step.scope(node)
    for child in step.children(scope.number):
        inner = step.model.elements.get(child.element)
        on_edge = inner is not None and inner.kind == "boundaryEvent" and inner.attached_to == scope.element
        if child.number != node.number and child.kind != "undo" and not on_edge:
            step.withdraw(child)
    throw(step, node, element, "cancel")


def _cancelled(step: Step, node: Node) -> None:
    scope = step.scope(node)
    catcher = errors.find(step, scope, "cancel", "")
    del step.nodes[node.number]
    if catcher is not None:
        boundary_event.go(step, catcher.place, catcher.event, {})
    else:
        step.settle(scope.number)

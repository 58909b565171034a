"""End events: the token is used up; some throw, some end everything around them."""

from engine.kernel.marking import Node
from engine.kernel.model import Element
from engine.kernel.step import Step
from engine.kernel.words import compensation, errors, escalation, send_task, signal
from engine.kernel.words.event_subprocess import empty
from engine.kernel.words.service_task import MESSAGE, open_job, topic_of


def begin(step: Step, node: Node, element: Element) -> None:
    """Throw what the end throws; a message that a connector carries is a job first. Raises Failure."""
    kind = element.event_kind
    topic = topic_of(step, node, element.topic)
    if topic not in (None, MESSAGE):
        open_job(step, node, element, str(topic))
        return
    if kind == "message":
        send_task.throw(step, node, element)
    elif kind == "compensation" and not node.state.get("undone"):
        compensation.throw(step, node, element, "end")
        return
    elif kind == "signal":
        signal.throw(step, node, element)
    if node.number in step.nodes:
        step.todo.appendleft(("end", node.number))


def finish_end(step: Step, node: Node, element: Element) -> None:
    """The end itself: the scope remembers it as its outcome. Raises Failure when the outcome cannot be computed."""
    outcome = step.text(element.outcome, node) if element.outcome is not None else element.name or element.id
    step.visited(element.id, "completed")
    scope = step.scope(node)
    step.note(scope, end=[element.id, outcome])
    kind, code = element.event_kind, (element.event.name if element.event else None) or ""
    if kind == "error":
        errors.throw(step, node, code, {})
    elif kind == "cancel":
        compensation.cancel(step, node, element)
    elif kind == "terminate":
        empty(step, scope)
        step.settle(scope.number)
    else:
        if kind == "escalation":
            escalation.throw(step, node, code, {})
        if node.number in step.nodes:
            step.take(node, ())

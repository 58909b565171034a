"""Everything that throws a message: send tasks, message throw events, message ends. It does not wait, unless a connector has to carry it."""

from engine.kernel import effects as fx
from engine.kernel.expression import Failure
from engine.kernel.marking import Node
from engine.kernel.model import Element
from engine.kernel.step import Step
from engine.kernel.words.activity import finish
from engine.kernel.words.service_task import MESSAGE, open_job, topic_of


def begin(step: Step, node: Node, element: Element) -> None:
    """Throw the message with its inputs as payload, then go on; another topic is a job."""
    topic = topic_of(step, node, element.topic)
    if topic not in (None, MESSAGE):
        open_job(step, node, element, topic)
        return
    throw(step, node, element)
    finish(step, node, {})


def throw(step: Step, node: Node, element: Element) -> None:
    """Hand the message to the outside, which finds who catches it. Raises Failure."""
    event = element.event
    if event is None or event.name is None:
        raise Failure("no-message", "no message is named")
    payload = node.state.get("locals")
    sent = dict(payload) if isinstance(payload, dict) and element.inputs else {}
    step.emit(fx.Thrown(element.id, "message", event.name, sent, step.text(event.key, node)))

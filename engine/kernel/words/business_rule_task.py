"""Business rule tasks take a decision on a dated table."""

from engine.kernel import effects as fx
from engine.kernel.expression import Failure, attempt
from engine.kernel.marking import Node
from engine.kernel.model import Element
from engine.kernel.plain import own
from engine.kernel.step import Step
from engine.kernel.words.activity import finish
from engine.kernel.words.service_task import open_job, topic_of


def begin(step: Step, node: Node, element: Element) -> None:
    """Ask the world for the decision; its value lands in the result variable. Raises Failure."""
    decision = step.text(element.called_decision, node)
    if decision is None:
        topic = topic_of(step, node, element.topic)
        if topic is None:
            raise Failure("no-decision", "no decision is named")
        open_job(step, node, element, topic)
        return
    decide = step.world.decide
    if decide is None:
        raise Failure("no-decision", f"decision {decision} is not available")
    seen = step.visible(node)
    value = attempt(lambda: decide(decision, seen))
    kept = own(value)
    step.emit(fx.Decided(element.id, decision, value))
    if element.result_variable:
        step.assign(node, element.result_variable, kept)
    finish(step, node, {element.result_variable or "result": kept})

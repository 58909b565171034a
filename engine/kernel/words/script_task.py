"""Script tasks compute FEEL; any other language was refused when the diagram was read."""

from engine.kernel.marking import Node
from engine.kernel.model import Element
from engine.kernel.plain import own
from engine.kernel.step import Step
from engine.kernel.words import service_task
from engine.kernel.words.activity import finish


def begin(step: Step, node: Node, element: Element) -> None:
    """Evaluate the script into its result variable. Raises Failure."""
    if element.script is None:
        service_task.begin(step, node, element)
        return
    value = own(step.value(element.script, node))
    if element.result_variable:
        step.assign(node, element.result_variable, value)
    finish(step, node, {element.result_variable or "result": value})

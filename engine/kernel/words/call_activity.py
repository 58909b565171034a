"""Call activities: another process runs as its own instance, linked by the number of the waiting token."""

from engine.kernel import effects as fx
from engine.kernel.expression import Failure
from engine.kernel.marking import Node
from engine.kernel.model import Element
from engine.kernel.plain import own
from engine.kernel.step import Step, Values
from engine.kernel.words.activity import finish, wait


def begin(step: Step, node: Node, element: Element) -> None:
    """Ask for an instance of the called process. Raises Failure."""
    process = step.text(element.called_process, node)
    if process is None:
        raise Failure("no-process", "no process is named")
    held = node.state.get("locals")
    opened = fx.CallOpened(
        node.number, element.id, process, dict(held) if isinstance(held, dict) else {}, element.call_binding
    )
    wait(step, node, "call")
    step.emit(opened)


def returned(step: Step, node: Node, element: Element, outcome: str, outputs: Values) -> None:
    """The called instance ended: its outcome becomes the local `outcome`, its outputs are visible to the output mappings."""
    step.emit(fx.CallClosed(node.number, element.id, True))
    handed = {name: own(value) for name, value in outputs.items()}
    step.assign(node, "outcome", outcome)
    if element.brings_all:
        for name, value in handed.items():
            step.assign(node, name, value)
    finish(step, node, {**handed, "outcome": outcome})

"""Start events: the token begins here; a message's payload is visible to the output mappings."""

from engine.kernel.marking import Node
from engine.kernel.model import Element
from engine.kernel.step import Step
from engine.kernel.words.activity import finish


def begin(step: Step, node: Node, element: Element) -> None:
    """Go on at once."""
    finish(step, node, {})

"""Complex gateways: fire as soon as the activation condition holds, then swallow what still comes in until the round is over.

The condition may read `activationCount`, the number of tokens that have arrived. Without a condition all ways in are awaited.
A `reset` node remembers that the gateway has fired in this round, and by which ways tokens have come.
"""

from decimal import Decimal

from engine.kernel.marking import Node
from engine.kernel.model import Element
from engine.kernel.step import Step
from engine.kernel.words.inclusive_gateway import split
from engine.kernel.words.parallel_gateway import arrived, use_up


def begin(step: Step, node: Node, element: Element) -> None:
    """Split with one way in; otherwise join, or swallow a latecomer. Raises Failure."""
    flow = node.state.get("flow")
    if len(element.incoming) < 2 or not isinstance(flow, str):
        split(step, node, element)
        return
    reset = next(
        (other for other in step.children(node.parent) if other.kind == "reset" and other.element == element.id), None
    )
    if reset is not None:
        came = reset.state.get("came")
        step.note(reset, came=sorted({*(came if isinstance(came, list) else []), flow}))
        step.take(node, ())
        return
    step.note(node, join=1)
    waiting = arrived(step, element, node.parent)
    if not _enough(step, step.nodes[node.number], element, len(waiting)):
        return
    joined = use_up(step, list(waiting.values()))
    step.add("reset", element.id, node.parent, came=sorted(waiting))
    step.note(joined, join=None)
    step.do("split", joined)


def _enough(step: Step, node: Node, element: Element, count: int) -> bool:
    if element.activation is None:
        return count == len(element.incoming)
    return step.truth(element.activation, node, {"activationCount": Decimal(count)})


def over(step: Step, reset: Node, element: Element) -> bool:
    """End the round when every way in has been used or can no longer be reached; True when it ended."""
    came = reset.state.get("came")
    missing = set(element.incoming) - set(came if isinstance(came, list) else [])
    reach = step.model.reach[element.id]
    for other in step.children(reset.parent):
        if not step.passive(other) and reach.get(other.element, frozenset()) & missing:
            return False
    del step.nodes[reset.number]
    return True

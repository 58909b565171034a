"""Inclusive gateways: take every open flow; join what can still arrive, judged by reachability in the diagram."""

from engine.kernel.marking import Node
from engine.kernel.model import Element
from engine.kernel.step import Step
from engine.kernel.words.activity import open_flows
from engine.kernel.words.parallel_gateway import arrived, use_up


def begin(step: Step, node: Node, element: Element) -> None:
    """With one way in, split; otherwise wait: whether all have come is judged when nothing else moves."""
    if len(element.incoming) > 1 and node.state.get("flow") is not None:
        step.note(node, join=1)
        return
    split(step, node, element)


def split(step: Step, node: Node, element: Element) -> None:
    """Take the open flows. Raises Failure."""
    flows = [flow.id for flow in open_flows(step, node, element)]
    step.visited(element.id, "completed")
    step.take(node, flows)


def ready(step: Step, node: Node, element: Element) -> dict[str, Node] | None:
    """The tokens to join, or None while another token can reach an empty way in (and no way in that has a token already)."""
    waiting = arrived(step, element, node.parent)
    reach = step.model.reach[element.id]
    for other in step.children(node.parent):
        if (other.element == element.id and other.state.get("join")) or step.passive(other):
            continue
        reached = reach.get(other.element, frozenset())
        if reached - waiting.keys() and not reached & waiting.keys():
            return None
    return waiting


def fire(step: Step, node: Node, element: Element) -> bool:
    """Join when nothing more can arrive; True when it did."""
    waiting = ready(step, node, element)
    if waiting is None:
        return False
    joined = use_up(step, list(waiting.values()))
    step.note(joined, join=None)
    step.do("split", joined)
    return True

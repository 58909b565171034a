"""Parallel gateways: wait for one token on every way in, use those up, then take every way out."""

from engine.kernel.marking import Node
from engine.kernel.model import Element
from engine.kernel.step import Step


def begin(step: Step, node: Node, element: Element) -> None:
    """Join, then split. Tokens of a later round wait for their own partners."""
    if len(element.incoming) > 1 and node.state.get("flow") is not None:
        step.note(node, join=1)
        waiting = arrived(step, element, node.parent)
        if any(flow not in waiting for flow in element.incoming):
            return
        node = use_up(step, list(waiting.values()))
    step.visited(element.id, "completed")
    step.take(node, element.outgoing)


def arrived(step: Step, element: Element, scope: int) -> dict[str, Node]:
    """The oldest token that waits at the join, per way in."""
    found: dict[str, Node] = {}
    for node in step.children(scope):
        flow = node.state.get("flow")
        if node.kind == "token" and node.element == element.id and node.state.get("join") and isinstance(flow, str):
            found.setdefault(flow, node)
    return found


def use_up(step: Step, tokens: list[Node]) -> Node:
    """Tokens that were joined are gone; one of them goes on for all."""
    for token in tokens[1:]:
        del step.nodes[token.number]
    return tokens[0]

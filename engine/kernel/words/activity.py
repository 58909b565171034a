"""What all activities share: entering, the boundary events that come with them, being finished, and the flows to take."""

from engine.kernel.expression import Failure
from engine.kernel.marking import Node
from engine.kernel.model import Element, Flow
from engine.kernel.step import Step, Values


def enter(step: Step, node: Node, element: Element) -> None:
    """A token arrives."""
    flow = node.state.get("flow")
    step.visited(element.id, "entered", flow if isinstance(flow, str) else None)
    step.todo.appendleft(("begin", node.number))


def wait(step: Step, node: Node, kind: str) -> Node:
    """The token stands still until the outside answers its number."""
    return step.become(node, kind)


def arm(step: Step, node: Node, element: Element) -> Node:
    """Let the boundary events of a running activity listen, once: a retry finds them listening."""
    if not element.boundary or node.state.get("armed"):
        return node
    for ident in element.boundary:
        boundary = step.model.elements[ident]
        if boundary.event and boundary.event.kind in ("timer", "message", "signal", "conditional"):
            step.do("listen", step.add("token", ident, node.number))
    return step.note(node, armed=1)


def item_of(step: Step, node: Node) -> Node | None:
    """The item whose one activity this node is; None for everything else."""
    around = step.nodes.get(node.parent)
    if around is None or around.kind != "item" or around.element != node.element or node.kind == "item":
        return None
    return around


def finish(step: Step, node: Node, result: Values) -> None:
    """The work of the activity is done; what came back is visible to its output mappings."""
    step.become(node, node.kind if node.kind in ("scope", "adhoc") else "token", result=dict(result) or None)
    step.todo.appendleft(("leave", node.number))


def is_open(step: Step, node: Node, flow: Flow) -> bool:
    """True when the condition of the flow holds; null does not. Raises Failure for any other value."""
    if flow.condition is None:
        return True
    return step.value(flow.condition, node) is not None and step.truth(flow.condition, node)


def open_flows(step: Step, node: Node, element: Element) -> list[Flow]:
    """The flows to take: every open one, or else the default. A single way out is taken whatever is written on it. Raises Failure."""
    out = step.model.out(element)
    if len(out) <= 1:
        return list(out)
    chosen = [flow for flow in out if flow.id != element.default and is_open(step, node, flow)]
    return chosen or default_flow(step, element)


def default_flow(step: Step, element: Element) -> list[Flow]:
    """The default flow. Raises Failure when there is none."""
    if element.default is None:
        raise Failure("no-flow", "no condition holds and there is no default flow")
    return [step.model.flows[element.default]]

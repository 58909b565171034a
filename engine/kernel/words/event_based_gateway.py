"""Event-based gateways: the first event decides, the others stop listening."""

from engine.kernel.marking import Node
from engine.kernel.model import Element
from engine.kernel.step import Step, Values
from engine.kernel.words.activity import finish


def begin(step: Step, node: Node, element: Element) -> None:
    """Listen to every event behind the gateway."""
    gate = step.become(node, "gate")
    for flow in step.model.out(element):
        step.do("listen", step.add("token", flow.target, gate.number, flow=flow.id, gate=True))


def chosen(step: Step, node: Node, gate: Node, payload: Values) -> None:
    """One event came: the token goes on behind it."""
    flow = node.state.get("flow")
    for other in step.children(gate.number):
        if other.number != node.number:
            step.withdraw(other)
    del step.nodes[node.number], step.nodes[gate.number]
    step.visited(gate.element, "completed")
    token = step.add("token", node.element, gate.parent)
    step.visited(node.element, "entered", flow if isinstance(flow, str) else None)
    finish(step, token, payload)

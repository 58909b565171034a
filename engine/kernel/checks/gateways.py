"""Gateways: directions, conditions and defaults, and what follows an event-based one."""

from engine.kernel.checks.places import called, report
from engine.kernel.definitions import Definitions
from engine.kernel.dialect import Fields
from engine.kernel.page import Page
from engine.kernel.scope import ACTIVITIES, GATEWAYS, Drawn


def shape(page: Page, book: Definitions, drawn: Drawn) -> None:
    """Direction fits the flows; a choosing gateway can choose; conditions stand only where they count."""
    for fields in drawn.elements.values():
        kind, into, out = fields["kind"], len(fields["incoming"]), fields["outgoing"]
        if kind in GATEWAYS:
            direction = drawn.nodes[fields["id"]].get("gatewayDirection", "Unspecified")
            wrong = {"Converging": len(out) > 1, "Diverging": into > 1, "Mixed": into < 2 or len(out) < 2}
            if wrong.get(direction, direction != "Unspecified"):
                report(page, drawn, "gateway-direction", fields, direction=direction)
            if into + len(out) < 3 or not into or not out:
                report(page, drawn, "gateway-useless", fields)
        if kind in ("exclusiveGateway", "inclusiveGateway"):
            choice(page, drawn, fields)
        elif kind in ("parallelGateway", "eventBasedGateway") or kind not in (*ACTIVITIES, "complexGateway"):
            no_choice(page, drawn, fields)
        if fields["default"] and fields["default"] in out and drawn.flows[fields["default"]].condition is not None:
            report(page, drawn, "default-condition", fields, id=fields["default"])
        if kind in ACTIVITIES and len(out) == 1 and drawn.flows[out[0]].condition is not None:
            page.note("condition-alone", drawn.flow_nodes[out[0]], out[0], id=out[0])


def choice(page: Page, drawn: Drawn, fields: Fields) -> None:
    if len(fields["outgoing"]) < 2:
        return
    for flow in fields["outgoing"]:
        condition = drawn.flow_nodes[flow].find("{*}conditionExpression")
        if condition is None and flow != fields["default"]:
            page.note("gateway-condition", drawn.flow_nodes[flow], flow, id=flow)
    if not fields["default"]:
        report(page, drawn, "gateway-default", fields)


def no_choice(page: Page, drawn: Drawn, fields: Fields) -> None:
    """A parallel gateway overlooks conditions; behind an event or an event-based gateway the standard forbids them."""
    code = "condition-ignored" if fields["kind"] == "parallelGateway" else "condition-place"
    for flow in fields["outgoing"]:
        if drawn.flows[flow].condition is not None:
            page.note(code, drawn.flow_nodes[flow], flow, id=flow)


def event_gateways(page: Page, book: Definitions, drawn: Drawn) -> None:
    """An event-based gateway leads to two or more catching events or receive tasks that nothing else enters."""
    for fields in drawn.elements.values():
        if fields["kind"] != "eventBasedGateway":
            continue
        if len(fields["outgoing"]) < 2:
            report(page, drawn, "event-gateway", fields, what="één weg / a single way")
        targets = [
            drawn.elements[drawn.flows[flow].target]
            for flow in fields["outgoing"]
            if drawn.flows[flow].target in drawn.elements
        ]
        for target in targets:
            catches = target["kind"] == "intermediateCatchEvent" and target["event"].kind in (
                "message",
                "timer",
                "signal",
                "conditional",
            )
            receives = target["kind"] == "receiveTask" and not target["boundary"] and not target.get("repetition")
            if not (catches or receives) or len(target["incoming"]) > 1:
                report(page, drawn, "event-gateway", target, what=called(target))
        receiving = {
            target["kind"]
            for target in targets
            if target["kind"] == "receiveTask" or (target.get("event") and target["event"].kind == "message")
        }
        if len(receiving) > 1:
            report(
                page,
                drawn,
                "event-gateway",
                fields,
                what="berichtgebeurtenissen naast ontvangtaken / message events beside receive tasks",
            )

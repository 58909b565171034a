"""Flows: both ends, the lists at the elements, what may be entered and left."""

from engine.kernel.checks.places import called, in_ad_hoc, link_catch, link_throw, members_of, report, scopes
from engine.kernel.definitions import Definitions
from engine.kernel.dialect import Fields
from engine.kernel.harden import BPMN
from engine.kernel.page import Page, children, local, text_of
from engine.kernel.scope import ACTIVITIES, FLOW_NODES, Drawn

FAN_OUT = 100


def ends(page: Page, book: Definitions, drawn: Drawn) -> None:
    """Both ends of a flow are flow nodes of the scope in which the flow is drawn."""
    for ident, flow in drawn.flows.items():
        node = drawn.flow_nodes[ident]
        for end in (flow.source, flow.target):
            if end in drawn.elements:
                if drawn.elements[end]["scope"] != drawn.flow_scope[ident]:
                    page.note("flow-scope", node, ident, id=ident)
            elif end not in book.ids:
                page.note("reference-missing", node, ident, what="sequenceFlow", id=end)
            elif book.kind(end) in FLOW_NODES:
                page.note("flow-scope", node, ident, id=ident)
            else:
                page.note("flow-end", node, ident, id=ident)


def listed(page: Page, book: Definitions, drawn: Drawn) -> None:
    """The incoming and outgoing lists name the flows and no others. A generator may leave out all of them, but not some."""
    lists = next(drawn.node.iter(f"{{{BPMN}}}incoming", f"{{{BPMN}}}outgoing"), None) is not None
    for ident, fields in drawn.elements.items():
        node = drawn.nodes[ident]
        for direction in ("incoming", "outgoing"):
            names = [local(text_of(reference)) for reference in children(node, direction)]
            for name in names:
                if name not in fields[direction] and not refused_flow(book, name):
                    page.note("flow-listed", node, ident, id=name)
            for flow in fields[direction] if lists else ():
                if flow not in names:
                    page.note("flow-not-listed", node, ident, id=flow)


def refused_flow(book: Definitions, name: str) -> bool:
    """Data and message arrows are sometimes listed too; they are no sequence flows and do no harm."""
    return name in book.ids and book.kind(name) in ("messageFlow", "association")


def starts(page: Page, book: Definitions, drawn: Drawn) -> None:
    """Every process and embedded subprocess begins in one way; a process may have one start per message, timer or signal besides."""
    for scope in scopes(drawn):
        around = drawn.elements.get(scope)
        members = members_of(drawn, scope)
        if around is not None and (around["triggered"] or around["kind"] == "adHocSubProcess"):
            continue
        starts = [fields for fields in members if fields["kind"] == "startEvent" or fields.get("instantiates")]
        node = drawn.nodes.get(scope, drawn.node)
        if not members and around is not None:
            page.note("subprocess-empty", node, scope)
        elif not starts:
            page.note("start-none", node, scope, id=scope)
        if any(start["kind"] == "startEvent" for start in starts) and not any(
            fields["kind"] == "endEvent" for fields in members
        ):
            page.note("end-none", node, scope, id=scope)
        for start in starts:
            if start["kind"] == "startEvent":
                start_kind(page, drawn, start, embedded=around is not None)
        plain = [start for start in starts if start["kind"] == "startEvent" and start["event"].kind == "none"]
        names = [
            (start["event"].kind, start["event"].name)
            for start in starts
            if start["kind"] == "startEvent" and start not in plain
        ]
        if (
            len(plain) > 1
            or len(set(names)) < len([n for n in names if n[0] != "timer"])
            or (around is not None and len(starts) > 1)
        ):
            page.note("start-many", node, scope, id=scope)


def start_kind(page: Page, drawn: Drawn, start: Fields, embedded: bool) -> None:
    kind = start["event"].kind
    if embedded and kind != "none":
        report(
            page,
            drawn,
            "start-event",
            start,
            kind=kind,
            remedy_nl="Begin een subproces zonder soort.",
            remedy_en="Begin a subprocess without a kind.",
        )
    elif not embedded and kind not in ("none", "message", "timer", "signal"):
        report(
            page,
            drawn,
            "start-event",
            start,
            kind=kind,
            remedy_nl="Gebruik een bericht, timer of signaal, of een gebeurtenissubproces.",
            remedy_en="Use a message, timer or signal, or an event subprocess.",
        )


def entries(page: Page, book: Definitions, drawn: Drawn) -> None:
    """Flows enter what can be entered, and everything else that runs is entered by one."""
    for fields in drawn.elements.values():
        starts = (
            fields["kind"] in ("startEvent", "boundaryEvent")
            or fields.get("triggered")
            or fields["compensates"]
            or link_catch(fields)
        )
        if starts and fields["incoming"]:
            code = (
                "event-subprocess-flow"
                if fields.get("triggered")
                else "compensation-flow"
                if fields["compensates"]
                else "flow-into"
            )
            report(page, drawn, code, fields, what=called(fields))
        elif fields.get("instantiates") and fields["incoming"]:
            report(page, drawn, "flow-into", fields, what=called(fields))
        elif not starts and not fields["incoming"] and not fields.get("instantiates") and not in_ad_hoc(drawn, fields):
            report(page, drawn, "flow-no-in", fields, what=called(fields))


def exits(page: Page, book: Definitions, drawn: Drawn) -> None:
    """Flows leave what can be left; activities may end a road, events and gateways may not."""
    for fields in drawn.elements.values():
        kind, out = fields["kind"], fields["outgoing"]
        last = kind == "endEvent" or fields.get("triggered") or fields["compensates"] or link_throw(fields)
        if last and out:
            code = (
                "event-subprocess-flow"
                if fields.get("triggered")
                else "compensation-flow"
                if fields["compensates"]
                else "flow-from"
            )
            report(page, drawn, code, fields, what=called(fields))
        elif not last and not out and kind != "boundaryEvent":
            code = "implicit-end" if kind in ACTIVITIES else "flow-no-out"
            if not in_ad_hoc(drawn, fields):
                report(page, drawn, code, fields, what=called(fields))
        if len(out) > FAN_OUT:
            report(page, drawn, "fan-out", fields, limit=FAN_OUT)
        if fields["default"] and fields["default"] not in out:
            report(page, drawn, "default-wrong", fields, id=fields["default"])

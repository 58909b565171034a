"""Events: boundary events, links, event subprocesses, and what interrupts."""

from engine.kernel.checks.places import link_catch, link_throw, members_of, report, scopes
from engine.kernel.definitions import Definitions
from engine.kernel.page import Page, children, local, text_of
from engine.kernel.scope import ACTIVITIES, SUBPROCESSES, Drawn


def boundaries(page: Page, book: Definitions, drawn: Drawn) -> None:
    """A boundary event sits on an activity of its own scope and has one way out (compensation: none)."""
    for fields in drawn.elements.values():
        if fields["kind"] != "boundaryEvent":
            continue
        host = drawn.elements.get(fields.get("attached_to") or "")
        kind = fields["event"].kind
        if host is None or host["kind"] not in ACTIVITIES or host["scope"] != fields["scope"] or host.get("triggered"):
            report(page, drawn, "boundary-host", fields)
            continue
        if kind == "none":
            report(page, drawn, "event-kind", fields, where="boundaryEvent", kind="none")
        if kind == "compensation" and fields["outgoing"]:
            report(page, drawn, "compensation-flow", fields)
        elif kind != "compensation" and len(fields["outgoing"]) != 1:
            report(page, drawn, "boundary-outgoing", fields)
        if kind in ("error", "cancel", "compensation") and not fields["interrupting"]:
            report(page, drawn, "event-noninterrupting", fields, kind=kind)
        if kind == "escalation" and host["kind"] not in (*SUBPROCESSES, "callActivity"):
            report(
                page,
                drawn,
                "boundary-kind",
                fields,
                kind=kind,
                host=host["kind"],
                remedy_nl="Zet haar op een subproces of call activity.",
                remedy_en="Put it on a subprocess or call activity.",
            )
        if kind == "error" and host["kind"] in ("userTask", "manualTask", "receiveTask"):
            report(
                page,
                drawn,
                "boundary-kind",
                fields,
                kind=kind,
                host=host["kind"],
                remedy_nl="Een taak van een mens gooit geen fout: laat het formulier kiezen en teken een gateway.",
                remedy_en="A person's task throws no error: let the form choose and draw a gateway.",
            )
    boundary_doubles(page, drawn)


def boundary_doubles(page: Page, drawn: Drawn) -> None:
    for host in drawn.elements.values():
        seen = set()
        for ident in host["boundary"]:
            event = drawn.elements[ident]["event"]
            known = (event.kind, event.name)
            if event.kind in ("error", "escalation", "cancel", "compensation", "message") and known in seen:
                report(
                    page,
                    drawn,
                    "boundary-double",
                    drawn.elements[ident],
                    host=host["id"],
                    kind=event.kind,
                    name=event.name or "",
                )
            seen.add(known)


def links(page: Page, book: Definitions, drawn: Drawn) -> None:
    """Every link throw has exactly one catch of the same name in its scope, and the reverse."""
    for scope in scopes(drawn):
        throws = [f for f in members_of(drawn, scope) if link_throw(f)]
        catches = [f for f in members_of(drawn, scope) if link_catch(f)]
        for fields in throws:
            matches = [c for c in catches if c["event"].name == fields["event"].name]
            if len(matches) != 1:
                report(
                    page,
                    drawn,
                    "link-double" if matches else "link-pair",
                    fields,
                    name=fields["event"].name,
                    what="vanger / catch event",
                )
        for fields in catches:
            if not any(t["event"].name == fields["event"].name for t in throws):
                report(page, drawn, "link-pair", fields, name=fields["event"].name, what="gooier / throw event")
    link_references(page, book, drawn)


def link_references(page: Page, book: Definitions, drawn: Drawn) -> None:
    for node in drawn.node.iter("{*}linkEventDefinition"):
        for part, back in (("target", "source"), ("source", "target")):
            for reference in children(node, part):
                other = book.ids.get(local(text_of(reference)))
                if other is None or not other.tag.endswith("linkEventDefinition"):
                    page.note("reference-missing", node, what=f"link {part}", id=text_of(reference))
                    continue
                named = [local(text_of(r)) for r in children(other, back)]
                if named and node.get("id") not in named:
                    page.note("link-pair", node, name=node.get("name"), what=part)


def event_subprocesses(page: Page, book: Definitions, drawn: Drawn) -> None:
    """An event subprocess has one catching start; errors and compensation always interrupt."""
    for sub in drawn.elements.values():
        if not sub.get("triggered"):
            continue
        starts = [f for f in members_of(drawn, sub["id"]) if f["kind"] == "startEvent"]
        if len(starts) != 1 or starts[0]["event"].kind == "none":
            report(page, drawn, "event-subprocess-start", sub)
        if starts and not any(f["kind"] == "endEvent" for f in members_of(drawn, sub["id"])):
            page.note("end-none", drawn.nodes[sub["id"]], sub["id"], id=sub["id"])
        for start in starts:
            if start["event"].kind in ("error", "compensation") and not start["interrupting"]:
                report(page, drawn, "event-noninterrupting", start, kind=start["event"].kind)
            if start["event"].kind == "compensation" and sub["scope"] == drawn.process:
                report(
                    page,
                    drawn,
                    "start-event",
                    start,
                    kind="compensation",
                    remedy_nl="Zet haar in een subproces.",
                    remedy_en="Put it into a subprocess.",
                )


def interruptions(page: Page, book: Definitions, drawn: Drawn) -> None:
    """An interrupting event happens once; a timer that repeats cannot be one."""
    for fields in drawn.elements.values():
        event = fields.get("event")
        if event is None or event.timer is None or event.timer.kind != "cycle" or not fields.get("interrupting", True):
            continue
        around = drawn.elements.get(fields["scope"])
        if fields["kind"] == "boundaryEvent" or (
            fields["kind"] == "startEvent" and around is not None and around.get("triggered")
        ):
            report(page, drawn, "event-interrupting-cycle", fields)

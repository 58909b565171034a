"""What the shapes and arrows of a diagram must obey before anything runs: one rule per function, each says where and what instead."""

from collections.abc import Iterable

from engine.kernel.definitions import Definitions
from engine.kernel.dialect import Fields
from engine.kernel.harden import BPMN
from engine.kernel.model import Event
from engine.kernel.page import Page, children, local, text_of
from engine.kernel.scope import ACTIVITIES, FLOW_NODES, GATEWAYS, SUBPROCESSES, Drawn

FAN_OUT = 100
LONGEST_PATH = 300
WAITS = {
    "userTask",
    "manualTask",
    "serviceTask",
    "receiveTask",
    "callActivity",
    "intermediateCatchEvent",
    "eventBasedGateway",
    "subProcess",
    "transaction",
    "adHocSubProcess",
}
CHOOSES = {"exclusiveGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway"}


def check(page: Page, book: Definitions, drawn: Drawn) -> None:
    """Apply every rule; the findings land on the page."""
    for rule in (
        _flows,
        _listed,
        _starts,
        _entries,
        _exits,
        _boundaries,
        _links,
        _gateways,
        _event_gateways,
        _event_subprocesses,
        _tasks,
        _calls,
        _transactions,
        _cancel_ways,
        _compensation,
        _ad_hoc,
        _interruptions,
        _reached,
        _loops,
    ):
        rule(page, book, drawn)


def _members(drawn: Drawn, scope: str) -> list[Fields]:
    return [fields for fields in drawn.elements.values() if fields["scope"] == scope]


def _scopes(drawn: Drawn) -> list[str]:
    return [drawn.process, *(ident for ident, fields in drawn.elements.items() if fields["kind"] in SUBPROCESSES)]


def _note(page: Page, drawn: Drawn, code: str, fields: Fields, **words: object) -> None:
    page.note(code, drawn.nodes.get(fields["id"]), fields["id"], **words)


def _called(fields: Fields) -> str:
    return f"{fields['kind']} {fields['id']}"


def _flows(page: Page, book: Definitions, drawn: Drawn) -> None:
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


def _listed(page: Page, book: Definitions, drawn: Drawn) -> None:
    """The incoming and outgoing lists name the flows and no others. A generator may leave out all of them, but not some."""
    lists = next(drawn.node.iter(f"{{{BPMN}}}incoming", f"{{{BPMN}}}outgoing"), None) is not None
    for ident, fields in drawn.elements.items():
        node = drawn.nodes[ident]
        for direction in ("incoming", "outgoing"):
            names = [local(text_of(reference)) for reference in children(node, direction)]
            for name in names:
                if name not in fields[direction] and not _refused_flow(book, name):
                    page.note("flow-listed", node, ident, id=name)
            for flow in fields[direction] if lists else ():
                if flow not in names:
                    page.note("flow-not-listed", node, ident, id=flow)


def _refused_flow(book: Definitions, name: str) -> bool:
    """Data and message arrows are sometimes listed too; they are no sequence flows and do no harm."""
    return name in book.ids and book.kind(name) in ("messageFlow", "association")


def _starts(page: Page, book: Definitions, drawn: Drawn) -> None:
    """Every process and embedded subprocess begins in one way; a process may have one start per message, timer or signal besides."""
    for scope in _scopes(drawn):
        around = drawn.elements.get(scope)
        members = _members(drawn, scope)
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
                _start_kind(page, drawn, start, embedded=around is not None)
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


def _start_kind(page: Page, drawn: Drawn, start: Fields, embedded: bool) -> None:
    kind = start["event"].kind
    if embedded and kind != "none":
        _note(
            page,
            drawn,
            "start-event",
            start,
            kind=kind,
            remedy_nl="Begin een subproces zonder soort.",
            remedy_en="Begin a subprocess without a kind.",
        )
    elif not embedded and kind not in ("none", "message", "timer", "signal"):
        _note(
            page,
            drawn,
            "start-event",
            start,
            kind=kind,
            remedy_nl="Gebruik een bericht, timer of signaal, of een gebeurtenissubproces.",
            remedy_en="Use a message, timer or signal, or an event subprocess.",
        )


def _entries(page: Page, book: Definitions, drawn: Drawn) -> None:
    """Flows enter what can be entered, and everything else that runs is entered by one."""
    for fields in drawn.elements.values():
        starts = (
            fields["kind"] in ("startEvent", "boundaryEvent")
            or fields.get("triggered")
            or fields["compensates"]
            or _link_catch(fields)
        )
        if starts and fields["incoming"]:
            code = (
                "event-subprocess-flow"
                if fields.get("triggered")
                else "compensation-flow"
                if fields["compensates"]
                else "flow-into"
            )
            _note(page, drawn, code, fields, what=_called(fields))
        elif fields.get("instantiates") and fields["incoming"]:
            _note(page, drawn, "flow-into", fields, what=_called(fields))
        elif not starts and not fields["incoming"] and not fields.get("instantiates") and not _in_ad_hoc(drawn, fields):
            _note(page, drawn, "flow-no-in", fields, what=_called(fields))


def _exits(page: Page, book: Definitions, drawn: Drawn) -> None:
    """Flows leave what can be left; activities may end a road, events and gateways may not."""
    for fields in drawn.elements.values():
        kind, out = fields["kind"], fields["outgoing"]
        last = kind == "endEvent" or fields.get("triggered") or fields["compensates"] or _link_throw(fields)
        if last and out:
            code = (
                "event-subprocess-flow"
                if fields.get("triggered")
                else "compensation-flow"
                if fields["compensates"]
                else "flow-from"
            )
            _note(page, drawn, code, fields, what=_called(fields))
        elif not last and not out and kind != "boundaryEvent":
            code = "implicit-end" if kind in ACTIVITIES else "flow-no-out"
            if not _in_ad_hoc(drawn, fields):
                _note(page, drawn, code, fields, what=_called(fields))
        if len(out) > FAN_OUT:
            _note(page, drawn, "fan-out", fields, limit=FAN_OUT)
        if fields["default"] and fields["default"] not in out:
            _note(page, drawn, "default-wrong", fields, id=fields["default"])


def _in_ad_hoc(drawn: Drawn, fields: Fields) -> bool:
    around = drawn.elements.get(fields["scope"])
    return around is not None and around["kind"] == "adHocSubProcess"


def _link_catch(fields: Fields) -> bool:
    return bool(fields["kind"] == "intermediateCatchEvent" and fields["event"].kind == "link")


def _link_throw(fields: Fields) -> bool:
    return bool(fields["kind"] == "intermediateThrowEvent" and fields["event"].kind == "link")


def _boundaries(page: Page, book: Definitions, drawn: Drawn) -> None:
    """A boundary event sits on an activity of its own scope and has one way out (compensation: none)."""
    for fields in drawn.elements.values():
        if fields["kind"] != "boundaryEvent":
            continue
        host = drawn.elements.get(fields.get("attached_to") or "")
        kind = fields["event"].kind
        if host is None or host["kind"] not in ACTIVITIES or host["scope"] != fields["scope"] or host.get("triggered"):
            _note(page, drawn, "boundary-host", fields)
            continue
        if kind == "none":
            _note(page, drawn, "event-kind", fields, where="boundaryEvent", kind="none")
        if kind == "compensation" and fields["outgoing"]:
            _note(page, drawn, "compensation-flow", fields)
        elif kind != "compensation" and len(fields["outgoing"]) != 1:
            _note(page, drawn, "boundary-outgoing", fields)
        if kind in ("error", "cancel", "compensation") and not fields["interrupting"]:
            _note(page, drawn, "event-noninterrupting", fields, kind=kind)
        if kind == "escalation" and host["kind"] not in (*SUBPROCESSES, "callActivity"):
            _note(
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
            _note(
                page,
                drawn,
                "boundary-kind",
                fields,
                kind=kind,
                host=host["kind"],
                remedy_nl="Een taak van een mens gooit geen fout: laat het formulier kiezen en teken een gateway.",
                remedy_en="A person's task throws no error: let the form choose and draw a gateway.",
            )
    _boundary_doubles(page, drawn)


def _boundary_doubles(page: Page, drawn: Drawn) -> None:
    for host in drawn.elements.values():
        seen = set()
        for ident in host["boundary"]:
            event = drawn.elements[ident]["event"]
            known = (event.kind, event.name)
            if event.kind in ("error", "escalation", "cancel", "compensation", "message") and known in seen:
                _note(
                    page,
                    drawn,
                    "boundary-double",
                    drawn.elements[ident],
                    host=host["id"],
                    kind=event.kind,
                    name=event.name or "",
                )
            seen.add(known)


def _links(page: Page, book: Definitions, drawn: Drawn) -> None:
    """Every link throw has exactly one catch of the same name in its scope, and the reverse."""
    for scope in _scopes(drawn):
        throws = [f for f in _members(drawn, scope) if _link_throw(f)]
        catches = [f for f in _members(drawn, scope) if _link_catch(f)]
        for fields in throws:
            matches = [c for c in catches if c["event"].name == fields["event"].name]
            if len(matches) != 1:
                _note(
                    page,
                    drawn,
                    "link-double" if matches else "link-pair",
                    fields,
                    name=fields["event"].name,
                    what="vanger / catch event",
                )
        for fields in catches:
            if not any(t["event"].name == fields["event"].name for t in throws):
                _note(page, drawn, "link-pair", fields, name=fields["event"].name, what="gooier / throw event")
    _link_references(page, book, drawn)


def _link_references(page: Page, book: Definitions, drawn: Drawn) -> None:
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


def _gateways(page: Page, book: Definitions, drawn: Drawn) -> None:
    """Direction fits the flows; a choosing gateway can choose; conditions stand only where they count."""
    for fields in drawn.elements.values():
        kind, into, out = fields["kind"], len(fields["incoming"]), fields["outgoing"]
        if kind in GATEWAYS:
            direction = drawn.nodes[fields["id"]].get("gatewayDirection", "Unspecified")
            wrong = {"Converging": len(out) > 1, "Diverging": into > 1, "Mixed": into < 2 or len(out) < 2}
            if wrong.get(direction, direction != "Unspecified"):
                _note(page, drawn, "gateway-direction", fields, direction=direction)
            if into + len(out) < 3 or not into or not out:
                _note(page, drawn, "gateway-useless", fields)
        if kind in ("exclusiveGateway", "inclusiveGateway"):
            _choice(page, drawn, fields)
        elif kind in ("parallelGateway", "eventBasedGateway") or kind not in (*ACTIVITIES, "complexGateway"):
            _no_choice(page, drawn, fields)
        if fields["default"] and fields["default"] in out and drawn.flows[fields["default"]].condition is not None:
            _note(page, drawn, "default-condition", fields, id=fields["default"])
        if kind in ACTIVITIES and len(out) == 1 and drawn.flows[out[0]].condition is not None:
            page.note("condition-alone", drawn.flow_nodes[out[0]], out[0], id=out[0])


def _choice(page: Page, drawn: Drawn, fields: Fields) -> None:
    if len(fields["outgoing"]) < 2:
        return
    for flow in fields["outgoing"]:
        condition = drawn.flow_nodes[flow].find("{*}conditionExpression")
        if condition is None and flow != fields["default"]:
            page.note("gateway-condition", drawn.flow_nodes[flow], flow, id=flow)
    if not fields["default"]:
        _note(page, drawn, "gateway-default", fields)


def _no_choice(page: Page, drawn: Drawn, fields: Fields) -> None:
    for flow in fields["outgoing"]:
        if drawn.flows[flow].condition is not None:
            page.note("condition-ignored", drawn.flow_nodes[flow], flow, id=flow)


def _event_gateways(page: Page, book: Definitions, drawn: Drawn) -> None:
    """An event-based gateway leads to two or more catching events or receive tasks that nothing else enters."""
    for fields in drawn.elements.values():
        if fields["kind"] != "eventBasedGateway":
            continue
        if len(fields["outgoing"]) < 2:
            _note(page, drawn, "event-gateway", fields, what="één weg / a single way")
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
                _note(page, drawn, "event-gateway", target, what=_called(target))
        receiving = {
            target["kind"]
            for target in targets
            if target["kind"] == "receiveTask" or (target.get("event") and target["event"].kind == "message")
        }
        if len(receiving) > 1:
            _note(
                page,
                drawn,
                "event-gateway",
                fields,
                what="berichtgebeurtenissen naast ontvangtaken / message events beside receive tasks",
            )


def _event_subprocesses(page: Page, book: Definitions, drawn: Drawn) -> None:
    """An event subprocess has one catching start; errors and compensation always interrupt."""
    for sub in drawn.elements.values():
        if not sub.get("triggered"):
            continue
        starts = [f for f in _members(drawn, sub["id"]) if f["kind"] == "startEvent"]
        if len(starts) != 1 or starts[0]["event"].kind == "none":
            _note(page, drawn, "event-subprocess-start", sub)
        if starts and not any(f["kind"] == "endEvent" for f in _members(drawn, sub["id"])):
            page.note("end-none", drawn.nodes[sub["id"]], sub["id"], id=sub["id"])
        for start in starts:
            if start["event"].kind in ("error", "compensation") and not start["interrupting"]:
                _note(page, drawn, "event-noninterrupting", start, kind=start["event"].kind)
            if start["event"].kind == "compensation" and sub["scope"] == drawn.process:
                _note(
                    page,
                    drawn,
                    "start-event",
                    start,
                    kind="compensation",
                    remedy_nl="Zet haar in een subproces.",
                    remedy_en="Put it into a subprocess.",
                )


def _interruptions(page: Page, book: Definitions, drawn: Drawn) -> None:
    """An interrupting event happens once; a timer that repeats cannot be one."""
    for fields in drawn.elements.values():
        event = fields.get("event")
        if event is None or event.timer is None or event.timer.kind != "cycle" or not fields.get("interrupting", True):
            continue
        around = drawn.elements.get(fields["scope"])
        if fields["kind"] == "boundaryEvent" or (
            fields["kind"] == "startEvent" and around is not None and around.get("triggered")
        ):
            _note(page, drawn, "event-interrupting-cycle", fields)


def _tasks(page: Page, book: Definitions, drawn: Drawn) -> None:
    """Every task says what it does."""
    for fields in drawn.elements.values():
        kind = fields["kind"]
        if kind == "task":
            _note(page, drawn, "task-untyped", fields)
        elif kind == "userTask" and not fields.get("zeebe_user_task"):
            _note(page, drawn, "user-task-job", fields)
        elif kind == "serviceTask" and not fields.get("topic"):
            _note(page, drawn, "topic-missing", fields)
        elif kind == "businessRuleTask" and not fields.get("called_decision") and not fields.get("topic"):
            _note(page, drawn, "decision-missing", fields)
        elif kind == "scriptTask" and not fields.get("script") and not fields.get("topic"):
            _note(page, drawn, "script-language", fields, text="-")
        elif (kind == "receiveTask" and not fields.get("message")) or (
            kind == "sendTask"
            and not fields.get("message")
            and (not fields.get("topic") or fields["topic"].text == "bericht")
        ):
            _note(page, drawn, "message-missing", fields, what=_called(fields))
        _message_of(fields)


def _message_of(fields: Fields) -> None:
    """Send and receive tasks carry their message as an event, like the events do."""
    message = fields.get("message")
    if message is not None:
        fields["event"] = Event("message", message.name, message.key)


def _calls(page: Page, book: Definitions, drawn: Drawn) -> None:
    """A call activity names another process."""
    for fields in drawn.elements.values():
        if fields["kind"] != "callActivity":
            continue
        called = fields.get("called_process")
        if called is None:
            _note(page, drawn, "call-missing", fields)
        elif called.literal and called.text == drawn.process:
            _note(page, drawn, "call-self", fields)
        elif (
            called.literal
            and called.text in book.ids
            and book.kind(called.text) not in ("process", "globalScriptTask", "globalTask")
        ):
            _note(
                page,
                drawn,
                "reference-wrong",
                fields,
                what="calledElement",
                id=called.text,
                kind=book.kind(called.text),
            )


def _transactions(page: Page, book: Definitions, drawn: Drawn) -> None:
    """Cancel ends stand in a transaction, cancel boundary events on one."""
    for fields in drawn.elements.values():
        if fields.get("event") is None or fields["event"].kind != "cancel":
            continue
        around = drawn.elements.get(
            fields["scope"] if fields["kind"] == "endEvent" else fields.get("attached_to") or ""
        )
        if around is None or around["kind"] != "transaction":
            _note(page, drawn, "cancel-outside", fields)


def _cancel_ways(page: Page, book: Definitions, drawn: Drawn) -> None:
    """A transaction that can be cancelled says where the road goes then."""
    for fields in drawn.elements.values():
        if fields["kind"] == "endEvent" and fields["event"].kind == "cancel" and fields["scope"] in drawn.elements:
            around = drawn.elements[fields["scope"]]
            if not any(drawn.elements[ident]["event"].kind == "cancel" for ident in around["boundary"]):
                _note(page, drawn, "cancel-boundary", around)


def _compensation(page: Page, book: Definitions, drawn: Drawn) -> None:
    """A compensation boundary event leads to its handler, and every handler belongs to one."""
    handlers = {fields.get("handler") for fields in drawn.elements.values()}
    for fields in drawn.elements.values():
        if fields["kind"] == "boundaryEvent" and fields["event"].kind == "compensation" and not fields.get("handler"):
            _note(page, drawn, "compensation-handler", fields)
        if fields["compensates"] and fields["id"] not in handlers:
            _note(page, drawn, "compensation-handler", fields)
        if (
            fields["kind"] in ("intermediateThrowEvent", "endEvent")
            and fields["event"].kind == "compensation"
            and fields["event"].activity
        ):
            target = drawn.elements.get(fields["event"].activity)
            if target is None or target["kind"] not in ACTIVITIES:
                _note(
                    page,
                    drawn,
                    "reference-wrong",
                    fields,
                    what="activityRef",
                    id=fields["event"].activity,
                    kind=book.kind(fields["event"].activity),
                )


def _ad_hoc(page: Page, book: Definitions, drawn: Drawn) -> None:
    """Start and end events have no place where staff choose the order; there must be something to choose."""
    for sub in drawn.elements.values():
        if sub["kind"] != "adHocSubProcess":
            continue
        members = _members(drawn, sub["id"])
        for fields in members:
            if fields["kind"] in ("startEvent", "endEvent"):
                _note(page, drawn, "ad-hoc-content", fields, what=_called(fields))
        if not any(fields["kind"] in ACTIVITIES for fields in members):
            _note(page, drawn, "subprocess-empty", sub)


def _next(drawn: Drawn, fields: Fields) -> list[str]:
    targets = [drawn.flows[flow].target for flow in fields["outgoing"]]
    if _link_throw(fields):
        targets += [
            c["id"]
            for c in _members(drawn, fields["scope"])
            if _link_catch(c) and c["event"].name == fields["event"].name
        ]
    return [target for target in (*targets, *fields["boundary"]) if target in drawn.elements]


def _reached(page: Page, book: Definitions, drawn: Drawn) -> None:
    """Everything is reached from a start of its scope, in at most 300 steps."""
    after = {ident: _next(drawn, fields) for ident, fields in drawn.elements.items()}
    level = {
        i
        for i, f in drawn.elements.items()
        if f["kind"] == "startEvent"
        or f.get("instantiates")
        or f.get("triggered")
        or f["compensates"]
        or _in_ad_hoc(drawn, f)
    }
    seen, steps = set(level), 0
    while level:
        level = {target for ident in level for target in after[ident]} - seen
        seen |= level
        steps += 1
    for ident, fields in drawn.elements.items():
        if ident not in seen and fields["incoming"]:
            _note(page, drawn, "unreachable", fields)
    if steps > LONGEST_PATH:
        page.note("path-length", drawn.node, drawn.process, limit=LONGEST_PATH)


def _loops(page: Page, book: Definitions, drawn: Drawn) -> None:
    """A loop waits somewhere and has a way out; otherwise it would run until the guard stops it."""
    after = {ident: _next(drawn, fields) for ident, fields in drawn.elements.items()}
    waiting = {ident for ident, fields in drawn.elements.items() if fields["kind"] in WAITS and not _passes(fields)}
    for loop in cycles({i: [t for t in out if t not in waiting] for i, out in after.items() if i not in waiting}):
        page.note("loop-no-wait", drawn.nodes[loop[0]], loop[0])
    for loop in cycles(after):
        inside = set(loop)
        if all(target in inside for ident in loop for target in after[ident]):
            page.note("loop-no-exit", drawn.nodes[loop[0]], loop[0])
        elif len(loop) == 1 and drawn.elements[loop[0]]["kind"] == "parallelGateway":
            page.note("gateway-self", drawn.nodes[loop[0]], loop[0])


def _passes(fields: Fields) -> bool:
    """A pure setting waits for nobody."""
    topic = fields.get("topic")
    return fields["kind"] == "serviceTask" and topic is not None and topic.text == "zet"


def cycles(after: dict[str, list[str]]) -> Iterable[list[str]]:
    """The strongly connected components that contain a cycle (Tarjan's algorithm with an explicit stack)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    for root in after:
        if root in index:
            continue
        work = [(root, iter(after[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            ident, targets = work[-1]
            advanced = False
            for target in targets:
                if target not in after:
                    continue
                if target not in index:
                    index[target] = low[target] = len(index)
                    stack.append(target)
                    on_stack.add(target)
                    work.append((target, iter(after[target])))
                    advanced = True
                    break
                if target in on_stack:
                    low[ident] = min(low[ident], index[target])
            if advanced:
                continue
            work.pop()
            if work:
                low[work[-1][0]] = min(low[work[-1][0]], low[ident])
            if low[ident] == index[ident]:
                component = []
                while True:
                    member = stack.pop()
                    on_stack.discard(member)
                    component.append(member)
                    if member == ident:
                        break
                if len(component) > 1 or ident in after[ident]:
                    yield component[::-1]

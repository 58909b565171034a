"""Reading what is drawn in a process and its subprocesses: elements, flows, and the drawing aids around them."""

from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from engine.kernel.definitions import UNSUPPORTED, Definitions, association, check_reference
from engine.kernel.dialect import Fields, extensions
from engine.kernel.event_definition import event_of
from engine.kernel.expression import Formula
from engine.kernel.harden import line_of
from engine.kernel.model import Flow
from engine.kernel.page import CAMUNDA, DRAWING, Node, Page, child, children, local, space, text_of, truth, word
from engine.kernel.repetition import repetition

SUBPROCESSES = {"subProcess", "transaction", "adHocSubProcess"}
TASKS = {"userTask", "serviceTask", "sendTask", "receiveTask", "businessRuleTask", "manualTask", "scriptTask", "task"}
ACTIVITIES = TASKS | SUBPROCESSES | {"callActivity"}
EVENTS = {"startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"}
GATEWAYS = {"exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway"}
FLOW_NODES = ACTIVITIES | EVENTS | GATEWAYS
AIDS = {"documentation", "extensionElements", "laneSet", "group", "auditing", "monitoring"}
DEEPEST = 10

DATA = ("Gebruik zeebe:ioMapping.", "Use zeebe:ioMapping.")
ROLE = ("Gebruik zeebe:assignmentDefinition candidateGroups.", "Use zeebe:assignmentDefinition candidateGroups.")
NO_CHOREOGRAPHY = ("Teken een taak.", "Draw a task.")
REFUSED = {
    **UNSUPPORTED,
    "ioSpecification": DATA,
    "ioBinding": DATA,
    "dataInput": DATA,
    "dataOutput": DATA,
    "inputSet": DATA,
    "outputSet": DATA,
    "dataState": ("Zet de toestand in een feit.", "Put the state into a fact."),
    "supportedInterfaceRef": ("Verwijder de interface.", "Remove the interface."),
    "resourceRole": ROLE,
    "performer": ROLE,
    "humanPerformer": ROLE,
    "potentialOwner": ROLE,
    "rendering": ("Gebruik een formulierbestand.", "Use a form file."),
    "choreographyTask": NO_CHOREOGRAPHY,
    "subChoreography": NO_CHOREOGRAPHY,
    "callChoreography": NO_CHOREOGRAPHY,
    "implicitThrowEvent": ("Teken een gooiende gebeurtenis.", "Draw a throw event."),
    "event": ("Teken een gebeurtenis met een soort.", "Draw an event of a kind."),
}
COMMON = {"id", "name"}
ACTIVITY = COMMON | {"startQuantity", "completionQuantity", "isForCompensation", "default"}
KNOWN: dict[str, set[str]] = {
    "userTask": ACTIVITY | {"implementation"},
    "serviceTask": ACTIVITY | {"implementation", "operationRef"},
    "sendTask": ACTIVITY | {"implementation", "operationRef", "messageRef"},
    "receiveTask": ACTIVITY | {"implementation", "operationRef", "messageRef", "instantiate"},
    "businessRuleTask": ACTIVITY | {"implementation"},
    "scriptTask": ACTIVITY | {"scriptFormat"},
    "subProcess": ACTIVITY | {"triggeredByEvent"},
    "transaction": ACTIVITY | {"triggeredByEvent", "method"},
    "adHocSubProcess": ACTIVITY | {"triggeredByEvent", "ordering", "cancelRemainingInstances"},
    "callActivity": ACTIVITY | {"calledElement"},
    "startEvent": COMMON | {"isInterrupting", "parallelMultiple"},
    "boundaryEvent": COMMON | {"attachedToRef", "cancelActivity", "parallelMultiple"},
    "intermediateCatchEvent": COMMON | {"parallelMultiple"},
    "exclusiveGateway": COMMON | {"gatewayDirection", "default"},
    "inclusiveGateway": COMMON | {"gatewayDirection", "default"},
    "complexGateway": COMMON | {"gatewayDirection", "default"},
    "parallelGateway": COMMON | {"gatewayDirection"},
    "eventBasedGateway": COMMON | {"gatewayDirection", "eventGatewayType", "instantiate"},
}
PARTS = {
    "incoming",
    "outgoing",
    "documentation",
    "extensionElements",
    "eventDefinitionRef",
    "dataInputAssociation",
    "dataOutputAssociation",
    "property",
    "multiInstanceLoopCharacteristics",
    "standardLoopCharacteristics",
    "auditing",
    "monitoring",
}


@dataclass
class Drawn:
    """A process in the making: the fields of each element, its XML node, the flows, and what associations connect."""

    process: str
    node: Node
    elements: dict[str, Fields] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    flows: dict[str, Flow] = field(default_factory=dict)
    flow_nodes: dict[str, Node] = field(default_factory=dict)
    flow_scope: dict[str, str] = field(default_factory=dict)
    associations: list[tuple[str, str]] = field(default_factory=list)

    @cached_property
    def members(self) -> dict[str, list[Fields]]:
        """The elements of each scope; asked for when all have been read."""
        found: dict[str, list[Fields]] = {}
        for fields in self.elements.values():
            found.setdefault(fields["scope"], []).append(fields)
        return found


def draw(page: Page, book: Definitions, process: Node) -> Drawn:
    """Read a process scope by scope, outer ones first."""
    drawn = Drawn(process.get("id", ""), process)
    todo = [(process, drawn.process, 0)]
    while todo:
        node, scope, depth = todo.pop(0)
        if depth > DEEPEST:
            page.note("file-depth", node, limit=DEEPEST)
            continue
        for part in node.iterchildren():
            if space(part) in DRAWING or word(part) in PARTS:
                continue
            _part(page, book, drawn, part, scope)
            if word(part) in SUBPROCESSES and part.get("id"):
                todo.append((part, part.get("id", ""), depth + 1))
    _connect(page, drawn)
    return drawn


def _part(page: Page, book: Definitions, drawn: Drawn, part: Node, scope: str) -> None:
    name = word(part)
    if name in FLOW_NODES:
        _flow_node(page, book, drawn, part, scope)
    elif name == "sequenceFlow":
        _flow(page, drawn, part, scope)
    elif name in ("association", "dataObjectReference", "dataObject", "dataStoreReference", "textAnnotation"):
        _aid(page, book, drawn, part, name)
    elif name in REFUSED:
        code = "choreography-place" if REFUSED[name] is NO_CHOREOGRAPHY else "element-unsupported"
        page.unsupported(part, name, *REFUSED[name], code=code)
    elif name not in AIDS and name not in ("completionCondition",):
        page.note("element-unknown", part, what=name)


def _aid(page: Page, book: Definitions, drawn: Drawn, part: Node, name: str) -> None:
    """Drawing aids do nothing; what they refer to must exist."""
    if name == "association":
        association(page, book, part)
        drawn.associations.append((local(part.get("sourceRef", "")), local(part.get("targetRef", ""))))
    if name == "dataObjectReference" and part.get("dataObjectRef"):
        check_reference(page, book, part, part.get("dataObjectRef", ""), "dataObjectRef", ("dataObject",))
    if name == "dataStoreReference" and part.get("dataStoreRef"):
        check_reference(page, book, part, part.get("dataStoreRef", ""), "dataStoreRef", ("dataStore",))
    item = local(part.get("itemSubjectRef", ""))
    if item in book.ids and truth(book.ids[item], "isCollection", False) != truth(part, "isCollection", False):
        page.note(
            "attribute-value",
            part,
            what="isCollection",
            value=part.get("isCollection", "false"),
            remedy_nl="Neem de waarde van de itemDefinition over.",
            remedy_en="Take over the value of the itemDefinition.",
        )
    for state in children(part, "dataState"):
        page.unsupported(state, "dataState", *REFUSED["dataState"])


def _flow(page: Page, drawn: Drawn, node: Node, scope: str) -> None:
    ident = node.get("id")
    if not ident:
        page.note("id-missing", node, what="sequenceFlow")
        return
    extensions(page, node)
    for attribute, value in node.attrib.items():
        if str(attribute) == "isImmediate" and str(value) not in ("true", "1"):
            page.note(
                "attribute-value",
                node,
                what="isImmediate",
                value=value,
                remedy_nl="Verwijder het kenmerk.",
                remedy_en="Remove the attribute.",
            )
        elif str(attribute) not in ("id", "name", "sourceRef", "targetRef", "isImmediate") and not str(
            attribute
        ).startswith("{"):
            page.note("attribute-unknown", node, what=f"sequenceFlow {attribute!s}")
    drawn.flows[ident] = Flow(
        id=ident,
        source=local(node.get("sourceRef", "")),
        target=local(node.get("targetRef", "")),
        name=(node.get("name") or "").strip(),
        condition=page.expression(child(node, "conditionExpression"), "conditionExpression"),
    )
    drawn.flow_nodes[ident], drawn.flow_scope[ident] = node, scope


def _flow_node(page: Page, book: Definitions, drawn: Drawn, node: Node, scope: str) -> None:
    kind, ident = word(node), node.get("id")
    if not ident:
        page.note("id-missing", node, what=kind)
        return
    _attributes(page, node, kind)
    fields = extensions(page, node)
    fields |= {
        "id": ident,
        "kind": kind,
        "scope": scope,
        "name": (node.get("name") or "").strip(),
        "line": line_of(node),
    }
    fields["default"] = local(node.get("default", "")) or None
    fields["compensates"] = truth(node, "isForCompensation", False)
    _parts(page, book, node, kind)
    _specials(page, book, node, kind, fields)
    repeats = repetition(page, book, node, fields)
    if repeats is not None:
        fields["repetition"] = repeats
    drawn.elements[ident], drawn.nodes[ident] = fields, node


def _attributes(page: Page, node: Node, kind: str) -> None:
    known = KNOWN.get(kind, ACTIVITY if kind in ACTIVITIES else COMMON)
    for attribute, value in node.attrib.items():
        if not str(attribute).startswith("{") and attribute not in known:
            page.note("attribute-unknown", node, what=f"{kind} {attribute!s}")
        elif attribute in ("startQuantity", "completionQuantity") and str(value).strip() != "1":
            page.note("quantity", node, what=attribute)
        elif attribute == "parallelMultiple" and str(value).strip() in ("true", "1"):
            page.note("event-many", node)


def _parts(page: Page, book: Definitions, node: Node, kind: str) -> None:
    """The children of a flow node that are neither read elsewhere nor harmless."""
    own = {
        "scriptTask": {"script"},
        "complexGateway": {"activationCondition"},
        "adHocSubProcess": {"completionCondition"},
    }.get(kind, set())
    for part in node.iterchildren():
        name = word(part)
        if name in ("dataInputAssociation", "dataOutputAssociation"):
            _data_association(page, book, part)
        elif name in REFUSED and kind not in SUBPROCESSES:
            page.unsupported(part, name, *REFUSED[name])
        elif (
            name in PARTS
            or name in own
            or kind in SUBPROCESSES
            or (kind in EVENTS and name.endswith("EventDefinition"))
        ):
            continue
        else:
            page.note("element-unknown", part, what=f"{kind}/{name}")


DATA_POINTS = ("dataObjectReference", "dataStoreReference", "dataObject", "property", "dataInput", "dataOutput")


def _data_association(page: Page, book: Definitions, part: Node) -> None:
    """The arrow between an activity and a drawn data object is documentation; anything it computes is refused."""
    for inner in part.iterchildren():
        name = word(inner)
        if name in ("sourceRef", "targetRef"):
            check_reference(page, book, inner, text_of(inner), name, DATA_POINTS)
        elif name in ("transformation", "assignment"):
            page.unsupported(inner, name, *DATA)


def _specials(page: Page, book: Definitions, node: Node, kind: str, fields: Fields) -> None:
    """What only some kinds of element have."""
    if kind in EVENTS:
        event_of(page, book, node, kind, fields)
    elif kind in SUBPROCESSES:
        _subprocess(page, node, kind, fields)
    elif kind in ("sendTask", "receiveTask", "serviceTask"):
        _message_task(page, book, node, kind, fields)
    elif kind == "callActivity":
        _call(page, node, fields)
    elif kind == "scriptTask":
        _script(page, node, fields)
    elif kind == "complexGateway":
        fields["activation"] = page.expression(child(node, "activationCondition"), "activationCondition")
    elif kind == "eventBasedGateway" and (
        truth(node, "instantiate", False) or node.get("eventGatewayType", "Exclusive") != "Exclusive"
    ):
        page.unsupported(
            node,
            "eventBasedGateway instantiate / Parallel",
            "Begin met berichtgebeurtenissen.",
            "Begin with message start events.",
        )


def _subprocess(page: Page, node: Node, kind: str, fields: Fields) -> None:
    fields["triggered"] = truth(node, "triggeredByEvent", False)
    if kind == "adHocSubProcess":
        fields["cancels_remaining"] = truth(node, "cancelRemainingInstances", True)
        fields["one_at_a_time"] = node.get("ordering", "Parallel") == "Sequential"
        fields["until"] = page.expression(child(node, "completionCondition"), "completionCondition")
    if kind == "transaction" and node.get("method", "##Compensate") not in ("##Compensate", "compensate"):
        page.note(
            "attribute-value",
            node,
            what="method",
            value=node.get("method"),
            remedy_nl="Gebruik ##Compensate.",
            remedy_en="Use ##Compensate.",
        )


def _message_task(page: Page, book: Definitions, node: Node, kind: str, fields: Fields) -> None:
    if node.get("operationRef"):
        check_reference(page, book, node, node.get("operationRef", ""), "operationRef", ("operation",))
    reference = node.get("messageRef")
    if reference and check_reference(page, book, node, reference, "messageRef", ("message",)):
        from_book = book.messages[local(reference)]
        fields["message"] = from_book
        if not from_book.name:
            page.note("name-missing", node, what="message")
    fields["instantiates"] = truth(node, "instantiate", False)


def _call(page: Page, node: Node, fields: Fields) -> None:
    called = node.get("calledElement")
    if called and not fields.get("called_process"):
        text = called if called.startswith(("=", "$", "#")) else local(called)
        fields["called_process"] = page.formula(node, text, "calledElement")


def _script(page: Page, node: Node, fields: Fields) -> None:
    script = child(node, "script")
    language = node.get("scriptFormat", "")
    if script is None or fields.get("script") or fields.get("topic"):
        return
    if "feel" not in language.lower():
        page.note("script-language", node, text=language or text_of(script)[:40])
        if "/" not in language:
            page.note("script-format", node, text=language or "-")
        return
    text = text_of(script)
    fields["script"] = page.formula(node, text if text.startswith("=") else "=" + text, "script")
    fields.setdefault("result_variable", node.get(f"{{{CAMUNDA}}}resultVariable"))


def _connect(page: Page, drawn: Drawn) -> None:
    """Give every element its flows in document order, its boundary events and its compensation."""
    for ident, flow in drawn.flows.items():
        for end, direction in ((flow.source, "outgoing"), (flow.target, "incoming")):
            if end in drawn.elements:
                drawn.elements[end].setdefault(direction, []).append(ident)
    for fields in drawn.elements.values():
        fields["incoming"], fields["outgoing"] = tuple(fields.get("incoming", ())), tuple(fields.get("outgoing", ()))
        host = fields.get("attached_to")
        if host in drawn.elements:
            drawn.elements[host].setdefault("boundary", []).append(fields["id"])
    for fields in drawn.elements.values():
        fields["boundary"] = tuple(fields.get("boundary", ()))
        fields.setdefault("properties", MappingProxyType({}))
    _compensations(drawn)


def _compensations(drawn: Drawn) -> None:
    for source, target in drawn.associations:
        ends = [drawn.elements.get(end) for end in (source, target)]
        for event, activity in (ends, ends[::-1]):
            if (
                event
                and activity
                and event["kind"] == "boundaryEvent"
                and event["event"].kind == "compensation"
                and activity["compensates"]
            ):
                host = drawn.elements.get(event.get("attached_to") or "")
                if host is not None:
                    host["compensated_by"] = activity["id"]
                    event["handler"] = activity["id"]


def literal(formula: Formula | None) -> str | None:
    """The text of a formula that is no FEEL."""
    return formula.text if formula is not None and formula.literal else None

"""What a file declares before its processes: messages, signals, errors, escalations, shared event definitions, pools."""

from dataclasses import dataclass, field

from engine.kernel.dialect import extensions
from engine.kernel.expression import Formula
from engine.kernel.page import DRAWING, Node, Page, children, local, space, text_of, word

SHARED_EVENTS = {
    "messageEventDefinition",
    "timerEventDefinition",
    "signalEventDefinition",
    "errorEventDefinition",
    "escalationEventDefinition",
    "conditionalEventDefinition",
    "linkEventDefinition",
    "compensateEventDefinition",
    "cancelEventDefinition",
    "terminateEventDefinition",
}
UNSUPPORTED = {
    "import": ("Zet alles in één bestand.", "Put everything into one file."),
    "globalTask": ("Maak er een eigen proces van.", "Turn it into its own process."),
    "globalUserTask": ("Maak er een eigen proces van.", "Turn it into its own process."),
    "globalScriptTask": ("Maak er een eigen proces van.", "Turn it into its own process."),
    "globalManualTask": ("Maak er een eigen proces van.", "Turn it into its own process."),
    "globalBusinessRuleTask": ("Maak er een eigen proces van.", "Turn it into its own process."),
    "correlationProperty": ("Gebruik zeebe:subscription correlationKey.", "Use zeebe:subscription correlationKey."),
    "correlationKey": ("Gebruik zeebe:subscription correlationKey.", "Use zeebe:subscription correlationKey."),
    "correlationSubscription": ("Gebruik zeebe:subscription correlationKey.", "Use zeebe:subscription correlationKey."),
    "choreography": ("Teken een proces of samenwerking.", "Draw a process or collaboration."),
    "globalChoreographyTask": ("Teken een proces of samenwerking.", "Draw a process or collaboration."),
    "conversation": ("Teken berichtstromen.", "Draw message flows."),
    "globalConversation": ("Teken berichtstromen.", "Draw message flows."),
    "subConversation": ("Teken berichtstromen.", "Draw message flows."),
    "callConversation": ("Teken berichtstromen.", "Draw message flows."),
    "conversationLink": ("Teken berichtstromen.", "Draw message flows."),
    "resource": ("Gebruik banen en candidateGroups.", "Use lanes and candidateGroups."),
}
HARMLESS = {
    "documentation",
    "extensionElements",
    "category",
    "dataStore",
    "interface",
    "partnerEntity",
    "partnerRole",
    "itemDefinition",
    "process",
    "collaboration",
    "message",
    "signal",
    "error",
    "escalation",
}


@dataclass(frozen=True)
class Message:
    """A declared message with the expression of its correlation key."""

    id: str
    name: str | None
    key: Formula | None


@dataclass
class Definitions:
    """Everything that elements refer to, by id."""

    root: Node
    messages: dict[str, Message] = field(default_factory=dict)
    signals: dict[str, str | None] = field(default_factory=dict)
    errors: dict[str, str | None] = field(default_factory=dict)
    escalations: dict[str, str | None] = field(default_factory=dict)
    events: dict[str, Node] = field(default_factory=dict)
    ids: dict[str, Node] = field(default_factory=dict)

    def kind(self, ident: str) -> str:
        """The BPMN word behind an id."""
        return word(self.ids[ident]) if ident in self.ids else "?"


def definitions(page: Page, root: Node) -> Definitions:
    """Read the declarations of the file."""
    book = Definitions(root)
    book.ids = {
        str(node.get("id")): node for node in root.iter("{*}*") if node.get("id") and space(node) not in DRAWING
    }
    for node in root.iterchildren():
        if space(node) in DRAWING:
            continue
        name, ident = word(node), node.get("id", "")
        if name == "message":
            book.messages[ident] = Message(ident, node.get("name"), extensions(page, node).get("key"))
            _item(page, book, node, "itemRef")
        elif name == "signal":
            book.signals[ident] = node.get("name")
            _item(page, book, node, "structureRef")
        elif name == "error":
            book.errors[ident] = node.get("errorCode")
            _item(page, book, node, "structureRef")
        elif name == "escalation":
            book.escalations[ident] = node.get("escalationCode")
            _item(page, book, node, "structureRef")
        elif name in SHARED_EVENTS:
            book.events[ident] = node
        elif name == "interface":
            _interface(page, book, node)
        elif name in UNSUPPORTED:
            page.unsupported(node, name, *UNSUPPORTED[name])
        elif name not in HARMLESS:
            page.note("element-unknown", node, what=name)
    for collaboration in children(root, "collaboration"):
        _collaboration(page, book, collaboration)
    return book


def _item(page: Page, book: Definitions, node: Node, attribute: str) -> None:
    reference = node.get(attribute)
    if reference and local(reference) in book.ids and book.kind(local(reference)) != "itemDefinition":
        page.note("reference-wrong", node, what=attribute, id=reference, kind=book.kind(local(reference)))
    elif reference and local(reference) not in book.ids and ":" not in reference:
        page.note("reference-missing", node, what=attribute, id=reference)


def _interface(page: Page, book: Definitions, node: Node) -> None:
    """Operations are documentation to us; their references must hold all the same."""
    for operation in children(node, "operation"):
        if not children(operation, "inMessageRef"):
            page.note("name-missing", operation, what="operation inMessageRef")
        for part, kinds in (("inMessageRef", ("message",)), ("outMessageRef", ("message",)), ("errorRef", ("error",))):
            for reference in children(operation, part):
                check_reference(page, book, reference, text_of(reference), part, kinds)


DECLARED = {"message", "signal", "error", "escalation"}


def misplaced(book: Definitions, ident: str) -> bool:
    """Declarations stand directly in the file; anywhere else they declare nothing."""
    return book.kind(ident) in DECLARED and book.ids[ident].getparent() is not book.root


def check_reference(
    page: Page, book: Definitions, node: Node, reference: str, what: str, kinds: tuple[str, ...]
) -> bool:
    """True when the reference names an element of one of these kinds; a finding otherwise."""
    target = local(reference)
    if target not in book.ids or misplaced(book, target):
        page.note("reference-missing", node, what=what, id=reference)
    elif book.kind(target) not in kinds:
        page.note("reference-wrong", node, what=what, id=reference, kind=book.kind(target))
    else:
        return True
    return False


PARTS = {"participant", "messageFlow", "documentation", "extensionElements", "textAnnotation", "association", "group"}


def _collaboration(page: Page, book: Definitions, node: Node) -> None:
    for part in node.iterchildren():
        name = word(part)
        if name == "participant" and part.get("processRef"):
            check_reference(page, book, part, part.get("processRef", ""), "processRef", ("process",))
        elif name == "messageFlow":
            _message_flow(page, book, part)
        elif name == "association":
            association(page, book, part)
        elif name in UNSUPPORTED:
            page.unsupported(part, name, *UNSUPPORTED[name])
        elif name not in PARTS:
            page.note("element-unknown", part, what=name)


def association(page: Page, book: Definitions, node: Node) -> None:
    """Both ends of an association must exist."""
    for end in ("sourceRef", "targetRef"):
        if local(node.get(end, "")) not in book.ids:
            page.note("reference-missing", node, what=end, id=node.get(end))


SENDERS = {
    "sendTask",
    "serviceTask",
    "userTask",
    "receiveTask",
    "scriptTask",
    "manualTask",
    "businessRuleTask",
    "task",
    "callActivity",
    "subProcess",
    "transaction",
    "adHocSubProcess",
}


def _message_flow(page: Page, book: Definitions, node: Node) -> None:
    """A message flow is documentation to us: it must connect two pools, from something that throws to something that catches."""
    ends = {end: local(node.get(end, "")) for end in ("sourceRef", "targetRef")}
    for end, ident in ends.items():
        if ident not in book.ids:
            page.note("reference-missing", node, what=end, id=ident)
        elif not _may_send(book, ident, throws=end == "sourceRef"):
            page.note("message-flow", node, what=f"{book.kind(ident)} {ident}")
    pools = [_pool(book, ident) for ident in ends.values() if ident in book.ids]
    if len(pools) == 2 and pools[0] is not None and pools[0] == pools[1]:
        page.note("message-flow", node, what="twee punten in dezelfde pool / two points of one pool")
    if node.get("messageRef"):
        check_reference(page, book, node, node.get("messageRef", ""), "messageRef", ("message",))


def _may_send(book: Definitions, ident: str, throws: bool) -> bool:
    node, kind = book.ids[ident], book.kind(ident)
    if kind == "participant" or kind in SENDERS:
        return True
    if kind not in (
        ("intermediateThrowEvent", "endEvent") if throws else ("startEvent", "intermediateCatchEvent", "boundaryEvent")
    ):
        return False
    shared = [local(text_of(reference)) for reference in children(node, "eventDefinitionRef")]
    return bool(children(node, "messageEventDefinition")) or any(
        book.kind(ref) == "messageEventDefinition" for ref in shared
    )


def _pool(book: Definitions, ident: str) -> str | None:
    """The process (or the pool without one) in which a point lies."""
    node: Node | None = book.ids[ident]
    if node is not None and word(node) == "participant":
        return local(node.get("processRef", "")) or ident
    while node is not None and word(node) != "process":
        node = node.getparent()
    return node.get("id") if node is not None else None

"""Data that is drawn: it is not executed, but a drawing that contradicts itself is refused for that, not only for its words.

Each rule is one of the standard's: collections fit their item definition, a task's data fits its message, a call's data fits
what is called, what is thrown fits its event, a binding has what it binds.
"""

from collections.abc import Iterator

from engine.kernel.definitions import Definitions
from engine.kernel.page import Node, Page, child, children, local, text_of, truth, word

ITEMS = ("dataInput", "dataOutput", "inputDataItem", "outputDataItem")
ROLES = ("resourceRole", "performer", "humanPerformer", "potentialOwner")
CARRIED = {
    "errorEventDefinition": "errorRef",
    "escalationEventDefinition": "escalationRef",
    "messageEventDefinition": "messageRef",
}
CARRIED |= {"signalEventDefinition": "signalRef"}
ITEM_OF = {"message": "itemRef", "error": "structureRef", "escalation": "structureRef", "signal": "structureRef"}


def check(page: Page, book: Definitions) -> None:
    """Apply every rule to the whole file."""
    for rule in (collections, messages, thrown, calls, bindings, transformations, roles):
        rule(page, book)


def collections(page: Page, book: Definitions) -> None:
    """A piece of data is a collection exactly when its item definition is one."""
    for node in _all(book, *ITEMS):
        item = book.ids.get(local(node.get("itemSubjectRef", "")))
        if item is not None and truth(item, "isCollection", False) != truth(node, "isCollection", False):
            page.note("data-collection", node, what=word(node), item=item.get("id"))


def messages(page: Page, book: Definitions) -> None:
    """A task that sends, receives or asks has the data of its message: one piece, of the same item."""
    for node in _all(book, "sendTask", "serviceTask", "receiveTask"):
        box = child(node, "ioSpecification")
        if box is None:
            continue
        sends, receives = _messages(book, node)
        for kind, message in (("dataInput", sends), ("dataOutput", receives)):
            data = children(box, kind)
            if len(data) > 1 or (message is not None and len(data) != 1):
                page.note("data-message", node, what=f"{len(data)} {kind}", message=_name(message))
            elif message is not None and not _same(book, _item(data[0]), _item(message)):
                page.note("data-message", node, what=f"{kind} {data[0].get('id')}", message=_name(message))


def _messages(book: Definitions, node: Node) -> tuple[Node | None, Node | None]:
    """What a task sends and what it receives."""
    operation = book.ids.get(local(node.get("operationRef", "")))
    own = book.ids.get(local(node.get("messageRef", "")))
    asks, answers = (
        book.ids.get(local(text_of(part)))
        if operation is not None and (part := child(operation, name)) is not None
        else None
        for name in ("inMessageRef", "outMessageRef")
    )
    if word(node) == "receiveTask":
        return None, own
    return (own if own is not None else asks), (answers if word(node) == "serviceTask" else None)


def thrown(page: Page, book: Definitions) -> None:
    """An event that throws one thing with data has the data of that thing."""
    for node in _all(book, "endEvent", "intermediateThrowEvent"):
        data = children(node, "dataInput")
        events = [part for part in node.iterchildren() if word(part) in CARRIED]
        if not data or len(events) != 1:
            continue
        declared = book.ids.get(local(events[0].get(CARRIED[word(events[0])], "")))
        if declared is not None and (len(data) != 1 or not _same(book, _item(data[0]), _item(declared))):
            page.note("data-event", node, what=f"{word(declared)} {declared.get('id')}")


def calls(page: Page, book: Definitions) -> None:
    """A call hands over and takes back what the called process declares."""
    for node in _all(book, "callActivity"):
        called = book.ids.get(local(node.get("calledElement", "")))
        ours, theirs = child(node, "ioSpecification"), child(called, "ioSpecification") if called is not None else None
        if ours is None or theirs is None:
            continue
        for kind in ("dataInput", "dataOutput"):
            given, wanted = children(ours, kind), children(theirs, kind)
            fits = len(given) == len(wanted) and all(
                _same(book, _item(one), _item(other)) for one, other in zip(given, wanted, strict=True)
            )
            if not fits:
                page.note("data-call", node, what=kind, called=local(node.get("calledElement", "")))


def bindings(page: Page, book: Definitions) -> None:
    """What supports an interface binds its data to each operation, and the data is the operation's."""
    for node in _all(book, "process", "globalTask", "globalUserTask", "globalScriptTask", "globalBusinessRuleTask"):
        bound = {local(part.get("operationRef", "")): part for part in children(node, "ioBinding")}
        for reference in children(node, "supportedInterfaceRef"):
            interface = book.ids.get(local(text_of(reference)))
            for operation in children(interface, "operation") if interface is not None else ():
                binding = bound.get(str(operation.get("id")))
                if child(node, "ioSpecification") is not None and (
                    binding is None or not _bound(book, operation, binding)
                ):
                    page.note("data-binding", node, what=operation.get("name") or operation.get("id"))


def _bound(book: Definitions, operation: Node, binding: Node) -> bool:
    for end, part in (("inputDataRef", "inMessageRef"), ("outputDataRef", "outMessageRef")):
        reference = child(operation, part)
        message = book.ids.get(local(text_of(reference))) if reference is not None else None
        data = book.ids.get(local(binding.get(end, "")))
        if message is not None and data is not None and not _same(book, _item(data), _item(message)):
            return False
    return True


def transformations(page: Page, book: Definitions) -> None:
    """What transforms data says how."""
    for node in _all(book, "transformation"):
        if not text_of(node):
            page.note("expression-empty", node, place="transformation")


def roles(page: Page, book: Definitions) -> None:
    """A role names a resource, with values for its parameters, or computes who it is: not both, and no values without."""
    for node in _all(book, *ROLES):
        named = child(node, "resourceRef") is not None
        computed = child(node, "resourceAssignmentExpression") is not None
        if (named and computed) or (not named and children(node, "resourceParameterBinding")):
            page.note("role-resource", node, what=word(node))


def _all(book: Definitions, *words: str) -> Iterator[Node]:
    return book.root.iter(*(f"{{*}}{one}" for one in words))


def _item(node: Node) -> str:
    """The item definition of a piece of data or of something declared; empty without one."""
    return local(node.get(ITEM_OF.get(word(node), "itemSubjectRef"), ""))


def _same(book: Definitions, one: str, other: str) -> bool:
    """The same item, or two with the same structure."""
    shapes = [book.ids[item].get("structureRef") for item in (one, other) if item in book.ids]
    return one == other or (len(shapes) == 2 and shapes[0] is not None and shapes[0] == shapes[1])


def _name(message: Node | None) -> str:
    return (message.get("name") or str(message.get("id"))) if message is not None else "geen bericht / no message"

"""Reading event definitions, written inside the event or shared by reference."""

from engine.kernel.definitions import SHARED_EVENTS, Definitions, check_reference
from engine.kernel.dialect import Fields
from engine.kernel.expression import DURATION, MOMENT, TERM, WORKING_DAYS, Formula, is_cycle, is_moment
from engine.kernel.model import Event, Timer
from engine.kernel.page import Node, Page, child, children, formal, local, text_of, truth, word

KINDS = {
    "messageEventDefinition": "message",
    "timerEventDefinition": "timer",
    "signalEventDefinition": "signal",
    "errorEventDefinition": "error",
    "escalationEventDefinition": "escalation",
    "conditionalEventDefinition": "conditional",
    "linkEventDefinition": "link",
    "compensateEventDefinition": "compensation",
    "cancelEventDefinition": "cancel",
    "terminateEventDefinition": "terminate",
}
CATCHES = {"message", "timer", "signal", "conditional"}
POSSIBLE = {
    "startEvent": CATCHES | {"none", "error", "escalation", "compensation"},
    "intermediateCatchEvent": CATCHES | {"link"},
    "boundaryEvent": CATCHES | {"error", "escalation", "cancel", "compensation"},
    "intermediateThrowEvent": {"none", "message", "signal", "escalation", "link", "compensation"},
    "endEvent": {"none", "message", "signal", "error", "escalation", "compensation", "cancel", "terminate"},
}


def event_of(page: Page, book: Definitions, node: Node, kind: str, fields: Fields) -> None:
    """The one definition of an event, and what its kind of event adds."""
    found = [part for part in node.iterchildren("{*}*") if word(part) in SHARED_EVENTS]
    for reference in children(node, "eventDefinitionRef"):
        if check_reference(page, book, reference, text_of(reference), "eventDefinitionRef", tuple(SHARED_EVENTS)):
            shared = book.events.get(local(text_of(reference)))
            if shared is not None:
                found.append(shared)
            else:
                page.note(
                    "reference-wrong",
                    reference,
                    what="eventDefinitionRef",
                    id=text_of(reference),
                    kind="eventDefinition / event",
                )
    if len(found) > 1:
        page.note("event-many", node)
    event = definition(page, book, found[0], node, kind) if found else Event("none")
    if event.kind not in POSSIBLE[kind]:
        page.note("event-kind", node, where=kind, kind=event.kind)
    fields["event"] = event
    if kind == "endEvent":
        fields["outcome"] = page.formula(node, fields.get("properties", {}).get("outcome"), "outcome")
    if kind == "boundaryEvent":
        fields["attached_to"] = local(node.get("attachedToRef", "")) or None
        fields["interrupting"] = truth(node, "cancelActivity", True)
    if kind == "startEvent":
        fields["interrupting"] = truth(node, "isInterrupting", True)


def definition(page: Page, book: Definitions, node: Node, event: Node, where: str) -> Event:
    """One event definition."""
    kind = KINDS[word(node)]
    if kind == "message":
        return _message(page, book, node, event)
    if kind in ("signal", "error", "escalation"):
        return Event(kind, _code(page, book, node, kind, where))
    if kind == "timer":
        return Event(kind, timer=_timer(page, node, event))
    if kind == "conditional":
        return Event(kind, condition=_condition(page, node))
    if kind == "link":
        if not node.get("name"):
            page.note("name-missing", node, what="link")
        return Event(kind, node.get("name"))
    if kind == "compensation":
        reference = local(node.get("activityRef", "")) or None
        if reference and reference not in book.ids:
            page.note("reference-missing", node, what="activityRef", id=reference)
        return Event(kind, activity=reference, waits=truth(node, "waitForCompletion", True))
    return Event(kind)


def _condition(page: Page, node: Node) -> Formula | None:
    if child(node, "condition") is None:
        page.note("expression-empty", node, place="condition")
    return page.expression(child(node, "condition"), "condition")


def _message(page: Page, book: Definitions, node: Node, event: Node) -> Event:
    for operation in children(node, "operationRef"):
        check_reference(page, book, operation, text_of(operation), "operationRef", ("operation",))
    reference = node.get("messageRef", "")
    if not reference:
        page.note("message-missing", node, event.get("id"), what=word(event))
        return Event("message")
    if not check_reference(page, book, node, reference, "messageRef", ("message",)):
        return Event("message")
    message = book.messages[local(reference)]
    if not message.name:
        page.note("name-missing", book.ids[message.id], what="message")
    if book.ids[message.id].get("itemRef") and not children(node, "operationRef"):
        page.note("message-operation", node, event.get("id"), name=message.name or message.id)
    return Event("message", message.name, message.key)


def _code(page: Page, book: Definitions, node: Node, kind: str, where: str) -> str | None:
    """The signal's name or the code of an error or escalation. Only catching errors and escalations may leave it open."""
    reference = node.get(f"{kind}Ref", "")
    declared = {"signal": book.signals, "error": book.errors, "escalation": book.escalations}[kind]
    if not reference:
        if kind == "signal" or where in ("endEvent", "intermediateThrowEvent"):
            page.note("name-missing", node, what=f"{kind}EventDefinition {kind}Ref")
        return None
    if not check_reference(page, book, node, reference, f"{kind}Ref", (kind,)):
        return None
    code = declared[local(reference)]
    if not code:
        page.note("name-missing", book.ids[local(reference)], what=kind)
    return code


PLACES = {"timeDuration": "duration", "timeDate": "date", "timeCycle": "cycle"}


def _timer(page: Page, node: Node, event: Node) -> Timer | None:
    places = [part for part in node.iterchildren("{*}*") if word(part) in PLACES]
    if len(places) != 1:
        page.note("timer-one", node, event.get("id"))
        return None
    place, kind = places[0], PLACES[word(places[0])]
    rule = page.formula(place, text_of(place), word(place))
    if not text_of(place):
        page.note("expression-empty", place, event.get("id"), place=word(place))
    if rule is None:
        return None
    if rule.literal and not _possible(kind, rule.text):
        page.note("timer-value", place, event.get("id"), kind=kind, text=rule.text)
    elif not formal(place):
        page.note("expression-informal", place, event.get("id"), place=word(place), text=rule.text)
    return Timer(kind, rule)


def _possible(kind: str, text: str) -> bool:
    if kind == "cycle":
        return is_cycle(text)
    if kind == "date":
        return bool(MOMENT.fullmatch(text)) and is_moment(text)
    return bool(DURATION.fullmatch(text) or WORKING_DAYS.fullmatch(text) or TERM.fullmatch(text))

"""Activities: tasks say what they do, calls whom they call, transactions and compensation how they end."""

from engine.kernel.checks.places import called, members_of, report
from engine.kernel.definitions import Definitions
from engine.kernel.dialect import Fields
from engine.kernel.model import Event
from engine.kernel.page import Page
from engine.kernel.scope import ACTIVITIES, Drawn


def tasks(page: Page, book: Definitions, drawn: Drawn) -> None:
    """Every task says what it does."""
    for fields in drawn.elements.values():
        kind = fields["kind"]
        if kind == "task":
            report(page, drawn, "task-untyped", fields)
        elif kind == "userTask" and not fields.get("zeebe_user_task"):
            report(page, drawn, "user-task-job", fields)
        elif kind == "serviceTask" and not fields.get("topic"):
            report(page, drawn, "topic-missing", fields)
        elif kind == "businessRuleTask" and not fields.get("called_decision") and not fields.get("topic"):
            report(page, drawn, "decision-missing", fields)
        elif kind == "scriptTask" and not fields.get("script") and not fields.get("topic"):
            report(page, drawn, "script-language", fields, text="-")
        elif (kind == "receiveTask" and not fields.get("message")) or (
            kind == "sendTask"
            and not fields.get("message")
            and (not fields.get("topic") or fields["topic"].text == "bericht")
        ):
            report(page, drawn, "message-missing", fields, what=called(fields))
        message_of(fields)


def message_of(fields: Fields) -> None:
    """Send and receive tasks carry their message as an event, like the events do."""
    message = fields.get("message")
    if message is not None:
        fields["event"] = Event("message", message.name, message.key)


def calls(page: Page, book: Definitions, drawn: Drawn) -> None:
    """A call activity names another process."""
    for fields in drawn.elements.values():
        if fields["kind"] != "callActivity":
            continue
        called = fields.get("called_process")
        if called is None:
            report(page, drawn, "call-missing", fields)
        elif called.literal and called.text == drawn.process:
            report(page, drawn, "call-self", fields)
        elif (
            called.literal
            and called.text in book.ids
            and book.kind(called.text) not in ("process", "globalScriptTask", "globalTask")
        ):
            report(
                page,
                drawn,
                "reference-wrong",
                fields,
                what="calledElement",
                id=called.text,
                kind=book.kind(called.text),
            )


def transactions(page: Page, book: Definitions, drawn: Drawn) -> None:
    """Cancel ends stand in a transaction, cancel boundary events on one."""
    for fields in drawn.elements.values():
        if fields.get("event") is None or fields["event"].kind != "cancel":
            continue
        around = drawn.elements.get(
            fields["scope"] if fields["kind"] == "endEvent" else fields.get("attached_to") or ""
        )
        if around is None or around["kind"] != "transaction":
            report(page, drawn, "cancel-outside", fields)


def cancel_ways(page: Page, book: Definitions, drawn: Drawn) -> None:
    """A transaction that can be cancelled says where the road goes then."""
    for fields in drawn.elements.values():
        if fields["kind"] == "endEvent" and fields["event"].kind == "cancel" and fields["scope"] in drawn.elements:
            around = drawn.elements[fields["scope"]]
            if not any(drawn.elements[ident]["event"].kind == "cancel" for ident in around["boundary"]):
                report(page, drawn, "cancel-boundary", around)


def compensation(page: Page, book: Definitions, drawn: Drawn) -> None:
    """A compensation boundary event leads to its handler, and every handler belongs to one."""
    handlers = {fields.get("handler") for fields in drawn.elements.values()}
    for fields in drawn.elements.values():
        if fields["kind"] == "boundaryEvent" and fields["event"].kind == "compensation" and not fields.get("handler"):
            report(page, drawn, "compensation-handler", fields)
        if fields["compensates"] and fields["id"] not in handlers:
            report(page, drawn, "compensation-handler", fields)
        if (
            fields["kind"] in ("intermediateThrowEvent", "endEvent")
            and fields["event"].kind == "compensation"
            and fields["event"].activity
        ):
            target = drawn.elements.get(fields["event"].activity)
            if target is None or target["kind"] not in ACTIVITIES:
                report(
                    page,
                    drawn,
                    "reference-wrong",
                    fields,
                    what="activityRef",
                    id=fields["event"].activity,
                    kind=book.kind(fields["event"].activity),
                )


def ad_hoc(page: Page, book: Definitions, drawn: Drawn) -> None:
    """Start and end events have no place where staff choose the order; there must be something to choose."""
    for sub in drawn.elements.values():
        if sub["kind"] != "adHocSubProcess":
            continue
        members = members_of(drawn, sub["id"])
        for fields in members:
            if fields["kind"] in ("startEvent", "endEvent"):
                report(page, drawn, "ad-hoc-content", fields, what=called(fields))
        if not any(fields["kind"] in ACTIVITIES for fields in members):
            report(page, drawn, "subprocess-empty", sub)

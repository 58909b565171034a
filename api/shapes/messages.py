"""What the messages resource reads and writes."""

from api.shapes.base import Given, GivenObject, GivenText, Told, listed, number, text
from engine.acts.inbox import SignalOffer
from engine.vocabulary import MessageDeclaration


class MessageGiven(Given):
    name = GivenText(100, required=True, metadata={"description": "The message, one of GET /messages"})
    key = GivenText(
        200, required=True, metadata={"description": "The case's reference, or the value that the receiver waits for"}
    )
    payload = GivenObject(load_default=dict, metadata={"description": "The values that the message carries"})


class PayloadTold(Told):
    name = text("The value")
    type = text("Its type")
    zone = text("Its zone")


class MessageTold(Told):
    name = text("The message")
    payload = listed(PayloadTold, "What it carries")
    key = text("What finds the receiver: case, or one of the values")
    ttl = text("How long an early one is kept; null is as long as the case lives", none=True)


class MessagesTold(Told):
    items = listed(MessageTold, "The messages that you may send")


class DeliveryTold(Told):
    case = text("The reference of the case that the message reached")


class SignalGiven(Given):
    name = GivenText(100, required=True, metadata={"description": "The signal, one of GET /signals"})
    payload = GivenObject(load_default=dict, metadata={"description": "What the signal says; nothing may be missing"})


class SignalTold(Told):
    name = text("The signal")
    payload = listed(PayloadTold, "What it says")
    waiting = number("In how many cases somebody waits for it now")


class SignalsTold(Told):
    items = listed(SignalTold, "The signals over all cases that you may send")


class SpreadTold(Told):
    cases = number("How many cases hear it, one after the other")


def signal(one: SignalOffer) -> dict[str, object]:
    """A signal over all cases that somebody may send."""
    payload = [{"name": field.name, "type": field.type, "zone": field.zone} for field in one.declaration.payload]
    return {"name": one.declaration.name, "payload": payload, "waiting": one.waiting}


def message(one: MessageDeclaration) -> dict[str, object]:
    """A message that somebody may send."""
    payload = [{"name": field.name, "type": field.type, "zone": field.zone} for field in one.payload]
    return {"name": one.name, "payload": payload, "key": one.key, "ttl": one.ttl}

"""What the messages resource reads and writes."""

from api.shapes.base import Given, GivenObject, GivenText, Told, listed, text
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


def message(one: MessageDeclaration) -> dict[str, object]:
    """A message that somebody may send."""
    payload = [{"name": field.name, "type": field.type, "zone": field.zone} for field in one.payload]
    return {"name": one.name, "payload": payload, "key": one.key, "ttl": one.ttl}

"""Messages from partners: which you may send, and sending one."""

from typing import Any

from flask import Response

from api import caller, conditions
from api.blueprint import Blueprint
from api.shapes.messages import DeliveryTold, MessageGiven, MessagesTold, message
from api.writing import answer

resource = Blueprint("messages", "What partners let each other know.")


@resource.get("/messages")
@resource.response(200, MessagesTold)
def find() -> Response:
    """The messages that you may send, with what they carry."""
    return answer({"items": [message(one) for one in caller.engine().messages.names(caller.actor())]})


@resource.post("/messages")
@resource.doc(parameters=[conditions.IDEMPOTENCY_KEY])
@resource.arguments(MessageGiven)
@resource.response(202, DeliveryTold)
def send(given: dict[str, Any]) -> Response:
    """Send a message. It is delivered once, and kept for a while when nobody waits for it yet."""
    reference = caller.engine().messages.deliver(
        caller.actor(), given["name"], given["key"], given["payload"], idempotency_key=conditions.key()
    )
    return answer({"case": reference}, 202)

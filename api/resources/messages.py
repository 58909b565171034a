"""Messages from partners, and signals over all cases: which you may send, and sending one."""

from typing import Any

from flask import Response

from api import caller, conditions
from api.blueprint import Blueprint
from api.shapes.messages import (
    DeliveryTold,
    MessageGiven,
    MessagesTold,
    SignalGiven,
    SignalsTold,
    SpreadTold,
    message,
    signal,
)
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


@resource.get("/signals")
@resource.response(200, SignalsTold)
def offers() -> Response:
    """The signals over all cases that you may send, and how many cases wait for each."""
    return answer({"items": [signal(one) for one in caller.engine().messages.signals(caller.actor())]})


@resource.post("/signals")
@resource.doc(parameters=[conditions.IDEMPOTENCY_KEY])
@resource.arguments(SignalGiven)
@resource.response(202, SpreadTold)
def spread(given: dict[str, Any]) -> Response:
    """Send a signal over all cases. Each case that waits for it hears it once, one after the other."""
    reached = caller.engine().messages.signal(
        caller.actor(), given["name"], given["payload"], idempotency_key=conditions.key()
    )
    return answer({"cases": reached}, 202)

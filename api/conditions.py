"""The headers with which a program protects itself: If-Match against stale writes, Idempotency-Key against doing twice."""

import re

from flask import request

from engine.errors import Invalid
from engine.ports import FieldProblem

NO_VERSION = 0  # versions start at 1, so that this one is always stale
KEY = re.compile(r"[\x21-\x7e]{16,200}", re.ASCII)
VERSION = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)

IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of the task as you read it; when the task changed since, the answer is 412.",
    "schema": {"type": "string"},
    "example": '"3"',
}
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "A key of your own for this request, such as a UUID. The same key and body again get the same answer "
    "and change nothing; the same key with another body is refused with 422.",
    "schema": {"type": "string", "minLength": 16, "maxLength": 200},
}


def version() -> int | None:
    """The version that If-Match names; None without the header or with `*`.

    A tag that is none of ours is a version that nothing has: the engine answers Stale, but only to who may see the
    thing at all. So is a list of tags: a program has read one version.
    """
    if "If-Match" not in request.headers or request.if_match.star_tag:
        return None
    tags = [tag or "" for tag in request.if_match.as_set()]  # werkzeug reads `""` as None
    return int(tags[0]) if len(tags) == 1 and VERSION.fullmatch(tags[0]) else NO_VERSION


def key() -> str | None:
    """The Idempotency-Key, None without one. Raises Invalid for one that is too short to be anybody's own."""
    sent = request.headers.get("Idempotency-Key")
    if sent is not None and not KEY.fullmatch(sent):
        nl = "Gebruik 16 tot 200 zichtbare tekens zonder spaties, bijvoorbeeld een UUID."
        en = "Use 16 to 200 visible signs without blanks, such as a UUID."
        raise Invalid([FieldProblem("Idempotency-Key", "key", nl, en)])
    return sent

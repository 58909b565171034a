"""Answers as JSON, written straight from what the engine gives: no schema runs between a row and its answer."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from flask import Response


def answer(
    content: object, status: int = 200, *, version: int | None = None, media_type: str = "application/json"
) -> Response:
    """Content as an answer. `version` becomes the ETag that a later If-Match names."""
    response = Response(_written(content).encode(), status, content_type=media_type)
    if version is not None:
        response.set_etag(str(version))
    return response


def created(content: Mapping[str, object], location: str | None = None) -> Response:
    """The answer to something new."""
    response = answer(content, 201)
    if location:
        response.headers["Location"] = location
    return response


def nothing() -> Response:
    """Done, and there is nothing to tell."""
    return Response(status=204)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_plain).encode

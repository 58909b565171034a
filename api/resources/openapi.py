"""The description of this API for programs that make or check other programs."""

from typing import cast

from flask import Response, current_app

from api.blueprint import Blueprint
from api.writing import answer

resource = Blueprint("openapi", "The description of this API.")


@resource.get("/openapi.json")
@resource.open_to_all
@resource.response(200, {"type": "object"}, description="OpenAPI 3.1")
def show() -> Response:
    """This document."""
    return answer(cast(dict[str, object], current_app.extensions["perspectief.api.document"]()))

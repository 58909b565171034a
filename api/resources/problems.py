"""Every kind of problem this API answers with: `type` of a problem leads here."""

from flask import Response

from api import errors
from api.blueprint import Blueprint
from api.shapes.problems import ProblemKindsTold, kind
from api.writing import answer

resource = Blueprint("problems", "What can be wrong, and what to do then.")


@resource.get("/problems")
@resource.open_to_all
@resource.response(200, ProblemKindsTold)
def find() -> Response:
    """Every kind of problem with its status, its remedy and its text in Dutch and English."""
    return answer({"items": sorted((kind(one) for one in errors.known()), key=lambda row: str(row["code"]))})

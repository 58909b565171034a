"""What a task's form asks, for programs that fill it in."""

from flask import Response

from api import caller
from api.blueprint import Blueprint
from api.shapes.base import LARGEST
from api.shapes.forms import FormAsked, FormTold, form
from api.writing import answer
from engine.errors import NotFound
from forms.model import Form

resource = Blueprint("forms", "What the forms of tasks ask.")


@resource.get(f"/forms/<key>/<int(max={LARGEST}):version>")
@resource.arguments(FormAsked, location="query")
@resource.response(200, FormTold)
def show(asked: dict[str, str | None], key: str, version: int) -> Response:
    """One version of a form, or one part of it; a task names what it keeps to."""
    found = caller.engine().definitions.form(key, version)
    assert isinstance(found, Form)
    if asked["part"] not in (None, *found.parts):
        raise NotFound()
    return answer(form(found, version, asked["part"]))

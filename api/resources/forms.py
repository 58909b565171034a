"""What a task's form asks, for programs that fill it in."""

from flask import Response

from api import caller
from api.blueprint import Blueprint
from api.shapes.base import LARGEST
from api.shapes.forms import FormTold, form
from api.writing import answer
from forms.model import Form

resource = Blueprint("forms", "What the forms of tasks ask.")


@resource.get(f"/forms/<key>/<int(max={LARGEST}):version>")
@resource.response(200, FormTold)
def show(key: str, version: int) -> Response:
    """One version of a form; a task names the one it keeps to."""
    found = caller.engine().definitions.form(key, version)
    assert isinstance(found, Form)
    return answer(form(found, version))

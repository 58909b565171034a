"""What the problems resource writes."""

from api.errors import status_of
from api.shapes.base import Told, listed, number, text
from engine.errors import PerspectiefError


class ProblemKindTold(Told):
    code = text("The code")
    status = number("The HTTP status")
    remedy = text("What to do")
    text_nl = text("In Dutch")
    text_en = text("In English")


class ProblemKindsTold(Told):
    items = listed(ProblemKindTold, "Every kind of problem, by code")


def kind(one: type[PerspectiefError]) -> dict[str, object]:
    """One kind of problem; the docstring of an error says what its reader is to do."""
    return {
        "code": one.code,
        "status": status_of(one),
        "remedy": (one.__doc__ or "").strip(),
        "text_nl": one.text_nl,
        "text_en": one.text_en,
    }

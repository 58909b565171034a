"""What these pages share: errors of the engine beside their inputs."""

from engine.errors import Invalid, PerspectiefError
from engine.ports import FieldProblem
from web import asking, here

Missing = dict[str, str]


def wrong(error: PerspectiefError, other: str = "algemeen") -> Missing:
    """What is wrong per input, in the visitor's language; what belongs to no input stands under `other`."""
    language = here.language()
    if isinstance(error, Invalid):
        problems: list[FieldProblem] = asking.problems(error.fields)
        return {one.path or other: one.message_nl if language == "nl" else one.message_en for one in problems}
    return {other: error.text(language)}

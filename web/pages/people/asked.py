"""What these pages share: errors of the engine beside their inputs."""

from engine.errors import Invalid, PerspectiefError
from web import asking, here

Missing = dict[str, str]


def wrong(error: PerspectiefError, other: str = "algemeen") -> Missing:
    """What is wrong per input, in the visitor's language; what belongs to no input stands under `other`."""
    language = here.language()
    if isinstance(error, Invalid):
        return {one.path or other: one.say(language) for one in asking.problems(error.fields)}
    return {other: error.text(language)}

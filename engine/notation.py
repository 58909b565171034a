"""What people write in YAML, as plain values: words, texts and stories. Nothing that a file says is run. Pure."""

from typing import Any

import yaml

DEEPEST = 20  # levels of brackets and indentation; the words of the pathway need five

# The one in C, where it came along: the texts of the pages took a second of every start with the other.
Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class TooDeep(yaml.YAMLError):
    """This is nested too deep. Take levels of brackets or indentation away."""


def plain(text: str | bytes, loader: type[yaml.SafeLoader] = Loader) -> Any:
    """The values of a text. A `loader` of one's own extends Loader and builds plain values as well.

    Raises yaml.YAMLError for what is not YAML, and TooDeep for more than DEEPEST levels.
    """
    _not_too_deep(text)
    return yaml.load(text, Loader=loader)  # noqa: S506  it builds plain values only, as SafeLoader does


def _not_too_deep(text: str | bytes) -> None:
    """Looked at no further than is too deep: the fast loader recurses, and dies, without asking."""
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise TooDeep

"""What each file of a bundle changes, whatever kind of file it is: for whoever brings it in and for whoever puts it to work."""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.errors import NotFound
from engine.views import DefinitionView
from web import here
from web.changes import Change, change
from web.differences import Difference, between, name

Brought = tuple[str, str, str]
"""The kind, the key and the text of a file."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """A file beside the version in use (`now`, None for a new one). A diagram has a `diagram`, everything else `things`."""

    kind: str
    key: str
    name: str
    now: DefinitionView | None
    diagram: Change | None = None
    things: tuple[Difference, ...] = ()

    @property
    def some(self) -> bool:
        """Whether anything is different that a designer notices."""
        return self.diagram.some if self.diagram else bool(self.things)


def renewals(files: Iterable[Brought]) -> list[Renewal]:
    """What these files change. Several tables of one file are told once."""
    found: dict[tuple[str, str], Renewal] = {}
    for kind, key, text in files:
        found.setdefault((kind, text), _renewal(kind, key, text))
    return list(found.values())


def _renewal(kind: str, key: str, text: str) -> Renewal:
    now, before = _in_use(kind, key)
    if kind == "process":
        return Renewal(kind, key, here.process_name(key), now, diagram=change(key, now, before, text))
    things = tuple(between(kind, before, text)) if before is not None else ()
    return Renewal(kind, key, name(kind, key, text), now, things=things)


def _in_use(kind: str, key: str) -> tuple[DefinitionView | None, str | None]:
    """The version that new cases get, and its text."""
    definitions, actor = here.engine().definitions, here.actor()
    try:
        versions = definitions.versions(actor, kind, key)
    except NotFound:
        return None, None
    now = next((one for one in versions if one.active), None)
    return now, definitions.source(actor, now.id) if now else None

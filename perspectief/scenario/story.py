"""A scenario file as it tells its story: YAML with the line of every step, and its values as a form or the API would send them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from difflib import get_close_matches
from typing import Any

import yaml

from engine import notation
from engine.calendar import AMSTERDAM

START = datetime(2027, 3, 1, 9, tzinfo=AMSTERDAM)
LINE = "__line__"
WORDS = ("naam", "proces", "gegeven", "stappen", "toelichting")
GIVEN = ("klok", "feiten", "zaak")


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of what happened in the case until then."""

    at: datetime
    what: str
    about: str = ""


class Differs(Exception):
    """The story expected something else: the message says where, what was expected and what happened.

    `line` is where in the file, `step` what stands there, `timeline` what happened in the case until then.
    """

    def __init__(self, what: str, *, line: int | None = None, step: str = "", timeline: Sequence[Moment] = ()) -> None:
        super().__init__(f"line {line}: {what}" if line else what)
        self.what, self.line, self.step, self.timeline = what, line, step, tuple(timeline)


class _Lined(notation.Loader):  # type: ignore[misc, valid-type]  # which of the two it is, is known when it runs
    """Remembers on which line a mapping stands, so that a difference can be found in the file."""


def _mapping(loader: _Lined, node: yaml.MappingNode) -> dict[str, Any]:
    found: dict[str, Any] = loader.construct_mapping(node, deep=True)
    found["__line__"] = node.start_mark.line + 1
    return found


_Lined.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_story(text: str) -> dict[str, Any]:
    """A scenario file as it tells its story. Raises Differs for what is not YAML."""
    try:
        told = notation.plain(text, _Lined)
    except notation.TooDeep as error:
        raise Differs(str(error.__doc__)) from error
    except yaml.YAMLError as error:
        raise Differs(f"this is not YAML; a stray colon wants quotes: {error}") from error
    if not isinstance(told, dict):
        raise Differs("this is no story; begin with naam, proces, gegeven and stappen")
    _well_formed(told)
    return told


def _well_formed(told: Mapping[str, Any]) -> None:
    """Nothing unknown, nothing overlooked: a word that nobody reads is a mistake."""
    for known, part in ((WORDS, told), (GIVEN, told.get("gegeven") or {})):
        for word, _ in items(part):
            if word not in known:
                raise Differs(f"nobody knows {word!r}{nearest(word, known)}; use {', '.join(known)}", line=part[LINE])
    steps = told.get("stappen")
    if not isinstance(steps, list) or not steps or not all(isinstance(step, dict) for step in steps):
        raise Differs("stappen is a list of steps, each a line that begins with a dash", line=told[LINE])


def starts_at(told: Mapping[str, Any]) -> datetime:
    """The moment at which a story begins, in UTC."""
    return moment((told.get("gegeven") or {}).get("klok"))


def plain(value: Any) -> Any:
    """A YAML value as a form or the API would send it."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if key != "__line__"}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, datetime):
        return value.replace(tzinfo=value.tzinfo or AMSTERDAM).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value


def moment(value: Any, default: datetime = START) -> datetime:
    """A date (nine o'clock) or moment of the file, on Amsterdam's clock unless it says otherwise, in UTC."""
    if value is None:
        return default.astimezone(UTC)
    if isinstance(value, datetime):
        moment = value
    elif isinstance(value, date):
        moment = datetime(value.year, value.month, value.day, 9)
    else:
        moment = datetime.fromisoformat(str(value))
    return (moment if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM)).astimezone(UTC)


def written(step: Mapping[str, Any]) -> str:
    """A step on one line, as its file has it."""
    return " / ".join(f"{word}: {_short(value)}" for word, value in items(step))


def items(told: Mapping[str, Any] | None) -> Iterator[tuple[str, Any]]:
    """What a mapping of the file says, without where it stands."""
    return ((word, value) for word, value in (told or {}).items() if word != LINE)


def _short(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{word}: {_short(one)}" for word, one in items(value)) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_short, value)) + "]"
    return str(value)


def nearest(word: str, known: Iterable[str]) -> str:
    """A suggestion for a word that nobody knows, to put behind it."""
    close = get_close_matches(word, list(known), 1)
    return f" (did you mean {close[0]!r}?)" if close else ""

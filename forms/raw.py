"""The JSON of a form file, taken apart with care: it may be anything, and what it is not is empty here rather than an
error.
"""

import json
from collections.abc import Mapping
from typing import Any, Protocol

from forms.errors import FormError
from forms.findings import finding
from forms.model import Text

LARGEST_FILE = 1_000_000

Raw = Mapping[str, Any]

# Properties that hold more than one word. The form-js editor edits them flat ("en.label", "words.P1"); an object is
# read the same.
FOLDED = ("en", "words")


class Say(Protocol):
    """Notes a finding: its code, the field or component it is about, and the words of its sentence."""

    def __call__(self, code: str, key: str, **words: object) -> None: ...


def parsed(text: str | bytes) -> Raw:
    """The JSON object of a form file. FormError when it is too large, no JSON, or no form."""
    if len(text) > LARGEST_FILE:
        raise FormError([finding("file.size", "", limit=LARGEST_FILE)])
    try:
        raw = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise FormError([finding("file.json", "", why=str(error)[:200])]) from error
    if "\\u" in str(text) and not _storable(raw):
        raise FormError([finding("file.json", "", why="NUL, or half of a character pair")])
    if not isinstance(raw, dict) or not isinstance(raw.get("components"), list):
        raise FormError([finding("file.shape", "")])
    return raw


def _storable(raw: object) -> bool:
    """JSON can escape what no database and no page can hold."""
    try:
        return "\\u0000" not in json.dumps(raw) and bool(json.dumps(raw, ensure_ascii=False).encode())
    except UnicodeEncodeError:
        return False


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError(f"a name stands twice in one object: {sorted(name for name, _ in pairs)}")
    return made


def _no_constant(word: str) -> object:
    raise ValueError(f"{word} is not a number of JSON")


def text_of(raw: Raw, name: str) -> str:
    """The text under this name; empty when it is something else."""
    found = raw.get(name)
    return found if isinstance(found, str) else ""


def object_of(raw: Raw, name: str) -> Raw:
    found = raw.get(name)
    return found if isinstance(found, dict) else {}


def list_of(raw: Raw, name: str) -> list[Any]:
    found = raw.get(name)
    return found if isinstance(found, list) else []


def properties_of(raw: Raw) -> dict[str, Any]:
    """The properties with what was written flat put together: {"en.label": "Why?"} becomes {"en": {"label":
    "Why?"}}.
    """
    made: dict[str, Any] = {}
    for name, value in object_of(raw, "properties").items():
        top, dot, inner = name.partition(".")
        if dot and top in FOLDED:
            _put(made, top, inner, value)
        else:
            made[name] = {**made.get(name, {}), **value} if name in FOLDED and isinstance(value, dict) else value
    return made


def _put(made: dict[str, Any], top: str, inner: str, value: object) -> None:
    inside = made.setdefault(top, {})
    if top == "en" and inner.startswith("values."):
        inside, inner = inside.setdefault("values", {}), inner.removeprefix("values.")
    inside[inner] = value


def english(raw: Raw) -> Raw:
    """The English words of a component: label, description, text, checkText, and values by code."""
    return object_of(properties_of(raw), "en")


def words(raw: Raw, name: str, *, fallback: str = "", english_name: str = "") -> Text:
    """What a component says under this name, in Dutch and English."""
    return Text(text_of(raw, name) or fallback, text_of(english(raw), english_name or name))


def is_name(written: object) -> bool:
    """Whether this may be a key: letters, digits and underscores, as FEEL, HTML and Python all take them."""
    return isinstance(written, str) and written.isascii() and written.isidentifier() and len(written) <= 64

"""The words of the pages, in Dutch and English: one small file per page under translations/.

An entry is a text, or `one` and `other` for a text that counts (`n`). Named places such as {name} are filled by the caller:

    worklist:
      total:
        nl: {one: "{n} taak", other: "{n} taken"}
        en: {one: "{n} task", other: "{n} tasks"}
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from engine import notation

FOLDER = Path(__file__).parent / "translations"

Entry = Mapping[str, Any]


@cache
def catalogue() -> Mapping[str, Entry]:
    """Every text by its dotted name. ValueError when two files name the same one."""
    found: dict[str, Entry] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        for name, entry in _entries(notation.plain(path.read_text("utf-8")), ""):
            if name in found:
                raise ValueError(f"{path.name} says {name} a second time")
            found[name] = entry
    return found


def _entries(branch: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Entry]]:
    for key, value in branch.items():
        name = f"{prefix}{key}"
        if "nl" in value:
            yield name, value
        else:
            yield from _entries(value, f"{name}.")


def say(language: str, name: str, /, **places: object) -> str:
    """The text with its places filled. KeyError for a name that no file says: a missing text is a fault of ours."""
    text = catalogue()[name][language]
    if not isinstance(text, str):
        text = text["one" if places.get("n") == 1 else "other"]
    return str(text.format(**places) if places else text)


def known(name: str) -> bool:
    """Whether there is a text by this name."""
    return name in catalogue()

"""From what a page posts to nested answers: `goals[0].action=Bellen` becomes {"goals": [{"action": "Bellen"}]}.

Names that do not have this shape stay as they are, so that cleaning refuses them by name. Nothing here knows the form.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

MOST_PAIRS = 5_000
_LINE = re.compile(r"([A-Za-z_]\w{0,63}(?:\.[A-Za-z_]\w{0,63})*)\[(\d{1,3})\](?:\.([A-Za-z_]\w{0,63}))?", re.ASCII)


def unflatten(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Answers by path. A name that comes more often becomes a list, in the order posted; lines follow their numbers.

    Pairs beyond the first 5,000 are not read: no form of ours posts so many, and missing answers are asked again.
    """
    singles: dict[str, list[str]] = {}
    lines: dict[str, dict[int, dict[str, list[str]]]] = {}
    for name, value in list(pairs)[:MOST_PAIRS]:
        found = _LINE.fullmatch(name)
        if found:
            lines.setdefault(found[1], {}).setdefault(int(found[2]), {}).setdefault(found[3] or "", []).append(value)
        else:
            singles.setdefault(name, []).append(value)
    nested = {path: [_line(rows[at]) for at in sorted(rows)] for path, rows in lines.items()}
    return {**nested, **{name: _one_or_many(values) for name, values in singles.items()}}


def _line(columns: Mapping[str, list[str]]) -> Any:
    """A line with columns, or the bare value of a list of single answers (`tags[0]`)."""
    if set(columns) == {""}:
        return _one_or_many(columns[""])
    return {name: _one_or_many(values) for name, values in columns.items()}


def _one_or_many(values: list[str]) -> Any:
    return values[0] if len(values) == 1 else values


def add_row(answers: Mapping[str, Any], path: str) -> dict[str, Any]:
    """The answers with an empty line at the end of this list: what the button "regel toevoegen" asks for."""
    return {**answers, path: [*_lines(answers.get(path)), {}]}


def remove_row(answers: Mapping[str, Any], line: str) -> dict[str, Any]:
    """The answers without one line, named as the button names it: "goals[1]". A line that is not there changes
    nothing.
    """
    path, _, number = line.removesuffix("]").rpartition("[")
    at = int(number) if number.isdecimal() and len(number) < 4 else -1
    return (
        {**answers, path: [row for place, row in enumerate(_lines(answers.get(path))) if place != at]}
        if path
        else dict(answers)
    )


def _lines(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else [value] if value else []

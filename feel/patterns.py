"""Regular expressions as XPath writes them, run by RE2 in linear time.

What RE2 cannot do in linear time, such as back-references, is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import re2

from feel.errors import Refused
from feel.limits import Run
from feel.values import Value
from feel.xpath import rewritten

MEMORY = 8 << 20
LONGEST = 2_000
MATCH = 16


@lru_cache(maxsize=256)
def compiled(pattern: str, flags: str) -> Any:
    """The compiled pattern; flags are letters of `smixq`. Raises Refused when it cannot be run."""
    if set(flags) - set("smixq"):
        raise Refused(f"the flags {flags} are unknown")
    if len(pattern) > LONGEST:
        raise Refused("the pattern is too long")
    options = re2.Options()
    options.max_mem, options.log_errors = MEMORY, False
    options.case_sensitive, options.dot_nl = "i" not in flags, "s" in flags
    if "q" in flags:
        options.literal = True
    else:
        pattern = rewritten(_without_blanks(pattern) if "x" in flags else pattern, flags)
    if "m" in flags and "q" not in flags:
        pattern = f"(?m:{pattern})"
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        raise Refused(f"the pattern cannot be used: {error}") from None


def _without_blanks(pattern: str) -> str:
    """The pattern of flag `x`: blanks outside character classes mean nothing."""
    kept, depth, escaped = [], 0, False
    for character in pattern:
        if not escaped:
            depth += (character == "[") - (character == "]" and depth > 0)
        if depth or not character.isspace():
            kept.append(character)
        escaped = character == "\\" and not escaped
    return "".join(kept)


def expansion(replacement: str, groups: int, flags: str) -> Callable[[Any], str]:
    """A function from a match to its replacement: `$n` is a group, `\\$` and `\\\\` are themselves."""
    parts = [replacement] if "q" in flags else _parts(replacement, groups)

    def expand(match: Any) -> str:
        return "".join(part if isinstance(part, str) else match.group(part) or "" for part in parts)

    return expand


def _parts(replacement: str, groups: int) -> list[str | int]:
    parts: list[str | int] = []
    at = 0
    while at < len(replacement):
        character, follower = replacement[at], replacement[at + 1 : at + 2]
        if character == "\\" and follower in ("\\", "$"):
            parts.append(follower)
            at += 2
        elif character == "$" and follower.isdecimal():
            group, at = _group(replacement, at + 1, groups)
            parts.append(group)
        elif character in "\\$":
            raise Refused("the replacement has a lone \\ or $")
        else:
            parts.append(character)
            at += 1
    return parts


def _group(replacement: str, at: int, groups: int) -> tuple[int | str, int]:
    """The group number that starts at a digit: as many digits as there are groups for; a missing group is empty."""
    number, end = int(replacement[at]), at + 1
    while end < len(replacement) and replacement[end].isdecimal() and number * 10 + int(replacement[end]) <= groups:
        number, end = number * 10 + int(replacement[end]), end + 1
    return (number if number <= groups else ""), end


def pieces_between(expression: Any, string: str, run: Run) -> list[Value]:
    """The parts of a text between the matches."""
    parts: list[Value] = []
    end = 0
    for match in expression.finditer(string):
        if match.end() == match.start():
            raise Refused("the delimiter matches nothing at all")
        parts.append(string[end : match.start()])
        end = match.end()
        run.spend(MATCH)
    run.items(len(parts) + 1)
    return [*parts, string[end:]]

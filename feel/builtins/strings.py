"""Functions on texts. Positions count characters from 1, or from the end when negative."""

from __future__ import annotations

from decimal import Decimal

from feel.builtins.registry import builtin
from feel.errors import Refused
from feel.limits import Run
from feel.patterns import MATCH, compiled, expansion, pieces_between
from feel.text import text
from feel.values import Value


@builtin("substring", "string: string, start position: number, length: number?")
def substring(run: Run, string: str, start: Decimal, length: Decimal | None) -> str:
    """The part from a position on, of at most that many characters."""
    first = int(start) - 1 if start > 0 else len(string) + int(start)
    if not 0 <= first < len(string) or int(start) == 0 or (length is not None and length < 1):
        raise Refused("there is no such part of the text")
    return string[first:] if length is None else string[first : first + int(length)]


@builtin("string length", "string: string")
def string_length(run: Run, string: str) -> Decimal:
    """The number of characters."""
    return Decimal(len(string))


@builtin("upper case", "string: string")
def upper_case(run: Run, string: str) -> str:
    """In capitals."""
    return string.upper()


@builtin("lower case", "string: string")
def lower_case(run: Run, string: str) -> str:
    """In small letters."""
    return string.lower()


@builtin("substring before", "string: string, match: string")
def substring_before(run: Run, string: str, match: str) -> str:
    """What stands before the first match, or nothing."""
    return string.partition(match)[0] if match and match in string else ""


@builtin("substring after", "string: string, match: string")
def substring_after(run: Run, string: str, match: str) -> str:
    """What stands after the first match, or nothing; all of it after the empty text."""
    return string.partition(match)[2] if match else string


@builtin("contains", "string: string, match: string")
def contains(run: Run, string: str, match: str) -> bool:
    """Whether the text holds another."""
    return match in string


@builtin("starts with", "string: string, match: string")
def starts_with(run: Run, string: str, match: str) -> bool:
    """Whether the text begins with another."""
    return string.startswith(match)


@builtin("ends with", "string: string, match: string")
def ends_with(run: Run, string: str, match: str) -> bool:
    """Whether the text ends with another."""
    return string.endswith(match)


@builtin("matches", "input: string, pattern: string, flags: string|null?")
def matches(run: Run, string: str, pattern: str, flags: str | None) -> bool:
    """Whether a regular expression matches somewhere in the text."""
    run.spend(len(string) // 64 + 1)
    return compiled(pattern, flags or "").search(string) is not None


@builtin("replace", "input: string, pattern: string, replacement: string, flags: string|null?")
def replace(run: Run, string: str, pattern: str, replacement: str, flags: str | None) -> str:
    """The text with every match replaced; `$1` stands for what the first group matched."""
    expression = compiled(pattern, flags or "")
    if expression.search("") is not None:
        raise Refused("the pattern matches nothing at all")
    expand, parts, size, end = expansion(replacement, expression.groups, flags or ""), [], 0, 0
    for match in expression.finditer(string):
        parts += [string[end : match.start()], expand(match)]
        size += len(parts[-1]) + len(parts[-2])
        end = match.end()
        run.spend(MATCH)
        run.characters(size)
    run.characters(size + len(string) - end)
    return "".join([*parts, string[end:]])


@builtin("split", "string: string, delimiter: string")
def split(run: Run, string: str, delimiter: str) -> list[Value]:
    """The parts between the matches of a regular expression."""
    return pieces_between(compiled(delimiter, ""), string, run)


@builtin("string join", "list: list, delimiter: string|null?")
def string_join(run: Run, items: list[Value], delimiter: str | None) -> str:
    """The texts of a list in one, nulls left out."""
    run.items(len(items))
    texts = [item for item in items if item is not None]
    if not all(isinstance(item, str) for item in texts):
        raise Refused("string join takes texts")
    run.characters(sum(map(len, texts)) + len(delimiter or "") * len(texts))
    return (delimiter or "").join(texts)


@builtin("string", "from: any")
def string(run: Run, value: Value) -> str | None:
    """The value as text; null stays null."""
    return None if value is None else text(value, run)

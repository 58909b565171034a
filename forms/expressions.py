"""FEEL in forms: which names an expression reads, and what answers look like to it.

An expression sees the facts, `today`, `now`, `case` and `part` (which task asks), and over them the answers of this
form by key; inside a row of a list also the answers of that row. What is not answered is null. A dash of caution: an
expression that fails gives null, so a broken condition shows its question rather than hiding it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache

import feel
from forms.model import UNKNOWN, Expression, Field

BUILT_IN = frozenset({"case", "today", "now", "part"})
IN_ROWS = frozenset({"this", "parent", "i"})


@dataclass(frozen=True, slots=True)
class Broken:
    """An expression that does not compile, and why."""

    text: str
    why_nl: str
    why_en: str


def compiled(written: object) -> Expression | Broken:
    """The expression behind the leading "=". Broken when there is no "=" or FEEL refuses it."""
    if not isinstance(written, str) or not written.strip().startswith("="):
        return Broken(str(written), "zet er een = voor", "put a = in front of it")
    source = written.strip()[1:]
    try:
        return Expression(source, frozenset(_program(source).names))
    except feel.FeelError as error:
        return Broken(source, error.text_nl, error.text_en)


@lru_cache(maxsize=4096)
def _program(source: str) -> feel.Expression:
    return feel.compile(source)


def value_of(expression: Expression, context: Mapping[str, object]) -> object:
    """What the expression gives here, as a FEEL value; null (None) when it cannot be computed."""
    known = {name: context.get(name) for name in expression.names}
    try:
        return _program(expression.text).evaluate(known)
    except feel.FeelError:
        return None


def seen(field: Field, kept: object) -> object:
    """A kept answer as FEEL sees it: dates are dates, amounts are numbers, "unknown" stays a text."""
    if kept is None or kept == UNKNOWN:
        return kept
    if field.type == "list" and isinstance(kept, list):
        lines = (line for line in kept if line)  # a line nobody filled in is no line
        return [{column.key: seen(column, line.get(column.path)) for column in field.fields} for line in lines]
    make = _SEEN.get(field.result or field.type)
    return make(kept) if make else kept


def _number(kept: object) -> Decimal:
    return Decimal(str(kept))


_SEEN: dict[str, Callable[[object], object]] = {
    "number": _number,
    "integer": _number,
    "money": _number,
    "scale": _number,
    "date": lambda kept: date.fromisoformat(str(kept)),
    "time": lambda kept: time.fromisoformat(str(kept)),
    "dateTime": lambda kept: datetime.fromisoformat(str(kept)),
}

"""How values are written: what string() answers, and names and literals that read back."""

from __future__ import annotations

import re
from decimal import Decimal

from feel.lexer import NAME, quote
from feel.limits import Run
from feel.values import Range, Value

PLAIN_NAME = re.compile(rf"{NAME}(?: {NAME})*")


def number(value: Decimal) -> str:
    """Plain notation without exponent or needless zeros."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def key(name: str) -> str:
    """A context's key, quoted where it is not a plain name."""
    return name if PLAIN_NAME.fullmatch(name) else quote(name)


def text(value: Value, run: Run) -> str:
    """What string() answers: a text as it is, everything else as it would be written."""
    return value if isinstance(value, str) else written(value, run)


def written(value: Value, run: Run) -> str:
    """A value inside a list or context; pays for every part of it."""
    run.spend(2)
    if isinstance(value, str):
        run.characters(len(value))
        return quote(value)
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, list):
        return _joined("[", [written(item, run) for item in value], "]", run)
    if isinstance(value, dict):
        return _joined("{", [f"{key(name)}: {written(item, run)}" for name, item in value.items()], "}", run)
    if isinstance(value, Range):
        return _range(value, run)
    return "function" if hasattr(value, "call") else str(value)


def _joined(opening: str, parts: list[str], closing: str, run: Run) -> str:
    run.characters(sum(map(len, parts)) + 2 * len(parts))
    return opening + ", ".join(parts) + closing


def _range(value: Range, run: Run) -> str:
    if value.comparison:
        end = value.low if value.low is not None else value.high
        return f"({value.comparison} {_end(end, run)})"
    opening, closing = "[" if value.low_included else "(", "]" if value.high_included else ")"
    return f"{opening}{_end(value.low, run)}..{_end(value.high, run)}{closing}"


def _end(value: Value, run: Run) -> str:
    """An end of a range, with temporal values as literals."""
    plain = value is None or isinstance(value, (str, Decimal, bool))
    return written(value, run) if plain else f'@"{written(value, run)}"'

"""Adapters between the DMN Technology Compatibility Kit's cases and feel/.

The cases come as typed values, {"t": type, "v": value}; nothing of the kit is in this repository.
"""
from __future__ import annotations

from decimal import Decimal
from typing import Any

import feel
from feel import temporal_text as read
from feel.limits import Run
from feel.temporal import Date, DateTime, DaysTimeDuration, Time, YearsMonthsDuration
from feel.text import number, written
from feel.values import Value

Typed = dict[str, Any]
READERS = {"date": read.date, "dateTime": read.date_time, "time": read.time, "duration": read.duration}
KINDS = {Date: "date", DateTime: "dateTime", Time: "time", DaysTimeDuration: "duration",
         YearsMonthsDuration: "duration"}


def from_typed(typed: Typed) -> Value:
    """A case's value as a FEEL value."""
    kind: str = typed["t"]
    value: Any = typed.get("v")
    if kind == "null":
        return None
    if kind == "number":
        return Decimal(value)
    if kind == "list":
        return [from_typed(item) for item in value]
    if kind == "context":
        return {key: from_typed(item) for key, item in value.items()}
    return READERS[kind](value) if kind in READERS else value


def to_typed(value: Value) -> Typed:
    """A FEEL value as the cases write it."""
    if value is None:
        return {"t": "null"}
    if isinstance(value, bool):
        return {"t": "boolean", "v": value}
    if isinstance(value, Decimal):
        return {"t": "number", "v": number(value)}
    if isinstance(value, str):
        return {"t": "string", "v": value}
    if isinstance(value, list):
        return {"t": "list", "v": [to_typed(item) for item in value]}
    if isinstance(value, dict):
        return {"t": "context", "v": {key: to_typed(item) for key, item in value.items()}}
    return {"t": KINDS.get(type(value), "function"), "v": written(value, Run({}))}


def names_within(value: Value) -> set[str]:
    """The keys of all contexts inside a value: names that expressions may meet behind a dot."""
    if isinstance(value, dict):
        return set(value).union(*map(names_within, value.values()))
    return set().union(*map(names_within, value)) if isinstance(value, list) else set()


class Feel:
    """Runs single expressions: what does not compile is null."""

    from_typed = staticmethod(from_typed)
    to_typed = staticmethod(to_typed)

    def evaluate(self, expression: str, context: dict[str, Value]) -> Value:
        try:
            return feel.compile(expression, {*context, *names_within(list(context.values()))}).evaluate(context)
        except feel.FeelError:
            return None

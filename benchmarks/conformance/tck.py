"""Adapters between the DMN Technology Compatibility Kit's cases and feel/.

The cases come as typed values, {"t": type, "v": value}; nothing of the kit is in this repository.
"""

from __future__ import annotations

import math
from decimal import Decimal
from pathlib import Path
from typing import Any

import feel.dmn
from feel import temporal_text as read
from feel.limits import Run
from feel.temporal import Date, DateTime, DaysTimeDuration, Time, YearsMonthsDuration
from feel.text import number, written
from feel.values import Value

Typed = dict[str, Any]
READERS = {"date": read.date, "dateTime": read.date_time, "time": read.time, "duration": read.duration}
KINDS = {
    Date: "date",
    DateTime: "dateTime",
    Time: "time",
    DaysTimeDuration: "duration",
    YearsMonthsDuration: "duration",
}


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


# The kit's external functions are Java's; a host lends them like any other function.
JAVA: dict[str, Any] = {
    "java.lang.Math.max": max,
    "java.lang.Math.min": min,
    "java.lang.Math.abs": abs,
    "java.lang.Math.cos": lambda x: math.cos(x),
    "java.lang.Math.sin": lambda x: math.sin(x),
    "java.lang.Math.sqrt": lambda x: math.sqrt(x),
    "java.lang.Math.pow": lambda x, y: x**y,
    "java.lang.String.valueOf": str,
    "java.lang.String.format": lambda text, values: text % tuple(values if isinstance(values, list) else [values]),
    **{
        f"java.lang.{name}.{method}": Decimal
        for name in ("Byte", "Short", "Integer", "Long", "Float", "Double")
        for method in ("valueOf", f"parse{'Int' if name == 'Integer' else name}")
    },
}


class Feel:
    """Runs single expressions: what does not compile is null."""

    from_typed = staticmethod(from_typed)
    to_typed = staticmethod(to_typed)

    def evaluate(self, expression: str, context: dict[str, Value]) -> Value:
        try:
            return feel.compile(expression, {*context, *names_within(list(context.values()))}).evaluate(context, JAVA)
        except feel.FeelError:
            return None


class Dmn:
    """Runs whole decision models."""

    def __init__(self) -> None:
        self._models: dict[str, feel.dmn.Model] = {}

    def evaluate(self, path: str, case: dict[str, Any]) -> Typed:
        """The value of a case's node, typed."""
        model = self._model(path)
        inputs = {name: from_typed(value) for name, value in case["inputs"].items()}
        try:
            return to_typed(self._value(model, case, inputs))
        except feel.FeelError:
            return {"t": "null"}

    def _model(self, path: str) -> feel.dmn.Model:
        if path not in self._models:
            self._models[path] = load_with_imports(Path(path))
        return self._models[path]

    def _value(self, model: feel.dmn.Model, case: dict[str, Any], inputs: dict[str, Value]) -> Value:
        invocable = case.get("invocable") or ""
        if case["type"] == "bkm":
            return model.call(invocable, inputs, JAVA).value
        if case["type"] != "decisionService":
            return model.decide(case["node"], inputs, JAVA).value
        value = model.decide(invocable, inputs, JAVA).value
        return value[case["node"]] if isinstance(value, dict) and case["node"] in value else value


def load_with_imports(path: Path) -> feel.dmn.Model:
    """A model with the other models of its folder, which it may import."""
    others = [other.read_bytes() for other in sorted(path.parent.glob("*.dmn")) if other != path]
    return feel.dmn.load(path.read_bytes(), others)

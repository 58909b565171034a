"""How FEEL's own functions are declared: one line per way to call them.

`@builtin("substring", "string: string, start position: number, length: number?")` makes a Python function with
the parameters (run, string, start, length) callable from FEEL. After a type, `?` means that the argument may be
left out and `|null` that it may be null; the function gets None for both. A last type with `*` takes all arguments
that are left, as a list; with `…` it also takes them as one list.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

from feel.functions import Builtin, Parameter, Signature
from feel.temporal import Date, DateTime, DaysTimeDuration, Time, YearsMonthsDuration
from feel.values import Range, Value

BUILTINS: dict[str, Builtin] = {}
F = TypeVar("F", bound=Callable[..., Value])

TYPES: dict[str, tuple[type, ...]] = {
    "any": (),
    "number": (Decimal,),
    "string": (str,),
    "boolean": (bool,),
    "list": (list,),
    "context": (dict,),
    "date": (Date,),
    "time": (Time,),
    "date and time": (DateTime,),
    "moment": (Date, DateTime),
    "clock": (Time, DateTime),
    "days duration": (DaysTimeDuration,),
    "range": (Range,),
    "key": (str,),
    "duration": (DaysTimeDuration, YearsMonthsDuration),
    "months duration": (YearsMonthsDuration,),
}


def builtin(name: str, declaration: str) -> Callable[[F], F]:
    """Declare a way to call a FEEL function; see the module's text."""

    def declare(function: F) -> F:
        parameters = tuple(_parameter(part) for part in declaration.split(", ") if part)
        required = sum(not parameter.optional for parameter in parameters)
        rest = declaration[-1:] if declaration[-1:] in ("…", "*") else None
        signature = Signature(parameters, function, rest, required)
        BUILTINS.setdefault(name, Builtin(name)).signatures.append(signature)
        return function

    return declare


def _parameter(text: str) -> Parameter:
    name, _, type_name = text.partition(": ")
    plain = type_name.removesuffix("?").removesuffix("|null").rstrip("…*")
    return Parameter(
        name, TYPES[plain], type_name.endswith("?"), "|null" in type_name or plain == "any", plain == "list"
    )

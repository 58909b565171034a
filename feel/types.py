"""FEEL types: which values belong to one, and how a value is fitted to one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from feel.ast import TypeName
from feel.errors import Refused
from feel.temporal import Date, DateTime, DaysTimeDuration, Time, YearsMonthsDuration
from feel.values import Range, Value, kind


@dataclass(frozen=True)
class Type:
    """A type by name.

    `belongs` tells whether a value that is not null is of it. `allows` is what a model demands besides: it counts when
    a value is fitted, not for `instance of`. `item` is the type of a list's items, `result` that of a function's value.
    """

    name: str
    belongs: Callable[[Value], bool]
    item: Type | None = None
    allows: Callable[[Value], bool] | None = None
    result: Type | None = None

    def accepts(self, value: Value) -> bool:
        """Whether a value may be given where this type is wanted."""
        return self.belongs(value) and (self.allows is None or self.allows(value))

    @property
    def is_list(self) -> bool:
        return self.item is not None

    @property
    def is_function(self) -> bool:
        return self.result is not None or self.name == "function"


Lookup = Callable[[str], Type | None]


def _of(*classes: type) -> Callable[[Value], bool]:
    return lambda value: isinstance(value, classes) and not isinstance(value, bool)


def _callable(value: Value) -> bool:
    return hasattr(value, "call")


ANY = Type("Any", lambda value: True)
NULL = Type("Null", lambda value: False)
BASIC: dict[str, Type] = {
    "number": Type("number", _of(Decimal)),
    "string": Type("string", _of(str)),
    "boolean": Type("boolean", lambda value: isinstance(value, bool)),
    "date": Type("date", _of(Date)),
    "time": Type("time", _of(Time)),
    "date and time": Type("date and time", _of(DateTime)),
    "days and time duration": Type("days and time duration", _of(DaysTimeDuration)),
    "years and months duration": Type("years and months duration", _of(YearsMonthsDuration)),
    "list": Type("list", _of(list), ANY),
    "context": Type("context", _of(dict)),
    "range": Type("range", _of(Range)),
    "function": Type("function", _callable),
    "Any": ANY,
    "Null": NULL,
}
OTHER_SPELLINGS = {
    "dateTime": "date and time",
    "dayTimeDuration": "days and time duration",
    "yearMonthDuration": "years and months duration",
    "any": "Any",
}


def list_of(item: Type, name: str = "") -> Type:
    """Lists whose items are all of a type, or null."""
    return Type(
        name or f"list<{item.name}>",
        lambda value: isinstance(value, list) and all(entry is None or item.belongs(entry) for entry in value),
        item,
        _all_items(item),
    )


def _all_items(item: Type) -> Callable[[Value], bool] | None:
    """What a list's items must meet besides their type; None when that is nothing."""
    return None if item.allows is None else lambda value: all(entry is None or item.accepts(entry) for entry in value)


def context_of(fields: dict[str, Type], name: str = "context") -> Type:
    """Contexts that have these entries, each of its type or null; more entries are allowed."""
    return Type(
        name,
        lambda value: (
            isinstance(value, dict)
            and all(key in value and (value[key] is None or type.belongs(value[key])) for key, type in fields.items())
        ),
        allows=_all_fields(fields),
    )


def _all_fields(fields: dict[str, Type]) -> Callable[[Value], bool] | None:
    """What a context's entries must meet besides their type; None when that is nothing."""
    strict = {key: type for key, type in fields.items() if type.allows is not None}
    return (
        None
        if not strict
        else lambda value: all(value[key] is None or type.accepts(value[key]) for key, type in strict.items())
    )


def range_of(item: Type) -> Type:
    """Ranges whose ends are of a type."""
    return Type(
        f"range<{item.name}>",
        lambda value: (
            isinstance(value, Range) and all(end is None or item.belongs(end) for end in (value.low, value.high))
        ),
    )


def resolve(written: TypeName, lookup: Lookup = lambda name: None) -> Type | None:
    """The type that a type's name stands for, or None when there is none; `lookup` knows the model's own types."""
    if written.name == "list" and written.parts:
        item = resolve(written.parts[0], lookup)
        return list_of(item) if item else None
    if written.name == "range" and written.parts:
        item = resolve(written.parts[0], lookup)
        return range_of(item) if item else None
    if written.keys:
        fields = {key: resolve(part, lookup) for key, part in zip(written.keys, written.parts, strict=True)}
        known = {key: type for key, type in fields.items() if type}
        return context_of(known) if len(known) == len(fields) else None
    if written.name == "function" and written.parts:
        return _function_type(written, lookup)
    return lookup(written.name) or BASIC.get(OTHER_SPELLINGS.get(written.name, written.name))


def _function_type(written: TypeName, lookup: Lookup) -> Type:
    """Functions that take these arguments and, where they say what they answer, answer this type."""
    arguments = [resolve(part, lookup) or ANY for part in written.parts[:-1]]
    result = resolve(written.parts[-1], lookup) or ANY

    def belongs(value: Value) -> bool:
        if not _callable(value) or len(value.parameters) != len(arguments):
            return False
        takes = getattr(value, "types", ()) or [None] * len(arguments)
        answers = getattr(value, "result", None)
        return all(_conforms(given, wanted) for given, wanted in zip(arguments, takes, strict=True)) and (
            answers is None or _conforms(answers, result)
        )

    return Type("function", belongs, result=result)


def _conforms(given: Type, wanted: Type | None) -> bool:
    """Whether every value of one type is of another, as far as their names tell."""
    return wanted is None or wanted is ANY or given is wanted or given.name == wanted.name


def fit(value: Value, type: Type | None) -> Value:
    """A value as a type wants it: a single value becomes a list or comes out of one, a date its midnight.

    Raises Refused when it does not fit.
    """
    if value is None or type is None or type is ANY or type.accepts(value):
        return value
    if isinstance(value, list) and len(value) == 1 and not type.is_list and type.accepts(value[0]):
        return value[0]
    if type.item is not None and not isinstance(value, list) and type.accepts([value]):
        return [value]
    if isinstance(value, Date) and type is BASIC["date and time"]:
        return DateTime(value, Time(0, 0, 0, 0, 0))
    raise Refused(f"{kind(value)} is not {type.name}")

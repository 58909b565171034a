"""What expressions compute with.

A value is Decimal, str, bool, None, a temporal (feel.temporal), list, dict (a context), Range or a function.
Other Python values enter through `from_python` and leave through `to_python`.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal, DecimalException, DivisionByZero, InvalidOperation, Overflow
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from feel.errors import FeelError, LimitError
from feel.limits import Run
from feel.temporal import NANOS, Date, DateTime, DaysTimeDuration, Time, YearsMonthsDuration

Value = Any
NUMBERS = Context(
    prec=34, rounding=ROUND_HALF_EVEN, Emin=-6143, Emax=6144, traps=[InvalidOperation, DivisionByZero, Overflow]
)
DEEPEST = 60
MOST_PARTS = 250_000


class Function(Protocol):
    """Anything that an expression can call."""

    @property
    def parameters(self) -> tuple[str, ...]: ...

    def call(self, run: Run, arguments: list[Value], names: tuple[str, ...] | None) -> Value:
        """The function's value; `names` are the parameters' names, or None for arguments in order."""


@dataclass(frozen=True, slots=True)
class Range:
    """The values between two ends; None is an end that is not there.

    `comparison` is the operator when it was written as one (`> 5`), which makes it another value than `(5..null)`.
    """

    low: Value
    high: Value
    low_included: bool
    high_included: bool
    comparison: str | None = None


def kind(value: Value) -> str:
    """The FEEL type's name, for messages and instance of."""
    if isinstance(value, bool):
        return "boolean"
    for types, name in KINDS:
        if isinstance(value, types):
            return name
    return "function" if hasattr(value, "call") else type(value).__name__


KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (type(None), "null"),
    (Decimal, "number"),
    (str, "string"),
    (list, "list"),
    (dict, "context"),
    (Date, "date"),
    (DateTime, "date and time"),
    (Time, "time"),
    (DaysTimeDuration, "days and time duration"),
    (YearsMonthsDuration, "years and months duration"),
    (Range, "range"),
)
OWN = (Decimal, Date, DateTime, Time, DaysTimeDuration, YearsMonthsDuration, Range)


def from_python(value: object) -> Value:
    """A Python value as a FEEL value. Raises FeelError for kinds FEEL lacks, LimitError when it is too deep."""
    return _Intake().read(value, 0)


class _Intake:
    """One conversion, which counts its parts so that shared or endless structures end cleanly."""

    def __init__(self) -> None:
        self.parts = 0

    def read(self, value: object, depth: int) -> Value:
        if value is None or isinstance(value, (bool, str, *OWN)):
            return value if not isinstance(value, Decimal) or value.is_finite() else None
        if isinstance(value, int):
            return _number(value)
        if isinstance(value, float):
            return _number(repr(value)) if math.isfinite(value) else None
        return self.compound(value, depth)

    def compound(self, value: object, depth: int) -> Value:
        self.parts += 1
        if depth > DEEPEST or self.parts > MOST_PARTS:
            raise LimitError("depth", limit=DEEPEST)
        if isinstance(value, Mapping):
            return {str(key): self.read(item, depth + 1) for key, item in value.items()}
        if isinstance(value, (list, tuple, set, frozenset)):
            items = value if isinstance(value, (list, tuple)) else sorted(value, key=repr)
            return [self.read(item, depth + 1) for item in items]
        return _temporal(value)


def _number(value: int | str) -> Decimal:
    """A number with 34 digits. Raises FeelError beyond 10 to the power 6144."""
    try:
        return NUMBERS.create_decimal(value)
    except DecimalException:
        raise FeelError("value", found="a number that large") from None


def _temporal(value: object) -> Value:
    if isinstance(value, dt.datetime):
        offset, zone = _offset_and_zone(value)
        clock = Time(value.hour, value.minute, value.second, value.microsecond * 1000, offset, zone)
        return DateTime(Date(value.year, value.month, value.day), clock)
    if isinstance(value, dt.date):
        return Date(value.year, value.month, value.day)
    if isinstance(value, dt.time):
        offset, zone = _offset_and_zone(value)
        return Time(value.hour, value.minute, value.second, value.microsecond * 1000, offset, zone)
    if isinstance(value, dt.timedelta):
        return DaysTimeDuration.of_seconds(value.days * 86_400 + value.seconds, value.microseconds * 1000)
    if hasattr(value, "call"):
        return value
    raise FeelError("value", found=type(value).__name__)


def _offset_and_zone(value: dt.datetime | dt.time) -> tuple[int | None, str | None]:
    if isinstance(value.tzinfo, ZoneInfo) and value.tzinfo.key != "UTC":
        return None, value.tzinfo.key
    offset = value.utcoffset()
    return (None if offset is None else int(offset.total_seconds())), None


def to_python(value: Value) -> Any:
    """A FEEL value as Decimal, str, bool, None, date, datetime, time, timedelta, list or dict.

    Years outside 1 to 9999, years-months durations, ranges and functions have no Python type and stay as they are.
    Raises LimitError for a value of more than 250,000 parts (lists that share their items can be that large).
    """
    return _Output().write(value)


class _Output:
    """One conversion back, counted for the same reason."""

    def __init__(self) -> None:
        self.parts = 0

    def write(self, value: Value) -> Any:
        if isinstance(value, (list, dict)):
            self.parts += 1
            if self.parts > MOST_PARTS:
                raise LimitError("list", limit=MOST_PARTS)
            if isinstance(value, dict):
                return {key: self.write(item) for key, item in value.items()}
            self.parts += len(value)
            return [self.write(item) for item in value]
        return _temporal_to_python(value)


def _temporal_to_python(value: Value) -> Any:
    if isinstance(value, DaysTimeDuration):
        return _timedelta(value)
    if isinstance(value, Time):
        return dt.time(value.hour, value.minute, value.second, value.nano // 1000, _tzinfo(value))
    if isinstance(value, Date):
        return dt.date(value.year, value.month, value.day) if 1 <= value.year <= 9999 else value
    if isinstance(value, DateTime) and 1 <= value.date.year <= 9999:
        return dt.datetime.combine(_temporal_to_python(value.date), _temporal_to_python(value.time))
    return value


def _timedelta(value: DaysTimeDuration) -> dt.timedelta | DaysTimeDuration:
    try:
        return dt.timedelta(seconds=value.nanos // NANOS, microseconds=value.nanos % NANOS // 1000)
    except OverflowError:
        return value


def _tzinfo(value: Time) -> dt.tzinfo | None:
    if value.zone is not None:
        return ZoneInfo(value.zone)
    return None if value.offset is None else dt.timezone(dt.timedelta(seconds=value.offset))

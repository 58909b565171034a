"""FEEL values as JSON and back, without losing their kind: a stored local is the same value after a restart."""

from collections.abc import Mapping
from decimal import Decimal

import feel
from engine.kernel.expression import Failure
from feel.temporal import Date, DateTime, DaysTimeDuration, Time, YearsMonthsDuration
from feel.temporal_text import literal
from feel.values import Range, from_python

TEMPORAL = (Date, DateTime, DaysTimeDuration, Time, YearsMonthsDuration)


def own(value: object) -> object:
    """A value from outside as a FEEL value. Raises Failure for things that no expression knows."""
    try:
        taken: object = from_python(value)
    except feel.FeelError as error:
        raise Failure("value", type(value).__name__) from error
    to_plain(taken)  # a function is a FEEL value too, but no marking can hold it
    return taken


def to_plain(value: object) -> object:
    """JSON for one value: whole numbers stand for themselves, other kinds are marked."""
    if value is None or isinstance(value, bool | str | int):
        return value
    if isinstance(value, Decimal):
        whole = (
            value == value.to_integral_value()
            and abs(value) < 10**15
            and value.as_tuple().exponent == 0
            and not (value == 0 and value.is_signed())
        )
        return int(value) if whole else {"n": str(value)}
    if isinstance(value, list | tuple):
        return [to_plain(part) for part in value]
    if isinstance(value, Mapping):
        return {"c": {str(key): to_plain(part) for key, part in value.items()}}
    if isinstance(value, TEMPORAL):
        return {"t": str(value)}
    if isinstance(value, Range):
        return {
            "r": [to_plain(value.low), to_plain(value.high), value.low_included, value.high_included, value.comparison]
        }
    raise Failure("value", type(value).__name__)


def from_plain(value: object) -> object:
    """The value behind its JSON. Numbers become Decimals, as FEEL has them."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, list):
        return [from_plain(part) for part in value]
    assert isinstance(value, dict)
    (mark, inner), *_ = value.items()
    if mark == "n":
        return Decimal(inner)
    if mark == "t":
        return literal(inner)
    if mark == "r":
        return Range(from_plain(inner[0]), from_plain(inner[1]), *inner[2:])
    return {key: from_plain(part) for key, part in inner.items()}

"""From a computed value to the answer it is, and from an answer to the fact a process decides on."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal

import feel
from forms.model import UNKNOWN, Field
from forms.parse import AMSTERDAM, plain

# answer type -> the declared types of a fact it can set
SETS = {
    "text": {"text", "code", "reference"},
    "enum": {"enum", "code", "text", "reference"},
    "set": {"set"},
    "boolean": {"boolean"},
    "scale": {"integer"},
    "money": {"money"},
    "date": {"date"},
    "dateTime": {"dateTime"},
    "list": {"lines"},
}


def gives(field: Field) -> frozenset[str]:
    """The types of fact that an answer to this field can set."""
    if field.type == "number":
        return frozenset({"number"} if field.rules.decimals else {"integer"})
    if field.type == "computed":
        return frozenset({field.result or "a result without type"})
    return frozenset(SETS.get(field.type, ()))


def fact_value(field: Field, kept: object) -> object:
    """The fact in its JSON form: true/false, sorted codes, decimals as text, whole numbers, ISO dates, moments in UTC
    with Z.

    None, "the person does not know", for a yes-no question or a scale answered with "unknown".
    """
    if kept is None or (kept == UNKNOWN and field.type in {"boolean", "scale"}):
        return None
    kind = field.result or field.type
    if kind == "set" and isinstance(kept, list):
        return sorted(str(one) for one in kept)
    if kind == "dateTime":
        return utc(datetime.fromisoformat(str(kept)))
    return kept


def utc(moment: datetime) -> str:
    """The moment as "2026-12-31T13:30:00Z"."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def kept_result(field: Field, value: object) -> object:
    """What a computed field keeps of a FEEL value: its JSON form by the declared type. None when it is of another
    type.
    """
    make = RESULTS.get(field.result)
    return None if value is None else make(value) if make else written(value)


def _boolean(value: object) -> object:
    return value if isinstance(value, bool) else None


def _integer(value: object) -> object:
    number = _number(value)
    return int(number) if number is not None and number == number.to_integral_value() else None


def _number(value: object) -> Decimal | None:
    return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def _decimal(value: object) -> object:
    number = _number(value)
    return None if number is None else plain(number)


def _money(value: object) -> object:
    number = _number(value)
    return None if number is None else plain(number.quantize(Decimal("0.01")))


def _codes(value: object) -> object:
    return list(dict.fromkeys(str(one) for one in value)) if isinstance(value, list) else None


def _date(value: object) -> object:
    return written(value) if isinstance(value, feel.Date) else None


def _moment(value: object) -> object:
    return written(value) if isinstance(value, feel.DateTime) else None


def _duration(value: object) -> object:
    return str(value) if isinstance(value, feel.DaysTimeDuration | feel.YearsMonthsDuration) else None


def _text(value: object) -> object:
    return value if isinstance(value, str) else None


RESULTS: dict[str, Callable[[object], object]] = {
    "boolean": _boolean,
    "integer": _integer,
    "number": _decimal,
    "money": _money,
    "set": _codes,
    "date": _date,
    "dateTime": _moment,
    "duration": _duration,
    "text": _text,
    "code": _text,
    "enum": _text,
    "reference": _text,
}


def written(value: object) -> object:
    """A FEEL value as an answer has it: dates, times, moments and durations in ISO, a moment without offset in Dutch
    time. None for what has no such form.
    """
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else plain(value)
    if isinstance(value, list):
        return [written(one) for one in value]
    python = feel.to_python(value)
    if isinstance(python, datetime):
        return (python if python.tzinfo else python.replace(tzinfo=AMSTERDAM)).isoformat(timespec="seconds")
    if isinstance(python, date):
        return python.isoformat()
    if isinstance(python, time):
        return python.strftime("%H:%M")
    return _duration(value)

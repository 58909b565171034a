"""From a kept answer to the fact a process decides on."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from forms.model import UNKNOWN, Field
from forms.parse import plain

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
    if value is None:
        return None
    make = {
        "boolean": _boolean,
        "integer": _integer,
        "number": _decimal,
        "money": _money,
        "set": _codes,
    }.get(field.result, _written)
    return make(value)


def _boolean(value: object) -> object:
    return value if isinstance(value, bool) else None


def _integer(value: object) -> object:
    whole = isinstance(value, int | Decimal) and not isinstance(value, bool) and value == int(value)
    return int(value) if whole else None  # type: ignore[call-overload]  # `whole` says that it is a number


def _decimal(value: object) -> object:
    return plain(Decimal(value)) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def _money(value: object) -> object:
    return (
        plain(Decimal(value).quantize(Decimal("0.01")))
        if isinstance(value, int | Decimal) and value is not True
        else None
    )


def _codes(value: object) -> object:
    return list(dict.fromkeys(str(one) for one in value)) if isinstance(value, list | tuple) else None


def _written(value: object) -> object:
    """Texts as they are; dates, moments and durations in ISO; numbers and lists of an untyped result as JSON has
    them.
    """
    if isinstance(value, bool | str | int):
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else plain(value)
    if isinstance(value, list | tuple):
        return [_written(one) for one in value]
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return str(value)

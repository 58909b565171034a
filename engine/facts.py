"""A fact has three faces: JSON in the store and the API, a FEEL value in expressions, and its declared type. Pure.

JSON forms: boolean; enum, code, text, reference as string; set as sorted list; integer as number; number and money as
decimal string; date `2027-03-01`; dateTime `2027-03-01T09:00:00Z`; duration as ISO text; lines as a list of objects.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import feel
from engine.vocabulary import FactDeclaration
from feel import temporal_text

MOST_LINES = 50  # as many as a form's list has
MOST_DIGITS = (
    30  # before or after the point; "1e99999" is six characters that would be written out as a hundred thousand
)


class WrongFact(ValueError):
    """The value does not fit the declared type of the fact."""


def to_json(declaration: FactDeclaration, value: object) -> object:
    """The JSON form of a FEEL or JSON value; None stays None. Raises WrongFact."""
    if value is None:
        return None
    plain = feel.to_python(value)
    if declaration.type == "lines":
        return _lines(declaration, plain)
    try:
        result = _CONVERT[declaration.type](plain)
    except (ValueError, TypeError, ArithmeticError) as error:
        raise WrongFact(f"{declaration.name} must be of type {declaration.type}.") from error
    unknown = _codes(result) - set(declaration.values) if declaration.values else set()
    if unknown:
        raise WrongFact(f"{declaration.name} does not know {', '.join(sorted(unknown))}.")
    return result


def to_feel(declaration: FactDeclaration, value: object) -> object:
    """What expressions see for a JSON value."""
    if value is None:
        return None
    match declaration.type:
        case "number" | "money" | "integer":
            return Decimal(str(value))
        case "date":
            return date.fromisoformat(str(value))
        case "dateTime":
            return _moment(str(value))
        case "duration":
            return temporal_text.duration(str(value))
        case "lines":
            rows = value if isinstance(value, list) else []
            return [{key: to_feel(column, row.get(key)) for key, column in _columns(declaration)} for row in rows]
        case _:
            return value


def _lines(declaration: FactDeclaration, rows: object) -> list[dict[str, object]]:
    """Each line with the declared columns and no other. Raises WrongFact."""
    if not isinstance(rows, list) or len(rows) > MOST_LINES or not all(isinstance(row, Mapping) for row in rows):
        raise WrongFact(f"{declaration.name} must be a list of at most {MOST_LINES} lines.")
    return [{key: to_json(column, row.get(key)) for key, column in _columns(declaration)} for row in rows]


def _columns(declaration: FactDeclaration) -> list[tuple[str, FactDeclaration]]:
    """Every column as a small fact of its own."""
    return [
        (key, FactDeclaration(f"{declaration.name}.{key}", type_, declaration.zone))
        for key, type_ in declaration.columns.items()
    ]


def dumps(value: object) -> str:
    """Canonical JSON text."""
    return _canonical(value)


def plain(value: object) -> object:
    """A FEEL value as JSON material, for payloads and locals that have no declared type."""
    return json.loads(dumps(feel.to_python(value)))


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value)
    if isinstance(value, datetime):
        return _stamp(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return _iso_duration(value)
    return str(value)


# Made once: json.dumps makes one anew for every text that is not of its own form.
_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain).encode


def _codes(value: object) -> set[str]:
    return set(value) if isinstance(value, list) else {str(value)}


def _boolean(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError(value)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return str(value)
    raise ValueError(value)


def _set(value: object) -> list[str]:
    items: Iterable[object] = [value] if isinstance(value, str) else value  # type: ignore[assignment] # what is no list raises TypeError, which to_json turns into WrongFact
    return sorted({_text(item) for item in items})


def _integer(value: object) -> int:
    number = Decimal(_number(value))
    if number != number.to_integral_value():
        raise ValueError(value)
    return int(number)


def _number(value: object) -> str:
    number = Decimal(_text(value))
    if not number.is_finite() or abs(number.adjusted()) > MOST_DIGITS:
        raise ValueError(value)
    return format(number.normalize() if number == number.to_integral_value() else number, "f")


def _money(value: object) -> str:
    return format(Decimal(_number(value)).quantize(Decimal("0.01")), "f")


def _date(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else date.fromisoformat(_text(value)).isoformat()


def _date_time(value: object) -> str:
    return _stamp(value if isinstance(value, datetime) else _moment(_text(value)))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _stamp(moment: datetime) -> str:
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _duration(value: object) -> str:
    if isinstance(value, timedelta):
        return _iso_duration(value)
    text = str(value)
    if not re.fullmatch(r"-?P(?!$)[0-9YMWDTHS.]+", text):
        raise ValueError(value)
    return text


def _iso_duration(value: timedelta) -> str:
    seconds = int(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    days, rest = divmod(seconds, 86400)
    if not rest:
        return f"{sign}P{days}D"
    hours, rest = divmod(rest, 3600)
    minutes, left = divmod(rest, 60)
    clock = "".join(f"{amount}{unit}" for amount, unit in ((hours, "H"), (minutes, "M"), (left, "S")) if amount)
    return f"{sign}P{f'{days}D' if days else ''}T{clock}"


_CONVERT = {
    "boolean": _boolean,
    "enum": _text,
    "code": _text,
    "text": _text,
    "reference": _text,
    "set": _set,
    "integer": _integer,
    "number": _number,
    "money": _money,
    "date": _date,
    "dateTime": _date_time,
    "duration": _duration,
}

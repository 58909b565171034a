"""`value.name`: entries of contexts, and the parts of dates, times, durations and ranges."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from feel.errors import Refused
from feel.limits import Run
from feel.temporal import Date, DateTime, DaysTimeDuration, Time, YearsMonthsDuration
from feel.values import Range, Value, kind


def _offset(value: Time | DateTime) -> DaysTimeDuration | None:
    offset = value.utc_offset
    return None if offset is None else DaysTimeDuration.of_seconds(offset)


DAY_PARTS: dict[str, Callable[[Date], int]] = {
    "year": lambda day: day.year,
    "month": lambda day: day.month,
    "day": lambda day: day.day,
    "weekday": lambda day: day.weekday,
}
CLOCK_PARTS: dict[str, Callable[[Time], int]] = {
    "hour": lambda time: time.hour,
    "minute": lambda time: time.minute,
    "second": lambda time: time.second,
}
PARTS: dict[type, dict[str, Callable[[Value], Value]]] = {
    Date: dict(DAY_PARTS),
    Time: {**CLOCK_PARTS, "time offset": _offset, "timezone": lambda time: time.zone},
    DateTime: {name: (lambda moment, part=part: part(moment.date)) for name, part in DAY_PARTS.items()}
    | {name: (lambda moment, part=part: part(moment.time)) for name, part in CLOCK_PARTS.items()}
    | {"time offset": _offset, "timezone": lambda moment: moment.time.zone},
    YearsMonthsDuration: {"years": lambda duration: duration.years, "months": lambda duration: duration.months},
    DaysTimeDuration: {
        "days": lambda duration: duration.days,
        "hours": lambda duration: duration.hours,
        "minutes": lambda duration: duration.minutes,
        "seconds": lambda duration: duration.seconds,
    },
    Range: {
        "start": lambda area: area.low,
        "end": lambda area: area.high,
        "start included": lambda area: area.low_included,
        "end included": lambda area: area.high_included,
    },
}


def member(value: Value, name: str, run: Run) -> Value:
    """The part of a value with that name; of a list, the part of each item. Raises Refused when there is none."""
    if isinstance(value, dict):
        if name in value:
            return value[name]
        raise Refused(f"the context has no '{name}'")
    if isinstance(value, list):
        run.items(len(value))
        run.spend(len(value))
        return [_of_item(item, name, run) for item in value]
    part = PARTS.get(type(value), {}).get(name)
    if part is None:
        raise Refused(f"{kind(value)} has no '{name}'")
    found = part(value)
    return Decimal(found) if isinstance(found, int) and not isinstance(found, bool) else found


def descendants(value: Value, name: str, run: Run) -> list[Value]:
    """The entries of that name in all contexts at every depth, in the order in which they are written."""
    found: list[Value] = []
    open_values = [value]
    while open_values:
        inner = open_values.pop()
        run.spend(1)
        if isinstance(inner, dict):
            open_values += [_Found(part) if key == name else part for key, part in reversed(inner.items())]
        elif isinstance(inner, list):
            open_values += reversed(inner)
        elif isinstance(inner, _Found):
            found.append(inner.value)
            open_values.append(inner.value)
    return found


class _Found:
    """A value to be listed when its turn comes."""

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        self.value = value


def _of_item(item: Value, name: str, run: Run) -> Value:
    try:
        return member(item, name, run)
    except Refused as reason:
        run.warn(str(reason))
        return None

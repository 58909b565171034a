"""number() and the functions that make dates, times and durations."""

from __future__ import annotations

import re
from decimal import Decimal

from feel import temporal_text as read
from feel.builtins.registry import builtin
from feel.errors import Refused
from feel.limits import Run
from feel.temporal import Date, DateTime, DaysTimeDuration, Time, YearsMonthsDuration
from feel.values import NUMBERS, Value

NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,6})?")


@builtin("number", "from: any")
def number(run: Run, value: Value) -> Decimal:
    """A number from its plain notation."""
    if isinstance(value, Decimal):
        return value
    return _number(value)


@builtin("number", "from: string, grouping separator: string|null, decimal separator: string|null")
def number_with_separators(run: Run, value: str, grouping: str | None, decimal: str | None) -> Decimal:
    """A number written with a grouping separator (blank, comma, point or null) and a decimal one."""
    if grouping not in (" ", ",", ".", None) or decimal not in (",", ".", None) or grouping == (decimal or "."):
        raise Refused("the separators are not usable")
    plain = value.replace(grouping, "") if grouping else value
    if decimal == ",":
        plain = plain.replace(".", "x").replace(",", ".")
    return _number(plain)


def _number(value: Value) -> Decimal:
    if not isinstance(value, str) or len(value) > 1000 or not NUMBER.fullmatch(value.strip()):
        raise Refused("this is not a number")
    return NUMBERS.create_decimal(value.strip())


@builtin("date", "from: any")
def date(run: Run, value: Value) -> Date:
    """From text, or the day of a moment."""
    if isinstance(value, (Date, DateTime)):
        return value if isinstance(value, Date) else value.date
    return read.date(_text(value))


@builtin("date", "year: number, month: number, day: number")
def date_of_parts(run: Run, year: Decimal, month: Decimal, day: Decimal) -> Date:
    """From its year, month and day."""
    return Date.of(*_whole(year, month, day))


@builtin("time", "from: any")
def time(run: Run, value: Value) -> Time:
    """From text, or the time of a moment; a date's is midnight UTC."""
    if isinstance(value, DateTime):
        return value.time
    if isinstance(value, Date):
        return Time(0, 0, 0, 0, 0)
    return value if isinstance(value, Time) else read.time(_text(value))


@builtin("time", "hour: number, minute: number, second: number, offset: days duration|null?")
def time_of_parts(run: Run, hour: Decimal, minute: Decimal, second: Decimal, offset: DaysTimeDuration | None) -> Time:
    """From its hour, minute, second (with fraction) and offset."""
    hours, minutes = _whole(hour, minute)
    if not (0 <= hours < 24 and 0 <= minutes < 60 and 0 <= second < 60):
        raise Refused("this is not a time of day")
    seconds = int(second)
    shift = None if offset is None else offset.nanos // 1_000_000_000
    if shift is not None and abs(shift) > read.LARGEST_OFFSET:
        raise Refused("the offset is impossible")
    return Time(hours, minutes, seconds, int((second - seconds) * 1_000_000_000), shift)


@builtin("date and time", "from: any")
def date_and_time(run: Run, value: Value) -> DateTime:
    """From text; a date's midnight in UTC."""
    if isinstance(value, DateTime):
        return value
    return DateTime(value, Time(0, 0, 0, 0, 0)) if isinstance(value, Date) else read.date_time(_text(value))


@builtin("date and time", "date: moment, time: time")
def date_and_time_of_parts(run: Run, date: Date | DateTime, time: Time) -> DateTime:
    """A day, and a time of day with its offset or zone."""
    return DateTime(date.date if isinstance(date, DateTime) else date, time)


@builtin("duration", "from: any")
def duration(run: Run, value: Value) -> YearsMonthsDuration | DaysTimeDuration:
    """From text such as P1Y2M or P3DT4H."""
    if isinstance(value, (YearsMonthsDuration, DaysTimeDuration)):
        return value
    return read.duration(_text(value))


@builtin("years and months duration", "from: moment, to: moment")
def years_and_months_duration(run: Run, start: Date | DateTime, end: Date | DateTime) -> YearsMonthsDuration:
    """The whole months from one day to another."""
    first, last = (value.date if isinstance(value, DateTime) else value for value in (start, end))
    months = (last.year - first.year) * 12 + last.month - first.month
    if months > 0 and last.day < first.day:
        months -= 1
    elif months < 0 and last.day > first.day:
        months += 1
    return YearsMonthsDuration(months)


def _text(value: Value) -> str:
    if not isinstance(value, str):
        raise Refused("a text is needed")
    return value


def _whole(*numbers: Decimal) -> list[int]:
    """Whole numbers of a usable size."""
    if any(abs(number) > 10**12 or number != int(number) for number in numbers):
        raise Refused("whole numbers are needed")
    return [int(number) for number in numbers]

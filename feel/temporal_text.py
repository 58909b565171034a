"""Dates, times and durations from text, strictly as XML Schema and FEEL write them. Each raises Refused."""

from __future__ import annotations

import re
from decimal import Decimal

from feel.errors import Refused
from feel.temporal import DAY, NANOS, Date, DateTime, DaysTimeDuration, Time, YearsMonthsDuration, zone_info

Temporal = Date | Time | DateTime | DaysTimeDuration | YearsMonthsDuration

DATE = re.compile(r"(-?(?:[1-9][0-9]{3,8}|0[0-9]{3}))-([0-9]{2})-([0-9]{2})")
TIME = re.compile(
    r"([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?"
    r"(?:([Zz])|([+-])([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?|@([A-Za-z0-9_+\-]{1,40}(?:/[A-Za-z0-9_+\-]{1,40}){0,3}))?"
)
MONTHS = re.compile(r"(-)?P(?:([0-9]{1,20})Y)?(?:([0-9]{1,20})M)?")
SECONDS = re.compile(
    r"(-)?P(?:([0-9]{1,20})D)?(T(?:([0-9]{1,20})H)?(?:([0-9]{1,20})M)?(?:([0-9]{1,20})(?:\.([0-9]*))?S)?)?"
)
LARGEST_OFFSET = 18 * 3600
LONGEST_TEXT = 100


def date(text: str) -> Date:
    """`YYYY-MM-DD`, with more digits and a minus sign where the year needs them."""
    match = _match(DATE, text, "a date")
    return Date.of(int(match[1]), int(match[2]), int(match[3]))


def time(text: str) -> Time:
    """`HH:MM:SS`, a fraction, and `Z` (the standard itself also writes `z`), `+HH:MM` or `@Region/City`; 24:00:00 is midnight."""
    match = _match(TIME, f"00{text[2:]}" if text.startswith("24:00:00") else text, "a time")
    hour, minute, second = int(match[1]), int(match[2]), int(match[3])
    nano = int((match[4] or "")[:9].ljust(9, "0"))
    if hour > 23 or minute > 59 or second > 59 or (nano and text.startswith("24")):
        raise Refused(f'"{text}" is not a time of day')
    return Time(hour, minute, second, nano, _offset(match, text), _zone(match[10]))


def _offset(match: re.Match[str], text: str) -> int | None:
    if match[5]:
        return 0
    if not match[6]:
        return None
    seconds = int(match[7]) * 3600 + int(match[8]) * 60 + int(match[9] or 0)
    if seconds > LARGEST_OFFSET or int(match[8]) > 59 or int(match[9] or 0) > 59:
        raise Refused(f'"{text}" has an impossible offset')
    return -seconds if match[6] == "-" else seconds


def _zone(name: str | None) -> str | None:
    if name is None:
        return None
    if zone_info(name) is None:
        raise Refused(f"there is no time zone {name}")
    return name


def date_time(text: str) -> DateTime:
    """A date, `T` and a time; a date alone is its midnight. 24:00:00 is the midnight that follows."""
    day, separator, clock = text.partition("T")
    if not separator:
        return DateTime(date(day), Time(0, 0, 0))
    moment = DateTime(date(day), time(clock))
    if not clock.startswith("24"):
        return moment
    return DateTime(Date.of_number(moment.date.number + 1), moment.time)


def years_months(text: str) -> YearsMonthsDuration:
    """`P1Y2M`, `-P3M`."""
    match = _match(MONTHS, text, "a years and months duration")
    if match[2] is None and match[3] is None:
        raise Refused(f'"{text}" is not a years and months duration')
    months = int(match[2] or 0) * 12 + int(match[3] or 0)
    return YearsMonthsDuration(-months if match[1] else months)


def days_time(text: str) -> DaysTimeDuration:
    """`P1DT2H3M4.5S`, `-PT8H`."""
    match = _match(SECONDS, text, "a days and time duration")
    if all(match[part] is None for part in (2, 4, 5, 6)) or (match[3] == "T"):
        raise Refused(f'"{text}" is not a days and time duration')
    seconds = int(match[2] or 0) * DAY + int(match[4] or 0) * 3600 + int(match[5] or 0) * 60 + int(match[6] or 0)
    nanos = seconds * NANOS + int(Decimal("0." + (match[7] or "0")) * NANOS)
    return DaysTimeDuration(-nanos if match[1] else nanos)


def duration(text: str) -> YearsMonthsDuration | DaysTimeDuration:
    """Either kind of duration; never both in one."""
    try:
        return years_months(text)
    except Refused:
        return days_time(text)


def literal(text: str) -> Temporal:
    """What stands behind `@`: a date, date and time, time or duration."""
    for read in (date, date_time, time, years_months, days_time):
        try:
            return read(text)
        except Refused:
            continue
    raise Refused(f'"{text}" is not a date, time or duration')


def _match(pattern: re.Pattern[str], text: str, what: str) -> re.Match[str]:
    match = pattern.fullmatch(text) if len(text) <= LONGEST_TEXT else None
    if match is None:
        raise Refused(f'"{text[:LONGEST_TEXT]}" is not {what}')
    return match

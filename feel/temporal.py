"""Dates, times and durations as FEEL has them.

Python's own types stop at year 9999, at microseconds, and have no months as a duration. FEEL's years reach
999,999,999 in both directions; fractions of a second are kept to the nanosecond. All values are immutable.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from feel.errors import Refused

NANOS = 1_000_000_000
DAY = 86_400
LAST_YEAR = 999_999_999
MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def leap(year: int) -> bool:
    """Whether the year has a 29th of February (proleptic Gregorian)."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """28 to 31."""
    return 29 if month == 2 and leap(year) else MONTH_DAYS[month - 1]


def day_number(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01, negative before it. March counts as the first month, so that the leap day is last."""
    year -= month <= 2
    era = year // 400
    year_of_era = year - era * 400
    day_of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146_097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - 719_468


def from_day_number(days: int) -> tuple[int, int, int]:
    """The (year, month, day) of a day number: the inverse of `day_number`."""
    days += 719_468
    era = days // 146_097
    day_of_era = days - era * 146_097
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    month = shifted + (3 if shifted < 10 else -9)
    return year_of_era + era * 400 + (month <= 2), month, day_of_year - (153 * shifted + 2) // 5 + 1


@lru_cache(maxsize=256)
def zone_info(name: str) -> ZoneInfo | None:
    """The time zone of that IANA name, or None."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


@dataclass(frozen=True, slots=True)
class YearsMonthsDuration:
    """A number of months, negative for a duration backwards."""

    total: int

    @property
    def years(self) -> int:
        return _toward_zero(self.total, 12)

    @property
    def months(self) -> int:
        return self.total - 12 * self.years

    def __str__(self) -> str:
        years, months = divmod(abs(self.total), 12)
        parts = (f"{years}Y" if years else "") + (f"{months}M" if months or not years else "")
        return ("-" if self.total < 0 else "") + "P" + parts


@dataclass(frozen=True, slots=True)
class DaysTimeDuration:
    """A number of nanoseconds, negative for a duration backwards."""

    nanos: int

    @classmethod
    def of_seconds(cls, seconds: int, nanos: int = 0) -> DaysTimeDuration:
        return cls(seconds * NANOS + nanos)

    @property
    def days(self) -> int:
        return _toward_zero(self.nanos, DAY * NANOS)

    @property
    def hours(self) -> int:
        return _rest(self.nanos, DAY * NANOS, 3600 * NANOS)

    @property
    def minutes(self) -> int:
        return _rest(self.nanos, 3600 * NANOS, 60 * NANOS)

    @property
    def seconds(self) -> int:
        return _rest(self.nanos, 60 * NANOS, NANOS)

    def __str__(self) -> str:
        seconds, nanos = divmod(abs(self.nanos), NANOS)
        days, seconds = divmod(seconds, DAY)
        hours, seconds = divmod(seconds, 3600)
        minutes, seconds = divmod(seconds, 60)
        clock = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
        clock += f"{seconds}{_fraction(nanos)}S" if seconds or nanos or not (days or clock) else ""
        return ("-" if self.nanos < 0 else "") + "P" + (f"{days}D" if days else "") + (f"T{clock}" if clock else "")


def _toward_zero(amount: int, unit: int) -> int:
    return amount // unit if amount >= 0 else -(-amount // unit)


def _rest(amount: int, modulus: int, unit: int) -> int:
    """The whole units in what is left of an amount after the larger units; the sign is the amount's."""
    rest = abs(amount) % modulus // unit
    return rest if amount >= 0 else -rest


@dataclass(frozen=True, slots=True)
class Date:
    """A day of the calendar, without a time or a zone."""

    year: int
    month: int
    day: int

    @classmethod
    def of(cls, year: int, month: int, day: int) -> Date:
        """Raises Refused when there is no such day."""
        if not (abs(year) <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)):
            raise Refused(f"{year}-{month}-{day} is not a day of the calendar")
        return cls(year, month, day)

    @classmethod
    def of_number(cls, number: int) -> Date:
        """The day that many days after 1970-01-01; raises Refused outside FEEL's years."""
        year, month, day = from_day_number(number)
        if abs(year) > LAST_YEAR:
            raise Refused("the date lies outside the calendar")
        return cls(year, month, day)

    @property
    def number(self) -> int:
        """Days since 1970-01-01."""
        return day_number(self.year, self.month, self.day)

    @property
    def weekday(self) -> int:
        """1 for Monday to 7 for Sunday."""
        return (self.number + 3) % 7 + 1

    def plus_months(self, months: int) -> Date:
        """The same day that many months later, or the last day of a shorter month."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        if abs(year) > LAST_YEAR:
            raise Refused("the date lies outside the calendar")
        return Date(year, month + 1, min(self.day, days_in_month(year, month + 1)))

    def __str__(self) -> str:
        return f"{'-' if self.year < 0 else ''}{abs(self.year):04d}-{self.month:02d}-{self.day:02d}"


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day. `offset` is in seconds east of UTC; `zone` an IANA name; both None for local time."""

    hour: int
    minute: int
    second: int
    nano: int = 0
    offset: int | None = None
    zone: str | None = None

    @classmethod
    def of_seconds(cls, seconds: int, nano: int = 0, offset: int | None = None, zone: str | None = None) -> Time:
        """From seconds since midnight, 0 to 86,399."""
        return cls(seconds // 3600, seconds // 60 % 60, seconds % 60, nano, offset, zone)

    @property
    def seconds(self) -> int:
        """Whole seconds since midnight on its own clock."""
        return self.hour * 3600 + self.minute * 60 + self.second

    @property
    def nanos(self) -> int:
        """Nanoseconds since midnight on its own clock."""
        return self.seconds * NANOS + self.nano

    @property
    def utc_offset(self) -> int | None:
        """Seconds east of UTC; a region's offset is the one it had on 1970-01-01, since a time has no day."""
        return self.offset if self.zone is None else zone_offset(self.zone, Date(1970, 1, 1), self.seconds)

    @property
    def is_local(self) -> bool:
        return self.offset is None and self.zone is None

    def __str__(self) -> str:
        clock = f"{self.hour:02d}:{self.minute:02d}:{self.second:02d}"
        return clock + _fraction(self.nano) + _zone(self.offset, self.zone)


def zone_offset(zone: str, day: Date, seconds: int) -> int:
    """Seconds east of UTC of a region at that local day and second. Years that Python
    lacks use the year at the same place in the 400-year cycle.
    """
    year = day.year if 2 <= day.year <= 9998 else 2000 + day.year % 400
    info = zone_info(zone)
    if info is None:
        raise Refused(f"there is no time zone {zone}")
    moment = dt.datetime(year, day.month, day.day, seconds // 3600, seconds // 60 % 60, seconds % 60, tzinfo=info)
    offset = moment.utcoffset()
    return int(offset.total_seconds()) if offset else 0


@dataclass(frozen=True, slots=True)
class DateTime:
    """A moment: a day and a time of day. Without offset or zone it is local and compares only with local moments."""

    date: Date
    time: Time

    @property
    def utc_offset(self) -> int | None:
        """Seconds east of UTC at this moment, or None for local time."""
        return zone_offset(self.time.zone, self.date, self.time.seconds) if self.time.zone else self.time.offset

    @property
    def local_nanos(self) -> int:
        """Nanoseconds since 1970-01-01T00:00:00 on its own clock."""
        return self.date.number * DAY * NANOS + self.time.nanos

    @property
    def nanos(self) -> int:
        """Nanoseconds since 1970-01-01T00:00:00 UTC; a local moment is read as if it were UTC."""
        return self.local_nanos - (self.utc_offset or 0) * NANOS

    @property
    def is_local(self) -> bool:
        return self.time.is_local

    def plus_nanos(self, nanos: int) -> DateTime:
        """The moment that much later, shown in the same offset or zone."""
        zone = self.time.zone
        if zone is None:
            return DateTime.of_local_nanos(self.local_nanos + nanos, self.time.offset)
        return in_zone(self.nanos + nanos, zone)

    def plus_months(self, months: int) -> DateTime:
        """The same time of day that many months later, or on the last day of a shorter month."""
        return DateTime(self.date.plus_months(months), self.time)

    @classmethod
    def of_local_nanos(cls, nanos: int, offset: int | None = None, zone: str | None = None) -> DateTime:
        """The moment at that many nanoseconds after 1970-01-01T00:00:00 on its own clock."""
        seconds, nano = divmod(nanos, NANOS)
        days, seconds = divmod(seconds, DAY)
        return cls(Date.of_number(days), Time.of_seconds(seconds, nano, offset, zone))

    def __str__(self) -> str:
        return f"{self.date}T{self.time}"


def in_zone(nanos: int, zone: str) -> DateTime:
    """The moment at that many nanoseconds after 1970-01-01T00:00:00Z, on the clocks of a region."""
    info = zone_info(zone)
    if info is None:
        raise Refused(f"there is no time zone {zone}")
    utc = DateTime.of_local_nanos(nanos)
    year = utc.date.year if 2 <= utc.date.year <= 9998 else 2000 + utc.date.year % 400
    clock = utc.time
    moment = dt.datetime(year, utc.date.month, utc.date.day, clock.hour, clock.minute, clock.second, tzinfo=dt.UTC)
    offset = moment.astimezone(info).utcoffset()
    shift = int(offset.total_seconds()) if offset else 0
    return DateTime.of_local_nanos(nanos + shift * NANOS, None, zone)


def _fraction(nano: int) -> str:
    return f".{nano:09d}".rstrip("0") if nano else ""


def _zone(offset: int | None, zone: str | None) -> str:
    if zone is not None:
        return "@" + zone
    if offset is None:
        return ""
    if offset == 0:
        return "Z"
    minutes, seconds = divmod(abs(offset), 60)
    tail = f":{seconds:02d}" if seconds else ""
    return f"{'-' if offset < 0 else '+'}{minutes // 60:02d}:{minutes % 60:02d}{tail}"

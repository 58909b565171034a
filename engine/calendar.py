"""Working days, holidays of the Algemene termijnenwet, and the moment at which a rule is due. Pure.

A rule is text and stays with its deadline, so that a changed calendar can recompute it:
`5 wd` (working days), `P14D`, `PT4H`, `P1M` (ISO durations), `2027-03-01` (a day: its end), `2027-03-01T09:00:00Z` or
`2027-03-01T09:00:00@Europe/Amsterdam` (a moment).
Days are days in Europe/Amsterdam: `P1D` over a night in which the clock changes lasts 23 or 25 hours.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from importlib.metadata import version
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import holidays

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WORKING_HOURS = timedelta(hours=8)
HOLIDAYS = version("holidays")  # where the days of the law come from; another version may know a new holiday
MOST_WORKING_DAYS = 10_000  # forty years; counting on would keep a case waiting for its own date
Parts = tuple[int, int, int, timedelta]
"""Of a duration: its sign, months and days (with the sign), and hours (without it)."""
# ISO 8601: something follows P, and a time follows T. A text of nothing is no duration (nor is it one to the kernel).
_DURATION = re.compile(
    r"(?P<sign>-)?P(?=[\dT])(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)(?:\.\d+)?S)?)?"
)
_WORKING_DAYS = re.compile(r"(-?\d+)\s*wd")


class BadRule(ValueError):
    """The text is not a rule: write `5 wd`, `P14D`, `PT4H`, a date or a date-time."""


@lru_cache(maxsize=64)
def _holidays(year: int) -> frozenset[date]:
    # The categories public and optional together are the days of the Algemene termijnenwet; public alone leaves out
    # 5 May in most years, and a term would then end on a day on which nobody can act.
    return frozenset(holidays.country_holidays("NL", years=year, categories=("public", "optional")).keys())


def read_holidays(day: date) -> None:
    """Read the holidays of a year and the next before anybody waits for them: the first time takes up to a second."""
    for year in (day.year, day.year + 1):
        _holidays(year)


def is_holiday(day: date) -> bool:
    """Whether the day is a general holiday in the Netherlands."""
    return day in _holidays(day.year)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked. `closed` holds the closing days of an organisation besides weekends and holidays."""

    closed: frozenset[date] = field(default_factory=frozenset)

    def with_closed(self, days: Iterable[date]) -> "Calendar":
        """The same calendar with these closing days too."""
        return Calendar(self.closed | frozenset(days))

    def works(self, day: date) -> bool:
        """Whether people work on this day."""
        return day.weekday() < 5 and not is_holiday(day) and day not in self.closed

    def next_working_day(self, day: date) -> date:
        """The day itself, or the first working day after it."""
        while not self.works(day):
            day += timedelta(days=1)
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """The day `count` working days later (earlier when negative); the day itself does not count."""
        step = timedelta(days=1 if count >= 0 else -1)
        for _ in range(abs(count)):
            day += step
            while not self.works(day):
                day += step
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and with `end`; negative when `end` is earlier."""
        if end < start:
            return -self.working_days_between(end, start)
        off = [day for year in range(start.year, end.year + 1) for day in _holidays(year)]
        off += [day for day in self.closed if not is_holiday(day)]
        return (
            _weekdays_until(end) - _weekdays_until(start) - sum(start < day <= end and day.weekday() < 5 for day in off)
        )

    def due(self, rule: str, since: datetime, *, shift: bool = True) -> datetime:
        """The moment, in UTC, at which `rule` is due when it starts at `since`.

        Terms of a week or more that end on a weekend, holiday or closing day end on the next working day (`shift`);
        shorter ones and terms in hours do not: a night without a bed does not wait for Monday. Raises BadRule.
        """
        try:
            return _due_by(self, rule, since.astimezone(UTC), shift)
        except (
            OverflowError,
            ValueError,
            OSError,
            ZoneInfoNotFoundError,
        ) as error:  # a moment outside the calendar of this world
            raise BadRule(rule) from error

    def lands(self, rule: str) -> bool:
        """Whether a term by this rule that ends on a day off ends on the next working day."""
        parts = _parts_of(rule.strip())
        return parts is not None and _is_long(months=parts[1], days=parts[2])

    def _due(self, text: str, since: datetime, *, shift: bool) -> datetime:
        if match := _WORKING_DAYS.fullmatch(text):
            count = int(match[1])
            if abs(count) > MOST_WORKING_DAYS:
                raise BadRule(text)
            return _end_of(self.add_working_days(_local(since).date(), count))
        if (parts := _parts_of(text)) is not None:
            return self._after(parts, since, shift=shift)
        return _moment(text)

    def _after(self, parts: Parts, since: datetime, *, shift: bool) -> datetime:
        sign, months, days, hours = parts
        local = _local(since)
        moved = _add_months(local.date(), months) + timedelta(days=days)
        by_day = bool(months or days)
        if shift and _is_long(months, days):
            moved = self.next_working_day(moved)
        if by_day:
            local = datetime.combine(moved, local.time(), AMSTERDAM)
        return (local.astimezone(UTC) + sign * hours).replace(microsecond=0)


@lru_cache(maxsize=256)
def _parts_of(text: str) -> Parts | None:
    """None for what is no duration."""
    match = _DURATION.fullmatch(text)
    if match is None:
        return None
    part = {name: int(value) for name, value in match.groupdict().items() if name != "sign" and value}
    sign = -1 if match["sign"] else 1
    months = sign * (part.get("years", 0) * 12 + part.get("months", 0))
    days = sign * (part.get("weeks", 0) * 7 + part.get("days", 0))
    hours = timedelta(hours=part.get("hours", 0), minutes=part.get("minutes", 0), seconds=part.get("seconds", 0))
    return sign, months, days, hours


@lru_cache(maxsize=4096)
def _due_by(calendar: Calendar, rule: str, since: datetime, shift: bool) -> datetime:
    """Kept, since what falls due together asks for the same few terms from the same moment."""
    return calendar._due(rule.strip(), since, shift=shift)


def _weekdays_until(day: date) -> int:
    """How many days from Monday to Friday there have been since the year 1, this one included: day 1 was a Monday."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)


def _is_long(months: int, days: int) -> bool:
    """A week or more: short enough to plan around a weekend, too long to be about tonight."""
    return months > 0 or days >= 7


def day_of(moment: datetime) -> date:
    """The day in Amsterdam on which the moment falls."""
    return _day_of(moment.astimezone(UTC))


@lru_cache(maxsize=256)
def _day_of(moment: datetime) -> date:
    """Of a moment in UTC: elsewhere the two hours of a night in October that have one name are the same key."""
    return _local(moment).date()


def is_rule(text: str) -> bool:
    """Whether `due` understands the text."""
    try:
        Calendar().due(text, datetime(2026, 1, 1, tzinfo=UTC))
    except BadRule:
        return False
    return True


@lru_cache(maxsize=256)
def share_of(rule: str) -> float | None:
    """`50%` as 0.5; None when the text is not a share."""
    match = re.fullmatch(r"\s*(\d{1,3})\s*%\s*", rule)
    return int(match[1]) / 100 if match else None


def _local(moment: datetime) -> datetime:
    return moment.astimezone(AMSTERDAM)


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59), AMSTERDAM).astimezone(UTC)


def _moment(text: str) -> datetime:
    if "T" not in text:
        return _end_of(date.fromisoformat(text))
    clock, _, zone = text.rstrip("]").replace("[", "@").partition("@")
    moment = datetime.fromisoformat(clock)
    if moment.tzinfo is None:  # an offset says more than the region it was taken in
        moment = moment.replace(tzinfo=ZoneInfo(zone) if zone else AMSTERDAM)
    return moment.astimezone(UTC)


def _add_months(day: date, months: int) -> date:
    """The same day some months on, or the last day of that month: one month after 31 January is 28 or 29 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

"""Calendar functions, and the clock."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from feel.builtins.registry import builtin
from feel.limits import Run
from feel.temporal import Date, DateTime
from feel.values import Value, from_python

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _day(value: Date | DateTime) -> Date:
    return value.date if isinstance(value, DateTime) else value


@builtin("day of year", "date: moment")
def day_of_year(run: Run, date: Date | DateTime) -> Decimal:
    """1 to 366."""
    day = _day(date)
    return Decimal(day.number - Date(day.year, 1, 1).number + 1)


@builtin("day of week", "date: moment")
def day_of_week(run: Run, date: Date | DateTime) -> str:
    """Monday to Sunday."""
    return WEEKDAYS[_day(date).weekday - 1]


@builtin("month of year", "date: moment")
def month_of_year(run: Run, date: Date | DateTime) -> str:
    """January to December."""
    return MONTHS[_day(date).month - 1]


@builtin("week of year", "date: moment")
def week_of_year(run: Run, date: Date | DateTime) -> Decimal:
    """The ISO 8601 week: the one its Thursday lies in."""
    day = _day(date)
    thursday = Date.of_number(day.number - day.weekday + 4)
    return Decimal((thursday.number - Date(thursday.year, 1, 1).number) // 7 + 1)


@builtin("now", "")
def now(run: Run) -> Value:
    """This moment in UTC. A host that owns the clock lends its own `now`, which is then used instead."""
    lent = run.functions.get("now")
    return from_python(lent() if lent else dt.datetime.now(dt.UTC))


@builtin("today", "")
def today(run: Run) -> Value:
    """This day in UTC, or as the host's own `today` has it."""
    lent = run.functions.get("today")
    return from_python(lent() if lent else dt.datetime.now(dt.UTC).date())

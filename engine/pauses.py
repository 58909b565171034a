"""What a pause does to a moment: the clock of the case stood still, so the moment comes that much later. Pure.

Each term is given back in its own unit. A term in working days (`5 wd`) gets the working days of the pause back, a duration
(`P14D`, `PT4H`, `P1M`) the real time, and a fixed day (a flight, a date out of a letter) stays where it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from engine.calendar import AMSTERDAM, BadRule, Calendar, day_of
from engine.model import Pause

OURS = "norm"
"""The kind of term that is ours to pause. The law's terms and those of programmes go on: a pause of ours would let them pass."""

AT_ALL = datetime(2026, 1, 5, tzinfo=AMSTERDAM)  # any day: a number of days is as long from everywhere


class Unit(StrEnum):
    """In what a term is counted."""

    WORKING_DAYS = "wd"
    TIME = "time"
    FIXED = "fixed"  # a day or moment that something outside has set


@dataclass(frozen=True, slots=True)
class Stop:
    """The clock of a case stands still between two moments."""

    since: datetime
    until: datetime


def stop_of(pause: Pause) -> Stop:
    """A pause as it was, or as long as it will last when nobody ends it before."""
    return Stop(pause.since, pause.until or pause.ends_at)


def unit_of(rule: str) -> Unit:
    """In what the term of a rule is counted."""
    text = rule.strip()
    if text.endswith("wd"):
        return Unit.WORKING_DAYS
    return Unit.TIME if text.startswith(("P", "-P")) else Unit.FIXED


def stood(stops: Sequence[Stop], since: datetime) -> timedelta:
    """How long a clock that started at `since` stood still."""
    return sum((max(timedelta(), stop.until - max(stop.since, since)) for stop in stops), timedelta())


def stood_days(stops: Sequence[Stop], since: datetime, calendar: Calendar) -> int:
    """The same in working days: the day on which a pause begins does not count, the day on which it ends does."""
    spans = ((day_of(max(stop.since, since)), day_of(stop.until)) for stop in stops if stop.until > since)
    return sum(calendar.working_days_between(start, end) for start, end in spans)


def later(
    moment: datetime,
    rule: str,
    since: datetime,
    calendar: Calendar,
    *,
    stops: Sequence[Stop],
    instead_of: Sequence[Stop] = (),
) -> datetime:
    """A moment of the term `rule` that began at `since`, moved by these stops, where those of `instead_of` are in it already."""
    if not stops and not instead_of:
        return moment
    unit = unit_of(rule)
    if unit is Unit.FIXED:
        return moment
    if unit is Unit.TIME:
        return moment + stood(stops, since) - stood(instead_of, since)
    days = stood_days(stops, since, calendar) - stood_days(instead_of, since, calendar)
    if not days:
        return moment
    local = moment.astimezone(AMSTERDAM)
    day = calendar.add_working_days(local.date(), days)
    return datetime.combine(day, local.time(), AMSTERDAM).astimezone(moment.tzinfo)


def landed(moment: datetime, rule: str, calendar: Calendar) -> datetime:
    """A term of a week or more that came to end on a day off ends on the next working day."""
    if unit_of(rule) is not Unit.TIME or not calendar.lands(rule):
        return moment
    local = moment.astimezone(AMSTERDAM)
    day = calendar.next_working_day(local.date())
    return datetime.combine(day, local.time(), AMSTERDAM).astimezone(moment.tzinfo)


def length_of(rule: str) -> timedelta:
    """How long `P28D` lasts. Raises BadRule for what is no number of days."""
    if unit_of(rule) is not Unit.TIME:
        raise BadRule(rule)
    return Calendar().due(rule, AT_ALL, shift=False) - AT_ALL

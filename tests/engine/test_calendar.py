"""Working days, holidays of the law, and the moment at which a rule is due."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings, strategies

from engine.calendar import AMSTERDAM, BadRule, Calendar, day_of, is_holiday, is_rule, share_of
from engine.kernel.expression import DURATION

DAYS = Calendar()
EASTER_SUNDAYS = {
    2024: date(2024, 3, 31),
    2025: date(2025, 4, 20),
    2026: date(2026, 4, 5),
    2027: date(2027, 3, 28),
    2028: date(2028, 4, 16),
    2029: date(2029, 4, 1),
    2030: date(2030, 4, 21),
}


def local(text: str) -> datetime:
    """A moment on a wall clock in Amsterdam."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


def due(rule: str, since: str) -> str:
    return DAYS.due(rule, local(since)).astimezone(AMSTERDAM).strftime("%Y-%m-%d %H:%M:%S")


def holidays_of_the_law(year: int) -> set[date]:
    """The Algemene termijnenwet, article 3: new year, Good Friday and Easter, Ascension, Whitsun, Christmas, 5 May and the king's day."""
    easter = EASTER_SUNDAYS[year]
    moving = {easter + timedelta(days=days) for days in (-2, 0, 1, 39, 49, 50)}
    king = date(year, 4, 27)
    if king.weekday() == 6:
        king -= timedelta(days=1)
    return moving | {king} | {date(year, *day) for day in ((1, 1), (5, 5), (12, 25), (12, 26))}


@pytest.mark.parametrize("year", EASTER_SUNDAYS)
def test_the_holidays_are_those_of_the_law(year: int) -> None:
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(366))
    assert {day for day in days if day.year == year and is_holiday(day)} == holidays_of_the_law(year)


@pytest.mark.parametrize(
    ("since", "count", "wanted"),
    [
        ("2027-03-01 09:00", 1, "2027-03-02 23:59:59"),
        ("2027-03-05 17:00", 1, "2027-03-08 23:59:59"),  # Friday
        ("2027-03-06 10:00", 1, "2027-03-08 23:59:59"),  # Saturday
        ("2027-03-25 09:00", 1, "2027-03-30 23:59:59"),  # Maundy Thursday: Good Friday, a weekend, Easter Monday
        ("2027-05-04 09:00", 2, "2027-05-10 23:59:59"),  # 5 May and Ascension Day lie between
        ("2026-12-24 09:00", 1, "2026-12-28 23:59:59"),
        ("2027-03-08 09:00", -1, "2027-03-05 23:59:59"),
        ("2027-03-07 09:00", 0, "2027-03-07 23:59:59"),
    ],
)
def test_working_days_skip_weekends_and_holidays(since: str, count: int, wanted: str) -> None:
    assert due(f"{count} wd", since) == wanted


@pytest.mark.parametrize(
    ("rule", "since", "wanted"),
    [
        ("P14D", "2027-03-01 09:00", "2027-03-15 09:00:00"),
        ("P7D", "2027-02-27 09:00", "2027-03-08 09:00:00"),  # it would end on a Saturday
        ("P28D", "2027-04-07 09:00", "2027-05-07 09:00:00"),  # it would end on 5 May; 6 May is Ascension Day
        ("P2W", "2027-02-28 09:00", "2027-03-15 09:00:00"),
        ("P6D", "2027-02-28 09:00", "2027-03-06 09:00:00"),  # shorter than a week: Saturday stands
        ("P1D", "2027-03-05 22:00", "2027-03-06 22:00:00"),
        ("2027-07-01T09:00:00@Europe/Amsterdam", "2027-03-05 22:00", "2027-07-01 09:00:00"),
        ("2027-07-01T09:00:00[Europe/London]", "2027-03-05 22:00", "2027-07-01 10:00:00"),
        ("2027-07-01T09:00:00+02:00@Europe/London", "2027-03-05 22:00", "2027-07-01 09:00:00"),  # the offset says more
        ("PT24H", "2027-03-05 22:00", "2027-03-06 22:00:00"),
        ("PT200H", "2027-02-26 22:00", "2027-03-07 06:00:00"),  # hours never wait for Monday
        ("P1M", "2027-01-31 09:00", "2027-03-01 09:00:00"),  # 28 February is a Sunday
        ("P1M", "2028-01-31 09:00", "2028-02-29 09:00:00"),
        ("P1Y", "2028-02-29 09:00", "2029-02-28 09:00:00"),
        ("-P7D", "2027-03-15 09:00", "2027-03-08 09:00:00"),
    ],
)
def test_a_term_of_a_week_or_more_ends_on_a_working_day_and_a_shorter_one_does_not_wait(
    rule: str, since: str, wanted: str
) -> None:
    assert due(rule, since) == wanted


def test_a_timer_of_a_diagram_does_not_shift() -> None:
    assert DAYS.due("P7D", local("2027-02-27 09:00"), shift=False) == local("2027-03-06 09:00")


@pytest.mark.parametrize(
    ("since", "hours"),
    [("2027-03-27 12:00", 23), ("2027-10-30 12:00", 25), ("2027-06-01 12:00", 24)],
)
def test_a_day_over_the_night_in_which_the_clock_changes_is_a_day_on_the_wall(since: str, hours: int) -> None:
    assert DAYS.due("P1D", local(since)) - local(since).astimezone(UTC) == timedelta(hours=hours)


def test_24_hours_over_that_night_are_24_hours() -> None:
    assert DAYS.due("PT24H", local("2027-03-27 12:00")) == local("2027-03-28 13:00")


def test_a_time_that_the_night_leaves_out_still_comes() -> None:
    assert DAYS.due("P1D", local("2027-03-27 02:30")) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


def test_a_day_is_its_end_and_a_moment_is_itself() -> None:
    assert due("2027-03-01", "2020-01-01 00:00") == "2027-03-01 23:59:59"
    assert due("2027-03-01T09:00:00Z", "2020-01-01 00:00") == "2027-03-01 10:00:00"
    assert due("2027-03-01T09:00:00", "2020-01-01 00:00") == "2027-03-01 09:00:00"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "P",
        "PT",
        "-P",
        "P7DT",  # ISO 8601: no T without a time after it
        "soon",
        "5 days",
        "2027-02-30",
        "P999999Y",
        "PT99999999999999999999H",
        "99999999 wd",
        "P99999999D",
        "9999-12-31T23:59:59-05:00",
        "2027-07-01T09:00:00@Mars/Basis",
        "2027-07-01T09:00:00@../../etc/passwd",
    ],
)
def test_what_is_no_rule_is_refused_as_such(text: str) -> None:
    assert not is_rule(text)
    with pytest.raises(BadRule):
        DAYS.due(text, local("2027-03-01 09:00"))


def test_what_is_no_duration_lands_nowhere() -> None:
    assert not any(DAYS.lands(text) for text in ("", "P", "PT", "-P", "P7DT", "P1MT", "5 wd", "2027-03-06"))


@pytest.mark.parametrize(
    ("rule", "lands"), {"P7D": True, "P1W": True, "P1M": True, "P6D": False, "PT200H": False, "-P7D": False}.items()
)
def test_a_term_lands_when_its_end_moves_from_a_day_off(rule: str, lands: bool) -> None:
    week = [local(f"2027-06-{day:02} 09:00") for day in range(7, 14)]
    assert any(DAYS.due(rule, since) != DAYS.due(rule, since, shift=False) for since in week) is lands
    assert DAYS.lands(rule) is lands


def test_the_kernel_and_the_calendar_call_the_same_texts_a_duration() -> None:
    texts = ["P" + "".join(rest) for length in range(5) for rest in itertools.product("T1YMWDHS", repeat=length)]
    assert [text for text in texts if bool(DURATION.fullmatch(text)) != is_rule(text)] == []


def test_closing_days_count_as_days_off() -> None:
    closed = DAYS.with_closed([date(2027, 3, 2)])
    assert closed.add_working_days(date(2027, 3, 1), 1) == date(2027, 3, 3)
    assert DAYS.works(date(2027, 3, 2))


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [("2027-03-01", "2027-03-08", 5), ("2027-03-08", "2027-03-01", -5), ("2027-03-06", "2027-03-07", 0)],
)
def test_working_days_between_do_not_count_the_first(start: str, end: str, days: int) -> None:
    assert DAYS.working_days_between(date.fromisoformat(start), date.fromisoformat(end)) == days


@given(
    start=strategies.dates(date(2023, 1, 1), date(2037, 12, 31)),
    far=strategies.integers(-900, 900),
    closed=strategies.frozensets(strategies.dates(date(2023, 1, 1), date(2037, 12, 31)), max_size=30),
)
@settings(max_examples=200, deadline=None)
def test_working_days_are_counted_as_one_by_one(start: date, far: int, closed: frozenset[date]) -> None:
    calendar, end = Calendar(closed), start + timedelta(days=far)
    first, last = sorted((start, end))
    days = (first + timedelta(days=number) for number in range(1, abs(far) + 1))
    counted = sum(calendar.works(day) for day in days)
    assert calendar.working_days_between(start, end) == (counted if last == end else -counted)


def test_a_share_is_a_part_of_a_term() -> None:
    assert [share_of(text) for text in ("50%", " 80 % ", "P3D", "1000%")] == [0.5, 0.8, None, None]


def test_the_two_hours_of_one_name_are_two_moments_also_when_the_first_was_kept() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=AMSTERDAM)
    second = first.replace(fold=1)
    assert first == second  # as Python compares within a zone; a term kept by that would end an hour early
    assert Calendar().due("PT4H", second) - Calendar().due("PT4H", first) == timedelta(hours=1)
    midnight = datetime(2026, 10, 24, 22, 30, tzinfo=UTC)
    assert day_of(midnight) == day_of(midnight.astimezone(AMSTERDAM)) == date(2026, 10, 25)

"""Twelve years of the Dutch calendar, and what an organisation's own closing days and changed tables do to open terms."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engine.calendar import AMSTERDAM, Calendar, is_holiday
from engine.errors import NotAllowed, NotFound
from engine.model import ENGINE, Case, ClosingDay, Deadline, DeadlineKind, Event, Organisation
from engine.source import of_wait
from tests.engine.cast import Stage, asks, drawn, pathway
from tests.engine.conftest import Play

DAYS = Calendar()
YEARS = range(2024, 2036)
# Easter Sunday, the day on which the king's birthday is kept, and the last Sundays of March and October.
TABLE = {
    2024: ("03-31", "04-27", "03-31", "10-27"),
    2025: ("04-20", "04-26", "03-30", "10-26"),
    2026: ("04-05", "04-27", "03-29", "10-25"),
    2027: ("03-28", "04-27", "03-28", "10-31"),
    2028: ("04-16", "04-27", "03-26", "10-29"),
    2029: ("04-01", "04-27", "03-25", "10-28"),
    2030: ("04-21", "04-27", "03-31", "10-27"),
    2031: ("04-13", "04-26", "03-30", "10-26"),
    2032: ("03-28", "04-27", "03-28", "10-31"),
    2033: ("04-17", "04-27", "03-27", "10-30"),
    2034: ("04-09", "04-27", "03-26", "10-29"),
    2035: ("03-25", "04-27", "03-25", "10-28"),
}
FILES = pathway() | {
    "P.bpmn": drawn(
        "start Lezen end",
        "<bpmn:startEvent id='start'/>",
        asks("Lezen", "vwn.begeleider", form_id="consent", due="=term(&quot;intake.lezen&quot;)"),
        "<bpmn:endEvent id='end'/>",
    )
}


def on(year: int, day: str) -> date:
    return date.fromisoformat(f"{year}-{day}")


def local(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=AMSTERDAM)


@pytest.mark.parametrize("year", YEARS)
def test_the_holidays_of_a_year_are_those_of_the_law_and_no_others(year: int) -> None:
    easter, king = on(year, TABLE[year][0]), on(year, TABLE[year][1])
    moving = {easter + timedelta(days=days) for days in (-2, 0, 1, 39, 49, 50)}
    fixed = {date(year, *day) for day in ((1, 1), (5, 5), (12, 25), (12, 26))}
    every = (date(year, 1, 1) + timedelta(days=number) for number in range(366))
    assert {day for day in every if day.year == year and is_holiday(day)} == moving | fixed | {king}


@pytest.mark.parametrize("year", YEARS)
def test_a_day_lasts_23_or_25_hours_in_the_nights_in_which_the_clock_changes(year: int) -> None:
    for day, hours in ((TABLE[year][2], 23), (TABLE[year][3], 25)):
        noon = datetime.combine(on(year, day) - timedelta(days=1), datetime.min.time().replace(hour=12), AMSTERDAM)
        assert DAYS.due("P1D", noon) - noon.astimezone(UTC) == timedelta(hours=hours)
        assert DAYS.due("PT24H", noon) - noon.astimezone(UTC) == timedelta(hours=24)


@pytest.mark.parametrize("year", YEARS)
def test_a_month_after_31_january_is_the_last_day_of_february_or_the_working_day_after_it(year: int) -> None:
    due = DAYS.due("P1M", local(f"{year}-01-31T09:00")).astimezone(AMSTERDAM)
    last = date(year, 3, 1) - timedelta(days=1)
    assert due.date() == DAYS.next_working_day(last)
    assert DAYS.due("P1M", local(f"{year}-01-31T09:00"), shift=False).astimezone(AMSTERDAM).date() == last


@pytest.mark.parametrize("year", YEARS)
def test_a_term_of_weeks_never_ends_on_a_day_off_and_one_of_hours_does_not_wait(year: int) -> None:
    for number in range(365):
        began = datetime.combine(date(year, 1, 1) + timedelta(days=number), datetime.min.time(), AMSTERDAM)
        due = DAYS.due("P28D", began).astimezone(AMSTERDAM)
        assert DAYS.works(due.date())
        assert timedelta(days=28) <= due.date() - began.date() <= timedelta(days=33)
        assert DAYS.due("PT4H", began) - began.astimezone(UTC) == timedelta(hours=4)


@pytest.mark.parametrize("year", YEARS)
def test_working_days_added_are_the_working_days_between(year: int) -> None:
    for number in range(0, 365, 3):
        day = date(year, 1, 1) + timedelta(days=number)
        for count in (1, 5, 10):
            assert DAYS.working_days_between(day, DAYS.add_working_days(day, count)) == count


@pytest.fixture
def here(play: Play) -> Stage:
    return play(FILES)


def due(here: Stage, case: Case) -> date:
    task = here.task(case, "Lezen")
    moment = task.due_at
    assert moment
    (row,) = here.pending(case, kind=DeadlineKind.DUE, source=of_wait(task.instance, task.wait))
    assert row.due_at == moment
    return moment.astimezone(AMSTERDAM).date()


def test_a_closing_day_counts_for_the_organisation_that_has_the_task_alone(here: Stage) -> None:
    coen = here.who("coen")
    here.engine.closing.close(coen, "vwn", date(2027, 3, 3), "Studiedag")
    here.engine.closing.close(coen, "iom", date(2027, 3, 4), "Verhuizing")
    assert due(here, here.open_case()) == date(2027, 3, 5)


def test_a_day_on_which_everybody_is_closed_counts_for_all(here: Stage) -> None:
    here.engine.closing.close(here.who("coen"), None, date(2027, 3, 2), "Brugdag")
    assert due(here, here.open_case()) == date(2027, 3, 5)


def test_a_closing_day_moves_the_terms_that_are_open_at_the_next_sweep(here: Stage) -> None:
    here.engine.clockwork.sweep()
    case = here.open_case()
    assert due(here, case) == date(2027, 3, 4)
    before = [row.due_at for row in here.pending(case, kind=DeadlineKind.REMIND)]
    here.engine.closing.close(here.who("coen"), "vwn", date(2027, 3, 3), "Studiedag")
    here.engine.clockwork.sweep()
    assert due(here, case) == date(2027, 3, 5)
    assert all(
        now > was
        for now, was in zip((row.due_at for row in here.pending(case, kind=DeadlineKind.REMIND)), before, strict=True)
    )
    (told,) = here.find(Event, case=case.id, kind="case:terms:reckoned")
    assert told.actor is None


def test_a_sweep_reckons_only_when_something_changed(here: Stage) -> None:
    for _ in range(3):
        here.engine.clockwork.sweep()
    assert len(here.find(Event, kind="system:terms:reckoned")) == 1


def test_a_new_row_of_the_table_lengthens_open_terms_but_never_shortens_what_was_told(here: Stage) -> None:
    here.engine.clockwork.sweep()
    case = here.open_case()
    table = here.engine.definitions.deploy({"D04.dmn": with_term("5 wd")}, ENGINE)
    assert table.bundle, table.findings
    here.engine.clockwork.sweep()
    assert due(here, case) == date(2027, 3, 8)
    assert here.engine.definitions.deploy({"D04.dmn": with_term("1 wd")}, ENGINE).bundle
    here.engine.clockwork.sweep()
    assert due(here, case) == date(2027, 3, 8)
    assert due(here, here.open_case()) == date(2027, 3, 2)


def with_term(text: str) -> bytes:
    """D04 with another term for `intake.lezen`."""
    table = pathway()["decisions/D04-termijnen.dmn"].decode()
    at = table.index('"intake.lezen"')
    return (table[:at] + table[at:].replace('"3 wd"', f'"{text}"', 1)).encode()


def test_a_closing_day_that_was_taken_back_shortens_nothing(here: Stage) -> None:
    here.engine.closing.close(here.who("coen"), "vwn", date(2027, 3, 3), "Studiedag")
    case = here.open_case()
    with here.engine.desk.store.begin() as tx:
        for row in tx.find(ClosingDay):
            tx.remove(row)
    assert here.engine.clockwork.reckon() == 0
    assert due(here, case) == date(2027, 3, 5)


def test_a_term_that_was_missed_and_moves_on_is_watched_again(here: Stage) -> None:
    case = here.open_case()
    here.later(days=4)
    vwn = here.one(Organisation, key="vwn").id
    with here.engine.desk.store.begin() as tx:
        for day in range(2, 12):
            tx.add(ClosingDay(organisation=vwn, day=date(2027, 3, day)))
    here.engine.clockwork.reckon()
    assert due(here, case) == date(2027, 3, 16)
    assert len([row for row in here.find(Deadline, case=case.id) if row.kind is DeadlineKind.DUE]) == 2


def test_only_coordinators_close_days_of_organisations_that_exist(here: Stage) -> None:
    with pytest.raises(NotAllowed):
        here.engine.closing.close(here.who("samira"), "vwn", date(2027, 3, 3), "Studiedag")
    with pytest.raises(NotFound):
        here.engine.closing.close(here.who("coen"), "nobody", date(2027, 3, 3), "Studiedag")

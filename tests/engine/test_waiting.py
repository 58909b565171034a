"""How long people wait against a term: bands, quarters, and rows by step in which a person counts once."""

from datetime import UTC, datetime, timedelta

import pytest

from engine import waiting
from engine.calendar import Calendar
from engine.model import Task
from engine.waiting import Wait

OPENED = datetime(2026, 10, 5, 8, tzinfo=UTC)  # a Monday
DUE = OPENED + timedelta(days=10)  # a Thursday
CALENDAR = Calendar()


def waits(days: float, *, known: bool = True, due: datetime | None = DUE) -> Wait | None:
    task = Task(
        case=1, instance=1, process="P02", wait=1, element="contact", name="Eerste contact", lane="meldpunt",
        zone="REG", opened_at=OPENED, due_at=due,
    )  # fmt: skip
    return waiting.wait_of(task, CALENDAR, OPENED + timedelta(days=days), known=known)


@pytest.mark.parametrize(
    ("days", "band", "quarter"),
    [
        (0, "calm", 0),
        (4.9, "calm", 1),
        (5, "near", 2),
        (9.9, "near", 3),
        (10, "over", 4),
        (17, "over", 6),
        (18, "long", 7),
        (24, "long", 8),
        (25, "longest", 8),
        (99, "longest", 8),
    ],
)
def test_a_wait_is_held_against_its_term_in_working_days(days: float, band: str, quarter: int) -> None:
    wait = waits(days)
    assert wait is not None
    assert (wait.band, wait.quarter) == (band, quarter)


def test_a_partners_step_is_nothing_until_it_is_late_and_then_no_more_than_that() -> None:
    assert waits(9, known=False) is None
    late = waits(12, known=False)
    assert late is not None
    assert (late.process, late.element, late.name, late.over) == ("", "", "", 1)


def test_what_has_no_term_is_in_no_picture() -> None:
    assert waits(99, due=None) is None


def a(case: int, element: str, used: float, over: int = 0) -> Wait:
    return Wait(case, "P02", element, element, used, over)


def test_a_person_with_two_waits_for_one_step_counts_once_at_the_longest() -> None:
    (row,) = waiting.by_step([a(1, "contact", 0.1), a(1, "contact", 1.4, 2)])
    assert (sum(row.bands.values()), row.bands["over"], row.worst) == (1, 1, 2)


def test_the_step_with_most_days_over_comes_first_and_its_people_likewise() -> None:
    rows = waiting.by_step([a(1, "calm", 0.1), a(2, "late", 1.1, 1), a(3, "late", 3, 12), a(4, "late", 0.7)])
    assert [row.element for row in rows] == ["late", "calm"]
    assert list(rows[0].cases) == [3, 2, 4]


def test_a_person_is_one_dot_at_the_step_that_is_furthest() -> None:
    ages = waiting.ages([a(1, "x", 0.1), a(1, "y", 1.3), a(2, "x", 9.0, 40)])
    assert sum(ages) == 2
    assert (ages[5], ages[-1]) == (1, 1)

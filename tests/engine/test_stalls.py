"""Why a case stands still: rows in, one likely reason out."""

from datetime import timedelta

import pytest

from engine.calendar import Calendar, day_of
from engine.model import Absence, Deadline, DeadlineKind, Incident, Subscription, Task
from engine.stalls import Standing, stall, worst
from engine.views import Stall
from tests.engine.cast import MONDAY

DAYS = Calendar()
WEEK = timedelta(days=7)
NOW = MONDAY + WEEK


def task(assignee: int | None = None, due: timedelta | None = timedelta(days=1)) -> Task:
    moment = None if due is None else MONDAY + due
    return Task(
        case=1,
        instance=1,
        wait=1,
        process="P",
        element="t",
        name="t",
        opened_at=MONDAY,
        assignee=assignee,
        due_at=moment,
    )


def term(due: timedelta) -> Deadline:
    moment = MONDAY + due
    return Deadline(
        case=1, source="wait:1:1", kind=DeadlineKind.DUE, rule="P1D", since=MONDAY, due_at=moment, next_try_at=moment
    )


INCIDENT = Incident(case=1, instance=1, wait=1, element="t", code="feel", text="x", opened_at=MONDAY)
LISTENS = Subscription(case=1, instance=1, wait=1, element="t", kind="message", name="hallo")
ILL = Absence(account=5, since=day_of(MONDAY), until=day_of(NOW))
ILL_FOR_LONG = Absence(account=5, since=day_of(MONDAY), until=day_of(NOW + 2 * WEEK))


@pytest.mark.parametrize(
    ("about", "absences", "reason", "over"),
    [
        (Standing(incident=INCIDENT), [], "incident", 5),
        (Standing(task=task(assignee=5)), [], "overdue", 4),
        (Standing(task=task(assignee=5)), [ILL], "absent", 4),
        (Standing(task=task(assignee=5, due=2 * WEEK)), [ILL_FOR_LONG], "absent", 0),
        (Standing(task=task()), [], "unassigned", 4),
        (Standing(task=task(due=None)), [], "unassigned", 5),
        (Standing(subscription=LISTENS, due=term(timedelta(days=2))), [], "message", 3),
        (Standing(timer=term(WEEK), due=term(timedelta(days=2))), [], "timer", 3),
    ],
)
def test_the_reason_and_how_long_over_the_norm(
    about: Standing, absences: list[Absence], reason: str, over: int
) -> None:
    found = stall(about, absences, DAYS, NOW)
    assert found
    assert (found.reason, found.working_days_over) == (reason, over)


@pytest.mark.parametrize(
    "about",
    [
        Standing(task=task(assignee=5, due=2 * WEEK)),
        Standing(task=task(due=2 * WEEK)),
        Standing(subscription=LISTENS, due=term(2 * WEEK)),
        Standing(subscription=LISTENS),
        Standing(),
    ],
)
def test_what_is_in_its_term_does_not_stand_still(about: Standing) -> None:
    assert stall(about, [], DAYS, NOW) is None


def test_somebody_who_is_back_before_the_term_keeps_nobody_waiting() -> None:
    assert stall(Standing(task=task(assignee=5, due=2 * WEEK)), [ILL], DAYS, NOW) is None


def test_the_worst_is_an_incident_else_the_longest_over_its_norm() -> None:
    late, later = Stall("overdue", MONDAY, 3), Stall("overdue", MONDAY, 9)
    broken = Stall("incident", MONDAY, 1)
    assert worst([late, later]) is later
    assert worst([late, later, broken]) is broken
    assert worst([]) is None

"""Terms come from table D04, the ladder from D05; what a miss does is worked out without a database."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest

import feel.dmn
from engine import escalation, terms
from engine.calendar import Calendar
from engine.decide import reminder
from engine.model import Escalation, Priority, Task
from engine.terms import TermRow
from perspectief.factory import shipped_files
from tests.engine.cast import MONDAY

TABLES = {
    key: feel.dmn.load(shipped_files()[f"decisions/{name}.dmn"])
    for key, name in (("D04", "D04-termijnen"), ("D05", "D05-escalatieladder"))
}
UNKNOWN = dict.fromkeys(
    ("sleepTonight", "departureTermEnd", "subgroupLabels", "ageStatus", "contactRhythm", "scheme", "flightAt")
)


def ask(table: str, inputs: Mapping[str, object]) -> object:
    return TABLES[table].decide(table, inputs, terms.functions()).value


def row(step: str, priority: str = "P2", **facts: object) -> TermRow | None:
    start = MONDAY - timedelta(days=9)
    return terms.term_row(step, ask, {**UNKNOWN, **facts}, priority=priority, case_start=start, now=MONDAY)


@pytest.mark.parametrize(
    ("priority", "due", "on_miss"),
    [("P0", "PT4H", "L2"), ("P1", "P1D", "L1"), ("P2", "3 wd", "L1"), ("P3", "5 wd", "L0->L1")],
)
def test_a_term_follows_the_priority(priority: str, due: str, on_miss: str) -> None:
    found = row("triage", priority)
    assert found
    assert (found.due, found.on_miss, found.since) == (due, on_miss, None)


def test_a_step_that_the_table_does_not_know_has_no_term() -> None:
    assert row("nergens") is None


def test_a_term_starts_at_its_anchor() -> None:
    flight = datetime(2027, 3, 9, 6, tzinfo=UTC)
    found = [row("perspectief"), row("boarding.bevestigd", flightAt=flight), row("boarding.bevestigd")]
    assert [item.since for item in found if item] == [MONDAY - timedelta(days=9), flight, None]


def test_an_anchor_that_is_a_day_starts_as_that_day_starts_in_amsterdam() -> None:
    found = row("nazorg.contact", aftercareOn=date(2027, 3, 9))
    assert found
    assert found.since == datetime(2027, 3, 8, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("warn", "wanted"),
    [
        ("50%", timedelta(days=5)),
        ("80%", timedelta(days=8)),
        ("P3D", timedelta(days=3)),
        ("-P2D", timedelta(days=8)),
        ("soon", None),
    ],
)
def test_a_warning_is_a_share_or_a_distance_from_either_end(warn: str, wanted: timedelta | None) -> None:
    moment = reminder(warn, MONDAY, MONDAY + timedelta(days=10), Calendar())
    assert moment == (None if wanted is None else MONDAY + wanted)


@pytest.mark.parametrize(
    ("on_miss", "rung"),
    [("L1", "L1"), ("L0->L1", "L1"), ("L3", "L3"), ("L5", "L5"), ("none", None), ("block", None), ("-", None)],
)
def test_what_a_miss_does(on_miss: str, rung: str | None) -> None:
    found = escalation.overdue("wait:1:2", "Intake", "REG", on_miss, [])
    assert (found.level if found else None) == rung


def test_a_cause_is_on_the_ladder_once() -> None:
    running = Escalation(case=1, cause="wait:1:2", source="Intake", level="L1", opened_at=MONDAY)
    assert escalation.overdue("wait:1:2", "Intake", "REG", "L1", [running]) is None
    assert escalation.overdue("wait:1:3", "Intake", "REG", "L1", [running]) is not None


def test_the_name_of_a_step_of_another_zone_does_not_travel() -> None:
    found = escalation.overdue("wait:1:2", "Screening afnemen", "MED", "L1", [])
    assert found
    assert "Screening" not in found.source


def test_a_reminder_goes_to_who_has_the_task_else_to_the_director() -> None:
    task = Task(case=1, instance=1, wait=1, process="P", element="t", name="t", opened_at=MONDAY)
    assert escalation.whom_to_remind(task, 7) == 7
    assert escalation.whom_to_remind(Task(**{**{f: getattr(task, f) for f in task.__slots__}, "assignee": 3}), 7) == 3


def test_harm_comes_first() -> None:
    assert sorted(Priority, key=escalation.harm_order) == ["P0", "P1", "P2", "P3"]


@pytest.mark.parametrize("level", ["L1", "L2", "L3", "L4", "L5"])
@pytest.mark.parametrize("priority", ["P0", "P1", "P2", "P3"])
def test_a_rung_may_last_exactly_as_long_as_its_task(level: str, priority: str) -> None:
    """The ladder climbs at D05's maxStay and the rung's task is due by D04: the two tables must say the same."""
    rung = ask("D05", {"level": level, "priority": priority})
    task = row(f"escalatie.{level}", priority)
    assert isinstance(rung, Mapping)
    assert task
    assert rung["maxStay"] == task.due


@pytest.mark.parametrize("rule", ["5 wd", "P14D", "2027-03-01", "triage", "", None])
def test_only_a_rule_that_was_made_of_a_step_names_one(rule: str | None) -> None:
    assert (terms.step_of(rule), terms.step_of(terms.rule_of("triage"))) == (None, "triage")

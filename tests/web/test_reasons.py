"""Decisions that say the same stand once on a page, the newest in front."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from engine.views import DecisionView
from web.reasons import said

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
LADDER = DecisionView(at=NOON, table="D05", name="Escalatieladder", version=1, zone="REG", lines=())


def later(row: DecisionView, hours: int, **other: object) -> DecisionView:
    return replace(row, at=row.at + timedelta(hours=hours), **other)


def test_the_same_reasons_stand_once_with_the_newest_in_front() -> None:
    rows = [LADDER, later(LADDER, 1), later(LADDER, 2)]
    assert said(rows) == [(rows[2], (rows[1], rows[0]))]


def test_another_version_and_what_waits_for_a_person_stand_by_themselves() -> None:
    rows = [LADDER, later(LADDER, 1, version=2), later(LADDER, 2, awaits=True), later(LADDER, 3, awaits=True)]
    assert [len(before) for _, before in said(rows)] == [0, 0, 0, 0]

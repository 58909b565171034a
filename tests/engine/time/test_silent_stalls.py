"""Cases that stand still without any error, hidden among cases that are well: found within one interval, and nothing else is."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest

from benchmarks.stalls import INTERVAL, NOW, PEOPLE, Herd, herd, kinds, score
from engine.model import Absence, Case, CaseKind, CaseStatus, Escalation, Event, Instance, Task, TaskStatus
from engine.store import SqlStore
from perspectief.rehearsal import Rehearsal

FEW = 250  # `dev.py bench stalls` takes many more
DECIDED = {"closedBy": "resolved", "personInformed": "true", "personInformedOn": "2027-03-20"}


@pytest.fixture
def cases() -> Iterator[Herd]:
    with herd() as found:
        found.fill(FEW)
        yield found


def test_every_forgotten_case_is_found_for_its_reason_and_no_other_case_is(database: str) -> None:
    with herd(SqlStore(database)) as cases:
        cases.fill(FEW)
        got = score(cases)
    assert got.planted >= 27
    assert (got.missed, got.other, got.false) == (Counter(), Counter(), Counter())
    assert got.right == got.planted


def test_a_finding_is_told_once(cases: Herd) -> None:
    assert score(cases).again == 0
    cases.clock.advance(INTERVAL)
    assert cases.engine.clockwork.sweep() == 0


def test_sabotage_a_blind_eye_is_seen(cases: Herd) -> None:
    with cases.engine.desk.store.begin() as tx:
        for row in tx.find(Absence):
            tx.remove(row)
    assert set(score(cases).missed) == {"assignee away past the term", "partner away past the term"}


def test_findings_stand_on_the_coordinators_list(cases: Herd) -> None:
    cases.clock.advance(INTERVAL)
    cases.engine.clockwork.sweep()
    with cases.engine.desk.store.reading() as reader:
        references = {row.id: row.reference for row in reader.find(Case, status=CaseStatus.OPEN)}
    actor = cases.engine.accounts.actor(PEOPLE["coen"])
    listed = {row.head.reference: row.stall.reason for row in cases.engine.coordination.stuck(actor).items}
    wanted = {kind.name: kind.stalls for kind in kinds(NOW)}
    for case, name in cases.planted.items():
        assert listed[references[case]] == wanted[name], name
    assert not {references[case] for case, name in cases.well.items()} & set(listed)


def test_a_finding_starts_the_ladder_with_its_reason_and_the_history_says_so(cases: Herd) -> None:
    cases.clock.advance(INTERVAL)
    cases.engine.clockwork.sweep()
    case = next(case for case, name in cases.planted.items() if name == "nobody spoke")
    with cases.engine.desk.store.reading() as reader:
        (row,) = reader.find(Escalation, case=case)
        (rung,) = reader.find(Instance, case=case, parent=row.instance)
        tasks = reader.find(Task, case=case, instance=rung.id, status=TaskStatus.OPEN)
        kinds_of = {event.kind for event in reader.find(Event, case=case)}
    assert [task.name for task in tasks] == ["L1: casusregisseur"]
    assert kinds_of >= {"case:stall:found", "case:escalation:opened"}


def test_a_decision_on_a_standstill_holds_for_two_weeks(cases: Herd) -> None:
    cases.clock.advance(INTERVAL)
    cases.engine.clockwork.sweep()
    case = next(case for case, name in cases.planted.items() if name == "timer far away")
    with cases.engine.desk.store.reading() as reader:
        (rung,) = reader.find(Task, case=case, status=TaskStatus.OPEN)
    Rehearsal(cases.engine, cases.clock).complete(rung, DECIDED)
    cases.clock.advance(timedelta(days=13))
    cases.engine.clockwork.sweep()
    assert case not in cases.reasons()
    cases.clock.advance(timedelta(days=2))
    cases.engine.clockwork.sweep()
    assert case in cases.reasons()


def test_what_a_whole_queue_waits_for_climbs_as_one_system_case() -> None:
    with herd() as cases:
        kind = next(kind for kind in kinds(NOW) if kind.name == "nobody has the role")
        cases.plant(kind, 60, random.Random(1))
        cases.engine.clockwork.sweep()
        with cases.engine.desk.store.reading() as reader:
            systems = reader.find(Case, kind=CaseKind.SYSTEM)
            rows = [row for row in reader.find(Escalation) if row.cause != "storm"]
        assert len(systems) == 1
        assert (len(rows), len([row for row in rows if row.instance])) == (60, 50)

"""Nothing is read without a trace: as many rows as readings, and no reading when the row cannot be written."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

from engine import errors
from engine.acts import answers
from engine.acts.need.reviews import MANY_CASES
from engine.model import Event, Notice, ReadLog, Review, Sealed
from tests.engine.cast import Stage, stage
from tests.security.reading import BUNDLE, read_much


@pytest.fixture(scope="module")
def here() -> Iterator[Stage]:
    with stage(BUNDLE) as made:
        yield made


def test_there_are_as_many_rows_as_readings(here: Stage) -> None:
    seed = random.randrange(10_000)
    seen = read_much(here, 500, seed)
    assert seen.wrong == [], f"seed {seed}"
    assert seen.readings == sum(seen.told.values()) == 500
    assert seen.refused > 0


def test_a_reading_that_is_not_written_down_would_be_seen(here: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sabotage: one reading in ten leaves no row."""
    dice, log = random.Random(1), answers.log

    def forgetful(*words: Any) -> None:
        if dice.random() > 0.1:
            log(*words)

    monkeypatch.setattr(answers, "log", forgetful)
    assert read_much(here, 50, 2, cases=1).wrong


def test_when_the_log_cannot_be_written_nothing_leaves(here: Stage) -> None:
    """The database itself refuses the row, as a full disk would."""
    case, alice = here.open_case(), here.who("alice")
    here.do(case, "Zorg", klacht="k")
    here.do(case, "Verhaal", verhaal="v")
    row = here.one(Sealed, case=case.id, zone="SOC")
    assert here.engine.cases.disclose(alice, case.reference, row.id, "task").values
    before = len(here.find(ReadLog))
    statement = "CREATE TRIGGER no_log BEFORE INSERT ON read_log BEGIN SELECT RAISE(ABORT, 'full'); END"
    _run(here, statement)
    try:
        for look in (
            lambda: here.engine.cases.disclose(alice, case.reference, row.id, "task"),
            lambda: here.engine.openings.break_glass(here.who("hugo"), case.reference, "MED", "life"),
        ):
            with pytest.raises(Exception, match=r"full|database|answer"):
                look()
    finally:
        _run(here, "DROP TRIGGER no_log")
    assert len(here.find(ReadLog)) == before
    with pytest.raises(errors.NotFound):
        here.engine.cases.view(here.who("hugo"), case.reference)


def _run(here: Stage, statement: str) -> None:
    with here.engine.desk.store.begin() as tx:
        tx._line.connection.exec_driver_sql(statement)  # type: ignore[attr-defined] # a trigger is no record


def test_the_page_of_a_case_is_a_reading_of_every_zone_that_it_shows(here: Stage) -> None:
    case = here.open_case()
    with here.engine.desk.act(here.who("alice"), case.id) as run:
        run.settle()
    here.engine.cases.view(here.who("alice"), case.reference)
    assert here.find(ReadLog, case=case.id) == []  # only what everybody there may know was shown


# ---------- curious reading


def test_reading_of_many_people_in_an_hour_is_told_to_the_officer_once(here: Stage) -> None:
    bob = here.who("bob")
    with here.engine.desk.store.begin() as tx:
        for case in range(1, MANY_CASES + 2):
            tx.add(
                ReadLog(at=here.clock.now(), actor=bob.account or 0, case=10_000 + case, zone="SOC", what="x", purpose="task", basis="task")
            )  # fmt: skip
    assert here.engine.reviews.look() >= 1
    assert here.engine.reviews.look() == 0
    (found,) = [
        row
        for row in here.engine.reviews.open(here.who("fleur"))
        if "cases" in row.detail and row.about.startswith("Bob")
    ]
    assert int(str(found.detail["cases"])) > MANY_CASES
    assert len([row for row in here.find(Notice, template="review") if "many:" in row.key]) == 2
    assert here.find(Event, case=None, kind="system:reads:found")
    assert not [row for row in here.engine.reviews.open(here.who("coen")) if row.id == found.id]


@pytest.mark.parametrize(("basis", "alarming"), [("oversight", True), ("", True), ("task", False), ("director", False)])
def test_reading_without_a_task_is_told_and_reading_for_one_is_not(here: Stage, basis: str, alarming: bool) -> None:
    case, coen = here.open_case(), here.who("coen")
    with here.engine.desk.store.begin() as tx:
        tx.add(
            ReadLog(at=here.clock.now(), actor=coen.account or 0, case=case.id, zone="REG", what="x", purpose="check", basis=basis)
        )  # fmt: skip
    here.engine.reviews.look()
    assert bool(here.find(Review, case=case.id, kind="reads")) is alarming

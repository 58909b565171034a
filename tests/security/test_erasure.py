"""Erasing in a case that goes on: the rows go, every copy closes, the case lives on, and a whole backup brings nothing back."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.engine import Engine
from engine.errors import Sealed as CannotOpen
from engine.kernel import effects as fx
from engine.model import ENGINE, Case, CaseStatus, Event, Sealed, Shredding, Task, TaskStatus
from engine.step import keeping
from perspectief import backups
from tests.engine.cast import Stage, asks, drawn, form, small, stage, text
from tests.kernel.drawing import end, start
from tests.reliability.house import House, furnish, open_cases

CARE = drawn("start Zorg end", start(), asks("Zorg", form_id="health"), end(), ident="Z", zone="MED")
SLEEP = fx.JobOpened(wait=1, element="slapen", topic="bewaren", inputs={}, headers={"stap": "slapen"}, retries=0)
FORMS = {"health": form("health", text("health", "MED"))}


@pytest.fixture(scope="module")
def here() -> Iterator[Stage]:
    with stage(small(drawn("start Werk end", start(), asks("Werk"), end()), CARE, **FORMS)) as made:
        yield made


def written(here: Stage, case: int, zone: str, canary: str) -> Sealed:
    """Content in a zone, as a form keeps it."""
    with here.engine.desk.act(ENGINE, case) as run:
        content = run.parts.sealer.seal(case, zone, "task:0", json.dumps({"note": canary}), run.case.part)
        row = run.tx.add(Sealed(case=case, zone=zone, subject="task:0", form="x", content=content, set_at=run.now))
        run.settle()
    return row


def opens(engine: Engine, row: Sealed) -> bool:
    try:
        engine.desk.sealer.open(row.case, row.zone, row.subject, row.content)
    except CannotOpen:
        return False
    return True


def erased(engine: Engine, case: int, *zones: str) -> None:
    with engine.desk.act(ENGINE, case) as run:
        keeping.erase_zones(run, zones)
        run.settle()


def shredded(engine: Engine) -> int:
    """How many keys the clock destroyed."""
    count = 0
    while engine.clockwork.shred_one():
        count += 1
    return count


def test_a_copy_closes_and_what_is_written_since_opens(here: Stage) -> None:
    case = here.open_case()
    before, other = written(here, case.id, "SOC", "kanarie"), written(here, case.id, "JUR", "blijft")
    erased(here.engine, case.id, "SOC")
    assert opens(here.engine, before), "the key goes after the step is kept: without that this trial proves nothing"
    assert shredded(here.engine) == 1
    assert not opens(here.engine, before)
    assert opens(here.engine, other)
    assert [row.id for row in here.find(Sealed, case=case.id)] == [other.id]
    after = written(here, case.id, "SOC", "nieuw")
    assert opens(here.engine, after)
    erased(here.engine, case.id, "SOC")
    assert shredded(here.engine) == 2
    assert not opens(here.engine, after)
    told = [json.loads(row.detail) for row in here.find(Event, case=case.id, kind="case:content:shredded")]
    assert told[-1]["tombstones"] == [f"{case.id}:SOC", f"{case.id}:SOC#1"]
    assert "kanarie" not in json.dumps(told)


def test_sleep_destroys_where_somebody_stayed_in_every_copy_and_who_comes_back_can_say_it_anew(here: Stage) -> None:
    case = here.open_case()
    stayed, told = written(here, case.id, "LOC", "kanarie"), written(here, case.id, "JUR", "blijft")
    with here.engine.desk.act(ENGINE, case.id) as run:
        keeping.STEPS["slapen"](run, SLEEP)
        run.settle()
    assert opens(here.engine, stayed), "the key goes after the step is kept: without that this trial proves nothing"
    assert shredded(here.engine) == 1
    assert not opens(here.engine, stayed)
    assert opens(here.engine, told)
    assert here.find(Case, id=case.id)[0].status is CaseStatus.DORMANT
    assert opens(here.engine, written(here, case.id, "LOC", "terug"))


def test_what_runs_in_the_zone_goes_on(here: Stage) -> None:
    case = here.open_case("Z")
    erased(here.engine, case.id, "MED")
    shredded(here.engine)
    here.do(case, "Zorg", health="weer iets")
    assert here.tasks(case) == []


def test_a_step_that_fails_destroys_nothing(here: Stage) -> None:
    case = here.open_case()
    row = written(here, case.id, "SOC", "kanarie")

    def failing() -> None:
        with here.engine.desk.act(ENGINE, case.id) as run:
            keeping.erase_zones(run, ["SOC"])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()
    assert here.find(Shredding) == []
    assert shredded(here.engine) == 0
    assert opens(here.engine, row)


def test_the_end_of_a_case_destroys_the_keys_of_every_erasure(here: Stage) -> None:
    case = here.open_case()
    erased(here.engine, case.id, "SOC")
    shredded(here.engine)
    row = written(here, case.id, "SOC", "later")
    with here.engine.desk.act(ENGINE, case.id) as run:
        keeping._forget(run, "erase", ["SOC"])
        run.settle()
    assert not opens(here.engine, row)


# ---------- a whole backup and a whole restore


@pytest.mark.parametrize("sabotage", [False, True], ids=["as built", "sabotage: the tombstones are left behind"])
def test_a_whole_backup_brings_nothing_back_of_what_was_erased_since(tmp_path: Path, sabotage: bool) -> None:
    old, new = (House(tmp_path / name, f"sqlite:///{tmp_path / name / 'cases.db'}") for name in ("oud", "nieuw"))
    for house in (old, new):
        house.folder.mkdir()
    engine = furnish(old, drawn("start Werk end", start(), asks("Werk"), end()))
    case, untouched = open_cases(engine, 2)
    for one in (case, untouched):
        with engine.desk.act(ENGINE, one) as run:
            content = run.parts.sealer.seal(one, "SOC", "task:0", json.dumps({"note": "kanarie"}), run.case.part)
            run.tx.add(Sealed(case=one, zone="SOC", subject="task:0", form="x", content=content, set_at=run.now))
            run.settle()
    backups.take(old.settings, tmp_path / "records", tmp_path / "wrapped", say=lambda _: None)
    erased(engine, case, "SOC")
    assert shredded(engine) == 1
    shutil.copytree(old.folder / "keys", new.folder / "keys")
    if not sabotage:
        shutil.copy(old.folder / "tombstones.log", new.folder)
    backups.restore(new.settings, tmp_path / "records", tmp_path / "wrapped", forget=sabotage)
    restored = new.engine()
    with restored.desk.store.reading() as reader:
        readable = {row.case for row in reader.find(Sealed) if opens(restored, row)}
        assert reader.count(Task, case=case, status=TaskStatus.OPEN) == 1, "the case itself came back"
    assert readable == ({case, untouched} if sabotage else {untouched})

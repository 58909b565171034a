"""R11: yesterday's cases wake today. For every release that left its states here: its database becomes one of today's, every
case in it goes on to its end, and every diagram half way goes the road it would have gone."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from engine import audit, kernel
from engine.acts.doctor import Doctor
from engine.clock import VirtualClock
from engine.engine import Engine
from engine.model import ENGINE, Case, Sealed, Task, TaskStatus
from perspectief.factory import open_store
from perspectief.rehearsal import Rehearsal
from tests.reliability.house import House
from tests.states.keep import HERE, answer, house_in, waits_of

RELEASES = sorted(path for path in HERE.iterdir() if (path / "records.sql").exists())
LATER = datetime(2027, 3, 3, 8, tzinfo=UTC)  # the day after the states were kept
ROADS = [
    pytest.param(road, id=f"{release.name}-{road['seed']}")
    for release in RELEASES
    for road in json.loads((release / "roads.json").read_text(encoding="utf-8"))
]


@pytest.fixture(params=RELEASES, ids=lambda path: path.name)
def house(request: pytest.FixtureRequest, tmp_path: Path) -> House:
    """The databases of a release, as its programs left them."""
    found = house_in(tmp_path)
    for name in ("records", "keys"):
        with closing(sqlite3.connect(tmp_path / f"{name}.db")) as database:
            database.executescript((request.param / f"{name}.sql").read_text(encoding="utf-8"))
    return found


@pytest.fixture
def engine(house: House) -> Engine:
    """The engine of today on them."""
    store = open_store(house.settings)
    store.migrate()
    store.close()
    return house.engine(VirtualClock(LATER))


def test_the_doctor_finds_nothing_wrong_and_history_is_whole(engine: Engine) -> None:
    looked, complaints = Doctor(engine.desk).examine()
    assert looked > 0
    assert complaints == []
    assert audit.verify_store(engine.desk.store) == []


def test_what_was_sealed_can_be_read(engine: Engine) -> None:
    with engine.desk.store.reading() as reader:
        notes = reader.find(Sealed)
    assert notes
    for note in notes:
        assert engine.desk.sealer.open(note.case, note.zone, note.subject, note.content)


def test_every_case_goes_on_to_its_end(engine: Engine) -> None:
    clock = engine.desk.clock
    assert isinstance(clock, VirtualClock)
    play = Rehearsal(engine, clock)
    for case in play.cases():
        with engine.desk.act(ENGINE, case.id) as run:
            run.set_fact("priority", "P0", source="test")  # what ends the loop
            run.settle()
        play.bring("meldpunt", "hallo", case.reference, {})
    play.pass_time(timedelta(days=10))
    for task in _open(engine):
        play.complete(task, {})
    assert _open(engine) == []
    assert {row.status.value for row in play.cases()} == {"closed"}
    assert Doctor(engine.desk).examine() == (len(play.cases()), [])


def _open(engine: Engine) -> list[Task]:
    with engine.desk.store.reading() as reader:
        return reader.find(Task, status=TaskStatus.OPEN)


@pytest.mark.parametrize("road", ROADS)
def test_a_diagram_half_way_goes_on_as_it_would_have(road: dict[str, Any]) -> None:
    model, marking = kernel.read(road["diagram"].encode()).model, kernel.load(road["marking"])
    for step in road["answers"]:
        wait = next(row for row in kernel.waits(model, marking) if row.number == step["wait"])
        assert wait.kind == step["kind"]
        marking, _ = answer(model, marking, wait, road["facts"])
        assert waits_of(model, marking) == step["then"]


def test_sabotage_a_marking_that_lost_a_wait_is_noticed() -> None:
    road = ROADS[0].values[0]
    assert isinstance(road, dict)
    following, rows = json.loads(road["marking"].removeprefix("k1"))
    lost = f"k1{json.dumps([following, rows[:-1]])}"
    with pytest.raises((AssertionError, StopIteration, LookupError)):
        test_a_diagram_half_way_goes_on_as_it_would_have({**road, "marking": lost})


def test_this_release_left_its_states() -> None:
    assert RELEASES


def test_every_case_of_a_release_is_in_its_database(engine: Engine) -> None:
    with engine.desk.store.reading() as reader:
        assert len(reader.find(Case)) == 7

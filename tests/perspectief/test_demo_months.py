"""The months of figures in the demonstration: told of a played crowd, by the rules of every month, and saying so."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import yaml

from engine.clock import VirtualClock
from engine.engine import Engine
from engine.figures import indicators
from engine.figures.disclosure import FEWEST, TENS
from engine.model import Case, CaseStatus
from perspectief import demo
from perspectief.demo import crowd, months
from perspectief.memory import memory_engine
from perspectief.rehearsal import Rehearsal

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def stage() -> Iterator[Rehearsal]:
    """A house with people and processes, two months ago."""
    clock = VirtualClock(NOW - timedelta(days=61))
    with memory_engine(clock) as engine:
        demo.prepare(engine, NOW)
        yield Rehearsal(engine, clock)


def told(engine: Engine) -> list[datetime]:
    with engine.desk.look() as (_, snapshot), engine.desk.store.begin() as tx:
        return months.tell(tx, sorted(snapshot.processes), NOW)


def test_what_ships_holds_no_number_below_ten_and_tells_persons_in_tens() -> None:
    ships = yaml.safe_load(months.FILE.read_text(encoding="utf-8"))
    assert (ships["persons"], len(ships["months"])) == (crowd.PEOPLE, crowd.MONTHS)
    for line in [line for month in ships["months"] for line in month]:
        assert indicators.BY_KEY[line[0]].exact or (line[3] >= FEWEST and line[3] % TENS == 0), line
    assert {line[0] for month in ships["months"] for line in month} >= {
        "opened",
        "outcomes",
        "steps",
        "stalls",
        "ladder",
    }


def test_what_is_written_is_read_back_as_it_was() -> None:
    month = [indicators.Line("opened", "", "all", 60), indicators.Line("steps", "P02", "late", None)]
    assert yaml.safe_load(months.written(7, [month, month])) == {
        "persons": 7,
        "months": [[["opened", None, "all", 60]]] * 2,
    }


def test_the_played_months_stand_before_this_one_and_say_that_they_were_played(stage: Rehearsal) -> None:
    ends = told(stage.engine)
    assert [end.date().isoformat() for end in ends][-2:] == ["2027-01-31", "2027-02-28"]  # midnight in Amsterdam
    lines = stage.engine.figures.all_of("2027-02")
    assert (indicators.PLAYED, crowd.PEOPLE) in [(line.indicator, line.shown) for line in lines]
    cells = {(row.key, cell) for row in indicators.INDICATORS for cell in row.cells}
    assert {(line.indicator, line.cell) for line in lines} == cells | {(indicators.PLAYED, "persons")}
    stage.go_to(ends[-2])
    months.oversee(stage)
    assert [head.month for head in stage.engine.figures.months(None)] == ["2027-01"]


def test_the_short_ways_of_the_crowd_end_with_the_outcome_that_they_name(stage: Rehearsal) -> None:
    short = [
        row for row in crowd.WAYS if row[1].endswith(("warm-overdragen.yaml", "alleen-advies.yaml", "stoppen.yaml"))
    ]
    people = [demo.Traveller(number, crowd.way_of(*way), stage.clock.now()) for number, (_, *way) in enumerate(short)]
    left = demo.play(demo.Show(stage, stage.clock.now() + timedelta(days=20)), people)
    assert [one.waits_for for one in left] == []
    with stage.engine.desk.store.reading() as reader:
        ended = [reader.get(Case, one.case) for one in people]
    assert [(case.status, case.outcome) for case in ended if case] == [
        (CaseStatus.CLOSED, outcome) for outcome in ("O7", "O12", "O9")
    ]


def test_the_same_seed_gives_the_same_crowd_and_some_of_it_is_late() -> None:
    one, other = crowd.crowd(40, 1), crowd.crowd(40, 1)
    assert one == other != [replace(row) for row in crowd.crowd(40, 2)]
    assert any(turn.wait > timedelta(days=crowd.OVERDUE[0]) for row in one for turn in row.road)

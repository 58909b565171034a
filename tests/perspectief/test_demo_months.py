"""The months and the year of figures in the demonstration: told of a played crowd, by the rules of every month, and saying so."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import yaml

from engine.clock import VirtualClock
from engine.engine import Engine
from engine.figures import equality, indicators
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
    for line in [*(line for month in ships["months"] for line in month), *ships["year"]]:
        assert line[0] in indicators.EXACT or (line[3] >= FEWEST and line[3] % TENS == 0), line
    assert {line[0] for month in ships["months"] for line in month} >= {
        "opened",
        "outcomes",
        "steps",
        "stalls",
        "ladder",
    }
    assert {line[0] for line in ships["year"]} == {row.key for row in equality.COMPARED}


def test_no_cell_of_the_year_that_ships_is_hidden_alone() -> None:
    told = {(row[0], row[1], row[2]) for row in yaml.safe_load(months.FILE.read_text(encoding="utf-8"))["year"]}
    for row in equality.COMPARED:
        for part in equality.parts_of(row):
            hidden = [cell for cell in row.cells if (row.key, part, cell) not in told]
            assert not row.exclusive or len(hidden) != 1, (row.key, part)


def test_what_is_written_is_read_back_as_it_was() -> None:
    month = [indicators.Line("opened", "", "all", 60), indicators.Line("steps", "P02", "late", None)]
    year = [indicators.Line("equalSteps", "S4", "late", 30), indicators.Line("equalSteps", "S1", "late", None)]
    assert yaml.safe_load(months.written(7, [month, month], year)) == {
        "persons": 7,
        "months": [[["opened", None, "all", 60]]] * 2,
        "year": [["equalSteps", "S4", "late", 30]],
    }


def test_what_was_played_stands_before_now_and_is_public_once_people_looked_at_it(stage: Rehearsal) -> None:
    ends, figures = told(stage.engine), stage.engine.figures
    # Midnight in Amsterdam; the year ends with its last month.
    assert [end.date().isoformat() for end in ends][-3:] == ["2026-12-31", "2027-01-31", "2027-02-28"]
    assert cells_of(figures.all_of("2027-02")) == {
        (row.key, cell) for row in indicators.INDICATORS for cell in row.cells
    }
    assert cells_of(figures.all_of("2026")) == {(row.key, cell) for row in equality.COMPARED for cell in row.cells}
    assert figures.years(None) == ()
    for end, public in (ends[-3], ["2026-12"]), (ends[-2], ["2027-01", "2026-12"]):
        stage.go_to(end)
        months.oversee(stage)
        assert [head.month for head in figures.months(None)] == public
        assert [head.month for head in figures.years(None)] == ["2026"]


def cells_of(lines: Sequence[indicators.Line]) -> set[tuple[str, str]]:
    """What is told of a month or a year besides that it was played, which must be told."""
    assert indicators.persons_played(lines) == crowd.PEOPLE
    return {(line.indicator, line.cell) for line in lines if line.indicator != indicators.PLAYED}


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

"""The comparison of a year: who is counted where, that it is told once beside its months, and that the two together give nobody away."""

import itertools
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

import pytest

from engine.errors import NotFound
from engine.figures import equality, indicators
from engine.figures.disclosure import FEWEST, apart, in_tens
from engine.figures.equality import COMPARED, GROUPS, lines
from engine.figures.indicators import BY_KEY, Line
from engine.figures.sheet import as_csv
from engine.model import Case, CaseKind, CaseStatus, Definition, Figure, Instance, InstanceStatus
from engine.step.casefacts import CaseFacts, instance_scope
from engine.store.counting import PERSONS
from engine.vocabulary import Vocabulary, read_vocabulary
from tests.engine.cast import Stage, pathway, stage
from tests.engine.conftest import Play
from tests.engine.test_figures import MARCH, OURS, does, people, shown, works
from tests.engine.test_figures import planted as a_month

BY = {row.key: row for row in COMPARED}


def persons(cell: str, count: int, since: int = 0) -> list[tuple[int, str]]:
    return [(since + person, cell) for person in range(count)]


# --- nobody is given away ------------------------------------------------------------------------------------


def told_with_its_month(*counts: int) -> tuple[int | None, ...]:
    """Two groups of which nobody is in both, and last the one month in which all of it happened."""
    month = in_tens(sum(counts))
    groups = {
        group: persons("durable", count, 1000 * place)
        for place, (group, count) in enumerate(zip(GROUPS, counts, strict=False))
    }
    said = lines(BY["equalOutcomes"], groups, [Line("outcomes", "", "durable", month)])
    found = {line.part: line.shown for line in said if line.cell == "durable"}
    return (*(found[group] for group in GROUPS[: len(counts)]), month)


def fewest_values(top: int) -> int:
    """How many values the hidden one of two groups can still have, at least, for who knows the rule, the month and that there is no third
    group. Where both are hidden the year says nothing that the month does not."""
    alike: dict[tuple[int | None, ...], set[tuple[int, int]]] = defaultdict(set)
    for one, other in itertools.product(range(top), repeat=2):
        alike[told_with_its_month(one, other)].add((one, other))
    least = top
    for (one, other, _), pairs in alike.items():
        if (one is None) is (other is None) or max(max(pair) for pair in pairs) >= top - FEWEST // 2:
            continue
        least = min(least, len({pair[0 if one is None else 1] for pair in pairs}))
    return least


@pytest.fixture
def two_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nine groups say little of one: the trial is with as few as there can be."""
    monkeypatch.setattr(equality, "GROUPS", GROUPS[:2])


@pytest.mark.usefixtures("two_groups")
def test_a_year_and_its_months_say_no_more_of_a_hidden_cell_than_the_cell_alone() -> None:
    assert fewest_values(40) >= FEWEST


@pytest.mark.usefixtures("two_groups")
def test_a_year_that_is_not_held_against_its_months_gives_people_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sabotage: every group as if it stood alone."""
    monkeypatch.setattr(equality, "apart", lambda told, **_: told)
    assert fewest_values(40) < FEWEST


@pytest.mark.parametrize(
    ("told", "least", "most", "stays"),
    [
        ({"a": 20, "b": None}, 20, 29, True),
        ({"a": 20, "b": None}, 25, 34, False),  # at least one is in b
        ({"a": 20, "b": None}, 15, 20, False),  # at most five are in b
        ({"a": 20, "b": None, "c": None}, 25, 34, True),
        ({"a": 20, "b": 30}, 40, 49, True),  # nothing is hidden
    ],
)
def test_a_sum_that_narrows_a_hidden_cell_hides_the_others(
    told: dict[str, int | None], least: int, most: int, stays: bool
) -> None:
    assert apart(told, least=least, most=most) == (told if stays else dict.fromkeys(told))


def test_a_cell_that_is_hidden_alone_takes_the_smallest_with_it() -> None:
    counted = {"S4": [*persons("inTime", 41), *persons("late", 6, 100)]}
    found = {
        line.cell: line.shown for line in lines(BY["equalSteps"], counted, months_of_plenty()) if line.part == "S4"
    }
    assert found == {"inTime": None, "late": None}


def months_of_plenty() -> list[Line]:
    """Months that bind nothing: as many hidden as told."""
    return [Line(row.key, "", cell, None) for row in map(BY_KEY.get, ("awards", "outcomes", "steps", "ladder")) if row
            for cell in row.cells for _ in range(12)]  # fmt: skip


def test_every_cell_of_every_part_is_told_whether_anybody_is_in_it_or_not() -> None:
    for row in COMPARED:
        none = lines(row, {}, [])
        few = lines(row, {equality.parts_of(row)[0]: persons(row.cells[0], 9)}, months_of_plenty())
        assert none == few
        assert len(none) == len(equality.parts_of(row)) * len(row.cells)


def unlawful(groups: tuple[str, ...], vocabulary: Vocabulary) -> set[str]:
    """The groups that are not those of triage, which know no nationality, language, belief or origin."""
    return set(groups) - set(vocabulary.facts["subgroupLabels"].values)


def test_groups_are_those_of_triage_and_all_of_them() -> None:
    vocabulary = read_vocabulary(
        *(pathway()[f"{name}.yaml"].decode() for name in ("facts", "organisations", "messages"))
    )
    assert unlawful(GROUPS, vocabulary) == set()
    assert set(vocabulary.facts["subgroupLabels"].values) == set(GROUPS)
    assert set(vocabulary.facts["scheme"].values) == set(equality.SCHEMES)
    assert unlawful((*GROUPS, "MA"), vocabulary) == {"MA"}


def test_no_comparison_can_be_made_by_who_did_the_work() -> None:
    for statement in PERSONS.values():
        assert not [name for name in ("assignee", "completed_by", "actor", "organisation") if name in str(statement)]


# --- a year of a house ---------------------------------------------------------------------------------------


@pytest.fixture
def house() -> Iterator[Stage]:
    """A year with something in every comparison: S4 and S5 asked the same support, and got it in different ways."""
    with stage(pathway(), now=MARCH) as here:
        planted(here)
        yield here


def planted(here: Stage) -> None:
    """Everybody may get 2,615 euros; of S5 everybody got less, and later than agreed."""
    over = {"status": InstanceStatus.COMPLETED, "ended_at": MARCH}
    with here.engine.desk.store.begin() as tx:
        definition = tx.find(Definition, kind="process", key="P12")[0].id
        for group, outcome, late, total in (("S4", "O1", 0, "2615.00"), ("S5", "O9", 2, "2000.00")):
            closed = {"opened_at": MARCH, "closed_at": MARCH, "status": CaseStatus.CLOSED, "outcome": outcome}
            for case in people(tx, 24, **closed):
                award, other = (
                    tx.add(
                        Instance(
                            case=case.id, definition=definition, process=key, outcome=end, started_at=MARCH, **over
                        )
                    )
                    for key, end in (("P12", "granted"), ("P03", "done"))
                )
                does(tx, other, "Werk", 1, late)
                kept = CaseFacts(tx, case, here.engine.vocabulary, here.engine.desk.sealer)
                told = {"scheme": "AVRR", "entitledTotal": "2615.00", "awardTotal": total, "subgroupLabels": [group]}
                for name, value in told.items():
                    kept.set(tx, name, value, scope=instance_scope(award.id), now=MARCH, by=None, source="test")


def until_the_year_is_told(here: Stage) -> str | None:
    here.later(days=310)
    while here.engine.figures.tell_month():
        pass
    return here.engine.figures.tell_year()


def test_a_year_compares_what_groups_got(house: Stage) -> None:
    assert house.engine.figures.tell_year() is None
    assert until_the_year_is_told(house) == "2027"
    told = house.engine.figures.all_of("2027")
    assert shown(told, "equalAmounts", "AVRR") == {"asPublished": 20, "less": 20, "more": None}
    assert shown(told, "equalOutcomes", "S4")["durable"] == 20
    assert shown(told, "equalOutcomes", "S5")["noSolution"] == 20
    assert shown(told, "equalAwards", "S5")["granted"] == 20
    assert shown(told, "equalSteps", "S8") == {"inTime": None, "late": None}
    assert "2027,equalAmounts,AVRR,less,20,persons" in as_csv("2027", told)


def test_a_year_is_told_once_and_after_all_its_months(house: Stage) -> None:
    house.later(days=310)
    assert house.engine.figures.tell_year() is None  # its months are not told yet
    while house.engine.figures.tell_month():
        pass
    assert house.engine.figures.tell_year() == "2027"
    assert house.engine.figures.tell_year() is None
    rows = house.find(Figure, month="2027")
    assert len({(row.indicator, row.part, row.cell) for row in rows}) == len(rows)


def test_a_year_is_public_when_people_said_what_it_means(house: Stage) -> None:
    until_the_year_is_told(house)
    figures, aukje, charlie = house.engine.figures, house.who("aukje"), house.who("charlie")
    assert [head.month for head in figures.years(aukje)] == ["2027"]
    assert "2027" not in [head.month for head in figures.months(aukje)]
    for outsider in (charlie, None):
        assert figures.years(outsider) == ()
        with pytest.raises(NotFound):
            figures.month(outsider, "2027")
    with house.engine.desk.store.begin() as tx:
        case = tx.add(Case(reference="T-2028-01", kind=CaseKind.SYSTEM, opened_at=MARCH))
        works(
            tx, case, "P28", status=InstanceStatus.COMPLETED, outcome="published", ended_at=MARCH + timedelta(days=300)
        )
    assert [head.public for head in figures.years(None)] == [True]


def test_a_server_without_the_key_of_money_leaves_the_year_to_another(
    house: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.later(days=310)
    while house.engine.figures.tell_month():
        pass
    sealer = house.engine.desk.sealer
    monkeypatch.setattr(type(sealer), "can", lambda self, zone: zone != "FIN")
    assert house.engine.figures.tell_year() is None
    monkeypatch.undo()
    assert house.engine.figures.tell_year() == "2027"


def test_what_a_year_says_is_written_without_a_person(house: Stage) -> None:
    until_the_year_is_told(house)
    references = {case.reference for case in house.find(Case)}
    written = json.dumps([repr(row) for row in house.find(Figure, month="2027")])
    assert not [reference for reference in references if reference in written]


def test_both_databases_answer_person_by_person(everywhere: Play) -> None:
    here = everywhere(OURS)
    a_month(here)
    with here.engine.desk.store.reading() as reader:
        found = {key: reader.persons(key, *indicators.span("2027-03")) for key in PERSONS}
    assert {key: len({person for person, _ in rows}) for key, rows in found.items()} == {
        "equalOutcomes": 65, "equalSteps": 31, "equalLadder": 31, "equalAwards": 31,
    }  # fmt: skip
    assert {cell for _, cell in found["equalSteps"]} == {"late"}  # somebody with one late step is late
    assert {cell for _, cell in found["equalLadder"]} == {"L2", "L5"}

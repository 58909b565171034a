"""The month's figures: what is counted, that it is told once and in tens, and that nobody can be found in it."""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta

import pytest

from engine.errors import NotFound
from engine.figures import indicators
from engine.figures.disclosure import FEWEST, Told, in_tens, protect
from engine.figures.indicators import BY_KEY, Line
from engine.figures.sheet import as_csv
from engine.model import (
    Case,
    CaseKind,
    CaseStatus,
    Escalation,
    Event,
    Figure,
    Instance,
    InstanceStatus,
    Task,
    TaskStatus,
)
from engine.source import of_wait
from engine.store.counting import COUNTS
from engine.store.protocol import Transaction
from tests.engine.cast import Stage, asks, drawn, small, stage
from tests.engine.conftest import Play
from tests.kernel.drawing import end, start

MARCH = datetime(2027, 3, 10, 9, tzinfo=UTC)
APRIL = datetime(2027, 4, 2, 9, tzinfo=UTC)
OURS = small(drawn("start Werk end", start(), asks("Werk"), end()))


def shown(lines: Iterable[Line], indicator: str, part: str = "") -> dict[str, int | None]:
    return {line.cell: line.shown for line in lines if (line.indicator, line.part) == (indicator, part)}


def people(tx: Transaction, n: int, **columns: object) -> list[Case]:
    given: dict[str, object] = {"opened_at": MARCH, "kind": CaseKind.PERSON, **columns}
    known = tx.count(Case, cap=100_000)
    return tx.add_all([Case(reference=f"X-{known + i}", **given) for i in range(n)])  # type: ignore[arg-type] # columns of a case


def works(tx: Transaction, case: Case, process: str, **columns: object) -> Instance:
    definition = tx.find(Instance, limit=1)[0].definition
    return tx.add(Instance(case=case.id, definition=definition, process=process, started_at=MARCH, **columns))  # type: ignore[arg-type] # columns of an instance


def does(tx: Transaction, instance: Instance, element: str, days: int, late: int = 0, *, done: bool = True) -> None:
    """A task with a term of some days that was closed on its last day, or so many days later."""
    due = MARCH + timedelta(days=days)
    tx.add(
        Task(
            case=instance.case,
            instance=instance.id,
            wait=days,
            process=instance.process,
            element=element,
            name=element,
            opened_at=MARCH,
            due_at=due,
            closed_at=due + timedelta(days=late, hours=-1) if done else None,
            status=TaskStatus.COMPLETED if done else TaskStatus.OPEN,
        )
    )


def planted(house: Stage) -> None:
    """A month of March with something in every figure."""
    house.open_case("P")
    with house.engine.desk.store.begin() as tx:
        gone = people(tx, 31, closed_at=MARCH, status=CaseStatus.CLOSED, outcome="O1")
        people(tx, 12, closed_at=MARCH, status=CaseStatus.CLOSED, outcome="O8")
        people(tx, 22, closed_at=MARCH, status=CaseStatus.CLOSED, outcome="O9")
        people(tx, 3, opened_at=APRIL)  # the month after
        for n, case in enumerate(gone):
            own = works(tx, case, "P", status=InstanceStatus.COMPLETED, ended_at=MARCH, outcome="end")
            for days in (1, 2, 3):  # three tasks of one person are one person
                does(tx, own, "Werk", days, late=2 if n < 11 else 0)
            does(tx, works(tx, case, "P17"), "L2" if n < 20 else "L5", 4, done=False)
            works(tx, case, "P18", outcome="found" if n < 16 else None, ended_at=MARCH)
            works(tx, case, "P21")
            works(tx, case, "P12", outcome="granted", ended_at=MARCH)
            tx.add(Escalation(case=case.id, cause=of_wait(n, 1), source="Werk", level="L1", opened_at=MARCH))
        tx.append_events([Event(case=None, at=MARCH, kind="system:demand:counted", detail='{"year": 2027}')])


def test_a_month_counts_persons_in_tens(everywhere: Play) -> None:
    house = everywhere(OURS)
    planted(house)
    house.later(days=40)
    assert house.engine.figures.tell_month() == "2027-03"
    lines = house.engine.figures.all_of("2027-03")
    assert shown(lines, "opened") == {"all": 70}
    assert shown(lines, "steps", "P") == {"inTime": 20, "late": 10}
    assert shown(lines, "sight") == {"lost": 30, "found": 20}
    assert shown(lines, "stalls")["deadline"] == 30
    assert shown(lines, "stalls")["idle"] is None
    assert shown(lines, "ladder") == {"L1": None, "L2": 20, "L3": None, "L4": None}
    assert shown(lines, "complaints") == {"all": 30}
    assert shown(lines, "awards") == {"granted": 30, "secondAgreement": None, "refused": None, "cancelled": None}
    assert shown(lines, "register") == {"l5Opened": 11, "l5Open": 11, "l5Late": 11, "demands": 1}


def test_outcomes_are_as_lasting_as_the_table_says(pathway_stage: Stage) -> None:
    with pathway_stage.engine.desk.store.begin() as tx:
        for code, n in (("O1", 21), ("O5", 10), ("O7", 14), ("O8", 18), ("O9", 33), ("O12", 40)):
            people(tx, n, closed_at=MARCH, status=CaseStatus.CLOSED, outcome=code)
    pathway_stage.later(days=40)
    pathway_stage.engine.figures.tell_month()
    lines = pathway_stage.engine.figures.all_of("2027-03")
    assert shown(lines, "outcomes") == {
        "durable": 30,
        "semiDurable": 10,
        "noSolution": 30,
        "outOfSight": 20,
        "other": 40,
    }


# --- nobody can be found -----------------------------------------------------------------------------------------

Publish = Callable[[Mapping[str, int]], Told]


def narrowest(publish: Publish, cells: int, top: int) -> dict[bool, int]:
    """How many values a count can still have for who knows the rule and the whole table: the least of all tables there can be,
    for hidden cells (False) and told ones (True)."""
    alike: dict[tuple[int | None, ...], list[tuple[int, ...]]] = defaultdict(list)
    for true in itertools.product(range(top), repeat=cells):
        alike[tuple(publish({str(i): n for i, n in enumerate(true)}).values())].append(true)
    least = {False: top, True: top}
    for table, tables in alike.items():
        if any(max(true) >= top - FEWEST // 2 for true in tables):
            continue  # the largest that we try is not the largest there is
        for place in range(cells):
            told = table[place] is not None if place < len(table) else True
            least[told] = min(least[told], len({true[place] for true in tables}))
    return least


def protected(counts: Mapping[str, int]) -> Told:
    return protect(counts, exclusive=True)


def with_a_sum(counts: Mapping[str, int]) -> Told:
    """The fault: a sum that is rounded on its own."""
    return {**{cell: in_tens(n) for cell, n in counts.items()}, "sum": in_tens(sum(counts.values()))}


@pytest.mark.parametrize(("cells", "top"), [(2, 40), (3, 30)])
def test_a_whole_table_says_no_more_of_a_cell_than_the_cell_itself(cells: int, top: int) -> None:
    alone = narrowest(lambda counts: {"0": in_tens(counts["0"])}, 1, top)
    found = narrowest(protected, cells, top)
    assert found[False] >= alone[False] == FEWEST
    assert found[True] >= alone[True] == FEWEST // 2  # 10 is told for 10 to 14, the others for ten values


def test_a_sum_that_is_told_beside_its_cells_is_seen_to_give_one_away() -> None:
    found = narrowest(with_a_sum, 2, 40)
    assert found[False] < FEWEST


def possible(told: Told, cell: str, sum_from_elsewhere: int) -> set[int]:
    """What a cell of two can be for who knows their exact sum from elsewhere."""
    other = next(name for name in told if name != cell)
    values = range(sum_from_elsewhere + 1)
    return {
        n
        for n in values
        if told[cell] in (None, in_tens(n)) and told[other] in (None, in_tens(sum_from_elsewhere - n))
        if told[cell] is not None or told[other] is None or n < FEWEST
    }


def test_one_hidden_cell_does_not_follow_from_a_sum_that_somebody_knows() -> None:
    counts = {"inTime": 44, "late": 9}
    alone = {cell: in_tens(n) for cell, n in counts.items()}
    assert possible(alone, "late", 53) == {9}  # the fault: hiding it alone gives it away exactly
    assert len(possible(protect(counts, exclusive=True), "late", 53)) > FEWEST


def test_what_happens_late_changes_no_month_that_was_told(pathway_stage: Stage) -> None:
    house = pathway_stage
    with house.engine.desk.store.begin() as tx:
        last = people(tx, 14)[-1]
    house.later(days=40)
    assert house.engine.figures.tell_month() == "2027-03"
    before = house.engine.figures.all_of("2027-03")
    with house.engine.desk.store.begin() as tx:
        (late,) = people(tx, 1)  # somebody is entered late, with a day in March
        tx.change(last, priority="P0")
    assert house.engine.figures.tell_month() is None
    assert house.engine.figures.all_of("2027-03") == before
    with house.engine.desk.store.reading() as reader:  # the fault: counting March again tells that one person came
        again = reader.counted("opened", *indicators.span("2027-03"))
    recounted = indicators.lines(BY_KEY["opened"], again)
    assert (shown(before, "opened"), shown(recounted, "opened")) == ({"all": 10}, {"all": 20})
    assert late.opened_at < indicators.span("2027-03")[1]


def test_nothing_and_a_few_look_alike(pathway_stage: Stage) -> None:
    none = indicators.lines(BY_KEY["ladder"], [])
    few = indicators.lines(BY_KEY["ladder"], [("", "L3", 9), ("", "L1", 1)])
    assert none == few
    assert "L3,," in as_csv("2027-03", few)


def test_no_figure_can_be_counted_by_who_did_the_work() -> None:
    people_columns = (
        *("assignee", "completed_by", "actor", "deputy", "director", "opened_by", "set_by", "account"),
        *("on_behalf_of", "delegated_by", "owner", "organisation"),
    )

    def named(statements: Iterable[object]) -> set[str]:
        return {name for one in statements for name in people_columns if name in str(one)}

    assert named(one for of in COUNTS.values() for one in of) == set()
    assert named(["SELECT task.assignee, count(*) FROM task"]) == {"assignee"}  # the check sees a planted one


# --- months and readers ------------------------------------------------------------------------------------------


def test_every_month_since_the_first_person_is_told_once_and_the_running_one_never() -> None:
    with stage(OURS) as house:
        assert house.engine.figures.tell_month() is None
        house.open_case("P")
        assert house.engine.figures.tell_month() is None
        house.later(days=70)
        assert [house.engine.figures.tell_month() for _ in range(3)] == ["2027-03", "2027-04", None]
        rows = house.find(Figure)
        assert len({(row.month, row.indicator, row.part, row.cell) for row in rows}) == len(rows)


def test_a_month_is_public_when_people_said_what_it_means(pathway_stage: Stage) -> None:
    house, figures = pathway_stage, pathway_stage.engine.figures
    with house.engine.desk.store.begin() as tx:
        people(tx, 14)
    house.later(days=33)
    figures.tell_month()
    house.engine.oversight.begin_month()
    aukje, charlie = house.who("aukje"), house.who("charlie")
    assert [head.month for head in figures.months(aukje)] == ["2027-03"]
    for outsider in (charlie, None):
        assert figures.months(outsider) == ()
        with pytest.raises(NotFound):
            figures.month(outsider, "2027-03")
    case = house.one(Case, kind=CaseKind.SYSTEM, reference="T-2027-04")
    for name in ("Cijfers duiden", "Openbaar maken"):
        house.do(case, name)
    assert [head.public for head in figures.months(None)] == [True]
    assert figures.month(None, "2027-03") == figures.month(aukje, "2027-03")


def test_a_month_ends_at_midnight_in_amsterdam() -> None:
    since, until = indicators.span("2027-03")
    assert (since.isoformat(), until.isoformat()) == ("2027-02-28T23:00:00+00:00", "2027-03-31T22:00:00+00:00")
    assert indicators.after("2026-12") == "2027-01"
    with pytest.raises(ValueError, match="month"):
        indicators.span("2027-13")

"""What a coordinator sees and does through the API."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from engine.model import Notice, Task
from tests.api.program import Program, Stage, opened

People = Callable[[str], Program]


@pytest.fixture(scope="module")
def house() -> Iterator[Stage]:
    """A house of its own: when nine days pass, everything that is due in every case of a house is acted on."""
    with opened() as made:
        yield made


@pytest.fixture
def late(house: Stage, reference: str) -> Task:
    """A task whose date has passed."""
    house.rehearsal.pass_time(timedelta(days=9))
    return house.task(reference, "Eerste contact")


def row_of(program: Program, reference: str, query: str = "") -> dict[str, object]:
    """The row of a case on whichever page it stands: the other tests of this house leave theirs on the list."""
    place = f"/stuck{query}"
    while listed := program.get(place).json:
        for row in listed["items"]:
            if row["head"]["reference"] == reference:
                found: dict[str, object] = row
                return found
        assert listed["after"], "the case is on no page"
        place = f"/stuck{query}{'&' if query else '?'}after={listed['after']}"
    raise AssertionError("there is no list")


def test_a_case_that_stands_still_is_listed_with_its_reason(speaks_for: People, late: Task, reference: str) -> None:
    row = row_of(speaks_for("coen"), reference)
    assert row["stall"]
    assert "reassign" in str(row["actions"])


def test_a_reason_that_nobody_knows_is_refused(speaks_for: People) -> None:
    problem = speaks_for("coen").get("/stuck?reason=laziness", expect=422).json
    assert problem is not None
    assert problem["fields"][0]["path"] == "reason"


@pytest.mark.parametrize("login", ["tara", "alice", "charlie", "anna", "beheer"])
def test_only_coordinators_look_at_what_stands_still(speaks_for: People, login: str) -> None:
    speaks_for(login).get("/stuck", expect=403)


def test_a_nudge_is_a_notice_once_a_day(speaks_for: People, house: Stage, late: Task) -> None:
    def nudges() -> int:
        with house.engine.desk.store.reading() as reader:
            return len([row for row in reader.find(Notice, case=late.case) if row.key.startswith("nudge:")])

    speaks_for("coen").post(f"/tasks/{late.id}/nudge", expect=204)
    once = nudges()
    speaks_for("coen").post(f"/tasks/{late.id}/nudge", expect=204)
    assert nudges() == once > 0


def test_a_date_is_moved_once_with_a_reason(speaks_for: People, house: Stage, late: Task) -> None:
    coen, to = speaks_for("coen"), (house.rehearsal.clock.now() + timedelta(days=20)).date().isoformat()
    coen.post(f"/tasks/{late.id}/extend", {"to": to, "reason": "De tolk is er pas dan"}, expect=204)
    assert house.now(late.id).due_at != late.due_at
    coen.post(f"/tasks/{late.id}/extend", {"to": to, "reason": "Nog een keer"}, expect=409)


@pytest.mark.parametrize("to", ["2027-02-30", "2020-01-01", "20280101", "2028-W01-1", "9999-12-31", "morgen", 5, None])
def test_a_date_that_cannot_be_is_refused(speaks_for: People, house: Stage, late: Task, to: object) -> None:
    before = house.now(late.id)
    problem = speaks_for("coen").post(f"/tasks/{late.id}/extend", {"to": to, "reason": "x"}, expect=422).json
    assert problem is not None
    assert [row["path"] for row in problem["fields"]] == ["to"]
    assert house.now(late.id) == before


def test_a_case_is_put_on_the_ladder_once(speaks_for: People, reference: str) -> None:
    coen = speaks_for("coen")
    coen.post(f"/cases/{reference}/escalate", {"reason": "Niemand heeft plek"}, expect=204)
    assert coen.post(f"/cases/{reference}/escalate", {"reason": "Nog steeds niet"}, expect=409)


def test_a_task_is_put_on_the_ladder(speaks_for: People, house: Stage, task: Task, reference: str) -> None:
    speaks_for("coen").post(f"/cases/{reference}/escalate", {"reason": "Geen tijd", "task": task.id}, expect=204)
    assert any(row.process == "P17t" for row in house.tasks(reference))


def test_a_task_of_another_case_is_not_escalated_with_it(
    speaks_for: People, house: Stage, task: Task, reference: str
) -> None:
    other = house.report()
    before = house.traces(reference), house.traces(other)
    speaks_for("coen").post(f"/cases/{other}/escalate", {"reason": "Verkeerd", "task": task.id}, expect=404)
    assert (house.traces(reference), house.traces(other)) == before

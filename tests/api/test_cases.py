"""Cases through the API."""

from collections.abc import Callable

from engine.model import ReadLog
from tests.api.program import Program, Stage

People = Callable[[str], Program]


def test_a_list_shows_the_cases_of_ones_own(speaks_for: People, directed: str) -> None:
    listed = speaks_for("alice").get(f"/cases?text={directed.lower()}").json
    assert listed is not None
    assert [row["head"]["reference"] for row in listed["items"]] == [directed]


def test_a_case_says_who_directs_it_and_what_happens_now(speaks_for: People, directed: str) -> None:
    case = speaks_for("alice").get(f"/cases/{directed}").json
    assert case is not None
    assert case["head"]["director"]["name"] == "Alice de Wit"
    assert case["now"]
    assert [row["process"] for row in case["processes"]][:1] == ["P01"]


def test_a_reference_may_be_written_as_it_is_said(speaks_for: People, directed: str) -> None:
    speaks_for("alice").get(f"/cases/{directed.lower()}")


def test_a_case_has_a_history(speaks_for: People, directed: str) -> None:
    history = speaks_for("alice").get(f"/cases/{directed}/events").json
    assert history is not None
    moments = [row["at"] for row in history["items"]]
    assert moments == sorted(moments, reverse=True)
    assert moments


def entry(program: Program, reference: str) -> dict[str, object]:
    case = program.get(f"/cases/{reference}").json
    assert case is not None
    found: dict[str, object] = next(entry for zone in case["zones"] for entry in zone["entries"])
    return found


def test_opening_content_is_written_down_first(speaks_for: People, house: Stage, directed: str) -> None:
    alice = speaks_for("alice")
    closed = entry(alice, directed)
    content = alice.post(f"/cases/{directed}/content/{closed['id']}", {"purpose": "intake voorbereiden"}).json
    assert content is not None
    assert content["values"]
    with house.engine.desk.store.reading() as reader:
        rows = reader.find(ReadLog, case=house.case(directed).id, purpose="intake voorbereiden")
    assert [row.actor for row in rows] == [house.account("alice")]


def test_opening_content_asks_why(speaks_for: People, house: Stage, directed: str) -> None:
    alice = speaks_for("alice")
    closed = entry(alice, directed)
    before = house.traces(directed)
    for body in ({}, {"purpose": " "}, {"purpose": None}, {"purpose": "x" * 201}):
        problem = alice.post(f"/cases/{directed}/content/{closed['id']}", body, expect=422).json
        assert problem is not None
        assert problem["fields"][0]["path"] == "purpose"
    assert house.traces(directed) == before


def test_content_of_another_case_is_not_there(speaks_for: People, house: Stage, directed: str) -> None:
    alice = speaks_for("alice")
    closed = entry(alice, directed)
    other = house.directed_case()
    alice.post(f"/cases/{other}/content/{closed['id']}", {"purpose": "nieuwsgierig"}, expect=404)


def test_a_case_number_of_the_database_leaves_nowhere(speaks_for: People, house: Stage, directed: str) -> None:
    case = speaks_for("alice").get(f"/cases/{directed}").json
    assert case is not None
    assert "id" not in case["head"]
    assert "version" not in case

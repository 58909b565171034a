"""Processes through the API."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from engine.model import Definition
from perspectief.factory import shipped_files
from tests.api.program import Program, Stage

People = Callable[[str], Program]
P27 = next(name for name in shipped_files() if name.endswith("P27.bpmn"))


def files(*named: tuple[str, bytes]) -> dict[str, Any]:
    """A multipart body with these files."""
    return {
        "data": {"files": [(BytesIO(content), name) for name, content in named]},
        "content_type": "multipart/form-data",
    }


def changed() -> bytes:
    """A shipped diagram with one more line of space in it: another file that means the same."""
    return shipped_files()[P27] + b"\n"


def versions(house: Stage) -> int:
    with house.engine.desk.store.reading() as reader:
        return len(reader.find(Definition))


def confirmed(second: Program) -> None:
    """A second person puts to work what waits."""
    told = second.get("/second-look").json
    assert told is not None
    for row in told["proposals"]:
        second.post(f"/proposals/{row['id']}/decision", {"accept": True}, expect=200)


def test_everybody_sees_the_processes(tara: Program) -> None:
    listed = tara.get("/processes").json
    assert listed is not None
    assert "P01" in [row["key"] for row in listed["items"]]


def test_a_process_shows_its_versions_and_where_cases_stand(speaks_for: People, task: object) -> None:
    process = speaks_for("coen").get("/processes/P02c").json
    assert process is not None
    assert process["versions"][0]["version"] == 1
    assert process["counts"]["contact"] >= 1


def test_a_diagram_comes_as_it_was_deployed(tara: Program) -> None:
    answer = tara.get("/processes/P27/1.bpmn")
    assert answer.data == shipped_files()[P27]
    assert answer.content_type == "application/xml; charset=utf-8"


def test_what_is_not_there_is_not_found(tara: Program) -> None:
    for path in ("/processes/P99", "/processes/P27/99.bpmn", "/processes/P99/1.bpmn", "/processes/P27/x.bpmn"):
        tara.get(path, expect=404)


def test_a_dry_run_changes_nothing(speaks_for: People, house: Stage) -> None:
    before = versions(house)
    told = speaks_for("pim").post("/processes?dry_run=true", **files(("P27.bpmn", changed()))).json
    assert told is not None
    assert told["bundle"] is None
    assert versions(house) == before


def test_a_deployment_makes_a_new_version_and_the_same_file_none(speaks_for: People, house: Stage) -> None:
    pim = speaks_for("pim")
    told = pim.post("/processes", expect=201, **files(("P27.bpmn", changed()))).json
    assert told is not None
    assert [(row["key"], row["active"]) for row in told["definitions"]] == [("P27", False)]
    confirmed(speaks_for("coen"))
    again = pim.post("/processes", expect=200, **files(("P27.bpmn", changed()))).json
    assert again is not None
    assert again["definitions"] == []


def test_the_newest_version_is_the_only_active_one(speaks_for: People) -> None:
    pim = speaks_for("pim")
    pim.post("/processes", expect=201, **files(("P27.bpmn", changed() + b"\n")))
    confirmed(speaks_for("coen"))
    process = pim.get("/processes/P27").json
    assert process is not None
    assert process["versions"][0]["active"] is True
    assert sum(row["active"] for row in process["versions"]) == 1


def test_a_broken_diagram_is_refused_with_findings(speaks_for: People, house: Stage) -> None:
    before = versions(house)
    problem = speaks_for("pim").post("/processes", expect=422, **files(("P27.bpmn", b"<definitions>"))).json
    assert problem is not None
    assert problem["code"] == "refused"
    assert problem["findings"][0]["file"] == "P27.bpmn"
    assert problem["findings"][0]["remedy_nl"]
    assert versions(house) == before


def test_a_dry_run_of_a_broken_diagram_tells_the_findings(speaks_for: People) -> None:
    told = speaks_for("pim").post("/processes?dry_run=true", **files(("P27.bpmn", b"<definitions>"))).json
    assert told is not None
    assert told["findings"][0]["severity"] == "error"


def test_only_designers_deploy(speaks_for: People, house: Stage) -> None:
    before = versions(house)
    for login in ("tara", "alice", "charlie"):
        for query in ("", "?dry_run=true"):
            speaks_for(login).post(f"/processes{query}", expect=403, **files(("P27.bpmn", changed())))
    assert versions(house) == before


def test_an_upload_is_files_with_names_of_their_own(speaks_for: People) -> None:
    pim = speaks_for("pim")
    pim.post("/processes", {"files": []}, expect=415)
    pim.post("/processes", expect=422, data={}, content_type="multipart/form-data; boundary=x")
    pim.post("/processes", expect=422, **files(("a.bpmn", b"1"), ("a.bpmn", b"2")))
    pim.post("/processes", expect=422, **files(("a" * 201 + ".bpmn", b"1")))
    pim.post("/processes", expect=422, data={"dry_run": "true"}, content_type="multipart/form-data")
    pim.post("/processes?dry_run=1", expect=422, **files(("a.bpmn", b"1")))


def test_a_large_upload_is_refused(speaks_for: People) -> None:
    body, kind = b"x" * 5_000_000, "multipart/form-data; boundary=x"
    problem = speaks_for("pim").post("/processes", expect=413, data=body, content_type=kind).json
    assert problem is not None
    assert problem["code"] == "too-large"


def test_who_may_not_know_of_care_does_not_hear_how_much_there_is(
    speaks_for: People, house: Stage, task: object
) -> None:
    def running(login: str) -> list[int | None]:
        listed = speaks_for(login).get("/processes").json
        assert listed is not None
        return [row["running"] for row in listed["items"]]

    assert sum(number or 0 for number in running("pim")) > 0
    told = running("charlie")
    assert None in told, "fewer than ten and none at all look alike"
    assert [number for number in told if number is not None and (number < 10 or number % 10)] == []
    assert speaks_for("charlie").get("/processes/P02").get_json()["counts"] == {}

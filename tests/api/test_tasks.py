"""Tasks through the API."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from engine.model import Task
from tests.api.program import Program, Stage

People = Callable[[str], Program]


def key() -> str:
    return uuid.uuid4().hex


def test_a_team_finds_its_task(tara: Program, task: Task, reference: str) -> None:
    page = tara.get(f"/tasks?text={reference}").json
    assert page is not None
    assert task.id in [row["id"] for row in page["items"]]


def test_a_page_goes_on_where_the_former_ended(tara: Program, house: Stage) -> None:
    house.report()
    first = tara.get("/tasks?limit=1").json
    assert first is not None
    second = tara.get("/tasks", query_string={"limit": 1, "after": first["after"]}).json
    assert second is not None
    assert first["items"][0]["id"] != second["items"][0]["id"]


def test_one_filter_at_a_time_narrows_the_list(tara: Program, task: Task, reference: str) -> None:
    def found(**asked: Any) -> list[int]:
        page = tara.get("/tasks", query_string={"text": reference, **asked}).json
        assert page is not None
        return [row["id"] for row in page["items"]]

    assert task.id in found(lane="meldpunt", organisation=task.organisation, mine="false")
    assert found(mine="true") == found(lane="fonds") == found(organisation=999) == found(overdue="true") == []


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=201", "limit=x", "limit=1&limit=2", "mine=ja", "organisation=-1", "nope=1", "lane=%00"]
)
def test_a_wrong_query_is_refused_by_name(tara: Program, query: str) -> None:
    problem = tara.get(f"/tasks?{query}", expect=422).json
    assert problem is not None
    assert problem["fields"][0]["path"] == query.partition("=")[0]


@pytest.mark.parametrize(
    "cursor", ["x", "2027-01-01_5", "2027-01-01T00:00:00+00:00_x", "_", "9999_99999999999999999999"]
)
def test_a_made_up_cursor_is_refused(tara: Program, cursor: str) -> None:
    problem = tara.get("/tasks", query_string={"after": cursor}, expect=422).json
    assert problem is not None
    assert problem["fields"][0]["path"] == "after"


def test_of_the_facts_of_a_case_only_those_leave_that_the_form_reads(tara: Program, house: Stage, task: Task) -> None:
    shown = tara.get(f"/tasks/{task.id}").json
    assert shown is not None
    forms, vocabulary = house.engine.desk.forms, house.engine.vocabulary
    form = house.engine.definitions.form(shown["form"]["id"], shown["form"]["version"])
    given = set(shown["facts"]) - {"case", "now", "today"}
    assert given == {name for name in forms.reads(form, task.part) if name in given or name in vocabulary.facts}
    assert "alias" not in given


def test_the_etag_of_a_task_is_its_version(tara: Program, house: Stage, task: Task) -> None:
    assert tara.get(f"/tasks/{task.id}").get_etag() == (str(house.now(task.id).version), False)


def test_claiming_gives_the_task_and_its_new_etag(tara: Program, task: Task) -> None:
    answer = tara.post(f"/tasks/{task.id}/claim", headers={"If-Match": f'"{task.version}"'})
    assert answer.json is not None
    assert answer.json["assignee"]["name"] == "Tara Blom"
    assert answer.get_etag() == (str(task.version + 1), False)


def test_a_colleague_comes_too_late(tara: Program, speaks_for: People, house: Stage, task: Task) -> None:
    tara.post(f"/tasks/{task.id}/claim")
    tilly = house.rehearsal.person("Tilly", task.organisation or 0, "meldpunt", "triagist")
    assert tilly.account
    problem = speaks_for("tilly").post(f"/tasks/{task.id}/claim", expect=409).json
    assert problem is not None
    assert problem["code"] == "already-claimed"


def test_a_released_task_is_free_again(tara: Program, task: Task) -> None:
    tara.post(f"/tasks/{task.id}/claim")
    answer = tara.post(f"/tasks/{task.id}/release").json
    assert answer is not None
    assert answer["assignee"] is None


def test_a_delegated_task_comes_back(tara: Program, speaks_for: People, house: Stage, task: Task) -> None:
    tara.post(f"/tasks/{task.id}/claim")
    tara.post(f"/tasks/{task.id}/delegate", {"account": house.account("samira")})
    assert house.now(task.id).assignee == house.account("samira")
    speaks_for("samira").ask("POST", f"/tasks/{task.id}/hand-back")
    assert house.now(task.id).assignee == house.account("tara")


def test_a_lead_gives_a_task_to_somebody_else(speaks_for: People, house: Stage, task: Task) -> None:
    given = {"account": house.account("samira"), "reason": "Tara is ziek"}
    speaks_for("dora").post(f"/tasks/{task.id}/reassign", given)
    assert house.now(task.id).assignee == house.account("samira")


def test_nobody_elsewhere_is_given_a_task(speaks_for: People, house: Stage, task: Task) -> None:
    given = {"account": house.account("charlie"), "reason": "Hij heeft tijd"}
    speaks_for("dora").post(f"/tasks/{task.id}/reassign", given, expect=403)
    assert house.now(task.id).assignee is None


@pytest.mark.parametrize("body", [{}, {"account": 1}, {"account": "1", "reason": "x"}, {"account": 1, "reason": "  "}])
def test_giving_a_task_away_asks_to_whom_and_why(tara: Program, task: Task, body: dict[str, object]) -> None:
    problem = tara.post(f"/tasks/{task.id}/reassign", body, expect=422).json
    assert problem is not None
    assert {row["path"] for row in problem["fields"]} <= {"account", "reason"}


def test_a_draft_comes_back_to_its_writer_alone(tara: Program, speaks_for: People, task: Task) -> None:
    tara.put(f"/tasks/{task.id}/draft", {"answers": {"reached": "nog niet zeker"}})
    mine, hers = tara.get(f"/tasks/{task.id}").json, speaks_for("dora").get(f"/tasks/{task.id}").json
    assert mine is not None
    assert hers is not None
    assert mine["answers"]["reached"] == "nog niet zeker"
    assert "reached" not in hers["answers"]


def test_completing_says_what_happens_next(tara: Program, house: Stage, task: Task) -> None:
    answer = tara.post(f"/tasks/{task.id}/complete", {"answers": house.answers(task)}).json
    assert answer is not None
    assert answer["task"] == task.id
    assert [step["name"] for step in answer["next"]] == ["Prioriteit vaststellen"]


def test_completing_twice_is_refused(tara: Program, house: Stage, task: Task) -> None:
    answers = house.answers(task)
    tara.post(f"/tasks/{task.id}/complete", {"answers": answers})
    problem = tara.post(f"/tasks/{task.id}/complete", {"answers": answers}, expect=409).json
    assert problem is not None
    assert problem["code"] == "already-done"


def test_wrong_answers_change_nothing_and_name_their_fields(tara: Program, house: Stage, task: Task) -> None:
    problem = tara.post(f"/tasks/{task.id}/complete", {"answers": {"nope": 1}}, expect=422).json
    assert problem is not None
    assert "nope" in [row["path"] for row in problem["fields"]]
    assert house.now(task.id) == task


def test_the_same_key_and_body_get_the_same_answer(tara: Program, house: Stage, task: Task) -> None:
    sent, headers = {"answers": house.answers(task)}, {"Idempotency-Key": key()}
    first = tara.post(f"/tasks/{task.id}/complete", sent, headers=headers)
    again = tara.post(f"/tasks/{task.id}/complete", sent, headers=headers)
    assert first.data == again.data
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"


def test_the_same_key_with_another_body_is_refused(tara: Program, house: Stage, task: Task) -> None:
    headers = {"Idempotency-Key": key()}
    tara.post(f"/tasks/{task.id}/complete", {"answers": house.answers(task)}, headers=headers)
    problem = tara.post(f"/tasks/{task.id}/complete", {"answers": {}}, headers=headers, expect=422).json
    assert problem is not None
    assert problem["code"] == "key-reused"


def test_another_ones_key_tells_nothing(tara: Program, speaks_for: People, house: Stage, task: Task) -> None:
    sent, headers = {"answers": house.answers(task)}, {"Idempotency-Key": key()}
    tara.post(f"/tasks/{task.id}/complete", sent, headers=headers)
    with_it = speaks_for("charlie").post(f"/tasks/{task.id}/complete", sent, headers=headers, expect=404)
    without = speaks_for("charlie").post(f"/tasks/{task.id}/complete", sent, expect=404)
    assert with_it.data == without.data


def test_a_key_that_anybody_could_choose_is_refused(tara: Program, task: Task) -> None:
    problem = tara.post(
        f"/tasks/{task.id}/complete", {"answers": {}}, headers={"Idempotency-Key": "1"}, expect=422
    ).json
    assert problem is not None
    assert problem["fields"][0]["path"] == "Idempotency-Key"


MUTATIONS: dict[str, object] = {
    "claim": None,
    "release": None,
    "reassign": {"account": 3, "reason": "ruil"},
    "delegate": {"account": 3},
    "hand-back": None,
    "complete": {"answers": {}},
}


@pytest.mark.parametrize("act", MUTATIONS)
@pytest.mark.parametrize("tag", ['"99"', '"0"', '"x"', 'W/"1"', '"1", "2"', "x"])
def test_a_stale_version_changes_nothing(tara: Program, house: Stage, task: Task, act: str, tag: str) -> None:
    problem = tara.post(f"/tasks/{task.id}/{act}", MUTATIONS[act], headers={"If-Match": tag}, expect=412).json
    assert problem is not None
    assert problem["code"] == "stale"
    assert house.now(task.id) == task


def test_any_version_will_do_for_a_star(tara: Program, task: Task) -> None:
    tara.post(f"/tasks/{task.id}/claim", headers={"If-Match": "*"})


def test_only_the_person_can_be_answered_for(tara: Program, task: Task) -> None:
    sent = {"answers": {}, "on_behalf_of": "Jan Jansen, Dorpsstraat 1"}
    problem = tara.post(f"/tasks/{task.id}/complete", sent, expect=422).json
    assert problem is not None
    assert problem["fields"][0]["path"] == "on_behalf_of"


def test_labels_come_in_the_language_that_was_asked_for(tara: Program, task: Task) -> None:
    dutch = tara.get(f"/tasks/{task.id}", headers={"Accept-Language": "nl-NL"}).json
    english = tara.get(f"/tasks/{task.id}", headers={"Accept-Language": "en-GB, nl;q=0.1"}).json
    assert dutch is not None
    assert english is not None
    assert (dutch["lane_label"], english["lane_label"]) == ("Triagist", "Triage worker")


def test_the_form_of_a_task_can_be_read(tara: Program, task: Task) -> None:
    shown = tara.get(f"/tasks/{task.id}").json
    assert shown is not None
    address = f"/forms/{shown['form']['id']}/{shown['form']['version']}"
    whole, part = tara.get(address).get_json(), tara.get(f"{address}?part={shown['form']['part']}").get_json()
    assert 0 < len(part["questions"]) < len(whole["questions"])
    tara.get(f"{address}?part=nope", expect=404)

"""The public front door through the API."""

import uuid

from engine.model import Case, CaseKind, Event, IdempotencyKey, Sealed
from tests.api.program import REPORT, Program, Stage

NEIGHBOUR = {**REPORT, "reporterType": "citizen", "personKnows": "no"}


def key() -> dict[str, str]:
    return {"Idempotency-Key": uuid.uuid4().hex}


def kept(house: Stage) -> list[int]:
    """How much of everything is in the database."""
    with house.engine.desk.store.reading() as reader:
        return [len(reader.find(kind)) for kind in (Case, Sealed, Event, IdempotencyKey)]


def test_anybody_can_report_and_hears_the_reference(anybody: Program, house: Stage) -> None:
    told = anybody.post("/report", {"answers": REPORT}, expect=201).json
    assert told is not None
    assert (told["outcome"], told["stored"]) == ("accept", True)
    assert house.case(told["reference"]).kind is CaseKind.PERSON


def test_a_refused_report_leaves_nothing(anybody: Program, house: Stage) -> None:
    before = kept(house)
    told = anybody.post("/report", {"answers": NEIGHBOUR}, headers=key(), expect=200).json
    assert told is not None
    assert (told["stored"], told["reference"]) == (False, None)
    assert told["road"]
    assert kept(house) == before


def test_wrong_answers_are_named_and_leave_nothing(anybody: Program, house: Stage) -> None:
    before = kept(house)
    problem = anybody.post("/report", {"answers": {**REPORT, "ageBand": "old"}}, headers=key(), expect=422).json
    assert problem is not None
    assert "ageBand" in [row["path"] for row in problem["fields"]]
    assert kept(house) == before


def test_a_report_sent_twice_is_one_case(anybody: Program, house: Stage) -> None:
    headers = key()
    first = anybody.post("/report", {"answers": REPORT}, headers=headers, expect=201)
    cases = kept(house)
    again = anybody.post("/report", {"answers": REPORT}, headers=headers, expect=201)
    assert first.data == again.data
    assert kept(house) == cases


def test_a_key_with_another_report_is_refused(anybody: Program) -> None:
    headers = key()
    anybody.post("/report", {"answers": REPORT}, headers=headers, expect=201)
    problem = anybody.post("/report", {"answers": {**REPORT, "alias": "Noor"}}, headers=headers, expect=422).json
    assert problem is not None
    assert problem["code"] == "key-reused"
    assert "fields" not in problem


def test_another_account_with_the_same_key_reports_anew(anybody: Program, tara: Program) -> None:
    headers = key()
    first = anybody.post("/report", {"answers": REPORT}, headers=headers, expect=201).json
    other = tara.post("/report", {"answers": REPORT}, headers=headers, expect=201).json
    assert first is not None
    assert other is not None
    assert first["reference"] != other["reference"]


def test_an_invitation_has_no_reference(anybody: Program) -> None:
    answers = {**REPORT, "reporterType": "ngo", "personKnows": "no"}
    headers = key()
    told = anybody.post("/report", {"answers": answers}, headers=headers, expect=201).json
    again = anybody.post("/report", {"answers": answers}, headers=headers, expect=201).json
    assert told is not None
    assert (told["outcome"], told["reference"]) == ("contactInvitation", None)
    assert told == again


def test_neither_key_nor_answers_are_kept_with_it(anybody: Program, house: Stage) -> None:
    headers = key()
    anybody.post("/report", {"answers": {**REPORT, "alias": "Zeldzaam"}}, headers=headers, expect=201)
    with house.engine.desk.store.reading() as reader:
        text = repr(reader.find(IdempotencyKey))
    assert headers["Idempotency-Key"] not in text
    assert "Zeldzaam" not in text


def test_the_form_tells_what_a_report_asks(anybody: Program) -> None:
    form = anybody.get("/report/form").json
    assert form is not None
    paths = {question["path"] for question in form["questions"]}
    required = {question["path"] for question in form["questions"] if question["required"]}
    assert REPORT.keys() <= paths
    assert {"acuteDanger", "reporterType", "alias"} <= required
    danger = next(question for question in form["questions"] if question["path"] == "acuteDanger")
    assert danger["required"]
    assert "none" in [choice["value"] for choice in danger["choices"]]

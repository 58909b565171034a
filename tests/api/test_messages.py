"""Messages through the API."""

import uuid
from collections.abc import Callable

from engine.model import Message
from tests.api.program import Program, Stage

People = Callable[[str], Program]
PAUSE = "pauze.opgeheven"


def kept(house: Stage, reference: str) -> int:
    with house.engine.desk.store.reading() as reader:
        return len(reader.find(Message, case=house.case(reference).id))


def test_one_hears_which_messages_one_may_send(speaks_for: People) -> None:
    listed = speaks_for("ines").get("/messages").json
    assert listed is not None
    names = [row["name"] for row in listed["items"]]
    assert "boarding.bevestigd" in names
    assert PAUSE not in names


def test_a_message_reaches_the_case_that_its_key_names(speaks_for: People, house: Stage, directed: str) -> None:
    answer = speaks_for("alice").post("/messages", {"name": PAUSE, "key": directed}, expect=202).json
    assert answer == {"case": directed}
    assert kept(house, directed) == 1


def test_a_message_for_no_case_says_so(speaks_for: People) -> None:
    problem = speaks_for("alice").post("/messages", {"name": PAUSE, "key": "M-AAAA-AAAA"}, expect=404).json
    assert problem is not None
    assert problem["code"] == "nobody-waits"


def test_a_message_of_others_is_not_ones_own_to_send(speaks_for: People, directed: str) -> None:
    sent = {"name": "boarding.bevestigd", "key": directed, "payload": {"departedAt": "2027-03-01T09:00:00Z"}}
    speaks_for("anna").post("/messages", sent, expect=403)


def test_a_payload_that_does_not_fit_is_named(speaks_for: People, directed: str) -> None:
    sent = {"name": "overleden", "key": directed, "payload": {"date": "2027-02-30", "cause": "x"}}
    problem = speaks_for("alice").post("/messages", sent, expect=422).json
    assert problem is not None
    assert {row["path"] for row in problem["fields"]} == {"date", "cause"}


def test_the_same_key_and_body_are_one_message(speaks_for: People, house: Stage, directed: str) -> None:
    alice, headers = speaks_for("alice"), {"Idempotency-Key": uuid.uuid4().hex}
    first = alice.post("/messages", {"name": PAUSE, "key": directed}, headers=headers, expect=202)
    again = alice.post("/messages", {"name": PAUSE, "key": directed}, headers=headers, expect=202)
    assert first.data == again.data
    assert kept(house, directed) == 1


def test_the_same_key_for_another_message_is_refused(speaks_for: People, house: Stage, directed: str) -> None:
    alice, headers = speaks_for("alice"), {"Idempotency-Key": uuid.uuid4().hex}
    alice.post("/messages", {"name": PAUSE, "key": directed}, headers=headers, expect=202)
    sent = {"name": "overleden", "key": directed, "payload": {"date": "2027-03-01"}}
    problem = alice.post("/messages", sent, headers=headers, expect=422).json
    assert problem is not None
    assert problem["code"] == "key-reused"
    assert kept(house, directed) == 1


def test_a_key_of_a_completed_task_does_not_swallow_a_message(
    speaks_for: People, house: Stage, tara: Program, reference: str
) -> None:
    task, headers = house.task(reference, "Eerste contact"), {"Idempotency-Key": uuid.uuid4().hex}
    tara.post(f"/tasks/{task.id}/complete", {"answers": house.answers(task)}, headers=headers)
    tara.post("/messages", {"name": PAUSE, "key": reference}, headers=headers, expect=422)


def test_another_ones_key_tells_nothing(speaks_for: People, house: Stage, directed: str) -> None:
    headers = {"Idempotency-Key": uuid.uuid4().hex}
    speaks_for("alice").post("/messages", {"name": PAUSE, "key": directed}, headers=headers, expect=202)
    speaks_for("coen").post("/messages", {"name": PAUSE, "key": directed}, headers=headers, expect=202)
    assert kept(house, directed) == 2

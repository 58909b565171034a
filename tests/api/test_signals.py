"""Signals over all cases through the API."""

import uuid
from collections.abc import Callable

from engine.model import Deadline, DeadlineKind
from tests.api.program import Program, Stage

People = Callable[[str], Program]
SAID = {"name": "landenveiligheid.gewijzigd", "payload": {"country": "SY", "safety": "unsafe"}}


def reached(house: Stage) -> int:
    with house.engine.desk.store.reading() as reader:
        return reader.count(Deadline, kind=DeadlineKind.SIGNAL)


def test_nobody_but_the_process_director_may_send_one(speaks_for: People, house: Stage) -> None:
    for login in ("alice", "charlie", "ines"):
        assert speaks_for(login).get("/signals").json == {"items": []}
        speaks_for(login).post("/signals", SAID, expect=403)
    assert reached(house) == 0


def test_what_is_missing_is_named(speaks_for: People) -> None:
    problem = speaks_for("pim").post("/signals", {"name": SAID["name"], "payload": {"country": "SY"}}, expect=422).json
    assert problem is not None
    assert [row["path"] for row in problem["fields"]] == ["safety"]


def test_the_same_request_twice_is_one_signal(speaks_for: People) -> None:
    pim, headers = speaks_for("pim"), {"Idempotency-Key": uuid.uuid4().hex}
    first = pim.post("/signals", SAID, headers=headers, expect=202)
    again = pim.post("/signals", SAID, headers=headers, expect=202)
    assert first.data == again.data

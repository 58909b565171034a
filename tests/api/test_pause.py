"""Letting a case stand still and go on, through the API."""

from collections.abc import Callable
from datetime import timedelta

from engine.model import Pause
from tests.api.program import Program, Stage

People = Callable[[str], Program]


def test_a_case_stands_still_for_a_reason_and_goes_on(speaks_for: People, reference: str) -> None:
    coen = speaks_for("coen")
    coen.post(f"/cases/{reference}/pause", {"reason": "rest"}, expect=204)
    told = coen.get(f"/cases/{reference}").json
    assert told
    assert (told["paused"]["reason"], told["actions"]) == ("rest", ["own_key", "resume"])
    paused = (coen.get("/stuck?reason=paused").json or {})["items"]  # other tests of this house may pause theirs
    assert [row["stall"]["reason"] for row in paused if row["head"]["reference"] == reference] == ["paused"]
    coen.post(f"/cases/{reference}/resume", expect=204)
    assert (coen.get(f"/cases/{reference}").json or {})["paused"] is None
    coen.post(f"/cases/{reference}/resume", expect=409)


def test_the_table_says_how_long(speaks_for: People, house: Stage, reference: str) -> None:
    until = (house.rehearsal.clock.now() + timedelta(days=40)).date().isoformat()
    problem = speaks_for("coen").post(f"/cases/{reference}/pause", {"reason": "rest", "until": until}, expect=422).json
    assert problem
    assert problem["fields"][0]["path"] == "until"


def test_a_reason_that_nobody_declared_is_refused(speaks_for: People, house: Stage, reference: str) -> None:
    with house.engine.desk.store.reading() as reader:
        before = reader.find(Pause)
    speaks_for("coen").post(f"/cases/{reference}/pause", {"reason": "laziness"}, expect=422)
    with house.engine.desk.store.reading() as reader:
        assert reader.find(Pause) == before


def test_whoever_only_works_in_the_case_does_not_pause_it(speaks_for: People, reference: str) -> None:
    speaks_for("tara").post(f"/cases/{reference}/pause", {"reason": "rest"}, expect=403)

"""How the program is, through the API."""

import pytest

from engine.errors import Unavailable
from tests.api.program import Program, Stage


def test_the_program_lives_and_is_ready(anybody: Program) -> None:
    assert anybody.get("/health/live").json == {"status": "up"}
    assert anybody.get("/health/ready").json == {"status": "up"}


def test_health_is_ages_and_counts(anybody: Program) -> None:
    told = anybody.get("/health").json
    assert told is not None
    assert told["database"] is True


def test_without_a_database_the_program_lives_but_is_not_ready(
    anybody: Program, tara: Program, house: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> None:
        raise Unavailable

    monkeypatch.setattr(house.engine.desk.store, "reading", gone)
    monkeypatch.setattr(house.engine.desk.store, "begin", gone)
    anybody.get("/health/live")
    assert int(anybody.get("/health/ready", expect=503).headers["Retry-After"]) > 0
    assert int(tara.get("/tasks", expect=503).headers["Retry-After"]) > 0
    told = anybody.get("/health").json
    assert told is not None
    assert told["database"] is False

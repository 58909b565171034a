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


def test_counts_are_absent_for_whoever_has_no_key(
    anybody: Program, tara: Program, house: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also for staff: who looks every minute sees when something comes that is not theirs to know."""
    monkeypatch.setitem(house.app.config, "METRICS_KEY", "a key of more than thirty-two signs, by lot")
    anybody.get("/health", expect=404)
    tara.get("/health", expect=404)
    monkeypatch.delitem(house.app.config, "METRICS_KEY")
    anybody.get("/health", expect=404)


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

"""What is logged has codes and places, and nothing that anybody wrote, at any level."""

import io
import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from perspectief import logs
from perspectief.app import create_app
from tests.reliability.house import PEOPLE, ROUND, House, furnish, open_cases, open_tasks

CANARY = "kanarie-7f3a"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Everything that a program at DEBUG would write; afterwards logging is as it was."""
    root, stream = logging.getLogger(), io.StringIO()
    before, level = list(root.handlers), root.level
    logs.configure("DEBUG", stream)
    yield stream
    root.handlers[:], root.level = before, level
    logging.captureWarnings(False)


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_nothing_that_people_write_reaches_the_log(written: io.StringIO, tmp_path: Path) -> None:
    house = House(tmp_path, f"sqlite:///{tmp_path / 'cases.db'}")
    engine = furnish(house, ROUND)
    open_cases(engine, 1, alias=f"alias {CANARY}")
    who = engine.accounts.demo_login(PEOPLE[0])
    assert who
    program = create_app(engine, house.settings).test_client()
    headers = {"Authorization": f"Bearer {engine.accounts.open_session(who)}", "Idempotency-Key": CANARY * 3}
    (task,) = open_tasks(engine)
    ok = program.post(f"/api/v1/tasks/{task}/complete", json={"answers": {"note": CANARY}}, headers=headers)
    wrong = program.post(f"/api/v1/tasks/{task}/complete", json={"answers": {CANARY: CANARY}}, headers=headers)
    program.get(f"/api/v1/tasks?text={CANARY}", headers=headers)
    program.get(f"/{CANARY}?x={CANARY}")
    program.post("/inloggen", data={"name": CANARY, "password": CANARY})
    while engine.outbox.send_one():
        pass
    assert (ok.status_code, wrong.status_code) == (200, 422)
    assert CANARY not in written.getvalue()
    told = {(row.get("route"), row.get("status")) for row in lines(written) if row["message"] == "request"}
    assert ("/api/v1/tasks/<int(max=9223372036854775807):id>/complete", 200) in told


def test_an_error_says_its_kind_and_place_and_not_its_words(written: io.StringIO) -> None:
    try:
        raise ValueError(f"could not read {CANARY}")
    except ValueError:
        logging.getLogger("somebody.else").exception("failed on %s", CANARY)
    (line,) = lines(written)
    assert (line["error"], line["message"]) == ("ValueError", "failed on %s")
    assert "test_an_error_says" in str(line["where"])
    assert CANARY not in written.getvalue()


def test_what_libraries_chat_about_is_not_written(written: io.StringIO) -> None:
    logging.getLogger("sqlalchemy.engine").info("SELECT %s", CANARY)
    logging.getLogger("perspectief.worker").debug("a line of ours")
    assert [line["message"] for line in lines(written)] == ["a line of ours"]


def test_sabotage_an_ordinary_log_shows_the_canary(written: io.StringIO) -> None:
    plain = logging.StreamHandler(stream := io.StringIO())
    logging.getLogger().addHandler(plain)
    try:
        raise ValueError(CANARY)
    except ValueError:
        logging.getLogger("somebody.else").exception("failed", exc_info=sys.exc_info())
    assert CANARY in stream.getvalue()

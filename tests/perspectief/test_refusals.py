"""What is refused is written down and counted: who by number, where by route, and nothing that anybody wrote."""

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from perspectief import logs
from perspectief.app import create_app
from tests.reliability.house import ROUND, House, furnish, open_cases

CANARY = "kanarie-41cd"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    root, stream = logging.getLogger(), io.StringIO()
    before, level = list(root.handlers), root.level
    logs.configure("WARNING", stream)
    yield stream
    root.handlers[:], root.level = before, level
    logging.captureWarnings(False)


def test_every_refusal_is_a_line_with_a_number_and_is_counted(written: io.StringIO, tmp_path: Path) -> None:
    house = House(tmp_path, f"sqlite:///{tmp_path / 'cases.db'}")
    engine = furnish(house, ROUND)
    open_cases(engine, 1)
    client, charlie = create_app(engine, house.settings).test_client(), engine.accounts.demo_login("charlie")
    assert charlie
    known = {"Authorization": f"Bearer {engine.accounts.open_session(charlie)}"}
    tried = [
        client.get(f"/api/v1/cases/{CANARY}", headers=known),
        client.get("/api/v1/stuck", headers=known),
        client.get("/api/v1/cases"),
        client.get("/api/v1/session", headers=known),
    ]
    assert [answer.status_code for answer in tried] == [404, 403, 401, 200]
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert [(line["message"], line["status"], line.get("account")) for line in lines] == [
        ("refused", 404, charlie.account),
        ("refused", 403, charlie.account),
        ("refused", 401, None),
    ]
    assert lines[0]["route"] == "/api/v1/cases/<reference>"
    assert CANARY not in written.getvalue()
    told = client.get("/metrics").text
    assert [f'perspectief_refused_total{{status="{status}"}} 1' in told for status in (401, 403, 404)] == [True] * 3

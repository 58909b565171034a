"""A program that is told to stop finishes what it is doing, takes nothing new, and ends well."""

import json
import sqlite3
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.model import Beat
from tests.perspectief.program import PATIENCE, Program, environment
from tests.reliability.house import PEOPLE, ROUND, House, furnish, open_cases, open_tasks, wrong

NOTE = json.dumps({"answers": {"note": "x"}}).encode()


@pytest.fixture
def program(tmp_path: Path) -> Iterator[tuple[House, Program]]:
    """A server with its worker on a house with one case."""
    house = House(tmp_path, f"sqlite:///{tmp_path / 'cases.db'}")
    open_cases(furnish(house, ROUND), 1)
    with Program(("serve", "--with-worker"), environment(tmp_path)) as running:
        yield house, running.until_it_serves()


def test_a_server_that_is_told_to_stop_answers_who_is_waiting(program: tuple[House, Program]) -> None:
    house, server = program
    engine = house.engine()
    who = engine.accounts.demo_login(PEOPLE[0])
    assert who
    token, (task,) = engine.accounts.open_session(who), open_tasks(engine)
    heard: list[int] = []

    def complete() -> None:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        request = urllib.request.Request(f"{server.address}/api/v1/tasks/{task}/complete", NOTE, headers)
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            heard.append(answer.status)

    lock = sqlite3.connect(house.folder / "cases.db", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    waiting = threading.Thread(target=complete)
    waiting.start()
    time.sleep(1)
    stopping = threading.Thread(target=lambda: heard.append(server.stop()))
    stopping.start()
    time.sleep(1)
    assert heard == []
    lock.execute("COMMIT")
    waiting.join(PATIENCE)
    stopping.join(PATIENCE)
    assert heard == [200, 0]
    assert wrong(engine) == []
    with engine.desk.store.reading() as reader:
        assert reader.find(Beat) == []  # the worker took leave


def test_a_server_that_was_told_to_stop_lets_nobody_in(program: tuple[House, Program]) -> None:
    _, server = program
    assert server.stop() == 0
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(f"{server.address}/api/v1/health/live", timeout=5)

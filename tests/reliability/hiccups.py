"""The trial of R14: the database goes away now and then while people work; everybody is told when to try again."""

import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

import psycopg
from flask import Flask
from psycopg import sql

from perspectief.app import create_app
from tests.reliability.house import PEOPLE, ROUND, House, furnish, open_cases, wrong


@dataclass
class Hiccups:
    """What people heard while the database came and went. `wrong` must stay empty."""

    steps: int = 0
    outages: int = 0
    told_to_wait: int = 0
    refused: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def hiccup(
    house: House, steps: int, seed: int, *, longest: float = 2.0, apart: tuple[float, float] = (5, 40)
) -> Hiccups:
    """Two people work over HTTP until so many steps are done; the server drops everybody and lets nobody in for up to
    `longest` seconds, with pauses of so many seconds between."""
    engine = furnish(house, ROUND)
    open_cases(engine, 8)
    app, found, over = create_app(house.engine(), house.settings), Hiccups(), threading.Event()
    tokens = [engine.accounts.open_session(who) for name in PEOPLE if (who := engine.accounts.demo_login(name))]
    people = [threading.Thread(target=_work, args=(app, token, found, steps, over)) for token in tokens]
    trouble = threading.Thread(target=_trouble, args=(house.database, random.Random(seed), found, longest, apart, over))
    for thread in (*people, trouble):
        thread.start()
    for thread in people:
        thread.join(3600)
    over.set()
    trouble.join(60)
    found.wrong += wrong(house.engine())
    return found


def _work(app: Flask, token: str, found: Hiccups, steps: int, over: threading.Event) -> None:
    program, headers = app.test_client(), {"Authorization": f"Bearer {token}"}
    while found.steps < steps and not over.is_set():
        listed = program.get("/api/v1/tasks", headers=headers)
        _heard(found, listed.status_code, listed.headers.get("Retry-After"))
        for row in (listed.json or {}).get("items", []) if listed.status_code == 200 else []:
            done = program.post(f"/api/v1/tasks/{row['id']}/complete", json={"answers": {"note": "x"}}, headers=headers)
            _heard(found, done.status_code, done.headers.get("Retry-After"))
            found.steps += done.status_code == 200


def _heard(found: Hiccups, status: int, retry_after: str | None) -> None:
    if status == 503 and retry_after:
        found.told_to_wait += 1
        time.sleep(0.02)
    elif status in (404, 409):
        found.refused[status] += 1
    elif status != 200:
        found.wrong.append(f"status {status}, Retry-After {retry_after}")


def _trouble(
    url: str, chance: random.Random, found: Hiccups, longest: float, apart: tuple[float, float], over: threading.Event
) -> None:
    address = url.replace("postgresql+psycopg://", "postgresql://")
    base, _, options = address.partition("?")
    name = base.rpartition("/")[2]
    with psycopg.connect(f"{base.rpartition('/')[0]}/postgres?{options}", autocommit=True) as server:
        while not over.wait(chance.uniform(*apart)):
            _let_in(server, name, let=False)
            server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
            over.wait(chance.uniform(0, longest))
            _let_in(server, name, let=True)
            found.outages += 1


def _let_in(server: "psycopg.Connection[tuple[object, ...]]", name: str, *, let: bool) -> None:
    words = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}").format(sql.Identifier(name), sql.Literal(let))
    server.execute(words)

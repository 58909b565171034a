"""Logging in and out."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from engine.model import Account
from engine.passwords import hash_password
from tests.api.program import ROOT, Program, Stage


@pytest.fixture(scope="module")
def rosa(house: Stage) -> str:
    """Somebody with a password."""
    with house.engine.desk.store.begin() as tx:
        tx.add(Account(login="roosmarijn", name="Rosa", password=hash_password("twaalf stoelen"), language="en"))
    return "roosmarijn"


def test_a_password_opens_a_session(anybody: Program, rosa: str) -> None:
    answer = anybody.post("/session", {"login": rosa, "password": "twaalf stoelen"}, expect=201).json
    assert answer is not None
    anybody.token = answer["token"]
    who = anybody.get("/session").json
    assert who is not None
    assert who["name"] == "Rosa"


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(anybody: Program, rosa: str) -> None:
    wrong_password = anybody.post("/session", {"login": rosa, "password": "x"}, expect=401)
    wrong_name = anybody.post("/session", {"login": "nobody", "password": "x"}, expect=401)
    assert wrong_password.data == wrong_name.data


def test_an_account_of_the_demonstration_has_no_password(anybody: Program) -> None:
    anybody.post("/session", {"login": "tara", "password": ""}, expect=422)
    anybody.post("/session", {"login": "tara", "password": "tara"}, expect=401)


@pytest.mark.parametrize(
    "body",
    [
        {"login": "tara"},
        {"login": "tara", "demo": False},
        {"login": "tara", "demo": True, "password": "x"},
        {"login": "tara", "demo": "true"},
        {"login": ["tara"], "demo": True},
        {"login": "t" * 201, "demo": True},
        {"demo": True},
    ],
)
def test_a_login_proves_itself_in_one_way(anybody: Program, body: dict[str, object]) -> None:
    anybody.post("/session", body, expect=422)


def test_outside_the_demonstration_a_name_alone_opens_nothing(house: Stage, anybody: Program) -> None:
    object.__setattr__(house.engine.accounts, "demonstration", False)
    try:
        anybody.post("/session", {"login": "tara", "demo": True}, expect=401)
    finally:
        object.__setattr__(house.engine.accounts, "demonstration", True)


def test_a_closed_session_is_over(tara: Program) -> None:
    tara.ask("DELETE", "/session", expect=204)
    tara.get("/session", expect=401)


def test_a_session_is_over_after_an_hour_of_silence(house: Stage, speaks_for: Callable[[str], Program]) -> None:
    program = speaks_for("zoe")
    house.rehearsal.clock.advance(timedelta(minutes=61))
    program.get("/session", expect=401)


def test_a_cookie_is_no_proof(house: Stage, tara: Program) -> None:
    client = house.app.test_client()
    for name in ("perspectief", "__Host-perspectief", "session", "Authorization"):
        client.set_cookie(name, tara.token or "")
    assert client.get(f"{ROOT}/session").status_code == 401


@pytest.mark.parametrize("sent", ["", "Bearer", "Bearer ", "Basic dGFyYTp4", "Bearer x y", "Bearer ü", "Token {}"])
def test_only_a_bearer_token_is_read(anybody: Program, tara: Program, sent: Any) -> None:
    anybody.get("/session", headers={"Authorization": sent.format(tara.token)}, expect=401)

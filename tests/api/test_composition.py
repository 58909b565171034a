"""The API beside the pages, as the program puts them together."""

import pytest
from werkzeug.test import Client

from perspectief.app import create_app
from perspectief.settings import read_settings
from tests.api.program import REPORT, ROOT, Stage


@pytest.fixture
def client(house: Stage) -> Client:
    return create_app(house.engine, read_settings({"PERSPECTIEF_DEMO": "1"})).test_client()


@pytest.mark.parametrize("path", ["/nope", "/tasks/x", "/cases/M-AAAA-AAAA/nope"])
def test_an_unknown_address_of_the_api_is_a_problem_and_not_a_page(client: Client, path: str) -> None:
    answer = client.get(f"{ROOT}{path}")
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_thing_that_is_not_there_is_a_problem_and_not_a_page(client: Client) -> None:
    token = client.post(f"{ROOT}/session", json={"login": "tara", "demo": True}).get_json()["token"]
    answer = client.get(f"{ROOT}/tasks/999999", headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


def test_an_unknown_address_of_the_pages_is_a_page(client: Client) -> None:
    answer = client.get("/nope")
    assert answer.status_code == 404
    assert answer.content_type.startswith("text/html")


def test_the_api_asks_no_form_token_and_gives_no_cookie(client: Client) -> None:
    answer = client.post(f"{ROOT}/report", json={"answers": REPORT})
    assert answer.status_code == 201
    assert "Set-Cookie" not in answer.headers


def test_a_log_in_at_the_pages_opens_nothing_in_the_api(client: Client, house: Stage) -> None:
    actor = house.engine.accounts.demo_login("tara")
    assert actor is not None
    client.set_cookie("__Host-perspectief", house.engine.accounts.open_session(actor))
    client.set_cookie("perspectief", house.engine.accounts.open_session(actor))
    assert client.get(f"{ROOT}/tasks").status_code == 401


def test_a_large_request_is_a_problem(client: Client) -> None:
    answer = client.post(f"{ROOT}/report", data=b" " * 4_500_000, content_type="application/json")
    assert (answer.status_code, answer.content_type) == (413, "application/problem+json")

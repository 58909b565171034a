"""Logging in through a log-in service: against a real OpenID provider (npm oidc-provider) on loopback."""

import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import web
from dev import NODE_MODULES
from engine.model import Account, Identity
from tests.security.house import CHEAP, House, hashing, house

SCRIPT = Path(__file__).parents[1] / "infrastructure/oidc/provider.mjs"
BACK = "http://localhost/aanmelden/dienst/terug"


@dataclass
class Service:
    """The provider, and the pages that trust it."""

    issuer: str
    app: Flask
    home: House


@pytest.fixture(scope="module")
def home() -> Iterator[House]:
    """A house of today: the service has a clock of its own and says when somebody logged in there."""
    with hashing(CHEAP), house(now=datetime.now(UTC)) as made:
        yield made


@pytest.fixture(scope="module")
def service(home: House) -> Iterator[Service]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    node = shutil.which("node")
    assert node, "dev.py makes sure that there is one"
    program = subprocess.Popen([node, SCRIPT, NODE_MODULES, str(port), BACK], stdout=subprocess.PIPE, text=True)
    try:
        assert program.stdout is not None
        while (line := program.stdout.readline()) and "ready" not in line:
            pass
        issuer = f"http://127.0.0.1:{port}"
        app = Flask("oidc", static_folder=None)
        app.config.update(
            SECRET_KEY="a secret of more than thirty-two bytes",
            **{"OIDC_ISSUER": issuer, "OIDC_CLIENT": "perspectief", "OIDC_SECRET": "a secret of the tests"},
            OIDC_NAME="de gemeente",
        )
        web.register(app, home.engine)
        yield Service(issuer, app, home)
    finally:
        program.terminate()
        program.wait(timeout=10)


def start(client: FlaskClient, **fields: str) -> str:
    """Press the button; answers where the browser is sent."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/aanmelden").text)
    assert token
    return client.post("/aanmelden/dienst", data={"csrf_token": token[1], **fields}).location


def at_the_service(address: str, name: str, browser: requests.Session | None = None) -> str:
    """Log in and agree there, as a browser does; answers the address to which the service sends back.

    A browser that was there before is known there, and only types a name when the service asks for it.
    """
    browser = browser or requests.Session()
    answer = browser.get(address, allow_redirects=False, timeout=10)
    for _ in range(12):
        if "Location" in answer.headers:
            there = urljoin(answer.url, answer.headers["Location"])
            if there.startswith(BACK):
                return there
            answer = browser.get(there, allow_redirects=False, timeout=10)
            continue
        form = re.search(r'action="([^"]+)"', answer.text)
        prompt = re.search(r'name="prompt" value="(\w+)"', answer.text)
        assert form, answer.text[:500]
        assert prompt
        given = {"prompt": prompt[1], "login": name, "password": "x"}
        answer = browser.post(urljoin(answer.url, form[1]), data=given, allow_redirects=False, timeout=10)
    raise AssertionError("the service does not send back")


def come_back(client: FlaskClient, address: str) -> TestResponse:
    return client.get(address.removeprefix("http://localhost"))


def link(service: Service, subject: str) -> Account:
    """Somebody whom an administrator linked."""
    account = service.home.someone()
    engine = service.home.engine
    made = engine.administration.rights.identity(
        service.home.who("beheer"), account.id, service.issuer, subject, "werkt bij de gemeente"
    )
    engine.proposals.decide(service.home.who("controle"), made.id, accept=True)
    return account


def test_who_is_linked_gets_in_with_pkce_state_and_nonce(service: Service) -> None:
    account, client = link(service, "piet"), service.app.test_client()
    address = start(client, verder="/mijn")
    asked = parse_qs(urlsplit(address).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert {"state", "nonce", "code_challenge"} <= asked.keys()
    assert asked["scope"] == ["openid"]
    answer = come_back(client, at_the_service(address, "piet"))
    assert answer.location == "/mijn"
    assert account.name in client.get("/mijn").text


def test_a_mail_address_that_the_service_tells_opens_nothing(service: Service) -> None:
    """Every user of this service says to be beheer@meldpunt.example, which an administrator here has."""
    assert service.home.find(Account, email="beheer@meldpunt.example")
    client = service.app.test_client()
    answer = come_back(client, at_the_service(start(client), "vreemde"))
    assert answer.status_code == 403
    assert "nog geen account aan gekoppeld" in answer.text
    assert client.get("/mijn").status_code == 302
    assert not service.home.find(Identity, subject="vreemde")


def test_an_invitation_links_the_service_once(service: Service) -> None:
    work = service.home.engine.administration
    account, code = work.make_account(service.home.who("beheer"), "uitgenodigde", "Uit Genodigde", None)
    client = service.app.test_client()
    assert come_back(client, at_the_service(start(client, uitnodiging=code), "joke")).status_code == 302
    (identity,) = service.home.find(Identity, account=account.id)
    assert (identity.issuer, identity.subject) == (service.issuer, "joke")
    other = service.app.test_client()
    assert come_back(other, at_the_service(start(other, uitnodiging=code), "dief")).status_code == 403
    assert not service.home.find(Identity, subject="dief")


@pytest.mark.parametrize("fault", ["state", "other browser", "twice", "code"])
def test_an_answer_that_is_not_to_our_question_is_refused(service: Service, fault: str) -> None:
    link(service, f"mis-{fault}")
    client = service.app.test_client()
    back = at_the_service(start(client), f"mis-{fault}")
    if fault == "state":
        back = re.sub(r"state=\w+", "state=verzonnen", back)
    elif fault == "code":
        back = re.sub(r"code=[\w-]+", "code=verzonnen", back)
    elif fault == "twice":
        assert come_back(client, back).status_code == 302
    elif fault == "other browser":
        client = service.app.test_client()
    answer = come_back(client, back)
    assert answer.status_code == 403
    assert "geen goed antwoord" in answer.text


@pytest.mark.parametrize("claim", ["nonce", "aud", "iss"])
def test_the_sabotage_another_claim_in_the_question_is_seen(
    service: Service, monkeypatch: pytest.MonkeyPatch, claim: str
) -> None:
    """The real token of the service, held against another nonce, client or issuer than ours, is refused."""
    link(service, f"vals-{claim}")
    client = service.app.test_client()
    back = at_the_service(start(client), f"vals-{claim}")
    found = service.app.extensions["perspectief.oidc"]
    if claim == "nonce":
        with client.session_transaction() as kept:
            name = next(key for key in kept if key.startswith("_state_service_"))
            kept[name] = {**kept[name], "data": {**kept[name]["data"], "nonce": "van een ander"}}
    elif claim == "iss":
        found.load_server_metadata()
        monkeypatch.setitem(found.server_metadata, "issuer", "https://ander.example")
    else:
        parse = found.parse_id_token
        monkeypatch.setattr(
            found,
            "parse_id_token",
            lambda token, nonce, **more: parse(token, nonce, claims_options={"aud": {"value": "ander"}}),
        )
    assert come_back(client, back).status_code == 403


def again(service: Service, client: FlaskClient, onward: str = "/mijn") -> str:
    """Ask for a fresh proof, now; answers where the browser is sent."""
    service.home.clock.advance(max(timedelta(), datetime.now(UTC) - service.home.clock.now()))
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/opnieuw").text)
    assert token
    return client.post("/opnieuw/dienst", data={"csrf_token": token[1], "verder": onward}).location


def without_a_password(service: Service, name: str) -> tuple[FlaskClient, requests.Session]:
    """Somebody who only comes in through the service; the service knows the browser since then."""
    account, client, browser = link(service, name), service.app.test_client(), requests.Session()
    with service.home.engine.desk.store.begin() as tx:
        tx.change(tx.find(Account, id=account.id)[0], password="")
    come_back(client, at_the_service(start(client), name, browser))
    return client, browser


def is_sure(service: Service, client: FlaskClient) -> bool:
    """Whether the session of this browser is one with a fresh proof."""
    cookie = client.get_cookie("perspectief")
    found = service.home.engine.accounts.session(cookie.value) if cookie else None
    return found is not None and found.strong_at is not None


def test_who_only_comes_in_through_the_service_proves_again_there(service: Service) -> None:
    client, browser = without_a_password(service, "stap")
    page = client.get("/opnieuw").text
    assert "Meld u opnieuw aan met de gemeente" in page
    assert 'name="proof"' not in page, "there is nothing here to type"
    assert not is_sure(service, client), "the service said nothing of when it asked"
    before = client.get_cookie("perspectief")
    address = again(service, client)
    asked = parse_qs(urlsplit(address).query)
    assert (asked["prompt"], asked["max_age"]) == (["login"], ["0"])
    assert come_back(client, at_the_service(address, "stap", browser)).location == "/mijn"
    assert is_sure(service, client)
    assert before
    assert service.home.engine.accounts.session(before.value) is None, "the session goes on under another token"


@pytest.mark.parametrize("careless", [False, True])
def test_a_log_in_of_before_the_question_is_no_proof(
    service: Service, monkeypatch: pytest.MonkeyPatch, careless: bool
) -> None:
    """A service that lets in who was there before: its `auth_time` is old. The sabotage is an engine that does not look."""
    client, browser = without_a_password(service, f"oud-{careless}")
    monkeypatch.setattr("engine.acts.people.accounts.LEEWAY", timedelta(days=1) if careless else timedelta(0))
    silent = re.sub("&prompt=login", "", again(service, client)).replace("max_age=0", "max_age=9999")
    with client.session_transaction() as kept:
        kept["oidc.begun"] = (datetime.now(UTC) + timedelta(seconds=1)).isoformat()
    answer = come_back(client, at_the_service(silent, "niemand vraagt een naam", browser))
    assert (answer.status_code == 403) is not careless
    assert is_sure(service, client) is careless


def test_another_person_of_the_service_proves_nothing(service: Service) -> None:
    client, _ = without_a_password(service, "zelf")
    link(service, "collega")
    answer = come_back(client, at_the_service(again(service, client), "collega"))
    assert answer.status_code == 403
    assert "iemand anders" in answer.text
    assert not is_sure(service, client)


@pytest.mark.parametrize("said", [None, "gisteren", 10**12, True])
def test_a_service_that_does_not_say_when_it_asked_proves_nothing(
    service: Service, monkeypatch: pytest.MonkeyPatch, said: object
) -> None:
    client, browser = without_a_password(service, f"stil-{said}")
    back = at_the_service(again(service, client), f"stil-{said}", browser)
    found = service.app.extensions["perspectief.oidc"]
    real = found.authorize_access_token
    monkeypatch.setattr(
        found, "authorize_access_token", lambda: {"userinfo": {**real()["userinfo"], "auth_time": said}}
    )
    assert come_back(client, back).status_code == 403
    assert not is_sure(service, client)


def test_who_was_ended_does_not_come_in_through_the_service(service: Service) -> None:
    account, client = link(service, "weg"), service.app.test_client()
    service.home.engine.administration.end_account(service.home.who("beheer"), account.id)
    assert come_back(client, at_the_service(start(client), "weg")).status_code == 403


def test_without_the_setting_there_is_no_such_door(home: House) -> None:
    app = Flask("none", static_folder=None)
    app.config.update(SECRET_KEY="a secret of more than thirty-two bytes")
    web.register(app, home.engine)
    client = app.test_client()
    assert "/aanmelden/dienst" not in client.get("/aanmelden").text
    assert client.get("/aanmelden/dienst/terug").status_code == 404

"""What holds for every page: a log-in, a token, headers, cookies."""

import pytest
from flask import Flask
from werkzeug.routing import Rule

import web
from tests.web.world import World
from web.pages.person.door import OPEN as OWN_DOOR
from web.security import HEADERS
from web.sessions import OPEN, local_path

SAMPLE = {
    "day": 1,
    "task": 1,
    "reference": "M-AAAA-AAAA",
    "instance": 1,
    "sealed": 1,
    "proposal": 1,
    "review": 1,
    "action": "nudge",
    "key": "P02",
    "definition": 1,
    "language": "nl",
    "code": "x",
    "session": 1,
    "absence": 1,
    "account": 1,
    "what": "rol",
    "role": 1,
    "token": 1,
    "answer": "ja",
    "duty": 1,
    "relation": 1,
    "consent": 1,
    "name": "zaak",
    "format": "xes",
}


def routes(world: World, method: str) -> list[Rule]:
    own = [
        rule
        for rule in world.app.url_map.iter_rules()
        if rule.endpoint.startswith("web.") and rule.endpoint != "web.static"
    ]
    return [rule for rule in own if rule.methods and method in rule.methods]


def address(world: World, rule: Rule) -> str:
    found = rule.build({name: SAMPLE[name] for name in rule.arguments}, append_unknown=False)
    assert found
    return found[1]


def test_every_page_but_the_front_door_asks_for_a_log_in(shown: World) -> None:
    visitor = shown.visit()
    closed = [rule for rule in routes(shown, "GET") if rule.endpoint not in OPEN | OWN_DOOR]
    assert len(closed) > 10
    for rule in closed:
        answer = visitor.get(address(shown, rule))
        assert answer.status_code == 302, rule
        own = rule.endpoint.startswith("web.person.")
        assert answer.location.startswith("/mijn/aanmelden" if own else "/aanmelden"), rule


def test_every_post_without_a_token_is_refused(shown: World) -> None:
    visitor = shown.visit("coen")
    posts = routes(shown, "POST")
    assert len(posts) > 12
    for rule in posts:
        assert visitor.client.post(address(shown, rule), data={"doe": "x"}).status_code == 400, rule


def test_every_answer_carries_the_headers(shown: World) -> None:
    for path in ("/melden", "/aanmelden", "/", "/nergens", "/taal/xx"):
        answer = shown.visit().get(path)
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, (path, name)
        assert answer.headers["Cache-Control"] == "no-store"


def test_no_page_has_a_script_or_style_of_its_own(shown: World) -> None:
    visitor = shown.visit("coen")
    for path in ("/", "/zaken", "/vast", "/processen", "/melden", f"/zaken/{shown.references['Sam']}"):
        text = visitor.get(path).text
        assert "style=" not in text
        assert " onclick" not in text
        assert "<script>" not in text


def test_the_session_cookie_is_out_of_reach_of_scripts_and_new_at_every_log_in(shown: World) -> None:
    visitor = shown.visit("tara")
    first = visitor.client.get_cookie("perspectief")
    assert first is not None
    assert first.http_only
    assert first.same_site == "Lax"
    visitor.post("/aanmelden/voorbeeld", login="tara", on="/melden")
    second = visitor.client.get_cookie("perspectief")
    assert second is not None
    assert second.value != first.value


def test_over_https_the_cookies_are_bound_to_the_host(shown: World) -> None:
    app = Flask("secure", static_folder=None)
    app.config.update(SECRET_KEY="a secret of more than thirty-two bytes", DEMO=True, SESSION_COOKIE_SECURE=True)
    web.register(app, shown.engine)
    client = app.test_client()
    cookies = client.get("/melden", base_url="https://perspectief.example").headers.getlist("Set-Cookie")
    assert [cookie.split("=")[0] for cookie in cookies] == ["__Host-formulier"]
    assert all("Secure" in cookie and "HttpOnly" in cookie and "Path=/" in cookie for cookie in cookies)


def test_the_pages_do_not_start_without_a_secret(shown: World) -> None:
    with pytest.raises(ValueError, match="secret_key"):
        web.register(Flask("bare"), shown.engine)


@pytest.mark.parametrize(
    "elsewhere", ["https://else.example", "//else.example", "/\\else.example", "javascript:alert(1)", "", None]
)
def test_a_log_in_never_leads_to_another_site(elsewhere: str | None) -> None:
    assert local_path(elsewhere) is None


def test_a_path_of_our_own_is_kept() -> None:
    assert local_path("/taken/4?x=1") == "/taken/4?x=1"


def test_after_the_log_in_comes_the_page_that_was_asked_for(shown: World) -> None:
    visitor = shown.visit()
    answer = visitor.post("/aanmelden/voorbeeld", login="tara", verder="/zaken", on="/aanmelden")
    assert answer.location == "/zaken"

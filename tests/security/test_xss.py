"""Whatever people write stays text: 60 payloads in every text of every form, aliases, names of organisations, people and steps.

Every page is parsed for anything that a payload made; a real browser opens those where most come together, without a dialog,
a breach of the content security policy, or a request to elsewhere.
"""

import os
import random
from collections.abc import Iterator

import pytest
from lxml import etree, html
from playwright.sync_api import Browser, Page

from tests.infrastructure.browser import PATIENCE
from tests.infrastructure.http import served
from tests.security.xss.house import DOER, House, house
from tests.security.xss.payloads import PAYLOADS

SEED = int(os.environ.get("SEED", random.randrange(1000)))
LISTS = ("/", "/zaken", "/vast", "/processen", "/beheer", "/mijn")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house(tmp_path_factory.mktemp("xss")) as here:
        yield here


def pages(made: House) -> list[tuple[str, str]]:
    """Who looks at which page."""
    reference = made.case.reference
    of_case = [
        f"/zaken/{reference}{part}"
        for part in (
            "",
            "/plan",
            "/familie",
            "/tijdlijn",
            "/formulieren",
            "/onderdelen",
            "/kluis",
            "/eigen-pagina",
            "/stilstaan",
        )
    ]
    who = {"/beheer": "beheer", "/vast": "coen"}
    return [(who.get(path, "alice"), path) for path in (*LISTS, *of_case)] + [
        (DOER, f"/taken/{task}") for task in made.tasks.values()
    ]


def made_by_payload(page: html.HtmlElement) -> list[str]:
    """What in this page is not ours: scripts with words in them, things that run by themselves, addresses elsewhere."""
    found: list[str] = []
    for node in page.iter(etree.Element):
        name, attributes = str(node.tag), dict(node.attrib)
        foreign = name in {"iframe", "object", "embed", "base", "math", "marquee", "video", "audio", "image", "animate"}
        running = [key for key in attributes if key.startswith(("on", "hx-on"))]
        away = [
            v
            for k, v in attributes.items()
            if k in {"src", "href", "action", "formaction", "data", "hx-get"} and elsewhere(v)
        ]
        wordy = name in {"script", "style"} and bool((node.text or "").strip())
        if foreign or running or away or wordy:
            found.append(f"{name} {attributes}")
    return found


def elsewhere(address: str) -> bool:
    """Whether an address runs something or leads to the trap."""
    return "trap.invalid" in address or address.strip().lower().startswith(("javascript:", "data:text"))


def test_no_page_has_anything_that_a_payload_made(made: House) -> None:
    visitors = {login: made.visit(login) for login in {login for login, _ in pages(made)}}
    shown: set[str] = set()
    for login, path in pages(made):
        answer = visitors[login].get(path)
        assert answer.status_code == 200, (login, path)
        page = html.document_fromstring(answer.text)
        assert made_by_payload(page) == [], path
        text = " ".join(page.itertext())
        shown |= {payload for payload in PAYLOADS if payload in text}
    print(
        f"{len(PAYLOADS)} payloads in {made.fields} texts of {len(made.tasks)} forms and parts; {len(pages(made))} pages: 0 made anything"
    )
    assert shown == set(PAYLOADS), "every payload is there to be read"
    assert made.fields > 60


def test_a_page_that_takes_texts_for_markup_is_seen(made: House) -> None:
    """The sabotage: nothing is escaped."""
    made.app.jinja_env.autoescape = False
    made.app.jinja_env.cache.clear()  # type: ignore[union-attr] # Flask always has one
    try:
        page = html.document_fromstring(made.visit("alice").get("/zaken").text)
        assert len(made_by_payload(page)) > 20
    finally:
        made.app.jinja_env.autoescape = made.app.select_jinja_autoescape
        made.app.jinja_env.cache.clear()  # type: ignore[union-attr]


LISTEN = """window.__breaches = []; document.addEventListener('securitypolicyviolation',
  event => window.__breaches.push(event.violatedDirective + ' ' + event.blockedURI));"""


def opened(browser: Browser, address: str, login: str, paths: list[str], policy: bool = True) -> list[str]:
    """What a browser did besides showing these pages."""
    with browser.new_context(locale="nl-NL", bypass_csp=not policy) as context:
        context.set_default_timeout(PATIENCE * 6)
        page, did = context.new_page(), list[str]()
        watch(page, did, address)
        page.goto(f"{address}/aanmelden", wait_until="domcontentloaded")
        page.evaluate("login => document.querySelector(`button[name=login][value=${login}]`).click()", login)
        page.wait_for_url(f"{address}/", wait_until="domcontentloaded")
        for path in paths:
            page.goto(f"{address}{path}", wait_until="load")
            did += page.evaluate("window.__breaches")
        return did


def watch(page: Page, did: list[str], address: str) -> None:
    """Dialogs, breaches of the policy, and requests to elsewhere."""
    page.add_init_script(LISTEN)

    def dialog(one: object) -> None:
        did.append("a dialog")
        one.dismiss()  # type: ignore[attr-defined] # of playwright

    page.on("dialog", dialog)
    page.on("request", lambda one: did.append(one.url) if not one.url.startswith((address, "data:")) else None)


def test_a_browser_shows_them_and_does_nothing_else(made: House, browser: Browser) -> None:
    tasks = random.Random(SEED).sample(sorted(made.tasks.values()), 3)
    paths = ["/", "/zaken", f"/zaken/{made.case.reference}", f"/zaken/{made.case.reference}/plan"]
    with served(made.app) as address:
        did = opened(browser, address, "alice", paths) + opened(
            browser, address, DOER, [f"/taken/{task}" for task in tasks]
        )
    print(f"seed {SEED}: {len(paths) + 3} pages in a browser: {len(did)} dialogs, breaches or requests elsewhere")
    assert did == []


def test_a_browser_would_have_run_them(made: House, browser: Browser) -> None:
    """The sabotage: nothing is escaped. With the policy the browser reports breaches; without it, dialogs too."""
    made.app.jinja_env.autoescape = False
    made.app.jinja_env.cache.clear()  # type: ignore[union-attr]
    try:
        with served(made.app) as address:
            page = browser.new_context().new_page()
            did: list[str] = []
            watch(page, did, address)
            page.set_default_timeout(PATIENCE * 6)
            client = made.visit("alice").client.get_cookie("perspectief")
            assert client
            page.context.add_cookies([{"name": "perspectief", "value": client.value, "url": address}])
            page.goto(f"{address}/zaken", wait_until="load")
            did += page.evaluate("window.__breaches || []")
            page.context.close()
        assert did
    finally:
        made.app.jinja_env.autoescape = made.app.select_jinja_autoescape
        made.app.jinja_env.cache.clear()  # type: ignore[union-attr]

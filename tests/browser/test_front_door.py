"""The quick exit leaves no way back, and the front door leaves nothing in the browser."""

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Site

WEATHER = "https://www.buienradar.nl/"


def neutral(route: Route) -> None:
    route.fulfill(body="<title>Weer</title>het weer", content_type="text/html")


def test_the_quick_exit_replaces_the_page(page: Page, site: Site) -> None:
    page.route(WEATHER, neutral)
    page.goto(f"{site.address}/toegankelijkheid")
    page.goto(f"{site.address}/melden")
    page.get_by_role("link", name="Snel weg").click()
    page.wait_for_url(WEATHER)
    page.go_back()
    expect(page).not_to_have_url(f"{site.address}/melden")


def test_escape_twice_leaves_too(page: Page, site: Site) -> None:
    page.route(WEATHER, neutral)
    page.goto(f"{site.address}/melden")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url(WEATHER)


def test_nothing_is_kept_in_the_browser(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/melden")
    page.get_by_label("Welke naam mogen wij gebruiken?").fill("Farida")
    kept = page.evaluate("({local: localStorage.length, session: sessionStorage.length})")
    assert kept == {"local": 0, "session": 0}
    assert [cookie["name"] for cookie in page.context.cookies()] == ["formulier"]

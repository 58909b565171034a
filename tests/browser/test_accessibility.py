"""axe finds nothing on any page, wide and narrow, and no page scrolls sideways at 320 pixels."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import WIDTHS, Site
from tests.infrastructure.accessibility import Axe

OPEN = ("/melden", "/aanmelden", "/toegankelijkheid", "/nergens")
BEHIND = (
    "/",
    "/?zoek=niemandheetzo",
    "/zaken",
    "/zaken/{Sam}",
    "/zaken/{Sam}/plan",
    "/zaken/{Sam}/familie",
    "/zaken/{Sam}/tijdlijn",
    "/zaken/{Sam}/formulieren",
    "/zaken/{Sam}/onderdelen",
    "/taken/{late}",
    "/vast",
    "/vast/beeld",
    "/vast/{Sam}/extend?taak={late}",
    "/vast/{Sam}/reassign?taak={late}",
    "/processen",
    "/processen/P02",
    "/processen/inbrengen",
    "/taken/999999",
)


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def look(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    for drawing in page.locator("details[open] [data-diagram], main > [data-diagram]").all():
        expect(drawing).to_have_attribute("data-diagram-state", "ready")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", OPEN)
def test_the_front_door_is_accessible(page: Page, site: Site, axe: Axe, path: str, width: int) -> None:
    look(page, site.address + path, width)
    assert axe(page) == []
    assert fits(page)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", BEHIND)
def test_every_page_of_a_coordinator_is_accessible(page: Page, site: Site, axe: Axe, path: str, width: int) -> None:
    late = site.world.task("Sam", "Melding aanvullen").id
    site.enter(page, "coen")
    look(page, site.address + path.format(late=late, **site.world.references), width)
    assert axe(page) == []
    assert fits(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_form_with_errors_is_accessible(page: Page, site: Site, axe: Axe, width: int) -> None:
    look(page, f"{site.address}/melden", width)
    page.get_by_role("button", name="Verstuur").click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    assert page.title().startswith("Fout:")
    assert axe(page) == []
    assert fits(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_of_who_directs_a_case_are_accessible(page: Page, site: Site, axe: Axe, width: int) -> None:
    site.enter(page, "alice")
    task = site.world.tasks("Yasin")[0]
    for path in (f"/taken/{task.id}", f"/zaken/{site.world.references['Yasin']}"):
        look(page, site.address + path, width)
        page.evaluate("document.querySelectorAll('main details').forEach(part => { part.open = true; })")
        assert axe(page) == [], path
        assert fits(page), path


def test_english_pages_are_accessible_too(page: Page, site: Site, axe: Axe) -> None:
    page.goto(f"{site.address}/taal/en?verder=/melden")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert axe(page) == []

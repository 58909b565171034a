"""What is folded on the screen is read on paper."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Site

FOLDED = "[...document.querySelectorAll('details:not([open]) > :not(summary)')]"
UNREAD = f"{FOLDED}.filter(part => !part.checkVisibility()).length"
ASKED = "[...document.querySelectorAll('.sealed__ask')].filter(part => part.checkVisibility()).length"


def test_the_folded_parts_of_a_case_are_printed_and_its_questions_are_not(page: Page, site: Site) -> None:
    site.enter(page, "alice")
    page.goto(f"{site.address}/zaken/{site.world.references['Yasin']}")
    expect(page.locator("details[open] [data-diagram]").first).to_have_attribute("data-diagram-state", "ready")
    assert page.evaluate(UNREAD) == page.evaluate(f"{FOLDED}.length") > 5, "on the screen they are folded"
    page.emulate_media(media="print")
    asked = page.locator(".sealed__ask").count()
    # A drawing that was never unfolded is not made; the list beside it says the same.
    assert page.evaluate(UNREAD) == asked > 0
    assert page.evaluate(ASKED) == 0
    assert page.locator(".utrecht-skip-link, .top, .menu, .foot, .onpage").locator("visible=true").count() == 0

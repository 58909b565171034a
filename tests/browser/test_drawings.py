"""Diagrams: the lit path on a case, the counts on a process."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Site


def test_a_case_lights_up_what_was_done_and_what_happens_now(page: Page, site: Site) -> None:
    site.enter(page, "alice")
    page.goto(f"{site.address}/zaken/{site.world.references['Yasin']}")
    expect(page.locator("[data-diagram-state=ready]").first).to_be_visible()
    expect(page.locator(".diagram-lit").first).to_be_attached()
    expect(page.locator(".diagram-current").first).to_be_attached()


def test_a_closed_part_draws_itself_when_it_opens(page: Page, site: Site) -> None:
    site.enter(page, "alice")
    page.goto(f"{site.address}/zaken/{site.world.references['Yasin']}")
    closed = page.locator("details.path:not([open])").first
    closed.locator("summary").click()
    expect(page.locator("details.path[open]").nth(1).locator("[data-diagram-state=ready]")).to_be_visible()


def test_a_process_shows_how_many_people_are_where(page: Page, site: Site) -> None:
    site.enter(page, "pim")
    page.goto(f"{site.address}/processen/P02")
    expect(page.locator(".diagram-count").first).to_be_visible()

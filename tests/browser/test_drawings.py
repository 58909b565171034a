"""Diagrams: the lit path on a case, the counts on a process."""

import pytest
from lxml import etree
from playwright.sync_api import Page, expect

from dev import ROOT
from tests.browser.conftest import Site

PROCESSES = ROOT / "processes"


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


LABELS = "all => all.map(label => [...label.querySelectorAll('tspan')].map(line => line.textContent.trim()).join(' '))"


@pytest.mark.parametrize("process", ["P02", "P17t", "P11k"])
def test_no_word_of_a_drawing_is_broken(page: Page, site: Site, process: str) -> None:
    """The longest words of these three, in a step and beside a circle, are wider than their place with other letters."""
    site.enter(page, "pim")
    page.goto(f"{site.address}/processen/{process}")
    expect(page.locator("[data-diagram-state=ready]")).to_be_visible()
    (drawn,) = (path for path in PROCESSES.glob(f"*/{process}.bpmn"))
    names = {" ".join(name.split()) for name in etree.parse(drawn).xpath("//@name")}
    shown = page.locator("[data-diagram] .djs-label").evaluate_all(LABELS)
    assert len(shown) > 8
    assert [label for label in shown if label not in names] == []

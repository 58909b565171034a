"""Figures are drawn by the server and said by a table: accessible, wide and narrow, and without JavaScript."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import WIDTHS, Site
from tests.browser.test_accessibility import fits, look
from tests.infrastructure.accessibility import Axe
from tests.web.months import plant, plant_year


@pytest.mark.parametrize("width", WIDTHS)
def test_figures_are_accessible(page: Page, site: Site, axe: Axe, width: int) -> None:
    plant(site.world, "2026-08", published_in="2026-09")
    look(page, f"{site.address}/cijfers", width)
    assert page.locator(".chart").count() == 8
    assert axe(page) == []
    assert fits(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_year_is_accessible(page: Page, site: Site, axe: Axe, width: int) -> None:
    plant_year(site.world, "2024", published=True)
    look(page, f"{site.address}/cijfers/gelijk/2024", width)
    assert page.locator(".chart").count() == 5
    assert axe(page) == []
    assert fits(page)


def test_figures_need_no_javascript(browser: Browser, site: Site) -> None:
    plant(site.world, "2026-08", published_in="2026-09")
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site.address}/cijfers")
    box = page.locator(".chart__bar").first.bounding_box()
    assert box is not None
    assert box["width"] > 20
    page.context.close()

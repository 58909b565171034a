"""Golden scenarios F and G by clicking through the real pages, each person in a browser of their own."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from perspectief.scenario import play_on, read_story, starts_at
from tests.golden.house import GOLDEN, house
from tests.golden.in_browser import InBrowser


@pytest.mark.parametrize("letter", ["F", "G"])
def test_a_golden_scenario_goes_as_told_in_the_browser(browser: Browser, tmp_path: Path, letter: str) -> None:
    told = read_story(GOLDEN[letter].read_text(encoding="utf-8"))
    with (
        house(tmp_path, starts_at(told)) as place,
        InBrowser(place.engine, place.clock, address=place.address, browser=browser) as stage,
    ):
        play = play_on(stage, told)
        assert play.case is not None
        page = stage.visitor("Alice")
        page.goto(f"{place.address}/zaken/{play.case.reference}")
        expect(page.locator("[data-diagram-state=ready]").first).to_be_visible()
        page.screenshot(path=tmp_path / f"{letter}.png", full_page=True)
        stage.all_is_well("Alice")

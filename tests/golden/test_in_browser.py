"""A golden scenario by clicking through the real pages, each person in a browser of their own.

One is enough for every run of the tests; `GOLDEN=ABCDEFGHIJKLMNO` clicks through them all, at most a minute each.
"""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from engine.calendar import AMSTERDAM
from engine.model import Actor, Escalation
from perspectief.scenario import begin, play_on, read_story, starts_at
from tests.golden.house import GOLDEN, house
from tests.golden.in_browser import InBrowser

MONDAY = datetime(2027, 3, 1, 9, tzinfo=AMSTERDAM)


LETTERS = os.environ.get("GOLDEN", "L")


@pytest.mark.parametrize("letter", LETTERS)
def test_a_golden_scenario_goes_as_told_in_the_browser(browser: Browser, tmp_path: Path, letter: str) -> None:
    told = read_story(GOLDEN[letter].read_text(encoding="utf-8"))
    with (
        house(tmp_path, starts_at(told)) as place,
        InBrowser(place.engine, place.clock, address=place.address, browser=browser) as stage,
    ):
        play = play_on(stage, told)
        assert play.case is not None
        page = stage.at_work(stage.engine.accounts.actor(stage.accounts["Alice"]))
        page.goto(f"{place.address}/zaken/{play.case.reference}")
        expect(page.locator("[data-diagram-state=ready]").first).to_be_visible()
        page.screenshot(path=tmp_path / f"{letter}.png", full_page=True)
        stage.all_is_well("Alice")


RESOLVED = {
    "reason": "noCapacity",
    "impactOnPerson": "delay",
    "ask": "Wie belt vandaag?",
    "decision": "Tara belt vandaag.",
    "personInformed": True,
    "closedBy": "resolved",
}


def test_a_case_left_alone_climbs_until_a_coordinator_resolves_it(browser: Browser, tmp_path: Path) -> None:
    with (
        house(tmp_path, MONDAY) as place,
        InBrowser(place.engine, place.clock, address=place.address, browser=browser) as stage,
    ):
        begin(stage, {"stappen": [{"doet": "melden"}]})
        reference = stage.report(
            {"reporterType": "self", "acuteDanger": "none", "possiblyMinor": False, "alias": "Mina"}
        ).reference
        coen = stage.person("Coen", stage.organisation_for("meldpunt"), "meldpunt", "coordinator")
        row = stage.visitor("Coen").locator(".row--stuck").filter(has_text=reference)

        stage.go_to(MONDAY + timedelta(days=2))
        stuck_list(stage, coen)
        expect(row).to_contain_text("Trede L1")
        stage.go_to(MONDAY + timedelta(days=7))
        page = stuck_list(stage, coen)
        expect(row).to_contain_text("Trede L2")

        row.get_by_role("link", name="Mina", exact=True).click()
        page.get_by_role("link", name="L2: teamleider · Melding aanvullen").click()
        (rung,) = (task for task in stage.open_tasks(stage.cases()[0].id) if task.process == "P17t")
        stage.do(page, rung, RESOLVED, coen)
        stage.wake()

        stuck_list(stage, coen)
        expect(row).to_be_visible()  # the report still waits: deciding on it is not doing it
        expect(row).not_to_contain_text("Trede")
        assert [climb.closed_at for climb in climbs(stage)] == [place.clock.now()]


def stuck_list(stage: InBrowser, who: Actor) -> Page:
    """The coordinator's list, by the menu."""
    page = stage.at_work(who)
    page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Vast").click()
    expect(page.get_by_role("heading", name="Wie staat stil", level=1)).to_be_visible()
    stage.all_is_well(who.name)
    return page


def climbs(stage: InBrowser) -> list[Escalation]:
    with stage.engine.desk.store.reading() as reader:
        return reader.find(Escalation)

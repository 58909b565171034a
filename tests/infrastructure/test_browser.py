"""The browser, axe and the built front end are real: each is seen to work, and to notice what is wrong."""

import pytest
from playwright.sync_api import Browser, Page, expect

from dev import ROOT
from tests.infrastructure.accessibility import Axe
from tests.infrastructure.browser import chromium_from_npm, launch, listen_for_complaints
from tests.infrastructure.http import Serve
from tests.infrastructure.pages import site

DIAGRAM = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI"
    xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="d" targetNamespace="test">
  <process id="P"><startEvent id="start"/><userTask id="intake" name="Intake"/></process>
  <di:BPMNDiagram id="diagram"><di:BPMNPlane id="plane" bpmnElement="P">
    <di:BPMNShape id="s1" bpmnElement="start"><dc:Bounds x="0" y="20" width="36" height="36"/></di:BPMNShape>
    <di:BPMNShape id="s2" bpmnElement="intake"><dc:Bounds x="90" y="0" width="100" height="80"/></di:BPMNShape>
  </di:BPMNPlane></di:BPMNDiagram>
</definitions>"""

PLACE = """<div class="diagram" data-diagram data-diagram-url="/p.xml" data-lit="start" data-current="intake"></div>
<button class="utrecht-button" data-hx-get="/more" data-hx-target="#more">Meer</button><div id="more"></div>"""

MORE = '<p class="utrecht-paragraph">Meer tekst</p>'


@pytest.fixture
def address(serve: Serve) -> str:
    return serve(
        site(
            {
                "/": PLACE,
                "/p.xml": DIAGRAM,
                "/more": MORE,
                "/broken": PLACE.replace("/p.xml", "/no.xml"),
                "/bad": '<img src="/icon.svg"><script>window.ran = true</script>',
            }
        )
    )


def test_the_built_front_end_draws_a_diagram_under_a_strict_policy(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("[data-diagram-state=ready]")).to_be_visible()
    expect(page.locator(".djs-element[data-element-id=start]")).to_have_class("djs-element djs-shape diagram-lit")
    expect(page.locator(".djs-element[data-element-id=intake]")).to_contain_class("diagram-current")


def test_the_mark_of_bpmn_io_stays_in_view(page: Page, address: str) -> None:
    page.goto(address)
    mark = page.locator(".bjs-powered-by")
    expect(mark).to_be_in_viewport(ratio=1)


def test_a_diagram_that_cannot_be_had_says_so(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/broken")
        expect(page.locator("[data-diagram-state=failed]")).to_be_visible()


def test_htmx_swaps_a_part_of_the_page(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Meer").click()
    expect(page.locator("#more")).to_contain_text("Meer tekst")


def test_fonts_and_tokens_come_from_the_house(page: Page, address: str) -> None:
    page.goto(address)
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('1rem \"Noto Sans Variable\"'))")
    heading = page.locator("h1").evaluate("element => getComputedStyle(element).fontFamily")
    assert "Noto Sans Variable" in heading


def test_our_frame_fits_a_narrow_screen(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_axe_finds_nothing_on_a_page_of_ours(page: Page, address: str, axe: Axe) -> None:
    page.goto(address)
    expect(page.locator("[data-diagram-state=ready]")).to_be_visible()
    assert axe(page) == []


def test_axe_finds_a_picture_without_words(browser: Browser, address: str, axe: Axe) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/bad")
        assert [violation.rule for violation in axe(page)] == ["image-alt"]


def test_an_inline_script_is_refused_and_noticed(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        complaints = listen_for_complaints(page)
        page.goto(f"{address}/bad")
        assert page.evaluate("window.ran") is None
        assert any("Content Security Policy" in complaint for complaint in complaints)


def test_the_browser_of_the_npm_package_runs_where_the_machine_has_none(browser: Browser) -> None:
    chromium = chromium_from_npm(ROOT / "var" / "browser")
    with launch(browser.browser_type, chromium) as another:
        page = another.new_page()
        page.set_content("<p>Welkom</p>")
        expect(page.get_by_text("Welkom")).to_be_visible()

"""Forms that follow the answers, keep what is typed, and work without JavaScript."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site


def test_a_question_appears_when_an_answer_asks_for_it_and_focus_stays(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/melden")
    question = page.get_by_role("radiogroup", name="Weet de persoon van deze melding?")
    page.get_by_label("Welke naam mogen wij gebruiken?").fill("Farida")
    chooser = page.get_by_label("Wie vult dit in?")
    chooser.focus()
    chooser.select_option("self")
    expect(question).to_have_count(0)
    expect(chooser).to_be_focused()
    expect(page.get_by_label("Welke naam mogen wij gebruiken?")).to_have_value("Farida")
    chooser.select_option("ngo")
    expect(question).to_be_visible()


def test_the_same_form_works_without_javascript(browser: Browser, site: Site) -> None:
    with browser.new_context(java_script_enabled=False, locale="nl-NL") as context:
        page = context.new_page()
        page.goto(f"{site.address}/melden")
        page.get_by_label("Wie vult dit in?").select_option("self")
        page.get_by_role("button", name="Werk het formulier bij").click()
        expect(page.get_by_role("radiogroup", name="Weet de persoon van deze melding?")).to_have_count(0)


def test_what_is_typed_is_kept_without_a_press(page: Page, site: Site) -> None:
    site.enter(page, "alice")
    site.world.arrive("Bewaard", steps=8)
    task = next(task for task in site.world.tasks("Bewaard") if task.part == "intake")
    page.goto(f"{site.address}/taken/{task.id}")
    goals = page.get_by_label("Wat wil je zelf", exact=False).or_(page.locator("#f-myGoals, textarea")).first
    goals.fill("Mijn dochter naar school brengen")
    expect(page.locator("[data-draft-line]")).to_have_text(re.compile("Concept bewaard om"))
    page.reload()
    expect(page.get_by_text("Mijn dochter naar school brengen")).to_be_visible()


def test_a_report_goes_from_the_first_question_to_the_code(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/melden")
    page.get_by_label("Wie vult dit in?").select_option("self")
    for group, answer in (
        ("Is er nu gevaar?", "Nee, niet dat ik weet"),
        ("Leeftijd", "18 tot en met 30 jaar"),
        ("Is de persoon misschien jonger dan 18?", "Nee"),
        ("Is een tolk nodig?", "Ja"),
        ("Mogen wij contact opnemen?", "Ja"),
        ("Loopt er een datum?", "Nee"),
        ("Wil de persoon anoniem blijven?", "Ja"),
        ("Is de uitleg over privacy", "Ja"),
    ):
        page.get_by_role("radiogroup", name=group).get_by_label(answer, exact=True).first.check()
    page.get_by_label("Welke naam mogen wij gebruiken?").fill("Samira")
    page.get_by_label("Welke taal spreekt de persoon het liefst?").select_option("ary")
    page.get_by_label("Chat-app").check()
    page.get_by_label("Slapen", exact=True).check()
    page.get_by_role("button", name="Verstuur").click()
    expect(page.locator(".reference__code")).to_have_text(re.compile(r"^M-[A-Z0-9]{4}-[A-Z0-9]{4}$"))

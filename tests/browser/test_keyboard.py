"""Work without a mouse."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Site


def focused_row(page: Page) -> str:
    return str(
        page.evaluate("document.activeElement.closest('[data-row]')?.querySelector('[data-row-link]').href ?? ''")
    )


def ready(page: Page) -> None:
    """Waits until the page listens to keys."""
    expect(page.locator("[data-worklist][data-keys]")).to_be_attached()


def test_j_and_k_walk_along_the_rows_and_enter_opens(page: Page, site: Site) -> None:
    site.enter(page, "tara")
    ready(page)
    page.keyboard.press("j")
    first = focused_row(page)
    page.keyboard.press("j")
    assert focused_row(page) not in ("", first)
    page.keyboard.press("k")
    assert focused_row(page) == first
    page.keyboard.press("Enter")
    page.wait_for_url(first)


def test_c_takes_the_task_in_focus(page: Page, site: Site) -> None:
    site.world.arrive("Toets")
    site.enter(page, "tara")
    page.goto(f"{site.address}/?zoek=toets")
    ready(page)
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.wait_for_url("**/taken/*")
    assert any(task.assignee for task in site.world.tasks("Toets"))


def test_the_keys_explain_themselves_and_can_be_turned_off(page: Page, site: Site) -> None:
    site.enter(page, "tara")
    ready(page)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert focused_row(page) == ""
    page.reload()
    ready(page)
    page.keyboard.press("j")
    assert focused_row(page) == ""


def test_letters_typed_in_a_field_are_letters(page: Page, site: Site) -> None:
    site.enter(page, "tara")
    ready(page)
    page.keyboard.press("/")
    page.keyboard.type("jck")
    expect(page.get_by_role("searchbox")).to_have_value("jck")


def test_the_first_tab_leads_past_the_menu(page: Page, site: Site) -> None:
    site.enter(page, "tara")
    ready(page)
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Naar de inhoud")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_an_error_leads_to_its_field(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/melden")
    page.get_by_role("button", name="Verstuur").click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    page.locator("[data-error-summary] a[href='#f-alias']").press("Enter")
    expect(page.locator("#f-alias")).to_be_focused()


def test_a_task_is_answered_and_sent_without_walking_past_the_menu_and_every_box(page: Page, site: Site) -> None:
    site.enter(page, "tara")
    page.goto(f"{site.address}/taken/{site.world.task('Mariam', 'Melding aanvullen').id}")
    expect(page.locator("[data-complete]")).to_have_attribute("data-complete-state", "ready")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de vragen")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('#vragen'))")
    page.locator("#f-alias").fill("")
    page.locator("#f-alias").press("Control+Enter")
    expect(page.locator("[data-error-summary]")).to_be_focused()


def test_a_coordinator_walks_along_who_stands_still_and_comes_back_where_they_were(page: Page, site: Site) -> None:
    sam = site.world.references["Sam"]
    site.enter(page, "coen")
    page.goto(f"{site.address}/vast")
    ready(page)
    page.keyboard.press("j")
    assert focused_row(page).endswith(sam)
    page.locator("[data-row] button", has_text="Stuur herinnering").press("Enter")
    page.wait_for_url(f"**/vast#{sam}")
    ready(page)
    expect(page.get_by_role("status")).to_be_in_viewport()
    page.keyboard.press("Tab")
    assert focused_row(page).endswith(sam)

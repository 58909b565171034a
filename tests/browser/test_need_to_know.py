"""The pages of need-to-know are accessible, wide and narrow: of administrators, of two persons, of officers, and of the person."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import BrowserContext, Page

from engine.acts.need.reviews import READS
from engine.model import Account, Review
from tests.browser.conftest import WIDTHS, Site
from tests.browser.test_accessibility import fits, look
from tests.infrastructure.accessibility import Axe

SIGHT = "/zaken/{Yasin}"
STAFF = {
    "alice": (
        "/mijn",
        f"{SIGHT}/plan",
        f"{SIGHT}/familie",
        f"{SIGHT}/tijdlijn",
        f"{SIGHT}/formulieren",
        f"{SIGHT}/onderdelen",
        f"{SIGHT}/kluis",
        f"{SIGHT}/eigen-pagina",
        f"{SIGHT}/rechten",
    ),
    "fleur": ("/tweede-paar-ogen", "/vorderingen", f"{SIGHT}/rechten"),
    "pim": ("/terugkomen", "/signalen", "/signalen/landenveiligheid.gewijzigd", "/tweede-paar-ogen"),
    "samira": ("/noodtoegang",),
    "coen": ("/team", "/team/{someone}/afwezig"),
    "beheer": (
        "/beheer",
        "/beheer/nieuw",
        "/beheer/mensen/{someone}",
        "/beheer/rooster",
        "/beheer/organisaties",
        "/beheer/organisaties/nieuw",
        "/beheer/organisaties/ggd",
        "/sluitingsdagen",
        "/mijn",
        "/tweede-paar-ogen",
        "/opnieuw",
    ),
}
PERSON = (
    "/mijn/",
    "/mijn/zeg/stop",
    "/mijn/zeg/doubt",
    "/mijn/klacht",
    "/mijn/terug",
    "/mijn/wachtzin",
    "/mijn/vernietigen",
)


@pytest.fixture(scope="module", autouse=True)
def something_waits(site: Site) -> None:
    """What two persons decide stands on their pages, and one zone is closed by law."""
    engine, who = site.world.engine, lambda login: engine.accounts.actor(_account(site, login))
    yasin = site.world.references["Yasin"]
    engine.requests.ask_export(who("alice"), yasin, "access")
    engine.requests.ask_erasure(who("fleur"), yasin, ("SOC", "LOC"), "asked")
    engine.openings.ask_vault(who("alice"), yasin, "court")
    (seal,) = engine.sealing.propose(who("pim"), ("LOC",))
    engine.proposals.decide(who("fleur"), seal.id, accept=True)
    engine.sealing.propose(who("pim"), ("ID",))
    now = site.world.clock.now()
    sure = replace(who("controle"), strong_at=now)
    engine.administration.rights.password(sure, _account(site, "otto"), "Otto is zijn wachtwoord kwijt")
    with engine.desk.store.begin() as tx:
        tx.add(Review(kind=READS, subject="ground", about=_account(site, "bob"), detail='{"reads": 3}', opened_at=now))


def _account(site: Site, login: str) -> int:
    with site.world.engine.desk.store.reading() as reader:
        return reader.find(Account, login=login)[0].id


def each(page: Page, axe: Axe, addresses: list[str], seen: Callable[[str, int], None] | None = None) -> list[str]:
    """What is wrong with these pages at both widths."""
    wrong = []
    for address in addresses:
        for width in WIDTHS:
            look(page, address, width)
            page.evaluate("document.querySelectorAll('main details').forEach(part => { part.open = true; })")
            found = [*axe(page), *([] if fits(page) else ["scrolls sideways"])]
            wrong += [f"{address} at {width}: {one}" for one in found]
            assert page.locator("h1").count() == 1, address
            if seen:
                seen(address, width)
    return wrong


@pytest.mark.parametrize("login", STAFF)
def test_the_pages_of_staff_are_accessible(page: Page, site: Site, axe: Axe, login: str) -> None:
    page.goto(f"{site.address}/aanmelden")
    page.locator(f"button[name=login][value={login}]").click()
    page.wait_for_load_state()
    places = {**site.world.references, "someone": _account(site, "alice")}
    assert each(page, axe, [site.address + path.format(**places) for path in STAFF[login]]) == []


def test_the_pages_of_the_person_are_accessible_in_three_languages(page: Page, site: Site, axe: Axe) -> None:
    with_key(page.context, site)
    wrong = each(page, axe, [f"{site.address}{path}" for path in PERSON])
    for language in ("en", "ar"):
        page.goto(f"{site.address}/mijn/")
        page.locator(f"button[name=taal][value={language}]").click()
        assert page.locator("html").get_attribute("lang") == language
        wrong += each(page, axe, [f"{site.address}{path}" for path in PERSON[:2]])
    assert wrong == []


def with_key(context: BrowserContext, site: Site) -> None:
    """A visit of Yasin in this browser."""
    own, yasin = site.world.engine.own_keys, site.world.references["Yasin"]
    alice, bob = (site.world.engine.accounts.actor(_account(site, login)) for login in ("alice", "bob"))
    own.ask(alice, yasin, once=False)
    new = own.hand_out(bob, yasin)
    person = own.enter(new.name, new.code)
    assert person is not None
    context.add_cookies([{"name": "mijn", "value": own.open_visit(person), "url": site.address}])

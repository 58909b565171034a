"""Using a right for a person on the pages, and the person who destroys what the law closed."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from engine.model import Proposal, Sealed
from tests.engine.cast import pathway, stage
from tests.security.house import CHEAP, hashing
from tests.security.own import Life, begun
from tests.security.test_person_page import inside
from tests.security.test_requests import keep
from tests.web.world import Visitor, application
from web.pages.person import papers
from web.words import zone_words


@pytest.fixture(scope="module")
def life() -> Iterator[Life]:
    with hashing(CHEAP), stage(pathway()) as here:
        made = begun(here)
        for zone in ("SOC", "ID"):
            made.run(lambda run, zone=zone: keep(run, zone))
        yield made


def as_(life: Life, login: str) -> Visitor:
    visitor = Visitor(application(life.here.engine).test_client())
    visitor.post("/aanmelden/voorbeeld", login=login, on="/aanmelden")
    return visitor


def test_the_file_is_handed_over_on_the_pages(life: Life) -> None:
    place, alice, fleur = f"/zaken/{life.case.reference}/rechten", as_(life, "alice"), as_(life, "fleur")
    assert place in alice.get(f"/zaken/{life.case.reference}").text
    assert alice.post(f"{place}/meenemen", meenemen="", on=place).status_code == 422
    assert alice.get(f"{place}/alles.pdf").status_code == 404
    assert alice.post(f"{place}/meenemen", meenemen="access", on=place).status_code == 302
    assert "Voorgesteld" in alice.get(place).text
    (row,) = life.here.find(Proposal, kind="export", decided_at=None)
    fleur.post(f"/tweede-paar-ogen/voorstellen/{row.id}", doe="bevestigen", on="/tweede-paar-ogen")
    assert "alles.pdf" in alice.get(place).text
    assert "kanarie-SOC" in alice.get(f"{place}/alles.json").text
    assert fleur.get(f"{place}/alles.json").status_code == 404


def test_what_is_printed_says_in_words_who_looked_at_which_parts(life: Life) -> None:
    engine = life.here.engine
    own, opened = engine.own.everything(replace(life.here.who("alice"), roles=(), person=life.case.id))
    looks = tuple((engine.desk.clock.now(), "Alice", zone, "deputy") for zone in ("SOC", "REG"))
    with application(engine).test_request_context("/mijn/alles.pdf"):
        printed = papers.chapters(replace(own, view=replace(own.view, reads=looks), related=()), opened)
        words = [zone_words(engine.vocabulary, zone, "nl") for zone in ("SOC", "REG")]
    assert f"Alice · {words[0]}, {words[1]} · Ik vervang een collega" in [
        line.text for chapter in printed for line in chapter.lines
    ]


def test_an_officer_finds_the_page_by_reference(life: Life) -> None:
    found = as_(life, "fleur").get(f"/rechten?zaak={life.case.reference.lower()}")
    assert life.case.reference in found.text
    assert as_(life, "charlie").get(f"/zaken/{life.case.reference}/rechten").status_code == 404


def test_the_person_destroys_what_the_law_closed(life: Life) -> None:
    yasin, (pim, fleur) = inside(life), (life.here.who(name) for name in ("pim", "fleur"))
    assert yasin.get("/mijn/vernietigen").status_code == 404
    (row,) = life.here.engine.sealing.propose(pim, ("ID",))
    life.here.engine.proposals.decide(fleur, row.id, accept=True)
    assert "/mijn/vernietigen" in yasin.get("/mijn/").text
    yasin.post("/mijn/vernietigen", on="/mijn/vernietigen")
    assert life.here.find(Sealed, case=life.case.id, zone="ID") == []
    assert "kanarie-SOC" in yasin.get("/mijn/alles.json").text


def test_everybody_lands_where_their_work_is(life: Life) -> None:
    assert "/vorderingen" in as_(life, "fleur").get("/").text
    assert "/vorderingen" not in as_(life, "alice").get("/").text

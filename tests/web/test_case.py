"""The case page: what happens now, the road, what is known, who looked."""

import re
from datetime import timedelta

import pytest

from engine import pages
from engine.acts import past
from engine.acts.cases import Cases
from engine.model import Account, ReadLog
from tests.web.world import MONDAY, STORY, World


def test_the_top_says_what_happens_now_who_acts_and_until_when(shown: World) -> None:
    text = shown.visit("alice").get(f"/zaken/{shown.references['Yasin']}").text
    now = text[text.index('id="nu"') : text.index('id="route"')]
    assert "Toestemming bespreken" in now
    assert "Alice de Wit" in now
    assert "uiterlijk" in now


def test_a_case_that_stands_still_says_why(shown: World) -> None:
    text = shown.visit("tara").get(f"/zaken/{shown.references['Sam']}").text
    assert "Deze zaak staat stil." in text
    assert "Niemand heeft deze taak gepakt." in text


def test_the_road_is_a_drawing_and_the_same_as_a_list(shown: World) -> None:
    text = shown.visit("alice").get(f"/zaken/{shown.references['Yasin']}").text
    drawing = re.search(r'data-diagram-url="(/processen/\d+\.bpmn)" data-lit="([^"]*)"', text)
    assert drawing
    assert shown.visit("alice").get(drawing[1]).mimetype == "application/xml"
    assert "Gedaan: </span>" in text
    assert "Nu: </span>" in text


def test_the_lit_path_is_there_for_programs_of_the_page(shown: World) -> None:
    text = shown.visit("alice").get(f"/zaken/{shown.references['Yasin']}").text
    reference = shown.references["Yasin"]
    view = shown.engine.cases.view(shown.engine.accounts.demo_login("alice"), reference)
    answer = shown.visit("alice").get(f"/zaken/{reference}/paden/{view.paths[0].instance}.json")
    assert answer.json is not None
    assert answer.json["done"]
    assert view.paths[0].name in text


def test_every_line_of_the_timeline_says_what_it_is_about(shown: World) -> None:
    text = shown.visit("alice").get(f"/zaken/{shown.references['Yasin']}").text
    timeline = text[text.index('id="tijdlijn"') : text.index('id="route"')]
    assert "Onderdeel begonnen: <strong>Contact leggen</strong>" in timeline
    assert "Onderdeel klaar: <strong>Contact leggen</strong>" in timeline
    assert "Tabel geraadpleegd: <strong>Melding aannemen?</strong>" in timeline
    assert "Bericht verstuurd: <strong>de melding is aangenomen</strong>" in timeline


def test_facts_are_said_in_the_words_of_their_form(shown: World) -> None:
    text = shown.visit("alice").get(f"/zaken/{shown.references['Yasin']}").text
    assert "Is een tolk nodig?" in text
    assert "interpreterNeeded" not in text


def test_sealed_content_opens_with_a_reason_only_and_everybody_sees_who_looked(shown: World) -> None:
    reference = shown.arrive("Verhaal", steps=4)
    alice, page = shown.visit("alice"), f"/zaken/{reference}"
    view = shown.engine.cases.view(shown.engine.accounts.demo_login("alice"), reference)
    sealed = next(entry for part in view.slices if part.zone == "SOC" for entry in part.entries)
    assert STORY not in alice.get(page).text
    assert alice.post(f"{page}/inzage/{sealed.id}", on=page).status_code == 422
    assert alice.post(f"{page}/inzage/{sealed.id}", doel="other", reden="x", on=page).status_code == 422
    opened = alice.post(f"{page}/inzage/{sealed.id}", doel="talk", on=page)
    assert STORY in opened.text
    assert "Ik bereid een gesprek met de persoon voor" in alice.get(page).text


def test_a_number_that_is_no_entry_of_this_case_opens_nothing(shown: World) -> None:
    page = f"/zaken/{shown.references['Yasin']}"
    assert shown.visit("alice").post(f"{page}/inzage/999999", doel="task", on=page).status_code == 404


def test_cases_lists_what_is_mine_and_finds_by_alias(shown: World) -> None:
    text = shown.visit("tara").get("/zaken?zoek=mariam").text
    assert shown.references["Mariam"] in text
    assert shown.references["Sam"] not in text
    assert "Geen zaken gevonden" in shown.visit("tara").get("/zaken?zoek=niemandheetzo").text


def test_a_decision_says_why_by_which_rule_and_who_confirmed_it(shown: World) -> None:
    page = f"/zaken/{shown.references['Yasin']}"
    alice = shown.visit("alice")
    text = alice.get(page).text
    why = text[text.index('id="waarom"') : text.index('id="partijen"')]
    assert "Er is geen spoed." in why
    assert "tabel D03, versie 1" in why
    assert "ontwerpnorm, tabel D03 rij 13" in why
    assert "stuurgroep" in why
    assert "Bevestigd door Tara Blom bij ‘" in why


@pytest.fixture
def long_past(shown: World, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a case that has more behind it than its page shows."""
    monkeypatch.setattr(Cases.view, "__defaults__", (past.Extent(lines=8, parts=1, entries=1, looks=5),))
    monkeypatch.setattr(pages, "PAGE", 3)
    monkeypatch.setattr(past, "MOST", 4)
    return f"/zaken/{shown.references['Yasin']}"


def linked(text: str, words: str) -> str:
    """The address behind these words; that they are a link is the way that needs neither mouse nor JavaScript."""
    found = re.search(rf'<a [^>]*href="([^"]+)"[^>]*>{words}', text)
    assert found, words
    return found[1].replace("&amp;", "&")


@pytest.mark.parametrize(
    ("words", "item"),
    [
        ("De hele tijdlijn", '<li class="timeline__item">'),
        ("Alle ingevulde formulieren", '<details class="sealed">'),
        ("Alle onderdelen die klaar zijn", '<details class="path">'),
    ],
)
def test_what_is_older_is_behind_a_link_in_pages(shown: World, long_past: str, words: str, item: str) -> None:
    alice = shown.visit("alice")
    text = alice.get(linked(alice.get(long_past).text, words)).text
    seen = [text.count(item)]
    while ">Verder<" in text:
        text = alice.get(linked(text, "Verder")).text
        seen.append(text.count(item))
    assert set(seen[:-1]) <= {3}
    assert 0 < seen[-1] <= 3
    assert len(seen) > 1 or item == '<details class="path">'


def test_a_short_past_is_whole_on_the_page(shown: World) -> None:
    text = shown.visit("alice").get(f"/zaken/{shown.references['Mariam']}").text
    assert "De hele tijdlijn" not in text
    assert "Alle onderdelen" not in text


def test_an_older_form_opens_with_a_reason_too(shown: World, long_past: str) -> None:
    alice = shown.visit("alice")
    text = alice.get(f"{long_past}/formulieren").text
    while ">Verder<" in text:
        text = alice.get(linked(text, "Verder")).text
    oldest = re.findall(r'action="([^"]+/inzage/\d+)"', text)[-1]
    assert oldest not in alice.get(long_past).text
    refused = alice.post(oldest, on=long_past)
    assert refused.status_code == 422
    assert "Kies waarom u dit wilt zien." in refused.text
    assert "Vastgelegd: u keek" in alice.post(oldest, doel="task", on=long_past).text


def test_what_happened_since_the_last_look_stands_apart(shown: World) -> None:
    reference, bob = shown.references["Yasin"], shown.visit("bob")
    text = bob.get(f"/zaken/{reference}").text
    assert "Sinds u hier was" not in text
    lines = shown.engine.past.events(shown.engine.accounts.demo_login("bob"), reference).items
    before = MONDAY + timedelta(seconds=1)
    newer = sum(line.at > before for line in lines)
    with shown.engine.desk.store.begin() as tx:
        (who,) = tx.find(Account, login="bob")
        row = ReadLog(at=before, actor=who.id, case=shown.case("Yasin").id, zone="SOC", what="page", purpose="page")
        tx.add(row)
    text = bob.get(f"/zaken/{reference}").text
    assert "Sinds u hier was" in text
    assert f"Tijdlijn ({newer} nieuw)" in text
    new = text[text.index('id="sinds"') : text.index("Daarvoor")]
    assert new.count("timeline__item") == newer > 0

"""The case page: what happens now, the road, what is known, who looked."""

import re

from tests.web.world import STORY, World


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

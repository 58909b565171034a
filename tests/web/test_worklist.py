"""My work: what waits for me, most pressing first."""

import re

from tests.web.world import World


def names(text: str) -> list[str]:
    return [" ".join(name.split()) for name in re.findall(r"data-row-link>([^<]+)<", text)]


def test_what_is_late_stands_on_top_under_its_own_heading(shown: World) -> None:
    text = shown.visit("tara").get("/").text
    assert text.index('id="groep-late"') < text.index("Sam")
    assert names(text)[0] == "Melding aanvullen"
    assert "werkdag te laat" in text


def test_a_row_says_why_it_is_mine_and_how_urgent_in_words(shown: World) -> None:
    text = shown.visit("tara").get("/").text
    assert "Voor uw team" in text
    assert "Gewoon" in text
    assert "Marokkaans Arabisch" in text


def test_a_search_looks_at_the_alias(shown: World) -> None:
    text = shown.visit("tara").get("/?zoek=mariam").text
    assert "Mariam" in text
    assert "Sam<" not in text


def test_only_what_is_late_can_be_shown(shown: World) -> None:
    text = shown.visit("tara").get("/?termijn=late").text
    assert "Sam" in text
    assert "Mariam" not in text


def test_the_tab_mine_leaves_out_the_team(shown: World) -> None:
    shown.arrive("Vrijgelaten")
    tara = shown.visit("tara")
    assert "Vrijgelaten" in tara.get("/").text
    assert "Vrijgelaten" not in tara.get("/?tab=mine").text
    assert "Toestemming bespreken" in names(shown.visit("alice").get("/?tab=mine").text)


def test_taking_a_task_opens_it_and_makes_it_mine(shown: World) -> None:
    shown.arrive("Pakker")
    task = shown.task("Pakker", "Eerste contact")
    tara = shown.visit("tara")
    answer = tara.post(f"/taken/{task.id}/oppakken", versie=task.version, on="/")
    assert answer.location == f"/taken/{task.id}"
    assert "Pakker" in tara.get("/?tab=mine").text


def test_a_long_list_goes_on_page_by_page(shown: World) -> None:
    for number in range(30):
        shown.arrive(f"Velen {number}")
    tara = shown.visit("tara")
    first = tara.get("/?zoek=velen").text
    more = re.search(r'href="([^"]*na=[^"]*)"', first)
    assert more
    second = tara.get(more[1].replace("&amp;", "&")).text
    assert len(names(first)) == 50
    assert len(names(second)) == 10


def test_an_empty_list_has_a_friendly_word(shown: World) -> None:
    assert "Alles is gedaan" in shown.visit("zoe").get("/").text
    assert "Geen taken gevonden" in shown.visit("tara").get("/?zoek=niemandheetzo").text


def test_the_list_can_be_narrowed_to_an_organisation_and_a_lane(shown: World) -> None:
    organisation = shown.engine.accounts.organisations(shown.engine.accounts.demo_login("tara"))[0]
    assert "Mariam" in shown.visit("tara").get(f"/?organisatie={organisation.id}&strook=meldpunt").text
    assert "Mariam" not in shown.visit("tara").get("/?strook=ggd").text

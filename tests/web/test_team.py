"""The team: absences of colleagues and closing days, for who leads in an organisation and for nobody else."""

import re

import pytest

from engine.model import Absence, Account, ClosingDay
from tests.web.world import World

FAR = "1-6-2028"  # no term of this world reaches it


def number(world: World, login: str) -> int:
    with world.engine.desk.store.reading() as reader:
        return reader.find(Account, login=login)[0].id


def test_who_leads_notes_that_a_colleague_is_away_and_who_stands_in(shown: World) -> None:
    dora, tara, bob = shown.visit("dora"), number(shown, "tara"), number(shown, "bob")
    page = f"/team/{tara}/afwezig"
    assert f'href="{page}"' in dora.get("/team").text
    assert dora.post(page, van="morgen", tot="", on=page).status_code == 422
    late = dora.post(page, van="1-6-2028", tot="1-5-2028", on=page)
    assert late.status_code == 422
    assert "Kies een laatste dag die nog komt" in late.text
    assert dora.post(page, van="1-2-2028", tot="4-2-2028", vervanger=str(bob), on=page).location == "/team"
    shown_now = dora.get("/team").text
    assert re.search(r"Tara [^<]+</strong><br>van [^<]*feb 2028[^<]*Bob", shown_now)
    with shown.engine.desk.store.reading() as reader:
        (row,) = reader.find(Absence, account=tara)
    assert row.deputy == bob
    assert shown.visit("alice").post(f"/team/afwezig/{row.id}/terug", on="/").status_code == 404
    assert dora.post(f"/team/afwezig/{row.id}/terug", on="/team").location == "/team"
    with shown.engine.desk.store.reading() as reader:
        assert reader.find(Absence, account=tara) == []


def test_a_team_is_the_own_organisation_and_nobody_else(shown: World) -> None:
    dora, gijs = shown.visit("dora"), number(shown, "gijs")
    assert f"/team/{gijs}/" not in dora.get("/team").text
    for account in (gijs, 999_999):
        assert dora.get(f"/team/{account}/afwezig").status_code == 404
        assert dora.post(f"/team/{account}/afwezig", van=FAR, tot=FAR, on="/team").status_code == 404


@pytest.mark.parametrize("path", ["/team", "/sluitingsdagen"])
def test_who_leads_nobody_has_no_such_page(shown: World, path: str) -> None:
    assert [shown.visit(login).get(path).status_code for login in ("alice", "gijs", "charlie")] == [403] * 3
    assert "/team" not in shown.visit("alice").get("/").text
    assert 'href="/team"' in shown.visit("dora").get("/").text


def test_a_closing_day_is_noted_seen_reckoned_with_and_withdrawn(shown: World) -> None:
    coen, page = shown.visit("coen"), "/sluitingsdagen"
    shown.engine.clockwork.sweep()
    assert "De termijnen zijn berekend met deze dagen" in coen.get(page).text
    for wrong in ({"dag": "32-1-2028", "organisatie": "vwn"}, {"dag": FAR}, {"dag": "1-6-2020", "organisatie": "vwn"}):
        assert coen.post(page, **wrong, on=page).status_code == 422
    assert coen.post(page, dag=FAR, organisatie="bestaat-niet", on=page).status_code == 404
    assert coen.post(page, dag=FAR, organisatie="-", waarom="Brugdag", on=page).location == page
    noted = coen.get(page).text
    assert "1 jun 2028" in noted
    assert "Alle organisaties" in noted
    assert "binnen een kwartier opnieuw berekend" in noted
    shown.engine.clockwork.sweep()
    assert "In 0 zaken kwam een datum later" in coen.get(page).text
    with shown.engine.desk.store.reading() as reader:
        (row,) = reader.find(ClosingDay)
    assert coen.post(f"{page}/{row.id}/weg", on=page).location == page
    assert "1 jun 2028" not in coen.get(page).text
    assert coen.post(f"{page}/{row.id}/weg", on=page).status_code == 404


def test_administrators_keep_closing_days_and_see_no_count_of_cases(shown: World) -> None:
    shown.engine.clockwork.sweep()
    page = shown.visit("beheer").get("/sluitingsdagen").text
    assert "De termijnen zijn berekend" in page
    assert "kwam een datum later" not in page

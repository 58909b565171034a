"""Logging in and out."""

from engine.model import Account
from engine.passwords import hash_password
from tests.web.world import World


def test_the_demonstration_shows_its_people_by_organisation_with_their_role(shown: World) -> None:
    text = shown.visit().get("/aanmelden").text
    assert text.index("GGD Rivierenland") < text.index("Gijs Dekker") < text.index("Zorgcoördinator")


def test_a_password_opens_the_work_and_logging_out_closes_it(shown: World) -> None:
    with shown.engine.desk.store.begin() as tx:
        account = tx.find(Account, login="ben")[0]
        tx.change(account, password=hash_password("een lang wachtwoord"))
    visitor = shown.visit()
    assert visitor.post("/aanmelden", login="ben", password="een lang wachtwoord", on="/aanmelden").location == "/"
    assert visitor.get("/").status_code == 200
    visitor.post("/afmelden")
    assert visitor.get("/").status_code == 302


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(shown: World) -> None:
    answers = [
        shown.visit().post("/aanmelden", login=login, password="fout", on="/aanmelden") for login in ("tara", "niemand")
    ]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert all("De gebruikersnaam of het wachtwoord klopt niet." in answer.text for answer in answers)
    assert all("<title>Fout: Aanmelden" in answer.text for answer in answers)


def test_english_is_one_click_away_and_stays(shown: World) -> None:
    visitor = shown.visit()
    assert visitor.get("/taal/en?verder=/melden").location == "/melden"
    text = visitor.get("/melden").text
    assert '<html lang="en"' in text
    assert "Ask for help" in text


def test_an_account_remembers_its_language(shown: World) -> None:
    shown.visit("rik").get("/taal/en")
    assert "My work" in shown.visit("rik").get("/").text
    shown.visit("rik").get("/taal/nl")

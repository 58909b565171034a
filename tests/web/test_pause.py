"""Letting a case stand still and go on, on its page."""

from engine.model import Pause
from tests.web.world import World


def running(world: World) -> list[Pause]:
    with world.engine.desk.store.reading() as reader:
        return reader.find(Pause, until=None)


def test_the_page_says_what_stands_still_and_until_when_at_most(shown: World) -> None:
    reference = shown.references["Yasin"]
    alice = shown.visit("alice")
    assert f"/zaken/{reference}/stilstaan" in alice.get(f"/zaken/{reference}").text
    text = alice.get(f"/zaken/{reference}/stilstaan").text
    assert "De persoon vraagt om rust (tot " in text
    assert "Termijnen van de wet en van programma" in text


def test_a_case_stands_still_and_goes_on_again(shown: World) -> None:
    reference = shown.references["Yasin"]
    alice = shown.visit("alice")
    answer = alice.post(f"/zaken/{reference}/stilstaan", reden="illness", tot="", on=f"/zaken/{reference}/stilstaan")
    assert answer.location == f"/zaken/{reference}"
    text = alice.get(f"/zaken/{reference}").text
    assert "Deze zaak staat stil, tot" in text
    assert "Ziekte of opname, sinds" in text
    assert alice.post(f"/zaken/{reference}/verder", on=f"/zaken/{reference}").location == f"/zaken/{reference}"
    assert "De zaak gaat verder. De dagen zijn teruggegeven." in alice.get(f"/zaken/{reference}").text
    assert running(shown) == []


def test_a_reason_is_asked_and_a_day_must_exist_and_be_allowed(shown: World) -> None:
    page = f"/zaken/{shown.references['Yasin']}/stilstaan"
    alice = shown.visit("alice")
    for given, wrong in (
        ({"reden": ""}, 'href="#reden"'),
        ({"reden": "rest", "tot": "31-02-2027"}, 'href="#tot"'),
        ({"reden": "rest", "tot": "31-12-2027"}, "niet later dan"),
    ):
        answer = alice.post(page, on=page, **given)
        assert answer.status_code == 422
        assert wrong in answer.text
    assert running(shown) == []


def test_a_paused_case_is_on_the_list_of_whoever_asks_for_it(shown: World) -> None:
    reference = shown.references["Sam"]
    coen = shown.visit("coen")
    page = f"/zaken/{reference}/stilstaan"
    coen.post(page, reden="rest", on=page)
    assert "Sam" not in coen.get("/vast").text
    assert "Sam" in coen.get("/vast?reden=paused").text
    coen.post(f"/zaken/{reference}/verder", on="/vast?reden=paused")
    assert "Sam" in coen.get("/vast").text


def test_who_may_not_is_kept_away(shown: World) -> None:
    page = f"/zaken/{shown.references['Yasin']}/stilstaan"
    assert shown.visit("charlie").get(page).status_code == 404
    assert shown.visit("charlie").post(page, reden="rest").status_code == 404
    assert shown.visit("tara").get(page).status_code in (403, 404)
    assert running(shown) == []

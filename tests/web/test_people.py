"""The pages of accounts: logging in in two steps, one's own account, and the work of administrators."""

import base64
import re

import pytest

from engine import totp
from engine.model import Account, Factor, Membership, Proposal, Session
from engine.passwords import hash_password
from tests.web.world import Visitor, World

GOOD = "vier losse houten stoelen"


def somebody(world: World, login: str) -> int:
    """A new account with a password."""
    with world.engine.desk.store.begin() as tx:
        return tx.add(Account(login=login, name=f"Mens {login}", password=hash_password(GOOD))).id


def code_of(world: World, account: int, ahead: int = 0) -> str:
    with world.engine.desk.store.reading() as reader:
        kept = reader.find(Factor, account=account)[0].secret
    secret = world.engine.accounts.factors.safe.take(kept, f"factor:{account}")
    return totp.code(secret, totp.step_at(world.clock.now()) + ahead)


def test_an_app_is_linked_and_asked_from_then_on(shown: World) -> None:
    account, visitor = somebody(shown, "appie"), shown.visit()
    visitor.post("/aanmelden", login="appie", password=GOOD, on="/aanmelden")
    text = visitor.get("/aanmelden/app").text
    assert "<svg" in text
    assert "style=" not in text
    found = re.search(r'class="secret">([A-Z2-7 ]+)<', text)
    assert found
    shown_secret = base64.b32decode(found[1].replace(" ", ""))
    assert visitor.post("/aanmelden/app", code="000000", on="/aanmelden/app").status_code == 422
    right = totp.code(shown_secret, totp.step_at(shown.clock.now()))
    answer = visitor.post("/aanmelden/app", code=right, on="/aanmelden/app")
    assert len(re.findall(r"<li><code>", answer.text)) == 10

    again = shown.visit()
    assert again.post("/aanmelden", login="appie", password=GOOD, on="/aanmelden").location.startswith(
        "/aanmelden/code"
    )
    assert again.get("/").location.startswith("/aanmelden"), "the password alone opens nothing"
    assert again.post("/aanmelden/code", code=right, on="/aanmelden/code").status_code == 422, "it was used"
    assert again.post("/aanmelden/code", code=code_of(shown, account, 1), on="/aanmelden/code").location == "/"
    assert again.get("/").status_code == 200


def test_who_must_link_an_app_comes_no_further_without_one(shown: World) -> None:
    somebody(shown, "moetje")
    object.__setattr__(shown.engine.accounts, "second_factor", frozenset({"all"}))
    try:
        visitor = shown.visit()
        assert visitor.post("/aanmelden", login="moetje", password=GOOD, on="/aanmelden").location == "/aanmelden/app"
    finally:
        object.__setattr__(shown.engine.accounts, "second_factor", frozenset())
    assert visitor.get("/").location.startswith("/aanmelden")
    assert visitor.get("/mijn").location.startswith("/aanmelden")
    assert visitor.get("/aanmelden/app").status_code == 200
    assert shown.visit().get("/aanmelden/app").status_code == 403


def test_too_many_wrong_passwords_have_to_wait_whoever_it_is(shown: World) -> None:
    somebody(shown, "raadje")
    said = []
    for login in ("raadje", "bestaat-niet"):
        visitor = shown.visit()
        answers = [visitor.post("/aanmelden", login=login, password="fout", on="/aanmelden") for _ in range(6)]
        said.append([(row.status_code, re.sub(r"\s+|value=\"[^\"]*\"", "", row.text)) for row in answers])
    assert [status for status, _ in said[0]] == [422] * 5 + [429]
    assert said[0] == said[1]


def test_a_new_password_ends_the_other_sessions_and_proves_the_old_one(shown: World) -> None:
    somebody(shown, "wissel")
    here, there = shown.visit(), shown.visit()
    for visitor in (here, there):
        visitor.post("/aanmelden", login="wissel", password=GOOD, on="/aanmelden")
    fresh = {"password": "zes paarse olifantjes", "again": "zes paarse olifantjes"}
    assert here.post("/mijn/wachtwoord", old="fout", **fresh, on="/mijn").status_code == 422
    assert here.post("/mijn/wachtwoord", old=GOOD, password="kort", again="kort", on="/mijn").status_code == 422
    assert here.post("/mijn/wachtwoord", old=GOOD, **fresh, on="/mijn").location == "/mijn"
    assert "Uw wachtwoord is veranderd" in here.get("/mijn").text
    assert there.get("/mijn").status_code == 302


def sure(world: World, login: str) -> Visitor:
    visitor = world.visit(login)
    visitor.post("/opnieuw", on="/opnieuw")
    return visitor


def test_inviting_proposing_and_confirming_takes_two(shown: World) -> None:
    bea, cor = sure(shown, "beheer"), sure(shown, "controle")
    answer = bea.post("/beheer/nieuw", name="Nieuwe Nel", login="nel", email="", kind="person", on="/beheer/nieuw")
    link = re.search(r"/uitnodiging/[\w-]+", answer.text)
    assert link
    with shown.engine.desk.store.reading() as reader:
        nel, ggd = reader.find(Account, login="nel")[0].id, reader.find(Membership, lane="ggd")[0].organisation
    page = f"/beheer/mensen/{nel}"
    assert bea.post(f"{page}/rol", role="", reason="zorg", on=page).status_code == 422
    bea.post(f"{page}/rol", role=f"{ggd}:ggd.screener", reason="nieuwe verpleegkundige", on=page)
    with shown.engine.desk.store.reading() as reader:
        asked = reader.find(Proposal, about=nel)[0].id
    decision = f"/tweede-paar-ogen/voorstellen/{asked}"
    given = {"doe": "bevestigen", "verder": "/beheer"}
    for page in ("/beheer", "/tweede-paar-ogen", f"/beheer/mensen/{nel}"):
        forms = [who.get(page).text.partition(f'action="{decision}"')[2].partition("</form>")[0] for who in (bea, cor)]
        assert ['value="afwijzen"' in form for form in forms] == [True, True], page
        assert ['value="bevestigen"' in form for form in forms] == [False, True], page
    assert bea.post(decision, on="/beheer", **given).status_code == 409
    assert cor.post(decision, on="/beheer", **given).location == "/beheer"
    visitor = shown.visit()
    fresh = {"password": GOOD, "again": GOOD}
    assert visitor.post(link[0], **{**fresh, "again": "anders"}, on=link[0]).status_code == 422
    assert visitor.post(link[0], **fresh, on=link[0]).location == "/aanmelden?gekozen=1"
    assert visitor.get(link[0]).status_code == 404
    assert visitor.post("/aanmelden", login="nel", password=GOOD, on="/aanmelden").location == "/"


@pytest.mark.parametrize("path", ["/beheer", "/beheer/nieuw", "/beheer/mensen/1", "/beheer/rooster"])
def test_only_administrators_come_here(shown: World, path: str) -> None:
    assert [shown.visit(login).get(path).status_code for login in ("alice", "coen", "charlie")] == [403] * 3
    assert shown.visit("beheer").get(path).status_code == 200


def test_an_administrator_finds_no_case_on_any_page(shown: World) -> None:
    bea = shown.visit("beheer")
    for alias in ("Yasin", "Sam", "Mariam"):
        reference, task = shown.references[alias], shown.tasks(alias)[0].id
        for path in (f"/zaken/{reference}", f"/taken/{task}", f"/zaken/{reference}/stilstaan"):
            assert bea.get(path).status_code == 404, path
        assert not any(reference in bea.get(path).text for path in ("/", "/zaken", "/beheer", "/mijn"))


def test_an_act_that_gives_rights_asks_for_proof_again(shown: World) -> None:
    bea = shown.visit("beheer")
    page = bea.get("/beheer/nieuw").text
    assert "Nodig iemand uit" in page
    with shown.engine.desk.store.begin() as tx:
        for row in tx.find(Session, account=tx.find(Account, login="beheer")[0].id):
            tx.change(row, strong_at=None)
    answer = bea.post("/beheer/nieuw", name="X", login="xx", email="", kind="person", on="/beheer/nieuw")
    assert answer.location == "/opnieuw?verder=/beheer/nieuw"


def test_somebody_says_when_to_be_away(shown: World) -> None:
    gijs = shown.visit("gijs")
    assert gijs.post("/mijn/afwezig", van="morgen", tot="", vervanger="", on="/mijn").status_code == 422
    assert gijs.post("/mijn/afwezig", van="03-11-2026", tot="01-11-2026", vervanger="", on="/mijn").status_code == 422
    assert gijs.post("/mijn/afwezig", van="03-11-2026", tot="10-11-2026", vervanger="", on="/mijn").location == "/mijn"
    text = gijs.get("/mijn").text
    back = re.search(r"/mijn/afwezig/\d+/terug", text)
    assert back
    gijs.post(back[0], on="/mijn")
    assert not re.search(r"/mijn/afwezig/\d+/terug", gijs.get("/mijn").text)

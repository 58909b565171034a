"""The own page: its own door, limited tries, four eyes on the key, nothing of another case, and everything of the own one."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import cast

import pytest

from engine.acts.own import keys
from engine.acts.own.page import OwnView
from engine.errors import FourEyes, Invalid, NotFound, TooManyTries
from engine.model import Consent, Event, Instance, PersonKey, PersonVisit, ReadLog, Subscription
from tests.engine.cast import pathway, stage
from tests.security.house import CHEAP, hashing
from tests.security.own import Life, begun
from tests.web.world import Visitor, application
from web.pages.person.page import reads

GOOD = "vier losse houten stoelen"


@pytest.fixture(scope="module")
def house() -> Iterator[Life]:
    with hashing(CHEAP), stage(pathway()) as here:
        yield begun(here)


@pytest.fixture
def yasin(house: Life) -> Life:
    return begun(house.here)


def key_of(life: Life, *, once: bool = True) -> keys.NewKey:
    """A key, asked for by Alice and handed out by Bob."""
    own = life.here.engine.own_keys
    own.ask(life.here.who("alice"), life.case.reference, once=once)
    return own.hand_out(life.here.who("bob"), life.case.reference)


def browser(life: Life, name: str = "", secret: str = "") -> Visitor:
    """A browser without JavaScript on the own pages, logged in when a name is given."""
    visitor = Visitor(application(life.here.engine).test_client())
    if name:
        visitor.post("/mijn/aanmelden", naam=name, geheim=secret, on="/mijn/aanmelden")
    return visitor


def inside(life: Life) -> Visitor:
    """A person who came in with the printed code and chose a passphrase."""
    new = key_of(life)
    visitor = browser(life, new.name, new.code)
    visitor.post("/mijn/wachtzin", wachtzin=GOOD, on="/mijn/wachtzin")
    return visitor


def test_whoever_asks_for_a_key_does_not_hand_it_out(yasin: Life) -> None:
    own = yasin.here.engine.own_keys
    own.ask(yasin.here.who("alice"), yasin.case.reference)
    with pytest.raises(FourEyes):
        own.hand_out(yasin.here.who("alice"), yasin.case.reference)
    with pytest.raises(NotFound):
        own.hand_out(yasin.here.who("charlie"), yasin.case.reference)


def test_a_printed_code_opens_once_and_then_the_passphrase_does(yasin: Life) -> None:
    own, new = yasin.here.engine.own_keys, key_of(yasin)
    actor = own.enter(new.name, new.code.lower())
    assert actor is not None
    assert (actor.person, actor.account, actor.roles) == (yasin.case.id, None, ())
    assert own.must_choose(actor)
    assert own.enter(new.name, new.code) is None, "used up"
    with pytest.raises(Invalid):
        own.choose(actor, "kort")
    own.choose(actor, GOOD)
    assert own.enter(new.name, GOOD) is not None
    row = yasin.here.one(PersonKey, case=yasin.case.id)
    assert row.secret.startswith("$argon2id$")
    assert GOOD not in repr(row)


def test_a_code_that_stays_opens_again(yasin: Life) -> None:
    own, new = yasin.here.engine.own_keys, key_of(yasin, once=False)
    assert own.enter(new.name, new.code)
    assert own.enter(new.name, new.code)


def test_a_lost_key_is_a_new_one_and_the_old_one_and_its_visits_end(yasin: Life) -> None:
    own, old = yasin.here.engine.own_keys, key_of(yasin)
    actor = own.enter(old.name, old.code)
    assert actor is not None
    token = own.open_visit(actor)
    new = key_of(yasin)
    assert own.visit(token) is None
    assert own.enter(old.name, old.code) is None
    assert own.enter(new.name, new.code) is not None


def test_tries_are_counted_for_names_that_are_there_and_names_that_are_not(yasin: Life) -> None:
    own, new = yasin.here.engine.own_keys, key_of(yasin)
    for name in (new.name, "niemand-1234"):
        assert [own.enter(name, "verkeerde wachtzin hier") for _ in range(5)] == [None] * 5
        with pytest.raises(TooManyTries):
            own.enter(name, "verkeerde wachtzin hier")
    with pytest.raises(TooManyTries):
        own.enter(new.name, new.code)


def test_a_visit_ends_by_itself(yasin: Life) -> None:
    own = yasin.here.engine.own_keys
    token = own.open_visit(yasin.yasin)
    assert own.visit(token) is not None
    yasin.here.later(minutes=16)
    assert own.visit(token) is None
    assert "token" in PersonVisit.__dataclass_fields__
    assert token not in repr(yasin.here.find(PersonVisit))


def test_the_person_reads_the_own_case_and_no_other(yasin: Life, house: Life) -> None:
    cases = yasin.here.engine.cases
    assert cases.view(yasin.yasin, yasin.case.reference).case.id == yasin.case.id
    with pytest.raises(NotFound):
        cases.view(yasin.yasin, house.case.reference)
    task = house.here.tasks(house.case)[0]
    with pytest.raises(NotFound):
        yasin.here.engine.tasks.view(yasin.yasin, task.id)


def test_without_a_key_there_is_only_the_door(yasin: Life) -> None:
    visitor = browser(yasin)
    for path in ("/mijn/", "/mijn/alles.json", "/mijn/alles.pdf", "/mijn/zeg/stop", "/mijn/taken/1"):
        assert visitor.get(path).headers["Location"].endswith("/mijn/aanmelden"), path


def test_who_types_mijn_comes_to_the_own_page_and_a_lost_address_leads_back_to_it(yasin: Life) -> None:
    visitor = inside(yasin)
    assert visitor.get("/mijn").headers["Location"] == "/mijn/"
    assert 'href="/mijn/"' in visitor.get("/mijn/bestaat-niet").text
    for path in ("/mijn/bestaat-niet", "/mijn/zeg/onzin", "/mijn/taken/999999"):
        lost = visitor.get(path)
        assert lost.status_code == 404
        assert "data-quick-exit" in lost.text, "the way out is on every own page"
        assert "casusregisseur" not in lost.text, "nothing of the work of others"
    visitor.post("/mijn/taal", taal="ar", on="/mijn/")
    assert "هذه الصفحة غير موجودة" in visitor.get("/mijn/zeg/onzin").text
    nobody = browser(yasin)
    assert nobody.get("/mijn").headers["Location"].startswith("/aanmelden")
    assert "/mijn/aanmelden" in nobody.get("/aanmelden").text


def test_parts_that_somebody_opened_at_once_for_one_reason_are_one_look() -> None:
    at = datetime(2026, 10, 5, 9, 0, 1, tzinfo=UTC)
    rows = [
        (at, "Alice", "SOC", "task"),
        (at + timedelta(seconds=9), "Alice", "FIN", "task"),
        (at, "Alice", "SOC", "oversight"),
        (at + timedelta(hours=1), "Alice", "SOC", "task"),
        (at, "Yasin", "SOC", "own"),
    ]
    own = SimpleNamespace(view=SimpleNamespace(reads=rows), related=())
    looks = reads(cast(OwnView, own))
    assert [(who, zones, why) for _, who, zones, why in looks] == [
        ("Alice", ("SOC",), "task"),
        ("Alice", ("FIN", "SOC"), "task"),
        ("Alice", ("SOC",), "oversight"),
    ]


def test_a_log_in_of_staff_opens_no_own_page_and_a_person_no_page_of_staff(yasin: Life) -> None:
    visitor = inside(yasin)
    assert visitor.get("/mijn/").status_code == 200
    assert visitor.get(f"/zaken/{yasin.case.reference}").status_code == 302
    staff = browser(yasin)
    staff.post("/aanmelden/voorbeeld", login="alice", on="/aanmelden")
    assert staff.get("/mijn/").status_code == 302


def test_every_own_act_asks_for_the_token_of_its_page(yasin: Life) -> None:
    visitor = inside(yasin)
    row = yasin.consent("research", "weerthuis", ["travelPlan"])
    paths = (
        f"/mijn/toestemming/{row.id}/intrekken",
        "/mijn/zeg/stop",
        "/mijn/recht",
        "/mijn/klacht",
        "/mijn/wachtzin",
        "/mijn/afmelden",
    )
    for path in paths:
        assert visitor.client.post(path).status_code == 400, path
    assert yasin.here.one(Consent, id=row.id).withdrawn_at is None


def test_taking_back_is_one_press_and_the_page_says_so(yasin: Life) -> None:
    visitor = inside(yasin)
    row = yasin.consent("research", "weerthuis", ["travelPlan"])
    assert "Intrekken" in visitor.get("/mijn/").text
    visitor.post(f"/mijn/toestemming/{row.id}/intrekken", on="/mijn/")
    page = visitor.get("/mijn/").text
    assert "Gestopt op" in page
    assert "Wij vroegen de ontvanger te wissen." in page


def test_who_looked_and_why_is_there_in_words(yasin: Life) -> None:
    with yasin.here.engine.desk.store.begin() as tx:
        alice = yasin.here.who("alice").account or 0
        at = yasin.here.clock.now()
        tx.add(ReadLog(at=at, actor=alice, case=yasin.case.id, zone="SOC", what="x", purpose="talk", basis="director"))
    page = inside(yasin).get("/mijn/").text
    assert "Alice de Wit" in page
    assert "Eigen verhaal en plan" in page


def test_arabic_reads_from_right_to_left_and_what_the_engine_names_says_that_it_is_dutch(yasin: Life) -> None:
    visitor = inside(yasin)
    visitor.post("/mijn/taal", taal="ar", on="/mijn/")
    page = visitor.get("/mijn/").text
    assert '<html lang="ar" dir="rtl"' in page
    assert "صفحتي" in page
    assert '<bdi lang="nl" dir="ltr">' in page


def test_the_page_speaks_the_person_s_language_also_in_dates_and_names(yasin: Life) -> None:
    with yasin.here.engine.desk.store.begin() as tx:
        alice = yasin.here.who("alice").account or 0
        tx.add(
            ReadLog(
                at=datetime(2026, 5, 4, 12, tzinfo=UTC),
                actor=alice,
                case=yasin.case.id,
                zone="SOC",
                what="x",
                purpose="talk",
                basis="director",
            )
        )
    visitor = inside(yasin)
    visitor.post("/mijn/taal", taal="en", on="/mijn/")
    page = visitor.get("/mijn/").text
    assert "Mon 4 May 2026" in page
    assert "ma 4 mei 2026" not in page
    assert "Own story and plan" in page
    visitor.post("/mijn/taal", taal="ar", on="/mijn/")
    assert "4 مايو 2026" in visitor.get("/mijn/").text


def test_whoever_is_looked_for_reads_so_and_can_say_that_they_want_contact(yasin: Life) -> None:
    visitor = inside(yasin)
    looked_for = "Wij zoeken contact met u, alleen op de manieren die u veilig vond."
    assert looked_for not in visitor.get("/mijn/").text
    with yasin.here.engine.desk.store.begin() as tx:
        instance = tx.find(Instance, case=yasin.case.id)[0].id
        tx.add(
            Subscription(
                case=yasin.case.id,
                instance=instance,
                wait=999,
                element="terug",
                kind="message",
                name="persoon.terug",
                key=yasin.case.reference,
            )
        )
    page = visitor.get("/mijn/").text
    assert looked_for in page
    assert "Wij zijn nu niet met u bezig" not in page


def test_everything_is_taken_along_as_json_and_as_a_tagged_pdf_within_a_minute(yasin: Life) -> None:
    yasin.consent("research", "weerthuis", ["travelPlan"])
    visitor = inside(yasin)
    material = json.loads(visitor.get("/mijn/alles.json").data)
    assert material["alias"] == "Yasin"
    assert {row["zone"] for row in material["facts"]} >= {"REG"}
    assert material["consents"][0]["purpose"] == "research"
    assert material["forms"], "the report at least"
    pdf = visitor.get("/mijn/alles.pdf").data
    assert pdf.startswith(b"%PDF-1.7")
    assert b"pdfuaid" in pdf
    kinds = [row.kind for row in yasin.here.find(Event, case=yasin.case.id)]
    assert kinds.count("case:content:exported") == 2


def test_leaving_ends_the_visit_and_every_page_offers_the_quick_exit(yasin: Life) -> None:
    visitor = inside(yasin)
    for path in ("/mijn/", "/mijn/zeg/stop", "/mijn/klacht"):
        assert "data-quick-exit" in visitor.get(path).text, path
    visitor.post("/mijn/afmelden", on="/mijn/")
    assert visitor.get("/mijn/").status_code == 302
    assert not yasin.here.find(PersonVisit, case=yasin.case.id)


def test_a_right_is_asked_with_one_press(yasin: Life) -> None:
    inside(yasin).post("/mijn/recht", recht="access", on="/mijn/")
    assert "Inzage geven" in yasin.here.names(yasin.case)


def test_a_door_that_forgets_whose_page_it_is_would_be_seen(
    yasin: Life, house: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sabotage: with a reach that forgets the person's case, the check of the other case fails."""
    from engine import access
    from engine.access import Reach

    everything = frozenset(yasin.here.engine.vocabulary.zones)
    monkeypatch.setattr(
        access, "_own", lambda person, case, grounds, vocabulary: Reach(frozenset({"persoon.zelf"}), everything)
    )
    assert yasin.here.engine.cases.view(yasin.yasin, house.case.reference).case.id == house.case.id


def test_a_decision_says_why_with_its_rule_in_the_language_of_the_page(yasin: Life) -> None:
    visitor = inside(yasin)
    page = visitor.get("/mijn/").text
    assert "De persoon vraagt zelf om hulp." in page
    assert "ontwerpnorm, tabel D01 rij 3" in page
    assert "stuurgroep" in page
    assert "Tabel D01, versie 1" in page
    visitor.post("/mijn/taal", taal="en", on="/mijn/")
    assert "The person asks for help." in visitor.get("/mijn/").text
    told = [row for row in json.loads(visitor.get("/mijn/alles.json").data)["decisions"] if row["why"]]
    assert all(line["nl"] and line["en"] and line["approver"] for row in told for line in row["why"])

"""Who gets a task, and who stands in."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from engine.model import Absence, Case, CaseKind, CaseParty, Organisation, Roster
from engine.placing import Place, Staff, Staffing, on_duty, organisation_of, place, stand_in
from engine.vocabulary import Vocabulary, read_vocabulary
from perspectief.factory import shipped_files
from tests.engine.cast import MONDAY

TODAY = date(2027, 3, 1)
ALICE, BOB, NOOR = 1, 2, 3
HUB, IOM, NGO, GGD, CITY = 11, 12, 13, 14, 15
ORGANISATIONS = tuple(
    Organisation(id=id, key=str(id), name=lanes, lanes=lanes)
    for id, lanes in ((HUB, "meldpunt"), (IOM, "iom"), (NGO, "iom, return_ngo"), (GGD, "ggd"), (CITY, "gemeente"))
)
CASE = Case(id=1, reference="M-1", director=ALICE, deputy=BOB, opened_at=MONDAY)
CARE = replace(CASE, kind=CaseKind.CARE, director=None, deputy=None)
STAFF = Staffing(staff=Staff(ORGANISATIONS))


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return read_vocabulary("", shipped_files()["organisations.yaml"].decode(), "")


def away(account: int, deputy: int | None = None, days: int = 5) -> Absence:
    return Absence(account=account, since=TODAY, until=TODAY + timedelta(days=days), deputy=deputy)


@pytest.mark.parametrize(
    ("group", "wanted"),
    [
        ("meldpunt.casusregisseur", Place(HUB, assignee=ALICE, deputy=BOB)),
        ("persoon.zelf", Place(HUB, assignee=ALICE, deputy=BOB, on_behalf_of="persoon")),
        ("meldpunt.begeleider", Place(HUB)),
        ("iom.counsellor", Place(IOM)),
        ("leidend.", Place(HUB)),
        ("gp.huisarts", Place(HUB, assignee=ALICE, deputy=BOB)),  # nobody fills this lane
    ],
)
def test_a_task_goes_where_the_case_says(words: Vocabulary, group: str, wanted: Place) -> None:
    lane, _, role = group.partition(".")
    assert place(lane, role, CASE, words, STAFF, TODAY) == wanted


def test_the_lead_organisation_is_the_alias_and_comes_first_of_its_kind(words: Vocabulary) -> None:
    led = replace(CASE, lead_organisation=NGO)
    assert place("leidend", "", led, words, STAFF, TODAY).organisation == NGO
    assert organisation_of("iom", led, STAFF) == NGO
    assert organisation_of("iom", CASE, STAFF) == IOM


def test_a_party_comes_before_any_other_of_its_kind() -> None:
    party = CaseParty(case=1, lane="iom", organisation=NGO, purpose="x", since=MONDAY)
    assert organisation_of("iom", CASE, replace(STAFF, parties=(party,))) == NGO
    assert organisation_of("iom", CASE, replace(STAFF, parties=())) == IOM


def test_without_a_director_whoever_is_on_duty_gets_it(words: Vocabulary) -> None:
    alone = replace(CASE, director=None, deputy=None)
    got = place("persoon", "zelf", alone, words, STAFF, TODAY)
    assert got == Place(HUB, group="meldpunt.dienstdoende", on_behalf_of="persoon")


@pytest.mark.parametrize("group", ["persoon.zelf", "gp.huisarts", "gemeente.casuscoordinator"])
def test_care_never_falls_to_the_hub(words: Vocabulary, group: str) -> None:
    lane, _, role = group.partition(".")
    got = place(lane, role, CARE, words, STAFF, TODAY)
    assert got.organisation in (GGD, CITY)
    assert got.assignee is None


@pytest.mark.parametrize(
    ("absences", "wanted"),
    [
        ([], (ALICE, BOB)),
        ([away(ALICE)], (BOB, ALICE)),
        ([away(ALICE, deputy=NOOR)], (NOOR, ALICE)),
        ([away(ALICE, deputy=NOOR), away(NOOR)], (BOB, ALICE)),
        ([away(ALICE), away(BOB)], (None, BOB)),
        ([away(ALICE, days=-1)], (ALICE, BOB)),
    ],
)
def test_an_absent_person_is_skipped_to_a_deputy_who_is_there(
    absences: list[Absence], wanted: tuple[int | None, int | None]
) -> None:
    assert stand_in(ALICE, BOB, absences, TODAY) == wanted


def test_who_is_on_duty_is_so_from_the_first_to_before_the_last_moment() -> None:
    hours = timedelta(hours=8)
    row = Roster(account=NOOR, lane="meldpunt", role="dienstdoende", since=MONDAY, until=MONDAY + hours)
    found = [on_duty("meldpunt", "dienstdoende", [row], MONDAY + by) for by in (-hours, 0 * hours, hours)]
    assert found == [[], [NOOR], []]

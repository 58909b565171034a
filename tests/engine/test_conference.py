"""A conference knows only what there is a ground for, and a housing case has an owner of its own."""

from collections.abc import Iterator

import pytest

import forms
from engine import tags
from engine.model import Case, CaseKind, Event, Sealed
from tests.engine.cast import Stage, pathway, stage

SECRET = "Dit hoort hier niet."


@pytest.fixture(scope="module")
def house() -> Iterator[Stage]:
    with stage(pathway()) as here:
        yield here


def contributed(house: Stage, basis: str) -> Case:
    """A conference in which the shelter contributed on this basis."""
    case = house.open_case("P09", ageStatus="adult")
    people = [{"org": "opvang.begeleider", "necessity": "Kent de dag."}]
    checked = [{"participant": "opvang.begeleider", "basis": "publicTask", "reason": "Eigen taak."}]
    house.do(case, "Vraag formuleren", participants=people)
    house.do(case, "Noodzaak per deelnemer toetsen", necessityCheck=checked)
    house.do(case, "Inbreng geven", contributionBasis=basis, inputZone="SOC", inputSOC=SECRET)
    return case


def kept(house: Stage, case: Case) -> int:
    """How many sealed pieces of this case hold the contribution's zone."""
    return len(house.find(Sealed, case=case.id, zone="SOC"))


def test_a_contribution_without_a_ground_is_gone_before_anybody_reads_it(house: Stage) -> None:
    case = contributed(house, "none")
    assert kept(house, case) == 0
    assert len(house.find(Event, case=case.id, kind=tags.ANSWERS_DELETED)) == 1


def test_a_contribution_with_a_ground_stays(house: Stage) -> None:
    assert kept(house, contributed(house, "publicTask")) == 1


def test_the_officer_finds_who_was_proposed_and_decides_on_each(house: Stage) -> None:
    case = house.open_case("P09")
    people = [{"org": "opvang.begeleider", "necessity": "x"}, {"org": "ggd.zorgcoordinator", "necessity": "x"}]
    house.do(case, "Vraag formuleren", participants=people)
    task = house.task(case, "Noodzaak per deelnemer toetsen")
    seen = house.engine.tasks.view(house.who("fleur"), task.id)
    form = house.engine.definitions.form("caseConference", seen.form_version)
    drawn = forms.view(form, seen.values, facts=seen.facts, part="noodzaak")
    fields = {one.name: one for section in drawn.sections for one in section.fields}
    tested = fields["necessityCheck"]
    assert {line.fields[0].value for line in tested.rows} == {"opvang.begeleider", "ggd.zorgcoordinator"}
    assert fields["invitedNow"].words == ""  # nobody is invited before there is a ground


def test_the_chair_reads_what_each_participant_said_for_the_table(house: Stage) -> None:
    case = house.open_case("P09")
    people = [{"org": "opvang.begeleider", "necessity": "x"}, {"org": "ggd.zorgcoordinator", "necessity": "x"}]
    checked = [{"participant": row["org"], "basis": "publicTask", "reason": "x"} for row in people]
    house.do(case, "Vraag formuleren", participants=people)
    house.do(case, "Noodzaak per deelnemer toetsen", necessityCheck=checked)
    for task, said in zip(
        sorted(house.tasks(case), key=lambda row: row.lane), ("Eerst rust.", "Er is een kamer."), strict=False
    ):
        assert task.name == "Inbreng geven"
        house.play.complete(task, {"contributionBasis": "publicTask", "inputZone": "REG", "inputREG": said})
    house.do(
        case, "Mijn stem voor het overleg", personPresence="letter", voiceReaders="table", tableVoice="Bij mijn zus."
    )
    task = house.task(case, "Overleggen en besluiten")
    read = house.engine.tasks.view(house.play.doer(task), task.id).values
    assert read["tableContributions"] == ["Zorgcoördinator GGD: Eerst rust.", "Opvang: Er is een kamer."]
    assert read["tableVoice"] == "Bij mijn zus."


def test_the_officer_reads_the_question_and_whom_it_is_about(house: Stage) -> None:
    case = house.open_case("P09")
    house.do(
        case, "Vraag formuleren", question="Waar nu?", participants=[{"org": "opvang.begeleider", "necessity": "x"}]
    )
    task = house.task(case, "Noodzaak per deelnemer toetsen")
    read = house.engine.tasks.view(house.play.doer(task), task.id).values
    assert (read["question"], len(read["participants"])) == ("Waar nu?", 1)


def test_whoever_asked_the_question_does_not_test_who_is_needed(house: Stage) -> None:
    case = house.open_case("P09")
    house.do(case, "Vraag formuleren")
    pim, task = house.who("pim"), house.task(case, "Noodzaak per deelnemer toetsen")
    assert house.play.refusal(task, {}, pim) in {"not-found", "four-eyes", "not-allowed"}


def test_what_nobody_else_does_about_housing_is_for_the_shelter(house: Stage) -> None:
    case = house.open_case("P06d", kind=CaseKind.CARE)
    assert house.task(case, "Mijn dagritme kiezen").lane == "ggd"  # by itself it is care
    main = house.open_case("P08")
    house.play.bring("meldpunt", "wonen.start", main.reference, {"ageStatus": "adult"})
    (housing,) = [row for row in house.find(Case, kind=CaseKind.CARE) if row.id > main.id]
    house.do(housing, "Bespreken welke plek past", shelterStatus="noStateRight")
    house.do(housing, "Route kiezen met de persoon", placeNow=True, shelterOwner="gemeente.casuscoordinator")
    house.do(housing, "Plek regelen")
    house.play.bring("gemeente", "plek.beschikbaar", main.reference, {"placeFrom": "2027-03-02"})
    house.do(housing, "Basis op orde brengen")
    assert house.task(housing, "Mijn dagritme kiezen").lane == "opvang"

"""What table D02 asks for each group is what the diagrams do: which roads begin at once, and which come before which."""

import pytest

from tests.processes.road import Road
from tests.processes.tables import TODAY, decide

CHILD = {"ageStatus": "minor"}
ADULT = {"ageStatus": "adult", "sleepTonight": "safe", "detention": "none"}


def routed(label: str, **facts: object) -> Road:
    """Somebody of this group is accepted: who takes part, and which roads begin beside the main one."""
    rows = decide("D02", subgroupLabels=[label]).value
    return Road("P02r", facts=facts, tables={"D02": rows, "D19": []}).begin()


@pytest.mark.parametrize(
    ("label", "facts", "begun"),
    [
        ("S1", ADULT, []),
        ("S2", ADULT, []),
        ("S3", ADULT, ["mensenhandel.signaal"]),
        ("S4", ADULT, []),
        ("S5", ADULT, []),
        ("S5", ADULT | {"detention": "criminal"}, ["detentie.start"]),
        ("S6", CHILD, ["start.P20", "mensenhandel.signaal"]),
        ("S6b", CHILD, ["start.P20"]),
        ("S7", ADULT, []),
        ("S8", ADULT, []),  # a case is one person: the child of a family has its own
        ("S8", CHILD, ["start.P20"]),
        ("S1", ADULT | {"sleepTonight": "none"}, ["wonen.start"]),
    ],
)
def test_the_roads_of_a_group_begin_at_once(label: str, facts: dict[str, object], begun: list[str]) -> None:
    road = routed(label, **facts)
    assert (sorted(road.thrown), road.outcome) == (sorted(begun), "routed")


@pytest.mark.parametrize("age", ["minor", "doubtTreatAsMinor"])
def test_a_child_has_its_road_whatever_group_was_confirmed(age: str) -> None:
    assert routed("S1", ageStatus=age).thrown == ["start.P20"]


def test_born_here_means_the_law_before_any_talk_when_that_is_what_the_person_asks() -> None:
    assert routed("S2").facts["extraRoads"] == ["P15"]
    assert Road("P00w", facts={"tracks": ["legalStay"]}).begin().open == {"blijven"}


@pytest.mark.parametrize("label", ["S2", "S4", "S7"])
def test_honest_legal_advice_comes_before_the_plan_and_so_before_any_road(label: str) -> None:
    road = Road("P00t", facts={"subgroupLabels": [label]}).begin().back("kennismaken", "accept").back("intake", "done")
    assert road.open == {"basis"}
    basis = Road("P00b").begin().hear("opOrde").back("krachten", "done").hear("zorgBekend", planReadiness="now")
    assert (basis.outcome, basis.open) == (None, {"juridisch"})
    assert basis.back("juridisch", "known").outcome == "ready"


@pytest.mark.parametrize(
    ("label", "facts", "due"),
    [("S7", {}, "5 wd"), ("S4", {"departureTermEnd": TODAY}, "5 wd"), ("S4", {}, "P21D"), ("S1", {}, "P21D")],
)
def test_a_short_procedure_or_a_running_term_has_a_legal_check_within_five_working_days(
    label: str, facts: dict[str, object], due: str
) -> None:
    assert decide("D04", step="juridisch", priority="P3", subgroupLabels=[label], **facts).value["due"] == due


@pytest.mark.parametrize("age", ["minor", "doubtTreatAsMinor"])
def test_nobody_speaks_with_a_child_about_exploitation_before_the_guardian_is_there(age: str) -> None:
    assert Road("P24", facts={"ageStatus": age}).begin("mensenhandel.signaal").open == set()
    assert Road("P24", facts={"ageStatus": age, "guardianPresent": True}).begin("mensenhandel.signaal").open == {
        "gesprek"
    }


@pytest.mark.parametrize("age", ["adult", None])
def test_an_adult_is_spoken_with_at_once(age: str | None) -> None:
    assert Road("P24", facts={"ageStatus": age}).begin("mensenhandel.signaal").open == {"gesprek"}

"""A road that is drawn in parts is one road for whoever reads what was written on it."""

from collections.abc import Iterator

import pytest

from engine.model import Case, CaseStatus, road
from tests.engine.cast import Stage, pathway, stage

ADVICE = "Zoek een plek buiten de stad."


@pytest.fixture(scope="module")
def house() -> Iterator[Stage]:
    with stage(pathway()) as here:
        yield here


def read(house: Stage, case: Case, name: str) -> dict[str, object]:
    """What stands on the form of this task before anybody fills it in."""
    task = house.task(case, name)
    return dict(house.engine.tasks.view(house.play.doer(task), task.id).values)


def protected(house: Stage) -> Case:
    """Somebody who wants protection: CoMensha looks for a place in the called part."""
    case = house.open_case("P09")
    house.play.bring("meldpunt", "mensenhandel.signaal", case.reference, {})
    house.do(case, "Veilig gesprek")
    house.do(case, "Advies van CoMensha", comenshaAdvice=ADVICE)
    house.do(case, "Uitleg: bescherming en bedenktijd", protectionWish="wants")
    return case


def test_the_letter_of_a_part_is_not_the_road() -> None:
    assert {road(key) for key in ("P24", "P24b")} == {"P24"}
    assert [road(key) for key in ("proces", "P00", "order2cash")] == ["proces", "P00", "order2cash"]


def test_whoever_works_in_a_part_reads_what_was_written_before_it_was_called(house: Stage) -> None:
    assert read(house, protected(house), "Beschermde plek")["comenshaAdvice"] == ADVICE


def test_another_moment_of_the_same_road_begins_empty(house: Stage) -> None:
    case = house.open_case("P16", departedAt="2027-03-01T07:30:00+00:00", priority="P2")
    house.do(case, "Nazorgcontact", reached="yes", safe="problems", safeNote="Geen werk.", endAftercare="continue")
    assert read(house, case, "Helpen")["safeNote"] == "Geen werk."
    house.do(case, "Helpen")
    assert "safeNote" not in read(house, case, "Nazorgcontact")


def complained(house: Stage, case: Case) -> None:
    """A complaint has come as far as the hearing, in the called part."""
    house.play.bring("klachten", "klacht.ontvangen", case.reference, {})
    house.do(case, "Klacht opschrijven", urgent=False, suspendRequested=False)
    house.do(case, "Ontvangst bevestigen", departureWithin14="no")


def test_hearing_a_complaint_does_not_open_a_closed_case(house: Stage) -> None:
    case = house.open_case("P09")
    house.act(case, lambda run: run.change_case(status=CaseStatus.CLOSED, closed_at=house.clock.now()))
    complained(house, case)
    assert house.task(case, "De persoon horen")
    assert house.case(case.id).status is CaseStatus.CLOSED

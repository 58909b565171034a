"""A road that is drawn in parts is one road for whoever reads what was written on it."""

from collections.abc import Iterator

import pytest

from engine.model import Case, CaseStatus, ReadLog, road
from tests.engine.cast import Stage, asks, drawn, form, pathway, small, stage, text
from tests.engine.conftest import Play
from tests.kernel.drawing import end, flow, gateway, start

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


def test_of_a_step_that_is_done_again_the_newest_answers_are_read_and_no_older_ones(play: Play) -> None:
    road = drawn(
        "start weer T keuze weer",
        start(),
        gateway("exclusive", "weer"),
        asks("T", form_id="twee"),
        gateway("exclusive", "keuze", default="keuze_weer"),
        flow("keuze", "end", '=priority = "P0"'),
        end(),
    )
    here = play(small(road, twee=form("twee", text("een", "SOC"), text("twee", "SOC"))))
    case = here.open_case()
    here.play.complete(here.task(case, "T"), {"een": "een", "twee": "twee"})
    here.play.complete(here.task(case, "T"), {"een": "drie", "twee": None})
    before = len(here.find(ReadLog, case=case.id))
    assert read(here, case, "T") == {"een": "drie"}, "what was left empty stays empty"
    assert len(here.find(ReadLog, case=case.id)) == before + 1, "what is not shown is not opened"


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

"""The month's oversight begins once, is about nobody, and asks the people whose task it is."""

from datetime import datetime

import pytest

from engine.calendar import AMSTERDAM
from engine.model import Case, CaseKind
from tests.engine.cast import Stage, pathway, small, stage


def test_a_month_begins_once_however_often_it_is_asked(pathway_stage: Stage) -> None:
    begin = pathway_stage.engine.oversight.begin_month
    assert [begin(), begin(), begin()] == [True, False, False]
    case = pathway_stage.one(Case, kind=CaseKind.SYSTEM)
    assert case.reference == "T-2027-03"
    assert pathway_stage.names(case) == {"Cijfers duiden"}
    pathway_stage.later(days=31)
    assert begin()
    assert {row.reference for row in pathway_stage.find(Case, kind=CaseKind.SYSTEM)} == {"T-2027-03", "T-2027-04"}


@pytest.mark.parametrize(
    ("month", "more"),
    [
        (2, set()),
        (3, {"Steekproef van dossiers"}),
        (12, {"Steekproef van dossiers", "Risico's en grondrechten toetsen"}),
    ],
)
def test_a_quarter_and_a_year_ask_for_more(month: int, more: set[str]) -> None:
    with stage(pathway(), now=datetime(2027, month, 3, 9, tzinfo=AMSTERDAM)) as house:
        house.engine.oversight.begin_month()
        case = house.one(Case, kind=CaseKind.SYSTEM)
        house.do(case, "Cijfers duiden")
        assert house.names(case) == (more or {"Openbaar maken"})


def test_without_a_diagram_for_it_nothing_begins() -> None:
    with stage(small()) as house:
        assert not house.engine.oversight.begin_month()
        assert house.find(Case) == []

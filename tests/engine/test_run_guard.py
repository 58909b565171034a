"""A case that asks too much harms itself only: the step is undone, and whoever deploys hears why."""

import pytest

from engine.model import Case, Instance
from engine.step.run import MOST_STATE, StateTooLarge
from tests.engine.cast import asks, drawn, small
from tests.engine.conftest import Play
from tests.kernel.drawing import end, mapping, service, start

LONG = '=string join(for i in 1..1900 return "een honderd tekens lange regel die niemand in een diagram hoort te bewaren, maar toch doet.")'
HOARDER = drawn(
    "start groot Lezen end",
    start(),
    service("groot", "zet", mapping(outputs={"een": LONG, "twee": LONG})),
    asks("Lezen"),
    end(),
)


def test_a_process_that_remembers_too_much_does_not_start(play: Play) -> None:
    here = play(small(HOARDER))
    with pytest.raises(StateTooLarge):
        here.open_case()
    assert here.find(Case) == []
    assert here.find(Instance) == []


def test_the_limit_is_far_above_what_a_pathway_needs(play: Play) -> None:
    here = play(small(drawn("start Lezen end", start(), asks("Lezen"), end())))
    case = here.open_case()
    assert all(len(row.state) * 100 < MOST_STATE for row in here.find(Instance, case=case.id))

"""SpiffWorkflow's executor follows the roads of our own diagrams: where it is right it waits where the kernel waits."""

import pytest

from engine import kernel
from engine.kernel.second.executor import Conditions, left_out
from tests.conformance import executors
from tests.conformance.executors import Driven, shipped_roads
from tests.conformance.readings import OURS
from tests.conformance.wandering import wandered

TRIGGERED, MANY = "event subprocess", "multi-instance"
AGAIN, ITSELF = "message that comes again beside its activity", "signal to itself"
EACH = "signal that comes again beside its activity"
WEEKLY = "timer that comes again beside its activity"
OUTSIDE = {
    "P00": {EACH},
    "P04b": {TRIGGERED},
    "P05": {TRIGGERED},
    "P05z": {WEEKLY},
    "P06": {TRIGGERED},
    "P07t": {TRIGGERED},
    "P07v": {TRIGGERED},
    "P08": {MANY},
    "P08a": {TRIGGERED},
    "P08e": {TRIGGERED, MANY},
    "P08m": {"adHocSubProcess", "conditional"},
    "P09b": {MANY},
    "P09o": {TRIGGERED, MANY, AGAIN},
    "P11w": {AGAIN},
    "P12": {TRIGGERED, MANY},
    "P12u": {"conditional"},
    "P18v": {MANY},
    "P20": {TRIGGERED},
    "P24": {TRIGGERED, "conditional"},
    "P22": {MANY},
}


LEAVES_AT_ONCE = {
    "P08e",
    "P08m",
    "P18v",
}  # their first element is outside already: a task for each agreement, a choice from a catalogue, three tries


@pytest.fixture(scope="module")
def driven() -> dict[str, Driven]:
    """The roads that our tests tell, and one that chance chooses through every diagram."""
    told, found = shipped_roads(), wandered(1)
    return {key: told.get(key, Driven()) + found.get(key, Driven()) for key in told.keys() | found.keys()}


def test_both_executors_wait_at_the_same_places_along_every_road_of_our_diagrams(driven):
    assert {key: one.differences for key, one in driven.items() if one.differences} == {}
    assert sum(one.steps for one in driven.values()) > 700


def test_every_diagram_of_ours_is_driven_and_leaves_the_common_part_only_for_a_named_reason(driven):
    assert set(driven) == {file.stem for file in OURS.rglob("*.bpmn")}
    assert {key for key, one in driven.items() if not one.steps} == LEAVES_AT_ONCE
    for key, one in driven.items():
        assert set(one.left) <= OUTSIDE.get(key, set()) | {"split in a loop"}


def test_what_lies_outside_the_common_part_is_known_for_each_diagram():
    found = {
        model.process_id: set(left_out(model).values())
        for file in OURS.rglob("*.bpmn")
        for model in kernel.read(file.read_bytes()).models
    }
    assert {key: reasons for key, reasons in found.items() if reasons} == OUTSIDE


def test_a_second_opinion_that_never_finds_a_condition_true_is_noticed_on_the_roads(monkeypatch):
    monkeypatch.setattr(Conditions, "evaluate", lambda *given, **more: False)
    assert sum(len(one.differences) for one in shipped_roads().values()) > 10


def test_a_second_opinion_without_conditions_differs_on_roads_of_chance_too(monkeypatch):
    monkeypatch.setattr(Conditions, "evaluate", lambda *given, **more: False)
    assert sum(len(one.differences) for one in wandered(1).values()) > 10


def test_the_roads_are_the_tests_of_the_processes_with_every_row():
    found = [test.__name__ for module in executors.MODULES for test, _ in executors._tests(module)]
    assert len(found) > len(set(found)) > 40

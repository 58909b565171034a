"""The people of the demonstration stand on every road, and each road fits into the time that the demonstration plays."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from engine.clock import VirtualClock
from perspectief import demo
from perspectief.demo import roads
from perspectief.memory import memory_engine
from perspectief.rehearsal import Rehearsal
from tests.processes.tables import vocabulary

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)


def test_forty_people_stand_on_a_road_and_began_after_the_clock_did() -> None:
    people = demo.travellers(NOW)
    assert [one.number for one in people] == list(range(len(demo.ALIASES)))
    assert min(one.start for one in people) > NOW - demo.PLAYED
    assert all(one.start + roads.length(one.road) <= NOW for one in people)


@pytest.mark.parametrize(("file", "last", "why"), roads.ELSEWHERE)
def test_another_road_ends_with_the_task_that_it_names(file: str, last: str, why: str) -> None:
    found = roads.roads_elsewhere()[[row[:2] for row in roads.ELSEWHERE].index((file, last))]
    assert found[0].step["doet"] == "melden", why
    assert found[-1].step["doet"] == last
    assert [turn.step.get("doet") for turn in found].count(last) == 1


@pytest.mark.parametrize(("last", "name"), [row[:2] for row in roads.BESIDE])
def test_what_comes_beside_the_road_is_a_message_that_exists_and_comes_last(last: str, name: str) -> None:
    found = roads.roads_beside(roads.return_home())[[row[1] for row in roads.BESIDE].index(name)]
    assert (found[-2].step["doet"], found[-1].step["bericht"]) == (last, name)
    assert name in vocabulary().messages
    assert found[-1].at - found[-2].at == timedelta(hours=1)


FAR_ENOUGH = 30  # turns: what comes after them on the road home is played by the stories that the road was taken from


def different(everybody: list[demo.Traveller]) -> list[demo.Traveller]:
    """Who walks a road that is no beginning of somebody else's. What comes beside a road has tests of its own, above."""
    people = [replace(one, road=one.road[:FAR_ENOUGH]) for one in everybody]
    roads_of = {str(one.road): one for one in people if "doet" in one.road[-1].step}
    return [
        one
        for one in roads_of.values()
        if not any(one.road != other.road and one.road == other.road[: len(one.road)] for other in people)
    ]


def left_behind(people: list[demo.Traveller]) -> list[demo.Traveller]:
    """Who did not come as far as the road leads, in a demonstration in memory."""
    clock = VirtualClock(NOW - demo.PLAYED)
    with memory_engine(clock) as engine:
        demo.prepare(engine, NOW)
        return demo.play(demo.Show(Rehearsal(engine, clock), NOW), people)


def test_everybody_comes_as_far_as_the_road_leads() -> None:
    people = different(demo.travellers(NOW))
    assert len(people) == 1 + len({file for file, _, _ in roads.ELSEWHERE})
    assert [(demo.ALIASES[one.number], one.waits_for) for one in left_behind(people)] == []


def test_a_road_that_asks_for_a_task_that_never_comes_is_told() -> None:
    walker = demo.travellers(NOW)[9]
    turn = roads.Turn({"doet": "Bestaat niet"}, walker.road[1].at)
    left = left_behind([replace(walker, road=(walker.road[0], turn))])
    assert [one.waits_for for one in left] == ["Bestaat niet"]

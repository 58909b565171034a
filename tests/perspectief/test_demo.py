"""The people of the demonstration stand on every road, and each road fits into the time that the demonstration plays."""

from datetime import UTC, datetime, timedelta

import pytest

from perspectief import demo
from perspectief.demo import roads
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

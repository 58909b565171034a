"""Cases of one family: by consent of both, for whoever may see both, and no road for anything else."""

from collections.abc import Iterator

import pytest

from engine.errors import Conflict, Invalid, NotAllowed, NotFound
from engine.model import Case, Subscription
from tests.engine.cast import Stage, pathway, stage


@pytest.fixture(scope="module")
def house() -> Iterator[Stage]:
    with stage(pathway()) as here:
        yield here


@pytest.fixture
def two(house: Stage) -> tuple[Case, Case]:
    return house.open_case("P08"), house.open_case("P08")


def relate(
    house: Stage, one: Case, other: Case, who: str = "alice", kind: str = "sibling", agreed: bool = True
) -> None:
    house.engine.family.relate(house.who(who), one.reference, other.reference, kind, agreed=agreed)


def seen(house: Stage, case: Case, who: str = "alice") -> list[tuple[str, str]]:
    return [(row.reference, row.kind) for row in house.engine.family.of(house.who(who), case.reference)]


def test_two_cases_of_a_family_see_each_other_from_both_sides(house: Stage, two: tuple[Case, Case]) -> None:
    one, other = two
    relate(house, one, other)
    assert seen(house, one) == [(other.reference, "sibling")]
    assert seen(house, other) == [(one.reference, "sibling")]


def test_without_the_consent_of_both_nothing_is_related(house: Stage, two: tuple[Case, Case]) -> None:
    with pytest.raises(Invalid) as refused:
        relate(house, *two, agreed=False)
    assert [row.path for row in refused.value.fields] == ["agreed"]
    assert seen(house, two[0]) == []


def test_whoever_may_not_read_the_story_sees_no_family(house: Stage, two: tuple[Case, Case]) -> None:
    relate(house, *two)
    assert seen(house, two[0], "coen") == []
    with pytest.raises(NotFound):
        seen(house, two[0], "charlie")


def test_a_case_that_is_not_for_somebody_does_not_exist_for_them(house: Stage) -> None:
    mine, theirs = house.open_case("P08"), house.open_case("P08", directed=False)
    for reference in (theirs.reference, "M-AAAA-AAAA"):
        with pytest.raises(Invalid) as refused:
            house.engine.family.relate(house.who("alice"), mine.reference, reference, "partner", agreed=True)
        assert [row.path for row in refused.value.fields] == ["other"]


def test_the_same_two_are_related_once_and_part_when_one_wants(house: Stage, two: tuple[Case, Case]) -> None:
    one, other = two
    relate(house, one, other)
    with pytest.raises(Conflict):
        relate(house, other, one)
    (row,) = house.engine.family.of(house.who("alice"), other.reference)
    house.engine.family.part(house.who("alice"), other.reference, row.relation)
    assert (seen(house, one), seen(house, other)) == ([], [])


def test_whoever_oversees_relates_nobody(house: Stage, two: tuple[Case, Case]) -> None:
    with pytest.raises(NotAllowed):
        relate(house, *two, who="coen")


def test_no_message_travels_along_a_family(house: Stage, two: tuple[Case, Case]) -> None:
    one, other = two
    relate(house, one, other)
    house.play.bring("persoon", "bemiddeling.start", other.reference, {})
    assert "Bemiddeling afspreken" in house.names(other)
    waits = house.find(Subscription, case=other.id, name="bemiddeling.stopt")
    house.play.bring("persoon", "bemiddeling.stopt", one.reference, {})
    assert house.find(Subscription, case=other.id, name="bemiddeling.stopt") == waits

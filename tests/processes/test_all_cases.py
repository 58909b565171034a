"""A country or a rule changes: every open case hears it, and each looks only at the own person.

The suite plays it with sixty cases; `MANY_CASES=500 python3 dev.py test tests/processes/test_all_cases.py` with as many as are asked.
"""

import os
from collections import Counter
from collections.abc import Iterator

import pytest

from engine.errors import NotAllowed
from engine.model import ENGINE, Case, CaseKind, Deadline, DeadlineKind, DeadlineState, Task
from engine.step.routing import new_reference
from engine.step.run import Run
from tests.engine.cast import Stage, pathway, stage

MANY = int(os.environ.get("MANY_CASES", "60"))  # open cases
GOING = len(range(0, MANY, 20))  # of which every twentieth person goes to the country
COUNTRY, ELSEWHERE = "SY", "MA"
TALK, REVIEW = "Praten over het land", "Herbeoordelen"


def travelling(house: Stage, country: str) -> None:
    """A case on its main road, of somebody who goes there."""
    desk = house.engine.desk
    with desk.store.begin() as tx:
        row = tx.add(Case(reference=new_reference(), kind=CaseKind.PERSON, opened_at=desk.clock.now()))
        run = Run(tx, desk.parts, row, ENGINE, desk.clock.now())
        run.set_fact("destination", country, source="test")
        run.start("P00", message="melding.aangenomen", payload={"alias": "Sami", "language": "ary"})
        run.settle()


@pytest.fixture(scope="module")
def house() -> Iterator[Stage]:
    with stage(pathway()) as made:
        for number in range(MANY):
            travelling(made, COUNTRY if number % 20 == 0 else ELSEWHERE)
        yield made


def opened(house: Stage, name: str) -> Counter[int]:
    return Counter(task.case for task in house.find(Task, name=name))


def work_off(house: Stage) -> None:
    while house.engine.clockwork.wake_some():
        pass
    rows = house.find(Deadline, kind=DeadlineKind.SIGNAL)
    assert {row.state for row in rows} == {DeadlineState.DONE}


# Each test asks for what it needs to have happened: a program that runs a part of the tests has not seen the others.


@pytest.fixture(scope="module")
def unsafe(house: Stage) -> int:
    """The country is not safe any more, and who goes there was told; how many cases heard it."""
    said = {"country": COUNTRY, "safety": "unsafe"}
    heard = house.engine.messages.signal(house.who("pim"), "landenveiligheid.gewijzigd", said)
    work_off(house)
    return heard


@pytest.fixture(scope="module")
def ruled(house: Stage, unsafe: int) -> int:
    """Then a rule changed; how many cases heard it."""
    heard = house.engine.messages.signal(house.who("pim"), "regels.gewijzigd", {"table": "D08", "version": "2"})
    work_off(house)
    return heard


def test_a_country_that_is_not_safe_any_more_reaches_who_goes_there_and_nobody_else(house: Stage, unsafe: int) -> None:
    talks = opened(house, TALK)
    assert (unsafe, len(talks), set(talks.values())) == (MANY, GOING, {1})


def test_a_rule_that_changed_is_weighed_anew_in_every_case(house: Stage, ruled: int) -> None:
    reviews = opened(house, REVIEW)
    assert (ruled, len(reviews), set(reviews.values())) == (MANY, MANY, {1})
    assert opened(house, TALK).keys() < reviews.keys()


def test_nobody_else_lets_all_cases_hear_it(house: Stage) -> None:
    told = len(house.find(Deadline, kind=DeadlineKind.SIGNAL))
    for login in ("alice", "bob", "dora"):
        with pytest.raises(NotAllowed):
            house.engine.messages.signal(house.who(login), "regels.gewijzigd", {"table": "D08", "version": "3"})
    assert len(house.find(Deadline, kind=DeadlineKind.SIGNAL)) == told

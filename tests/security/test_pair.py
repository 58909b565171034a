"""Two worlds that differ in one thing: whoever may not know it gets the same bytes from both, on every page and address.

The short form takes two differences by lot and a few people; `dev.py bench security` takes all of them and everybody.
"""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from engine.acts.cases import Cases
from engine.acts.desk import Desk
from engine.model import Sealed
from engine.views import CaseView, TimelineItem
from tests.security.pair import comparing
from tests.security.pair.comparing import differences, others
from tests.security.pair.worlds import DIFFERENCES, Difference, Worlds, worlds

SEED = int(os.environ.get("SEED", random.randrange(1000)))
ALWAYS = ("director", "enforcer")  # who stands nearest, and who must least of all know
FEW = 2  # differences of the short form, and people besides
NAMED = {one.name: one for one in DIFFERENCES}


@pytest.fixture(scope="module")
def two() -> Iterator[Worlds]:
    with worlds() as made:
        yield made


def short(one: Difference, dice: random.Random) -> list[str]:
    """A few of those who may not know."""
    rest = [subject for subject in others(one) if subject not in ALWAYS]
    return [subject for subject in ALWAYS if subject not in one.readers] + dice.sample(rest, FEW)


def test_whoever_may_not_know_gets_the_same_bytes_from_both_worlds(two: Worlds) -> None:
    dice = random.Random(SEED)
    for one in dice.sample(DIFFERENCES, FEW):
        compared, found = differences(two.pair(one), short(one, dice))
        print(f"seed {SEED}, {one.name}: {compared} pairs of answers, {len(found)} differ")
        assert compared > 200
        assert found == [], one.name


@pytest.mark.parametrize(
    ("name", "reader", "address"),
    [
        ("care is given", "former", "POST /api/v1/cases/<reference>/content/<sealed>"),
        ("sealed in SOC", "director", "GET /zaken/<reference>"),
        ("draft", "worker", "GET /taken/<task>"),
        ("complaint", "person", "GET /mijn/"),
        ("demand", "officer", "GET /"),
    ],
)
def test_whoever_may_know_gets_other_bytes(two: Worlds, name: str, reader: str, address: str) -> None:
    """The difference is there."""
    assert reader in NAMED[name].readers
    _, found = differences(two.pair(NAMED[name]), [reader])
    assert f"{reader} at {address}" in found


# Each sabotage is what a careless line would do to the page of a case, which then tells of what is sealed on it.


def _sealed(desk: Desk, case: int) -> list[Sealed]:
    with desk.store.reading() as reader:
        return reader.find(Sealed, case=case)


def _length(desk: Desk, view: CaseView) -> CaseView:
    """How much somebody wrote."""
    signs = sum(len(row.content) for row in _sealed(desk, view.case.id))
    return replace(view, timeline=(*view.timeline, _line(view.case.opened_at, f"{signs} tekens")))


def _count(desk: Desk, view: CaseView) -> CaseView:
    """How many pieces there are."""
    return replace(view, timeline=(*view.timeline, _line(view.case.opened_at, str(len(_sealed(desk, view.case.id))))))


def _date(desk: Desk, view: CaseView) -> CaseView:
    """When something was last written."""
    return replace(view, timeline=(*view.timeline, _line(_last(desk, view), "laatst gewijzigd")))


def _order(desk: Desk, view: CaseView) -> CaseView:
    """Who takes part, in an order that turns when somebody just wrote something."""
    just = _last(desk, view) >= desk.clock.now()
    return replace(view, parties=view.parties[::-1] if just else view.parties)


def _last(desk: Desk, view: CaseView) -> datetime:
    return max(row.set_at for row in _sealed(desk, view.case.id) if row.zone == "VEI")


def _line(at: datetime, text: str) -> TimelineItem:
    return TimelineItem(at, "case:note", "", text, {"name": text}, None)


@contextmanager
def telling(leak: Callable[[Desk, CaseView], CaseView]) -> Iterator[None]:
    """The page of a case tells more than it should."""
    view = Cases.view

    def told(self: Cases, *asked: Any) -> CaseView:
        return leak(self.desk, view(self, *asked))

    Cases.view = told  # type: ignore[method-assign] # the sabotage
    try:
        yield
    finally:
        Cases.view = view  # type: ignore[method-assign]


@contextmanager
def counted() -> Iterator[None]:
    """A list of processes counts complaints to one."""
    from engine.acts.design import definitions

    kept, definitions.in_tens = definitions.in_tens, lambda count: count
    try:
        yield
    finally:
        definitions.in_tens = kept


SABOTAGES: dict[str, tuple[AbstractContextManager[None], str, str]] = {
    "a length": (telling(_length), "sealed in VEI", "director"),
    "a count": (telling(_count), "complaint", "director"),
    "a date": (telling(_date), "sealed in VEI", "director"),
    "an order": (telling(_order), "sealed in VEI", "director"),
    "a count over all": (counted(), "complaint", "overseer"),
}


@pytest.mark.parametrize("what", SABOTAGES)
def test_what_a_careless_line_tells_is_seen(two: Worlds, what: str) -> None:
    assert caught(two, what) != []


def caught(two: Worlds, what: str) -> list[str]:
    """What the comparison sees of a sabotage; without the sabotage it sees nothing there."""
    sabotage, name, subject = SABOTAGES[what]
    pair = two.pair(NAMED[name])
    looked = tuple(at for at in comparing.asked() if at[0] in ("GET /zaken/<reference>", "GET /processen"))
    assert differences(pair, [subject], looked)[1] == []
    with sabotage:
        return differences(pair, [subject], looked)[1]

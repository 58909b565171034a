"""A case that asks too much harms itself only: seconds stop where they run out, other bounds undo the step, and an incident tells it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.engine import Engine
from engine.model import Case, Incident, Instance
from engine.step.guard import STATE, Bounds, StateTooLarge, TooDeep
from engine.store import SqlStore
from tests.engine.cast import Stage, asks, drawn, small, stage
from tests.engine.conftest import Play
from tests.infrastructure.tables import laid
from tests.kernel.drawing import element, end, gateway, mapping, service, start

LONG = '=string join(for i in 1..1900 return "een honderd tekens lange regel die niemand in een diagram hoort te bewaren, maar toch doet.")'
GROWS = service("groot", "zet", mapping(outputs={"een": LONG, "twee": LONG}))
HOARDER = drawn("start groot Lezen end", start(), GROWS, asks("Lezen"), end())
LATE_HOARDER = drawn("start Eerst groot Lezen end", start(), asks("Eerst"), GROWS, asks("Lezen"), end())
SETS = [service(f"s{n}", "zet", mapping(outputs={f"x{n}": f"={n}"})) for n in range(6)]
LONG_ROAD = drawn("start Eerst s0 s1 s2 s3 s4 s5 Daarna end", start(), asks("Eerst"), *SETS, asks("Daarna"), end())


class Ticks:
    """A clock on which a second passes whenever somebody looks, as long as `slow` is set."""

    def __init__(self) -> None:
        self.slow = False
        self._now = 0.0

    def __call__(self) -> float:
        self._now += 1.0 if self.slow else 0.0
        return self._now


@contextmanager
def on_disk(folder: Path, bounds: Bounds, *diagrams: bytes) -> Iterator[Stage]:
    with stage(small(*diagrams), SqlStore(laid(folder / "cases.sqlite")), bounds=bounds) as here:
        yield here


def codes(here: Stage, case: Case) -> list[str]:
    return [row.code for row in here.find(Incident, case=case.id, resolved_at=None)]


def again(engine: Engine, here: Stage, case: Case) -> None:
    engine.coordination.retry(here.who("dora"), here.one(Incident, case=case.id, resolved_at=None).id)


def test_a_step_whose_time_is_over_stands_still_where_it_was_and_goes_on_when_tried_again(tmp_path: Path) -> None:
    ticks = Ticks()
    with on_disk(tmp_path, Bounds(seconds=8, clock=ticks), LONG_ROAD) as here:
        case, other = here.open_case(), here.open_case()
        ticks.slow = True
        here.do(case, "Eerst")
        assert codes(here, case) == ["seconds"]
        assert here.names(case) == set()
        stuck_at = here.one(Incident, case=case.id).element
        ticks.slow = False
        here.do(other, "Eerst")
        assert (codes(here, other), here.names(other)) == ([], {"Daarna"})
        again(here.engine, here, case)
        assert stuck_at.startswith("s")
        assert (codes(here, case), here.names(case)) == ([], {"Daarna"})


def test_time_that_is_never_over_stops_nothing(tmp_path: Path) -> None:
    """The sabotage of the test above: with a watch that never ends the same slow step goes through."""
    ticks = Ticks()
    with on_disk(tmp_path, Bounds(seconds=1e9, clock=ticks), LONG_ROAD) as here:
        case = here.open_case()
        ticks.slow = True
        here.do(case, "Eerst")
        assert (codes(here, case), here.names(case)) == ([], {"Daarna"})


def test_branches_and_joins_survive_that_the_time_was_over(play: Play) -> None:
    ticks = Ticks()
    both = drawn(
        "start Eerst split",
        "split s0 join",
        "split s1 join",
        "join Daarna end",
        start(),
        asks("Eerst"),
        gateway("parallel", "split"),
        *SETS[:2],
        gateway("parallel", "join"),
        asks("Daarna"),
        end(),
    )
    with stage(small(both), bounds=Bounds(seconds=4, clock=ticks)) as here:
        case = here.open_case()
        ticks.slow = True
        here.do(case, "Eerst")
        ticks.slow = False
        assert set(codes(here, case)) == {"seconds"}
        for row in here.find(Incident, case=case.id, resolved_at=None):
            here.engine.coordination.retry(here.who("dora"), row.id)
        assert (codes(here, case), here.names(case)) == ([], {"Daarna"})


def test_a_process_that_remembers_too_much_does_not_start(play: Play) -> None:
    here = play(small(HOARDER))
    with pytest.raises(StateTooLarge):
        here.open_case()
    assert here.find(Case) == []
    assert here.find(Instance) == []


def test_a_step_that_remembers_too_much_is_undone_and_one_incident_tells_it(play: Play) -> None:
    here = play(small(LATE_HOARDER))
    case, other = here.open_case(), here.open_case()
    for _ in range(2):
        with pytest.raises(StateTooLarge):
            here.do(case, "Eerst")
    assert here.names(case) == {"Eerst"}
    assert codes(here, case) == ["state-too-large"]
    assert codes(here, other) == []
    again(here.engine, here, case)
    assert codes(here, case) == []


def test_the_limit_is_far_above_what_a_pathway_needs(play: Play) -> None:
    here = play(small(drawn("start Lezen end", start(), asks("Lezen"), end())))
    case = here.open_case()
    assert all(len(row.state) * 100 < STATE for row in here.find(Instance, case=case.id))


def test_processes_that_call_each_other_too_deeply_are_stopped() -> None:
    def calls(ident: str, called: str) -> bytes:
        return drawn("start c end", start(), element("callActivity", "c", CALL.format(called)), end(), ident=ident)

    deep = [drawn("start Eerst c end", start(), asks("Eerst"), element("callActivity", "c", CALL.format("P1")), end())]
    deep += [calls("P1", "P2"), calls("P2", "P3"), drawn("start Diep end", start(), asks("Diep"), end(), ident="P3")]
    with stage(small(*deep), bounds=Bounds(depth=3)) as here:
        case = here.open_case()
        with pytest.raises(TooDeep):
            here.do(case, "Eerst")
        assert (here.names(case), codes(here, case)) == ({"Eerst"}, ["too-deep"])
        assert len(here.find(Instance, case=case.id)) == 1
    with stage(small(*deep), bounds=Bounds(depth=4)) as here:
        case = here.open_case()
        here.do(case, "Eerst")
        assert here.names(case) == {"Diep"}


CALL = '<zeebe:calledElement processId="{}" propagateAllChildVariables="false"/>'

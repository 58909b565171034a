"""What two persons decide: never one alone, never one who proposed it, and nothing before the second agrees."""

from collections.abc import Iterator

import pytest

from engine.errors import AlreadyDone, Conflict, FourEyes, NotAllowed, NotFound, Refused
from engine.model import ENGINE, Bundle, Definition, Event, Proposal, ZoneSeal
from tests.engine.cast import Stage, asks, drawn, small, stage
from tests.kernel.drawing import end, start


def diagram(name: str = "Werk") -> bytes:
    return drawn(f"start {name} end", start(), asks(name), end())


@pytest.fixture
def here() -> Iterator[Stage]:
    with stage(small(diagram())) as made:
        yield made


def proposed(here: Stage, name: str = "Anders", login: str = "pim") -> Proposal:
    told = here.engine.definitions.deploy({"P.bpmn": diagram(name)}, here.who(login))
    assert told.bundle
    assert not told.active
    return here.one(Proposal, subject=f"bundle:{told.bundle}")


def active(here: Stage) -> int:
    return here.one(Definition, kind="process", key="P", active=True).version


def test_what_a_designer_brings_in_works_from_the_moment_that_another_confirms(here: Stage) -> None:
    row = proposed(here)
    assert active(here) == 1
    assert [item.id for item in here.engine.proposals.open(here.who("coen"))] == [row.id]
    here.later(minutes=1)
    here.engine.proposals.decide(here.who("coen"), row.id, accept=True)
    assert active(here) == 2
    assert here.names(here.open_case()) == {"Anders"}
    bundle = here.one(Bundle, id=int(row.subject.removeprefix("bundle:")))
    assert (bundle.proposed_by, bundle.activated_by) == (here.who("pim").account, here.who("coen").account)
    kinds = [event.kind for event in here.find(Event, case=None)]
    assert kinds[-4:] == [
        "system:bundle:proposed",
        "system:proposal:made",
        "system:bundle:activated",
        "system:proposal:confirmed",
    ]


def test_nobody_confirms_alone(here: Stage) -> None:
    row = proposed(here)
    with pytest.raises(FourEyes):
        here.engine.proposals.decide(here.who("pim"), row.id, accept=True)
    assert active(here) == 1
    assert here.one(Proposal, id=row.id).decided_at is None


@pytest.mark.parametrize("login", ["alice", "charlie", "fleur", "gijs"])
def test_a_proposal_is_absent_for_who_may_not_decide_it(here: Stage, login: str) -> None:
    row = proposed(here)
    assert here.engine.proposals.open(here.who(login)) == []
    with pytest.raises(NotFound):
        here.engine.proposals.decide(here.who(login), row.id, accept=True)


def test_who_proposed_may_take_it_back_and_nobody_decides_twice(here: Stage) -> None:
    row = proposed(here)
    here.engine.proposals.decide(here.who("pim"), row.id, accept=False)
    with pytest.raises(AlreadyDone):
        here.engine.proposals.decide(here.who("coen"), row.id, accept=True)
    assert active(here) == 1


def test_a_proposal_that_was_overtaken_is_refused(here: Stage) -> None:
    first, second = proposed(here, "Eerst"), proposed(here, "Later")
    here.later(minutes=1)
    here.engine.proposals.decide(here.who("coen"), second.id, accept=True)
    with pytest.raises(Conflict):
        here.engine.proposals.decide(here.who("coen"), first.id, accept=True)
    assert active(here) == 3


def test_what_fitted_when_it_was_proposed_and_no_more_is_refused(here: Stage) -> None:
    calls = small(diagram())["organisations.yaml"].replace(b"outreach:", b"straatwerk:")
    row = proposed(here, "Anders")
    here.later(minutes=1)
    with here.engine.desk.store.begin() as tx:
        # The sabotage: what was proposed is changed behind the program's back into something that cannot work.
        for written in tx.find(Definition, kind="process", key="P", version=2):
            tx.change(written, source=written.source.replace("meldpunt.begeleider", "meldpunt.niemand"))
    with pytest.raises(Refused):
        here.engine.proposals.decide(here.who("coen"), row.id, accept=True)
    assert active(here) == 1
    assert calls


def test_an_installation_itself_activates_at_once(here: Stage) -> None:
    assert here.engine.definitions.deploy({"P.bpmn": diagram("Zelf")}, ENGINE).active
    assert active(here) == 2


# ---------- the day on which the law changes


def test_zones_are_sealed_and_opened_again_by_two_persons(here: Stage) -> None:
    pim, fleur = here.who("pim"), here.who("fleur")
    for lift in (False, True):
        (row,) = here.engine.sealing.propose(pim, ("ID",), lift=lift)
        assert here.engine.sealing.state(fleur)["ID"] is lift
        with pytest.raises(FourEyes):
            here.engine.proposals.decide(pim, row.id, accept=True)
        here.engine.proposals.decide(fleur, row.id, accept=True)
        assert here.engine.sealing.state(fleur)["ID"] is not lift
    seal = here.one(ZoneSeal, zone="ID")
    assert (seal.set_by, seal.confirmed_by, seal.lifted_by) == (pim.account, fleur.account, fleur.account)


@pytest.mark.parametrize("login", ["alice", "coen", "dora", "gijs", "charlie"])
def test_nobody_else_sets_the_switch(here: Stage, login: str) -> None:
    with pytest.raises(NotAllowed):
        here.engine.sealing.propose(here.who(login), ("ID", "LOC"))
    with pytest.raises(NotAllowed):
        here.engine.sealing.state(here.who(login))


def test_only_who_somebody_is_and_where_can_be_sealed_and_once(here: Stage) -> None:
    with pytest.raises(NotFound):
        here.engine.sealing.propose(here.who("pim"), ("MED",))
    with pytest.raises(Conflict):
        here.engine.sealing.propose(here.who("pim"), ("LOC",), lift=True)
    here.engine.sealing.propose(here.who("pim"), ("LOC",))
    with pytest.raises(Conflict):
        here.engine.sealing.propose(here.who("fleur"), ("LOC",))

"""What two persons decide: never one alone, never one who proposed it, and nothing before the second agrees."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from engine.acts.need.openings import VAULT
from engine.acts.own.requests import ERASE, EXPORT
from engine.acts.people.rights import Right
from engine.errors import AlreadyDone, Conflict, FourEyes, NotAllowed, NotFound, Refused
from engine.model import ENGINE, Actor, Bundle, Definition, Event, Proposal, ZoneSeal
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


# ---------- one rule for every kind


def alone(here: Stage, kind: str) -> tuple[Actor, list[Proposal]]:
    """Somebody who may decide things of this kind, and one that they proposed, and one about themselves."""
    who = here.who("controle" if kind in list(Right) else "fleur" if kind in (EXPORT, ERASE, VAULT) else "pim")
    case = here.open_case().id if kind in (EXPORT, ERASE, VAULT) else None
    made = dict[str, Any](kind=kind, case=case, proposed_at=here.clock.now())
    with here.engine.desk.store.begin() as tx:
        own = tx.add(Proposal(subject="own", proposed_by=who.account, **made))
        return who, [own, tx.add(Proposal(subject="about", proposed_by=None, about=who.account, **made))]


def test_nobody_decides_on_an_own_proposal_of_any_kind_nor_on_one_about_themselves(
    here: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = [alone(here, kind) for kind in here.engine.proposals.deeds]
    assert len(tried) == len(Right) + 6
    assert wrongly_decided(here, tried) == []
    # The sabotage: the rule forgets who took part. Nothing else stops them.
    monkeypatch.setattr("engine.access.four_eyes", lambda *_: True)
    for kind in {deed.__class__ for deed in here.engine.proposals.deeds.values()}:
        monkeypatch.setattr(kind, "do", lambda *_: None)
        monkeypatch.setattr(kind, "check", lambda *_: None)
    assert len(wrongly_decided(here, tried)) == 2 * len(tried)


def wrongly_decided(here: Stage, tried: list[tuple[Actor, list[Proposal]]]) -> list[str]:
    return [f"{row.kind} {row.subject}" for who, rows in tried for row in rows if decides(here, who, row)]


def decides(here: Stage, who: Actor, row: Proposal) -> bool:
    with suppress(FourEyes):
        here.engine.proposals.decide(who, row.id, accept=True)
    return here.one(Proposal, id=row.id).decided_at is not None


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

"""What staff do for a person who uses a right: an export and an erasure take two persons, and the person is told."""

import json
from collections.abc import Iterator

import pytest

from engine.errors import Conflict, FourEyes, Invalid, NotAllowed, NotFound
from engine.errors import Sealed as CannotOpen
from engine.model import Actor, Event, Notice, ReadLog, Sealed
from engine.step.run import Run
from tests.engine.cast import pathway, stage
from tests.security.house import CHEAP, hashing
from tests.security.own import Life, begun


@pytest.fixture(scope="module")
def house() -> Iterator[Life]:
    with hashing(CHEAP), stage(pathway()) as here:
        yield begun(here)


@pytest.fixture
def life(house: Life) -> Life:
    made = begun(house.here)
    for zone in ("SOC", "ID", "MED"):
        made.run(lambda run, zone=zone: keep(run, zone))
    return made


def keep(run: Run, zone: str) -> None:
    token = run.parts.sealer.seal(run.case.id, zone, "task:0", json.dumps({"note": f"kanarie-{zone}"}), run.case.part)
    run.tx.add(
        Sealed(
            case=run.case.id, zone=zone, subject="task:0", form="intake", form_version=1, content=token, set_at=run.now
        )
    )


def protectors(life: Life) -> tuple[Actor, Actor]:
    """The two of the office for data protection."""
    return life.here.who("fleur"), second(life)


def second(life: Life) -> Actor:
    """A second officer: the demonstration has one."""
    from engine.model import Account, Membership, Organisation

    with life.here.engine.desk.store.begin() as tx:
        found = tx.find(Account, login="frans")
        if not found:
            row = tx.add(Account(login="frans", name="Frans"))
            place = next(one for one in tx.find(Organisation) if "dpo" in one.lanes.split(","))
            tx.add(Membership(account=row.id, organisation=place.id, lane="dpo", role="functionaris"))
    return life.here.who("frans")


def test_an_export_takes_two_persons_is_logged_and_told_and_closes_again(life: Life) -> None:
    engine, alice, fleur = life.here.engine, life.here.who("alice"), life.here.who("fleur")
    asked = engine.requests.ask_export(alice, life.case.reference, "access")
    with pytest.raises(NotFound):
        engine.requests.take_along(alice, life.case.reference)
    with pytest.raises(FourEyes):
        engine.proposals.decide(alice, asked.id, accept=True)
    engine.proposals.decide(fleur, asked.id, accept=True)
    own, opened = engine.requests.take_along(alice, life.case.reference)
    assert own.view.case.reference == life.case.reference
    assert {"kanarie-SOC", "kanarie-ID", "kanarie-MED"} <= {str(one.values.get("note")) for one in opened}
    reads = life.here.find(ReadLog, case=life.case.id, actor=alice.account, purpose="export")
    assert {"SOC", "ID", "MED"} <= {row.zone for row in reads}
    assert {row.basis for row in reads} == {"export"}
    assert life.here.find(ReadLog, case=life.case.id, actor=0) == [], "the person did not read"
    assert [row.template for row in life.here.find(Notice, case=life.case.id, channel="letter")][-1] == "exported"
    with pytest.raises(NotFound):
        engine.requests.take_along(fleur, life.case.reference)
    life.here.later(hours=5)
    with pytest.raises(NotFound):
        engine.requests.take_along(alice, life.case.reference)


def test_an_export_opens_no_zone_to_who_looks_around(life: Life) -> None:
    engine, alice, fleur = life.here.engine, life.here.who("alice"), life.here.who("fleur")
    before = {part.zone for part in engine.cases.view(alice, life.case.reference).slices}
    engine.proposals.decide(fleur, engine.requests.ask_export(alice, life.case.reference, "access").id, accept=True)
    assert {part.zone for part in engine.cases.view(alice, life.case.reference).slices} == before


def test_an_erasure_takes_two_persons_and_reaches_every_copy(life: Life) -> None:
    engine, (fleur, frans) = life.here.engine, protectors(life)
    copy = next(row for row in life.here.find(Sealed, case=life.case.id, zone="SOC") if row.subject == "task:0")
    asked = engine.requests.ask_erasure(fleur, life.case.reference, ("SOC",), "asked")
    with pytest.raises(Conflict):
        engine.requests.ask_erasure(frans, life.case.reference, ("SOC",), "asked")
    with pytest.raises(FourEyes):
        engine.proposals.decide(fleur, asked.id, accept=True)
    engine.proposals.decide(frans, asked.id, accept=True)
    while engine.clockwork.shred_one():
        pass
    assert life.here.find(Sealed, case=life.case.id, zone="SOC") == []
    assert {row.zone for row in life.here.find(Sealed, case=life.case.id)} >= {"ID", "MED"}
    with pytest.raises(CannotOpen):
        engine.desk.sealer.open(copy.case, copy.zone, copy.subject, copy.content)
    assert "case:content:shredded" in life.kinds()


@pytest.mark.parametrize(
    ("login", "error"), [("bob", None), ("coen", NotAllowed), ("charlie", NotFound), ("gijs", NotFound)]
)
def test_nobody_else_asks(life: Life, login: str, error: type[Exception] | None) -> None:
    requests, who = life.here.engine.requests, life.here.who(login)
    if error is None:  # the deputy directs the case too
        assert requests.view(who, life.case.reference).waiting == frozenset()
        return
    for ask in (
        lambda: requests.view(who, life.case.reference),
        lambda: requests.ask_export(who, life.case.reference, "access"),
        lambda: requests.ask_erasure(who, life.case.reference, ("SOC",), "asked"),
    ):
        with pytest.raises(error):
            ask()


def test_only_what_may_be_erased_with_a_reason(life: Life) -> None:
    requests, fleur = life.here.engine.requests, life.here.who("fleur")
    for zones, code in ((("FIN",), "asked"), ((), "asked"), (("SOC",), "zomaar")):
        with pytest.raises(Invalid):
            requests.ask_erasure(fleur, life.case.reference, zones, code)


def test_while_the_law_closed_a_zone_the_person_takes_it_along_and_destroys_it_and_staff_do_not(life: Life) -> None:
    engine, pim, fleur, alice = life.here.engine, *(life.here.who(name) for name in ("pim", "fleur", "alice"))
    with pytest.raises(NotFound):
        engine.own.erase_closed(life.yasin)
    (row,) = engine.sealing.propose(pim, ("ID",))
    engine.proposals.decide(fleur, row.id, accept=True)
    try:
        export = engine.requests.ask_export(alice, life.case.reference, "access")
        engine.proposals.decide(fleur, export.id, accept=True)
        _, theirs = engine.requests.take_along(alice, life.case.reference)
        _, mine = engine.own.everything(life.yasin)
        assert "ID" in {one.zone for one in mine}
        assert "ID" not in {one.zone for one in theirs}
        engine.own.erase_closed(life.yasin)
        assert life.here.find(Sealed, case=life.case.id, zone="ID") == []
        told = [
            json.loads(one.detail) for one in life.here.find(Event, case=life.case.id, kind="case:content:shredded")
        ]
        assert told[-1]["step"] == "own"
    finally:
        (row,) = engine.sealing.propose(pim, ("ID",), lift=True)
        engine.proposals.decide(fleur, row.id, accept=True)

"""Demands from outside: the officer and counsel alone, four eyes, counted in public, and nothing of it in the person's case."""

from collections.abc import Iterator, Mapping

import pytest

from engine import tags
from engine.errors import FourEyes, NotAllowed, NotFound
from engine.model import Case, CaseKind, Relation
from engine.step import routing
from engine.step.run import Run
from tests.engine.cast import pathway, stage
from tests.security.own import Life, begun

ORDER = {
    "requester": "Rechtbank",
    "legalGround": "beschikking",
    "demandKind": "courtOrder",
    "requestedData": "kanarie-vraag",
    "caseReference": "onbekend",
}
ASSESSED = {"dpoAssessment": "Alleen de datum.", "privileged": ["none"]}


@pytest.fixture(scope="module")
def life() -> Iterator[Life]:
    with stage(pathway()) as here:
        yield begun(here)


def demanded(life: Life) -> Case:
    """A demand about the case, with a case of its own."""
    task = life.here.engine.own.demand(life.here.who("fleur"), life.case.reference)
    from engine.model import Task

    return life.here.case(life.here.one(Task, id=task).case)


@pytest.mark.parametrize("login", ["alice", "dora", "coen", "beheer", "charlie", "katja"])
def test_only_the_officer_registers_a_demand(life: Life, login: str) -> None:
    with pytest.raises(NotAllowed):
        life.here.engine.own.demand(life.here.who(login), life.case.reference)


def test_the_case_the_team_and_the_person_see_nothing_of_it(life: Life) -> None:
    before = repr(life.here.engine.cases.view(life.here.who("alice"), life.case.reference))
    own = life.here.engine.own.page(life.yasin)
    apart = demanded(life)
    assert apart.id != life.case.id
    assert (apart.kind, apart.alias) == (CaseKind.SYSTEM, "")
    assert repr(life.here.engine.cases.view(life.here.who("alice"), life.case.reference).now) in before
    for login in ("alice", "bob", "dora", "coen", "katja", "beheer"):
        with pytest.raises(NotFound):
            life.here.engine.cases.view(life.here.who(login), apart.reference)
    after = life.here.engine.own.page(life.yasin)
    assert [row.case.id for row in after.related] == [row.case.id for row in own.related]
    assert "kanarie" not in repr(after)
    assert "P25" not in repr(after.view.now)


def left_in_the_case(life: Life) -> list[str]:
    """What differs in the case of the person, for who directs it and for the person, after a demand came in."""
    readers = (life.here.who("alice"), life.yasin)
    before = [life.here.engine.cases.view(reader, life.case.reference) for reader in readers]
    demanded(life)
    after = [life.here.engine.cases.view(reader, life.case.reference) for reader in readers]
    parts = ("now", "timeline", "slices", "paths", "parties", "elsewhere")
    return [
        f"{reader.name}: {part}"
        for reader, one, other in zip(readers, before, after, strict=True)
        for part in parts
        if getattr(one, part) != getattr(other, part)
    ]


def test_nothing_at_all_is_left_in_the_case(life: Life) -> None:
    assert left_in_the_case(life) == []


def test_a_line_in_its_history_would_be_seen(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sabotage: the demand is sent as a message of the case, as other messages are."""
    begin = routing.begin

    def told(run: Run, process: str, name: str, payload: Mapping[str, object]) -> None:
        run.tell(tags.MESSAGE_SENT, name=name)
        begin(run, process, name, payload)

    monkeypatch.setattr(routing, "begin", told)
    assert left_in_the_case(life) == ["Alice de Wit: timeline", "Yasin: timeline"]


def test_two_demands_are_two_cases(life: Life) -> None:
    assert demanded(life).id != demanded(life).id
    assert len(life.here.find(Relation, case=life.case.id, kind="P25")) >= 2


def test_nobody_checks_the_own_work_and_every_demand_is_counted(life: Life) -> None:
    here, own = life.here, life.here.engine.own
    counted, apart = own.demands_this_year(), demanded(life)
    here.do(
        apart, "Vordering registreren", "floor", **ORDER
    )  # the deputy: so that handing over alone keeps Fleur apart
    here.do(apart, "Vordering toetsen", "julia", **ASSESSED)
    here.do(apart, "Zo min mogelijk verstrekken", "fleur", minimalSet="De datum.", decision="courtOrdered")
    with here.engine.desk.store.begin() as tx:
        from engine.model import Account, Membership, Organisation

        julia = tx.find(Account, login="fleur")[0]
        place = tx.find(Organisation, key="huisjurist")[0]
        tx.add(Membership(account=julia.id, organisation=place.id, lane="huisjurist", role="jurist"))
    with pytest.raises(FourEyes):
        here.do(apart, "Met vier ogen bekijken", "fleur", secondLook="agreed")
    here.do(apart, "Met vier ogen bekijken", "julia", secondLook="agreed")
    assert own.demands_this_year() == counted
    here.do(apart, "Persoon en advocaat inlichten", "fleur", personInformed="yes")
    assert own.demands_this_year() == counted + 1

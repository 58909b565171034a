"""Demands from outside: the officer and counsel alone, four eyes, counted in public, and nothing of it in the person's case."""

from collections.abc import Iterator

import pytest

from engine.errors import FourEyes, NotAllowed, NotFound
from engine.model import Case, CaseKind, Relation
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


def test_two_demands_are_two_cases(life: Life) -> None:
    assert demanded(life).id != demanded(life).id
    assert len(life.here.find(Relation, case=life.case.id, kind="P25")) >= 2


def test_nobody_checks_the_own_work_and_every_demand_is_counted(life: Life) -> None:
    here, own = life.here, life.here.engine.own
    counted, apart = own.demands_this_year(), demanded(life)
    here.do(apart, "Vordering registreren", "fleur", **ORDER)
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

"""A complaint goes outside the line: the team does not know it exists, and the line sees a summary without name or story."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from engine import access
from engine.access import Reach
from engine.acts.answers import opened
from engine.errors import Invalid, NotFound
from engine.model import Case, CaseKind, Sealed
from engine.step.casefacts import CaseFacts
from tests.engine.cast import pathway, stage
from tests.security.own import COMPLAINT, Life, begun

SUMMARY = "Er is een klacht over hoe er geluisterd wordt."


@pytest.fixture(scope="module")
def life() -> Iterator[Life]:
    """Yasin complained, and nobody has answered."""
    with complained() as made:
        yield made


@contextmanager
def complained() -> Iterator[Life]:
    with stage(pathway()) as here:
        made = begun(here)
        here.engine.own.complain(made.yasin, COMPLAINT)
        yield made


def test_the_complaint_is_sealed_in_its_own_zone(life: Life) -> None:
    rows = life.here.find(Sealed, case=life.case.id, form="complaint")
    assert {row.zone for row in rows} == {"KLA"}
    assert opened(life.here.engine.desk.sealer, rows[0])["story"] == COMPLAINT["story"]


@pytest.mark.parametrize("login", ["alice", "bob", "dora", "coen", "tara"])
def test_the_line_does_not_know_that_it_exists(life: Life, login: str) -> None:
    assert told_of_it(life, login) == []


def told_of_it(life: Life, login: str) -> list[str]:
    """What somebody reads of the complaint on the page of the case."""
    try:
        view = life.here.engine.cases.view(life.here.who(login), life.case.reference)
    except NotFound:
        return []
    said = repr((view.now, view.timeline, view.paths, view.slices, view.parties, view.elsewhere and view.now))
    return [word for word in ("KLA", "P21", "Klacht", "kanarie") if word in said]


def test_the_line_that_reads_the_zone_would_know(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sabotage: somebody adds complaints to what the director of the case reads."""
    reach = access.reach

    def wider(*asked: Any) -> Reach:
        found = reach(*asked)
        return replace(found, zones=found.zones | {"KLA"}) if found else found

    monkeypatch.setattr(access, "reach", wider)
    assert {"KLA", "P21", "Klacht"} <= set(told_of_it(life, "alice"))


def test_the_officer_and_the_person_see_it(life: Life) -> None:
    engine = life.here.engine
    assert any(item.process == "P21" for item in engine.cases.view(life.here.who("katja"), life.case.reference).now)
    assert any(item.process == "P21" for item in engine.own.page(life.yasin).view.now)


@pytest.fixture
def answered() -> Iterator[Life]:
    """The same of which one test lets people answer: afterwards the line knows."""
    with complained() as made:
        yield made


def test_the_departure_waits_and_the_line_reads_a_summary_alone(answered: Life) -> None:
    life, here = answered, answered.here
    receipt = {"ackAt": "2027-03-01 12:00", "departureWithin14": "yes", "ours": "true", "filteredSummary": SUMMARY}
    here.do(life.case, "Ontvangst bevestigen", "katja", **receipt)
    with here.engine.desk.store.reading() as reader:
        facts = CaseFacts(reader, here.case(life.case.id), here.engine.vocabulary, here.engine.desk.sealer)
        assert facts.json("complaintSuspends") is True
    assert "case:message:sent" in life.kinds()
    here.do(life.case, "Spoedoordeel geven", "katja", urgentFinding="Het vertrek wacht.")
    here.do(life.case, "De persoon horen", "katja", heard="yes")
    task = here.task(life.case, "Reactie van de lijn geven")
    seen = here.engine.tasks.view(here.who("dora"), task.id)
    assert seen.values.get("filteredSummary") == SUMMARY
    assert "kanarie" not in repr(seen)


def test_somebody_without_a_case_may_complain_and_a_wrong_form_leaves_nothing(life: Life) -> None:
    before = len(life.here.find(Case))
    with pytest.raises(Invalid):
        life.here.engine.own.complain_at_the_door({**COMPLAINT, "story": ""})
    assert len(life.here.find(Case)) == before
    reference = life.here.engine.own.complain_at_the_door({**COMPLAINT, "anonymous": "true"})
    assert life.here.one(Case, reference=reference).kind is CaseKind.SYSTEM
    with pytest.raises(NotFound):
        life.here.engine.cases.view(life.here.who("alice"), reference)

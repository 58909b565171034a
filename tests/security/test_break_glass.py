"""Care looks in an emergency, from care to care; the identity vault opens by two persons. Both end by themselves."""

from collections.abc import Iterator

import pytest

from engine.errors import AlreadyDone, Conflict, FourEyes, Invalid, NotAllowed, NotFound
from engine.model import Case, Event, Notice, Opening, Organisation, Proposal, ReadLog, Review, Sealed
from tests.engine.cast import Stage, asks, drawn, form, small, stage, text
from tests.kernel.drawing import end, start

FORMS = {
    "zorg": form("zorg", text("klacht", "MED")),
    "naam": form("naam", text("naam", "ID")),
}
DIAGRAM = drawn(
    "start Zorg Naam Werk end",
    start(),
    asks("Zorg", "ggd.zorgcoordinator", form_id="zorg"),
    asks("Naam", form_id="naam"),
    asks("Werk"),
    end(),
)
CANARY = "canarie-7f3a"


@pytest.fixture(scope="module")
def here() -> Iterator[Stage]:
    with stage(small(DIAGRAM, **FORMS)) as made:
        yield made


@pytest.fixture
def case(here: Stage) -> Case:
    """GGD wrote about health, the hub wrote a name."""
    opened = here.open_case()
    here.do(opened, "Zorg", klacht=CANARY)
    here.do(opened, "Naam", naam=CANARY)
    return opened


def content(here: Stage, case: Case, zone: str) -> Sealed:
    return here.one(Sealed, case=case.id, zone=zone)


def reads(here: Stage, login: str, case: Case, zone: str) -> object:
    row = content(here, case, zone)
    return here.engine.cases.disclose(here.who(login), case.reference, row.id, "task").values


def test_a_carer_reads_for_four_hours_and_not_before_or_after(here: Stage, case: Case) -> None:
    with pytest.raises(NotFound):
        reads(here, "hugo", case, "MED")
    here.engine.openings.break_glass(here.who("hugo"), case.reference, "MED", "life")
    assert reads(here, "hugo", case, "MED") == {"klacht": CANARY}
    here.later(hours=3, minutes=59)
    assert reads(here, "hugo", case, "MED") == {"klacht": CANARY}
    here.later(minutes=1)
    with pytest.raises(NotFound):
        reads(here, "hugo", case, "MED")


def test_only_the_zone_that_was_opened_is_open(here: Stage, case: Case) -> None:
    here.engine.openings.break_glass(here.who("zoe"), case.reference, "PRO", "crisis")
    for zone in ("MED", "ID"):
        with pytest.raises(NotFound):
            reads(here, "zoe", case, zone)
    assert {part.zone for part in here.engine.cases.view(here.who("zoe"), case.reference).slices} == {"PRO"}


@pytest.mark.parametrize("login", ["alice", "dora", "coen", "ines", "leila", "charlie", "fleur", "beheer", "joris"])
@pytest.mark.parametrize("zone", ["MED", "PRO"])
def test_nobody_but_care_breaks_the_glass(here: Stage, case: Case, login: str, zone: str) -> None:
    with pytest.raises(NotFound):
        here.engine.openings.break_glass(here.who(login), case.reference, zone, "life")
    assert here.find(Opening, case=case.id) == []


@pytest.mark.parametrize("zone", ["SOC", "JUR", "VEI", "LOC", "ID", "TER", "FIN", "KLA", "REG", "XXX"])
def test_care_breaks_no_glass_outside_care(here: Stage, case: Case, zone: str) -> None:
    with pytest.raises(NotFound):
        here.engine.openings.break_glass(here.who("hugo"), case.reference, zone, "life")


def test_a_case_that_is_not_there_answers_as_one_that_is_not_for_you(here: Stage, case: Case) -> None:
    for login, reference in (("hugo", "M-0000-0000"), ("alice", case.reference), ("alice", "M-0000-0000")):
        with pytest.raises(NotFound) as refused:
            here.engine.openings.break_glass(here.who(login), reference, "MED", "nonsense")
        assert refused.value.text_en == NotFound.text_en


def test_without_a_reason_or_twice_nothing_opens(here: Stage, case: Case) -> None:
    hugo = here.who("hugo")
    with pytest.raises(Invalid):
        here.engine.openings.break_glass(hugo, case.reference, "MED", "")
    here.engine.openings.break_glass(hugo, case.reference, "MED", "life")
    with pytest.raises(Conflict):
        here.engine.openings.break_glass(hugo, case.reference, "MED", "life")
    assert len(here.find(Opening, case=case.id)) == 1


def test_the_person_hears_the_officer_hears_and_history_says_so(here: Stage, case: Case) -> None:
    here.engine.openings.break_glass(here.who("hugo"), case.reference, "MED", "life")
    letters = [row for row in here.find(Notice, case=case.id) if row.template == "opened"]
    assert [row.recipient for row in letters] == [f"case:{case.reference}"]
    opening = here.one(Opening, case=case.id)
    mails = [row for row in here.find(Notice, case=None) if row.key.startswith(f"review:opening:{opening.id}:")]
    assert len(mails) == 2
    assert not any(case.reference in f"{row.detail}{row.key}" for row in mails)
    log = here.find(ReadLog, case=case.id, basis="emergency")
    assert [(row.actor, row.zone, row.purpose) for row in log] == [(here.who("hugo").account, "MED", "emergency")]
    event = here.one(Event, case=case.id, kind="case:glass:broken")
    assert event.zone == "MED"


def test_the_hub_does_not_hear_that_there_was_an_emergency_in_care(here: Stage, case: Case) -> None:
    before = here.engine.cases.view(here.who("alice"), case.reference)
    here.engine.openings.break_glass(here.who("hugo"), case.reference, "MED", "life")
    after = here.engine.cases.view(here.who("alice"), case.reference)
    assert after == before
    for login in ("alice", "dora", "coen"):
        assert not [row for row in here.engine.reviews.open(here.who(login)) if row.reference == case.reference]


def test_another_person_looks_at_it_afterwards(here: Stage, case: Case) -> None:
    here.engine.openings.break_glass(here.who("hugo"), case.reference, "MED", "life")
    (row,) = [row for row in here.engine.reviews.open(here.who("fleur")) if row.reference == case.reference]
    with pytest.raises(FourEyes):
        here.engine.reviews.close(here.who("hugo"), row.id, "right")
    with pytest.raises(NotFound):
        here.engine.reviews.close(here.who("alice"), row.id, "right")
    with pytest.raises(Invalid):
        here.engine.reviews.close(here.who("fleur"), row.id, "")
    here.engine.reviews.close(here.who("fleur"), row.id, "right")
    with pytest.raises(AlreadyDone):
        here.engine.reviews.close(here.who("floor"), row.id, "wrong")
    closed = here.one(Review, id=row.id)
    assert (closed.closed_by, closed.verdict) == (here.who("fleur").account, "right")


def test_colleagues_look_at_it_and_carers_of_elsewhere_hear_of_no_emergency(here: Stage, case: Case) -> None:
    here.engine.openings.break_glass(here.who("hugo"), case.reference, "MED", "life")
    practice = here.one(Organisation, key="huisarts").id
    colleague = here.play.person("Wil Waarnemer", practice, "gp", "waarnemer")
    (row,) = [row for row in here.engine.reviews.open(colleague) if row.reference == case.reference]
    for login in ("gijs", "zoe", "sanne"):
        assert row.id not in [one.id for one in here.engine.reviews.open(here.who(login))]
        with pytest.raises(NotFound):
            here.engine.reviews.close(here.who(login), row.id, "right")
    here.engine.reviews.close(colleague, row.id, "right")


# ---------- the identity vault


def test_the_vault_opens_for_who_directs_when_a_second_person_agrees(here: Stage, case: Case) -> None:
    with pytest.raises(NotFound):
        reads(here, "alice", case, "ID")
    row = here.engine.openings.ask_vault(here.who("alice"), case.reference, "document")
    with pytest.raises(NotFound):
        reads(here, "alice", case, "ID")
    with pytest.raises(FourEyes):
        here.engine.proposals.decide(here.who("alice"), row.id, accept=True)
    here.engine.proposals.decide(here.who("fleur"), row.id, accept=True)
    assert reads(here, "alice", case, "ID") == {"naam": CANARY}
    for login in ("bob", "fleur", "coen"):
        with pytest.raises(NotFound):
            reads(here, login, case, "ID")
    assert here.find(ReadLog, case=case.id, zone="ID")[-1].basis == "vault"
    here.later(hours=4)
    with pytest.raises(NotFound):
        reads(here, "alice", case, "ID")


@pytest.mark.parametrize("login", ["dora", "coen", "samira"])
def test_only_who_directs_asks_for_the_vault(here: Stage, case: Case, login: str) -> None:
    with pytest.raises(NotAllowed):
        here.engine.openings.ask_vault(here.who(login), case.reference, "document")


@pytest.mark.parametrize("login", ["gijs", "hugo", "charlie", "anna", "beheer"])
def test_for_others_neither_vault_nor_question_is_there(here: Stage, case: Case, login: str) -> None:
    row = here.engine.openings.ask_vault(here.who("bob"), case.reference, "court")
    assert row.id not in [item.id for item in here.engine.proposals.open(here.who(login))]
    with pytest.raises(NotFound):
        here.engine.proposals.decide(here.who(login), row.id, accept=True)
    assert here.one(Proposal, id=row.id).decided_at is None

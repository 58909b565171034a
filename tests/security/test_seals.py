"""The day on which the law changes: who somebody is and where closes at once, is taken in no more, and drafts end with tasks."""

from collections.abc import Iterator

import pytest

from engine.errors import NotFound
from engine.model import Case, Event, Sealed, Task
from tests.engine.cast import Stage, asks, drawn, form, small, stage, text
from tests.kernel.drawing import end, start

FORMS = {"wie": form("wie", text("naam", "ID"), text("verhaal", "SOC"))}
DIAGRAM = drawn(
    "start Wie Nogmaals Controle end",
    start(),
    asks("Wie", form_id="wie"),
    asks("Nogmaals", form_id="wie"),
    asks("Controle", notBy="Wie,Nogmaals"),
    end(),
)


@pytest.fixture
def here() -> Iterator[Stage]:
    with stage(small(DIAGRAM, **FORMS)) as made:
        yield made


@pytest.fixture
def case(here: Stage) -> Case:
    opened = here.open_case()
    here.do(opened, "Wie", "samira", naam="N", verhaal="V")
    row = here.engine.openings.ask_vault(here.who("alice"), opened.reference, "document")
    here.engine.proposals.decide(here.who("fleur"), row.id, accept=True)
    return opened


def seal(here: Stage, *, lift: bool = False) -> None:
    for row in here.engine.sealing.propose(here.who("pim"), ("ID", "LOC"), lift=lift):
        here.engine.proposals.decide(here.who("fleur"), row.id, accept=True)


def name(here: Stage, case: Case) -> object:
    row = here.find(Sealed, case=case.id, zone="ID")[0]
    return here.engine.cases.disclose(here.who("alice"), case.reference, row.id, "request").values


def test_what_stood_open_closes_with_the_seal_and_opens_with_its_lifting(here: Stage, case: Case) -> None:
    assert name(here, case) == {"naam": "N"}
    seal(here)
    with pytest.raises(NotFound):
        name(here, case)
    assert "ID" not in {part.zone for part in here.engine.cases.view(here.who("alice"), case.reference).slices}
    seal(here, lift=True)
    assert name(here, case) == {"naam": "N"}


def test_names_are_taken_in_no_more_and_the_rest_is(here: Stage, case: Case) -> None:
    seal(here)
    here.do(case, "Nogmaals", "samira", naam="NIEUW", verhaal="V2")
    task = here.one(Task, case=case.id, element="Nogmaals")
    assert {row.zone for row in here.find(Sealed, case=case.id, subject=f"task:{task.id}")} == {"SOC"}


# ---------- drafts


def test_no_draft_outlives_its_task(here: Stage) -> None:
    case = here.open_case()
    task = here.task(case, "Wie")
    for login in ("samira", "bob", "alice"):
        here.engine.tasks.save_draft(here.who(login), task.id, {"verhaal": login})
    assert len(here.find(Sealed, case=case.id)) == 3
    here.do(case, "Wie", "samira", naam="N", verhaal="V")
    assert not [row for row in here.find(Sealed, case=case.id) if row.subject.startswith("draft:")]


def test_who_drafted_what_was_theirs_to_do_took_part_and_a_bystander_did_not(here: Stage) -> None:
    case = here.open_case()
    task = here.task(case, "Wie")
    here.engine.tasks.save_draft(here.who("bob"), task.id, {"verhaal": "b"})  # of the team: it was his to take
    here.engine.tasks.save_draft(here.who("dora"), task.id, {"verhaal": "d"})  # sees it, and cannot do it
    here.engine.tasks.save_draft(here.who("bob"), task.id, {"verhaal": "bb"})
    assert len(here.find(Event, task=task.id, kind="case:task:drafted")) == 1
    here.do(case, "Wie", "samira", naam="N", verhaal="V")
    here.do(case, "Nogmaals", "samira", naam="N", verhaal="V")
    check = here.task(case, "Controle")
    assert here.engine.tasks.view(here.who("bob"), check.id).barred == "four-eyes"
    assert here.engine.tasks.view(here.who("dora"), check.id).barred is None

"""A new table of amounts counts for whoever asks from then on: what was granted before is never lowered."""

from collections.abc import Iterator, Set

import pytest

from engine.access import Reach
from engine.acts import explained
from engine.model import ENGINE, Case, Instance
from engine.step.casefacts import CaseFacts
from engine.views import DecisionView
from tests.engine.cast import Stage, pathway, stage

FILE = "decisions/D08-bedragen.dmn"
ASKS = {
    "scheme": "AVRR",
    "purpose": "networkBuilding",
    "payoutMoment": "arrival",
    "beneficiaries": [{"ref": "Sami", "kind": "adult"}],
    "duplicateCheck": "clear",
    "reanWithin5y": False,
}
OFFERS = {"cashAmount": 615, "inKindAmount": 2000, "deviates": False, "noWaiverConfirmed": True}
DECIDES = {
    "decision": "granted",
    "decidedAt": "2027-03-01",
    "dueAt": "2027-04-12",
    "rationale": "Dit past.",
}


@pytest.fixture(scope="module")
def here() -> Iterator[Stage]:
    with stage(pathway()) as made:
        yield made


def amounts(here: Stage, case: Case) -> dict[str, object]:
    """What may be given and what is awarded, as it stands in the case."""
    desk = here.engine.desk
    with desk.look() as (reader, snapshot):
        kept = CaseFacts(reader, here.case(case.id), snapshot.vocabulary, desk.sealer)
        return {
            row.name: kept.open(row)
            for row in kept.rows()
            if row.name in ("entitledTotal", "awardTotal", "awardDecision")
        }


def test_an_amount_says_why_and_who_took_it_up(here: Stage) -> None:
    case = here.open_case("P12")
    here.do(case, "Aanvraag opnemen", **ASKS)
    (open_one,) = why(here, case)
    assert open_one.awaits
    here.do(case, "Voorstel doen", **OFFERS)
    (told,) = why(here, case)
    assert told.lines[0].en.startswith("The scheme gives 615 euros")
    assert why(here, case, zones={"REG"}) == []
    assert (told.confirmed_in, bool(told.confirmed_by), told.awaits) == ("Voorstel doen", True, False)


def test_a_new_row_lowers_nothing_that_was_granted(here: Stage) -> None:
    granted = here.open_case("P12")
    here.do(granted, "Aanvraag opnemen", **ASKS)
    here.do(granted, "Voorstel doen", **OFFERS)
    here.do(granted, "Besluit nemen", **DECIDES)
    before = amounts(here, granted)
    assert before == {"entitledTotal": "2615.00", "awardTotal": "2615.00", "awardDecision": "granted"}

    here.engine.definitions.deploy({FILE: lowered(pathway()[FILE])}, ENGINE)
    here.later(days=1)
    assert amounts(here, granted) == before

    asked_later = here.open_case("P12")  # the sabotage: the new row does lower what is asked from now on
    here.do(asked_later, "Aanvraag opnemen", **ASKS)
    assert amounts(here, asked_later)["entitledTotal"] == "1000.00"


def why(here: Stage, case: Case, zones: Set[str] = frozenset({"REG", "FIN"})) -> list[DecisionView]:
    """What the table of amounts said in this case, as whoever may read these zones sees it."""
    desk = here.engine.desk
    with desk.look() as (reader, snapshot):
        within = Reach(frozenset(), frozenset(zones))
        running = {row.id: row for row in reader.find(Instance, case=case.id)}
        rows = explained.taken(reader, case, within)
        found = explained.decisions(desk, reader, case, within, snapshot, rows, running)
    return [row for row in found if row.table == "D08"]


def lowered(table: bytes) -> bytes:
    """The table with a lower amount for adults and unaccompanied minors."""
    assert table.count(b"<text>2615</text>") == 6
    return table.replace(b"<text>2615</text>", b"<text>1000</text>")

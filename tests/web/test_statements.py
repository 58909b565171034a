"""How many statements each page and each answer of the API may ask of the database, when there are a dozen cases more.

The table is the bound: a route that is not in it fails, and so does a list that asks more for many rows than for few. What may
be asked is what was asked when the route was written down, and three more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from engine.acts.cases import Cases
from engine.model import Case, Task, TaskStatus
from engine.store.transaction import SqlReader
from tests.security.matrix.cast import World, world
from tests.security.matrix.expected import expected
from tests.security.matrix.routes import ROUTES, of_the_hub
from tests.security.matrix.trial import ask

MORE = 12
# Who asks: the first of these to whom an address answers; the director, when it answers to nobody.
ASKERS = ("director", "overseer", "admin", "designer", "officer", "worker", "person", "hub", "nobody", "former")
# What shows a row for each case, task or version.
LISTS = frozenset(
    f"GET {path}"
    for path in ("/", "/zaken", "/vast", "/vast/beeld", "/processen", "/api/v1/cases", "/api/v1/tasks", "/api/v1/stuck")
)

MOST: dict[str, int] = {
    "GET /melden": 11,
    "GET /taal/<language>": 9,
    "GET /toegankelijkheid": 8,
    "GET /aanmelden": 7,
    "GET /aanmelden/code": 8,
    "GET /static/web/<filename>": 3,
    "GET /cijfers": 17,
    "GET /mijn/aanmelden": 3,
    "GET /mijn/terug": 3,
    "GET /mijn/klacht": 5,
    "GET /api/v1/health/live": 3,
    "GET /api/v1/health/ready": 10,
    "GET /api/v1/openapi.json": 3,
    "GET /api/v1/problems": 3,
    "GET /api/v1/report/form": 5,
    "GET /aanmelden/dienst/terug": 8,
    "GET /metrics": 8,
    "GET /api/v1/health": 3,
    "GET /uitnodiging/<code>": 9,
    "GET /cijfers/<month>": 23,
    "GET /cijfers/<month>.csv": 10,
    "GET /cijfers/gelijk/<year>": 12,
    "GET /cijfers/gelijk/<year>.csv": 12,
    "GET /cijfers/logboek/<format>": 9,
    "GET /aanmelden/app": 12,
    "GET /": 15,
    "GET /zaken": 19,
    "GET /mijn": 18,
    "GET /opnieuw": 12,
    "GET /processen": 11,
    "GET /processen/<key>": 13,
    "GET /processen/<definition>.bpmn": 9,
    "GET /tweede-paar-ogen": 16,
    "GET /rechten": 7,
    "GET /api/v1/cases": 16,
    "GET /api/v1/tasks": 11,
    "GET /api/v1/messages": 8,
    "GET /api/v1/signals": 8,
    "GET /api/v1/second-look": 15,
    "GET /api/v1/session": 7,
    "GET /api/v1/absences": 8,
    "GET /api/v1/processes": 9,
    "GET /api/v1/processes/<key>": 10,
    "GET /api/v1/processes/<key>/<version>.bpmn": 12,
    "GET /api/v1/forms/<form>/<version>": 8,
    "GET /zaken/<reference>": 51,
    "GET /zaken/<reference>/paden/<instance>.json": 16,
    "GET /zaken/<reference>/tijdlijn": 26,
    "GET /zaken/<reference>/formulieren": 23,
    "GET /zaken/<reference>/onderdelen": 25,
    "GET /zaken/<reference>/plan": 22,
    "GET /zaken/<reference>/familie": 65,
    "GET /zaken/<reference>/kluis": 38,
    "GET /api/v1/cases/<reference>": 37,
    "GET /api/v1/cases/<reference>/events": 17,
    "GET /api/v1/cases/<reference>/plan": 20,
    "GET /api/v1/cases/<reference>/family": 22,
    "GET /zaken/<reference>/rechten": 21,
    "GET /zaken/<reference>/rechten/alles.json": 16,
    "GET /zaken/<reference>/rechten/alles.pdf": 16,
    "GET /zaken/<reference>/eigen-pagina": 46,
    "GET /zaken/<reference>/stilstaan": 47,
    "GET /taken/<task>": 28,
    "GET /api/v1/tasks/<task>": 25,
    "GET /vast": 25,
    "GET /vast/beeld": 25,
    "GET /api/v1/stuck": 24,
    "GET /vast/<reference>/<action>?taak=<task>": 8,
    "GET /processen/inbrengen": 8,
    "GET /signalen": 11,
    "GET /signalen/<name>": 11,
    "GET /api/v1/seals": 8,
    "GET /noodtoegang": 11,
    "GET /terugkomen": 9,
    "GET /vorderingen": 9,
    "GET /beheer": 15,
    "GET /beheer/nieuw": 9,
    "GET /beheer/mensen/<account>": 15,
    "GET /beheer/rooster": 14,
    "GET /api/v1/accounts": 9,
    "GET /api/v1/accounts/<account>": 13,
    "GET /api/v1/organisations": 6,
    "GET /api/v1/roster": 7,
    "GET /sluitingsdagen": 10,
    "GET /api/v1/closing-days": 9,
    "GET /team": 11,
    "GET /team/<account>/afwezig": 9,
    "GET /mijn/": 41,
    "GET /mijn/alles.json": 47,
    "GET /mijn/alles.pdf": 50,
    "GET /mijn/zeg/<said>": 5,
    "GET /mijn/wachtzin": 5,
    "GET /mijn/taken/<owntask>": 24,
    "GET /mijn/taken/<hubtask>": 3,
    "GET /mijn/vernietigen": 3,
    "GET /taken/<hubtask>": 30,
    "GET /api/v1/tasks/<hubtask>": 27,
    "GET /beheer/organisaties": 7,
    "GET /beheer/organisaties/nieuw": 6,
    "GET /beheer/organisaties/<organisation>": 8,
}


@dataclass(frozen=True)
class Measured:
    """Statements by address: with few rows, and with many."""

    here: World
    few: dict[str, int]
    many: dict[str, int]


@pytest.fixture(scope="module")
def measured() -> Iterator[Measured]:
    with world() as here:
        few = {address: statements(here, address) for address in sorted(LISTS)}
        more_cases(here)
        yield Measured(here, few, {address: statements(here, address) for address in addresses()})


def addresses() -> dict[str, str]:
    """Every address that only shows something, with its family in the table of who may what."""
    both = (ROUTES | of_the_hub()).items()
    return {address: family for family, of in both for address in of if address.startswith("GET ")}


def more_cases(here: World) -> None:
    """Open cases of the same director, each with work that is late."""
    stage = here.stage
    for _ in range(MORE):
        stage.do(stage.open_case("Proef"), "Zorg", "gijs", klacht="x")
    with stage.engine.desk.store.begin() as tx:
        for task in tx.find(Task, status=TaskStatus.OPEN):
            tx.change(task, due_at=stage.clock.now() - timedelta(days=3))


def statements(here: World, address: str) -> int:
    """How many statements an address asks of the database when it is asked for the second time."""
    signs = expected()[addresses()[address]]
    asker = next((one for one in ASKERS if signs[one] == "+"), ASKERS[0])
    ask(here, asker, address, {})
    asked, plain = 0, SqlReader._run

    def run(self: SqlReader, *words: Any, **named: Any) -> Any:
        nonlocal asked
        asked += 1
        return plain(self, *words, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SqlReader, "_run", run)
        answer = ask(here, asker, address, {})
    assert answer.status_code < 500, address
    return asked


def test_every_address_that_shows_something_has_its_bound() -> None:
    assert MOST.keys() == addresses().keys()


def test_no_address_asks_more_than_it_may(measured: Measured) -> None:
    assert {address: asked for address, asked in measured.many.items() if asked > MOST[address]} == {}


def test_a_list_asks_as_much_for_many_rows_as_for_few(measured: Measured) -> None:
    assert {address: few for address, few in measured.few.items() if measured.many[address] > few} == {}


def test_sabotage_a_question_for_each_row_is_seen(measured: Measured, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = Cases._listed

    def curious(self: Cases, reader: Any, actor: Any, case: Case, *words: Any) -> Any:
        reader.count(Task, case=case.id)
        return plain(self, reader, actor, case, *words)

    monkeypatch.setattr(Cases, "_listed", curious)
    assert statements(measured.here, "GET /zaken") > MOST["GET /zaken"]

"""An instance without the keys of some zones: a second program on the same database, as a partner gets it for itself.

It starts, shows what it may, fails nowhere, and writes nothing that it could not have written with the keys.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from engine import errors
from engine.acts.tasks import Tasks
from engine.engine import Engine
from engine.model import (
    RECORDS,
    Case,
    Event,
    Incident,
    ReadLog,
    Sealed,
    Session,
    Task,
    TaskStatus,
)
from engine.ports import KeyStore
from engine.sealed import MemoryKeys, Sealer
from engine.tags import LOGGED_IN
from perspectief.rehearsal import Rehearsal
from tests.engine.cast import asks, drawn, form, small, stage, text
from tests.infrastructure.postgres import NewDatabase
from tests.infrastructure.tables import laid
from tests.kernel.drawing import end, flow, gateway, start
from tests.reliability.house import House, furnish, open_cases

FORMS = {
    "zorg": form("zorg", text("klacht", "MED", fact="klaar")),
    "verhaal": form("verhaal", text("verhaal", "SOC")),
}
FACTS = {"klaar": {"type": "text", "zone": "MED", "meaning": "klaar"}}
# After Werk a gateway asks a fact of health: without its key nobody may guess which way it goes.
ROAD = drawn(
    "start Zorg Verhaal Werk keuze",
    start(),
    asks("Zorg", "ggd.zorgcoordinator", form_id="zorg"),
    asks("Verhaal", form_id="verhaal"),
    asks("Werk"),
    gateway("exclusive", "keuze", default="keuze_Laat"),
    asks("Vroeg"),
    asks("Laat"),
    flow("keuze", "Vroeg", '=klaar = "ja"'),
    flow("keuze", "Laat"),
    flow("Vroeg", "end"),
    flow("Laat", "end"),
    end(),
)
CARE = drawn("start Zorgtaak end", start(), asks("Zorgtaak", "ggd.zorgcoordinator"), end(), ident="Z", zone="MED")
OPEN_ZONES = "REG,TER,FIN,STAT"
PATHS = (
    "/",
    "/zaken",
    "/zaken/{reference}",
    "/taken/{task}",
    "/tweede-paar-ogen",
    "/processen",
    "/processen/P",
    "/vast",
    "/vast/beeld",
)
API = (
    "/tasks", "/cases", "/cases/{reference}", "/cases/{reference}/events", "/tasks/{task}", "/stuck", "/second-look",
    "/processes", "/processes/P", "/processes/Z", "/health", "/health/ready",
)  # fmt: skip
LOGINS = {"sqlite": ("alice", "samira", "gijs", "coen", "charlie", "fleur"), "postgresql": ("alice", "gijs")}
WRITTEN_BY_LOOKING = {Session, ReadLog}


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> House:
    if request.param == "sqlite":
        return House(tmp_path, laid(tmp_path / "cases.db"))
    new_database: NewDatabase = request.getfixturevalue("new_postgres")
    return House(tmp_path, new_database(tables=True))


@pytest.fixture
def engine(house: House) -> Engine:
    return furnished(house)


def furnished(house: House) -> Engine:
    """The house with all keys: three cases in which health and a story were written down, and one of care."""
    made = furnish(house, ROAD, CARE, facts=FACTS, **FORMS)
    play = Rehearsal(made, made.desk.clock)  # type: ignore[arg-type] # time is not turned here
    for case in open_cases(made, 3, "P"):
        play.complete(_task(made, case, "Zorg"), {"klacht": "ja"})
        play.complete(_task(made, case, "Verhaal"), {"verhaal": "canarie"})
    open_cases(made, 1, "Z")
    return made


def _task(engine: Engine, case: int, name: str) -> Task:
    with engine.desk.store.reading() as reader:
        (row,) = [row for row in reader.find(Task, case=case, status=TaskStatus.OPEN) if row.name == name]
        return row


def handed_over(house: House, zones: str) -> Path:
    """The folder that a partner gets: the keys of these zones, and no other file."""
    folder = house.folder / f"keys of {len(zones)}"
    folder.mkdir(mode=0o700)
    for zone in zones.split(","):
        shutil.copy(house.folder / "keys" / f"{zone}.key", folder)
    return folder


@contextmanager
def keyless(house: House, zones: str = OPEN_ZONES) -> Iterator[str]:
    """A real second program with the keys of these zones alone, pages and API without a worker; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    here = {
        "DEMO": "1", "DATABASE": house.database, "KEYS": f"sqlite:///{house.folder / 'keys.db'}",
        "ZONE_KEYS": str(handed_over(house, zones)), "TOMBSTONES": str(house.folder / "tombstones.log"),
        "ZONES": zones, "PORT": str(port), "THREADS": "2", "BASE_URL": f"http://127.0.0.1:{port}",
    }  # fmt: skip
    environment = {**os.environ, **{f"PERSPECTIEF_{name}": value for name, value in here.items()}}
    address, said = f"http://127.0.0.1:{port}", house.folder / "keyless.log"
    with said.open("wb") as log:
        program = subprocess.Popen(
            [sys.executable, "-m", "perspectief", "serve"], env=environment, stdout=log, stderr=log
        )
    try:
        _wait_for(address, program, said)
        yield address
    finally:
        program.terminate()
        program.wait(timeout=30)


def _wait_for(address: str, program: "subprocess.Popen[bytes]", said: Path) -> None:
    for _ in range(900):  # a busy machine takes its time to begin
        if program.poll() is not None:
            raise AssertionError(said.read_text())
        try:
            urllib.request.urlopen(f"{address}/api/v1/health/live", timeout=2)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("it does not answer")


class Caller:
    """Somebody at the second program, over the API and with a browser's cookie."""

    def __init__(self, address: str, login: str) -> None:
        self.address, self.answers = address, dict[str, int]()
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        status, body = self.ask("POST", "/api/v1/session", {"login": login, "demo": True}, token="")
        assert status == 201, body
        self.token = json.loads(body)["token"]
        _, page = self.ask("GET", "/aanmelden", token="")
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert found
        self.ask("POST", "/aanmelden/voorbeeld", f"csrf_token={found[1]}&login={login}", token="")

    def ask(self, method: str, path: str, body: object = None, *, token: str | None = None) -> tuple[int, str]:
        sent = body.encode() if isinstance(body, str) else json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.address + path, sent, method=method)
        kind = "application/x-www-form-urlencoded" if isinstance(body, str) else "application/json"
        if sent is not None:
            request.add_header("Content-Type", kind)
        if token is None:
            request.add_header("Authorization", f"Bearer {self.token}")
        try:
            with self._open.open(request, timeout=30) as answer:
                status, text_ = answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            status, text_ = error.code, error.read().decode()
        self.answers[f"{method} {path}"] = status
        return status, text_


def rows(engine: Engine) -> dict[str, list[object]]:
    """Everything that looking does not write."""
    with engine.desk.store.reading() as reader:
        return {kind.__name__: list(reader.find(kind)) for kind in RECORDS if kind not in WRITTEN_BY_LOOKING}


def written(before: dict[str, list[object]], after: dict[str, list[object]]) -> list[object]:
    """The rows that came or changed, and those that are gone; that somebody logged in is told of nobody's case."""
    came = [row for kind, found in after.items() for row in found if row not in before[kind]]
    gone = [row for kind, found in before.items() for row in found if row not in after[kind]]
    return [row for row in came + gone if not (isinstance(row, Event) and row.kind == LOGGED_IN)]


def looked_at(engine: Engine, caller: Caller) -> list[str]:
    """Somebody opens every page, opens what is sealed, and tries to do every task; answers what was said."""
    with engine.desk.store.reading() as reader:
        cases, sealed = reader.find(Case), reader.find(Sealed)
        tasks = reader.find(Task, status=TaskStatus.OPEN)
    said = []
    for path in (*PATHS, *(f"/api/v1{one}" for one in API)):
        pairs = list(zip(cases[2:], tasks[2:], strict=False)) if "{" in path else [(cases[0], tasks[0])]
        for case, task in pairs:
            said.append(
                caller.ask("GET", path.replace("{reference}", case.reference).replace("{task}", str(task.id)))[1]
            )
    for row in sealed[:4]:
        reference = next(case.reference for case in cases if case.id == row.case)
        said.append(caller.ask("POST", f"/api/v1/cases/{reference}/content/{row.id}", {"purpose": "task"})[1])
    for task in tasks:
        caller.ask("POST", f"/api/v1/tasks/{task.id}/complete", {"answers": {"note": "x", "klacht": "x"}})
        caller.ask("PUT", f"/api/v1/tasks/{task.id}/draft", {"answers": {"note": "x"}})
    return said


def test_an_instance_without_keys_shows_what_it_may_and_writes_nothing_that_it_could_not_have_written(
    house: House, engine: Engine
) -> None:
    with engine.desk.store.reading() as reader:
        reads = len(reader.find(ReadLog))
    before, answers = rows(engine), dict[str, int]()
    with keyless(house) as address:
        for login in LOGINS[house.database.partition("+")[0].partition(":")[0]]:
            caller = Caller(address, login)
            assert not any("canarie" in said for said in looked_at(engine, caller))
            answers |= {f"{login} {path}": status for path, status in caller.answers.items()}
    opened = {status for path, status in answers.items() if "/content/" in path}
    assert opened <= {404, 423}
    assert {path: status for path, status in answers.items() if status >= 500} == {}
    assert 200 in answers.values()
    assert 423 in answers.values()  # some things were refused for want of a key: the trial reached them
    assert written(before, rows(engine)) == [], "no event, notice, draft or answer of anybody"
    with engine.desk.store.reading() as reader:
        logged = reader.find(ReadLog)[reads:]
    assert {row.zone for row in logged} <= set(OPEN_ZONES.split(","))


def test_the_same_program_with_one_key_more_shows_and_writes(tmp_path: Path) -> None:
    """The sabotage: a key too many in the folder of the partner. What the trial looks for is there to be seen."""
    house = House(tmp_path, laid(tmp_path / "cases.db"))
    engine = furnished(house)
    before = rows(engine)
    with keyless(house, f"{OPEN_ZONES},SOC") as address:
        said = looked_at(engine, Caller(address, "samira"))
    assert any("canarie" in one for one in said)
    assert written(before, rows(engine)) != []


def test_the_same_step_goes_on_where_the_keys_are(tmp_path: Path) -> None:
    """What was refused without the key is done with it, by the way that the fact of health says."""
    engine = furnished(House(tmp_path, laid(tmp_path / "cases.db")))
    play = Rehearsal(engine, engine.desk.clock)  # type: ignore[arg-type] # time is not turned here
    play.complete(_task(engine, 1, "Werk"), {"note": "x"})
    assert _task(engine, 1, "Vroeg")


class _WithoutHealth(MemoryKeys):
    """The keys of a house, but for health."""

    def __init__(self, keys: KeyStore) -> None:
        super().__init__(())
        self._whole = keys

    def can(self, zone: str) -> bool:
        return zone != "MED" and self._whole.can(zone)

    def data_key(self, case: int, zone: str, part: str = "", *, create: bool) -> bytes | None:
        return self._whole.data_key(case, zone, part, create=create) if self.can(zone) else None


def test_a_road_that_asks_a_closed_fact_is_not_taken_and_leaves_no_incident() -> None:
    """Without the check at the end of a step, the gateway's failure would be kept as an incident of the case."""
    with stage(small(ROAD, facts=FACTS, **FORMS)) as here:
        case, desk = here.open_case(), here.engine.desk
        here.do(case, "Zorg", klacht="ja")
        here.do(case, "Verhaal", verhaal="v")
        sealer = Sealer(_WithoutHealth(desk.sealer._keys))
        closed = Tasks(replace(desk, parts=replace(desk.parts, sealer=sealer)))
        with pytest.raises(errors.Sealed):
            closed.complete(here.who("samira"), here.task(case, "Werk").id, {"note": "x"})
        assert here.names(case) == {"Werk"}
        assert here.find(Incident, case=case.id) == []

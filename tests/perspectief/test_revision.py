"""A database of another version: no program starts on it, and one that runs asks nothing of it until it is its own again."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from engine.store import SqlStore, connect, migrate
from perspectief import cli
from perspectief.app import create_app
from tests.engine.cast import asks, drawn, small, stage
from tests.infrastructure.postgres import NewDatabase
from tests.infrastructure.tables import laid
from tests.kernel.drawing import catch, end, start, timer
from tests.perspectief.program import PATIENCE, Program, environment, run
from tests.reliability.house import ROUND, House, furnish
from worker.clock import Worker

TIMED = small(drawn("start wacht Daarna end", start(), catch("wacht", timer("PT5S")), asks("Daarna"), end()))
NL = "Perspectief krijgt een nieuwe versie: probeer het over een paar minuten opnieuw"
EN = "Perspectief is getting a new version: try again in a few minutes"
NEWER = "9999"


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database with the tables of this program."""
    if request.param == "PostgreSQL":
        new: NewDatabase = request.getfixturevalue("new_postgres")
        return new(tables=True)
    return laid(tmp_path / "cases.db")


def brought_to(url: str, revision: str) -> None:
    """As another program would leave the database."""
    engine = connect.writing(connect.parse(url))
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = :to"), {"to": revision})
    engine.dispose()


# ── Who starts ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("words", [("doctor",), ("recompute",), ("deploy",), ("backup", "records")])
@pytest.mark.parametrize(
    ("revision", "said"), [("0012", "run: perspectief migrate"), (NEWER, "install and start the newer program")]
)
def test_on_tables_of_another_version_nothing_starts(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    revision: str,
    said: str,
) -> None:
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    brought_to(laid(tmp_path / "cases.db"), revision)
    assert cli.main(words) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert revision in told.err
    assert said in told.err


def test_a_real_worker_without_tables_ends_with_one_sentence(tmp_path: Path) -> None:
    ended = run(tmp_path, ("worker",))
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == "The database has no tables yet; run: perspectief migrate\n"


def test_a_real_server_on_tables_of_a_newer_program_ends_with_one_sentence(
    tmp_path: Path, new_postgres: NewDatabase
) -> None:
    database = new_postgres(tables=True)
    brought_to(database, NEWER)
    ended = run(tmp_path, ("serve",), DATABASE=database)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith(f"The database has the tables of a newer program: {NEWER}, ")
    assert ended.stderr.count("\n") == 1


# ── Who runs ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def server(tmp_path: Path, database: str) -> Iterator[Program]:
    """A server with its worker."""
    with Program(("serve", "--with-worker"), environment(tmp_path, DATABASE=database)) as running:
        yield running.until_it_serves()


def asked(server: Program, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(server.address + path, timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def until_ready_is(server: Program, status: int) -> str:
    end = time.monotonic() + 10
    while (found := asked(server, "/api/v1/health/ready"))[0] != status:
        assert time.monotonic() < end, found
        time.sleep(0.1)
    return found[1]


def test_a_server_under_which_a_newer_program_migrates_stands_still_and_says_so(server: Program, database: str) -> None:
    assert asked(server, "/aanmelden")[0] == 200
    brought_to(database, NEWER)
    assert json.loads(until_ready_is(server, 503))["code"] == "other-tables"
    status, page = asked(server, "/aanmelden")
    assert (status, NL in page, EN in page) == (503, True, True)
    assert asked(server, "/api/v1/report/form")[0] == 503
    assert [asked(server, path)[0] for path in ("/api/v1/health/live", "/static/web/mark.svg")] == [200, 200]
    assert json.loads(asked(server, "/api/v1/health")[1])["own_tables"] is False
    assert "perspectief_own_tables 0" in asked(server, "/metrics")[1]
    assert "install and start the newer program" in server.last_words()
    brought_to(database, migrate.head())
    until_ready_is(server, 200)
    assert asked(server, "/aanmelden")[0] == 200
    assert "perspectief_own_tables 1" in asked(server, "/metrics")[1]
    assert "the tables are those of this program again" in server.last_words()


@pytest.mark.parametrize(("chosen", "first"), [("nl", NL), ("en", EN)])
def test_the_page_is_in_the_readers_language_first(tmp_path: Path, chosen: str, first: str) -> None:
    house = House(tmp_path, laid(tmp_path / "cases.db"))
    furnish(house, ROUND)
    visitor = create_app(house.engine(), house.settings).test_client()
    visitor.get(f"/taal/{chosen}")
    brought_to(house.database, NEWER)
    time.sleep(1.1)
    answer = visitor.get("/aanmelden")
    lead, _, also = answer.text.partition('class="lead"')[2].partition("</p>")
    assert (answer.status_code, first in lead) == (503, True)
    assert ({NL: EN, EN: NL}[first]) in also
    assert int(answer.headers["Retry-After"]) > 0


def test_a_page_that_misses_a_table_says_that_a_new_version_comes(tmp_path: Path) -> None:
    """Within the second before anybody looks again."""
    house = House(tmp_path, laid(tmp_path / "cases.db"))
    furnish(house, ROUND)
    visitor = create_app(house.engine(), house.settings).test_client()
    visitor.set_cookie("perspectief", "a session of some day")
    assert visitor.get("/aanmelden").status_code == 200
    engine = connect.writing(connect.parse(house.database))
    with engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE session RENAME TO session_of_later"))
    engine.dispose()
    answer = visitor.get("/aanmelden")
    assert (answer.status_code, NL in answer.text) == (503, True)


def test_a_worker_acts_on_nothing_while_the_tables_are_of_another_version(tmp_path: Path) -> None:
    url = laid(tmp_path / "a.db")
    with stage(TIMED, SqlStore(url)) as here:
        case, worker = here.open_case(), Worker(here.engine)
        brought_to(url, NEWER)
        here.clock.advance(timedelta(seconds=10))
        worker._drain(worker._wake)
        worker._beat()
        assert (here.names(case), here.engine.health().workers) == (set(), ())
        brought_to(url, migrate.head())
        here.clock.advance(timedelta(seconds=2))
        worker._drain(worker._wake)
        worker._beat()
        assert (here.names(case), len(here.engine.health().workers)) == ({"Daarna"}, 1)

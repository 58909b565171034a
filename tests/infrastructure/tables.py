"""Databases with the tables of this version and no rows: migrated once per program, then copied. The migrations have tests of their own."""

import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from engine.store import open
from tests.infrastructure.postgres import create_database, drop_database


def laid(file: Path) -> str:
    """The SQLAlchemy URL of a new file of SQLite that has the tables."""
    file.write_bytes(_file())
    return f"sqlite:///{file}"


@cache
def _file() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "tables.db"
        _migrate(f"sqlite:///{file}")
        return file.read_bytes()


@pytest.fixture(scope="session")
def postgres_tables(postgres_server: str) -> Iterator[str]:
    """The SQLAlchemy URL of a database from which others are copied; nobody stays connected to it."""
    url = create_database(postgres_server)
    _migrate(url)
    yield url
    drop_database(postgres_server, url)


def _migrate(url: str) -> None:
    store = open(url)
    store.migrate()
    store.close()

"""Stores to test: SQLite in memory, SQLite in a file, PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from engine.store import SqlStore, open
from engine.store.tables import metadata
from tests.infrastructure.postgres import create_database
from tests.infrastructure.tables import laid
from tests.store.cast import Cast, play


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: str) -> str:
    """The URL of a PostgreSQL database with our tables."""
    url = create_database(postgres_server)
    store = open(url)
    store.migrate()
    store.close()
    return url


@pytest.fixture
def empty_postgres(migrated_postgres: str) -> str:
    """The same database without rows."""
    engine = sa.create_engine(migrated_postgres)
    names = ", ".join(engine.dialect.identifier_preparer.format_table(table) for table in metadata.sorted_tables)
    with engine.begin() as connection:
        connection.execute(sa.text(f"TRUNCATE {names} RESTART IDENTITY"))
    engine.dispose()
    return migrated_postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without rows that several processes can open."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("empty_postgres"))
    return laid(tmp_path / "cases.sqlite")


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlStore]:
    """A migrated, empty store."""
    if request.param == "postgresql":
        opened = open(str(request.getfixturevalue("empty_postgres")))
    else:
        opened = open("sqlite://" if request.param == "memory" else laid(tmp_path / "cases.sqlite"))
        if opened.misfit():
            opened.migrate()
    yield opened
    opened.close()


@pytest.fixture
def cast(store: SqlStore) -> Cast:
    """The cast on the stage of `store`."""
    return play(store)

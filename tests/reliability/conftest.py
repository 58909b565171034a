"""Houses for trials: a SQLite file and a PostgreSQL database, each empty."""

import random
from pathlib import Path

import pytest

from tests.infrastructure.postgres import NewDatabase
from tests.infrastructure.tables import laid
from tests.reliability.house import House


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> House:
    """A house without anything in it."""
    if request.param == "sqlite":
        return House(tmp_path, laid(tmp_path / "cases.db"))
    new_database: NewDatabase = request.getfixturevalue("new_postgres")
    return House(tmp_path, new_database(tables=True))


@pytest.fixture
def seed() -> int:
    """Another one in each run; a failure prints it."""
    chosen = random.randrange(10**6)
    print(f"seed {chosen}")
    return chosen

"""Stages to test on: in memory, in a SQLite file, in PostgreSQL."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from engine.store import SqlStore
from tests.engine.cast import Stage, pathway, stage
from tests.infrastructure.postgres import NewDatabase
from tests.infrastructure.tables import laid

Play = Callable[[Mapping[str, bytes]], Stage]


@pytest.fixture
def play() -> Iterator[Play]:
    """Call it with a bundle for a stage in memory."""
    with ExitStack() as running:
        yield lambda files: running.enter_context(stage(files))


@pytest.fixture
def pathway_stage(play: Play) -> Stage:
    """A stage in memory with the shipped pathway."""
    return play(pathway())


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without rows that several threads and programs can open."""
    if request.param == "postgresql":
        new_database: NewDatabase = request.getfixturevalue("new_postgres")
        return new_database(tables=True)
    return laid(tmp_path / "cases.sqlite")


@pytest.fixture
def everywhere(database: str) -> Iterator[Play]:
    """As `play`, on both databases."""
    with ExitStack() as running:
        yield lambda files: running.enter_context(stage(files, SqlStore(database)))

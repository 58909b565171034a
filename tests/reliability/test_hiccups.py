"""R14: the database comes and goes, and nobody hears an error without being told to try again."""

from pathlib import Path

import pytest

from tests.infrastructure.postgres import NewDatabase
from tests.reliability.hiccups import hiccup
from tests.reliability.house import House


@pytest.fixture
def server(tmp_path: Path, new_postgres: NewDatabase) -> House:
    """A house on PostgreSQL: a file has no server that goes away."""
    return House(tmp_path, new_postgres(tables=True))


def test_everybody_is_told_to_try_again_and_no_step_is_lost(server: House, seed: int) -> None:
    heard = hiccup(server, 40, seed, longest=0.2, apart=(0.05, 0.2))
    assert heard.wrong == []
    assert heard.outages > 0


def test_sabotage_an_error_that_is_not_understood_is_heard(
    server: House, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.store.failures._NO_ANSWER", ())
    assert hiccup(server, 40, seed, longest=0.2, apart=(0.1, 0.2)).wrong != []

"""R12: what was copied while people worked comes back whole, and what was erased stays erased."""

from pathlib import Path

import pytest

from engine.errors import Misconfigured
from perspectief import backups
from tests.infrastructure.postgres import NewDatabase
from tests.reliability.backups import move
from tests.reliability.house import ROUND, House, furnish, open_cases


@pytest.fixture
def elsewhere(house: House, tmp_path: Path, request: pytest.FixtureRequest) -> House:
    """An empty place for a restore, on the same kind of database."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    if house.database.startswith("sqlite"):
        return House(folder, f"sqlite:///{folder / 'cases.db'}")
    new_database: NewDatabase = request.getfixturevalue("new_postgres")
    return House(folder, new_database())


def test_a_backup_under_load_comes_back_whole_and_what_was_erased_does_not(
    house: House, elsewhere: House, seed: int
) -> None:
    moved = move(house, elsewhere, 30, seed)
    assert moved.wrong == []
    assert moved.steps_after > 0


def test_without_its_tombstones_a_restore_is_refused(house: House, elsewhere: House, tmp_path: Path) -> None:
    engine = furnish(house, ROUND)
    (case,) = open_cases(engine, 1)
    engine.desk.sealer.shred(case, "SOC")
    backups.take(house.settings, tmp_path / "records", tmp_path / "wrapped", say=lambda _: None)
    with pytest.raises(Misconfigured, match="what was erased could come back"):
        backups.restore(elsewhere.settings, tmp_path / "records", tmp_path / "wrapped")


def test_sabotage_without_tombstones_what_was_erased_comes_back(house: House, elsewhere: House, seed: int) -> None:
    assert "readable" in str(move(house, elsewhere, 21, seed, tombstones=False).wrong)


def test_a_damaged_backup_is_refused(house: House, elsewhere: House, tmp_path: Path) -> None:
    engine = furnish(house, ROUND)
    open_cases(engine, 1)
    backups.take(house.settings, tmp_path / "records", say=lambda _: None)
    (file, *_) = [path for path in (tmp_path / "records").iterdir() if path.suffix != ".json" and path.stat().st_size]
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(Misconfigured, match="is not as it was written"):
        backups.restore(elsewhere.settings, tmp_path / "records")


def test_a_backup_never_falls_upon_what_is_there(house: House, tmp_path: Path) -> None:
    furnish(house, ROUND)
    backups.take(house.settings, tmp_path / "records", say=lambda _: None)
    with pytest.raises(Misconfigured, match="exists already"):
        backups.take(house.settings, tmp_path / "records")
    with pytest.raises(Misconfigured, match="already"):
        backups.restore(house.settings, tmp_path / "records")


def test_keys_never_lie_beside_records(house: House, tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="must not lie beside"):
        backups.take(house.settings, tmp_path / "records", tmp_path / "records" / "keys")

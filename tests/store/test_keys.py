"""What any key store must do, and what the one on disk does besides. A new one adds itself to the `keys` fixture."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from engine import errors
from engine.ports import KeyStore
from engine.sealed import KEY_BYTES, MemoryKeys
from engine.store import connect
from engine.store.keys import metadata, open_keys
from engine.wrapping import from_files

ZONES = {"MED": b"m" * KEY_BYTES, "JUR": b"j" * KEY_BYTES}


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty place for keys."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'keys.sqlite'}"
        return
    address = str(request.getfixturevalue("migrated_postgres"))
    yield address
    engine = connect.writing(connect.parse(address))
    metadata.drop_all(engine)
    engine.dispose()


@pytest.fixture(params=["fake", "memory", "sqlite", "postgresql"])
def keys(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[KeyStore]:
    """A key store with the zones MED and JUR."""
    if request.param == "fake":
        yield MemoryKeys(ZONES)
        return
    urls = {"memory": "sqlite://", "sqlite": f"sqlite:///{tmp_path / 'keys.sqlite'}"}
    address = urls.get(request.param) or str(request.getfixturevalue("new_postgres")())
    opened = open_keys(address, ZONES)
    yield opened
    opened.close()


def test_a_key_is_made_on_first_use_and_stays(keys: KeyStore) -> None:
    assert keys.data_key(1, "MED", create=False) is None
    made = keys.data_key(1, "MED", create=True)
    assert made is not None
    assert len(made) == KEY_BYTES
    assert keys.data_key(1, "MED", create=False) == made == keys.data_key(1, "MED", create=True)


def test_every_case_and_zone_has_a_key_of_its_own(keys: KeyStore) -> None:
    made = {keys.data_key(case, zone, create=True) for case in (1, 2) for zone in ZONES}
    assert len(made) == 4


def test_a_zone_whose_key_is_not_here_gives_nothing(keys: KeyStore) -> None:
    assert keys.can("MED")
    assert not keys.can("TER")
    assert keys.data_key(1, "TER", create=True) is None


def test_a_shredded_key_never_comes_back(keys: KeyStore) -> None:
    other = keys.data_key(1, "JUR", create=True)
    keys.data_key(1, "MED", create=True)
    keys.shred(1, "MED")
    keys.shred(1, "MED")
    assert keys.data_key(1, "MED", create=False) is None
    assert keys.data_key(1, "MED", create=True) is None
    assert keys.data_key(1, "JUR", create=False) == other


def test_a_key_that_was_never_made_can_be_shredded(keys: KeyStore) -> None:
    keys.shred(7, "MED")
    assert keys.data_key(7, "MED", create=True) is None


def test_makers_at_once_get_the_same_key(keys: KeyStore) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: keys.data_key(1, "MED", create=True), range(40)))
    assert len(made) == 1


def test_a_new_case_gets_a_key_in_every_zone_that_is_here(keys: KeyStore) -> None:
    made = keys.begin(1)
    assert made.keys() == ZONES.keys()
    assert {zone: keys.data_key(1, zone, create=False) for zone in ZONES} == made
    assert keys.begin(1) == {}, "they are made once"
    assert keys.begin(2)["MED"] not in made.values()


def test_a_new_case_gets_no_key_where_there_is_one_or_a_grave(keys: KeyStore) -> None:
    before = keys.data_key(1, "JUR", create=True)
    keys.shred(2, "JUR")
    assert keys.begin(1).keys() == keys.begin(2).keys() == {"MED"}
    assert keys.data_key(1, "JUR", create=False) == before
    assert keys.data_key(2, "JUR", create=True) is None


# ---------- on disk


def test_keys_survive_a_restart(url: str) -> None:
    first = open_keys(url, ZONES)
    made = first.data_key(1, "MED", create=True)
    first.close()
    second = open_keys(url, ZONES)
    assert second.data_key(1, "MED", create=False) == made
    assert second.highest_case() == 1
    second.close()


def rows(url: str) -> list[tuple[object, ...]]:
    engine = connect.writing(connect.parse(url))
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(sa.select(metadata.tables["data_key"]))]
    engine.dispose()
    return found


def test_no_key_is_stored_unwrapped(url: str) -> None:
    opened = open_keys(url, ZONES)
    made = opened.data_key(1, "MED", create=True)
    opened.close()
    assert made is not None
    assert made not in repr(rows(url)).encode()
    assert made not in b"".join(value for row in rows(url) for value in row if isinstance(value, bytes))


def test_another_zone_key_opens_nothing(url: str) -> None:
    opened = open_keys(url, ZONES)
    opened.data_key(1, "MED", create=True)
    opened.close()
    thief = open_keys(url, {"MED": b"x" * KEY_BYTES})
    assert thief.data_key(1, "MED", create=True) is None
    thief.close()


def test_a_wrapped_key_moved_to_another_case_opens_nothing(url: str) -> None:
    opened = open_keys(url, ZONES)
    opened.data_key(1, "MED", create=True)
    opened.data_key(2, "MED", create=True)
    engine = connect.writing(connect.parse(url))
    with engine.begin() as connection:
        connection.execute(
            sa.text('UPDATE data_key SET wrapped = (SELECT wrapped FROM data_key WHERE "case" = 1) WHERE "case" = 2')
        )
    engine.dispose()
    assert opened.data_key(2, "MED", create=False) is None
    opened.close()


def test_a_restored_backup_forgets_again_what_was_shredded_since(tmp_path: Path) -> None:
    live, backup, graves = tmp_path / "keys.sqlite", tmp_path / "backup.sqlite", tmp_path / "graves.jsonl"
    opened = open_keys(f"sqlite:///{live}", ZONES, tombstones=graves)
    opened.data_key(1, "MED", create=True)
    with sqlite3.connect(live) as source, sqlite3.connect(backup) as target:
        source.backup(target)
    opened.shred(1, "MED")
    opened.close()
    restored = open_keys(f"sqlite:///{backup}", ZONES, tombstones=graves)
    assert restored.data_key(1, "MED", create=True) is None
    restored.close()


def test_a_torn_tombstone_harms_no_other(tmp_path: Path) -> None:
    graves = tmp_path / "graves.jsonl"
    graves.write_text('\n[1, "ME')
    opened = open_keys("sqlite://", ZONES, tombstones=graves)
    opened.shred(2, "MED")
    opened.close()
    reopened = open_keys("sqlite://", ZONES, tombstones=graves)
    assert reopened.data_key(1, "MED", create=True) is not None
    assert reopened.data_key(2, "MED", create=True) is None
    reopened.close()


def test_a_shredded_key_is_not_left_in_the_files(tmp_path: Path) -> None:
    place = tmp_path / "keys.sqlite"
    opened = open_keys(f"sqlite:///{place}", ZONES)
    opened.data_key(1, "MED", create=True)
    ((_, _, wrapped, _),) = rows(f"sqlite:///{place}")
    assert isinstance(wrapped, bytes)
    assert wrapped in on_disk(tmp_path)
    opened.shred(1, "MED")
    assert wrapped not in on_disk(tmp_path)
    opened.close()


def on_disk(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


# ---------- zone keys in files


def test_the_demonstration_makes_its_zone_keys_for_its_owner_alone(tmp_path: Path) -> None:
    place = tmp_path / "keys"
    made = from_files(place, ["MED", "JUR"], generate=True)
    assert {(file.stat().st_mode & 0o777) for file in place.iterdir()} == {0o600}
    assert place.stat().st_mode & 0o777 == 0o700
    again = from_files(place, ["MED", "JUR"], generate=True)
    assert [again.current(zone) for zone in ("MED", "JUR")] == [made.current(zone) for zone in ("MED", "JUR")]
    assert made.current("MED") != made.current("JUR")


def test_production_refuses_a_missing_zone_key(tmp_path: Path) -> None:
    with pytest.raises(errors.Misconfigured, match=r"MED\.key"):
        from_files(tmp_path, ["MED"])


def test_a_zone_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    from_files(tmp_path, ["MED"], generate=True)
    (tmp_path / "MED.key").chmod(0o640)
    with pytest.raises(errors.Misconfigured, match="chmod 600"):
        from_files(tmp_path, ["MED"])


@pytest.mark.parametrize("content", ["", "not base64!", "c2hvcnQ="])
def test_a_file_that_holds_no_key_is_refused(tmp_path: Path, content: str) -> None:
    place = tmp_path / "MED.key"
    place.write_text(content)
    place.chmod(0o600)
    with pytest.raises(errors.Misconfigured):
        from_files(tmp_path, ["MED"])

"""Zone keys: files, the environment and a key service keep one contract; a key is changed while everybody works."""

import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine import errors
from engine.ports import Wrapper
from engine.store.keys import SqlKeys, open_keys
from engine.wrapping import MemoryService, change_file, forget_file, from_environment, from_files, local
from perspectief import factory
from perspectief.cli import main
from perspectief.settings import read_settings

ZONES = ("MED", "JUR")
KEY, BOUND = b"k" * 32, b"case 1"


def text(key: bytes) -> str:
    return b64encode(key).decode()


@pytest.fixture(params=["files", "environment", "service"])
def wraps(request: pytest.FixtureRequest, tmp_path: Path) -> Wrapper:
    """Each thing that wraps, with the zones MED and JUR. An adapter for a key service adds itself here."""
    if request.param == "files":
        return from_files(tmp_path / "keys", ZONES, generate=True)
    if request.param == "environment":
        return from_environment({f"K_{zone}": text(os.urandom(32)) for zone in ZONES}, "K_", ZONES)
    return MemoryService(ZONES)


def test_what_was_wrapped_opens_for_its_place_alone(wraps: Wrapper) -> None:
    name, wrapped = wraps.wrap("MED", KEY, BOUND)
    assert wraps.zones() == frozenset(ZONES)
    assert name == wraps.current("MED") != wraps.current("JUR")
    assert KEY not in wrapped
    assert wraps.unwrap("MED", name, wrapped, BOUND) == KEY
    assert wraps.unwrap("MED", name, wrapped, b"case 2") is None
    assert wraps.unwrap("JUR", wraps.current("JUR"), wrapped, BOUND) is None
    assert wraps.unwrap("MED", "another", wrapped, BOUND) is None
    assert wraps.unwrap("MED", name, wrapped[:-1], BOUND) is None
    assert wraps.unwrap("MED", name, b"", BOUND) is None
    assert wraps.unwrap("TER", name, wrapped, BOUND) is None


def test_the_same_key_is_wrapped_differently_every_time(wraps: Wrapper) -> None:
    assert wraps.wrap("MED", KEY, BOUND) != wraps.wrap("MED", KEY, BOUND)


@pytest.mark.parametrize("value", [None, "", "kort", text(b"x" * 31)])
def test_an_environment_without_a_right_key_is_refused(value: str | None) -> None:
    environment = {} if value is None else {"K_MED": value}
    with pytest.raises(errors.Misconfigured, match="K_MED"):
        from_environment(environment, "K_", ["MED"])


# ---------- changing a key


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlKeys]:
    opened = open_keys(f"sqlite:///{tmp_path / 'keys.db'}", from_files(tmp_path / "keys", ZONES, generate=True))
    yield opened
    opened.close()


def test_a_program_that_runs_on_opens_what_the_new_key_wrapped_and_wraps_with_it(
    store: SqlKeys, tmp_path: Path
) -> None:
    before = [store.data_key(case, "MED", create=True) for case in range(1, 6)]
    assert change_file(tmp_path / "keys", "MED")
    other = open_keys(f"sqlite:///{tmp_path / 'keys.db'}", from_files(tmp_path / "keys", ZONES))
    assert other.check("MED") == {"current": 0, "old": 5, "closed": 0, "destroyed": 0}
    assert other.rewrap("MED", at_once=2) > 0  # somebody stops it half way
    assert [store.data_key(case, "MED", create=False) for case in range(1, 6)] == before
    store.data_key(6, "MED", create=True)
    while other.rewrap("MED"):
        pass
    assert other.check("MED") == {"current": 6, "old": 0, "closed": 0, "destroyed": 0}
    forget_file(tmp_path / "keys", "MED")
    fresh = open_keys(f"sqlite:///{tmp_path / 'keys.db'}", from_files(tmp_path / "keys", ZONES))
    assert [fresh.data_key(case, "MED", create=False) for case in range(1, 6)] == before
    for opened in (other, fresh):
        opened.close()


def test_the_former_key_opens_nothing_afterwards_and_what_was_destroyed_stays_so(
    store: SqlKeys, tmp_path: Path
) -> None:
    store.data_key(1, "MED", create=True)
    store.data_key(2, "MED", create=True)
    store.shred(2, "MED")
    change_file(tmp_path / "keys", "MED")
    former = (tmp_path / "keys" / "MED.key.old").read_bytes()
    while store.rewrap("MED"):
        pass
    store.rewrap("MED")
    assert store.check("MED") == {"current": 1, "old": 0, "closed": 0, "destroyed": 1}
    thief = open_keys(f"sqlite:///{tmp_path / 'keys.db'}", local({"MED": b64decode(former)}))
    assert thief.data_key(1, "MED", create=False) is None
    assert thief.check("MED")["closed"] == 1
    thief.close()


def test_a_change_that_stopped_at_any_point_is_finished_by_the_next(tmp_path: Path) -> None:
    for stop in ("made", "aside"):
        place = tmp_path / stop
        first = from_files(place, ["MED"], generate=True)
        name, wrapped = first.wrap("MED", KEY, BOUND)
        if stop in ("made", "aside"):
            from_files(place, ["MED"])
            (place / "MED.key.new").write_bytes(b64encode(b"n" * 32))
            (place / "MED.key.new").chmod(0o600)
        if stop == "aside":
            os.link(place / "MED.key", place / "MED.key.old")
        assert change_file(place, "MED")
        again = from_files(place, ["MED"])
        assert again.current("MED") != name
        assert again.unwrap("MED", name, wrapped, BOUND) == KEY
        assert not change_file(place, "MED")  # one change at a time: the former key must still open
        assert again.current("MED") == from_files(place, ["MED"]).current("MED")


# ---------- the commands


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    here = {
        "DEMO": "1",
        "DATABASE": f"sqlite:///{tmp_path / 'cases.db'}",
        "KEYS": f"sqlite:///{tmp_path / 'keys.db'}",
        "ZONE_KEYS": str(tmp_path / "keys"),
        "TOMBSTONES": str(tmp_path / "tombstones.log"),
        "ANCHORS": str(tmp_path / "anchors.jsonl"),
    }
    for name, value in here.items():
        monkeypatch.setenv(f"PERSPECTIEF_{name}", value)
    return tmp_path


def test_keys_are_changed_and_checked_by_command(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys = factory.open_keys(read_settings())
    made = keys.data_key(1, "MED", create=True)
    assert main(["keys", "rotate", "MED"]) == 0
    assert main(["keys", "check"]) == 0
    assert "MED  current 1  old 0  closed 0  destroyed 0" in capsys.readouterr().out
    assert factory.open_keys(read_settings()).data_key(1, "MED", create=False) == made
    assert main(["keys", "rotate", "XXX"]) == 1


def test_a_data_key_that_nobody_opens_is_seen(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The sabotage: the zone key is replaced behind the program's back."""
    factory.open_keys(read_settings()).data_key(1, "MED", create=True)
    (installed / "keys" / "MED.key").write_bytes(b64encode(os.urandom(32)))
    assert main(["keys", "check", "--json"]) == 1
    assert '"closed": 1' in capsys.readouterr().out
    assert main(["keys", "rotate", "MED"]) == 1
    assert "No key at hand opens" in capsys.readouterr().err


def test_a_key_service_is_named_by_its_adapter(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERSPECTIEF_ZONE_KEYS", "service:engine.wrapping:MemoryService")
    assert factory.open_keys(read_settings()).can("MED")
    monkeypatch.setenv("PERSPECTIEF_ZONE_KEYS", "service:no.such.thing:here")
    with pytest.raises(errors.Misconfigured, match="adapter"):
        factory.open_keys(read_settings())


def test_a_worker_without_all_keys_does_not_start(
    installed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PERSPECTIEF_ZONES", "REG,SOC")
    assert main(["worker"]) == 1
    assert main(["serve", "--with-worker"]) == 1
    assert "all zones" in capsys.readouterr().err

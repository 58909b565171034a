"""Settings: each is documented, and what is unsafe is refused before anything starts."""

import stat
from dataclasses import fields
from pathlib import Path

import pytest

from engine import store
from engine.errors import Misconfigured
from perspectief.factory import build_engine
from perspectief.people import add_people
from perspectief.production import refuse_demonstration_people
from perspectief.settings import PREFIX, SETTINGS, Settings, read_settings
from tests.infrastructure.tables import laid

SECRET = "a secret of more than thirty-two bytes"
DOCUMENT = Path(__file__).parents[2] / "docs/settings.md"


def given(**values: str) -> Settings:
    return read_settings({f"{PREFIX}{name}": value for name, value in {"SECRET_KEY": SECRET, **values}.items()})


def test_every_setting_is_documented_with_its_default() -> None:
    rows = [line.split("|")[1:4] for line in DOCUMENT.read_text().splitlines() if line.startswith("| `")]
    told = {tuple(cell.strip().strip("`") for cell in row) for row in rows}
    assert told == {(f"{PREFIX}{row.name}", row.default or "empty", row.meaning) for row in SETTINGS}


def test_every_setting_is_read() -> None:
    assert {row.name.lower() for row in SETTINGS} == {field.name for field in fields(Settings)}


def test_without_settings_it_is_no_demonstration() -> None:
    found = given()
    assert (found.demo, found.host, found.port, found.zones) == (False, "127.0.0.1", 8080, ())


def test_an_address_loses_its_last_slash_and_zones_are_a_list() -> None:
    found = given(BASE_URL="https://x.example/", ZONES="REG, MED")
    assert (found.base_url, found.zones) == ("https://x.example", ("REG", "MED"))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"SECRET_KEY": ""}, "at least 32 random bytes"),
        ({"SECRET_KEY": "too short"}, "at least 32 random bytes"),
        ({"DEMO": "yes"}, "DEMO must be 1 or 0"),
        ({"DEMO": "1", "HOST": "0.0.0.0"}, "only listens on this machine"),  # noqa: S104 - it is refused
        ({"DEMO": "1", "PRODUCTION": "1"}, "is no production server"),
        ({"HOST": "0.0.0.0"}, "PRODUCTION=1"),  # noqa: S104 - it is refused
        ({"BASE_URL": "http://perspectief.example"}, "must start with https://"),
        ({"BASE_URL": "ftp://127.0.0.1"}, "must start with https://"),
        ({"SECRET_KEY": "x" * 64}, "at least 32 random bytes"),
        ({"SECOND_FACTOR": " "}, "SECOND_FACTOR must say"),
        ({"PROXIES": "6"}, "PROXIES must be a number"),
        ({"PORT": "http"}, "PORT must be a number"),
        ({"PORT": "0"}, "PORT must be a number"),
        ({"PORT": "70000"}, "PORT must be a number"),
        ({"PORT": "²"}, "PORT must be a number"),
        ({"SMTP_PORT": "-1"}, "SMTP_PORT must be a number"),
        ({"SMTP_TLS": "ssl"}, "SMTP_TLS must be starttls, tls or none"),
        ({"SMTP_TLS": "none", "SMTP_HOST": "mail.example"}, "must be encrypted"),
        ({"METRICS_KEY": "too short"}, "METRICS_KEY must hold"),
        ({"THREADS": "0"}, "THREADS must be a number"),
        ({"LOG_LEVEL": "info"}, "LOG_LEVEL must be DEBUG"),
        ({"KEYS": "sqlite:///x.db", "DATABASE": "sqlite:///x.db"}, "must be another database"),
    ],
)
def test_what_is_unsafe_is_refused_by_name(values: dict[str, str], said: str) -> None:
    with pytest.raises(Misconfigured, match=f"{PREFIX}.*{said}|.*{said}"):
        given(**values)


def test_the_demonstration_makes_its_own_secret_each_time() -> None:
    first, second = (given(DEMO="1", SECRET_KEY="").secret_key for _ in range(2))
    assert len(first) >= 32
    assert first != second


def test_a_production_server_starts_when_all_is_safe() -> None:
    """The other side of the refusals above."""
    found = given(PRODUCTION="1", HOST="0.0.0.0", BASE_URL="https://x.example", SECOND_FACTOR="administrators, ggd")  # noqa: S104
    assert (found.production, found.second_factor) == (True, {"administrators", "ggd"})
    assert given().second_factor == {"all"}
    assert given(SECOND_FACTOR="none").second_factor == frozenset()


def test_people_of_the_demonstration_stop_a_production_server(tmp_path: Path) -> None:
    demonstration = build_engine(inside(tmp_path, DEMO="1"))
    production = inside(tmp_path, PRODUCTION="1", BASE_URL="https://x.example")
    refuse_demonstration_people(build_engine(production), production)
    with demonstration.desk.store.begin() as tx:
        add_people(tx)
    with pytest.raises(Misconfigured, match="accounts of the demonstration"):
        refuse_demonstration_people(build_engine(production), production)


def inside(folder: Path, **values: str) -> Settings:
    """The settings of a program on databases in this folder, with tables."""
    if not (folder / "a.db").exists():
        laid(folder / "a.db")
    here = {"DATABASE": f"sqlite:///{folder / 'a.db'}", "KEYS": f"sqlite:///{folder / 'k.db'}"}
    return given(**here, ZONE_KEYS=str(folder / "keys"), TOMBSTONES=str(folder / "t.log"), **values)


def test_the_demonstration_makes_keys_that_only_their_owner_reads(tmp_path: Path) -> None:
    build_engine(inside(tmp_path, DEMO="1"))
    modes = {stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "keys").iterdir()}
    assert modes == {0o600}


def test_without_keys_it_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="key"):
        build_engine(inside(tmp_path))


def test_with_keys_that_others_can_read_it_does_not_start(tmp_path: Path) -> None:
    build_engine(inside(tmp_path, DEMO="1"))
    next((tmp_path / "keys").iterdir()).chmod(0o644)
    with pytest.raises(Misconfigured, match="chmod 600"):
        build_engine(inside(tmp_path))


@pytest.mark.parametrize("url", ["mysql://x/y", "een bestand", "sqlite:////nergens/ook/niet/x.db"])
def test_a_database_that_cannot_be_is_refused(url: str) -> None:
    with pytest.raises(Misconfigured):
        store.open(url).schema_version()

"""What stands in deploy/ and docs/operations.md is true of the programs."""

import re
from configparser import ConfigParser
from pathlib import Path

import pytest

from engine import notation
from engine.engine import Engine
from engine.errors import Misconfigured
from perspectief.app import create_app
from perspectief.cli import _parser
from perspectief.encrypted import unreadable_on_the_way
from perspectief.settings import PREFIX, SETTINGS, read_settings
from tests.reliability.house import ROUND, House, furnish
from tests.repository.house import ROOT

DEPLOY = ROOT / "deploy"
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
NAMES = {f"{PREFIX}{row.name}" for row in SETTINGS}


def understood(words: str) -> bool:
    """Whether the installed command takes these words."""
    try:
        _parser().parse_args(words.split())
    except SystemExit:
        return False
    return True


def unit(path: Path) -> ConfigParser:
    found = ConfigParser(interpolation=None, strict=False)
    found.optionxform = str  # type: ignore[assignment, method-assign] # systemd's names have capitals
    found.read(path)
    return found


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_starts_a_command_that_exists_as_nobody_special(path: Path) -> None:
    service = unit(path)["Service"]
    (words,) = re.findall(r"/bin/perspectief ([^']+)", service["ExecStart"])
    assert understood(words)
    assert (service["User"], service["NoNewPrivileges"]) == ("perspectief", "yes")


def test_every_setting_that_is_named_exists() -> None:
    texts = [path.read_text(encoding="utf-8") for path in DEPLOY.rglob("*") if path.is_file()] + [OPERATIONS]
    named = {name for text in texts for name in re.findall(rf"{PREFIX}[A-Z_]+", text)}
    assert named <= NAMES
    assert f"{PREFIX}SECRET_KEY" in named


def test_the_compose_file_has_two_of_each_on_postgresql() -> None:
    services = notation.plain((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    commands = [
        " ".join(row["command"]) for row in services.values() if row.get("command", ["postgres"])[0] != "postgres"
    ]
    assert sorted(commands) == ["migrate", "serve", "serve", "worker", "worker"]
    assert all(understood(command) for command in commands)
    for name in ("web-1", "web-2", "worker-1", "worker-2"):
        for database in ("PERSPECTIEF_DATABASE", "PERSPECTIEF_KEYS"):
            url = re.sub(r"\$\{[^}]*\}", "secret", services[name]["environment"][database])
            assert url.startswith("postgresql://")
            assert unreadable_on_the_way(url, {})
        assert services[name]["stop_grace_period"] == "40s"
    doors = [port for row in services.values() for port in row.get("ports", [])]
    assert [port for port in doors if not port.startswith("127.0.0.1:")] == []


def test_the_examples_say_that_it_is_in_production_behind_one_proxy() -> None:
    lines = (DEPLOY / "perspectief.env.example").read_text(encoding="utf-8").splitlines()
    example = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    services = notation.plain((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    for said in (example, services["web-1"]["environment"], services["web-2"]["environment"]):
        assert (said[f"{PREFIX}PRODUCTION"], said[f"{PREFIX}PROXIES"]) == ("1", "1")
    filled = {**example, f"{PREFIX}SECRET_KEY": "een geheim dat lang genoeg is om te tellen 123456"}
    settings = read_settings({**filled, f"{PREFIX}ZONE_KEYS": "/keys", f"{PREFIX}TOMBSTONES": "/tombstones.log"})
    assert (settings.production, settings.proxies) == (True, 1)
    with pytest.raises(Misconfigured):
        read_settings({**filled, f"{PREFIX}DEMO": "1"})


@pytest.fixture
def house(tmp_path: Path) -> tuple[House, Engine]:
    found = House(tmp_path, f"sqlite:///{tmp_path / 'cases.db'}")
    return found, furnish(found, ROUND)


def test_every_metric_is_explained_and_every_explained_metric_exists(house: tuple[House, Engine]) -> None:
    place, engine = house
    text = create_app(engine, place.settings).test_client().get("/metrics").text
    assert set(re.findall(r"^# TYPE (\w+)", text, re.M)) == set(
        re.findall(r"^\| `(perspectief_\w+)`", OPERATIONS, re.M)
    )


def test_every_address_that_is_named_answers(house: tuple[House, Engine]) -> None:
    place, engine = house
    program = create_app(engine, place.settings).test_client()
    for address in re.findall(r"^\| `(/[\w/]+)`", OPERATIONS, re.M):
        assert program.get(address).status_code == 200, address


def test_every_command_that_is_named_is_understood() -> None:
    named = re.findall(r"^    perspectief (.+)$|`perspectief ([^`]+)`", OPERATIONS, re.M)
    assert len(named) > 6
    assert [words for row in named if not understood(words := row[0] or row[1])] == []

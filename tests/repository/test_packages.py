"""What the product stands on: declared, locked by hash, used, explained; and what it ships."""

import json
import re
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.repository.arrows import imports
from tests.repository.house import ROOMS, ROOT, sources

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
FRONTEND = ROOT / "web" / "frontend"

# Needed though no line of ours imports it.
UNIMPORTED = {
    "psycopg": "SQLAlchemy loads it for postgresql+psycopg:// addresses",
    "tzdata": "zoneinfo reads it on machines without time zones",
}

# What Flask and its extensions stand on, and hand to us as their own words.
COME_ALONG = {"babel", "joserfc", "jinja2", "webargs", "werkzeug", "wtforms"}

# Where a file starts and how it ends: at least one such file is in the wheel.
SHIPPED = (
    ("processes/", ".bpmn"),
    ("processes/decisions/", ".dmn"),
    ("processes/", "facts.yaml"),
    ("forms/files/", ".form"),
    ("web/static/build/", "app.css"),
    ("web/templates/", ".html"),
)


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def direct(name: str) -> set[str]:
    lines = (ROOT / "requirements" / f"{name}.in").read_text().splitlines()
    words = [re.match(r"[A-Za-z0-9_.-]+", line) for line in lines]
    return {plain(word.group()) for word in words if word}


def imported() -> dict[str, str]:
    """Each distribution that a room imports, with one place where it does."""
    known = packages_distributions()
    places = {(name.split(".")[0], f"{source.name}:{line}") for source in sources() for line, name in imports(source)}
    outside = [(top, place) for top, place in sorted(places) if top in known and top not in {*ROOMS, "processes"}]
    return {plain(known[top][0]): place for top, place in outside}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_locked_package_has_its_hashes_and_names_no_host(lock: Path) -> None:
    entries = re.split(r"\n(?=\S)", re.sub(r"(?m)^\s*#.*\n?", "", lock.read_text()).strip())
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in lock.read_text()


def test_every_import_is_of_a_declared_package() -> None:
    undeclared = {name: place for name, place in imported().items() if name not in direct("run") | COME_ALONG}
    assert undeclared == {}


def test_every_declared_package_is_used() -> None:
    assert direct("run") - set(imported()) - set(UNIMPORTED) == set()


def test_every_dependency_has_its_reason() -> None:
    told = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    explained = {plain(name) for name in re.findall(r"`([^`\s]+)`", told)}
    named = set().union(*(direct(name) for name in ("run", "dev", "bootstrap", "node")))
    assert sorted(named - explained) == []
    scripts = json.loads((FRONTEND / "package.json").read_text())
    packages = [name for name in scripts["dependencies"] | scripts["devDependencies"] if "@utrecht/" not in name]
    assert [name for name in packages if f"`{name}`" not in told] == []


def test_the_front_end_is_pinned_exactly_and_names_no_host() -> None:
    wanted = json.loads((FRONTEND / "package.json").read_text())
    versions = [*wanted["dependencies"].values(), *wanted["devDependencies"].values()]
    assert [version for version in versions if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []
    locked = json.loads((FRONTEND / "package-lock.json").read_text())["packages"]
    assert [name for name, entry in locked.items() if name and ("resolved" in entry or "integrity" not in entry)] == []


def test_the_wheel_ships_processes_forms_and_pages(tmp_path: Path) -> None:
    house = tmp_path / "house"
    for name in (*ROOMS, "processes", "requirements"):
        shutil.copytree(ROOT / name, house / name, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    for name in ("setup.cfg", "pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, house)
    build: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        tmp_path,
        ".",
    ]
    subprocess.run(build, cwd=house, check=True, timeout=120)
    [wheel] = tmp_path.glob("*.whl")
    shipped = zipfile.ZipFile(wheel).namelist()
    missing = [
        start + end for start, end in SHIPPED if not any(n.startswith(start) and n.endswith(end) for n in shipped)
    ]
    assert missing == []
    assert {source.name for source in sources()} - set(shipped) == set(), "a folder without __init__.py?"
    assert [name for name in shipped if name.startswith(("web/frontend", "tests", "dev.py"))] == []

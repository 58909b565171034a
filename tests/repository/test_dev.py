"""dev.py is how everybody begins; these are the promises of its first lines."""

import re
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

import dev
from tests.repository.house import ROOMS


def test_the_first_lines_tell_every_command() -> None:
    told = set(re.findall(r"python3 dev\.py (\w+)", dev.__doc__ or ""))
    assert told == set(dev.COMMANDS)


def test_an_unknown_word_gets_the_explanation_and_an_error() -> None:
    asked = subprocess.run([sys.executable, dev.ROOT / "dev.py", "fly"], capture_output=True, text=True, timeout=30)
    assert asked.returncode == 2
    assert "python3 dev.py run" in asked.stdout


def test_it_needs_nothing_but_the_standard_library() -> None:
    text = (dev.ROOT / "dev.py").read_text()
    imported = re.findall(r"^(?:import|from) (\w+)", text, re.MULTILINE)
    assert set(imported) <= sys.stdlib_module_names


def test_all_parts_run_and_one_failure_fails_the_whole(capfd: pytest.CaptureFixture[str]) -> None:
    ran: list[str] = []
    code = dev.in_parts(
        ("lint", lambda: dev.must([sys.executable, "-c", "raise SystemExit(3)"])),
        ("tests", lambda: ran.append("tests")),
    )
    told = capfd.readouterr().out
    assert (code, ran) == (1, ["tests"])
    assert re.search(r"lint +\d+\.\d s  FAILED: .* ended with 3", told)
    assert re.search(r"tests +\d+\.\d s  ok", told)


def test_parts_that_all_pass_are_a_success() -> None:
    assert dev.in_parts(("environment", lambda: None), ("tests", lambda: None)) == 0


def test_without_an_environment_nothing_else_is_tried() -> None:
    ran: list[str] = []
    dev.in_parts(("environment", lambda: dev.must(["false"])), ("tests", lambda: ran.append("tests")))
    assert ran == []


def test_a_stamp_notices_a_changed_and_a_renamed_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    first, second = tmp_path / "a.js", tmp_path / "b.js"
    first.write_text("let one")
    before = dev.hash_of([first])
    first.rename(second)
    renamed = dev.hash_of([second])
    second.write_text("let two")
    assert len({before, renamed, dev.hash_of([second])}) == 3


@pytest.mark.parametrize(("said", "version"), [("v20.19.0", (20, 19, 0)), ("v8.1", (8, 1)), ("", ())])
def test_a_version_of_node_is_read(tmp_path: Path, said: str, version: tuple[int, ...]) -> None:
    program = tmp_path / "node"
    program.write_text(f"#!/bin/sh\necho {said}\n")
    program.chmod(0o755)
    assert dev.node_version(str(program)) == version


def test_types_are_asked_of_the_same_folders_here_and_by_whoever_calls_mypy_alone() -> None:
    told = ConfigParser(interpolation=None)
    told.read(dev.ROOT / "setup.cfg")
    assert told["mypy"]["files"].split(", ") == dev.STRICT
    assert {*ROOMS, "benchmarks"} == set(dev.STRICT)

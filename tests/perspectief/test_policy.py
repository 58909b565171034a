"""The figures of a month on the command line."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.model import Case
from perspectief import cli
from perspectief.factory import open_store
from perspectief.settings import read_settings
from tests.perspectief.program import environment

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Call it with words for the exit status and what was printed, on a database with twelve persons of October 2026."""
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    cli.main(["migrate"])
    october = datetime(2026, 10, 6, tzinfo=UTC)
    with open_store(read_settings()).begin() as tx:
        tx.add_all([Case(reference=f"X-{n}", opened_at=october) for n in range(12)])
    capsys.readouterr()

    def run(*words: str) -> tuple[int, str, str]:
        status = cli.main(words)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


def test_a_month_is_printed_as_csv_the_same_every_time(command: Command) -> None:
    status, first, _ = command("figures", "2026-10")
    assert status == 0
    assert command("figures", "2026-10")[1] == first
    rows = list(csv.DictReader(io.StringIO(first)))
    assert [(row["cell"], row["about"], row["counts"]) for row in rows if row["indicator"] == "opened"] == [
        ("all", "10", "persons")
    ]
    assert {row["month"] for row in rows} == {"2026-10"}


def test_a_year_that_is_over_is_printed_without_counting_the_months_after_it(command: Command) -> None:
    with open_store(read_settings()).begin() as tx:
        tx.add(Case(reference="X-early", opened_at=datetime(2025, 10, 6, tzinfo=UTC)))
    status, printed, _ = command("figures", "2025")
    assert status == 0
    rows = list(csv.DictReader(io.StringIO(printed)))
    assert {(row["month"], row["about"]) for row in rows} == {("2025", "")}
    assert {row["process"] for row in rows if row["indicator"] == "equalSteps"} >= {"S1", "S8"}
    with open_store(read_settings()).reading() as reader:
        assert "2026-01" not in reader.told_months()


def test_a_month_that_is_not_over_has_no_figures(command: Command) -> None:
    status, printed, said = command("figures", "2999-01")
    assert (status, printed) == (1, "")
    assert "not over" in said


def test_a_word_that_is_no_month_is_told_how_to_write_one(command: Command) -> None:
    status, _, said = command("figures", "oktober")
    assert status == 1
    assert "2026-10" in said


def test_the_log_is_printed_in_both_formats(command: Command) -> None:
    for format, beginning in (("xes", "<?xml"), ("ocel", '{"events"')):
        status, printed, _ = command("export", format, "--times", "day")
        assert status == 0
        assert printed.startswith(beginning)
        assert "X-1" not in printed

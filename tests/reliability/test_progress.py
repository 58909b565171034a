"""A long run says how far it is: a line for each part where nobody watches, and no part is left out or done twice."""

import time
from pathlib import Path

import pytest

from benchmarks.progress import counted, shown
from benchmarks.trials import Figure, Place, timed
from tests.reliability import programs
from tests.reliability.house import House


def test_each_part_is_named_when_it_begins(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(shown([("steps", 1), ("lists", 2)])) == [1, 2]
    said = [line.partition(" (")[0] for line in capsys.readouterr().err.splitlines()]
    assert said == ["  0 of 2: steps", "  1 of 2: lists", "  2 of 2: done"]


def test_of_many_small_things_only_some_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(counted("mutants", iter(range(1_000)), 1_000, lines=4)) == list(range(1_000))
    said = [line.partition(" (")[0] for line in capsys.readouterr().err.splitlines()]
    assert said == [f"  {number} of 1000: mutants" for number in (0, 250, 500, 750)] + ["  1000 of 1000: mutants: done"]


def test_on_a_terminal_it_is_a_bar(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    list(shown([("steps", 1), ("lists", 2)]))
    assert "\r\033[K" + "█" * 15 + " " * 15 + " 1 of 2  lists" in capsys.readouterr().err


def test_a_trial_that_breaks_is_a_broken_promise_and_not_the_end_of_the_others(tmp_path: Path) -> None:
    def r99(place: Place) -> Figure:
        raise RuntimeError("it does not end")

    found = timed(r99, Place("SQLite", tmp_path, "", 1.0, 0))
    assert (found.what, found.database, found.broken) == ("R99", "SQLite", True)
    assert "it does not end" in found.wrong[0]


def test_who_still_works_is_waited_for_and_who_stands_still_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "PATIENCE", 0.5)
    house = House(tmp_path, "sqlite://")
    working = programs.start(_work, house, 1.5)
    programs.finish([working], lambda: int(time.monotonic() * 100))
    still = programs.start(_work, house, 30)
    with pytest.raises(AssertionError, match="does not end"):
        programs.finish([still], lambda: 7)
    monkeypatch.undo()
    still.kill()


def _work(house: House, line: object, seconds: float) -> None:
    time.sleep(seconds)

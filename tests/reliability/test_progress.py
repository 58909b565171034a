"""A long run says how far it is: a line for each part where nobody watches, and no part is left out or done twice."""

import pytest

from benchmarks.progress import counted, shown


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

"""The command that measures: it finds the cases where it is told to, says when they are not there, and writes its figures."""

from itertools import islice
from pathlib import Path

import pytest

from benchmarks import marks
from benchmarks.conformance import main, others, ours, page
from benchmarks.conformance.others import Row
from tests.conformance import executors, wandering
from tests.conformance.feelin.cases import cases
from tests.conformance.readings import shipped

ROWS = [Row("expressions", 7, 8, "one is wrong"), Row("models", 0, 0)]


def test_the_figures_are_written_between_the_marks_and_nothing_else_changes(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_text(f"# Before\n{marks.BEGIN}\nold\n{marks.END}\nafter\n")
    page.write(ROWS, file)
    page.write(ROWS, file)
    text = file.read_text()
    assert text.startswith(f"# Before\n{marks.BEGIN}\nMeasured by `python3 dev.py bench conformance` on 20")
    assert "| expressions | 7 of 8 | 87.5 % | one is wrong |" in text
    assert "old" not in text
    assert text.endswith(f"{marks.END}\nafter\n")


def test_a_page_without_a_place_for_figures_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_text("# Nothing here\n")
    with pytest.raises(ValueError, match="no place for figures"):
        page.write(ROWS, file)


def test_the_cases_are_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(others.VARIABLE, str(tmp_path))
    assert others.folder() is None
    (tmp_path / "README.md").write_text("cases")
    assert others.folder() == tmp_path


def test_without_the_cases_it_says_so_and_keeps_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ours, "MODELS", 20)
    monkeypatch.setattr(ours, "shipped", lambda: islice(shipped(), 5))
    monkeypatch.setattr(ours, "cases", lambda **_: cases(seed=1, rounds=1, variants=50))
    monkeypatch.setattr(wandering, "KEYS", wandering.KEYS[:4])
    monkeypatch.setattr(executors, "MODULES", executors.MODULES[:1])
    monkeypatch.setenv(others.VARIABLE, str(tmp_path))
    before = page.PAGE.read_text(encoding="utf-8")
    assert main([]) == 0
    printed = capsys.readouterr().out
    assert f"were not run. Set {others.VARIABLE} to their folder." in printed
    assert "two readings of our diagrams" in printed
    assert "two executors, roads of our diagrams" in printed
    assert page.PAGE.read_text(encoding="utf-8") == before


def test_the_page_has_figures_with_a_date_and_versions() -> None:
    text = page.PAGE.read_text(encoding="utf-8")
    assert "DMN TCK, FEEL nodes that expect a value" in text
    assert "SpiffWorkflow 3." in text

"""Whoever asks a benchmark for help gets it, and does not start an hour of measuring or read a traceback."""

import pytest

from benchmarks import __main__ as benches


def test_every_benchmark_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert benches.main([]) == 2
    assert capsys.readouterr().out == f"Which benchmark? {', '.join(benches.names())}\n"
    assert {"speed", "security", "export", "conformance"} <= set(benches.names())
    assert "marks" not in benches.names()  # a part of others


@pytest.mark.parametrize("name", benches.names())
@pytest.mark.parametrize("word", ["--help", "-h"])
def test_every_benchmark_says_what_it_takes(name: str, word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert benches.main([name, word]) == 0
    said = capsys.readouterr().out
    assert f"bench {name}" in said or f"benchmarks {name}" in said


def test_sabotage_a_benchmark_that_reads_the_word_itself_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benches, "HELP", set())
    with pytest.raises(ValueError, match="--help"):
        benches.main(["timing", "--help"])

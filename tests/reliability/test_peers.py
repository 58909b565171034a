"""Peers are measured by programs that somebody must be able to believe: what is not an answer is shown as broken, by name."""

import json
import re
import sqlite3
import sys
from pathlib import Path

import pytest

from benchmarks import marks
from benchmarks.peers import contest, drawing, installing
from benchmarks.peers import main as peers_main
from benchmarks.peers.roster import PEERS, Peer, named
from benchmarks.peers.rows import Row, fastest, table
from benchmarks.peers.talking import Adapter, Broken
from benchmarks.speed.ground import Ground
from benchmarks.speed.place import STEPS, answer

READY = "import json, sys\nsys.stdin.readline()\nprint(json.dumps({'ready': '1.0'}), flush=True)\nfor line in sys.stdin:\n    "
SHIPPED = {peer.name: peer for peer in PEERS}


def settings(folder: Path, diagram: str | None = None) -> dict[str, str]:
    database = f"sqlite:///{folder / 'peer.db'}"
    return {"database": database, "folder": str(folder), "diagram": diagram or drawing.w1(), "waiting": drawing.waiting(),
            "answer": answer(), "mode": ""}  # fmt: skip


def ours(folder: Path, peer: Peer, diagram: str | None = None) -> Adapter:
    """An adapter whose library is in our own environment too."""
    return Adapter([sys.executable, str(peer.adapter)], folder, settings(folder, diagram))


# ── Those that are real ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_case_of_twelve_steps_is_played_and_kept(tmp_path: Path) -> None:
    with ours(tmp_path, SHIPPED["SpiffWorkflow"]) as spiff:
        assert spiff.version
        assert len(spiff.steps(1)) == STEPS
    with sqlite3.connect(tmp_path / "peer.db") as file:
        assert file.execute("SELECT over FROM case_state").fetchall() == [(1,)]


def test_timers_are_acted_on_and_gone(tmp_path: Path) -> None:
    with ours(tmp_path, SHIPPED["APScheduler"]) as scheduler:
        assert scheduler.timers(20, 10) > 0
    with sqlite3.connect(tmp_path / "peer.db") as file:
        assert file.execute("SELECT count(*) FROM apscheduler_jobs").fetchall() == [(0,)]


def test_sabotage_a_case_that_is_over_too_soon_is_seen(tmp_path: Path) -> None:
    short = drawing.w1().replace('sourceRef="T12" targetRef="T13"', 'sourceRef="T12" targetRef="end"')
    with (
        ours(tmp_path, SHIPPED["SpiffWorkflow"], short) as spiff,
        pytest.raises(Broken, match="over after 11 steps of 12"),
    ):
        spiff.steps(1)


# ── Those that are not ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("does", "said"),
    [
        ("sys.exit('the disk is full')", "it ended: the disk is full"),
        ("sys.exit(3)", "it ended: without a word, with 3"),
        ("print('all is well', flush=True)", "this is no answer: all is well"),
        ("print('[1, 2]', flush=True)", r"this is no answer: \[1, 2\]"),
        ("print(json.dumps({'seconds': [0.1] * 11}), flush=True)", "12 times were asked for"),
        ("print(json.dumps({'seconds': [0.0] * 12}), flush=True)", "no time at all"),
    ],
)
def test_an_adapter_that_does_not_answer_as_it_must_is_broken(tmp_path: Path, does: str, said: str) -> None:
    (tmp_path / "adapter.py").write_text(READY + does + "\n")
    with (
        Adapter([sys.executable, "adapter.py"], tmp_path, settings(tmp_path)) as adapter,
        pytest.raises(Broken, match=said),
    ):
        adapter.steps(1)


@pytest.mark.parametrize("told", [{"done": 0, "seconds": 1.0}, {"done": 9, "seconds": 1.0}, {"done": 5, "seconds": 0}])
def test_more_timers_than_there_were_and_none_are_not_believed(tmp_path: Path, told: dict[str, float]) -> None:
    (tmp_path / "adapter.py").write_text(READY + f"print('{json.dumps(told)}', flush=True)\n")
    with Adapter([sys.executable, "adapter.py"], tmp_path, settings(tmp_path)) as adapter, pytest.raises(Broken):
        adapter.timers(5, 10)


def test_one_that_breaks_or_cannot_be_installed_stands_in_the_table_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "adapter.py").write_text("raise SystemExit('no such table')\n")

    def install(peer: Peer) -> tuple[list[str], Path]:
        if peer.name == "DBOS":
            raise installing.NotHere("it needs Python 9.9")
        return [sys.executable, "adapter.py"], tmp_path

    monkeypatch.setattr(contest, "installed", install)
    rows = contest.steps(Ground(tmp_path, "SQLite", "", 1, 1), [SHIPPED["viewflow"], SHIPPED["DBOS"]], 1)
    assert [row.why for row in rows] == ["it ended: no such table", "it needs Python 9.9"]
    assert [row.missed for row in rows] == [True, False]  # only the first one had a bar on SQLite
    assert "not measured: it ended: no such table" in table(rows)[2]


# ── Installing, and what is said ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_everything_that_is_installed_is_locked_by_hash(peer: Peer) -> None:
    text = peer.lock.read_text()
    if peer.python:
        packages = re.findall(r"^[\w.-]+==.*(?:\n +--hash=sha256:[0-9a-f]{64}.*)+", text, re.MULTILINE)
        assert len(packages) == len(re.findall(r"^\w", text, re.MULTILINE)) > 0
    else:
        assert all(package["integrity"] for name, package in json.loads(text)["packages"].items() if name)
    assert peer.adapter.is_file()


def test_what_an_installer_says_is_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = Peer("nobody", "apscheduler")
    monkeypatch.setattr(Peer, "lock", property(lambda _: tmp_path / "requirements.txt"))
    (tmp_path / "requirements.txt").write_text("apscheduler==3.11.3 --hash=sha256:" + "0" * 63 + "\n")
    with pytest.raises(installing.NotHere, match="uv pip ended with"):
        installing.installed(bad, tmp_path / "peers")
    assert not (tmp_path / "peers" / "apscheduler" / "made-from").exists()


def test_a_python_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(installing.NotHere, match=r"needs Python 3\.99 or newer"):
        installing.installed(Peer("tomorrow", "apscheduler", python=(3, 99)), tmp_path)


def test_a_bar_is_met_or_missed_and_what_was_not_measured_meets_none() -> None:
    def w1(theirs: float, why: str = "") -> Row:
        return Row("W1", "SQLite", "x", ours=10.0, theirs=theirs, least=8.0, why=why)

    assert [w1(80).missed, w1(79).missed, w1(80, "broke").missed] == [False, True, True]
    slow, fast, gone = (Row("W4", "SQLite", name, ours=400.0, theirs=rate, why=why) for name, rate, why in
                        (("slow", 10.0, ""), ("fast", 101.0, ""), ("gone", 0.0, "broke")))  # fmt: skip
    assert [row.least for row in fastest([slow, fast, gone], 4.0)] == [None, 4.0, None]
    assert [row.missed for row in fastest([slow, fast, gone], 4.0)] == [False, True, False]


def test_a_name_that_nobody_has_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert [peer.name for peer in named(["bpmn", "DBOS"])] == ["bpmn-engine, live", "bpmn-engine, recovered", "DBOS"]
    assert peers_main(["camunda 7"]) == 2
    assert "no peer is called camunda 7; there are: SpiffWorkflow" in capsys.readouterr().out


def test_figures_of_two_names_stand_in_one_page(tmp_path: Path) -> None:
    page, (begin, end) = tmp_path / "page.md", marks.marks("peers")
    page.write_text("\n".join([*marks.marks("figures"), "b", begin, "old", end, "c"]))
    marks.put(page, "said", ["| x |"], "peers")
    assert page.read_text().split("\n") == [*marks.marks("figures"), "b", begin, "said", "", "| x |", end, "c"]

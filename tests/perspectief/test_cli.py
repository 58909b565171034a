"""The installed command: its exit status says whether a person must do something."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.acts.doctor import Doctor
from engine.model import Account, Case, Event
from perspectief import cli
from perspectief.factory import build_engine, open_store
from perspectief.settings import read_settings
from tests.engine.cast import asks, drawn, small
from tests.kernel.drawing import end, start
from tests.perspectief.program import environment

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Call it with words for the exit status and what was printed; everything is kept in a folder of the test."""
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)

    def run(*words: str) -> tuple[int, str, str]:
        status = cli.main(words)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A bundle on disk."""
    place = tmp_path / "bundle"
    place.mkdir()
    diagram = drawn("start Werk end", start(), asks("Werk"), end(), person="none")  # so that lint has nothing to say
    for name, content in small(diagram).items():
        (place / name).write_bytes(content)
    return place


def test_migrate_makes_the_tables_and_may_be_repeated(command: Command) -> None:
    first, second = command("migrate"), command("migrate")
    assert first == second
    assert first[0] == 0
    assert first[1].startswith("schema ")


def test_what_ships_has_nothing_to_say_to_lint(command: Command) -> None:
    status, printed, _ = command("lint")
    assert (status, printed) == (0, "")


def test_lint_names_file_element_and_remedy(command: Command, folder: Path) -> None:
    (folder / "diagram0.bpmn").write_bytes(drawn("start Werk end", start(), asks("Werk", "avim.toezicht"), end()))
    status, printed, _ = command("lint", str(folder), "--language", "nl")
    assert status == 1
    assert "diagram0.bpmn:" in printed
    assert ":Werk: error lane.enforcement:" in printed


def test_lint_as_json_is_for_programs(command: Command, folder: Path) -> None:
    (folder / "diagram0.bpmn").write_bytes(b"<bpmn")
    status, printed, _ = command("lint", str(folder), "--json")
    (finding, *_) = json.loads(printed)
    assert status == 1
    assert {"code", "severity", "file", "element", "text_nl", "text_en", "remedy_nl", "remedy_en"} <= set(finding)


def test_deploy_tells_the_versions_once(command: Command, folder: Path) -> None:
    command("migrate")
    assert command("deploy", str(folder), "--dry-run")[1] == ""
    status, printed, _ = command("deploy", str(folder))
    assert status == 0
    assert "process P version 1" in printed.splitlines()
    assert command("deploy", str(folder))[:2] == (0, "")


def test_deploy_refuses_what_is_wrong(command: Command, folder: Path) -> None:
    command("migrate")
    (folder / "diagram0.bpmn").write_bytes(b"<bpmn")
    status, printed, _ = command("deploy", str(folder))
    assert status == 1
    assert "diagram0.bpmn" in printed


def test_a_small_demonstration_is_healthy_and_seeded_once(command: Command) -> None:
    status, _, _ = command("demo", "--if-empty", "--cases", "3")
    assert status == 0
    engine = build_engine(read_settings(), store=open_store(read_settings()))
    with engine.desk.store.reading() as reader:
        cases, people, events = reader.find(Case), reader.find(Account), reader.count(Event, cap=100_000)
    assert len([case for case in cases if case.kind == "person"]) == 3
    assert Doctor(engine.desk).examine() == (len(cases), [])
    assert len(engine.accounts.demo_accounts()) == len(people)
    assert command("demo", "--if-empty") == (0, "the database is filled already\n", "")
    assert command("demo")[0] == 1
    with engine.desk.store.reading() as reader:
        assert reader.count(Event, cap=100_000) == events
    assert command("doctor") == (0, f"0 complaints in {len(cases)} cases\n", "")


def test_the_doctor_asks_for_a_person(command: Command, folder: Path) -> None:
    command("migrate")
    command("deploy", str(folder))
    store = open_store(read_settings())
    with store.begin() as tx:
        tx.add(Case(reference="M-LOST", opened_at=build_engine(read_settings(), store=store).desk.clock.now()))
    status, printed, _ = command("doctor")
    assert status == 1
    assert "I1 M-LOST: the case is open and nothing runs in it" in printed


def test_a_scenario_that_does_not_go_as_told_is_exit_status_one(command: Command, tmp_path: Path) -> None:
    story = tmp_path / "verhaal.yaml"
    story.write_text("proces: P02\nstappen:\n  - klok: 2027-03-01 09:00\n  - verwacht: {status: closed}\n")
    status, _, said = command("scenario", "run", str(story))
    assert status == 1
    assert f"{story}:4" in said
    assert "should be 'closed'" in said


def test_what_cannot_start_says_why(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERSPECTIEF_PORT", "veel")
    status, _, said = command("migrate")
    assert (status, "PERSPECTIEF_PORT" in said) == (1, True)


@pytest.mark.parametrize("words", [[], ["dans"], ["lint", "--kleur"]])
def test_wrong_words_are_exit_status_two(words: list[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        cli.main(words)

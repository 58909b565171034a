"""`perspectief lint` and `perspectief deploy --dry-run` as a pipeline uses them."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.model import Definition
from perspectief import cli
from perspectief.factory import open_store
from perspectief.settings import read_settings
from tests.conformance.readings import OURS, VENDOR
from tests.perspectief.program import environment

Command = Callable[..., tuple[int, str, str]]
KEYS = {"code", "severity", "file", "element", "line", "text_nl", "text_en", "remedy_nl", "remedy_en"}
LINT = ("lint",)
DRY = ("deploy", "--dry-run")


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Call it with words for the exit status, what was printed and what was complained."""
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    assert cli.main(["migrate"]) == 0
    capsys.readouterr()

    def run(*words: object) -> tuple[int, str, str]:
        status = cli.main([str(word) for word in words])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


@pytest.mark.parametrize("how", [LINT, DRY])
def test_a_finding_has_file_element_reason_and_remedy_in_the_language_asked_for(
    command: Command, how: tuple[str, ...]
) -> None:
    file = VENDOR / "c7-juel-condition.bpmn"
    status, english, _ = command(*how, file)
    assert status == 1
    assert f"{file.as_posix()}:" in english
    assert "Flow_Gateway_1_Event_nee: error expression-juel: JUEL is not executed" in english
    assert "Write FEEL: " in english
    status, dutch, _ = command(*how, "--language", "nl", file)
    assert (status, "JUEL wordt niet uitgevoerd" in dutch, "Schrijf FEEL: " in dutch) == (1, True, True)


@pytest.mark.parametrize("how", [LINT, DRY])
def test_json_tells_everything_in_both_languages_and_nothing_else(command: Command, how: tuple[str, ...]) -> None:
    status, printed, _ = command(*how, "--json", VENDOR / "bare-untyped-task.bpmn")
    rows = json.loads(printed)
    assert status == 1
    assert all(set(row) == KEYS for row in rows)
    assert ("task-untyped", "Task_1") in {(row["code"], row["element"]) for row in rows}


@pytest.mark.parametrize("how", [LINT, DRY])
def test_what_ships_passes_as_a_folder_and_its_stories_are_not_taken_for_word_lists(
    command: Command, how: tuple[str, ...]
) -> None:
    status, printed, _ = command(*how, "--json", OURS, OURS.parent / "forms" / "files")
    assert (status, [row for row in json.loads(printed) if row["severity"] == "error"]) == (0, [])


def test_two_files_of_one_name_in_two_folders_are_both_looked_at(command: Command, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / "files" / name).mkdir(parents=True)
        shutil.copy(VENDOR / "bare-untyped-task.bpmn", tmp_path / "files" / name / "same.bpmn")
    _, printed, _ = command("lint", "--json", tmp_path / "files")
    assert {Path(row["file"]).parent.name for row in json.loads(printed) if row["code"] == "task-untyped"} == {
        "one",
        "two",
    }


@pytest.mark.parametrize("how", [LINT, DRY])
def test_a_file_that_is_not_there_is_said_in_one_line(command: Command, how: tuple[str, ...]) -> None:
    status, printed, complaint = command(*how, "nowhere.bpmn")
    assert (status, printed) == (1, "")
    assert "nowhere.bpmn" in complaint
    assert len(complaint.splitlines()) == 1


def test_a_file_of_another_kind_is_a_finding_when_it_is_named(command: Command, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("x")
    status, printed, _ = command("lint", tmp_path / "x.txt")
    assert (status, "file.unknown" in printed) == (1, True)


def test_a_dry_run_keeps_nothing(command: Command) -> None:
    assert command(*DRY)[0] == 0
    with open_store(read_settings()).reading() as reader:
        assert reader.find(Definition) == []


def test_wrong_words_are_status_two(command: Command) -> None:
    with pytest.raises(SystemExit) as ended:
        command("lint", "--language", "fr")
    assert ended.value.code == 2

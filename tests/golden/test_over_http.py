"""Golden scenarios F, G, J, L and N through the HTTP API alone, and what a refused report leaves: nothing, not a byte."""

from pathlib import Path
from typing import Any

import pytest

from perspectief.scenario import begin, play_on, read_story, starts_at, take
from tests.golden.house import GOLDEN, house
from tests.golden.over_http import OverHttp

# What people themselves must have seen come true over HTTP; what nobody can see there, the engine alone was asked.
SEEN = {
    "F": {"feiten", "taken", "geen taken"},
    "G": {"feiten", "taken", "geen taken", "status"},
    "L": {"van", "gebeurd"},
    "N": {"berichten"},
}
# An answer to every question that takes a text, in words that stand nowhere else.
TEXTS = {
    "alias": "Kwartelkoning",
    "safeContactTimes": "Alleen als de maan schijnt",
    "reporterName": "Buurman Ruigpootbuizerd",
    "reporterContact": "ruigpootbuizerd@buren.example",
    "meetingPlace": "Onder de klok van Oudewater",
    "ownWords": "Zij slaapt achter de bakkerij in de Wijngaardstraat.",
}


def story(letter: str) -> dict[str, Any]:
    return read_story(GOLDEN[letter].read_text(encoding="utf-8"))


@pytest.mark.parametrize("letter", sorted(SEEN))
def test_a_golden_scenario_goes_as_told_over_http(tmp_path: Path, letter: str) -> None:
    told = story(letter)
    with house(tmp_path, starts_at(told)) as place:
        stage = OverHttp(place.engine, place.clock, address=place.address)
        play_on(stage, told)
    assert {word for word, times in stage.witnessed.items() if times} >= SEEN[letter]


def on_disk(folder: Path) -> dict[str, bytes]:
    """Every file of the product: the database and its log, the keys, the tombstones."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: content for name, content in found.items() if not name.endswith("-shm")}


def files_with(folder: Path, text: str) -> list[str]:
    return [name for name, content in on_disk(folder).items() if text.encode() in content]


def report_of(told: dict[str, Any], **more: object) -> dict[str, Any]:
    """The same story, its report with texts that stand nowhere else."""
    first, *rest = told["stappen"]
    answers = {**first["vult in"], **TEXTS, **more}
    return {**told, "stappen": [{**first, "vult in": answers}, *rest]}


def test_j_the_report_of_a_neighbour_leaves_not_a_byte(tmp_path: Path) -> None:
    told = report_of(story("J"))
    with house(tmp_path, starts_at(told)) as place:
        stage = OverHttp(place.engine, place.clock, address=place.address)
        play = begin(stage, told)
        before = on_disk(tmp_path)
        for step in told["stappen"]:
            take(play, step)
        assert play.receipt is not None
        assert not play.receipt.stored
        assert before["perspectief.db-wal"]
        assert on_disk(tmp_path) == before
        assert [text for text in TEXTS.values() if files_with(tmp_path, text)] == []


def test_the_search_for_bytes_finds_what_is_kept(tmp_path: Path) -> None:
    told = report_of(story("J"), personKnows="yesAgrees", reporterType="ngo")
    with house(tmp_path, starts_at(told)) as place:
        take(begin(OverHttp(place.engine, place.clock, address=place.address), told), told["stappen"][0])
        assert "perspectief.db-wal" in files_with(tmp_path, TEXTS["alias"])
        assert files_with(tmp_path, TEXTS["ownWords"]) == []  # it is sealed

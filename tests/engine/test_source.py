"""What a deadline is of: written and read by one file, as rows of years ago have it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from engine import source
from engine.source import BadSource, Kind, Wait
from engine.store import watch
from tests.repository.house import ROOT

WRITTEN: list[tuple[str, str, Callable[[str], object] | None, object]] = [
    ("wait:3:14", source.of_wait(3, 14), source.wait_of, Wait(3, 14)),
    ("pause:7", source.of_pause(7), source.pause_of, 7),
    ("message:2027", source.of_message(2027), source.message_of, 2027),
    ("signal:12", source.of_signal(12), source.signal_of, 12),
    ("storm:5:610", source.of_storm(5, 610), None, None),
]
READERS = [source.wait_of, source.pause_of, source.message_of, source.signal_of]
DAMAGED = [
    "", "wait", "wait:", "wait:3", "wait:3:", "wait:3:x", "wait:3:14:1", "wait:-3:14", "wait:3:014", "wait: 3:14", "wait:3:14\n",
    "wait:٣:14", "Wait:3:14", "pause:", "pause:x", "message:1:2", "signal:1.5", "storm:5", "task:1", "case", "7",
]  # fmt: skip


@pytest.mark.parametrize(("text", "written", "read", "numbers"), WRITTEN, ids=[row[0] for row in WRITTEN])
def test_each_kind_is_written_as_the_rows_have_it_and_read_back(
    text: str, written: str, read: Callable[[str], object] | None, numbers: object
) -> None:
    assert (written, source.readable(text)) == (text, True)
    assert read is None or read(text) == numbers


def test_every_kind_that_a_deadline_can_be_of_is_tried_here() -> None:
    assert {text.split(":")[0] for text, *_ in WRITTEN} == set(Kind) - {Kind.INCIDENT}


@pytest.mark.parametrize("text", DAMAGED)
def test_a_damaged_text_is_refused_by_every_reader_and_says_what_to_do(text: str) -> None:
    assert not source.readable(text)
    assert source.wait_in(text) is None
    for read in READERS:
        with pytest.raises(BadSource, match=r"names no .*perspectief doctor"):
            read(text)


@pytest.mark.parametrize("text", [text for text, *_ in WRITTEN])
def test_a_reader_of_one_kind_refuses_the_others(text: str) -> None:
    assert sum(_reads(read, text) for read in READERS) == (not text.startswith("storm"))
    assert (source.wait_in(text) is not None) == text.startswith("wait")


def test_every_deadline_that_earlier_versions_stored_can_be_read() -> None:
    kept = (rows.read_text(encoding="utf-8") for rows in (ROOT / "tests/states").glob("*/records.sql"))
    stored = [text for rows in kept for text in re.findall(r"""INTO "deadline" VALUES\(\d+,\d+,'([^']*)'""", rows)]
    assert len(stored) >= 49
    assert [text for text in stored if not source.readable(text)] == []


def test_the_database_puts_the_same_text_together() -> None:
    with sa.create_engine("sqlite://").connect() as connection:
        wait, incident = (
            watch.source(Kind.WAIT, sa.literal(3), sa.literal(14)),
            watch.source(Kind.INCIDENT, sa.literal(8)),
        )
        assert connection.execute(sa.select(wait, incident)).one() == (source.of_wait(3, 14), "incident:8")


def _reads(read: Callable[[str], Any], text: str) -> bool:
    try:
        read(text)
    except BadSource:
        return False
    return True

"""History cannot be changed unseen: chains, anchors outside the database, and the read log in batches."""

import json
import random
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from engine.anchor import AnchorFile, Custody, MemoryAnchors
from engine.audit import chain
from engine.model import Event, ReadLog
from tests.engine.cast import Stage, asks, drawn, small, stage
from tests.kernel.drawing import end, start
from tests.reliability.history import HARMS

DIAGRAM = drawn("start Werk end", start(), asks("Werk"), end())


@pytest.fixture
def here() -> Iterator[Stage]:
    with stage(small(DIAGRAM)) as made:
        yield made


def custody(here: Stage, path: Path | None = None) -> Custody:
    return Custody(here.engine.desk.store, AnchorFile(path) if path else MemoryAnchors())


def test_an_anchor_holds_what_changed_since_the_one_before(here: Stage, tmp_path: Path) -> None:
    kept = custody(here, tmp_path / "anchors.jsonl")
    first = here.open_case()
    assert kept.anchor(here.clock.now())
    assert kept.anchor(here.clock.now()) is None
    second = here.open_case()
    kept.anchor(here.clock.now())
    lines = [json.loads(line) for line in (tmp_path / "anchors.jsonl").read_text().splitlines()]
    assert {head[0] for head in lines[0]["heads"]} == {None, first.id}
    assert {head[0] for head in lines[1]["heads"]} == {second.id}
    assert kept.verify() == []
    assert (tmp_path / "anchors.jsonl").stat().st_mode & 0o777 == 0o600


def test_a_torn_anchor_anchors_nothing_and_harms_no_other(here: Stage, tmp_path: Path) -> None:
    path = tmp_path / "anchors.jsonl"
    kept = custody(here, path)
    here.open_case()
    kept.anchor(here.clock.now())
    path.write_text(path.read_text() + '{"format":2,"at":"20')
    here.open_case()
    assert kept.anchor(here.clock.now())
    assert [row.kind for row in kept.verify()] == ["anchor"]  # somebody should look at what stopped there


def test_all_seven_ways_are_seen_by_the_anchors_that_a_worker_keeps(here: Stage) -> None:
    kept, dice = custody(here), random.Random(7)
    cases = [here.open_case() for _ in range(3)]
    kept.anchor(here.clock.now())
    for harm in HARMS:
        with suppress(_Undo), here.engine.desk.store.begin() as tx:
            rows = sorted(tx.find(Event, case=cases[0].id), key=lambda event: event.seq)
            harm(tx, rows, dice)
            assert kept.verify(), harm.__name__
            raise _Undo
    assert kept.verify() == []


class _Undo(Exception):
    """Back to how it was."""


def test_a_chain_that_was_rewritten_and_anchored_again_does_not_fit_the_first_anchor(here: Stage) -> None:
    kept, case = custody(here), here.open_case()
    kept.anchor(here.clock.now())
    with here.engine.desk.store.begin() as tx:
        previous = ""
        for event in sorted(tx.find(Event, case=case.id), key=lambda event: event.seq):
            written = tx.change(event, actor=99)
            previous = chain(previous, written)
            tx.change(written, hash=previous)
    here.do(case, "Werk")
    kept.anchor(here.clock.now())
    assert [(row.case, row.kind) for row in kept.verify()] == [(case.id, "rewritten")]


@pytest.mark.parametrize("harm", ["cut", "changed", "swapped"])
def test_anchors_that_were_changed_do_not_follow_each_other(here: Stage, tmp_path: Path, harm: str) -> None:
    path = tmp_path / "anchors.jsonl"
    kept = custody(here, path)
    for _ in range(4):
        here.open_case()
        kept.anchor(here.clock.now())
    lines = path.read_text().splitlines(keepends=True)
    if harm == "cut":
        del lines[1]
    elif harm == "changed":
        lines[1] = lines[1].replace('"at":"20', '"at":"19')
    else:
        lines[1], lines[2] = lines[2], lines[1]
    path.write_text("".join(lines))
    assert "anchor" in {row.kind for row in kept.verify()}


# ---------- the read log


def looked(here: Stage, number: int) -> None:
    case = here.open_case()
    with here.engine.desk.store.begin() as tx:
        for count in range(number):
            tx.add(
                ReadLog(at=here.clock.now(), actor=1, case=case.id, zone="SOC", what=f"task:{count}", purpose="task")
            )


def test_the_read_log_is_hashed_when_it_has_settled(here: Stage) -> None:
    kept = custody(here)
    looked(here, 7)
    assert kept.hash_all_reads(here.clock.now()) == 0
    here.clock.advance(timedelta(minutes=11))
    looked(here, 2)
    assert kept.hash_all_reads(here.clock.now()) == 7
    here.clock.advance(timedelta(minutes=11))
    assert kept.hash_all_reads(here.clock.now()) == 2
    assert kept.hash_all_reads(here.clock.now()) == 0
    assert kept.verify() == []


@pytest.mark.parametrize("harm", ["deleted", "changed", "put in"])
def test_a_read_that_is_hidden_or_made_up_is_seen(here: Stage, harm: str) -> None:
    kept = custody(here)
    looked(here, 7)
    here.clock.advance(timedelta(minutes=11))
    kept.hash_all_reads(here.clock.now())
    with here.engine.desk.store.begin() as tx:
        rows = tx.find(ReadLog)
        if harm == "deleted":
            tx.remove(rows[3])
        elif harm == "changed":
            tx.change(rows[3], purpose="request")
        else:
            tx.remove(rows[3])
            tx.add(ReadLog(at=rows[3].at, actor=2, case=rows[3].case, zone="SOC", what="x", purpose="task"))
    assert {row.kind for row in kept.verify()} == {"reads"}

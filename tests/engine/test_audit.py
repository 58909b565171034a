"""The event log cannot be altered unseen. Each sabotage is done to a real database, behind the engine's back."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from engine import audit
from engine.audit import EventHead
from engine.model import Event
from engine.store import SqlStore, open
from tests.infrastructure.tables import laid

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
CASES = (None, 1, 2, 3)
EACH = 8

Sabotage = Callable[[sqlite3.Connection, Random], None]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "cases.sqlite"


@pytest.fixture
def store(place: Path) -> SqlStore:
    """A history of four chains, written in turns."""
    store = open(laid(place))
    with store.begin() as tx:
        for n in range(EACH):
            for case in CASES:
                tx.append_events([Event(case=case, at=NOW + timedelta(minutes=n), kind=f"case:step:{n}", element="é")])
    return store


def behind_our_back(place: Path, sabotage: Sabotage, seed: int) -> None:
    with sqlite3.connect(place) as connection:
        sabotage(connection, Random(seed))
    connection.close()


def everything_seen(store: SqlStore, anchored: list[EventHead]) -> list[audit.Finding]:
    return audit.verify_store(store) + audit.verify_against_anchor(store, anchored)


def test_an_untouched_history_has_no_findings(store: SqlStore) -> None:
    anchored = audit.heads(store)
    assert [(head.case, head.seq, head.count) for head in anchored] == [(case, EACH, EACH) for case in CASES]
    assert everything_seen(store, anchored) == []


def test_a_history_that_grew_since_the_anchor_has_no_findings(store: SqlStore) -> None:
    anchored = audit.heads(store)
    with store.begin() as tx:
        tx.append_events([Event(case=1, at=NOW, kind="case:closed"), Event(case=9, at=NOW, kind="case:opened")][:1])
        tx.append_events([Event(case=9, at=NOW, kind="case:opened")])
    assert everything_seen(store, anchored) == []


# ---------- what somebody could do to it


def edit(database: sqlite3.Connection, dice: Random) -> None:
    column, value = dice.choice(
        [("kind", "x:y"), ("actor", 7), ("at", "2020-01-01T00:00:00.000000+00:00"), ("zone", "MED"), ("detail", "{ }")]
    )
    row = dice.randint(1, EACH * len(CASES))
    database.execute(f"UPDATE event SET {column} = ? WHERE id = ?", (value, row))


def delete(database: sqlite3.Connection, dice: Random) -> None:
    database.execute('DELETE FROM event WHERE "case" = ? AND seq = ?', (dice.randint(1, 3), dice.randint(1, EACH - 1)))


def swap(database: sqlite3.Connection, dice: Random) -> None:
    case, first = dice.randint(1, 3), dice.randint(1, EACH - 1)
    for old, new in ((first, -1), (first + 1, first), (-1, first + 1)):
        database.execute('UPDATE event SET seq = ? WHERE "case" = ? AND seq = ?', (new, case, old))


def move(database: sqlite3.Connection, dice: Random) -> None:
    """The last event of one case becomes the last of another."""
    old, new = dice.sample((1, 2, 3), 2)
    database.execute(
        'UPDATE event SET "case" = ?, seq = ? WHERE "case" = ? AND seq = ?', (new, EACH + 1, old, dice.randint(1, EACH))
    )


def double(database: sqlite3.Connection, dice: Random) -> None:
    database.execute("DROP INDEX event_once")
    database.execute(
        'INSERT INTO event ("case", seq, at, kind, zone, detail, hash) '
        'SELECT "case", seq, at, kind, zone, detail, hash FROM event WHERE "case" = ? AND seq = ?',
        (dice.randint(1, 3), dice.randint(1, EACH)),
    )


def truncate(database: sqlite3.Connection, dice: Random) -> None:
    database.execute('DELETE FROM event WHERE "case" = ? AND seq > ?', (dice.randint(1, 3), dice.randint(1, EACH - 1)))


def drop(database: sqlite3.Connection, dice: Random) -> None:
    database.execute('DELETE FROM event WHERE "case" IS ?', (dice.choice(CASES),))


def rewrite(database: sqlite3.Connection, dice: Random) -> None:
    """Change an event and reckon all later hashes anew, as somebody with this program could."""
    case, changed = dice.randint(1, 3), dice.randint(1, EACH)
    names = [row[1] for row in database.execute("PRAGMA table_info(event)")]
    previous = ""
    for row in database.execute('SELECT * FROM event WHERE "case" = ? ORDER BY seq', (case,)).fetchall():
        event = Event(**dict(zip(names, row, strict=True)))
        event = replace(event, at=datetime.fromisoformat(str(event.at)))
        event = replace(event, kind="x:y") if event.seq == changed else event
        previous = audit.chain(previous, event)
        database.execute("UPDATE event SET kind = ?, hash = ? WHERE id = ?", (event.kind, previous, event.id))


SEEN_BY_THE_CHAIN: list[Sabotage] = [edit, delete, swap, move, double]
SEEN_BY_THE_ANCHOR: list[Sabotage] = [truncate, drop, rewrite]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("sabotage", SEEN_BY_THE_CHAIN)
def test_what_the_chain_sees(store: SqlStore, place: Path, sabotage: Sabotage, seed: int) -> None:
    behind_our_back(place, sabotage, seed)
    assert audit.verify_store(store) != [], f"seed {seed}"


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("sabotage", SEEN_BY_THE_ANCHOR)
def test_what_only_the_anchor_sees(store: SqlStore, place: Path, sabotage: Sabotage, seed: int) -> None:
    anchored = audit.heads(store)
    behind_our_back(place, sabotage, seed)
    assert audit.verify_store(store) == []
    assert audit.verify_against_anchor(store, anchored) != [], f"seed {seed}"


def test_each_finding_says_where_and_what(store: SqlStore, place: Path) -> None:
    anchored = audit.heads(store)
    behind_our_back(place, lambda db, _: _ruin(db), 0)
    found = {(finding.case, finding.seq, finding.kind) for finding in everything_seen(store, anchored)}
    assert found == {
        (1, 3, "edited"),
        (2, 4, "missing"),
        (3, 5, "truncated"),
        (2, 8, "truncated"),
        (None, 8, "dropped"),
    }


def _ruin(database: sqlite3.Connection) -> None:
    database.execute("UPDATE event SET kind = 'x:y' WHERE \"case\" = 1 AND seq = 3")
    database.execute('DELETE FROM event WHERE "case" = 2 AND seq = 4')
    database.execute('DELETE FROM event WHERE "case" = 3 AND seq > 5')
    database.execute('DELETE FROM event WHERE "case" IS NULL')


# ---------- the hash


def test_the_hash_of_an_event_is_the_same_in_every_release() -> None:
    """A stored history must verify with tomorrow's program: if this fails, the canonical form has changed."""
    event = Event(case=1, seq=1, at=NOW, kind="case:opened", actor=2, element="Start", detail='{"reference":"K-1"}')
    assert audit.chain("", event) == FIRST
    assert audit.chain(FIRST, replace(event, seq=2)) != FIRST


FIRST = "b56334080aa59199b237939078b72192308d4bf47a66f0b39064994a1ed2807f"


def test_the_number_and_the_hash_of_the_row_itself_do_not_count() -> None:
    event = Event(case=1, seq=1, at=NOW, kind="case:opened")
    assert audit.chain("", event) == audit.chain("", replace(event, id=9, hash="x"))
    assert json.loads(audit.canonical(event))["at"] == "2026-11-24T09:30:00.000000+00:00"

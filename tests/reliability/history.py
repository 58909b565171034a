"""The trial of R13: history is changed behind the program's back in seven ways, on both databases; the chain or the anchor sees it."""

import random
from collections.abc import Callable
from dataclasses import replace

from engine import audit
from engine.engine import Engine
from engine.model import Event
from engine.store.protocol import Transaction
from tests.reliability.house import ROUND, House, furnish, open_cases

CASES = 3
Harm = Callable[[Transaction, list[Event], random.Random], None]


class _Undo(Exception):
    """So that the next harm finds history as it was."""


def edit(tx: Transaction, events: list[Event], dice: random.Random) -> None:
    tx.change(dice.choice(events), **dice.choice([{"kind": "x:y"}, {"actor": 7}, {"zone": "MED"}, {"detail": "{ }"}]))  # type: ignore[arg-type] # columns of Event


def delete(tx: Transaction, events: list[Event], dice: random.Random) -> None:
    tx.remove(dice.choice(events[:-1]))


def swap(tx: Transaction, events: list[Event], dice: random.Random) -> None:
    at = dice.randrange(len(events) - 1)
    one, other = events[at], events[at + 1]
    for row, seq in ((one, -1), (other, one.seq), (one, other.seq)):
        tx.change(row, seq=seq)


def move(tx: Transaction, events: list[Event], dice: random.Random) -> None:
    other = next(case for case in range(1, CASES + 1) if case != events[0].case)
    tx.change(dice.choice(events), case=other, seq=999)


def truncate(tx: Transaction, events: list[Event], dice: random.Random) -> None:
    for event in events[dice.randrange(1, len(events)) :]:
        tx.remove(event)


def drop(tx: Transaction, events: list[Event], dice: random.Random) -> None:
    for event in events:
        tx.remove(event)


def rewrite(tx: Transaction, events: list[Event], dice: random.Random) -> None:
    """All hashes are reckoned anew, as somebody with this program could."""
    at, previous = dice.randrange(len(events)), ""
    for number, event in enumerate(events):
        written = replace(event, kind="x:y") if number == at else event
        previous = audit.chain(previous, written)
        tx.change(event, kind=written.kind, hash=previous)


HARMS: tuple[Harm, ...] = (edit, delete, swap, move, truncate, drop, rewrite)


def alter(house: House, times: int, seed: int) -> tuple[int, list[str]]:
    """How often history was changed, and the changes that nobody saw."""
    engine, dice = furnish(house, ROUND), random.Random(seed)
    cases = open_cases(engine, CASES)
    anchored = audit.heads(engine.desk.store)
    assert audit.verify_store(engine.desk.store) == []
    unseen = []
    for harm in HARMS:
        unseen += [
            f"{harm.__name__} of case {case}"
            for case in dice.choices(cases, k=times)
            if not _seen(engine, harm, case, anchored, dice)
        ]
    return len(HARMS) * times, unseen


def _seen(engine: Engine, harm: Harm, case: int, anchored: list[audit.EventHead], dice: random.Random) -> bool:
    store = engine.desk.store
    with store.reading() as reader:
        events = sorted(reader.find(Event, case=case), key=lambda event: event.seq)
    seen = False
    try:
        with store.begin() as tx:
            harm(tx, events, dice)
            rows = sorted(tx.find(Event), key=lambda event: event.case or 0)
            seen = bool(audit.verify(rows)) or _anchor_sees(tx, anchored)
            raise _Undo
    except _Undo:
        return seen


def _anchor_sees(tx: Transaction, anchored: list[audit.EventHead]) -> bool:
    now = {head.case: head for head in tx.event_heads()}
    return any(audit.compare(tx, head, now.get(head.case)) for head in anchored)

"""The event log's hash chain: what makes an edit, a deletion, a swap or a move of history visible.

Each case has a chain; so have the events without a case. A chain alone cannot see that its end, or a whole case, was cut
off, or that somebody rewrote it from the start: for that the heads are anchored in a file that is kept outside the
database (engine/anchor.py). What happened after the last anchor and was cut off before the next
one cannot be seen: anchor often, and keep the files elsewhere.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from itertools import groupby
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Protocol, TypeVar

from engine.model import Event

R = TypeVar("R")
_HASHED = tuple(sorted(field.name for field in fields(Event) if field.name not in ("id", "hash")))
_NAMES = tuple(f'"{name}":' for name in _HASHED)
_values = attrgetter(*_HASHED)


@dataclass(frozen=True, slots=True)
class EventHead:
    """Where a chain ends: its last number and hash, and how many rows there are. `case` is None for the events without."""

    case: int | None
    seq: int
    hash: str
    count: int


class History(Protocol):
    """What the audit asks of a reader."""

    def event_heads(self) -> list[EventHead]:
        """The end of every chain."""
        ...

    def find(self, kind: type[R], /, *, limit: int | None = None, newest: bool = False, **equals: object) -> list[R]:
        """The records that match, by id."""
        ...


class Readable(Protocol):
    """What the audit asks of a store."""

    def reading(self) -> AbstractContextManager[History]:
        """Open a read-only view."""
        ...


@dataclass(frozen=True, slots=True)
class Finding:
    """History is not as it was written. `kind` is edited, missing, doubled, truncated, dropped, rewritten, anchor or reads."""

    case: int | None
    seq: int
    kind: str
    text: str


def canonical(event: Event) -> str:
    """The event without id and hash as JSON of one form: sorted keys, no spaces, moments in UTC to the microsecond.

    What is None is left out, so that a field that Event gets later does not change the hashes of before.
    """
    # Written by hand: an encoder that sorts takes four times as long, and a step has several events.
    told = [name + _as_json(value) for name, value in zip(_NAMES, _values(event), strict=True) if value is not None]
    return f"{{{','.join(told)}}}"


def _as_json(value: int | str | datetime) -> str:
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, datetime):
        moment = value if value.tzinfo is UTC else value.astimezone(UTC)
        return f'"{moment.isoformat(timespec="microseconds")}"'
    return int.__repr__(value)


def chain(previous_hash: str, event: Event) -> str:
    """The hash of an event that follows the one with `previous_hash` ("" for the first): 64 hexadecimal digits."""
    return hashlib.sha256(f"{previous_hash}\n{canonical(event)}".encode("utf-8", "surrogatepass")).hexdigest()


def verify(events: Iterable[Event]) -> list[Finding]:
    """What is wrong with whole chains; events of one case stand together, each chain from its first event on, in any
    order."""
    return [
        finding
        for case, rows in groupby(events, key=lambda event: event.case)
        for finding in _verify_chain(case, list(rows))
    ]


def _verify_chain(case: int | None, events: Sequence[Event]) -> Iterator[Finding]:
    """Walk by number. After a gap the stored hash is taken as the new start, so that one missing event is one
    finding."""
    expected, previous = 1, ""
    for event in sorted(events, key=lambda event: (event.seq, event.id)):
        if event.seq < expected:
            yield Finding(case, event.seq, "doubled", "two events carry this number")
            continue
        if event.seq > expected:
            yield Finding(case, expected, "missing", f"events {expected} to {event.seq - 1} are gone")
        elif chain(previous, event) != event.hash:
            yield Finding(case, event.seq, "edited", "this event, or the one before it, is not as it was written")
        expected, previous = event.seq + 1, event.hash


def heads(store: Readable) -> list[EventHead]:
    """Where every chain ends: what an anchor keeps."""
    with store.reading() as reader:
        return reader.event_heads()


def verify_store(store: Readable) -> list[Finding]:
    """Walk every chain of a store, one case at a time."""
    findings: list[Finding] = []
    with store.reading() as reader:
        for head in reader.event_heads():
            findings += verify(reader.find(Event, case=head.case))
    return findings


def verify_against_anchor(store: Readable, anchored: Sequence[EventHead]) -> list[Finding]:
    """What was cut off or rewritten since the anchor: every anchored chain still has its event of then, with its hash,
    and all before it."""
    with store.reading() as reader:
        now = {head.case: head for head in reader.event_heads()}
        return [finding for head in anchored if (finding := compare(reader, head, now.get(head.case)))]


def compare(reader: History, then: EventHead, now: EventHead | None) -> Finding | None:
    """What happened to a chain since it was anchored; None when all of it is still there."""
    if now is None:
        return Finding(then.case, then.seq, "dropped", f"all {then.count} events of this case are gone")
    if now.seq < then.seq or now.count < then.count:
        return Finding(
            then.case,
            now.seq,
            "truncated",
            f"there were {then.count} events up to number {then.seq}, now {now.count} up to {now.seq}",
        )
    event = next(iter(reader.find(Event, case=then.case, seq=then.seq)), None)
    if event is None or event.hash != then.hash:
        return Finding(
            then.case, then.seq, "rewritten", "the chain up to this number is another one than at the anchor"
        )
    return None

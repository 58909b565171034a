"""Anchors: where the chains of history end, kept outside the database, so that a cut or rewritten history shows.

An anchor is one line of JSON with the heads that changed since the one before it, and the hash of that one: the lines form a
chain themselves. Keep the file on another machine, or tell its last hash to somebody who will remember it: what lies beside
the database can be rewritten with it.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from engine import audit, tags
from engine.audit import EventHead, Finding
from engine.model import Event, ReadLog
from engine.store.protocol import Reader, Store

FORMAT = 2
LATE_IDS = 10_000  # rows that may be written meanwhile with lower numbers than what is seen already
SETTLED = timedelta(minutes=10)  # no transaction is open for longer: nothing older appears any more
BATCH = 5_000  # rows of the read log in one hash


class AnchorPlace(Protocol):
    """Where anchors are kept: a file, or a service that only ever adds."""

    def lines(self) -> list[str]:
        """Every line, oldest first."""
        ...

    def add(self, write: "Write") -> str | None:
        """Add the line that `write` makes of the lines so far, while nobody else adds; None adds nothing."""
        ...


class Write(Protocol):
    """Makes the next line."""

    def __call__(self, before: list[str], /) -> str | None:
        """The line to add after these."""
        ...


class AnchorFile(AnchorPlace):
    """A file to which lines are only added."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def lines(self) -> list[str]:
        """See AnchorPlace. A line without its end was being written when the machine stopped: it anchors nothing."""
        if not self._path.exists():
            return []
        return [line for line in self._path.read_text(encoding="utf-8").split("\n")[:-1] if line]

    def add(self, write: Write) -> str | None:
        """See AnchorPlace."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "r+", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            whole = file.read()
            line = write([one for one in whole.split("\n")[:-1] if one])
            if line is not None:
                torn = "\n" if whole and not whole.endswith("\n") else ""
                file.write(f"{torn}{line}\n")
                file.flush()
                os.fsync(file.fileno())
            return line


class MemoryAnchors(AnchorPlace):
    """Anchors that die with the program, for tests and trials."""

    def __init__(self) -> None:
        self.kept: list[str] = []

    def lines(self) -> list[str]:
        """See AnchorPlace."""
        return list(self.kept)

    def add(self, write: Write) -> str | None:
        """See AnchorPlace."""
        line = write(list(self.kept))
        if line is not None:
            self.kept.append(line)
        return line


@dataclass(frozen=True, slots=True)
class Custody:
    """Keeping history so that nobody can change it unseen."""

    store: Store
    place: AnchorPlace

    def anchor(self, now: datetime) -> str | None:
        """Add an anchor with what changed since the last one; answers its hash, None when nothing did."""
        line = self.place.add(lambda before: self._line(before, now))
        return None if line is None else _hash(line)

    def _line(self, before: list[str], now: datetime) -> str | None:
        known, upto = _folded(before)
        with self.store.reading() as reader:
            heads = reader.event_heads(after=max(0, upto - LATE_IDS))
            newest = reader.find(Event, newest=True, limit=1)
        changed = [head for head in heads if known.get(head.case) != head]
        if not changed or not newest:
            return None
        row = {
            "format": FORMAT,
            "at": now.astimezone(UTC).isoformat(timespec="seconds"),
            "before": _hash(before[-1]) if before else "",
            "upto": newest[0].id,
            "heads": [[head.case, head.seq, head.hash, head.count] for head in changed],
        }
        return json.dumps(row, separators=(",", ":"))

    def hash_reads(self, now: datetime) -> int:
        """Write into the history without a case what the settled part of the read log hashes to; answers how many rows."""
        with self.store.begin() as tx:
            last = tx.last_system_event(tags.READS_HASHED)
            rows = tx.reads_after(_last_of(last), now - SETTLED, limit=BATCH)
            if not rows:
                return 0
            detail = {"first": rows[0].id, "last": rows[-1].id, "count": len(rows), "hash": _hash_of_reads(rows)}
            event = Event(case=None, at=now, kind=tags.READS_HASHED, detail=json.dumps(detail, sort_keys=True))
            tx.append_events([event])
            known = tx.find(Event, case=None, kind=tags.READS_HASHED, newest=True, limit=2)
            if [row.id for row in known[1:]] != ([last.id] if last else []):
                raise _Overtaken
        return len(rows)

    def hash_all_reads(self, now: datetime) -> int:
        """As `hash_reads`, until nothing settled is left; another worker that is at it does the rest."""
        done = 0
        try:
            while rows := self.hash_reads(now):
                done += rows
        except _Overtaken:
            return done
        return done

    def verify(self) -> list[Finding]:
        """Everything that is not as it was written: chains, anchors, read log."""
        lines = self.place.lines()
        found = audit.verify_store(self.store) + list(_verify_lines(lines))
        with self.store.reading() as reader:
            found += list(_verify_anchored(reader, lines))
            found += list(_verify_reads(reader))
        return found


class _Overtaken(Exception):
    """Another worker hashed the same rows first: what this one wrote is rolled back."""


def _folded(lines: Sequence[str]) -> tuple[dict[int | None, EventHead], int]:
    """The last head of every chain, and the newest event that the anchors know."""
    heads: dict[int | None, EventHead] = {}
    upto = 0
    for row in map(json.loads, lines):
        heads |= {head.case: head for head in _heads(row)}
        upto = row["upto"]
    return heads, upto


def _heads(row: dict[str, list[list[object]]]) -> Iterator[EventHead]:
    return (EventHead(*head) for head in row["heads"])  # type: ignore[arg-type] # as _line wrote them


def _verify_lines(lines: Sequence[str]) -> Iterator[Finding]:
    """The anchors follow each other: none was taken out, changed or put in."""
    before = ""
    for number, line in enumerate(lines, start=1):
        try:
            said = json.loads(line)["before"]
        except (ValueError, KeyError, TypeError):
            yield Finding(None, number, "anchor", f"anchor {number} cannot be read")
            return
        if said != before:
            yield Finding(None, number, "anchor", f"anchor {number} does not follow the one before it")
        before = _hash(line)


def _verify_anchored(reader: Reader, lines: Sequence[str]) -> Iterator[Finding]:
    """Hold every head that was ever anchored against what is there: a later anchor may have been made of a changed chain."""
    now = {head.case: head for head in reader.event_heads()}
    told: set[tuple[int | None, str]] = set()
    for line in lines:
        try:
            row = json.loads(line)
        except ValueError:
            return
        for head in _heads(row):
            finding = audit.compare(reader, head, now.get(head.case))
            if finding and (finding.case, finding.kind) not in told:
                told.add((finding.case, finding.kind))
                yield finding


def _verify_reads(reader: Reader) -> Iterator[Finding]:
    """Every batch of the read log hashes to what history says, and batches follow each other."""
    after = 0
    for event in reader.find(Event, case=None, kind=tags.READS_HASHED):
        said = json.loads(event.detail)
        rows = reader.reads_after(said["first"] - 1, event.at, limit=BATCH)
        rows = [row for row in rows if row.id <= said["last"]]
        if said["first"] <= after or len(rows) != said["count"] or _hash_of_reads(rows) != said["hash"]:
            text = f"rows {said['first']} to {said['last']} of the read log are not as they were"
            yield Finding(None, event.seq, "reads", text)
        after = said["last"]


def _last_of(event: Event | None) -> int:
    return int(json.loads(event.detail)["last"]) if event else 0


def _hash_of_reads(rows: Iterable[ReadLog]) -> str:
    texts = (
        json.dumps(
            [
                row.id,
                row.at.astimezone(UTC).isoformat(),
                row.actor,
                row.case,
                row.zone,
                row.what,
                row.purpose,
                row.basis,
            ]
        )
        for row in rows
    )
    return _hash("\n".join(texts))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

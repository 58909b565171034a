"""Looking for what stands still without any error. A few questions to the whole database; nothing is written but a finding.

A sweep finds incidents, tasks that nobody has or can have, tasks of somebody who is away, queues longer than an organisation can
carry, messages that do not come, timers far away with nothing else to do, cases in which nothing happens at all, and people whom
nobody spoke for longer than was agreed. What people decided not long ago is left alone for a while.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from engine import escalation, terms
from engine.calendar import Calendar, day_of
from engine.model import Absence, Account
from engine.step.library import Library, Snapshot
from engine.store.protocol import Reader
from engine.terms import TermRow
from engine.vocabulary import PLAIN_ZONE, Vocabulary

FAR = timedelta(days=56)  # a timer beyond this, with nothing else to do, is a person who was forgotten
OLD = timedelta(days=28)  # a wait without a term is silent after this
LATE = timedelta(hours=1)  # the ladder had its turn
UNTOUCHED = timedelta(days=1)
QUIET = timedelta(days=14)  # after a decision on a cause; then it is asked again
SOONEST = timedelta(hours=24)  # the shortest rhythm of contact
CONTACT = "contactmoment"
LISTENS_BESIDE = ("boundaryEvent", "startEvent")


@dataclass(frozen=True, slots=True)
class Found:
    """Something that stands still. `version` is the case's when it was seen: when it moved since, the finding is old.

    `root` is what many cases can share. `name` is empty when only the diagram knows it.
    """

    case: int
    version: int
    reason: str
    cause: str
    name: str = ""
    zone: str = PLAIN_ZONE
    on_miss: str = "L1"
    root: str = ""

    @property
    def told(self) -> str:
        """The reason as everybody may know it: what happens in another zone is a partner's."""
        return self.reason if self.zone == PLAIN_ZONE else "partner"


def findings(reader: Reader, library: Library, snapshot: Snapshot, now: datetime) -> Iterator[Found]:
    """Everything that stands still now, one finding per case and cause."""
    seen: set[tuple[int, str]] = set()
    for found in _all(reader, library, snapshot, now):
        if (found.case, found.cause) not in seen:
            seen.add((found.case, found.cause))
            yield found


def _all(reader: Reader, library: Library, snapshot: Snapshot, now: datetime) -> Iterator[Found]:
    quiet = now - QUIET
    for id, version, cause, element, zone in reader.watch("incident", quiet=quiet):
        yield Found(id, version, "incident", cause, element, zone, "L2", f"incident:{element}")
    yield from _away(reader, now, quiet)
    yield from _queues(reader, snapshot.vocabulary, quiet)
    for row in reader.watch("nobody", quiet=quiet, late=now - LATE, untouched=now - UNTOUCHED):
        yield replace(_task(row, "unassigned"), root=f"unassigned:{row[3]}")
    yield from _waits(reader, library, now, quiet)
    yield from _unheard(reader, snapshot, now, quiet)


def _task(row: tuple[object, ...], reason: str, on_miss: str = "L1") -> Found:
    id, version, cause, name, zone = row[:5]
    return Found(int(str(id)), int(str(version)), reason, str(cause), str(name), str(zone), on_miss)


def _away(reader: Reader, now: datetime, quiet: datetime) -> Iterator[Found]:
    """Tasks of somebody who is away until after the term, or who works here no more."""
    today = day_of(now)
    until = {row.account: row.until for row in reader.find(Absence) if row.since <= today <= row.until}
    gone = {row.id for row in reader.find(Account, active=False)}
    accounts = sorted(gone | set(until))
    if not accounts:
        return
    for row in reader.watch("away", quiet=quiet, accounts=accounts):
        assignee, due = row[5], row[6]
        if assignee in gone or due is None or day_of(due) <= until[assignee]:
            yield _task(row, "absent")


def _queues(reader: Reader, vocabulary: Vocabulary, quiet: datetime) -> Iterator[Found]:
    """Queues in which nobody works, and those longer than an organisation can carry."""
    staffed = {tuple(row) for row in reader.watch("staffed")}
    lanes = {(organisation, lane) for organisation, lane, _ in staffed}
    for organisation, lane, role, waiting, taken in reader.watch("queues"):
        declared = vocabulary.role(f"{lane}.{role}")
        roles = [role, declared.deputy if declared else None]
        able = (organisation, lane) in lanes if not role else any((organisation, lane, one) in staffed for one in roles)
        bound = {"organisation": organisation, "lane": lane, "role": role, "quiet": quiet}
        if not able and waiting > taken:
            for row in reader.watch("in queue", **bound):
                yield replace(_task(row, "unassigned", "L2"), root=f"unassigned:{organisation}:{lane}.{role}")
        elif declared and declared.capacity is not None and waiting > declared.capacity:
            for row in reader.watch("beyond", capacity=declared.capacity, **bound):
                yield replace(_task(row, "capacity", "L2"), root=f"capacity:{organisation}:{lane}.{role}")


def _waits(reader: Reader, library: Library, now: datetime, quiet: datetime) -> Iterator[Found]:
    """Messages that do not come, timers far away, and cases in which nothing happens."""
    alone = {
        (definition, element)
        for definition, element in reader.watch("listened")
        if (drawn := library.model(reader, definition).elements.get(element)) and drawn.kind not in LISTENS_BESIDE
    }
    elements = sorted({element for _, element in alone}) or [""]
    for id, version, cause, name, zone, definition, element in reader.watch(
        "silent", quiet=quiet, elements=elements, old=now - OLD
    ):
        if (definition, element) in alone:
            yield Found(id, version, "message", cause, name, zone, "L1", f"message:{name}")
    for id, version, cause in reader.watch("far away", quiet=quiet, far=now + FAR):
        yield Found(id, version, "timer", cause)
    for id, version in reader.watch("idle", quiet=quiet, elements=elements):
        yield Found(id, version, "idle", escalation.CASE, on_miss="L2")


def _unheard(reader: Reader, snapshot: Snapshot, now: datetime, quiet: datetime) -> Iterator[Found]:
    """People whom nobody spoke for longer than their rhythm of contact, as D04 has it."""
    known: dict[tuple[str, str | None, str | None], TermRow | None] = {}
    for id, version, priority, rhythm, age, last in reader.watch("unheard", quiet=quiet, soonest=now - SOONEST):
        key = (str(priority), rhythm, age)
        if key not in known:
            known[key] = _rhythm(snapshot, *key, now)
        row = known[key]
        if row is not None and Calendar().due(row.due, last) < now:
            yield Found(id, version, "contact", escalation.CONTACT, on_miss=row.on_miss)


def _rhythm(snapshot: Snapshot, priority: str, rhythm: str | None, age: str | None, now: datetime) -> TermRow | None:
    deployed = snapshot.decisions.get(terms.TERMS)
    if deployed is None:
        return None
    facts: dict[str, object] = dict.fromkeys(snapshot.vocabulary.facts)
    facts |= {name: json.loads(text) for name, text in (("contactRhythm", rhythm), ("ageStatus", age)) if text}

    def decide(decision: str, inputs: Mapping[str, object]) -> object:
        return deployed.compiled.decide(decision, inputs, terms.functions()).value

    return terms.term_row(CONTACT, decide, facts, priority=priority, case_start=now, now=now)

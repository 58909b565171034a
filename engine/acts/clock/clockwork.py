"""What the clock does: one due thing at a time, each in one transaction, acted upon and marked together. A crash gives the row back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from time import monotonic

from engine import consents, tags
from engine.acts import reckoning, storms
from engine.acts.clock.due import ACTS, open_waits
from engine.acts.clock.sweep import Found, findings
from engine.acts.clock.trying import backoff, code_of
from engine.calendar import HOLIDAYS, day_of
from engine.clock import Clock
from engine.errors import PerspectiefError, Unavailable
from engine.model import (
    ENGINE,
    Case,
    CaseStatus,
    ClosingDay,
    Consent,
    Deadline,
    DeadlineState,
    Event,
    Incident,
    Instance,
    Shredding,
)
from engine.source import wait_in
from engine.step import consenting
from engine.step.run import Parts, Run
from engine.store.protocol import Store, Transaction

BATCH = 50  # deadlines in one transaction: the wait for the disk is shared, and nobody waits long for their case
PATIENCE = 0.1  # seconds after which a batch ends, since its cases are locked meanwhile, and all of SQLite
WORDS = {"contact": "Geen contact", "idle": "Er gebeurt niets in deze zaak", "timer": "Wachttijd"}
UNFORESEEN = "The engine did not foresee this. Tell who maintains it the number of this incident, then try again."


@dataclass(frozen=True, slots=True)
class Clockwork:
    """What is due and what stands still. Each method does one thing and says whether there was any."""

    store: Store
    parts: Parts
    clock: Clock

    def wake_one(self) -> bool:
        """Act on the most harmful thing that is due.

        1. Take the earliest due deadline; its case is locked with it.
        2. Fire the timer, remind somebody, start the ladder, or take a message in.
        3. Mark it done in the same transaction. When its case cannot be stepped, the deadline steps aside and
           leaves an incident: no other case waits for it.
        """
        now = self.clock.now()
        taken: Deadline | None = None
        try:
            with self.store.begin() as tx:
                taken = tx.take_due(now)
                if taken is None:
                    return False
                now = self.clock.now()
                self._act_on(tx, tx.get(Case, taken.case), taken, now)
                if taken.attempts:
                    _forgive(tx, taken, now)
        except Unavailable:
            raise
        except Exception as error:  # whatever this row breaks on, it steps aside: the next one is somebody's safety
            if taken is None:
                raise
            self._step_aside(taken, error)
        return True

    def _act_on(self, tx: Transaction, case: Case | None, due: Deadline, now: datetime) -> None:
        if case is not None:
            run = Run(tx, self.parts, case, ENGINE, now)
            ACTS[due.kind](run, due)
            run.settle()
        for left in tx.find(Deadline, case=due.case, state=DeadlineState.PENDING):
            if left.id == due.id and left.due_at <= now:
                tx.change(left, state=DeadlineState.DONE, done_at=now)

    def _take_turn(self, tx: Transaction, due: Deadline, now: datetime) -> Exception | None:
        """Act on one of a batch; answers what went wrong when that could be undone."""
        try:
            with tx.turn(due.case) as case:
                self._act_on(tx, case, due, now)
        except Unavailable:
            raise
        except Exception as error:  # as in wake_one: it steps aside, the others do not wait for it
            if tx.torn:
                raise
            return error
        return None

    def wake_some(self, most: int = BATCH) -> int:
        """Act on what is due, the most harmful first, many cases in one transaction; answers how many had their turn.

        1. Take the first that are due of the highest priority; their cases are locked together.
        2. Act on them one after another. One that cannot be acted on is undone and steps aside afterwards, the others
           go on; the rest has its turn the next time when this takes long, for people wait for those cases.
        3. When they cannot be undone apart, or not be written together, nothing happened: they are acted on one by one.
        """
        now, aside = self.clock.now(), dict[int, tuple[Deadline, Exception]]()
        taken: list[Deadline] = []
        try:
            with self.store.begin() as tx:
                due = tx.take_due_batch(now, most)
                taken = _never_tried(due)
                # the locks may have been waited for: what happens in one transaction has one moment
                now = self.clock.now()
                until = monotonic() + PATIENCE
                for count, deadline in enumerate(taken):
                    if count and monotonic() > until:
                        del taken[count:]
                        break
                    if deadline.case not in aside and (error := self._take_turn(tx, deadline, now)):
                        aside[deadline.case] = deadline, error
        except Unavailable:
            raise
        except Exception:  # which of them broke it is seen when each has a transaction of its own
            if not taken:
                raise
            return sum(self.wake_one() for _ in taken)
        for deadline, error in aside.values():
            self._step_aside(deadline, error)
        return len(taken) if taken or not due else int(self.wake_one())

    def _step_aside(self, deadline: Deadline, error: Exception) -> None:
        now = self.clock.now()
        with self.store.begin() as tx:
            case = tx.lock_case(deadline.case)
            row = tx.get(Deadline, deadline.id)
            if case is None or row is None or row.state is not DeadlineState.PENDING:
                return
            attempts = row.attempts + 1
            tx.change(row, attempts=attempts, next_try_at=now + backoff(attempts))
            instance = _instance_of(tx, row)
            if attempts == 1 and instance is not None:
                tx.add(
                    Incident(
                        case=case.id,
                        instance=instance,
                        wait=0,
                        element=row.source,
                        code=code_of(error),
                        text=error.text_en if isinstance(error, PerspectiefError) else UNFORESEEN,
                        owner=case.director,
                        opened_at=now,
                    )
                )

    def sweep(self) -> int:
        """Look for what stands still without any error, and put it on the ladder; answers how many findings.

        1. When terms or closing days changed since the last time, every open date is reckoned anew.
        2. Ask the whole database at once; a case is only locked for a finding, and only when it did not move since.
        """
        self._reckon_when_changed()
        now = self.clock.now()
        with self.store.reading() as reader:
            found = list(findings(reader, self.parts.library, self.parts.library.snapshot(reader), now))
        return sum(self._find(one) for one in found) + self.mind_consents()

    def mind_consents(self) -> int:
        """Ask about consents that run out within four weeks, and end those whose last day is past; answers how many.

        A consent that ran out is as if withdrawn: what stood open by it shuts, and what was shared is recalled.
        """
        today = day_of(self.clock.now())
        with self.store.reading() as reader:
            rows = reader.watch("consents", until=today + consents.RENEW_BEFORE)
        return sum(self._mind(case, consent, today) for case, consent in rows)

    def _mind(self, case_id: int, consent: int, today: date) -> bool:
        with self.store.begin() as tx:
            case, row = tx.lock_case(case_id), tx.get(Consent, consent)
            if case is None or row is None or case.status is CaseStatus.ERASED:
                return False
            run = Run(tx, self.parts, case, ENGINE, self.clock.now())
            if consents.runs_out(row, today):
                consenting.withdraw(run, row.purpose, row.recipient, ending=consents.EXPIRED)
            elif consents.to_renew(row, today) and row.teach_back:
                consenting.ask_to_renew(run, row)
            else:
                return False
            run.settle()
        return True

    def _find(self, found: Found) -> bool:
        with self.store.begin() as tx:
            case = tx.lock_case(found.case)
            if case is None or case.version != found.version:
                return False
            run = Run(tx, self.parts, case, ENGINE, self.clock.now())
            zone, name = found.zone, found.name or _named(run, found)
            if storms.climb(run, found.cause, name, zone, found.on_miss, found.told, found.root) is None:
                return False
            run.tell(tags.STALL_FOUND, zone=zone, reason=found.reason, name=name)
            run.settle()
        return True

    def _reckon_when_changed(self) -> None:
        with self.store.reading() as reader:
            terms = self.parts.library.snapshot(reader).decisions.get("D04")
            closed = reader.find(ClosingDay, newest=True, limit=1)
            last = reader.last_system_event(tags.TERMS_CHANGED)
        of_now = {
            "terms": terms.row.sha256[:12] if terms else "",
            "closed": closed[0].id if closed else 0,
            "holidays": HOLIDAYS,
        }
        if last is None or {**json.loads(last.detail), "moved": 0} != {**of_now, "moved": 0}:
            self.reckon(of_now)

    def reckon(self, because: Mapping[str, object] | None = None) -> int:
        """Reckon every open date anew from its rule and beginning; answers in how many cases something came later.

        A date that somebody was told never comes earlier. One transaction a case: stopping half way harms nothing.
        """
        moved, after = 0, 0
        while ids := self._open_after(after):
            moved += sum(self._reckon_one(id) for id in ids)
            after = ids[-1]
        detail = json.dumps({**(because or {"by": "hand"}), "moved": moved}, sort_keys=True)
        with self.store.begin() as tx:
            tx.append_events([Event(case=None, at=self.clock.now(), kind=tags.TERMS_CHANGED, detail=detail)])
        return moved

    def _open_after(self, after: int) -> list[int]:
        with self.store.reading() as reader:
            return reader.open_ids(after)

    def _reckon_one(self, id: int) -> bool:
        with self.store.begin() as tx:
            case = tx.lock_case(id)
            if case is None or case.status is not CaseStatus.OPEN:
                return False
            run = Run(tx, self.parts, case, ENGINE, self.clock.now())
            if not reckoning.reckon(run):
                return False
            run.settle()
        return True

    def shred_one(self) -> bool:
        """Destroy one key of what was erased in a case that goes on, and strike it off: a crash in between does it again."""
        with self.store.reading() as reader:
            waiting = reader.find(Shredding, limit=1)
        if not waiting:
            return False
        with self.store.begin() as tx:
            tx.lock_case(waiting[0].case)
            for row in tx.find(Shredding, id=waiting[0].id):
                self.parts.sealer.shred(row.case, row.zone, row.part)
                tx.remove(row)
        return True


def _named(run: Run, found: Found) -> str:
    """What a finding is about when the rows do not say: the element that waits, else the kind of standstill."""
    if wait := wait_in(found.cause):
        for row in open_waits(run, wait.instance):
            if row.number == wait.number:
                return run.live(wait.instance).model.elements[row.element].name or row.element
    return WORDS.get(found.reason, found.reason)


def _instance_of(tx: Transaction, deadline: Deadline) -> int | None:
    """The instance that a deadline is about; for one about a message the first of its case."""
    if wait := wait_in(deadline.source):
        return wait.instance
    rows = tx.find(Instance, case=deadline.case, limit=1)
    return rows[0].id if rows else None


def _forgive(tx: Transaction, deadline: Deadline, now: datetime) -> None:
    """What would not go goes now: its incident is over."""
    for incident in tx.find(Incident, case=deadline.case, element=deadline.source, resolved_at=None):
        tx.change(incident, resolved_at=now)


def _never_tried(taken: list[Deadline]) -> list[Deadline]:
    """Up to the first that failed before: that one has a transaction of its own."""
    return list(takewhile(lambda row: not row.attempts, taken))

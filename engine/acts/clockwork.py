"""What the clock does: one due thing at a time, each in one transaction, acted upon and marked together. A crash gives the row back."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile
from time import monotonic

from engine import consents, escalation, kernel, placing, tags
from engine.acts import pausing, rungs, storms
from engine.acts.sweep import CONTACT_CAUSE, Found, findings
from engine.calendar import HOLIDAYS, day_of
from engine.clock import Clock
from engine.errors import PerspectiefError, Unavailable
from engine.kernel.commands import Complete, Fail, Fire
from engine.model import (
    ENGINE,
    Account,
    Case,
    CaseKind,
    CaseStatus,
    ClosingDay,
    Consent,
    Deadline,
    DeadlineKind,
    DeadlineState,
    Escalation,
    Event,
    Incident,
    Instance,
    InstanceStatus,
    Job,
    JobState,
    Message,
    MessageState,
    Notice,
    NoticeState,
    Pause,
    Shredding,
    Task,
    TaskStatus,
)
from engine.ports import Channel, Connector, JobResult
from engine.step import consenting, routing
from engine.step.run import Parts, Run
from engine.store.protocol import Store, Transaction

TRIES = 5
BATCH = 50  # deadlines in one transaction: the wait for the disk is shared, and nobody waits long for their case
PATIENCE = 0.1  # seconds after which a batch ends, since its cases are locked meanwhile, and all of SQLite
WORDS = {"contact": "Geen contact", "idle": "Er gebeurt niets in deze zaak", "timer": "Wachttijd"}
UNFORESEEN = "The engine did not foresee this. Tell who maintains it the number of this incident, then try again."
LEASE_SECONDS = 60
LOOK = timedelta(
    days=1
)  # how long what a rung of the ladder waits for is left to that rung before it is looked at again
HOLD = timedelta(days=7)  # how long a rung whose cause is gone waits before it is looked at again
BACKOFF = (timedelta(seconds=5), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice made ready to send: no content of a case is in it."""

    recipient: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Clockwork:
    """The jobs of a worker. Each method does one thing and says whether there was any."""

    store: Store
    parts: Parts
    clock: Clock
    connectors: Mapping[str, Connector]
    channels: Mapping[str, Channel]
    write: Callable[[Notice, Account | None], Letter]

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
            _ACTS[due.kind](run, due)
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
            tx.change(row, attempts=attempts, next_try_at=now + BACKOFF[min(attempts, len(BACKOFF)) - 1])
            instance = _instance_of(tx, row)
            if attempts == 1 and instance is not None:
                tx.add(
                    Incident(
                        case=case.id,
                        instance=instance,
                        wait=0,
                        element=row.source,
                        code=_code_of(error),
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
            if climb(run, found.cause, name, zone, found.on_miss, found.told, found.root) is None:
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
            if not pausing.reckon(run):
                return False
            run.settle()
        return True

    def run_job_one(self) -> bool:
        """Do one connector's job: claim it with a lease, call outside any transaction, report with the fence."""
        with self.store.begin() as tx:
            job = tx.take_job(self.clock.now(), tuple(self.connectors), LEASE_SECONDS)
        if job is None:
            return False
        try:
            self._report(job, _call(self.connectors[job.topic], job))
        except Unavailable:
            raise
        except Exception as error:  # its answer cannot be taken in: calling again would do the outside work twice
            self._report(job, JobResult(error=_code_of(error), retry=False))
        return True

    def _report(self, job: Job, result: JobResult) -> None:
        with self.store.begin() as tx:
            case = tx.lock_case(job.case)
            row = tx.get(Job, job.id)
            if case is None or row is None or row.fence != job.fence or row.state is not JobState.RUNNING:
                return  # somebody with a newer fence has it: this result is stale
            now = self.clock.now()
            if result.error and result.retry and row.retries > 1:
                step = BACKOFF[min(4 - min(row.retries, 4), len(BACKOFF) - 1)]
                tx.change(row, state=JobState.OPEN, retries=row.retries - 1, next_try_at=now + step)
                return
            run = Run(tx, self.parts, case, ENGINE, now)
            if result.error:
                run.tell(tags.JOB_FAILED, instance=job.instance, element=job.element, code=result.error)
                run.command(job.instance, Fail(job.wait, result.error))
            else:
                run.tell(tags.JOB_DONE, instance=job.instance, element=job.element)
                run.command(job.instance, Complete(job.wait, dict(result.outputs)))
            run.settle()

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

    def send_one(self) -> bool:
        """Send one notice of the outbox: taken with a lease, sent outside any transaction, marked afterwards.

        A crash between sending and marking sends it again with the same key, by which its receiver knows it.
        """
        with self.store.begin() as tx:
            notice = tx.take_notice(self.clock.now(), LEASE_SECONDS)
            if notice is None:
                return False
            account = _recipient(
                tx.get(Account, _account_id(notice.recipient)) if _account_id(notice.recipient) else None
            )
        self._mark(notice, sent=self._deliver(notice, account))
        return True

    def _deliver(self, notice: Notice, account: Account | None) -> bool:
        channel = self.channels.get(notice.channel) or self.channels["console"]
        letter = self.write(notice, account)
        try:
            channel.send(letter.recipient, letter.subject, letter.body, notice.key)
        except OSError:
            return False
        return True

    def _mark(self, notice: Notice, *, sent: bool) -> None:
        now = self.clock.now()
        with self.store.begin() as tx:
            row = tx.get(Notice, notice.id)
            if row is None:
                return
            if sent:
                tx.change(row, state=NoticeState.SENT, sent_at=now)
                return
            # Taking it counted the attempt, so that a crash while sending counts too.
            state = NoticeState.FAILED if row.attempts >= TRIES else NoticeState.WAITING
            tx.change(row, state=state, next_try_at=now + BACKOFF[min(row.attempts, len(BACKOFF)) - 1])


def _fire(run: Run, deadline: Deadline) -> None:
    instance, wait = _wait_of(deadline.source)
    if _overtaken(run, instance):
        # What was late is done: the rung stays with its person until they record how it ended, and climbs no further.
        run.tx.change(deadline, due_at=run.now + HOLD, next_try_at=run.now + HOLD)
        run.tell(tags.ESCALATION_HELD, instance=instance)
        return
    run.tx.change(deadline, state=DeadlineState.DONE, done_at=run.now)  # it fired: the step would call it withdrawn
    run.fired_at = deadline.due_at
    run.tell(tags.TIMER_FIRED, instance=instance, rule=deadline.rule)
    run.command(instance, Fire(wait))


def _named(run: Run, found: Found) -> str:
    """What a finding is about when the rows do not say: the element that waits, else the kind of standstill."""
    if found.cause.startswith("wait:"):
        instance, wait = _wait_of(found.cause)
        for row in _open_waits(run, instance):
            if row.number == wait:
                return run.live(instance).model.elements[row.element].name or row.element
    return WORDS.get(found.reason, found.reason)


def _overtaken(run: Run, instance: int) -> bool:
    """Whether this is a ladder whose cause is gone: the task that was late is closed, the wait is over."""
    for row in run.tx.find(Escalation, case=run.case.id, instance=instance, closed_at=None):
        if row.cause == CONTACT_CAUSE:
            return run.case.moved_at is not None and run.case.moved_at > row.opened_at
        if row.cause.startswith("wait:"):
            late, wait = _wait_of(row.cause)
            return not any(open_wait.number == wait for open_wait in _open_waits(run, late))
    return False


def _open_waits(run: Run, instance: int) -> tuple[kernel.Wait, ...]:
    row = run.tx.get(Instance, instance)
    if row is None or row.status is not InstanceStatus.ACTIVE:
        return ()
    live = run.live(instance)
    return kernel.waits(live.model, live.marking)


def _remind(run: Run, deadline: Deadline) -> None:
    instance, wait = _wait_of(deadline.source)
    task = _open_task(run, instance, wait)
    if task is None:
        _tell_director(run, tags.WAIT_REMINDED, deadline, instance)
        return
    run.tell(tags.TASK_REMINDED, instance=instance, element=task.element, task=task.id, zone=task.zone, name=task.name)
    whom = escalation.whom_to_remind(task, run.case.director)
    if whom is None:
        return
    behind = task.deputy if task.deputy is not None else run.case.deputy
    present, _ = placing.stand_in(whom, behind, run.staffing().absences, day_of(run.now))
    if present is not None and present != whom:
        told = {"name": task.name, "skipped": f"account:{whom}", "reason": "absent"}
        run.tell(tags.TASK_STOOD_IN, instance=instance, element=task.element, task=task.id, zone=task.zone, **told)
    run.notify(present if present is not None else whom, "reminder", f"deadline:{deadline.id}", task=task.id)


def _overdue(run: Run, deadline: Deadline) -> None:
    if (
        run.case.status is CaseStatus.DORMANT
    ):  # nobody can do anything for who is out of sight: it climbs when they are back
        run.tx.change(deadline, due_at=run.now + HOLD, next_try_at=run.now + HOLD)
        return
    instance, wait = _wait_of(deadline.source)
    task = _open_task(run, instance, wait)
    row = run.tx.get(Instance, instance)
    if row is not None and rungs.watched(run, row, wait):  # the rung notices; this climbs when no rung waits for it
        run.tx.change(deadline, due_at=run.now + LOOK, next_try_at=run.now + LOOK)
        return
    step = deadline.rule.removeprefix("term:")
    term = run.term(step, instance) if deadline.rule.startswith("term:") else None
    on_miss = term.on_miss if term else "L1"
    name = task.name if task else _wait_name(run, row, deadline)
    zone = task.zone if task else (row.zone if row else "REG")
    kind = tags.TASK_OVERDUE if task else tags.WAIT_OVERDUE
    run.tell(kind, instance=instance, task=task.id if task else None, zone=zone, name=name)
    shared = deadline.rule if term else f"{row.process if row else ''}:{name}"
    climb(run, deadline.source, name, zone, on_miss, root=shared)


def climb(
    run: Run, cause: str, name: str, zone: str, on_miss: str, reason: str = "deadline", root: str = ""
) -> Escalation | None:
    """Put a cause on the ladder, unless it is there already. What many cases share climbs once, in a case of its own."""
    running = run.tx.find(Escalation, case=run.case.id, closed_at=None)
    step = escalation.overdue(cause, name, zone, on_miss, running)
    if step is None:
        return None
    shared = root if run.case.kind is not CaseKind.CARE and step.source != escalation.HIDDEN else ""
    if shared and storms.rages(run, shared):
        return storms.share(run, step, shared, reason)
    return storms.start(run, step, reason, shared)


def _resume(run: Run, deadline: Deadline) -> None:
    """The pause lasted as long as it may: the case goes on."""
    row = run.tx.get(Pause, int(deadline.source.split(":")[1]))
    if row is not None and row.until is None:
        pausing.resume(run, row, row.ends_at)


def _review(run: Run, deadline: Deadline) -> None:
    """What this case shared with many was decided: what still stands still here climbs on its own now."""
    for row in run.tx.find(Escalation, case=run.case.id, instance=None, closed_at=None):
        run.tx.change(row, closed_at=run.now)
        run.tell(tags.ESCALATION_CLOSED, cause=row.cause)
        instance, wait = _wait_of(row.cause) if row.cause.startswith("wait:") else (0, 0)
        if any(open_wait.number == wait for open_wait in _open_waits(run, instance)):
            task = _open_task(run, instance, wait)
            climb(run, row.cause, row.source, task.zone if task else "REG", "L2", row.reason)


def _expire(run: Run, deadline: Deadline) -> None:
    message = run.tx.get(Message, int(deadline.source.split(":")[1]))
    if message is not None and message.state is MessageState.KEPT:
        routing.expire(run, message)


def _take_in(run: Run, deadline: Deadline) -> None:
    message = run.tx.get(Message, int(deadline.source.split(":")[1]))
    if message is None or message.state is not MessageState.KEPT:
        return
    waits = routing.waiting(run, message.name, message.key)
    if waits:
        routing.take_in(run, message, waits[-1])
    elif message.name in run.snapshot.starters:
        routing.start_by(run, message)


def _hear(run: Run, deadline: Deadline) -> None:
    """A signal over all cases has come to this one."""
    message = run.tx.get(Message, int(deadline.source.split(":")[1]))
    if message is not None:
        said = routing.typed(run.vocabulary.messages.get(message.name), json.loads(message.payload))
        routing.signal(run, message.name, said)


def _tell_director(run: Run, kind: str, deadline: Deadline, instance: int) -> None:
    run.tell(kind, instance=instance, rule=deadline.rule)
    if run.case.director is not None:
        run.notify(run.case.director, "reminder", f"deadline:{deadline.id}")


def _open_task(run: Run, instance: int, wait: int) -> Task | None:
    found = run.tx.find(Task, case=run.case.id, instance=instance, wait=wait, status=TaskStatus.OPEN)
    return found[0] if found else None


def _wait_name(run: Run, row: Instance | None, deadline: Deadline) -> str:
    if row is None:
        return deadline.rule
    live = run.live(row.id)
    _, wait = _wait_of(deadline.source)
    open_waits = kernel.waits(live.model, live.marking)
    names = [live.model.elements[row.element].name for row in open_waits if row.number == wait]
    return names[0] if names else live.model.name


def _wait_of(source: str) -> tuple[int, int]:
    _, instance, wait = source.split(":")
    return int(instance), int(wait)


def _call(connector: Connector, job: Job) -> JobResult:
    try:
        return connector(json.loads(job.inputs), json.loads(job.headers))
    except Exception as error:  # a connector is not ours, and its failure is a failed job, never a stopped worker
        return JobResult(error=type(error).__name__)


def _code_of(error: Exception) -> str:
    """A code without content: the message of an unforeseen error may hold a value."""
    return error.code if isinstance(error, PerspectiefError) else type(error).__name__


def _instance_of(tx: Transaction, deadline: Deadline) -> int | None:
    """The instance that a deadline is about; for one about a message the first of its case."""
    kind, _, rest = deadline.source.partition(":")
    if kind == "wait":
        return int(rest.partition(":")[0])
    rows = tx.find(Instance, case=deadline.case, limit=1)
    return rows[0].id if rows else None


def _forgive(tx: Transaction, deadline: Deadline, now: datetime) -> None:
    """What would not go goes now: its incident is over."""
    for incident in tx.find(Incident, case=deadline.case, element=deadline.source, resolved_at=None):
        tx.change(incident, resolved_at=now)


def _never_tried(taken: list[Deadline]) -> list[Deadline]:
    """Up to the first that failed before: that one has a transaction of its own."""
    return list(takewhile(lambda row: not row.attempts, taken))


def _account_id(recipient: str) -> int:
    kind, _, value = recipient.partition(":")
    return int(value) if kind == "account" and value.isdigit() else 0


def _recipient(account: Account | None) -> Account | None:
    return account if account and account.active else None


_ACTS: Mapping[DeadlineKind, Callable[[Run, Deadline], None]] = {
    DeadlineKind.TIMER: _fire,
    DeadlineKind.REMIND: _remind,
    DeadlineKind.DUE: _overdue,
    DeadlineKind.RESUME: _resume,
    DeadlineKind.REVIEW: _review,
    DeadlineKind.EXPIRE: _expire,
    DeadlineKind.DELIVER: _take_in,
    DeadlineKind.SIGNAL: _hear,
}

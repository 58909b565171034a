"""Makes the rows of a case say again what its state says. The state is what happened; rows are what people and clocks see of it.

What is lost with a row stays lost: who had claimed a task, a draft's place, when a term began. A restored task is the team's
again, and its term begins now unless its deadlines are still there. A state that cannot be read, and a called process that
is gone, are for a person.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from engine import kernel, tags
from engine.acts.desk import Desk
from engine.acts.doctor import Complaint, Doctor, kept_rows
from engine.decide import Changes
from engine.errors import Sealed as CannotOpen
from engine.model import (
    ENGINE,
    Case,
    Deadline,
    DeadlineKind,
    DeadlineState,
    Instance,
    InstanceStatus,
    Job,
    JobState,
    Subscription,
    Task,
    TaskStatus,
)
from engine.source import of_wait
from engine.step.run import Run

ROWS = ("task", "job", "timer", "message", "signal")


@dataclass(frozen=True, slots=True)
class Repaired:
    """Something that was put right in a case."""

    case: str
    text: str


@dataclass(frozen=True, slots=True)
class Repair:
    """Rebuilds rows from states, one case in one transaction."""

    desk: Desk

    def mend(self) -> tuple[list[Repaired], list[Complaint]]:
        """Mend every case that the doctor complains of; answers what was done, and what is left for a person."""
        doctor = Doctor(self.desk)
        _, complaints = doctor.examine()
        done = [repaired for reference in _in_order(complaints) for repaired in self._mend_one(reference)]
        return done, doctor.examine()[1]

    def _mend_one(self, reference: str) -> list[Repaired]:
        with self.desk.store.reading() as reader:
            case = reader.find(Case, reference=reference)[0].id
        with self.desk.act(ENGINE, case) as run:
            found = [Repaired(reference, text) for text in _mend(run)]
            if found:
                run.tell(tags.CASE_REPAIRED, what=[row.text for row in found])
                run.settle()
            return found


def _in_order(complaints: list[Complaint]) -> list[str]:
    return list(dict.fromkeys(row.case for row in complaints if row.case))


def _mend(run: Run) -> Iterator[str]:
    for row in run.tx.find(Instance, case=run.case.id, status=InstanceStatus.ACTIVE):
        try:
            live = run.live(row.id)
        except (CannotOpen, ValueError):
            continue  # nobody can say what its rows should be
        waits = kernel.waits(live.model, live.marking)
        for kind, numbers in kept_rows(run.tx, row).items():
            for number in sorted(numbers - {wait.number for wait in waits if wait.kind == kind}):
                yield from _withdraw(run, row, kind, number)
        for wait in waits:
            if wait.kind in ROWS:
                yield from _restore(run, row, wait)


def _withdraw(run: Run, row: Instance, kind: str, number: int) -> Iterator[str]:
    """A row that no state waits for: nothing that somebody did with it would be heard."""
    if kind == "call":
        return  # a whole process runs there: a person must look
    if kind == "task":
        run.withdraw(row.id, number)
    for job in run.tx.find(Job, instance=row.id, wait=number) if kind == "job" else []:
        run.tx.change(job, state=JobState.CANCELLED)
    for subscription in run.tx.find(Subscription, instance=row.id, wait=number, kind=kind):
        run.tx.remove(subscription)
    for deadline in run.tx.find(Deadline, source=of_wait(row.id, number), state=DeadlineState.PENDING):
        run.tx.change(deadline, state=DeadlineState.CANCELLED, done_at=run.now)
    yield f"{row.process}: {kind} {number} was withdrawn"


def _restore(run: Run, row: Instance, wait: kernel.Wait) -> Iterator[str]:
    """What the state asks for and no row shows."""
    try:
        asked = run.asked(row.id, wait.number)
    except kernel.NotPossible:
        return
    task = _open_task(run, row, wait)
    if task is not None:
        asked, dated = _as_told(run, task, asked)
        if dated:
            yield f"{row.process}: the task at {wait.element} has a date again"
    rows = _lacking(run, row, wait, asked, task)
    missing = [name for name in ("tasks", "jobs", "subscriptions", "deadlines") if getattr(rows, name)]
    if missing:
        run.restore(row.id, rows)
        _keep_old_date(run, row, wait, rows)
        yield f"{row.process}: {', '.join(missing)} of {wait.kind} {wait.number} at {wait.element} restored"


def _open_task(run: Run, row: Instance, wait: kernel.Wait) -> Task | None:
    found = run.tx.find(Task, instance=row.id, wait=wait.number, status=TaskStatus.OPEN) if wait.kind == "task" else []
    return found[0] if found else None


def _as_told(run: Run, task: Task, asked: Changes) -> tuple[Changes, bool]:
    """A date that a person was told stands; a task that lost its date gets one."""
    due = task.due_at or asked.tasks[0].due_at
    if due is not None and task.due_at is None:
        run.tx.change(task, due_at=due, due_rule=asked.tasks[0].due_rule)
    moved = [
        replace(line, due_at=due, next_try_at=due, since=task.opened_at)
        for line in asked.deadlines
        if line.kind is DeadlineKind.DUE and due is not None
    ]
    others = [
        line for line in asked.deadlines if line.kind is not DeadlineKind.DUE and (due is None or line.due_at < due)
    ]
    return replace(asked, deadlines=(*moved, *others)), due is not None and task.due_at is None


def _lacking(run: Run, row: Instance, wait: kernel.Wait, asked: Changes, task: Task | None) -> Changes:
    """The part of the rows that is not there."""
    kept = run.tx.find(Deadline, source=of_wait(row.id, wait.number))
    watched = {line.kind for line in kept if line.kind is not DeadlineKind.TIMER or line.state is DeadlineState.PENDING}
    stale = [line for line in kept if line.kind is DeadlineKind.TIMER and line.state is not DeadlineState.PENDING]
    wanted = [line for line in asked.deadlines if line.kind not in watched]
    for line in wanted:  # the same moment of the same thing is one row: an old one makes place
        for old in stale:
            if old.occurrence == line.occurrence and old.kind is line.kind:
                run.tx.remove(old)
    running = run.tx.find(Job, instance=row.id, wait=wait.number, state=(JobState.OPEN, JobState.RUNNING))
    listening = run.tx.find(Subscription, instance=row.id, wait=wait.number)
    return Changes(
        tasks=asked.tasks if task is None else (),
        jobs=asked.jobs if not running else (),
        subscriptions=asked.subscriptions if not listening else (),
        deadlines=tuple(wanted),
        events=asked.events if wait.kind == "task" and task is None else (),
    )


def _keep_old_date(run: Run, row: Instance, wait: kernel.Wait, rows: Changes) -> None:
    """A task that comes back while its term still runs is due when it was."""
    for line in run.tx.find(Deadline, source=of_wait(row.id, wait.number), kind=DeadlineKind.DUE) if rows.tasks else []:
        for task in run.tx.find(Task, instance=row.id, wait=wait.number, status=TaskStatus.OPEN):
            run.tx.change(task, due_at=line.due_at)

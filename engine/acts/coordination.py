"""The coordinator's acts: see whose case does not move, and why; nudge, move a date once, escalate, try again."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from engine import access, pages, pauses, placing, tags
from engine.acts import pausing, reckoning
from engine.acts.cases import harm
from engine.acts.desk import Desk
from engine.acts.storms import climb
from engine.acts.stuck import Look
from engine.calendar import AMSTERDAM, day_of
from engine.errors import Conflict, Invalid, NotAllowed, NotFound
from engine.escalation import CASE
from engine.kernel.commands import Retry
from engine.model import (
    Absence,
    Actor,
    Case,
    Deadline,
    DeadlineKind,
    DeadlineState,
    Extension,
    Incident,
    Membership,
    Task,
)
from engine.pages import Page, Place
from engine.placing import on_duty
from engine.ports import FieldProblem
from engine.source import of_wait
from engine.step.guard import UNDONE
from engine.step.run import Run
from engine.terms import step_of
from engine.views import PauseChoice, StuckCase

REASON = FieldProblem("reason", "required", "Schrijf in een zin waarom.", "Write in one sentence why.")

ROUNDS = 10
"""Pages of cases that may be looked through for one page of those that stand still: coordinators see them all."""


@dataclass(frozen=True, slots=True)
class Coordination:
    """What somebody who watches over cases can see and do."""

    desk: Desk

    def stuck(self, actor: Actor, *, reason: str | None = None, after: str | None = None) -> Page[StuckCase]:
        """A page of the cases that do not move, most harm first: by priority, and within the page by working days over the
        norm. A paused case does not stand still by accident: it is on the list of those who ask for it.

        Raises NotAllowed, and Invalid for a cursor that no page gave.
        """
        if not access.coordinates(actor):
            raise NotAllowed()
        now = self.desk.clock.now()
        with self.desk.look() as (reader, snapshot):
            absences = reader.find(Absence)
            gone = sorted(placing.away(absences, day_of(now)))
            organisations = sorted({role.organisation for role in actor.roles})

            def rows(place: Place) -> list[Case]:
                return reader.troubled_cases(actor.account, organisations, gone, now, after=place, limit=pages.PAGE + 1)

            def seen(cases: Sequence[Case]) -> list[tuple[Case, StuckCase]]:
                stands = self.desk.reaches(reader, actor, cases, snapshot.vocabulary)
                visible = [case for case in cases if access.sees_case(case, stands[case.id])]
                together = reader.gathered(visible)
                looks = (
                    Look(self.desk, together, actor, case, stands[case.id], snapshot, absences, now) for case in visible
                )
                found = [(look.case, row) for look in looks if (row := look.row())]
                return [(case, row) for case, row in found if _is_asked(row, reason)]

            page = pages.gather(rows, harm, seen, after, ROUNDS)
        worst = sorted(
            page.items, key=lambda row: (row.head.priority.value, -row.stall.working_days_over, row.stall.since)
        )
        return replace(page, items=tuple(worst))

    def stuck_case(self, actor: Actor, reference: str) -> StuckCase:
        """The row of one case on the list of those that do not move. Raises NotAllowed, and NotFound when it moves."""
        if not access.coordinates(actor):
            raise NotAllowed()
        now = self.desk.clock.now()
        with self.desk.look() as (reader, snapshot):
            case, within = self.desk.case_by_reference(reader, actor, reference)
            absences = reader.find(Absence)
            found = Look(self.desk, reader, actor, case, within, snapshot, absences, now).row()
        if found is None:
            raise NotFound()
        return found

    def nudge(self, actor: Actor, task_id: int) -> None:
        """Ask whoever has the task to look at it: a notice, once a day."""
        with self.desk.look() as (reader, _):
            seen, _, _ = self.desk.task_for(reader, actor, task_id)
        with self.desk.act(actor, seen.case) as run:
            task = self._mine(run, actor, task_id, "nudge")
            day = day_of(run.now).isoformat()
            for account in self._asked(run, task):
                run.notify(account, "nudge", f"nudge:{task.id}:{account}:{day}", task=task.id)
            run.tell(tags.TASK_NUDGED, task=task.id, element=task.element, zone=task.zone, name=task.name)
            run.settle()

    def _asked(self, run: Run, task: Task) -> list[int]:
        if task.assignee is not None:
            return [task.assignee]
        duty = on_duty(task.lane, task.role, run.staffing().staff.rosters, run.now)
        if duty:
            return duty
        rows = run.tx.find(Membership, organisation=task.organisation, lane=task.lane, role=task.role)
        return [row.account for row in rows]

    def extend(self, actor: Actor, task_id: int, to: date, reason: str) -> None:
        """Move a task's date, once, with a reason. Raises Conflict the second time, Invalid for a date that is not later."""
        with self.desk.look() as (reader, _):
            seen, _, _ = self.desk.task_for(reader, actor, task_id)
        with self.desk.act(actor, seen.case) as run:
            task = self._mine(run, actor, task_id, "extend")
            if not reason.strip():
                raise Invalid([REASON])
            if run.tx.find(Extension, task=task.id, limit=1):
                raise Conflict(
                    "This term was extended before. Escalate instead.",
                    "Deze termijn is al een keer verlengd. Schaal op.",
                )
            moment = datetime.combine(to, time(23, 59, 59), AMSTERDAM)
            if task.due_at is None or moment <= max(task.due_at, run.now):
                nl, en = (
                    "Kies een datum na vandaag en na de oude datum.",
                    "Choose a date after today and after the old date.",
                )
                raise Invalid([FieldProblem("to", "date", nl, en)])
            _must_be_within(run, task, moment)
            self._move(run, task, moment, reason.strip()[:300])
            run.settle()

    def _move(self, run: Run, task: Task, moment: datetime, reason: str) -> None:
        run.tx.add(
            Extension(
                case=task.case,
                task=task.id,
                from_due=task.due_at or run.now,
                to_due=moment,
                reason=reason,
                set_at=run.now,
                set_by=run.actor.account,
            )
        )
        run.tx.change(task, due_at=moment)
        source = of_wait(task.instance, task.wait)
        for watched in run.tx.find(Deadline, source=source, kind=DeadlineKind.DUE, limit=1):
            reckoning.place(run, source, watched.kind, watched.rule, run.now, [moment], task.priority)
        run.tell(
            tags.TASK_EXTENDED,
            task=task.id,
            element=task.element,
            zone=task.zone,
            name=task.name,
            reason=reason,
            to=moment.isoformat(),
        )

    def pause(self, actor: Actor, reference: str, reason: str, until: date | None) -> None:
        """Let a case stand still: its terms, open tasks, timers and rungs, together. `reason` is a code of D21.

        Without `until` as long as D21 allows. Raises NotAllowed, Conflict, and Invalid for what D21 does not allow.
        """
        with self._whole(actor, reference) as run:
            pausing.pause(run, reason.strip(), until)
            run.settle()

    def resume(self, actor: Actor, reference: str) -> None:
        """Let a case go on: every date comes as much later as the case really stood still. Raises NotAllowed, Conflict."""
        with self._whole(actor, reference) as run:
            row = pausing.paused(run.tx, run.case.id)
            if row is None:
                raise Conflict("This case does not stand still.", "Deze zaak staat niet stil.")
            pausing.resume(run, row, run.now)
            run.settle()

    def pauses(self, actor: Actor, reference: str) -> tuple[PauseChoice, ...]:
        """The reasons for which this case may stand still now, with the last moment for each. Raises NotAllowed, NotFound."""
        with self._whole(actor, reference) as run:
            ends = ((reason, pausing.latest(run, reason.code)) for reason in pausing.reasons(run.snapshot))
            return tuple(
                PauseChoice(reason.code, reason.say(actor.language), until)
                for reason, until in ends
                if until is not None
            )

    @contextmanager
    def _whole(self, actor: Actor, reference: str) -> Iterator[Run]:
        """The locked case, for somebody who may act on it as a whole."""
        with self.desk.look() as (reader, _):
            seen, within = self.desk.case_by_reference(reader, actor, reference)
        if not access.pauses(actor, seen, within):
            raise NotAllowed()
        with self.desk.act(actor, seen.id) as run:
            yield run

    def escalate(self, actor: Actor, reference: str, task_id: int | None, reason: str) -> None:
        """Put a case, or one of its tasks, on the ladder now. Raises Conflict when it is there already."""
        if not reason.strip():
            raise Invalid([REASON])
        with self.desk.look() as (reader, _):
            case, _ = self.desk.case_by_reference(reader, actor, reference)
        with self.desk.act(actor, case.id) as run:
            task = self._mine(run, actor, task_id, "reassign") if task_id else None
            cause = of_wait(task.instance, task.wait) if task else CASE
            name, zone = (task.name, task.zone) if task else (reason.strip()[:120], "REG")
            if climb(run, cause, name, zone, "L2", "noCapacity") is None:
                raise Conflict("This is on the ladder already.", "Dit is al opgeschaald.")
            run.settle()

    def retry(self, actor: Actor, incident_id: int) -> None:
        """Let the engine try the element with the incident again. Raises NotFound, and NotAllowed for who may only look."""
        with self.desk.look() as (reader, snapshot):
            incident = reader.get(Incident, incident_id)
            case = reader.get(Case, incident.case) if incident else None
            if incident is None or case is None:
                raise NotFound()
            if not self.desk.reach(reader, actor, case, snapshot.vocabulary):
                raise NotFound()
        if not access.coordinates(actor):
            raise NotAllowed()
        with self.desk.act(actor, case.id) as run:
            if incident.wait:
                run.command(incident.instance, Retry(incident.wait))
            for row in run.tx.find(Deadline, source=incident.element, state=DeadlineState.PENDING):
                run.tx.change(row, next_try_at=run.now)  # it stepped aside; its turn is now
            if incident.code in UNDONE and incident.resolved_at is None:
                run.tx.change(incident, resolved_at=run.now, resolved_by=actor.account)  # only doing it again shows it
            run.settle()

    def _mine(self, run: Run, actor: Actor, task_id: int, verb: str) -> Task:
        task, _, within = self.desk.task_for(run.tx, actor, task_id)
        if task.case != run.case.id:
            raise NotFound()
        if verb not in access.verbs(actor, task, run.case, within, run.vocabulary):
            raise NotAllowed()
        return task


def _must_be_within(run: Run, task: Task, moment: datetime) -> None:
    """Refuse a date beyond what D21 allows for this kind of term. Raises Invalid."""
    if pausing.LIMITS not in run.snapshot.decisions or task.due_at is None:
        return
    step = step_of(task.due_rule)
    row = run.term(step, task.instance) if step else None
    allowed = pausing.limit(run, "extend", kind=row.kind if row else pauses.OURS)
    latest = max(task.due_at, run.now) + (allowed.at_once if allowed else timedelta())
    if allowed is not None and not allowed.at_once:
        nl, en = "Deze termijn is van de wet. Alleen wie hem stelt, verlengt hem.", "This term is the law's, not ours."
        raise Invalid([FieldProblem("to", "legal", nl, en)])
    if day_of(moment) > day_of(latest):
        nl = f"Zo ver mag niet. Kies een dag tot en met {day_of(latest):%d-%m-%Y}, of schaal op."
        en = f"That is too far. Choose a day up to and including {day_of(latest):%d-%m-%Y}, or escalate."
        raise Invalid([FieldProblem("to", "limit", nl, en)])


def _is_asked(row: StuckCase, reason: str | None) -> bool:
    return row.stall.reason == reason if reason else row.stall.reason != "paused"

"""The coordinator's acts: see whose case does not move, and why; nudge, move a date once, escalate, try again."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from engine import access, pages, pauses, placing, stalls, tags
from engine.access import Reach
from engine.acts import pausing, rungs
from engine.acts.cases import Cases, case_actions, harm
from engine.acts.clockwork import climb
from engine.acts.desk import Desk, ladders_of
from engine.calendar import AMSTERDAM, day_of
from engine.errors import Conflict, Invalid, NotAllowed, NotFound
from engine.kernel.commands import Retry
from engine.model import (
    Absence,
    Actor,
    Case,
    Deadline,
    DeadlineKind,
    DeadlineState,
    Escalation,
    Extension,
    Incident,
    Instance,
    InstanceStatus,
    Membership,
    Pause,
    Task,
    TaskStatus,
)
from engine.pages import Page, Place
from engine.placing import on_duty
from engine.ports import FieldProblem
from engine.step.guard import UNDONE
from engine.step.library import Snapshot
from engine.step.run import Run
from engine.store.protocol import Reader
from engine.views import NowItem, PauseChoice, Stall, StuckCase, Term

REASON = FieldProblem("reason", "required", "Schrijf in een zin waarom.", "Write in one sentence why.")

ROUNDS = 10
"""Pages of cases that may be looked through for one page of those that stand still: coordinators see them all."""


@dataclass(frozen=True, slots=True)
class Coordination:
    """What somebody who watches over cases can see and do."""

    desk: Desk
    cases: Cases

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
                found = [
                    (case, row)
                    for case in visible
                    for row in self._stuck_in(together, actor, case, stands[case.id], snapshot, absences, now)
                ]
                return [
                    (case, row)
                    for case, row in found
                    if (row.stall.reason == reason if reason else row.stall.reason != "paused")
                ]

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
            found = self._stuck_in(reader, actor, case, within, snapshot, reader.find(Absence), now)
        if not found:
            raise NotFound()
        return found[0]

    def _stuck_in(
        self,
        reader: Reader,
        actor: Actor,
        case: Case,
        within: Reach,
        snapshot: Snapshot,
        absences: list[Absence],
        now: datetime,
    ) -> list[StuckCase]:
        """The things of one case that do not move, one row for the worst of them; a paused case is one row that says so."""
        every, vocabulary = reader.find(Task, case=case.id, status=TaskStatus.OPEN), snapshot.vocabulary
        tasks = [row for row in every if row.ladder]
        seen = [row for row in every if row.zone in within.zones]

        def told(rows: Iterable[Task]) -> list[NowItem]:
            return [
                self.cases.task_item(reader, row, vocabulary, actor.language, within, absences, now) for row in rows
            ]

        items = told(row for row in seen if row.ladder)
        items += [item for row in tasks if row.zone not in within.zones for item in self._hidden(row, absences, now)]
        for row in reader.find(Instance, case=case.id, status=InstanceStatus.ACTIVE):
            if row.zone in within.zones:
                items += self.cases.waits(reader, case, row, within, snapshot, now)
        open_rungs = reader.find(Escalation, case=case.id, closed_at=None)
        items += [item for row in open_rungs for item in self._found(row, within, snapshot, now)]
        worst = stalls.worst([item.stall for item in items if item.stall])
        actions = case_actions(reader, actor, case, within)
        standing = pausing.paused(reader, case.id)
        if standing is not None and (worst is None or worst.reason != "incident"):
            return [self._paused(reader, case, within, standing, actions)]
        item = next((item for item in items if item.stall is worst), None)
        if worst is None or item is None:
            return []
        ladders = [row.instance for row in open_rungs if row.instance is not None]
        below = rungs.answering(reader, self.desk.library, case.id, ladders) if ladders else set()
        deciding = next(iter(told(_asked_to_decide(row for row in seen if row.instance in below))), None)
        acted_on = item.task or (deciding.task if deciding else None)
        may = next(
            (access.verbs(actor, row, case, within, vocabulary) for row in seen if row.id == acted_on), frozenset()
        )
        return [
            StuckCase(
                head=self.desk.head(reader, case, within),
                stall=worst,
                item=item,
                level=_level(reader, case, open_rungs),
                actions=_actions(item, may, escalated=bool(open_rungs)) | actions,
                deciding=deciding,
            )
        ]

    def _found(self, row: Escalation, within: Reach, snapshot: Snapshot, now: datetime) -> list[NowItem]:
        """What a sweep put on the ladder: the rows of the case alone do not tell that it stands still."""
        if row.reason not in stalls.SILENT:
            return []
        over = self.desk.calendar.working_days_between(day_of(row.opened_at), day_of(now))
        detail: dict[str, object] = {"found": row.opened_at.isoformat()}
        if row.reason != "message":
            stall = Stall(row.reason, row.opened_at, max(0, over), detail)
            return [NowItem(row.source, "case", "", "", "", Term(None), row.opened_at, stall=stall)]
        named = row.source if snapshot.may_know(row.source, within.zones) else ""
        stall = Stall(row.reason, row.opened_at, max(0, over), {**detail, "name": named})
        return [NowItem("", "case", "", "", "", Term(None), row.opened_at, stall=stall, message=named)]

    def _paused(self, reader: Reader, case: Case, within: Reach, standing: Pause, actions: frozenset[str]) -> StuckCase:
        stall = Stall("paused", standing.since, 0, {"reason": standing.reason, "until": standing.ends_at.isoformat()})
        item = NowItem("", "case", "", "", "", Term(standing.ends_at), standing.since, stall=stall)
        return StuckCase(self.desk.head(reader, case, within), stall, item, None, actions)

    def _hidden(self, task: Task, absences: list[Absence], now: datetime) -> list[NowItem]:
        """A partner's late task as no more than that: something of a partner stands still since then."""
        late = stalls.stall(stalls.Standing(task=task), absences, self.desk.calendar, now)
        if late is None:
            return []
        stall = Stall("partner", late.since, late.working_days_over)
        return [NowItem("", "partner", "", "", "", self.desk.term_of(task, now), task.opened_at, stall=stall)]

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
        duty = on_duty(task.lane, task.role, run.staffing().rosters, run.now)
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
        source = f"wait:{task.instance}:{task.wait}"
        rows = run.tx.find(Deadline, source=source, kind=DeadlineKind.DUE)
        pending = [row for row in rows if row.state is DeadlineState.PENDING]
        if pending:
            run.tx.change(pending[0], due_at=moment, next_try_at=moment)
        elif rows:
            again = Deadline(
                case=task.case,
                source=source,
                occurrence=len(rows),
                kind=DeadlineKind.DUE,
                rule=rows[0].rule,
                since=run.now,
                due_at=moment,
                priority=run.case.priority,
                next_try_at=moment,
            )
            run.tx.add(again)
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
                PauseChoice(reason.code, reason.label if actor.language == "nl" else reason.label_en, until)
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
            cause = f"wait:{task.instance}:{task.wait}" if task else "case"
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
    rule = task.due_rule or ""
    row = run.term(rule.removeprefix("term:"), task.instance) if rule.startswith("term:") else None
    allowed = pausing.limit(run, "extend", kind=row.kind if row else pauses.OURS)
    latest = max(task.due_at, run.now) + (allowed.at_once if allowed else timedelta())
    if allowed is not None and not allowed.at_once:
        nl, en = "Deze termijn is van de wet. Alleen wie hem stelt, verlengt hem.", "This term is the law's, not ours."
        raise Invalid([FieldProblem("to", "legal", nl, en)])
    if day_of(moment) > day_of(latest):
        nl = f"Zo ver mag niet. Kies een dag tot en met {day_of(latest):%d-%m-%Y}, of schaal op."
        en = f"That is too far. Choose a day up to and including {day_of(latest):%d-%m-%Y}, or escalate."
        raise Invalid([FieldProblem("to", "limit", nl, en)])


def _level(reader: Reader, case: Case, rungs: list[Escalation]) -> str | None:
    """The rung the case stands on: the highest of its open ladder tasks."""
    if not rungs:
        return None
    instances = {row.instance for row in rungs}
    tasks = reader.find(Task, case=case.id, status=TaskStatus.OPEN)
    ladders = ladders_of(reader, tasks)
    names = [task.element for task in tasks if ladders.get(task.instance) in instances]
    levels = [level for level in ("L1", "L2", "L3", "L4", "L5") if any(level in name for name in names)]
    return levels[-1] if levels else rungs[-1].level


def _asked_to_decide(tasks: Iterable[Task]) -> list[Task]:
    """Of the steps at which somebody decides on what is on the ladder, the one whose answer is due first."""
    return sorted(tasks, key=lambda row: row.due_at or row.opened_at)[:1]


def _actions(item: NowItem, may: frozenset[str], *, escalated: bool) -> frozenset[str]:
    """What can be done about a row; `may` is what the actor may do with its task. The time of a rung is not theirs to extend."""
    actions = set(may & ({"nudge", "reassign", "extend"} if item.task is not None else {"nudge", "reassign"}))
    if item.kind == "incident":
        actions.add("retry")
    if not escalated:
        actions.add("escalate")
    return frozenset(actions)

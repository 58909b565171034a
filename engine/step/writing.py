"""What a step writes: the rows that its effects ask for, the facts, the history, and words to those whom it concerns."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from engine import kernel, tags
from engine.decide import Changes, priority_of
from engine.escalation import STORM
from engine.facts import dumps, plain
from engine.kernel import effects as fx
from engine.kernel.model import Model
from engine.model import (
    Account,
    Actor,
    Case,
    CaseParty,
    Deadline,
    DeadlineKind,
    DeadlineState,
    DecisionTaken,
    Escalation,
    Event,
    Incident,
    Instance,
    Job,
    JobState,
    Notice,
    Organisation,
    Priority,
    Relation,
    Subscription,
    Task,
    TaskStatus,
)
from engine.sealed import RUNNING
from engine.source import Source, of_storm, of_wait
from engine.step.asking import Asking, Sources
from engine.step.casefacts import instance_scope
from engine.store.protocol import Transaction
from engine.vocabulary import PLAIN_ZONE

MAIL = "mail"
NO_LOCALS = "{}"  # nothing to seal, and two rounds of a loop look alike


@dataclass(slots=True)
class Live:
    """An instance while it is being stepped."""

    row: Instance
    model: Model
    marking: kernel.Marking
    touched: bool = False


class Writing(Asking):
    """One case in one transaction, with what is being written of it."""

    def __init__(self, tx: Transaction, sources: Sources, case: Case, actor: Actor, now: datetime) -> None:
        super().__init__(tx, sources, case, actor, now)
        self.events: list[Event] = []
        self.opened: list[Task] = []
        self._facts_moved: set[str] = set()

    def change_case(self, **columns: object) -> None:
        """Change columns of the case, in the row and in hand."""
        self.case = self.tx.change(self.case, **columns)

    def set_fact(self, name: str, value: object, *, instance: int = 0, source: str) -> bool:
        """Set a fact, and the column of the case that follows it. Answers whether it changed."""
        declaration = self.vocabulary.facts[name]
        if self.sealed_by_law(declaration.zone):
            return False
        changed = self.facts.set(
            self.tx,
            name,
            value,
            scope=instance_scope(instance),
            now=self.now,
            by=self.actor.account,
            source=source,
        )
        if changed:
            self._facts_moved.add(name)
        if changed and declaration.sets:
            self._follow(declaration.sets, self.facts.json(name))
        return changed

    def tell(
        self,
        kind: str,
        *,
        instance: int | None = None,
        element: str | None = None,
        task: int | None = None,
        zone: str = PLAIN_ZONE,
        **detail: Any,
    ) -> None:
        """Add a line to the case's history; `detail` holds codes and names out of diagrams, never content."""
        self.events.append(
            Event(
                case=self.case.id,
                at=self.now,
                kind=kind,
                actor=self.actor.account,
                instance=instance,
                element=element,
                task=task,
                zone=zone,
                detail=dumps(detail),
            )
        )

    def notify(self, account: int, template: str, key: str, **detail: object) -> None:
        """Put a word to somebody in the outbox, once for a key. The mail says only that there is something."""
        notice = Notice(
            case=self.case.id,
            key=key,
            channel=MAIL,
            recipient=f"account:{account}",
            template=template,
            detail=dumps(detail),
            next_try_at=self.now,
        )
        self.tx.write([notice])

    def join(self, lane: str, organisation: int, purpose: str) -> None:
        """Make an organisation a party of the case for a lane, once."""
        if any(party.lane == lane and party.organisation == organisation for party in self.staffing().parties):
            return
        self.tx.add(CaseParty(case=self.case.id, lane=lane, organisation=organisation, purpose=purpose, since=self.now))
        self._staffing = None

    def _write(self, live: Live, what: Changes) -> None:
        instance = live.row.id
        for wait, completed in what.closed_tasks:
            self._close_task(instance, wait, completed=completed)
        for wait, completed in what.closed_jobs:
            for job in self.tx.find(Job, case=self.case.id, instance=instance, wait=wait):
                self.tx.change(job, state=JobState.DONE if completed else JobState.CANCELLED)
        for wait in what.unsubscribed:
            for subscription in self.tx.find(Subscription, case=self.case.id, instance=instance, wait=wait):
                self.tx.remove(subscription)
        for wait in what.resolved:
            for incident in self.tx.find(Incident, case=self.case.id, instance=instance, wait=wait, resolved_at=None):
                self.tx.change(incident, resolved_at=self.now, resolved_by=self.actor.account)
        for source, done in what.settled:
            self._settle_deadlines(source, done=done)
        for task in what.tasks:
            self._open_task(live, task)
        self.tx.write((*what.deadlines, *what.subscriptions, *what.jobs, *what.incidents))
        self.events += what.events

    def _open_task(self, live: Live, task: Task) -> None:
        if task.zone != PLAIN_ZONE and task.locals != NO_LOCALS:
            name = f"task:{live.row.id}:{task.wait}"
            closed = self.sealer.seal(self.case.id, task.zone, name, task.locals, RUNNING)
            task = replace(task, locals=closed)
        if task.organisation is not None:
            self.join(task.lane, task.organisation, f"task:{live.model.process_id}")
        self.opened.append(self.tx.add(task))
        self._announce(self.opened[-1])

    def _announce(self, task: Task) -> None:
        """Tell the assignee that a task has come, unless they made it come themselves."""
        if task.assignee is not None and task.assignee != self.actor.account:
            self.notify(task.assignee, "task", f"task:{task.id}:opened", task=task.id)

    def _close_task(self, instance: int, wait: int, *, completed: bool) -> None:
        for task in self.tx.find(Task, case=self.case.id, instance=instance, wait=wait, status=TaskStatus.OPEN):
            status = TaskStatus.COMPLETED if completed else TaskStatus.CANCELLED
            columns: dict[str, object] = {"status": status, "closed_at": self.now}
            if completed:
                columns["completed_by"] = self.actor.account
            self.tx.change(task, **columns)
            self.tell(
                tags.TASK_COMPLETED if completed else tags.TASK_CANCELLED,
                instance=instance,
                element=task.element,
                task=task.id,
                zone=task.zone,
                name=task.name,
            )

    def _settle_deadlines(self, source: Source, *, done: bool) -> None:
        state = DeadlineState.DONE if done else DeadlineState.CANCELLED
        for deadline in self.tx.find(Deadline, case=self.case.id, source=source, state=DeadlineState.PENDING):
            self.tx.change(deadline, state=state, done_at=self.now)

    def _note_decision(self, live: Live, effect: fx.Decided) -> None:
        """Keep the decision with its table's version and the rows that matched, sealed where its process is."""
        taken = next((item for item in self._taken if item.decision == effect.decision), None)
        if taken is None:
            return
        self._taken.remove(taken)
        zone = self._decision_zone(live)
        text = dumps({"value": plain(effect.value), "why": [line for line in taken.why if line]})
        if zone != PLAIN_ZONE:
            text = self.sealer.seal(
                self.case.id, zone, f"decision:{live.row.id}:{effect.element}", text, self.case.part
            )
        decision = DecisionTaken(
            case=self.case.id,
            instance=live.row.id,
            element=effect.element,
            decision=effect.decision,
            version=taken.version,
            rules=",".join(taken.rules),
            value=text,
            zone=zone,
            at=self.now,
        )
        self.tx.write([decision])
        self.tell(
            tags.DECISION_TAKEN,
            instance=live.row.id,
            element=effect.element,
            zone=zone,
            decision=effect.decision,
            version=taken.version,
        )

    def _decision_zone(self, live: Live) -> str:
        return live.row.zone

    def _close_escalation(self, row: Instance) -> None:
        for escalation in self.tx.find(Escalation, case=self.case.id, instance=row.id, closed_at=None):
            self.tx.change(escalation, closed_at=self.now)
            self.tell(tags.ESCALATION_CLOSED, instance=row.id, cause=escalation.cause)
            if escalation.cause == STORM:
                self._look_again_at_cases(escalation)

    def _look_again_at_cases(self, storm: Escalation) -> None:
        """What many cases shared was decided: each looks again at what was late, in a transaction of its own."""
        for relation in self.tx.find(Relation, case=storm.case, kind=STORM):
            self.tx.add_unless_there(
                Deadline(
                    case=relation.other,
                    source=of_storm(storm.id, relation.other),
                    kind=DeadlineKind.REVIEW,
                    rule="PT0S",
                    since=self.now,
                    due_at=self.now,
                    next_try_at=self.now,
                )
            )

    def _follow(self, column: str, value: object) -> None:
        """The case's own columns follow the facts that the bundle says they follow."""
        name = column.removeprefix("case.")
        if name in ("director", "deputy"):
            account = self._account(value)
            self.change_case(**{name: account})
        elif name == "leadOrganisation":
            found = self.tx.find(Organisation, key=value)
            self.change_case(lead_organisation=found[0].id if found else None)
        elif name == "priority":
            self.change_case(priority=Priority(str(value)))
            self._reprioritise()
        else:
            self.change_case(**{name: value})

    def _account(self, login: object) -> int | None:
        found = self.tx.find(Account, login=str(login)) if login else []
        return found[0].id if found else None

    def _reprioritise(self) -> None:
        of_tasks: dict[Source, Priority] = {}
        for task in self.tx.find(Task, case=self.case.id, status=TaskStatus.OPEN):
            priority = self._priority_of(task)
            of_tasks[of_wait(task.instance, task.wait)] = priority
            self.tx.change(task, priority=priority)
        for deadline in self.tx.find(Deadline, case=self.case.id, state=DeadlineState.PENDING):
            self.tx.change(deadline, priority=of_tasks.get(deadline.source, self.case.priority))

    def _priority_of(self, task: Task) -> Priority:
        instance = self.tx.get(Instance, task.instance)
        assert instance is not None
        return priority_of(self.case, self.library.model(self.tx, instance.definition).elements[task.element])


def task_locals(run: Asking, task: Task) -> dict[str, object]:
    """The locals that a task was opened with."""
    text = task.locals
    if text == NO_LOCALS:
        return {}
    if task.zone != PLAIN_ZONE:
        text = run.sealer.open(task.case, task.zone, f"task:{task.instance}:{task.wait}", text)
    found: dict[str, object] = json.loads(text)
    return found

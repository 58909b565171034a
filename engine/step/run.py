"""One case, locked, stepped until nothing more can happen without the outside: the heart of every act.

A run belongs to one transaction. Called processes, in-case messages and changed facts are worked off first-in first-out under
one guard, then every touched instance is written once. It decides nothing about the domain: that stands in diagrams and tables.
"""

import json
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from time import perf_counter
from typing import Any, Protocol

from engine import kernel, pauses, tags, terms
from engine.access import SEALABLE, takes_part
from engine.calendar import Calendar, day_of
from engine.decide import Changes, Place, Situation, TermRow, changes
from engine.errors import PerspectiefError
from engine.errors import Sealed as KeyAbsent
from engine.escalation import LADDER_PROCESS, STORM
from engine.facts import WrongFact, dumps, plain
from engine.kernel import effects as fx
from engine.kernel.commands import Cancel, Command, Complete, FactsChanged, Raised, Returned
from engine.kernel.model import Model
from engine.kernel.world import World
from engine.model import (
    Absence,
    Account,
    Actor,
    Case,
    CaseKind,
    CaseParty,
    CaseStatus,
    ClosingDay,
    Deadline,
    DeadlineKind,
    DeadlineState,
    DecisionTaken,
    Escalation,
    Event,
    Incident,
    Instance,
    InstanceStatus,
    Job,
    JobState,
    Membership,
    Notice,
    Organisation,
    Pause,
    Priority,
    Relation,
    Roster,
    Subscription,
    Task,
    TaskStatus,
    ZoneSeal,
)
from engine.placing import CARE_OWNER, Staffing, away, place, stand_in_role
from engine.sealed import RUNNING, Sealer
from engine.step import dates
from engine.step.casefacts import CaseFacts, SeenFacts, builtins_of, instance_scope
from engine.step.guard import BeyondBounds, Bounds, StateTooLarge, TooDeep, TooManySteps
from engine.step.library import Library, Snapshot
from engine.step.meter import Meter
from engine.step.stepper import Stepper
from engine.store.protocol import Transaction
from engine.vocabulary import PLAIN_ZONE, Vocabulary

MAIL = "mail"
NO_LOCALS = "{}"  # nothing to seal, and two rounds of a loop look alike


class WrongValue(PerspectiefError):
    """A diagram sets a fact to a value of another type: mend the mapping at the element that the message names."""

    code = "wrong-value"

    def __init__(self, element: str, reason: WrongFact) -> None:
        super().__init__(
            f"The diagram cannot go on at {element!r}: {reason} Mend its mapping, then try again.",
            f"Het diagram kan niet verder bij {element!r}: een feit krijgt een verkeerde waarde. Verbeter de mapping.",
        )


@dataclass(frozen=True, slots=True)
class Parts:
    """What every run needs and no run changes."""

    library: Library
    sealer: Sealer
    calendar: Calendar
    post: "Post"
    inline: "Mapping[str, Inline]"  # what a step itself does, by topic
    meter: Meter = field(default_factory=Meter)
    bounds: Bounds = field(default_factory=Bounds)
    stepper: Stepper = field(default_factory=Stepper)
    stand_still: "Callable[[Run, str], object] | None" = None  # lets a case stand still for a reason of D21


@dataclass(slots=True)
class Live:
    """An instance while it is being stepped."""

    row: Instance
    model: Model
    marking: kernel.Marking
    touched: bool = False


class Post(Protocol):
    """Carries what instances throw to whoever listens (routing.py)."""

    def throw(self, run: "Run", live: Live, effect: fx.Thrown) -> None:
        """Carry a message, a signal or an escalation on."""

    def catch_kept(self, run: "Run", instance: int, effect: fx.Subscribed) -> None:
        """Give a new wait the message that came early."""


Inline = Callable[["Run", Live, fx.JobOpened], Mapping[str, object]]  # does a service task's work, answers its outputs


@dataclass(frozen=True, slots=True)
class Taken:
    """A table was asked during a step."""

    decision: str
    version: int
    rules: tuple[str, ...]
    why: tuple[str, ...]


class Run:
    """Steps one case in one transaction. Call `settle` before the transaction ends."""

    def __init__(self, tx: Transaction, parts: Parts, case: Case, actor: Actor, now: datetime) -> None:
        self.tx, self.parts, self.case, self.actor, self.now = tx, parts, case, actor, now
        self.snapshot: Snapshot = parts.library.snapshot(tx)
        self.vocabulary: Vocabulary = self.snapshot.vocabulary
        self.facts = CaseFacts(tx, case, self.vocabulary, parts.sealer)
        self.events: list[Event] = []
        self.opened: list[Task] = []
        self._live: dict[int, Live] = {}
        self._queue: deque[Callable[[], None]] = deque()
        self._taken: list[Taken] = []
        self._staffing: Staffing | None = None
        self._stops: tuple[pauses.Stop, ...] | None = None
        self._calendars: dict[int | None, Calendar] = {}
        self._facts_moved: set[str] = set()
        self._began = perf_counter()
        self._late = parts.bounds.watch()
        self.fired_at: datetime | None = None  # when the timer that this run acts on was due

    # --- what others ask of a run -------------------------------------------------------------------------------

    def start(
        self,
        process: str,
        *,
        inputs: Mapping[str, object] | None = None,
        message: str | None = None,
        payload: Mapping[str, object] | None = None,
        parent: tuple[int, int] | None = None,
    ) -> Instance:
        """Put a new instance of a process in the queue; `parent` is the calling instance and its wait."""
        deployed = self.snapshot.process(process)
        model = deployed.compiled
        row = self.tx.add(
            Instance(
                case=self.case.id,
                definition=deployed.row.id,
                process=process,
                zone=model.zone or self._zone_of(parent),
                parent=parent[0] if parent else None,
                parent_wait=parent[1] if parent else None,
                own_life=model.lifetime == "own",
                started_at=self.now,
            )
        )
        self.tell(tags.INSTANCE_STARTED, instance=row.id, zone=row.zone, process=process)
        if self.case.status is CaseStatus.CLOSED and not row.own_life and process != LADDER_PROCESS:
            self.change_case(status=CaseStatus.OPEN, closed_at=None, outcome=None)
            self.tell(tags.CASE_REOPENED)
        self._queue.append(lambda: self._begin(row, model, inputs or {}, message, payload or {}))
        return row

    def command(self, instance: int, command: Command) -> None:
        """Put a command for an instance in the queue."""
        self._queue.append(lambda: self._step(instance, command))

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

    def sealed_by_law(self, zone: str) -> bool:
        """Whether nothing of this zone is taken in any more, since the law changed."""
        return zone in SEALABLE and bool(self.tx.find(ZoneSeal, zone=zone, lifted_at=None, limit=1))

    def change_case(self, **columns: object) -> None:
        """Change columns of the case, in the row and in hand."""
        self.case = self.tx.change(self.case, **columns)

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

    def settle(self) -> None:
        """Work the queue off and write every touched instance and the history. Raises BeyondBounds."""
        for _ in range(self.parts.bounds.acts):
            if not self._queue and not self._look_again():
                break
            self._queue.popleft()()
        else:
            raise TooManySteps()
        for live in self._live.values():
            if live.touched:
                live.row = self.tx.change(live.row, state=self._close_state(live))
                live.touched = False
        if self.facts.lacked:
            raise KeyAbsent
        self._close_case_when_over()
        self.case = self.tx.change(self.case, moved_at=self.now if self.actor.account else self.case.moved_at)
        self.tx.append_events(self.events)
        self.events = []
        self.parts.meter.step(perf_counter() - self._began)

    def _look_again(self) -> bool:
        """After facts changed, timers follow the dates they read, and instances that wait for a condition look again; answers
        whether there are any.
        """
        if not self._facts_moved:
            return False
        names, self._facts_moved = self._facts_moved, set()
        for row in self.tx.find(Instance, case=self.case.id, status=InstanceStatus.ACTIVE):
            model = self.parts.library.model(self.tx, row.definition)
            if any(element.event_kind == "conditional" for element in model.elements.values()):
                self.command(row.id, FactsChanged())
            if dates.waits_for_one(model, names):
                self._follow_dates(row.id, names)
        return bool(self._queue)

    def _follow_dates(self, instance: int, names: set[str]) -> None:
        live = self.live(instance)
        moved = dates.follow(
            self.tx, instance, live.model, live.marking, names, lambda number: self.asked(instance, number)
        )
        if moved:
            self.tell(tags.TERMS_RECKONED, instance=instance, count=moved, zone=live.row.zone)

    def asked(self, instance: int, wait: int) -> Changes:
        """The rows that a wait of an instance should have, reckoned from its state and the facts of now. Writes nothing.
        Raises NotPossible."""
        live = self.live(instance)
        effects = kernel.reopen(live.model, live.marking, wait, self._world(instance))
        return changes(self._situation(live), effects)

    def restore(self, instance: int, what: Changes) -> None:
        """Write rows that were lost."""
        self._write(self.live(instance), what)

    def withdraw(self, instance: int, wait: int) -> None:
        """Close the task that no state waits for."""
        self._close_task(instance, wait, completed=False)

    def seen(self, instance: int) -> SeenFacts:
        """The facts as an instance's expressions see them."""
        return self.facts.seen_by(instance, builtins_of(self.case, self.now))

    def decide(self, decision: str, inputs: Mapping[str, object]) -> object:
        """Ask a table, by the rows of today unless the caller brings a `Peildatum`; remembers which rows matched."""
        deployed = self.snapshot.decisions.get(decision)
        if deployed is None:
            raise PerspectiefError(
                f"There is no decision table {decision!r}.", f"Beslistabel {decision!r} bestaat niet."
            )
        given = inputs if "Peildatum" in inputs else terms.overlay(inputs, {"Peildatum": day_of(self.now)})
        answer = deployed.compiled.decide(decision, given, terms.functions())
        matched = tuple(match.rule_id or str(match.index) for match in answer.matched)
        why = tuple(match.description or "" for match in answer.matched)
        self._taken.append(Taken(decision, deployed.row.version, matched, why))
        return answer.value

    def term(self, step: str, instance: int = 0) -> TermRow | None:
        """The row of D04 for a step of this case."""
        remembered = len(self._taken)
        row = terms.term_row(
            step,
            self.decide,
            self.seen(instance),
            priority=self.case.priority.value,
            case_start=self.case.opened_at,
            now=self.now,
        )
        del self._taken[remembered:]  # looking up a term is no decision about the person
        return row

    def place(self, lane: str, role: str) -> Place:
        """Who fills a lane of this case."""
        staffing, today = self.staffing(), day_of(self.now)
        found = place(lane, role, self.case, self.vocabulary, staffing, today, care_owner=self._care_owner())
        if found.assignee is not None or found.organisation is None or found.group:
            return found
        organisation, gone = found.organisation, away(self.staffing().absences, day_of(self.now))

        def members(of: str) -> frozenset[int]:
            rows = self.tx.find(Membership, organisation=organisation, lane=lane, role=of)
            return frozenset(row.account for row in rows)

        other = stand_in_role(lane, role, self.vocabulary, members, gone)
        return replace(found, group=f"{lane}.{other}", skipped=f"{lane}.{role}") if other else found

    def _care_owner(self) -> tuple[str, str]:
        """The role that has what nobody else does in a case of care or housing: its diagram's property `owner`."""
        if self.case.kind is not CaseKind.CARE:
            return CARE_OWNER
        for row in self.tx.find(Instance, case=self.case.id):
            properties = self.parts.library.model(self.tx, row.definition).properties
            if properties.get("owner"):
                lane, _, role = properties["owner"].partition(".")
                return lane, role
        return CARE_OWNER

    def stops(self) -> tuple[pauses.Stop, ...]:
        """When the clock of this case stood still, and until when it does now; read once a run."""
        if self._stops is None:
            self._stops = tuple(pauses.stop_of(row) for row in self.tx.find(Pause, case=self.case.id))
        return self._stops

    def stops_changed(self) -> None:
        """Read the pauses anew."""
        self._stops = None

    def calendar_of(self, organisation: int | None) -> Calendar:
        """The working days of an organisation: the law's, without the days on which it, or everybody, is closed."""
        if organisation not in self._calendars:
            rows = self.tx.find(ClosingDay, organisation=None)
            if organisation is not None:
                rows = rows + self.tx.find(ClosingDay, organisation=organisation)
            calendar = self.parts.calendar
            self._calendars[organisation] = calendar.with_closed(row.day for row in rows) if rows else calendar
        return self._calendars[organisation]

    def ask(self, decision: str, inputs: Mapping[str, object]) -> object:
        """Ask a table something that is no decision about the person: nothing is kept of it."""
        remembered = len(self._taken)
        answer = self.decide(decision, inputs)
        del self._taken[remembered:]
        return answer

    def staffing(self) -> Staffing:
        """Who is there today; read once a run."""
        if self._staffing is None:
            self._staffing = Staffing(
                parties=tuple(row for row in self.tx.find(CaseParty, case=self.case.id) if takes_part(row, self.now)),
                organisations=tuple(self.tx.find(Organisation)),
                absences=tuple(self.tx.find(Absence)),
                rosters=tuple(self.tx.find(Roster)),
            )
        return self._staffing

    def join(self, lane: str, organisation: int, purpose: str) -> None:
        """Make an organisation a party of the case for a lane, once."""
        if any(party.lane == lane and party.organisation == organisation for party in self.staffing().parties):
            return
        self.tx.add(CaseParty(case=self.case.id, lane=lane, organisation=organisation, purpose=purpose, since=self.now))
        self._staffing = None

    # --- one step -----------------------------------------------------------------------------------------------

    def live(self, instance: int) -> Live:
        """The instance with its model and marking; read once a run."""
        if instance not in self._live:
            row = self.tx.get(Instance, instance)
            if row is None or row.case != self.case.id:
                raise PerspectiefError(f"Instance {instance} is not of this case.")
            model = self.parts.library.model(self.tx, row.definition)
            self._live[instance] = Live(row, model, kernel.load(self._open_state(row)))
        return self._live[instance]

    def _begin(
        self,
        row: Instance,
        model: Model,
        inputs: Mapping[str, object],
        message: str | None,
        payload: Mapping[str, object],
    ) -> None:
        world = self._world(row.id)
        marking, effects = self.parts.stepper.start(
            row.id, model, world, payload=payload, inputs=inputs, message=message
        )
        self._live[row.id] = Live(row, model, marking)
        self._carry_out(self._live[row.id], effects)

    def _step(self, instance: int, command: Command) -> None:
        live = self.live(instance)
        if live.row.status is not InstanceStatus.ACTIVE:
            return  # it ended while the command waited in the queue: what it answers is gone
        try:
            world = self._world(instance)
            live.marking, effects = self.parts.stepper.apply(instance, live.model, live.marking, command, world)
        except kernel.NotWaiting:
            return  # an interrupting event won: losing that race is not an error
        self._carry_out(live, effects)

    def _world(self, instance: int) -> World:
        return World(
            now=self.now,
            facts=self.seen(instance),
            declared=frozenset(self.vocabulary.facts),
            decide=self.decide,
            functions=terms.functions(),
            late=self._late,
        )

    def _carry_out(self, live: Live, effects: tuple[fx.Effect, ...]) -> None:
        """Facts first, since places and terms follow them; then the rows; then what others must hear."""
        live.touched = True
        for effect in effects:
            if isinstance(effect, fx.FactSet):
                self._follow_diagram(live, effect)
            elif isinstance(effect, fx.Decided):
                self._note_decision(live, effect)
        self._write(live, changes(self._situation(live), effects))
        for effect in effects:
            self._pass_on(live, effect)

    def _follow_diagram(self, live: Live, effect: fx.FactSet) -> None:
        try:
            self.set_fact(effect.name, effect.value, instance=live.row.id, source=f"element:{effect.element}")
        except WrongFact as error:
            raise WrongValue(effect.element, error) from error

    def _situation(self, live: Live) -> Situation:
        return Situation(
            case=self.case,
            instance=live.row,
            model=live.model,
            vocabulary=self.vocabulary,
            calendar=self.parts.calendar,
            now=self.now,
            fired_at=self.fired_at,
            actor=self.actor.account,
            term=lambda step: self.term(step, live.row.id),
            place=self.place,
            form=self._form_version,
            stops=self.stops,
            calendar_of=self.calendar_of,
            on_ladder=lambda: self._on_ladder(live.row),
        )

    def _on_ladder(self, row: Instance) -> bool:
        """Whether a rung called this, as L3 calls the case conference: what is late there is the rung's to notice."""
        caller: Instance | None = row
        while caller is not None and caller.parent is not None:
            caller = self.tx.get(Instance, caller.parent)
            if caller is not None and caller.process == LADDER_PROCESS:
                return True
        return False

    def _form_version(self, key: str) -> int | None:
        form = self.snapshot.forms.get(key)
        return form.row.version if form else None

    def _pass_on(self, live: Live, effect: fx.Effect) -> None:
        match effect:
            case fx.CallOpened():
                self._not_too_deep(live.row)
                inputs = {name: effect.inputs[name] for name in effect.inputs}
                self.start(effect.process, inputs=inputs, parent=(live.row.id, effect.wait))
            case fx.CallClosed(completed=False):
                self._cancel_called(live.row.id, effect.wait)
            case fx.Thrown():
                self._queue.append(lambda: self.parts.post.throw(self, live, effect))
            case fx.Subscribed():
                self._queue.append(lambda: self.parts.post.catch_kept(self, live.row.id, effect))
            case fx.JobOpened() if effect.topic in self.parts.inline:
                self._queue.append(lambda: self._do_inline(live, effect))
            case fx.Ended():
                self._end(live, effect)
            case _:
                pass

    def _not_too_deep(self, row: Instance) -> None:
        """Raises TooDeep, at the outermost caller: it is there before and after."""
        depth, at = 1, row
        while at.parent is not None:
            depth, at = depth + 1, self.live(at.parent).row
        if depth >= self.parts.bounds.depth:
            raise _at(at.id, TooDeep())

    def _do_inline(self, live: Live, effect: fx.JobOpened) -> None:
        outputs = self.parts.inline[effect.topic](self, live, effect)
        self._step(live.row.id, Complete(effect.wait, outputs))

    def _end(self, live: Live, effect: fx.Ended) -> None:
        live.row = self.tx.change(
            live.row,
            status=InstanceStatus.CANCELLED
            if effect.outcome == "cancelled" and not effect.element
            else InstanceStatus.COMPLETED,
            outcome=effect.outcome,
            ended_at=self.now,
        )
        self._close_escalation(live.row)
        if live.row.parent is None or live.row.parent_wait is None:
            return
        answer: Command = Returned(live.row.parent_wait, effect.outcome, effect.outputs)
        if effect.error:
            answer = Raised(live.row.parent_wait, "error", effect.error)
        self.command(live.row.parent, answer)

    def _cancel_called(self, parent: int, wait: int) -> None:
        active = InstanceStatus.ACTIVE
        for child in self.tx.find(Instance, case=self.case.id, parent=parent, parent_wait=wait, status=active):
            if not child.own_life:
                self.command(child.id, Cancel("the road left without it"))

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
                    source=f"storm:{storm.id}:{relation.other}",
                    kind=DeadlineKind.REVIEW,
                    rule="PT0S",
                    since=self.now,
                    due_at=self.now,
                    next_try_at=self.now,
                )
            )

    def _close_case_when_over(self) -> None:
        """A case whose last process ended is closed; processes with a life of their own keep it open for their own sake only."""
        ended = any(live.row.status is not InstanceStatus.ACTIVE for live in self._live.values())
        if not ended or self.case.status is not CaseStatus.OPEN:
            return
        running = self.tx.find(Instance, case=self.case.id, status=InstanceStatus.ACTIVE)
        # The ladder aims at the system, not at the person: a rung that is still open does not keep the person's case open.
        care = self.case.kind is CaseKind.CARE  # here the process with a life of its own is what the case is about
        if not [row for row in running if (care or not row.own_life) and row.process != LADDER_PROCESS]:
            self.change_case(status=CaseStatus.CLOSED, closed_at=self.now)
            self.tell(tags.CASE_CLOSED, outcome=self.case.outcome)

    def _note_decision(self, live: Live, effect: fx.Decided) -> None:
        """Keep the decision with its table's version and the rows that matched, sealed where its process is."""
        taken = next((item for item in self._taken if item.decision == effect.decision), None)
        if taken is None:
            return
        self._taken.remove(taken)
        zone = self._decision_zone(live)
        text = dumps({"value": plain(effect.value), "why": [line for line in taken.why if line]})
        if zone != PLAIN_ZONE:
            text = self.parts.sealer.seal(
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

    # --- writing ------------------------------------------------------------------------------------------------

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
            closed = self.parts.sealer.seal(self.case.id, task.zone, name, task.locals, RUNNING)
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

    def _settle_deadlines(self, source: str, *, done: bool) -> None:
        state = DeadlineState.DONE if done else DeadlineState.CANCELLED
        for deadline in self.tx.find(Deadline, case=self.case.id, source=source, state=DeadlineState.PENDING):
            self.tx.change(deadline, state=state, done_at=self.now)

    def _open_state(self, row: Instance) -> str:
        if row.zone == PLAIN_ZONE:
            return row.state
        return self.parts.sealer.open(row.case, row.zone, f"state:{row.id}", row.state)

    def _close_state(self, live: Live) -> str:
        text = kernel.dump(live.marking)
        if len(text) > self.parts.bounds.state:
            raise _at(live.row.id, StateTooLarge())
        if live.row.zone == PLAIN_ZONE:
            return text
        return self.parts.sealer.seal(self.case.id, live.row.zone, f"state:{live.row.id}", text, RUNNING)

    def _zone_of(self, parent: tuple[int, int] | None) -> str:
        """A called process without a zone of its own is as hidden as its caller."""
        return self.live(parent[0]).row.zone if parent else PLAIN_ZONE

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
        for task in self.tx.find(Task, case=self.case.id, status=TaskStatus.OPEN):
            self.tx.change(task, priority=self.case.priority)
        for deadline in self.tx.find(Deadline, case=self.case.id, state=DeadlineState.PENDING):
            self.tx.change(deadline, priority=self.case.priority)


def _at(instance: int, beyond: BeyondBounds) -> BeyondBounds:
    beyond.instance = instance
    return beyond


def task_locals(run: Run, task: Task) -> dict[str, object]:
    """The locals that a task was opened with."""
    text = task.locals
    if task.zone != PLAIN_ZONE and text != NO_LOCALS:
        text = run.parts.sealer.open(task.case, task.zone, f"task:{task.instance}:{task.wait}", text)
    found: dict[str, object] = json.loads(text)
    return found

"""One case, locked, stepped until nothing more can happen without the outside: the heart of every act.

A run belongs to one transaction. Called processes, in-case messages and changed facts are worked off first-in first-out under
one guard, then every touched instance is written once. It decides nothing about the domain: that stands in diagrams and tables.
"""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from time import perf_counter
from typing import Protocol

from engine import kernel, tags, terms
from engine.calendar import Calendar
from engine.decide import Changes, Situation, changes
from engine.errors import PerspectiefError
from engine.errors import Sealed as KeyAbsent
from engine.escalation import LADDER_PROCESS
from engine.facts import WrongFact
from engine.kernel import effects as fx
from engine.kernel.commands import Cancel, Command, Complete, FactsChanged, Raised, Returned
from engine.kernel.model import Model
from engine.kernel.world import World
from engine.model import (
    Actor,
    Case,
    CaseKind,
    CaseStatus,
    Instance,
    InstanceStatus,
)
from engine.sealed import Sealer
from engine.step import dates, states
from engine.step.guard import BeyondBounds, Bounds, StateTooLarge, TooDeep, TooManySteps
from engine.step.library import Library
from engine.step.meter import Meter
from engine.step.stepper import Stepper
from engine.step.writing import Live, Writing
from engine.store.protocol import Transaction
from engine.vocabulary import PLAIN_ZONE


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


class Post(Protocol):
    """Carries what instances throw to whoever listens (routing.py)."""

    def throw(self, run: "Run", live: Live, effect: fx.Thrown) -> None:
        """Carry a message, a signal or an escalation on."""

    def catch_kept(self, run: "Run", instance: int, effect: fx.Subscribed) -> None:
        """Give a new wait the message that came early."""


Inline = Callable[["Run", Live, fx.JobOpened], Mapping[str, object]]  # does a service task's work, answers its outputs


class Run(Writing):
    """Steps one case in one transaction. Call `settle` before the transaction ends."""

    def __init__(self, tx: Transaction, parts: Parts, case: Case, actor: Actor, now: datetime) -> None:
        super().__init__(tx, parts, case, actor, now)
        self.parts = parts
        self._live: dict[int, Live] = {}
        self._queue: deque[Callable[[], None]] = deque()
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
        if self.case.status is CaseStatus.CLOSED and not (parent or row.own_life or process == LADDER_PROCESS):
            self.change_case(status=CaseStatus.OPEN, closed_at=None, outcome=None)
            self.tell(tags.CASE_REOPENED)
        self._queue.append(lambda: self._begin(row, model, inputs or {}, message, payload or {}))
        return row

    def command(self, instance: int, command: Command) -> None:
        """Put a command for an instance in the queue."""
        self._queue.append(lambda: self._step(instance, command))

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

    # --- one step -----------------------------------------------------------------------------------------------

    def live(self, instance: int) -> Live:
        """The instance with its model and marking; read once a run."""
        if instance not in self._live:
            row = self.tx.get(Instance, instance)
            if row is None or row.case != self.case.id:
                raise PerspectiefError(f"Instance {instance} is not of this case.")
            model = self.parts.library.model(self.tx, row.definition)
            self._live[instance] = Live(row, model, kernel.load(states.opened(self.parts.sealer, row)))
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
            on_ladder=lambda: self.on_ladder(live.row),
        )

    def on_ladder(self, row: Instance) -> bool:
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

    def _close_case_when_over(self) -> None:
        """A case whose last process ended is closed; processes with a life of their own keep it open for their own sake only."""
        ended = any(live.row.status is not InstanceStatus.ACTIVE for live in self._live.values())
        if not ended or self.case.status is not CaseStatus.OPEN:
            return
        running = self.tx.find(Instance, case=self.case.id, status=InstanceStatus.ACTIVE)
        # The ladder aims at the system, not at the person: a rung that is still open does not keep the person's case open.
        care = self.case.kind is CaseKind.CARE  # here the process with a life of its own is what the case is about
        callers = [row for row in running if row.parent is None]  # what they called lives as long as they do
        if not [row for row in callers if (care or not row.own_life) and row.process != LADDER_PROCESS]:
            self.change_case(status=CaseStatus.CLOSED, closed_at=self.now)
            self.tell(tags.CASE_CLOSED, outcome=self.case.outcome)

    def _close_state(self, live: Live) -> str:
        text = kernel.dump(live.marking)
        if len(text) > self.parts.bounds.state:
            raise _at(live.row.id, StateTooLarge())
        return states.closed(self.parts.sealer, live.row, text)

    def _zone_of(self, parent: tuple[int, int] | None) -> str:
        """A called process without a zone of its own is as hidden as its caller."""
        return self.live(parent[0]).row.zone if parent else PLAIN_ZONE


def _at(instance: int, beyond: BeyondBounds) -> BeyondBounds:
    beyond.instance = instance
    return beyond

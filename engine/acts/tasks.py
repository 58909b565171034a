"""What people do with their tasks."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from engine import access, tags, terms
from engine.access import Reach
from engine.acts import answers
from engine.acts.desk import Desk, cleaned_key, lane_label, organisation_name, person
from engine.acts.once import remembered, sent_before
from engine.acts.rungs import titled
from engine.errors import (
    AlreadyClaimed,
    AlreadyDone,
    FourEyes,
    NotAllowed,
    Stale,
)
from engine.kernel.commands import Complete
from engine.model import (
    Account,
    Actor,
    Case,
    CaseParty,
    Event,
    Instance,
    Membership,
    Standing,
    Task,
    TaskStatus,
)
from engine.step import consenting
from engine.step.casefacts import CaseFacts, builtins_of
from engine.step.run import Run
from engine.step.writing import task_locals
from engine.store.protocol import Reader, Transaction
from engine.views import Completed, NextStep, Person, TaskView
from engine.vocabulary import PLAIN_ZONE, Vocabulary

CONSENT_FORM = "consent"
FILLING = frozenset({"claim", "complete", "draft"})


@dataclass(frozen=True, slots=True)
class Tasks:
    """Every act of a person on a task: one transaction each."""

    desk: Desk

    # --- looking ------------------------------------------------------------------------------------------------

    def view(self, actor: Actor, task_id: int) -> TaskView:
        """Everything the task page needs; content of earlier parts is logged before it leaves. Raises NotFound."""
        now = self.desk.clock.now()
        with self.desk.store.begin() as tx:
            task, case, within = self.desk.task_for(tx, actor, task_id)
            snapshot = self.desk.library.snapshot(tx)
            how = access.standing(actor, task, case, within, snapshot.vocabulary)
            may = access.verbs(actor, task, case, within, snapshot.vocabulary)
            barred = not self._keeps_apart(tx, actor, task)
            may = may - FILLING if barred else may
            form = self.desk.library.form(tx, task.form, task.form_version).compiled if task.form else None
            draft = answers.draft(tx, self.desk.sealer, task, actor.account or 0) if form else None
            values: dict[str, object] = {}
            if form is not None and "draft" in may:
                values = answers.earlier(tx, self.desk.sealer, task, within, actor.account or 0, now)
                values.update(draft.values if draft else {})
            return TaskView(
                task=titled(tx, task, within.zones),
                case=self.desk.head(
                    tx, case, within, do_not=answers.do_not(tx, self.desk.sealer, actor, case, within, now)
                ),
                term=self.desk.term_of(task, now),
                why=how,
                lane_label=lane_label(snapshot.vocabulary, task, actor.language),
                organisation=organisation_name(tx, task.organisation),
                assignee=person(tx, task.assignee),
                form=task.form,
                form_version=task.form_version,
                values=values,
                facts=self._facts_for(tx, actor, case, task, within, snapshot.vocabulary, form) if form else {},
                options=answers.options(self.desk.forms, tx, form) if form else {},
                readers=_readers(
                    self.desk.forms.zones(form, task.part) if form else (), snapshot.vocabulary, actor.language
                ),
                may=may,
                barred="four-eyes" if barred else None,
                colleagues=_colleagues(tx, task),
                draft_saved_at=draft.saved_at if draft else None,
            )

    # --- taking and giving --------------------------------------------------------------------------------------

    def claim(self, actor: Actor, task_id: int, version: int | None = None) -> None:
        """Take a task. Raises AlreadyClaimed, AlreadyDone, Stale."""
        with self._locked(actor, task_id) as (run, task, within):
            if task.assignee is not None and task.assignee != actor.account:
                how = access.standing(actor, task, run.case, within, run.vocabulary)
                if how is not Standing.DEPUTY:
                    raise AlreadyClaimed()
            self._must(run, actor, task, within, "claim", version, also=task.assignee == actor.account)
            run.tx.change(task, assignee=actor.account)
            self._told(run, task, tags.TASK_CLAIMED)

    def release(self, actor: Actor, task_id: int, version: int | None = None) -> None:
        """Give a task back to the team."""
        with self._locked(actor, task_id) as (run, task, within):
            self._must(run, actor, task, within, "release", version)
            run.tx.change(task, assignee=None, delegated_by=None)
            self._told(run, task, tags.TASK_RELEASED)

    def reassign(self, actor: Actor, task_id: int, account: int, reason: str, version: int | None = None) -> None:
        """Give a task to somebody else of the organisation, with a reason. Raises NotAllowed when they have no role for it."""
        with self._locked(actor, task_id) as (run, task, within):
            self._must(run, actor, task, within, "reassign", version)
            _must_fit(run.tx, task, account)
            run.tx.change(task, assignee=account, delegated_by=None)
            self._told(run, task, tags.TASK_REASSIGNED, to=account, reason=reason.strip()[:300])

    def delegate(self, actor: Actor, task_id: int, account: int, version: int | None = None) -> None:
        """Let a colleague do a task and get it back."""
        with self._locked(actor, task_id) as (run, task, within):
            self._must(run, actor, task, within, "delegate", version)
            _must_fit(run.tx, task, account)
            run.tx.change(task, assignee=account, delegated_by=actor.account)
            self._told(run, task, tags.TASK_DELEGATED, to=account)

    def hand_back(self, actor: Actor, task_id: int, version: int | None = None) -> None:
        """Give a delegated task back to whom it came from."""
        with self._locked(actor, task_id) as (run, task, within):
            self._must(run, actor, task, within, "hand_back", version)
            run.tx.change(task, assignee=task.delegated_by, delegated_by=None)
            self._told(run, task, tags.TASK_HANDED_BACK)

    # --- answering ----------------------------------------------------------------------------------------------

    def save_draft(self, actor: Actor, task_id: int, given: Mapping[str, object]) -> datetime:
        """Keep half-filled answers, right or wrong, for this person and task only. Answers the moment.

        Somebody who just lost the task still keeps what they typed: only being able to see the task is asked.
        """
        with self.desk.store.begin() as tx:
            task, case, within = self.desk.task_for(tx, actor, task_id)
            if not task.form or actor.account is None:
                raise NotAllowed()
            self._note_draft(tx, actor, task, case, within)
            form = self.desk.library.form(tx, task.form, task.form_version).compiled
            zone = answers.draft_zone(self.desk.forms, form, task.part)
            now = self.desk.clock.now()
            return answers.save_draft(tx, self.desk.sealer, task, actor.account, zone, given, now)

    def _note_draft(self, tx: Transaction, actor: Actor, task: Task, case: Case, within: Reach) -> None:
        """Once, that somebody worked on a task that was theirs to do: four eyes asks for it when the draft is long gone."""
        vocabulary = self.desk.library.snapshot(tx).vocabulary
        known = tx.find(Event, case=case.id, task=task.id, kind=tags.TASK_DRAFTED, actor=actor.account, limit=1)
        if known or "draft" not in access.verbs(actor, task, case, within, vocabulary):
            return
        tx.lock_case(case.id)
        now = self.desk.clock.now()
        event = Event(
            case=case.id,
            at=now,
            kind=tags.TASK_DRAFTED,
            actor=actor.account,
            element=task.element,
            task=task.id,
            zone=task.zone,
        )
        tx.append_events([event])

    def complete(
        self,
        actor: Actor,
        task_id: int,
        given: Mapping[str, object],
        *,
        version: int | None = None,
        key: str | None = None,
        on_behalf_of: str | None = None,
    ) -> Completed:
        """Finish a task.

        1. A key that was sent before gets the first answer again; with another body it is refused.
        2. Lock the case; the task must still be open, in this version, and this actor's to do.
        3. Whoever took part in a step that must be checked by another is refused.
        4. Clean the answers; seal the content by zone; set the facts.
        5. Let the kernel go on until nothing more can happen without somebody outside.
        """
        key = cleaned_key(key)
        asked = ("task", task_id, given, on_behalf_of)
        with self._locked(actor, task_id, key=key, done_too=True) as (run, task, within):
            if key and sent_before(run.tx, actor, key, *asked):
                return self._again(run, actor, task)
            if task.status is not TaskStatus.OPEN:
                raise AlreadyDone()
            if not self._keeps_apart(run.tx, actor, task):
                raise FourEyes()
            self._must(run, actor, task, within, "complete", version)
            spoken_for = on_behalf_of or task.on_behalf_of
            task = run.tx.change(task, assignee=actor.account, on_behalf_of=spoken_for)
            result = self._answer(run, actor, task, given)
            run.command(task.instance, Complete(task.wait, result))
            run.settle()
            if key and actor.account is not None:
                run.tx.write([remembered(actor, run.now, 200, f"task:{task.id}", key, *asked)])
            return self._completed(run, actor, task)

    def fill(self, run: Run, task: Task, given: Mapping[str, object]) -> None:
        """Complete a task with answers that came in another way than its page, such as a complaint at the door. The caller
        settles. Raises Invalid with every wrong field."""
        result = self._answer(run, run.actor, task, given)
        run.command(task.instance, Complete(task.wait, result))

    def _answer(self, run: Run, actor: Actor, task: Task, given: Mapping[str, object]) -> dict[str, object]:
        if not task.form:
            return {}
        form = self.desk.library.form(run.tx, task.form, task.form_version).compiled
        facts = terms.overlay(run.seen(task.instance), task_locals(run, task))
        cleaned = answers.clean(self.desk.forms, run.tx, form, task, given, facts)
        answers.drop_drafts(run.tx, task)
        items = answers.store(run, task, task.form, cleaned)
        if task.form == CONSENT_FORM:
            consenting.answered(run, cleaned.values.get(PLAIN_ZONE, {}), facts)
        return items

    def _completed(self, run: Run, actor: Actor, task: Task) -> Completed:
        return Completed(task.id, run.case.id, run.case.reference, self._next(run, actor, run.opened))

    def _again(self, run: Run, actor: Actor, task: Task) -> Completed:
        """The first answer again, as far as those tasks are for this actor still: a step opens its tasks at the moment at
        which it closes its own."""
        at_once = run.tx.find(Task, case=run.case.id, opened_at=task.closed_at)
        steps = self._next(run, actor, [row for row in at_once if row.id > task.id])
        return Completed(task.id, run.case.id, run.case.reference, steps, repeated=True)

    def _next(self, run: Run, actor: Actor, tasks: Iterable[Task]) -> tuple[NextStep, ...]:
        """The tasks that this step opened, as far as the actor may know of them; what partners do is one line.

        What is the actor's own to do depends on the parties alone. Which zones are open now is worked out when another's
        task asks for it: most steps open one, for who did the last.
        """
        steps: list[NextStep] = []
        hidden = False
        parties = Reach(left=access.left(run.tx.find(CaseParty, case=run.case.id), run.now))
        within: Reach | None = None
        for opened in tasks:
            mine = access.standing(actor, opened, run.case, parties, run.vocabulary)
            if mine is None:
                within = within or self.desk.reach(run.tx, actor, run.case, run.vocabulary)
                if opened.zone not in within.zones:
                    hidden = True
                    continue
            who = person(run.tx, opened.assignee)
            lane = lane_label(run.vocabulary, opened, actor.language)
            steps.append(NextStep(opened.name, who.name if who else lane, opened.due_at, opened.id, mine is not None))
        if hidden:
            steps.append(NextStep("", "", None, kind="partner"))
        return tuple(steps)

    # --- shared -------------------------------------------------------------------------------------------------

    @contextmanager
    def _locked(
        self, actor: Actor, task_id: int, *, key: str | None = None, done_too: bool = False
    ) -> Iterator[tuple[Run, Task, Reach]]:
        """A task with its case locked, for somebody who may know of it, and how they stand in it. Raises NotFound."""
        with self.desk.act_on(actor, task_id, key) as run:
            task, _, within = self.desk.task_for(run.tx, actor, task_id)
            if task.status is not TaskStatus.OPEN and not done_too:
                raise AlreadyDone()
            yield run, task, within

    def _must(
        self,
        run: Run,
        actor: Actor,
        task: Task,
        within: Reach,
        verb: str,
        version: int | None,
        *,
        also: bool = False,
    ) -> None:
        if version is not None and version != task.version:
            raise Stale()
        if not also and verb not in access.verbs(actor, task, run.case, within, run.vocabulary):
            if task.assignee is not None and verb == "complete":
                raise AlreadyClaimed()
            raise NotAllowed()

    def _keeps_apart(self, reader: Reader, actor: Actor, task: Task) -> bool:
        """Four eyes: whoever completed, held or drafted one of the named steps of this instance cannot do this one."""
        instance = reader.get(Instance, task.instance)
        if instance is None:
            return True
        element = self.desk.library.model(reader, instance.definition).elements[task.element]
        named = [part.strip() for part in element.properties.get("notBy", "").split(",") if part.strip()]
        if not named:
            return True
        involved: list[int | None] = []
        for other in reader.find(Task, instance=task.instance, element=tuple(named)):
            involved += [other.completed_by, other.assignee if other.status is TaskStatus.COMPLETED else None]
            involved += answers.worked_on_by(reader, other)
        return access.four_eyes(actor.account, involved)

    def _told(self, run: Run, task: Task, kind: str, **detail: object) -> None:
        run.tell(
            kind, instance=task.instance, element=task.element, task=task.id, zone=task.zone, name=task.name, **detail
        )
        run.settle()

    def _facts_for(
        self,
        tx: Transaction,
        actor: Actor,
        case: Case,
        task: Task,
        within: Reach,
        vocabulary: Vocabulary,
        form: object,
    ) -> dict[str, object]:
        """The facts that the form's conditions read, of the zones this person reads and the zones the form itself asks. Like all
        that is opened, it is logged first."""
        asked = within.zones | self.desk.forms.zones(form, task.part)
        allowed = frozenset(zone for zone in asked if self.desk.sealer.can(zone)) | {PLAIN_ZONE}
        read = {name for name in self.desk.forms.reads(form, task.part) if name in vocabulary.facts}
        zones = frozenset(vocabulary.facts[name].zone for name in read) & allowed
        answers.log_facts(tx, actor, task, zones, within, self.desk.clock.now())
        facts = CaseFacts(tx, case, vocabulary, self.desk.sealer)
        seen = facts.seen_by(task.instance, builtins_of(case, self.desk.clock.now()))
        built_in = {name: seen[name] for name in seen if name not in vocabulary.facts}
        return built_in | {name: seen[name] for name in sorted(read) if vocabulary.facts[name].zone in allowed}


def _must_fit(tx: Reader, task: Task, account: int) -> None:
    roles = tx.find(Membership, account=account, organisation=task.organisation, lane=task.lane)
    if not roles:
        raise NotAllowed(
            "This colleague has no role for this task. Choose somebody of the same organisation.",
            "Deze collega heeft geen rol voor deze taak. Kies iemand van dezelfde organisatie.",
        )


def _colleagues(reader: Reader, task: Task) -> tuple[Person, ...]:
    rows = reader.find(Membership, organisation=task.organisation, lane=task.lane)
    accounts = reader.find(Account, id=tuple({row.account for row in rows})) if rows else []
    return tuple(Person(row.id, row.name) for row in accounts if row.active)


def _readers(zones: Iterable[str], vocabulary: Vocabulary, language: str) -> dict[str, tuple[str, ...]]:
    labels: dict[str, tuple[str, ...]] = {}
    for key in zones:
        zone = vocabulary.zones.get(key)
        roles = [vocabulary.role(group) or vocabulary.lanes.get(group) for group in sorted(zone.read)] if zone else []
        labels[key] = tuple(dict.fromkeys(row.say(language) for row in roles if row))
    return labels

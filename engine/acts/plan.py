"""The person's plan as people read it: the own words, what everybody promised, and steps that fit this person (maatwerk).

The catalogue of such steps is the ad-hoc subprocess of P08m: a designer draws a step there, and staff may choose it. Adding one
goes through the kernel like everything else; the step becomes an agreement (P08a) of its owner, with a date.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from engine import kernel, tags
from engine.access import Reach
from engine.acts import answers
from engine.acts.desk import Desk
from engine.calendar import day_of
from engine.errors import Invalid, NotAllowed, NotFound
from engine.kernel.commands import Add
from engine.kernel.model import Element, Model
from engine.model import Actor, Case, CaseStatus, Instance, InstanceStatus, Sealed, Task, TaskStatus
from engine.ports import FieldProblem
from engine.step.casefacts import CaseFacts, instance_scope
from engine.step.library import Snapshot
from engine.step.run import Run
from engine.store.protocol import Reader, Transaction
from engine.views import Agreement, PlanView, TailoredStep
from engine.vocabulary import PLAIN_ZONE, Vocabulary

AGREEMENT, TAILORED = "P08a", "P08m"
PLAN_FORM, WISH = "jointPlan", "myWish"
STORY = "SOC"
OPEN, OVERDUE = "open", "overdue"
LONGEST = 200  # characters of what a step is and of why

NO_STEP = FieldProblem("step", "step", "Kies een stap uit de catalogus.", "Choose a step of the catalogue.")
NO_OWNER = FieldProblem("owner", "owner", "Kies wie de stap doet.", "Choose who does the step.")
PASSED = FieldProblem("due", "date.past", "Kies een dag die nog komt.", "Choose a day that is still to come.")


def _text_wanted(path: str) -> FieldProblem:
    nl = f"Vul dit in, met ten hoogste {LONGEST} tekens."
    return FieldProblem(path, "text", nl, f"Fill this in, with at most {LONGEST} characters.")


@dataclass(frozen=True, slots=True)
class Plans:
    """Reading a plan, and adding a step that fits this person."""

    desk: Desk

    def view(self, actor: Actor, reference: str, *, own_words: bool = False) -> PlanView:
        """The plan as far as it is for this actor; `own_words` are opened only after the read log was written. Raises NotFound."""
        now = self.desk.clock.now()
        with self.desk.store.begin() as tx:
            case, within = self.desk.case_by_reference(tx, actor, reference)
            snapshot = self.desk.library.snapshot(tx)
            words = self._own_words(tx, actor, case, within, now) if own_words and STORY in within.zones else None
            may = may_tailor(case, within, snapshot.vocabulary)
            return PlanView(
                head=self.desk.head(tx, case, within),
                words=opened(words),
                words_version=words.version if words else 0,
                agreements=self._agreements(tx, case, within, snapshot.vocabulary, actor.language, now),
                catalogue=catalogue(snapshot) if may else (),
                owners=owners(snapshot.vocabulary, actor.language) if may else {},
            )

    def add_step(
        self, actor: Actor, reference: str, *, step: str, text: str, reason: str, owner: str, due: date | None
    ) -> None:
        """Add a step of the catalogue to this case, for this person.

        1. Find the case; the actor must be one who writes the person's plan.
        2. The step must be in the catalogue, the owner a role that keeps agreements, the day still to come.
        3. Start the tailored process when this case has none yet, then let the kernel add the step.

        Raises NotFound, NotAllowed, Invalid with every wrong field.
        """
        with self.desk.look() as (reader, _):
            case, _ = self.desk.case_by_reference(reader, actor, reference)
        with self.desk.act(actor, case.id) as run:
            within = self.desk.reach(run.tx, actor, run.case, run.vocabulary)
            if not may_tailor(run.case, within, run.vocabulary):
                raise NotAllowed()
            chosen = next((row for row in catalogue(run.snapshot) if row.key == step), None)
            _check(run, chosen, text, reason, owner, due)
            instance, wait = _tailored(run)
            about = {"stepText": text.strip(), "stepReason": reason.strip(), "stepOwner": owner, "stepDue": due}
            for name, value in about.items():
                run.set_fact(name, value, instance=instance, source="step")
            run.command(instance, Add(wait, step))
            run.tell(tags.STEP_ADDED, instance=instance, element=step, name=chosen.name if chosen else step)
            run.settle()

    # --- parts of the page --------------------------------------------------------------------------------------

    def _own_words(self, tx: Transaction, actor: Actor, case: Case, within: Reach, now: datetime) -> "_Words | None":
        """The newest own words; only the entry that holds them is opened, and reading it is logged."""
        for row in tx.find(Sealed, case=case.id, zone=STORY, form=PLAN_FORM, newest=True):
            if row.subject.startswith("draft:") or not self.desk.sealer.can(STORY):
                continue
            values = answers.opened(self.desk.sealer, row)
            if WISH in values and actor.account is not None:
                answers.log(
                    tx, actor.account, case.id, STORY, f"{row.subject}/{row.form}", "plan", now, within.basis(STORY)
                )
                return _Words(row.form_version, values)
        return None

    def _agreements(
        self, reader: Reader, case: Case, within: Reach, vocabulary: Vocabulary, language: str, now: datetime
    ) -> tuple[Agreement, ...]:
        if PLAIN_ZONE not in within.zones:
            return ()
        facts = CaseFacts(reader, case, vocabulary, self.desk.sealer)
        tasks = {row.instance: row for row in reader.find(Task, case=case.id, status=TaskStatus.OPEN)}
        rows = reader.find(Instance, case=case.id, process=AGREEMENT)
        made = (_agreement(row, tasks.get(row.id), facts, within, vocabulary, language, now) for row in rows)
        return tuple(sorted(made, key=lambda one: (one.state not in (OPEN, OVERDUE), one.due or date.max, one.id)))


@dataclass(frozen=True, slots=True)
class _Words:
    version: int
    values: Mapping[str, object]


def opened(words: "_Words | None") -> Mapping[str, object]:
    """The values, empty when there are none."""
    return words.values if words else {}


def may_tailor(case: Case, within: Reach, vocabulary: Vocabulary) -> bool:
    """Whoever writes the person's plan may add a step to it, while the case is open."""
    zone = vocabulary.zones.get(STORY)
    writes = zone is not None and any(group in zone.write for group in within.groups)
    return writes and case.status is CaseStatus.OPEN


def catalogue(snapshot: Snapshot) -> tuple[TailoredStep, ...]:
    """The steps that designers drew in the ad-hoc subprocess; none when the bundle has no such process."""
    deployed = snapshot.processes.get(TAILORED)
    steps = _choices(deployed.compiled) if deployed else ()
    return tuple(
        TailoredStep(row.id, row.name or row.id, row.properties.get("why", ""), row.properties.get("owner", ""))
        for row in steps
    )


def owners(vocabulary: Vocabulary, language: str) -> Mapping[str, str]:
    """The roles that may keep an agreement, with their labels."""
    keys = vocabulary.facts["actionOwner"].values if "actionOwner" in vocabulary.facts else ()
    return {key: vocabulary.role_words(key, language) for key in keys}


def _choices(model: Model) -> Iterable[Element]:
    adhoc = {row.id for row in model.elements.values() if row.kind == "adHocSubProcess"}
    return [row for row in model.elements.values() if row.scope in adhoc and not row.incoming]


def _check(run: Run, chosen: TailoredStep | None, text: str, reason: str, owner: str, due: date | None) -> None:
    wrong = [] if chosen else [NO_STEP]
    wrong += [_text_wanted(path) for path, said in (("text", text), ("reason", reason)) if _unfit(said)]
    wrong += [NO_OWNER] if owner not in run.vocabulary.facts["actionOwner"].values else []
    wrong += [PASSED] if due is None or due < day_of(run.now) else []
    if wrong:
        raise Invalid(wrong)


def _unfit(said: str) -> bool:
    return not said.strip() or len(said.strip()) > LONGEST


def _tailored(run: Run) -> tuple[int, int]:
    """The running tailored process of the case with its open choice; started when there is none."""
    found = run.tx.find(Instance, case=run.case.id, process=TAILORED, status=InstanceStatus.ACTIVE)
    if not found:
        found = [run.start(TAILORED)]
        run.settle()
    live = run.live(found[0].id)
    wait = next((row for row in kernel.waits(live.model, live.marking) if row.kind == "adhoc"), None)
    if wait is None:
        raise NotFound()
    return found[0].id, wait.number


def _agreement(
    row: Instance,
    task: Task | None,
    facts: CaseFacts,
    within: Reach,
    vocabulary: Vocabulary,
    language: str,
    now: datetime,
) -> Agreement:
    scope = instance_scope(row.id)
    due = facts.json("actionDue", scope)
    late = task is not None and task.due_at is not None and task.due_at < now
    running = OVERDUE if late else OPEN
    told = STORY in within.zones
    return Agreement(
        id=row.id,
        text=str(facts.json("actionText", scope) or "") if told else "",
        reason=str(facts.json("actionReason", scope) or "") if told else "",
        owner=vocabulary.role_words(str(facts.json("actionOwner", scope) or ""), language),
        due=date.fromisoformat(str(due)) if due else None,
        source=str(facts.json("actionSource", scope) or ""),
        state=running if row.status is InstanceStatus.ACTIVE else row.outcome or "ended",
    )

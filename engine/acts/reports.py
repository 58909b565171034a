"""The public front door. A report that is refused leaves nothing: the process runs in memory first, and only a road that
needs a case opens a transaction. No draft, no body and no key is kept before that."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine import tags, terms
from engine.acts import answers
from engine.acts.desk import Desk, cleaned_key
from engine.acts.once import remembered, sent_before
from engine.calendar import day_of
from engine.errors import Invalid, KeyReused, Refused
from engine.facts import to_feel, to_json
from engine.kernel import effects as fx
from engine.kernel.commands import Complete
from engine.kernel.world import World
from engine.model import ENGINE, Actor, Case, CaseKind
from engine.placing import HUB, organisation_of
from engine.ports import CleanAnswers
from engine.step.casefacts import builtins_of
from engine.step.library import Snapshot
from engine.step.routing import new_reference
from engine.step.run import Run
from engine.store.protocol import Transaction
from engine.views import ReportReceipt

GATE = "P01"
FORM = "melding"
PART = "melder"  # what the start of P01 asks; the other parts of the form belong to its tasks
NOTHING_STORED = "refuse"
ONE_WAY = ("police",)
INVITATION = "contactInvitation"


@dataclass(frozen=True, slots=True)
class Dry:
    """How a report would go, worked out in memory."""

    action: str
    road: str | None
    why: tuple[str, ...]


@dataclass(slots=True)
class _Memory:
    """The facts of a report that has no case."""

    values: dict[str, object] = field(default_factory=dict)
    why: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reports:
    """What somebody at the front door can do."""

    desk: Desk

    def form(self) -> tuple[str, int]:
        """The form of the front door and its active version."""
        with self.desk.look() as (reader, _):
            return FORM, self.desk.library.form(reader, FORM).row.version

    def report(
        self, given: Mapping[str, object], *, language: str = "nl", actor: Actor | None = None, key: str | None = None
    ) -> ReportReceipt:
        """Take in a report.

        1. Clean the answers; nothing is kept of wrong ones.
        2. Run the gate in memory: what would happen with this report?
        3. Refused: answer with the road that does help, and forget.
        4. Else open a case and run the gate for real, in one transaction; a `key` that was sent before has its case already.
        """
        now = self.desk.clock.now()
        with self.desk.look() as (reader, snapshot):
            form = self.desk.library.form(reader, FORM)
            offered = answers.options(self.desk.forms, reader, form.compiled)
        choices = {source: [value for value, _ in rows] for source, rows in offered.items()}
        part = PART if PART in self.desk.forms.parts(form.compiled) else None
        known = builtins_of(Case(reference="", opened_at=now), now)
        cleaned = self.desk.forms.clean(form.compiled, given, facts=known, options=choices, part=part, partial=False)
        if cleaned.problems:
            raise Invalid(cleaned.problems)
        dry = self._dry_run(snapshot, cleaned)
        if dry.action == NOTHING_STORED:
            return ReportReceipt(dry.action, False, None, dry.road, dry.why)
        try:
            case = self._open_once(cleaned, dry, actor or ENGINE, form.row.version, cleaned_key(key), given)
        except KeyReused:  # perhaps by the same report at the same moment: then its case is there now
            case = self._open_once(cleaned, dry, actor or ENGINE, form.row.version, cleaned_key(key), given)
        # The police hear that their report was received, and no more: the reference would tie them to the case.
        silent = case.kind is CaseKind.INVITATION or cleaned.facts.get("reporterType") in ONE_WAY
        reference = None if silent else case.reference
        return ReportReceipt(dry.action, True, reference, dry.road, dry.why)

    def _dry_run(self, snapshot: Snapshot, cleaned: CleanAnswers) -> Dry:
        """Step the gate in memory until it waits for a person, starts the case, or ends."""
        model = snapshot.process(GATE).compiled
        memory = _Memory(dict(cleaned.facts))
        world = self._world(snapshot, memory)
        stepper = self.desk.parts.stepper
        marking, effects = stepper.start(0, model, world)
        while jobs := [effect for effect in effects if isinstance(effect, fx.JobOpened)]:
            self._remember(snapshot, memory, effects)
            if self._settled(effects):
                break
            command, world = Complete(jobs[0].wait, {}), self._world(snapshot, memory)
            marking, effects = stepper.apply(0, model, marking, command, world)
        self._remember(snapshot, memory, effects)
        action = str(memory.values.get("reportAction") or NOTHING_STORED)
        road = memory.values.get("reportRoute")
        reason = memory.values.get("reportReason")
        why = (str(reason),) if reason else tuple(line for line in memory.why if line)
        return Dry(action, str(road) if road else None, why)

    def _settled(self, effects: tuple[fx.Effect, ...]) -> bool:
        return any(isinstance(effect, fx.TaskOpened | fx.Ended) for effect in effects)

    def _remember(self, snapshot: Snapshot, memory: _Memory, effects: tuple[fx.Effect, ...]) -> None:
        for effect in effects:
            if isinstance(effect, fx.FactSet):
                memory.values[effect.name] = to_json(snapshot.vocabulary.facts[effect.name], effect.value)

    def _world(self, snapshot: Snapshot, memory: _Memory) -> World:
        now = self.desk.clock.now()
        declared = snapshot.vocabulary.facts
        values = {name: to_feel(declared[name], memory.values.get(name)) for name in declared}

        def decide(decision: str, inputs: Mapping[str, object]) -> object:
            given = terms.overlay(inputs, {"Peildatum": day_of(now)})
            if decision not in snapshot.decisions:
                raise Refused([])
            answer = snapshot.decisions[decision].compiled.decide(decision, given, terms.functions())
            memory.why += [match.description or "" for match in answer.matched]
            return answer.value

        return World(
            now=now,
            facts={**values, **builtins_of(Case(reference="", opened_at=now), now)},
            declared=frozenset(declared),
            decide=decide,
            functions=terms.functions(),
        )

    def _open_once(
        self,
        cleaned: CleanAnswers,
        dry: Dry,
        actor: Actor,
        version: int,
        key: str | None,
        given: Mapping[str, object],
    ) -> Case:
        with self.desk.store.begin() as tx:
            before = sent_before(tx, actor, key, "report", given) if key else None
            known = tx.get(Case, int(before.location.removeprefix("case:"))) if before else None
            if known is not None:
                return known
            case = self._open(tx, cleaned, dry, actor, version)
            if key:
                tx.add(remembered(actor, case.opened_at, 201, f"case:{case.id}", key, "report", given))
            return case

    def _open(self, tx: Transaction, cleaned: CleanAnswers, dry: Dry, actor: Actor, version: int) -> Case:
        now = self.desk.clock.now()
        kind = CaseKind.INVITATION if dry.action == INVITATION else CaseKind.PERSON
        row = tx.add(Case(reference=new_reference(), kind=kind, opened_at=now, moved_at=now))
        self.desk.parts.sealer.begin(row.id)
        run = Run(tx, self.desk.parts, row, actor, now)
        run.tell(tags.CASE_OPENED, about=kind.value)
        for zone, values in sorted(cleaned.values.items()):
            if values and not run.sealed_by_law(zone):
                answers.keep(run, zone, "report", FORM, version, values)
        for name, value in cleaned.facts.items():
            run.set_fact(name, value, source="report")
        self._join_hub(run)
        run.start(GATE)
        run.settle()
        return run.case

    def _join_hub(self, run: Run) -> None:
        """The hub is party to every case from its first moment: somebody must be there to act."""
        hub = organisation_of(HUB, run.case, run.staffing())
        if hub is not None:
            run.join(HUB, hub, "report")

"""What the person sees and decides: the plan, what happens next, consents, who looked, and every way to say no."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from engine import consents, tags
from engine.access import EXPORT, takes_demands
from engine.acts import answers
from engine.acts.cases import Cases
from engine.acts.desk import Desk, sealed_zones
from engine.acts.own.readers import Readers, readers_of
from engine.acts.own.words import Spoken, Words, of_task, spoken
from engine.acts.past import EVERYTHING, NEWEST, Extent
from engine.acts.tasks import Tasks
from engine.calendar import day_of
from engine.errors import Invalid, NotAllowed, NotFound
from engine.errors import Sealed as CannotOpen
from engine.model import Actor, Case, CaseKind, CaseStatus, Consent, Organisation, Relation, Sealed, Task
from engine.step import consenting, keeping, routing
from engine.store.protocol import Transaction
from engine.views import CaseView
from engine.vocabulary import PLAIN_ZONE

SAID = {"stop": "persoon.stopt", "pause": "persoon.wilPauze", "doubt": "persoon.twijfelt"}
RIGHTS = ("access", "rectification", "erasure", "objection")
PLAN_FORMS = ("jointPlan", "intake")
DEMAND = "vordering.ontvangen"
COMPLAINT, COMPLAINT_PROCESS, COMPLAINT_PART = "klacht.ontvangen", "P21", "klacht"


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """A consent as the person sees it. `holds` is whether it opens anything today."""

    id: int
    purpose: str
    recipient: str
    pieces: tuple[str, ...]
    given_at: datetime
    valid_until: date | None
    holds: bool
    ended_at: datetime | None
    ending: str
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class OpenedForm:
    """The content of one form in one zone, opened for the person."""

    form: str
    form_version: int
    zone: str
    at: datetime
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class OwnView:
    """Everything the own page needs."""

    view: CaseView
    plan: tuple[OpenedForm, ...]
    consents: tuple[ConsentLine, ...]
    related: tuple[CaseView, ...] = ()
    closed: tuple[str, ...] = ()  # the zones that the law closed to all but the person
    spoken: Spoken = field(default_factory=Spoken)  # what happens now, in words for the person


@dataclass(frozen=True, slots=True)
class Own:
    """The acts of the person of a case. Each is refused to whoever is not that person."""

    desk: Desk
    cases: Cases
    tasks: Tasks

    def page(self, actor: Actor, extent: Extent = NEWEST) -> OwnView:
        """The own page; the plan is opened with its line in the read log. Raises NotAllowed, NotFound."""
        case = self._mine(actor)
        view = self.cases.view(actor, case.reference, extent)
        others = self._related(case)
        related = tuple(self.cases.view(_of(actor, other), other.reference, extent) for other in others)
        return OwnView(
            view=view,
            plan=self._opened(actor, [case], forms=PLAN_FORMS),
            consents=self._consents(case),
            related=related,
            closed=self._closed(),
            spoken=spoken(self.desk, (view, *related)),
        )

    def words_of(self, task: Task) -> Words:
        """What a task is to the person, by language; empty when its designer wrote no words for the person."""
        return of_task(self.desk, task)

    def readers(self, actor: Actor, task: Task, zones: Iterable[str]) -> dict[str, Readers]:
        """Who reads what the person writes in these zones at a task of the own case or a care case."""
        return readers_of(self.desk, task.case, zones, actor.language, self.desk.clock.now())

    def everything(self, actor: Actor) -> tuple[OwnView, tuple[OpenedForm, ...]]:
        """The page with all content of all zones, of the care cases too: what the person may take along."""
        case = self._mine(actor)
        opened = self._opened(actor, [case, *self._related(case)])
        with self.desk.act(actor, case.id) as run:
            run.tell(tags.CONTENT_EXPORTED, by=_purpose(actor), forms=len(opened))
            run.settle()
        return self.page(actor, EVERYTHING), opened

    def erase_closed(self, actor: Actor) -> None:
        """Destroy what the law closed, in the own case and the care cases, with every copy: nobody else is asked.

        Raises NotAllowed, NotFound when nothing is closed.
        """
        case, zones = self._mine(actor), self._closed()
        if not zones or actor.account is not None:
            raise NotFound()
        for one in (case, *self._related(case)):
            with self.desk.act(_of(actor, one), one.id) as run:
                keeping.erase_zones(run, zones, step=answers.OWN)
                run.settle()

    def withdraw(self, actor: Actor, consent: int) -> None:
        """Take a consent back: the door is shut when this returns. Raises NotFound."""
        case = self._mine(actor)
        with self.desk.act(actor, case.id) as run:
            row = run.tx.get(Consent, consent)
            if row is None or row.case != case.id:
                raise NotFound()
            if row.withdrawn_at is None:
                consenting.withdraw(run, row.purpose, row.recipient)
            run.settle()

    def tell(self, actor: Actor, what: str) -> None:
        """Say stop, pause or doubt. What nobody waits for is kept, and whoever directs the case hears of it. Raises NotFound."""
        case = self._mine(actor)
        name = SAID.get(what)
        if name is None:
            raise NotFound()
        with self.desk.act(actor, case.id) as run:
            routing.send(run, name, {}, key=case.reference)
            run.settle()

    def ask(self, actor: Actor, right: str) -> None:
        """Use a right of the GDPR: access, rectification, erasure or objection. Raises NotFound."""
        case = self._mine(actor)
        if right not in RIGHTS:
            raise NotFound()
        with self.desk.act(actor, case.id) as run:
            routing.send(run, "recht.gevraagd", {"right": right, "ownLogin": True}, key=case.reference)
            run.settle()

    def complain(self, actor: Actor, given: Mapping[str, object]) -> None:
        """Complain: it goes to the complaints office, outside the line. Raises Invalid with every wrong field."""
        self._complain(self._mine(actor), given)

    def complain_at_the_door(self, given: Mapping[str, object]) -> str:
        """A complaint of somebody who is not logged in; answers the reference to ask after it. Raises Invalid."""
        self._must_be_right(given)
        with self.desk.store.begin() as tx:
            case = tx.add(
                Case(reference=routing.new_reference(), kind=CaseKind.SYSTEM, opened_at=self.desk.clock.now())
            )
        self._complain(case, given)
        return case.reference

    def _must_be_right(self, given: Mapping[str, object]) -> None:
        """A complaint that is refused leaves no case behind. Raises Invalid."""
        with self.desk.look() as (_, snapshot):
            form = snapshot.forms["complaint"].compiled
        cleaned = self.desk.forms.clean(form, given, facts={}, options={}, part=COMPLAINT_PART, partial=False)
        if cleaned.problems:
            raise Invalid(cleaned.problems)

    def complaint_form(self) -> tuple[str, int]:
        """The form of a complaint and its version."""
        with self.desk.look() as (_, snapshot):
            return "complaint", snapshot.forms["complaint"].row.version

    def demand(self, actor: Actor, reference: str) -> int:
        """A demand for data from outside came in: opens a case of its own; answers its first task. Raises NotAllowed, NotFound."""
        with self.desk.look() as (reader, snapshot):
            if not takes_demands(actor, snapshot.vocabulary):
                raise NotAllowed()
            found = reader.find(Case, reference=reference.strip().upper())
        if not found:
            raise NotFound()
        with self.desk.act(actor, found[0].id) as run:
            before = {row.other for row in run.tx.find(Relation, case=found[0].id, kind="P25")}
            for process in run.snapshot.starters.get(
                DEMAND, ()
            ):  # no message sent: the person's case hears nothing of it
                routing.begin(run, process.compiled.process_id, DEMAND, {})
            run.settle()
            (new,) = {row.other for row in run.tx.find(Relation, case=found[0].id, kind="P25")} - before
            return run.tx.find(Task, case=new)[0].id

    def demands_this_year(self) -> int:
        """How many demands from outside were handled this year: the public count."""
        year = self.desk.clock.now().year
        with self.desk.store.reading() as reader:
            last = reader.last_system_event(tags.DEMAND_COUNTED)
        detail = json.loads(last.detail) if last else {"year": 0, "number": 0}
        return int(detail["number"]) if detail["year"] == year else 0

    # --- shared ---------------------------------------------------------------------------------------------------

    def _closed(self) -> tuple[str, ...]:
        with self.desk.store.reading() as reader:
            return tuple(sorted(sealed_zones(reader)))

    def _mine(self, actor: Actor) -> Case:
        if actor.person is None:
            raise NotAllowed()
        with self.desk.store.reading() as reader:
            case = reader.get(Case, actor.person)
        if case is None or case.status is CaseStatus.ERASED:
            raise NotFound()
        return case

    def _related(self, case: Case) -> Sequence[Case]:
        """The care cases of the same person. A demand from outside is no part of the person's file."""
        with self.desk.store.reading() as reader:
            others = [reader.get(Case, row.other) for row in reader.find(Relation, case=case.id)]
        return [row for row in others if row and row.kind is CaseKind.CARE and row.status is not CaseStatus.ERASED]

    def _consents(self, case: Case) -> tuple[ConsentLine, ...]:
        today = day_of(self.desk.clock.now())
        with self.desk.store.reading() as reader:
            names = {row.key: row.name for row in reader.find(Organisation)}
            rows = reader.find(Consent, case=case.id, newest=True)
        return tuple(
            ConsentLine(
                id=row.id,
                purpose=row.purpose,
                recipient=names.get(row.recipient, row.recipient),
                pieces=consents.listed(row.scope),
                given_at=row.given_at,
                valid_until=row.valid_until,
                holds=consents.holds(row, today),
                ended_at=row.withdrawn_at,
                ending=row.ending,
                confirmed_at=row.confirmed_at,
            )
            for row in rows
        )

    def _opened(self, actor: Actor, mine: Sequence[Case], forms: Sequence[str] = ()) -> tuple[OpenedForm, ...]:
        """The content of these cases, newest first, each with its line in the read log before it is opened."""
        found: list[OpenedForm] = []
        with self.desk.store.begin() as tx:
            closed = sealed_zones(tx) if actor.account is not None else frozenset[str]()
            for case in mine:
                for row in tx.find(Sealed, case=case.id, newest=True):
                    if row.subject.startswith("draft:") or row.zone in closed or (forms and row.form not in forms):
                        continue
                    found += self._open_one(tx, actor, case, row)
        return tuple(found)

    def _open_one(self, tx: Transaction, actor: Actor, case: Case, row: Sealed) -> list[OpenedForm]:
        if row.zone == PLAIN_ZONE or self.desk.sealer.can(row.zone):
            now = self.desk.clock.now()
            what = f"{row.subject}/{row.form}"
            purpose, who = _purpose(actor), answers.reader_of(actor) or answers.THE_PERSON
            answers.log(tx, who, case.id, row.zone, what, purpose, now, purpose)
            try:
                values = answers.opened(self.desk.sealer, row)
            except CannotOpen:
                return []
            return [OpenedForm(row.form, row.form_version, row.zone, row.set_at, values)]
        return []

    def _complain(self, case: Case, given: Mapping[str, object]) -> None:
        """Start P21 and write the complaint down as its first task asks, all or nothing."""
        with self.desk.act(Actor(account=None, name=""), case.id) as run:
            instance = run.start(COMPLAINT_PROCESS, message=COMPLAINT)
            run.settle()
            (task,) = run.tx.find(Task, instance=instance.id)
            self.tasks.fill(run, task, given)
            run.settle()


def _of(actor: Actor, case: Case) -> Actor:
    """The same person, in a care case of the own."""
    return replace(actor, person=case.id)


def _purpose(actor: Actor) -> str:
    """Why the file is read, and on what ground: by the person, or by staff who export it for them."""
    return answers.OWN if actor.account is None else EXPORT

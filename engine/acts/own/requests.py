"""What staff do for somebody who uses a right: handing over the whole file, and erasing parts of it. Two persons, always.

Who directs the case or protects data asks, another data protection officer agrees. An export stands open to who asked for a
few hours, its reading is logged under that name, and the person is told. Erasing reaches every copy, backups included.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from engine import access, tags
from engine.acts.desk import Desk
from engine.acts.need.openings import tell_person
from engine.acts.need.proposals import propose
from engine.acts.own.page import OpenedForm, Own, OwnView
from engine.errors import Invalid, NotAllowed, NotFound
from engine.facts import dumps
from engine.model import Actor, Case, CaseKind, CaseStatus, Event, Opening, Proposal
from engine.ports import FieldProblem
from engine.step import keeping
from engine.step.run import Run
from engine.store.protocol import Reader, Transaction

EXPORT, ERASE = "export", "erase"
EXPORT_CODES = ("access", "transfer")
ERASE_CODES = ("asked", "mistake")
CHOICE = "eraseZones"  # the fact whose values are the zones that can be erased at request
NO_CODE = FieldProblem("code", "choice", "Kies waarom.", "Choose why.")
NO_ZONE = FieldProblem("zones", "choice", "Kies wat er gewist wordt.", "Choose what is erased.")


@dataclass(frozen=True, slots=True)
class RequestView:
    """What can be asked about a case, and what stands open: `until` when the export closes, `waiting` the kinds that wait."""

    reference: str
    zones: tuple[str, ...]
    until: datetime | None
    waiting: frozenset[str]


@dataclass(frozen=True, slots=True)
class Requests:
    """Asking for an export or an erasure, and what is done when the second person agrees. `hours` is how long an export is open."""

    desk: Desk
    own: Own
    hours: float = 4.0

    def view(self, actor: Actor, reference: str) -> RequestView:
        """What this actor can ask here. Raises NotFound, NotAllowed."""
        with self.desk.look() as (reader, snapshot):
            case = self._case(reader, actor, reference)
            standing = self._standing(reader, actor, case)
            rows = reader.find(Proposal, case=case.id, decided_at=None, kind=(EXPORT, ERASE))
            fact = snapshot.vocabulary.facts.get(CHOICE)
        return RequestView(
            case.reference,
            tuple(fact.values) if fact else (),
            standing.until if standing else None,
            frozenset(row.kind for row in rows),
        )

    def ask_export(self, actor: Actor, reference: str, code: str) -> Proposal:
        """Ask to hand over everything that is kept. Raises NotFound, NotAllowed, Invalid, Conflict when it was asked already."""
        with self.desk.store.begin() as tx:
            case = self._case(tx, actor, reference)
            if code not in EXPORT_CODES:
                raise Invalid([NO_CODE])
            tx.lock_case(case.id)
            now = self.desk.clock.now()
            return propose(
                tx, actor, EXPORT, f"export:{case.id}:{actor.account}", now, case=case.id, detail={"code": code}
            )

    def ask_erasure(self, actor: Actor, reference: str, zones: tuple[str, ...], code: str) -> Proposal:
        """Ask to erase zones of a case that goes on. Raises as `ask_export`."""
        known = self.view(actor, reference).zones
        wrong = [NO_ZONE] if not zones or not set(zones) <= set(known) else []
        wrong += [NO_CODE] if code not in ERASE_CODES else []
        if wrong:
            raise Invalid(wrong)
        with self.desk.store.begin() as tx:
            case = self._case(tx, actor, reference)
            tx.lock_case(case.id)
            subject = f"erase:{case.id}:{','.join(sorted(set(zones)))}"
            return propose(tx, actor, ERASE, subject, self.desk.clock.now(), case=case.id, detail={"code": code})

    def take_along(self, actor: Actor, reference: str) -> tuple[OwnView, tuple[OpenedForm, ...]]:
        """Everything that is kept, while an export stands open to this actor; all reading is logged first. Raises NotFound."""
        with self.desk.store.reading() as reader:
            case = self._case(reader, actor, reference)
            if self._standing(reader, actor, case) is None:
                raise NotFound()
        return self.own.everything(replace(actor, name=case.alias, roles=(), person=case.id))

    # --- the deeds ----------------------------------------------------------------------------------------------

    def may(self, reader: Reader, actor: Actor, proposal: Proposal) -> bool:
        """Data protection officers decide; who asked may take it back."""
        return access.protects(actor) or (actor.account is not None and actor.account == proposal.proposed_by)

    def check(self, actor: Actor, proposal: Proposal) -> None:
        """Nothing takes long here."""

    def do(self, tx: Transaction, actor: Actor, proposal: Proposal, now: datetime) -> None:
        """Open the export to who asked, or erase; and tell the person."""
        case = tx.get(Case, proposal.case) if proposal.case else None
        if case is None or proposal.proposed_by is None or case.status is CaseStatus.ERASED:
            raise NotFound()
        if proposal.kind == EXPORT:
            self._open(tx, actor, case, proposal, now)
        else:
            run = Run(tx, self.desk.parts, case, actor, now)
            keeping.erase_zones(run, proposal.subject.rpartition(":")[2].split(","))
            run.settle()
        tell_person(tx, case, f"proposal:{proposal.id}", "exported" if proposal.kind == EXPORT else "erased", now)

    def _open(self, tx: Transaction, actor: Actor, case: Case, proposal: Proposal, now: datetime) -> None:
        asked, until = proposal.proposed_by or 0, now + timedelta(hours=self.hours)
        code = f"proposal:{proposal.id}"
        row = Opening(case=case.id, zone="", account=asked, ground=access.EXPORT, code=code, since=now, until=until)
        tx.add(row)
        detail = dumps({"until": until.isoformat(), "for": asked})
        tx.append_events([Event(case=case.id, at=now, kind=tags.EXPORT_OPENED, actor=actor.account, detail=detail)])

    # --- shared -------------------------------------------------------------------------------------------------

    def _case(self, reader: Reader, actor: Actor, reference: str) -> Case:
        """The case of a person, for whoever directs it, and for a data protection officer who was given its reference."""
        if access.protects(actor):
            found = reader.find(Case, reference=reference.strip().upper(), kind=CaseKind.PERSON)
            if not found or found[0].status is CaseStatus.ERASED:
                raise NotFound()
            return found[0]
        case, within = self.desk.case_by_reference(reader, actor, reference)
        if actor.person is not None or access.DIRECTOR not in within.groups:
            raise NotAllowed()
        return case

    def _standing(self, reader: Reader, actor: Actor, case: Case) -> Opening | None:
        now = self.desk.clock.now()
        rows = reader.find(Opening, account=actor.account, case=case.id) if actor.account else []
        return next((row for row in rows if row.ground == access.EXPORT and row.since <= now < row.until), None)

"""Cases of one family: related only when both persons agree, seen only by whoever may read the story of both.

A relation opens nothing: no zone, no task and no message passes along it. It says that two people belong together, so that
whoever directs both cases does not plan them apart.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from engine import access, tags
from engine.acts.desk import Desk
from engine.acts.plan import STORY
from engine.errors import Conflict, Invalid, NotAllowed, NotFound
from engine.model import Actor, Case, CaseKind, Relation
from engine.ports import FieldProblem
from engine.step.run import Run
from engine.store.protocol import Reader
from engine.views import Relative
from engine.vocabulary import Vocabulary

KINDS = ("partner", "parentChild", "sibling", "relative", "household")

NO_KIND = FieldProblem("kind", "kind", "Kies wat zij van elkaar zijn.", "Choose what they are to each other.")
NO_CONSENT = FieldProblem(
    "agreed",
    "consent",
    "Beide personen moeten dit goed vinden. Vraag het eerst.",
    "Both persons must agree. Ask first.",
)
NO_CASE = FieldProblem(
    "other",
    "case",
    "Deze zaak is er niet, of is niet voor u. Controleer het nummer.",
    "There is no such case, or it is not for you. Check the reference.",
)


@dataclass(frozen=True, slots=True)
class Family:
    """Relating two cases, seeing the relation, and ending it."""

    desk: Desk

    def of(self, actor: Actor, reference: str) -> tuple[Relative, ...]:
        """The related cases whose story this actor may read too. Raises NotFound."""
        with self.desk.look() as (reader, snapshot):
            case, within = self.desk.case_by_reference(reader, actor, reference)
            if STORY not in within.zones:
                return ()
            found = (self._relative(reader, actor, case, row, snapshot.vocabulary) for row in _rows(reader, case))
            return tuple(row for row in found if row)

    def may_relate(self, actor: Actor, reference: str) -> bool:
        """Whether this actor writes the story of the case. Raises NotFound."""
        with self.desk.look() as (reader, snapshot):
            case, _ = self.desk.case_by_reference(reader, actor, reference)
            return self._writes(reader, actor, case, snapshot.vocabulary)

    def relate(self, actor: Actor, reference: str, other: str, kind: str, *, agreed: bool) -> None:
        """Say that two cases are of one family.

        1. Find both; the actor must write the story of both, and a case that is not for them does not exist.
        2. Both persons agreed, the kind is one of KINDS, and no relation is there yet.
        3. Lock both in one order, write the row, and tell it in the history of both.

        Raises NotFound, NotAllowed, Invalid with every wrong field, Conflict when they are related already.
        """
        with self.desk.look() as (reader, snapshot):
            case, _ = self.desk.case_by_reference(reader, actor, reference)
            if not self._writes(reader, actor, case, snapshot.vocabulary):
                raise NotAllowed()
            there = self._other(reader, actor, case, other, snapshot.vocabulary)
            wrong = [NO_CASE] if there is None else []
            wrong += [NO_KIND] if kind not in KINDS else []
            wrong += [] if agreed else [NO_CONSENT]
            if wrong or there is None:
                raise Invalid(wrong)
        with self._both(actor, case, there) as (here, elsewhere):
            if _between(here.tx, case, there):
                raise Conflict("These cases are related already.", "Deze zaken horen al bij elkaar.")
            here.tx.add(Relation(case=case.id, other=there.id, kind=kind))
            for run in (here, elsewhere):
                run.tell(tags.FAMILY_RELATED, zone=STORY, relation=kind, consent="both")

    def part(self, actor: Actor, reference: str, relation: int) -> None:
        """End a relation: one person changing their mind is enough. Raises NotFound, NotAllowed."""
        with self.desk.look() as (reader, snapshot):
            case, _ = self.desk.case_by_reference(reader, actor, reference)
            rows = [row for row in _rows(reader, case) if row.id == relation]
            there = reader.get(Case, _across(rows[0], case)) if rows else None
            if there is None or self._relative(reader, actor, case, rows[0], snapshot.vocabulary) is None:
                raise NotFound()
            if not self._writes(reader, actor, case, snapshot.vocabulary):
                raise NotAllowed()
        with self._both(actor, case, there) as (here, elsewhere):
            for row in here.tx.find(Relation, id=relation):
                here.tx.remove(row)
            for run in (here, elsewhere):
                run.tell(tags.FAMILY_PARTED, zone=STORY)

    # --- shared -------------------------------------------------------------------------------------------------

    @contextmanager
    def _both(self, actor: Actor, case: Case, other: Case) -> Iterator[tuple[Run, Run]]:
        """Both cases locked, the lower id first, so that two people who relate them at once do not wait for each other."""
        low, high = sorted((case.id, other.id))
        with self.desk.act(actor, low) as first:
            locked = first.tx.lock_case(high)
            if locked is None:
                raise NotFound()
            second = Run(first.tx, self.desk.parts, locked, actor, first.now)
            yield (first, second) if low == case.id else (second, first)
            first.settle()
            second.settle()

    def _writes(self, reader: Reader, actor: Actor, case: Case, vocabulary: Vocabulary) -> bool:
        zone = vocabulary.zones.get(STORY)
        within = self.desk.reach(reader, actor, case, vocabulary)
        return case.kind is CaseKind.PERSON and zone is not None and any(row in zone.write for row in within.groups)

    def _other(self, reader: Reader, actor: Actor, case: Case, other: str, vocabulary: Vocabulary) -> Case | None:
        found = reader.find(Case, reference=other.strip().upper())
        known = bool(found) and found[0].id != case.id and self._writes(reader, actor, found[0], vocabulary)
        return found[0] if known else None

    def _relative(
        self, reader: Reader, actor: Actor, case: Case, row: Relation, vocabulary: Vocabulary
    ) -> Relative | None:
        there = reader.get(Case, _across(row, case))
        within = self.desk.reach(reader, actor, there, vocabulary) if there else None
        if there is None or within is None or not access.sees_case(there, within) or STORY not in within.zones:
            return None
        return Relative(row.id, there.reference, there.alias, row.kind)


def _rows(reader: Reader, case: Case) -> list[Relation]:
    rows = [*reader.find(Relation, case=case.id), *reader.find(Relation, other=case.id)]
    return [row for row in rows if row.kind in KINDS]


def _across(row: Relation, case: Case) -> int:
    return row.other if row.case == case.id else row.case


def _between(reader: Reader, case: Case, other: Case) -> list[Relation]:
    return [row for row in _rows(reader, case) if _across(row, case) == other.id]

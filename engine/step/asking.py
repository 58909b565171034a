"""What a step asks about its case: its facts, tables and terms, who fills a lane, and which days count. Nothing is written here."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from engine import pauses, terms
from engine.access import SEALABLE, takes_part
from engine.calendar import Calendar, day_of
from engine.decide import Place
from engine.errors import PerspectiefError
from engine.model import (
    Absence,
    Actor,
    Case,
    CaseKind,
    CaseParty,
    ClosingDay,
    Instance,
    Membership,
    Organisation,
    Pause,
    Roster,
    ZoneSeal,
)
from engine.placing import CARE_OWNER, Staff, Staffing, place, stand_in_role
from engine.sealed import Sealer
from engine.step.casefacts import CaseFacts, SeenFacts, builtins_of
from engine.step.library import Library, Snapshot
from engine.store.protocol import SharedReader, Transaction
from engine.terms import TermRow
from engine.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Taken:
    """A table was asked during a step."""

    decision: str
    version: int
    rules: tuple[str, ...]
    why: tuple[str, ...]


class Sources(Protocol):
    """What answers come from, besides the case itself."""

    @property
    def library(self) -> Library: ...
    @property
    def sealer(self) -> Sealer: ...
    @property
    def calendar(self) -> Calendar: ...


class Asking:
    """One case in one transaction, as diagrams and tables see it."""

    def __init__(self, tx: Transaction, sources: Sources, case: Case, actor: Actor, now: datetime) -> None:
        self.tx, self.case, self.actor, self.now = tx, case, actor, now
        self.library, self.sealer, self.calendar = sources.library, sources.sealer, sources.calendar
        self.snapshot: Snapshot = self.library.snapshot(tx)
        self.vocabulary: Vocabulary = self.snapshot.vocabulary
        self.facts = CaseFacts(tx, case, self.vocabulary, self.sealer)
        self._taken: list[Taken] = []
        self._staffing: Staffing | None = None
        self._stops: tuple[pauses.Stop, ...] | None = None
        self._calendars: dict[int | None, Calendar] = {}

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

    def ask(self, decision: str, inputs: Mapping[str, object]) -> object:
        """Ask a table something that is no decision about the person: nothing is kept of it."""
        remembered = len(self._taken)
        answer = self.decide(decision, inputs)
        del self._taken[remembered:]
        return answer

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
        organisation, gone = found.organisation, staffing.staff.away(today)

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
            properties = self.library.model(self.tx, row.definition).properties
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
            closed = self.tx.worked_out(_closing_days)
            days = {*closed.get(None, ()), *closed.get(organisation, ())}
            self._calendars[organisation] = self.calendar.with_closed(days) if days else self.calendar
        return self._calendars[organisation]

    def staffing(self) -> Staffing:
        """Who is there today; read once a run."""
        if self._staffing is None:
            parties = self.tx.find(CaseParty, case=self.case.id)
            there = tuple(row for row in parties if takes_part(row, self.now))
            self._staffing = Staffing(there, self.tx.worked_out(_staff))
        return self._staffing

    def sealed_by_law(self, zone: str) -> bool:
        """Whether nothing of this zone is taken in any more, since the law changed."""
        return zone in SEALABLE and bool(self.tx.find(ZoneSeal, zone=zone, lifted_at=None, limit=1))


def _staff(reader: SharedReader) -> Staff:
    return Staff(reader.find(Organisation), reader.find(Absence), reader.find(Roster))


def _closing_days(reader: SharedReader) -> Mapping[int | None, list[date]]:
    """By organisation; under None those on which all are closed."""
    found: dict[int | None, list[date]] = {}
    for row in reader.find(ClosingDay):
        found.setdefault(row.organisation, []).append(row.day)
    return found

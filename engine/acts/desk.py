"""The desk at which every act begins: one transaction, the case locked, the actor's reach worked out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeVar

from engine import access
from engine.access import Grounds, Reach
from engine.acts.once import asked_along
from engine.acts.roads import Roads
from engine.calendar import Calendar, day_of
from engine.clock import Clock
from engine.errors import NotFound
from engine.model import (
    Account,
    Actor,
    Case,
    CaseParty,
    Consent,
    Incident,
    Instance,
    InstanceStatus,
    Opening,
    Organisation,
    Task,
    TaskStatus,
    ZoneSeal,
)
from engine.ports import Forms
from engine.sealed import Sealer
from engine.step.casefacts import CaseFacts
from engine.step.guard import BeyondBounds
from engine.step.library import Library, Snapshot
from engine.step.run import Parts, Run
from engine.store.protocol import Reader, SharedReader, Store, Transaction
from engine.views import CaseHead, Person, Term
from engine.vocabulary import PLAIN_ZONE, Vocabulary


@dataclass(frozen=True, slots=True)
class Desk:
    """What every act needs: the store, the definitions, the keys, the forms and the clock."""

    store: Store
    parts: Parts
    forms: Forms
    clock: Clock
    roads: Roads = field(default_factory=Roads)

    @property
    def library(self) -> Library:
        """The deployed definitions."""
        return self.parts.library

    @property
    def sealer(self) -> Sealer:
        """The door to sealed content."""
        return self.parts.sealer

    @property
    def calendar(self) -> Calendar:
        """Working days."""
        return self.parts.calendar

    def act(self, actor: Actor, case: int) -> AbstractContextManager[Run]:
        """A transaction with the case locked; the clock is read after the lock. Raises NotFound.

        A step beyond its bounds is undone and leaves an incident, so that not only who happened to act hears of it.
        """
        return self._act(actor, lambda tx: tx.lock_case(case))

    def act_on(self, actor: Actor, task: int, key: str | None = None) -> AbstractContextManager[Run]:
        """As `act`, in the case of this task. `key` is what the request was sent with, which the act will ask about."""

        def lock(tx: Transaction) -> Case | None:
            if key:
                asked_along(tx, actor, key)
            return tx.lock_case_of(task)

        return self._act(actor, lock)

    @contextmanager
    def _act(self, actor: Actor, lock: Callable[[Transaction], Case | None]) -> Iterator[Run]:
        locked: Case | None = None
        try:
            with self.store.begin() as tx:
                locked = lock(tx)
                if locked is None:
                    raise NotFound()
                yield Run(tx, self.parts, locked, actor, self.clock.now())
        except BeyondBounds as beyond:
            if locked is not None:
                self._leave_incident(locked.id, beyond)
            raise

    def _leave_incident(self, case: int, beyond: BeyondBounds) -> None:
        """One open incident for an instance and reason, however often somebody tries."""
        with self.store.begin() as tx:
            locked = tx.lock_case(case)
            running = tx.find(Instance, case=case, status=InstanceStatus.ACTIVE)
            at = next((row for row in running if row.id == beyond.instance), running[0] if running else None)
            if locked is None or at is None:
                return
            if not tx.find(Incident, instance=at.id, code=beyond.code, resolved_at=None):
                tx.add(
                    Incident(
                        case=case,
                        instance=at.id,
                        wait=0,
                        element="",
                        code=beyond.code,
                        text=beyond.text_en,
                        owner=locked.director,
                        opened_at=self.clock.now(),
                    )
                )

    @contextmanager
    def look(self) -> Iterator[tuple[Reader, Snapshot]]:
        """A read-only view with what is deployed now."""
        with self.store.reading() as reader:
            yield reader, self.library.snapshot(reader)

    def reach(self, reader: Reader, actor: Actor, case: Case, vocabulary: Vocabulary) -> Reach:
        """How the actor stands in the case."""
        return self.reaches(reader, actor, [case], vocabulary)[case.id]

    def reaches(self, reader: Reader, actor: Actor, cases: Sequence[Case], vocabulary: Vocabulary) -> dict[int, Reach]:
        """How the actor stands in each of these cases, by id; asks as many statements for many cases as for one."""
        now, ids = self.clock.now(), tuple(case.id for case in cases)
        which = ids if len(ids) != 1 else ids[0]  # of one case that is locked the transaction knows the rows already
        theirs = tuple({role.organisation for role in actor.roles})
        parties = _by_case(reader.find(CaseParty, case=which)) if theirs and ids else {}
        work = _by_case(_work(reader, actor, ids, parties, vocabulary)) if theirs and ids else {}
        consents = _by_case(reader.find(Consent, case=which, withdrawn_at=None)) if theirs and ids else {}
        openings = _by_case(reader.find(Opening, account=actor.account, case=which)) if actor.account and ids else {}
        names = {row.id: row.key for row in reader.find(Organisation, id=theirs)} if consents else {}
        closed = sealed_zones(reader)
        return {
            case.id: access.reach(
                actor,
                case,
                Grounds(
                    now,
                    parties.get(case.id, ()),
                    work.get(case.id, ()),
                    consents.get(case.id, ()),
                    openings.get(case.id, ()),
                    closed,
                    names,
                ),
                vocabulary,
            )
            for case in cases
        }

    def case_by_reference(self, reader: Reader, actor: Actor, reference: str) -> tuple[Case, Reach]:
        """The case with this reference and the actor's reach in it. Raises NotFound when it is absent for the actor."""
        found = reader.find(Case, reference=reference.strip().upper())
        if found:
            within = self.reach(reader, actor, found[0], self.library.snapshot(reader).vocabulary)
            if access.sees_case(found[0], within):
                return found[0], within
        raise NotFound()

    def task_for(self, reader: Reader, actor: Actor, task: int) -> tuple[Task, Case, Reach]:
        """A task, its case and the actor's reach. Raises NotFound when it is absent for the actor."""
        row = reader.get(Task, task)
        case = reader.get(Case, row.case) if row else None
        if row is None or case is None:
            raise NotFound()
        vocabulary = self.library.snapshot(reader).vocabulary
        within = self.reach(reader, actor, case, vocabulary)
        if not access.sees_task(actor, row, case, within, vocabulary):
            raise NotFound()
        return row, case, within

    def term_of(self, task: Task, now: datetime) -> Term:
        """How a task stands against its term."""
        return term(task.opened_at, task.due_at, now, self.calendar)

    def head(self, reader: Reader, case: Case, within: Reach, *, do_not: str | None = None) -> CaseHead:
        """The line above every page about a case."""
        interpreter = self._interpreter(reader, case) if PLAIN_ZONE in within.zones else None
        known = bool(within.zones)  # who reads nothing of the person, as who looks after a partner, has the reference
        return CaseHead(
            id=case.id,
            reference=case.reference,
            alias=case.alias if known else "",
            status=case.status.value,
            kind=case.kind.value,
            priority=case.priority,
            language=case.language,
            director=person(reader, case.director),
            deputy=person(reader, case.deputy),
            interpreter=interpreter if isinstance(interpreter, bool) else None,
            do_not=do_not,
        )

    def _interpreter(self, reader: Reader, case: Case) -> object:
        name, vocabulary = "interpreterNeeded", self.library.snapshot(reader).vocabulary
        return CaseFacts(reader, case, vocabulary, self.sealer, only=[name]).json(name)


def names_of(reader: Reader, accounts: Iterable[int | None]) -> dict[int | None, str]:
    """The names of these accounts."""
    ids = tuple(sorted({account for account in accounts if account}))
    return {row.id: row.name for row in reader.find(Account, id=ids)} if ids else {}


class _OfACase(Protocol):
    @property
    def case(self) -> int: ...


Row = TypeVar("Row", bound=_OfACase)


def _work(
    reader: Reader,
    actor: Actor,
    cases: Sequence[int],
    parties: Mapping[int, Sequence[CaseParty]],
    vocabulary: Vocabulary,
) -> list[Task]:
    """Why the actor's seats may have to do with these cases: what waits for them, and one task of each seat that this account
    did or had. Of one case, what is over is asked about only for seats that are a party of it and to which nothing that waits
    gives work."""
    organisations = tuple({role.organisation for role in actor.roles})
    if len(cases) != 1:
        waiting = reader.find(Task, case=tuple(cases), organisation=organisations, status=TaskStatus.OPEN)
        return waiting + reader.work_in_many(cases, actor.account)
    open_tasks = reader.find(Task, case=cases[0], status=TaskStatus.OPEN)
    waiting = [task for task in open_tasks if task.organisation in organisations]
    present = {(party.organisation, party.lane) for party in parties.get(cases[0], ())}
    idle = {
        seat
        for role in actor.roles
        if (seat := (role.organisation, role.lane)) in present and not access.works(actor, role, waiting, vocabulary)
    }
    return waiting + reader.work_done(cases[0], actor.account, sorted(idle))


def _by_case(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row.case, []).append(row)
    return found


def sealed_zones(reader: Reader) -> frozenset[str]:
    """The zones that are closed to everybody but the person, since the law changed."""
    return reader.worked_out(_sealed_zones)


def _sealed_zones(reader: SharedReader) -> frozenset[str]:
    return frozenset(row.zone for row in reader.find(ZoneSeal, lifted_at=None))


def term(opened_at: datetime, due_at: datetime | None, now: datetime, calendar: Calendar) -> Term:
    """How something that opened then and is due then stands now."""
    if due_at is None:
        return Term(None)
    whole = (due_at - opened_at).total_seconds()
    return Term(
        due_at=due_at,
        overdue=now >= due_at,
        share=(now - opened_at).total_seconds() / whole if whole > 0 else 1.0,
        working_days_left=calendar.working_days_between(day_of(now), day_of(due_at)),
    )


def person(reader: Reader, account: int | None) -> Person | None:
    """An account as others see it."""
    row = reader.get(Account, account) if account else None
    return Person(row.id, row.name) if row else None


def organisation_name(reader: Reader, organisation: int | None) -> str:
    """The name of an organisation, empty when there is none."""
    row = reader.get(Organisation, organisation) if organisation else None
    return row.name if row else ""


def lane_label(words: Vocabulary, task: Task, language: str) -> str:
    """Who has a task, as people say it: its role, else its lane."""
    found = words.role(f"{task.lane}.{task.role}") or words.lanes.get(task.lane)
    return found.say(language) if found else task.lane


def cleaned_key(key: str | None) -> str | None:
    """An idempotency key without surrounding space; None when empty."""
    return (key or "").strip()[:200] or None

"""Who is away and who stands in, and who is on duty."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from engine import access, placing, tags
from engine.acts.desk import Desk
from engine.acts.people.common import must_administer, tell
from engine.calendar import day_of
from engine.errors import Invalid, NotAllowed, NotFound
from engine.model import (
    Absence,
    Account,
    Actor,
    Membership,
    Roster,
    Task,
    TaskStatus,
)
from engine.ports import FieldProblem
from engine.store.protocol import Reader
from engine.views import Person
from engine.vocabulary import Vocabulary

LONGEST_ABSENCE = 400  # days; who is away for longer hands over for good
LONGEST_DUTY = 92


@dataclass(frozen=True, slots=True)
class AwayRow:
    """Somebody is away; `deputy` is None when the deputy of the role stands in."""

    id: int
    who: Person
    since: date
    until: date
    deputy: Person | None


@dataclass(frozen=True, slots=True)
class Team:
    """The people of the organisations in which somebody leads, and their absences to come."""

    people: tuple[Person, ...]
    away: tuple[AwayRow, ...]


@dataclass(frozen=True, slots=True)
class DutyRow:
    """Somebody is on duty for a role between two moments."""

    id: int
    who: Person
    lane: str
    role: str
    label: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Absences:
    """Absence and duty."""

    desk: Desk

    def set_absent(self, actor: Actor, account: int, since: date, until: date, deputy: int | None) -> int:
        """Note that somebody is away, and let the deputy have the open tasks with their dates unchanged; answers how many.

        Everybody may say so of themselves, whoever leads a team of the own organisation, an administrator of everybody.
        Raises NotAllowed, NotFound, Invalid.
        Each case is a transaction of its own: a deputy who gets half of them when the machine stops gets the rest
        when the absence is noted again.
        """
        today = day_of(self.desk.clock.now())
        with self.desk.look() as (reader, snapshot):
            _must_answer_for(reader, actor, account, snapshot.vocabulary)
        self._check(account, since, until, deputy, today)
        with self.desk.store.begin() as tx:
            tx.add(Absence(account=account, since=since, until=until, deputy=deputy))
            tell(tx, actor.account, self.desk.clock.now(), tags.ABSENCE_SET, account=account, deputy=deputy)
        return self.hand_over(actor, account) if since <= today <= until else 0

    def _check(self, account: int, since: date, until: date, deputy: int | None, today: date) -> None:
        if until < since or until < today:
            raise Invalid(
                [_problem("until", "before", "Kies een laatste dag die nog komt.", "Choose a last day to come.")]
            )
        if (until - since).days > LONGEST_ABSENCE:
            raise Invalid(
                [_problem("until", "long", "Dit is te lang. Draag het werk over.", "This is too long. Hand over.")]
            )
        with self.desk.store.reading() as reader:
            row = reader.get(Account, account)
            if row is None or not row.active:
                raise NotFound()
            if deputy is not None and deputy not in {one.id for one in stand_ins(reader, account)}:
                raise Invalid([_NO_DEPUTY])

    def hand_over(self, actor: Actor, account: int) -> int:
        """Let whoever stands in have the open tasks of somebody who is away today; answers how many."""
        with self.desk.store.reading() as reader:
            cases = sorted({task.case for task in reader.find(Task, assignee=account, status=TaskStatus.OPEN)})
        return sum(self._hand_over(actor, case, account) for case in cases)

    def _hand_over(self, actor: Actor, case: int, account: int) -> int:
        moved = 0
        with self.desk.act(actor, case) as run:
            absences: Sequence[Absence] = run.staffing().staff.absences
            behind = run.case.deputy if account == run.case.director else None
            present, _ = placing.stand_in(account, behind, absences, day_of(run.now))
            for task in run.tx.find(Task, case=case, assignee=account, status=TaskStatus.OPEN):
                run.tx.change(task, assignee=present, deputy=account)
                told: dict[str, Any] = {"name": task.name, "to": present, "reason": "absent"}
                run.tell(tags.TASK_REASSIGNED, task=task.id, element=task.element, zone=task.zone, **told)
                moved += 1
            run.settle()
        return moved

    def end_absence(self, actor: Actor, absence: int) -> None:
        """Somebody is back: the absence is taken away. Tasks stay with whoever has them now. Raises NotFound."""
        with self.desk.store.begin() as tx:
            row, vocabulary = tx.get(Absence, absence), self.desk.library.snapshot(tx).vocabulary
            if row is None or not _answers_for(tx, actor, row.account, vocabulary):
                raise NotFound()
            tx.remove(row)
            tell(tx, actor.account, self.desk.clock.now(), tags.ABSENCE_ENDED, account=row.account)

    def away(self, actor: Actor, account: int | None = None) -> list[AwayRow]:
        """Who is or will be away; of one account, which others than administrators may only ask of themselves."""
        if account is None or account != actor.account:
            must_administer(actor)
        today = day_of(self.desk.clock.now())
        with self.desk.store.reading() as reader:
            rows = reader.find(Absence, account=account) if account else reader.find(Absence)
            there = [row for row in rows if row.until >= today]
            people = _people(reader, [row.account for row in there] + [row.deputy for row in there if row.deputy])
            return [
                AwayRow(row.id, people[row.account], row.since, row.until, people.get(row.deputy or 0))
                for row in sorted(there, key=lambda row: (row.since, row.id))
                if row.account in people
            ]

    def team(self, actor: Actor) -> Team:
        """Whom somebody leads, by name, and who of them is or will be away. Raises NotAllowed for who leads nobody."""
        today = day_of(self.desk.clock.now())
        with self.desk.look() as (reader, snapshot):
            led = access.leads(actor, snapshot.vocabulary)
            if not led:
                raise NotAllowed()
            seats = reader.find(Membership, organisation=tuple(sorted(led)))
            people = _people(reader, [row.account for row in seats])
            rows = reader.find(Absence, account=tuple(sorted(people))) if people else []
            there = [row for row in rows if row.until >= today]
            stand_in = _people(reader, [row.deputy for row in there if row.deputy])
        return Team(
            tuple(sorted(people.values(), key=lambda one: one.name)),
            tuple(
                AwayRow(row.id, people[row.account], row.since, row.until, stand_in.get(row.deputy or 0))
                for row in sorted(there, key=lambda row: (row.since, row.id))
            ),
        )

    def deputies(self, actor: Actor, account: int) -> list[Person]:
        """Who can stand in for somebody, by name. Raises NotAllowed."""
        with self.desk.look() as (reader, snapshot):
            _must_answer_for(reader, actor, account, snapshot.vocabulary)
            return stand_ins(reader, account)

    # ── duty ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def roster(self, actor: Actor) -> list[DutyRow]:
        """Who is or will be on duty, the first to come first. Raises NotAllowed."""
        must_administer(actor)
        now = self.desk.clock.now()
        with self.desk.look() as (reader, snapshot):
            coming = [row for row in reader.find(Roster) if row.until > now]
            people = _people(reader, [row.account for row in coming])
            rows = [row for row in coming if row.account in people]
            found = []
            for row in sorted(rows, key=lambda row: (row.since, row.id)):
                label = snapshot.vocabulary.role_words(f"{row.lane}.{row.role}", actor.language)
                found.append(DutyRow(row.id, people[row.account], row.lane, row.role, label, row.since, row.until))
            return found

    def set_duty(self, actor: Actor, account: int, group: str, since: datetime, until: datetime) -> int:
        """Put somebody on duty for `lane.role`, a role with a roster that this person has. Raises NotAllowed, NotFound, Invalid."""
        must_administer(actor)
        now = self.desk.clock.now()
        lane, _, role = group.partition(".")
        if not since < until or until <= now or (until - since).days > LONGEST_DUTY:
            raise Invalid(
                [_problem("until", "before", "Kies een eind na het begin.", "Choose an end after the start.")]
            )
        with self.desk.look() as (reader, snapshot):
            declared = snapshot.vocabulary.role(group)
            if (
                declared is None
                or not declared.roster
                or not reader.find(Membership, account=account, lane=lane, role=role)
            ):
                raise Invalid([_NO_ROLE])
        with self.desk.store.begin() as tx:
            row = tx.add(Roster(account=account, lane=lane, role=role, since=since, until=until))
            tell(tx, actor.account, now, tags.DUTY_SET, account=account, role=group)
        return row.id

    def take_duty(self, actor: Actor, duty: int) -> None:
        """Take a duty away. Raises NotAllowed, NotFound."""
        must_administer(actor)
        with self.desk.store.begin() as tx:
            row = tx.get(Roster, duty)
            if row is None:
                raise NotFound()
            tx.remove(row)
            tell(tx, actor.account, self.desk.clock.now(), tags.DUTY_TAKEN, account=row.account)


def _must_answer_for(reader: Reader, actor: Actor, account: int, vocabulary: Vocabulary) -> None:
    """Raises NotAllowed for who may not speak of this person's presence."""
    if not _answers_for(reader, actor, account, vocabulary):
        raise NotAllowed()


def _answers_for(reader: Reader, actor: Actor, account: int, vocabulary: Vocabulary) -> bool:
    if actor.account == account or access.administers(actor):
        return True
    led = access.leads(actor, vocabulary)
    return bool(led) and any(row.organisation in led for row in reader.find(Membership, account=account))


def stand_ins(reader: Reader, account: int) -> list[Person]:
    """The colleagues who share an organisation and a lane with somebody: they may see what that person sees."""
    found: set[int] = set()
    for seat in reader.find(Membership, account=account):
        beside = reader.find(Membership, organisation=seat.organisation, lane=seat.lane)
        found |= {row.account for row in beside if row.account != account}
    return sorted(_people(reader, sorted(found)).values(), key=lambda one: one.name)


def _people(reader: Reader, accounts: Sequence[int]) -> dict[int, Person]:
    ids = tuple(sorted(set(accounts)))
    rows = reader.find(Account, id=ids) if ids else []
    return {row.id: Person(row.id, row.name) for row in rows if row.active}


def _problem(path: str, code: str, nl: str, en: str) -> FieldProblem:
    return FieldProblem(path, code, nl, en)


_NO_DEPUTY = _problem(
    "deputy",
    "no-deputy",
    "Kies een collega met werk in hetzelfde team.",
    "Choose a colleague who works in the same team.",
)
_NO_ROLE = _problem(
    "role",
    "no-role",
    "Kies een rol met een rooster, die deze persoon heeft.",
    "Choose a role with a roster that this person has.",
)

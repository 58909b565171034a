"""Plays people on a virtual clock: files reports, does tasks with example answers, brings messages, lets time pass.

The demonstration and the scenarios are rehearsals; they go through the same doors as everybody.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from engine.acts import reports
from engine.clock import VirtualClock
from engine.engine import Engine
from engine.errors import PerspectiefError, Refused
from engine.model import (
    ENGINE,
    Account,
    Actor,
    Case,
    CaseStatus,
    Membership,
    Organisation,
    Relation,
    Role,
    Task,
    TaskStatus,
)
from engine.placing import lanes_of
from engine.views import Completed, ReportReceipt
from forms.example import example_answers
from forms.model import Form

MOST_WAKES = 2000  # of one moment; more means that something wakes itself for ever
SCENARIO = Actor(account=None, name="scenario")


class WakesForEver(PerspectiefError):
    """Something keeps waking itself: look at the timers of the diagrams."""

    code = "wakes-for-ever"
    text_en = "Something keeps waking itself. Look at the timers of the diagrams."
    text_nl = "Iets maakt zichzelf steeds wakker. Kijk naar de timers in de diagrammen."


@dataclass(slots=True)
class Rehearsal:
    """One engine on a virtual clock, with people who come into being when a scenario names them."""

    engine: Engine
    clock: VirtualClock
    accounts: dict[str, int] = field(default_factory=dict)

    # --- time ---------------------------------------------------------------------------------------------------

    def go_to(self, moment: datetime) -> None:
        """Let time pass, stopping at everything that becomes due on the way."""
        while (due := self.engine.desk.store.next_due()) is not None and due <= moment:
            self.clock.set(max(due, self.clock.now()))
            self.wake()
        self.clock.set(max(moment, self.clock.now()))
        self.wake()

    def wake(self) -> None:
        """Do everything that is due now."""
        for _ in range(MOST_WAKES):
            if not self.engine.clockwork.wake_one():
                return
        raise WakesForEver()

    def pass_time(self, by: timedelta) -> None:
        """Let this much time pass."""
        self.go_to(self.clock.now() + by)

    # --- people -------------------------------------------------------------------------------------------------

    def organisations(self) -> list[Organisation]:
        """All organisations."""
        with self.engine.desk.store.reading() as reader:
            return reader.find(Organisation)

    def person(self, name: str, organisation: int, lane: str, role: str) -> Actor:
        """The account with this name, made when it is new, with this role added when it lacks it."""
        login = login_of(name)
        with self.engine.desk.store.begin() as tx:
            found = tx.find(Account, login=login)
            account = found[0] if found else tx.add(Account(login=login, name=name))
            row: dict[str, object] = {"account": account.id, "organisation": organisation, "lane": lane, "role": role}
            if not tx.find(Membership, **row):  # type: ignore[arg-type] # equality filters
                tx.add(Membership(**row))  # type: ignore[arg-type] # the same four columns
        self.accounts[name] = account.id
        return self.engine.accounts.actor(account.id)

    def organisation_for(self, lane: str) -> int:
        """The first organisation that fills a lane."""
        for row in self.organisations():
            if lane in lanes_of(row):
                return row.id
        raise PerspectiefError(f"No organisation fills the lane {lane!r}.")

    def doer(self, task: Task) -> Actor:
        """Somebody who may do this task: its assignee, else the first with its role, else somebody new."""
        if task.assignee is not None:
            return self.engine.accounts.actor(task.assignee)
        role = task.role or self._any_role(task.lane)
        with self.engine.desk.store.reading() as reader:
            rows = reader.find(Membership, organisation=task.organisation, lane=task.lane, role=role)
        if rows:
            return self.engine.accounts.actor(rows[0].account)
        return self.person(f"{role} {task.lane}", task.organisation or 0, task.lane, role)

    def _any_role(self, lane: str) -> str:
        return next(iter(self.engine.vocabulary.lanes[lane].roles))

    # --- acts ---------------------------------------------------------------------------------------------------

    def report(self, given: Mapping[str, object], actor: Actor | None = None) -> ReportReceipt:
        """Somebody reports at the front door."""
        return self.engine.reports.report(self.reported(given), actor=actor)

    def reported(self, given: Mapping[str, object]) -> dict[str, object]:
        """A valid report."""
        form = self._form(*self.engine.reports.form())
        part = reports.PART if reports.PART in form.parts else None
        return example_answers(form, facts=self._today(), part=part, given=given)

    def open_tasks(self, case: int) -> list[Task]:
        """The open tasks of a case and of the cases that belong to the same person."""
        with self.engine.desk.store.reading() as reader:
            cases = [case, *(row.other for row in reader.find(Relation, case=case))]
            return reader.find(Task, case=tuple(cases), status=TaskStatus.OPEN)

    def complete(
        self, task: Task, given: Mapping[str, object], actor: Actor | None = None, *, on_behalf_of: str | None = None
    ) -> Completed:
        """Do a task: the given answers, and example answers for every other required question."""
        who = actor or self.doer(task)
        return self.engine.tasks.complete(who, task.id, self.answers(task, given, who), on_behalf_of=on_behalf_of)

    def refusal(self, task: Task, given: Mapping[str, object], actor: Actor | None = None) -> str | None:
        """The code with which this task is kept from somebody who tries to do it; None when it is not."""
        try:
            self.complete(task, given, actor)
        except PerspectiefError as error:
            return error.code
        return None

    def answers(self, task: Task, given: Mapping[str, object], actor: Actor) -> dict[str, object]:
        """A valid set of answers for a task."""
        if not task.form:
            return dict(given)
        view = self.engine.tasks.view(actor, task.id)
        options = {source: [value for value, _ in rows] for source, rows in view.options.items()}
        return self.filled(task, given, view.values, view.facts, options)

    def filled(
        self,
        task: Task,
        given: Mapping[str, object],
        known: Mapping[str, object],
        facts: Mapping[str, object],
        options: Mapping[str, list[str]],
    ) -> dict[str, object]:
        """The given answers to a task's form over those that are known, and examples for what is still missing."""
        form = self._form(task.form or "", task.form_version)
        asked = {field.path for field in form.of_part(task.part) if field.asked}
        before = {path: value for path, value in known.items() if path in asked and value is not None}
        return example_answers(form, facts=facts, options=options, part=task.part, given={**before, **given})

    def send(self, actor: Actor, name: str, reference: str, payload: Mapping[str, object]) -> None:
        """A message comes in."""
        self.engine.messages.deliver(actor, name, reference, payload)
        self.wake()

    def bring(self, sender: str, name: str, reference: str, payload: Mapping[str, object]) -> None:
        """A message comes in that is said to be of this lane; here the engine itself brings it."""
        self.send(SCENARIO, name, reference, payload)

    def deploy(self, files: Mapping[str, bytes]) -> None:
        """A designer puts files to work. Raises Refused."""
        answer = self.engine.definitions.deploy(files, ENGINE)
        if answer.bundle is None:
            raise Refused(answer.findings)

    def witness(self, case: Case | None, word: str, wanted: object) -> None:
        """What a scenario expects, and the engine has, may be looked at here the way people see it; nobody looks here."""

    def cases(self) -> list[Case]:
        """Every case that still exists."""
        with self.engine.desk.store.reading() as reader:
            return [row for row in reader.find(Case) if row.status is not CaseStatus.ERASED]

    def _form(self, form_id: str, version: int | None) -> Form:
        form = self.engine.definitions.form(form_id, version)
        assert isinstance(form, Form)
        return form

    def _today(self) -> dict[str, object]:
        return {"today": self.clock.now().date(), "now": self.clock.now()}


def login_of(name: str) -> str:
    """A login out of a name: small letters and dots."""
    return re.sub(r"[^a-z0-9]+", ".", name.casefold()).strip(".")


__all__ = ["Rehearsal", "Role", "WakesForEver", "login_of"]

"""Whether a case moves, and if not, why, since when, who decides about it and what can be done: a row of the coordinator's list."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine import access, stalls
from engine.access import Reach
from engine.acts import pausing, rungs
from engine.acts.cases import case_actions
from engine.acts.desk import Desk
from engine.acts.now import Now
from engine.calendar import day_of
from engine.escalation import LEVEL, RUNGS
from engine.model import (
    Absence,
    Actor,
    Case,
    Escalation,
    Fact,
    Instance,
    InstanceStatus,
    Pause,
    Task,
    TaskStatus,
)
from engine.step.casefacts import instance_scope
from engine.step.library import Snapshot
from engine.store.protocol import Reader
from engine.views import NowItem, Stall, StuckCase, Term
from engine.vocabulary import PLAIN_ZONE

OF_A_TASK = frozenset({"nudge", "reassign", "extend"})
OF_A_RUNG = OF_A_TASK - {"extend"}  # the time of a rung is not the coordinator's to extend


@dataclass(frozen=True, slots=True)
class Look:
    """A coordinator's look at one case, as far as that reaches (`within`)."""

    desk: Desk
    reader: Reader
    actor: Actor
    case: Case
    within: Reach
    snapshot: Snapshot
    absences: Sequence[Absence]
    now: datetime

    def row(self) -> StuckCase | None:
        """The worst of what does not move; that the case is paused, unless something broke in it; None when it moves."""
        tasks = self.reader.find(Task, case=self.case.id, status=TaskStatus.OPEN)
        open_rungs = self.reader.find(Escalation, case=self.case.id, closed_at=None)
        items = [*self._of_tasks(tasks), *self._of_waits(), *self._of_sweeps(open_rungs)]
        worst = stalls.worst([item.stall for item in items if item.stall])
        standing = pausing.paused(self.reader, self.case.id)
        if standing is not None and (worst is None or worst.reason != "incident"):
            return self._paused(standing)
        item = next((item for item in items if item.stall is worst), None)
        return None if worst is None or item is None else self._told(worst, item, tasks, open_rungs)

    def _told(self, worst: Stall, item: NowItem, tasks: list[Task], open_rungs: list[Escalation]) -> StuckCase:
        deciding = self._deciding(tasks, open_rungs)
        return StuckCase(
            head=self.desk.head(self.reader, self.case, self.within),
            stall=worst,
            item=item,
            level=self._level(open_rungs),
            actions=self._actions(item, deciding, tasks, escalated=bool(open_rungs)),
            deciding=deciding,
        )

    # --- what does not move ---------------------------------------------------------------------------------------

    def _of_tasks(self, tasks: Iterable[Task]) -> Iterator[NowItem]:
        """Those that can be looked into first: of two that are late alike, the coordinator can do more about them."""
        watched = [task for task in tasks if task.ladder]
        yield from (self._item(task) for task in watched if self._sees(task))
        for task in watched:
            if not self._sees(task):
                yield from self._of_a_partner(task)

    def _of_waits(self) -> Iterator[NowItem]:
        for row in self.reader.find(Instance, case=self.case.id, status=InstanceStatus.ACTIVE):
            if row.zone in self.within.zones:
                yield from self._doing.waits(row)

    def _of_sweeps(self, open_rungs: Iterable[Escalation]) -> Iterator[NowItem]:
        """What a sweep put on the ladder: the rows of the case alone do not tell that it stands still."""
        for row in open_rungs:
            if row.reason in stalls.SILENT:
                over = self.desk.calendar.working_days_between(day_of(row.opened_at), day_of(self.now))
                yield self._swept(row, max(0, over), {"found": row.opened_at.isoformat()})

    def _swept(self, row: Escalation, over: int, detail: dict[str, object]) -> NowItem:
        if row.reason != "message":
            stall = Stall(row.reason, row.opened_at, over, detail)
            return NowItem(row.source, "case", "", "", "", Term(None), row.opened_at, stall=stall)
        named = row.source if self.snapshot.may_know(row.source, self.within.zones) else ""
        stall = Stall(row.reason, row.opened_at, over, {**detail, "name": named})
        return NowItem("", "case", "", "", "", Term(None), row.opened_at, stall=stall, message=named)

    def _of_a_partner(self, task: Task) -> Iterator[NowItem]:
        """A partner's late task as no more than that: something of a partner stands still since then."""
        late = stalls.stall(stalls.Standing(task=task), self.absences, self.desk.calendar, self.now)
        if late is not None:
            stall, term = Stall("partner", late.since, late.working_days_over), self.desk.term_of(task, self.now)
            yield NowItem("", "partner", "", "", "", term, task.opened_at, stall=stall)

    def _paused(self, standing: Pause) -> StuckCase:
        stall = Stall("paused", standing.since, 0, {"reason": standing.reason, "until": standing.ends_at.isoformat()})
        item = NowItem("", "case", "", "", "", Term(standing.ends_at), standing.since, stall=stall)
        actions = case_actions(self.reader, self.actor, self.case, self.within)
        return StuckCase(self.desk.head(self.reader, self.case, self.within), stall, item, None, actions)

    # --- who decides, and what can be done ------------------------------------------------------------------------

    def _deciding(self, tasks: Iterable[Task], open_rungs: Iterable[Escalation]) -> NowItem | None:
        """Of the steps at which somebody decides on what is on the ladder, the one whose answer is due first."""
        ladders = [row.instance for row in open_rungs if row.instance is not None]
        below = rungs.answering(self.reader, self.desk.library, self.case.id, ladders) if ladders else set()
        asked = [task for task in tasks if task.instance in below and self._sees(task)]
        first = min(asked, key=lambda task: task.due_at or task.opened_at, default=None)
        return self._item(first) if first else None

    def _actions(
        self, item: NowItem, deciding: NowItem | None, tasks: Iterable[Task], *, escalated: bool
    ) -> frozenset[str]:
        """What this coordinator can do about the row: with its task, or with the step of who decides."""
        about = item.task or (deciding.task if deciding else None)
        task = next((task for task in tasks if task.id == about and self._sees(task)), None)
        found = set(case_actions(self.reader, self.actor, self.case, self.within))
        if task is not None:
            may = access.verbs(self.actor, task, self.case, self.within, self.snapshot.vocabulary)
            found |= may & (OF_A_TASK if item.task is not None else OF_A_RUNG)
        found |= {"retry"} if item.kind == "incident" else set()
        found |= {"escalate"} if not escalated else set()
        return frozenset(found)

    def _level(self, open_rungs: Sequence[Escalation]) -> str | None:
        """The rung the case stands on: the highest that its ladders say of themselves, else where the last one began."""
        if not open_rungs:
            return None
        scopes = {instance_scope(row.instance) for row in open_rungs if row.instance is not None}
        said = self.reader.find(Fact, case=self.case.id, name=LEVEL, zone=PLAIN_ZONE, current=True)
        told = [json.loads(fact.value) for fact in said if fact.scope in scopes]
        levels = [level for level in RUNGS if level in told]
        return levels[-1] if levels else open_rungs[-1].level

    def _sees(self, task: Task) -> bool:
        return task.zone in self.within.zones

    def _item(self, task: Task) -> NowItem:
        return self._doing.task(task)

    @property
    def _doing(self) -> Now:
        language = self.actor.language
        return Now(self.desk, self.reader, self.case, self.within, self.snapshot, language, self.absences, self.now)

"""The coordinator's board: where people wait, how long against the term, and how many come and go."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine import access, waiting
from engine.access import Reach
from engine.acts import pausing
from engine.acts.desk import Desk
from engine.calendar import day_of
from engine.errors import NotAllowed
from engine.figures import indicators
from engine.model import Actor, Case, CaseKind, Task, TaskStatus
from engine.store.protocol import Reader
from engine.views import CaseHead
from engine.waiting import StepRow, Wait

MOST = 500  # cases of a picture; the ones with most harm, when there are more
MONTHS = 6  # this one and those before it


@dataclass(frozen=True, slots=True)
class Flow:
    """How many cases of a month (2026-10) began, and how many ended."""

    month: str
    began: int
    ended: int


@dataclass(frozen=True, slots=True)
class BoardView:
    """What a coordinator sees of all cases together. `people` are the cases by number; `more` says that some are left out."""

    steps: Sequence[StepRow]
    ages: Sequence[int]
    flow: Sequence[Flow]
    people: Mapping[int, CaseHead]
    more: bool


@dataclass(frozen=True, slots=True)
class Board:
    """Looks at all cases of a coordinator together."""

    desk: Desk

    def view(self, actor: Actor) -> BoardView:
        """The board of this actor: of the cases that they see, and of a partner's steps no more than that one is late.

        Paused cases wait for nobody. Raises NotAllowed.
        """
        if not access.coordinates(actor):
            raise NotAllowed()
        now = self.desk.clock.now()
        organisations = sorted({role.organisation for role in actor.roles})
        with self.desk.look() as (reader, snapshot):
            rows = reader.open_cases(actor.account, organisations, now, limit=MOST + 1)
            persons = [case for case in rows[:MOST] if case.kind is CaseKind.PERSON]
            stands = self.desk.reaches(reader, actor, persons, snapshot.vocabulary)
            seen = [case for case in persons if access.sees_case(case, stands[case.id])]
            together = reader.gathered(seen)
            waits = [wait for case in seen for wait in self._waits(together, case, stands[case.id], now)]
            steps = waiting.by_step(waits)
            named = {number for row in steps for number in row.cases}
            heads = {case.id: self.desk.head(together, case, stands[case.id]) for case in seen if case.id in named}
            flow = _flow(reader, actor, organisations, now)
        return BoardView(steps, waiting.ages(waits), flow, heads, len(rows) > MOST)

    def _waits(self, reader: Reader, case: Case, within: Reach, now: datetime) -> Iterator[Wait]:
        if pausing.paused(reader, case.id) is not None:
            return
        for task in reader.find(Task, case=case.id, status=TaskStatus.OPEN):
            if not task.ladder:
                continue
            wait = waiting.wait_of(task, self.desk.calendar, now, known=task.zone in within.zones)
            if wait is not None:
                yield wait


def _flow(reader: Reader, actor: Actor, organisations: Sequence[int], now: datetime) -> tuple[Flow, ...]:
    """The months until now, oldest first, with the cases in which these organisations took part when they began or ended."""
    months = [indicators.month_of(day_of(now))]
    while len(months) < MONTHS:
        months.insert(0, indicators.before(months[0]))
    edges = {f"m{number}": indicators.span(month)[0] for number, month in enumerate(months)}
    last = {f"m{MONTHS}": indicators.span(months[-1])[1]}
    ((*counts,),) = reader.watch("flow", account=actor.account or 0, organisations=list(organisations), **edges, **last)
    return tuple(Flow(month, counts[place] or 0, counts[MONTHS + place] or 0) for place, month in enumerate(months))

"""How long people wait, held against the term of what they wait for. Pure: tasks in, rows and columns of a picture out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.calendar import Calendar, day_of
from engine.model import Task

BANDS = ("calm", "near", "over", "long", "longest")
"""The first half of the term; the second half; up to a week over it, up to two, and more (of five working days)."""
WEEK = 5  # working days
QUARTERS = 9  # columns of a quarter of the term each; the last holds all that waited twice the term and more
LATE = 4  # the first column past the term


@dataclass(frozen=True, slots=True)
class Wait:
    """Somebody waits for a step: `used` is the part of its term that is gone (1.0 at its end), `over` the working days past it.

    `element` is empty for a step of a partner that the onlooker may not know.
    """

    case: int
    process: str
    element: str
    name: str
    used: float
    over: int

    @property
    def band(self) -> str:
        """How long, in words of BANDS."""
        if self.used < 1:
            return "calm" if self.used < 0.5 else "near"
        return "over" if self.over <= WEEK else "long" if self.over <= 2 * WEEK else "longest"

    @property
    def quarter(self) -> int:
        """The column of the term's quarter that this wait is in, from 0."""
        return min(int(self.used * 4), QUARTERS - 1)


@dataclass(frozen=True, slots=True)
class StepRow:
    """Who waits for one step: persons by band, and for how many working days the longest is past the term."""

    process: str
    element: str
    name: str
    bands: Mapping[str, int]
    worst: int
    cases: Sequence[int]


def wait_of(task: Task, calendar: Calendar, now: datetime, *, known: bool) -> Wait | None:
    """How long this task waits; None without a term, and for one of a partner that is not late. `known`: the onlooker may see it."""
    if task.due_at is None or (not known and now < task.due_at):
        return None
    whole = (task.due_at - task.opened_at).total_seconds()
    used = (now - task.opened_at).total_seconds() / whole if whole > 0 else 1.0
    if now >= task.due_at:
        used = max(used, 1.0)
    over = max(0, calendar.working_days_between(day_of(task.due_at), day_of(now)))
    if not known:
        return Wait(task.case, "", "", "", used, over)
    return Wait(task.case, task.process, task.element, task.name, used, over)


def by_step(waits: Iterable[Wait]) -> tuple[StepRow, ...]:
    """A row for every step that somebody waits for, the one with most days over first. A person counts once, at the longest wait."""
    steps: dict[tuple[str, str], dict[int, Wait]] = {}
    for wait in waits:
        of = steps.setdefault((wait.process, wait.element), {})
        if wait.case not in of or wait.used > of[wait.case].used:
            of[wait.case] = wait
    rows = [_row(list(of.values())) for of in steps.values()]
    return tuple(sorted(rows, key=lambda row: (-row.worst, -sum(row.bands.values()), row.process, row.element)))


def _row(waits: Sequence[Wait]) -> StepRow:
    longest = sorted(waits, key=lambda wait: (-wait.over, -wait.used, wait.case))
    first = longest[0]
    bands = {band: sum(wait.band == band for wait in waits) for band in BANDS}
    return StepRow(first.process, first.element, first.name, bands, first.over, [wait.case for wait in longest])


def ages(waits: Iterable[Wait]) -> tuple[int, ...]:
    """Persons by the quarter of the term in which their longest wait is."""
    furthest: dict[int, int] = {}
    for wait in waits:
        furthest[wait.case] = max(furthest.get(wait.case, 0), wait.quarter)
    return tuple(sum(quarter == column for quarter in furthest.values()) for column in range(QUARTERS))

"""The deadlines of a wait: the moment of its term, the reminders before it, and the timers that a diagram draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine import pauses
from engine.calendar import BadRule, Calendar, share_of
from engine.decide.situation import Situation
from engine.model import Deadline, DeadlineKind, Priority
from engine.source import Source, of_wait
from engine.terms import TermRow, rule_of, step_of


@dataclass(frozen=True, slots=True)
class Clock:
    """By which rule and calendar a term runs, since when, and when it stands still. `term` is its row of D04, when it has one."""

    rule: str
    since: datetime
    calendar: Calendar
    stops: Sequence[pauses.Stop]
    term: TermRow | None

    def moved(self, moment: datetime) -> datetime:
        """Where a moment of this term lies, with the time that it stood still."""
        return pauses.later(moment, self.rule, self.since, self.calendar, stops=self.stops)


def clock_of(
    situation: Situation, rule: str | None, *, organisation: int | None = None, began: datetime | None = None
) -> Clock:
    """The clock of a rule or a step key: since the anchor of its row of D04, else since `began`, else since now."""
    step = step_of(rule)
    term = situation.term(step) if step else None
    ours = term is None or term.kind == pauses.OURS
    return Clock(
        rule=term.due if term else rule or "",
        since=(term.since if term else None) or began or situation.now,
        calendar=situation.calendar_of(organisation) if situation.calendar_of else situation.calendar,
        stops=situation.stops() if ours else (),
        term=term,
    )


def end_of(calendar: Calendar, rule: str | None, since: datetime) -> datetime | None:
    """When a rule ends that began then, on a working day; None where there is no rule, or no row of D04 for its step."""
    if not rule or step_of(rule):
        return None
    try:
        return calendar.due(rule, since)
    except BadRule:
        return None


def of_step(situation: Situation, wait: int, element: str) -> list[Deadline]:
    """Those of a wait that carries a term of its own: the case director owns them."""
    step = situation.model.elements[element].properties.get("term")
    if not step or situation.on_ladder():
        return []
    rule = rule_of(step)
    clock = clock_of(situation, rule)
    missed = end_of(clock.calendar, clock.rule, clock.since)
    return of_term(situation, wait, rule, missed, clock, situation.case.priority) if missed else []


def of_term(
    situation: Situation, wait: int, rule: str, missed: datetime, clock: Clock, priority: Priority
) -> list[Deadline]:
    """The moment of missing, and the reminders before it that are still to come. `missed` is that of a clock that never stood."""
    source = of_wait(situation.instance.id, wait)
    moments = {clock.moved(moment) for moment in reminders(clock.term, clock.since, missed, clock.calendar)}
    ahead = sorted(moment for moment in moments if situation.now < moment)
    rows = [_row(situation, source, DeadlineKind.DUE, rule, clock.since, clock.moved(missed), priority)]
    for occurrence, moment in enumerate(ahead):
        rows.append(_row(situation, source, DeadlineKind.REMIND, rule, clock.since, moment, priority, occurrence))
    return rows


def of_timer(situation: Situation, wait: int, rule: str, clock: Clock, again: int) -> Deadline:
    """That of a timer: the rule is kept as it was asked, since a step key is looked up again when its row of D04 changes.

    Raises BadRule.
    """
    fires = clock.moved(clock.calendar.due(clock.rule, clock.since, shift=False))
    source, priority = of_wait(situation.instance.id, wait), situation.case.priority
    return _row(situation, source, DeadlineKind.TIMER, rule, clock.since, fires, priority, again)


def reminders(term: TermRow | None, since: datetime, due: datetime, calendar: Calendar) -> list[datetime]:
    """When to remind of a term, in order: where D04 says so, else at half and at four fifths of it."""
    found = (reminder(warn, since, due, calendar) for warn in (term.warn if term else ("50%", "80%")))
    return sorted({moment for moment in found if moment and moment < due})


def reminder(warn: str, since: datetime, due: datetime, calendar: Calendar) -> datetime | None:
    """When to remind: `50%` of the term, `-P7D` before it ends, or `P3D` after it began. None when the text is no rule."""
    share = share_of(warn)
    if share is not None:
        return since + timedelta(seconds=int((due - since).total_seconds() * share))
    try:
        return calendar.due(warn, due if warn.startswith("-") else since, shift=False)
    except BadRule:
        return None


def _row(
    situation: Situation,
    source: Source,
    kind: DeadlineKind,
    rule: str,
    since: datetime,
    moment: datetime,
    priority: Priority,
    occurrence: int = 0,
) -> Deadline:
    return Deadline(
        case=situation.case.id,
        source=source,
        occurrence=occurrence,
        kind=kind,
        rule=rule,
        since=since,
        due_at=moment,
        priority=priority,
        next_try_at=moment,
    )

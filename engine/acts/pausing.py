"""One act of opschorten: a case stands still, and every term that is ours stands still with it.

While a case stands still its open dates already say where they will be when the pause lasts as long as planned; ending it earlier
takes the rest back, so that what remains is exactly the days that the case really stood still. Nothing waits in between: what people
do in a paused case goes on, and opens tasks whose terms begin after the pause.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from engine import pauses, tags
from engine.acts import reckoning
from engine.calendar import AMSTERDAM, day_of
from engine.errors import Conflict, Invalid
from engine.model import CaseStatus, Deadline, DeadlineKind, DeadlineState, Pause
from engine.pauses import Stop
from engine.ports import FieldProblem
from engine.source import of_pause
from engine.step.library import Snapshot
from engine.step.run import Run
from engine.store.protocol import Reader
from engine.vocabulary import Labelled

LIMITS = "D21"

NO_REASON = FieldProblem(
    "reason", "reason", "Kies een reden die in de lijst staat.", "Choose a reason that is on the list."
)
SPENT = FieldProblem(
    "reason",
    "limit",
    "Voor deze reden heeft de zaak al zo lang stilgestaan als mag.",
    "For this reason the case has stood still as long as it may.",
)


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a case may stand still for a reason: at once, and all its pauses for that reason together."""

    at_once: timedelta
    together: timedelta


@dataclass(frozen=True, slots=True)
class Reason(Labelled):
    """A reason for a pause, in words for people."""

    code: str
    label: str
    label_en: str


def reasons(snapshot: Snapshot) -> tuple[Reason, ...]:
    """The reasons that D21 knows, in its order; none when there is no such table."""
    deployed = snapshot.decisions.get(LIMITS)
    rules = [rule for row in deployed.compiled.decisions for rule in row.rules] if deployed else []
    words = [[cell.strip('"') for cell in (*rule.cells[:2], *rule.outputs[2:4])] for rule in rules]
    return tuple(Reason(code, label, label_en) for act, code, label, label_en in words if act == "pause")


def paused(reader: Reader, case: int) -> Pause | None:
    """The pause in which a case stands still now."""
    rows = reader.find(Pause, case=case, until=None)  # one at most: an index keeps it
    return rows[0] if rows else None


def limit(run: Run, act: str, **inputs: str) -> Limit | None:
    """What D21 allows; None when no row does."""
    answer = run.ask(LIMITS, {"act": act, "reason": None, "kind": None, **inputs})
    if not isinstance(answer, Mapping):
        return None
    return Limit(pauses.length_of(str(answer["atOnce"])), pauses.length_of(str(answer["together"])))


def pause(run: Run, reason: str, until: date | None) -> Pause:
    """Let the case stand still.

    1. D21 says how long it may, for this reason, at once and together with earlier pauses.
    2. Every term that is ours, reminder, timer and rung moves as far as the pause will last.
    3. A deadline ends it at the latest then: nobody stands still because somebody forgot.
    Raises Conflict when it stands still already or is closed, Invalid for a reason or day that D21 does not allow.
    """
    if run.case.status is not CaseStatus.OPEN:
        raise Conflict("This case is not open.", "Deze zaak is niet open.")
    if paused(run.tx, run.case.id):
        raise Conflict("This case stands still already.", "Deze zaak staat al stil.")
    ends_at = _end(run, reason, until)
    row = run.tx.add(Pause(case=run.case.id, reason=reason, since=run.now, ends_at=ends_at, set_by=run.actor.account))
    reckoning.shift(run, [pauses.stop_of(row)], [], landing=False)
    run.tx.add(_ending(run, row))
    run.stops_changed()
    run.tell(tags.CASE_PAUSED, reason=reason, until=ends_at.isoformat())
    return row


def let_stand(run: Run, reason: str) -> None:
    """Let the case stand still as long as D21 allows, where it does not already or has spent its time: for what a diagram asks."""
    if run.case.status is CaseStatus.OPEN and not paused(run.tx, run.case.id) and latest(run, reason) is not None:
        pause(run, reason, None)


def resume(run: Run, row: Pause, at: datetime) -> None:
    """Let the case go on: its dates keep the days it really stood still, and those on a day off move to a working day."""
    planned, real = pauses.stop_of(row), Stop(row.since, min(at, row.ends_at))
    run.tx.change(row, until=real.until)
    reckoning.shift(run, [real], [planned], landing=True)
    for deadline in run.tx.find(Deadline, source=of_pause(row.id), state=DeadlineState.PENDING):
        if deadline.due_at > run.now:
            run.tx.change(deadline, state=DeadlineState.CANCELLED, done_at=run.now)
    run.stops_changed()
    run.tell(tags.CASE_RESUMED, reason=row.reason, since=row.since.isoformat(), until=real.until.isoformat())
    for account in {run.case.director, run.case.deputy} - {None, run.actor.account}:
        run.notify(account or 0, "resumed", f"pause:{row.id}:{account}")


def latest(run: Run, reason: str) -> datetime | None:
    """Until when a pause for this reason that begins now may last; None when its time is spent. Raises Invalid."""
    allowed = limit(run, "pause", reason=reason)
    if allowed is None:
        raise Invalid([NO_REASON])
    before = [pauses.stop_of(row) for row in run.tx.find(Pause, case=run.case.id, reason=reason)]
    left = min(allowed.at_once, allowed.together - sum((stop.until - stop.since for stop in before), timedelta()))
    return run.now + left if left > timedelta() else None


def _end(run: Run, reason: str, until: date | None) -> datetime:
    """The moment at which the pause ends at the latest. Raises Invalid."""
    latest_end = latest(run, reason)
    if latest_end is None:
        raise Invalid([SPENT])
    if until is None:
        return latest_end
    wanted = datetime.combine(until, time(23, 59, 59), AMSTERDAM).astimezone(run.now.tzinfo)
    last = day_of(latest_end)
    if wanted <= run.now or until > last:
        nl = f"Kies een dag na vandaag en niet later dan {last:%d-%m-%Y}."
        en = f"Choose a day after today and not later than {last:%d-%m-%Y}."
        raise Invalid([FieldProblem("until", "date", nl, en)])
    return min(wanted, latest_end)


def _ending(run: Run, row: Pause) -> Deadline:
    return Deadline(
        case=row.case,
        source=of_pause(row.id),
        kind=DeadlineKind.RESUME,
        rule=row.ends_at.isoformat(),
        since=row.since,
        due_at=row.ends_at,
        priority=run.case.priority,
        next_try_at=row.ends_at,
    )

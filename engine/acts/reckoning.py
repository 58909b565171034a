"""Where the open dates of a case lie: moved by a pause, or reckoned anew by the tables and calendar of today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine import pauses, tags
from engine.calendar import BadRule, Calendar
from engine.decide import reminders
from engine.model import Deadline, DeadlineKind, DeadlineState, Escalation, Instance, Priority, Task, TaskStatus
from engine.pauses import Stop
from engine.source import Source, of_wait, wait_in, wait_of
from engine.step.run import Run
from engine.terms import TermRow, step_of

MOVED = frozenset({DeadlineKind.TIMER, DeadlineKind.REMIND, DeadlineKind.DUE})


@dataclass(frozen=True, slots=True)
class _Rule:
    """The term behind a rule: its text as the calendar reads it, and the row of D04 when there is one."""

    text: str
    row: TermRow | None

    @property
    def ours(self) -> bool:
        return self.row is None or self.row.kind == pauses.OURS


class _Rules:
    """Rules of one case, each looked up once."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._known: dict[tuple[str, int], _Rule] = {}

    def of(self, rule: str, instance: int) -> _Rule:
        if (rule, instance) not in self._known:
            step = step_of(rule)
            row = self._run.term(step, instance) if step else None
            self._known[rule, instance] = _Rule(row.due if row else rule, row)
        return self._known[rule, instance]


def shift(run: Run, stops: Sequence[Stop], instead_of: Sequence[Stop], *, landing: bool) -> None:
    """Move every open date of the case by these stops, where `instead_of` is in them already."""
    rules, apart = _Rules(run), _ladders_of_the_law(run)
    tasks = {of_wait(row.instance, row.wait): row for row in _open_tasks(run)}
    terms = run.tx.find(Deadline, case=run.case.id, kind=DeadlineKind.DUE)
    since = {row.source: row.since for row in terms}

    def moved(moment: datetime, rule: _Rule, began: datetime, calendar: Calendar, *, lands: bool) -> datetime:
        found = pauses.later(moment, rule.text, began, calendar, stops=stops, instead_of=instead_of)
        return pauses.landed(found, rule.text, calendar) if landing and lands else found

    for row in _pending(run):
        instance = _instance(row)
        rule = rules.of(row.rule, instance)
        if not rule.ours or instance in apart or (not landing and row.due_at <= run.now):
            continue  # what is due already is acted upon now
        task = tasks.get(row.source)
        calendar = run.calendar_of(task.organisation if task else None)
        _put(run, row, moved(row.due_at, rule, row.since, calendar, lands=row.kind is DeadlineKind.DUE))
    for source, task in tasks.items():
        rule = rules.of(task.due_rule or "", task.instance)
        if task.due_at is None or not rule.ours or task.instance in apart:
            continue
        began, calendar = since.get(source, task.opened_at), run.calendar_of(task.organisation)
        due = moved(task.due_at, rule, began, calendar, lands=True)
        if due != task.due_at:
            run.tx.change(task, due_at=due)


def _ladders_of_the_law(run: Run) -> frozenset[int]:
    """The ladders on which a term stands that is not ours: these do not stand still either."""
    found: set[int] = set()
    for escalation in run.tx.find(Escalation, case=run.case.id, closed_at=None):
        terms = run.tx.find(Deadline, source=escalation.cause, kind=DeadlineKind.DUE, limit=1)
        rules = _Rules(run)
        if escalation.instance and any(not rules.of(row.rule, _instance(row)).ours for row in terms):
            found.add(escalation.instance)
    rungs = run.tx.find(Instance, case=run.case.id, parent=tuple(found)) if found else []
    return frozenset(found | {row.id for row in rungs})


def _open_tasks(run: Run) -> list[Task]:
    return run.tx.find(Task, case=run.case.id, status=TaskStatus.OPEN)


def _pending(run: Run) -> list[Deadline]:
    rows = run.tx.find(Deadline, case=run.case.id, state=DeadlineState.PENDING)
    return [row for row in rows if row.kind in MOVED and wait_in(row.source)]


def _instance(row: Deadline) -> int:
    return wait_of(row.source).instance


def _put(run: Run, row: Deadline, moment: datetime) -> None:
    if moment != row.due_at:
        run.tx.change(row, due_at=moment, next_try_at=moment)


def reckon(run: Run) -> int:
    """Reckon every open date of the case anew from its rule and beginning, by the tables and calendar of today; answers how
    many came later. A date that somebody was told never comes earlier."""
    rules = _Rules(run)
    tasks = _open_tasks(run)
    moved = sum(_reckon_task(run, task, rules) for task in tasks)
    told = {of_wait(task.instance, task.wait) for task in tasks if task.ladder}
    for row in _pending(run):
        if row.source not in told and row.kind is not DeadlineKind.REMIND:
            moved += _reckon_wait(run, row, rules.of(row.rule, _instance(row)))
    if moved:
        run.tell(tags.TERMS_RECKONED, count=moved)
    return moved


def _reckon_task(run: Run, task: Task, rules: _Rules) -> int:
    rule = rules.of(task.due_rule or "", task.instance)
    since = (rule.row.since if rule.row else None) or task.opened_at
    calendar = run.calendar_of(task.organisation)
    due = _due(run, rule, since, calendar, shift=True)
    if due is None or task.due_at is None or due <= task.due_at:
        return 0
    run.tx.change(task, due_at=due)
    if task.ladder:
        source = of_wait(task.instance, task.wait)
        _reckon_term(run, source, task.due_rule or "", rule, since, due, calendar)
    return 1


def _reckon_wait(run: Run, row: Deadline, rule: _Rule) -> int:
    calendar = run.calendar_of(None)
    due = _due(run, rule, row.since, calendar, shift=row.kind is DeadlineKind.DUE)
    if due is None or due <= row.due_at:
        return 0
    if row.kind is DeadlineKind.DUE:
        _reckon_term(run, row.source, row.rule, rule, row.since, due, calendar)
    else:
        _put(run, row, due)
    return 1


def _due(run: Run, rule: _Rule, since: datetime, calendar: Calendar, *, shift: bool) -> datetime | None:
    if pauses.unit_of(rule.text) is pauses.Unit.FIXED:
        return None
    stops = run.stops() if rule.ours else ()
    try:
        base = calendar.due(rule.text, since, shift=shift)
    except BadRule:
        return None
    due = pauses.later(base, rule.text, since, calendar, stops=stops)
    return pauses.landed(due, rule.text, calendar) if shift and due != base else due


def _reckon_term(
    run: Run, source: Source, named: str, rule: _Rule, since: datetime, due: datetime, calendar: Calendar
) -> None:
    """Put the moment of missing and the reminders of a term where they belong now."""
    stops = run.stops() if rule.ours else ()
    whole = calendar.due(rule.text, since)
    wanted = (
        pauses.later(moment, rule.text, since, calendar, stops=stops)
        for moment in reminders(rule.row, since, whole, calendar)
    )
    place(run, source, DeadlineKind.DUE, named, since, [due])
    place(run, source, DeadlineKind.REMIND, named, since, [moment for moment in wanted if run.now < moment < due])


def place(
    run: Run,
    source: Source,
    kind: DeadlineKind,
    rule: str,
    since: datetime,
    moments: Iterable[datetime],
    priority: Priority | None = None,
) -> None:
    """Let the pending deadlines of a source and kind be at these moments: moved, added, or withdrawn. What is added has this
    priority, else that of the one before."""
    rows = sorted(run.tx.find(Deadline, source=source, kind=kind), key=lambda row: row.occurrence)
    pending = [row for row in rows if row.state is DeadlineState.PENDING]
    wanted = sorted(moments)
    for row, moment in zip(pending, wanted, strict=False):
        _put(run, row, moment)
    for row in pending[len(wanted) :]:
        run.tx.change(row, state=DeadlineState.CANCELLED, done_at=run.now)
    number = rows[-1].occurrence + 1 if rows else 0
    for occurrence, moment in enumerate(wanted[len(pending) :], number):
        run.tx.add(
            Deadline(
                case=run.case.id,
                source=source,
                occurrence=occurrence,
                kind=kind,
                rule=rule,
                since=since,
                due_at=moment,
                priority=priority or (rows[-1].priority if rows else run.case.priority),
                next_try_at=moment,
            )
        )

"""The statements that count a month for policy: each asks the whole database at once and answers rows of (part, what the
records say, how many). They count cases of persons, and no statement knows who did the work."""

from typing import Any

import sqlalchemy as sa

from engine import model
from engine.model import Case, CaseKind, Escalation, Event, Instance, Task
from engine.store.tables import TABLES, Moment, equals

_case = TABLES[Case]
_task = TABLES[Task]
_instance = TABLES[Instance]
_escalation = TABLES[Escalation]
_event = TABLES[Event]

_since = sa.bindparam("since", type_=Moment())
_until = sa.bindparam("until", type_=Moment())
_person = equals(_case.c.kind, CaseKind.PERSON)
_persons = sa.func.count(sa.distinct(_case.c.id))
_nowhere = sa.literal_column("''", sa.Text())


def _word(text: str) -> sa.ColumnElement[str]:
    return sa.literal_column(f"'{text}'", sa.Text())


def _within(moment: sa.Column[Any]) -> sa.ColumnElement[bool]:
    return sa.and_(moment >= _since, moment < _until)


def _process(key: str) -> sa.ColumnElement[bool]:
    return _instance.c.process == _word(key)


def _of_persons(table: sa.Table) -> Any:
    return table.join(_case, _case.c.id == table.c.case)


opened = sa.select(_nowhere, _word("all"), sa.func.count()).where(_person, _within(_case.c.opened_at))
outcomes = (
    sa.select(_nowhere, sa.func.coalesce(_case.c.outcome, ""), sa.func.count())
    .where(_person, _within(_case.c.closed_at))
    .group_by(_case.c.outcome)
)
lost = (
    sa.select(_nowhere, _word("lost"), _persons)
    .select_from(_of_persons(_instance))
    .where(_person, _process("P18"), _within(_instance.c.started_at))
)
found = (
    sa.select(_nowhere, _word("found"), _persons)
    .select_from(_of_persons(_instance))
    .where(_person, _process("P18"), _instance.c.outcome == _word("found"), _within(_instance.c.ended_at))
)

# Of each person and process the worst: a step that is still open past its term counts, or the slowest would be left out.
_still_open = sa.and_(_task.c.opened_at < _until, sa.or_(_task.c.closed_at.is_(None), _task.c.closed_at >= _until))
_end = sa.case((_still_open, _until), else_=_task.c.closed_at)
_ripe = sa.or_(_within(_task.c.closed_at), sa.and_(_still_open, _task.c.due_at < _until))
_late = sa.case((_task.c.due_at < _end, sa.literal_column("1")), else_=sa.literal_column("0"))
_worst = (
    sa.select(_task.c.process.label("process"), _task.c.case.label("person"), sa.func.max(_late).label("late"))
    .select_from(_of_persons(_task))
    .where(_person, _task.c.due_at.is_not(None), _task.c.status != _word("cancelled"), _ripe)
    .group_by(_task.c.process, _task.c.case)
    .subquery()
)
_how = sa.case((_worst.c.late == sa.literal_column("1"), _word("late")), else_=_word("inTime"))
steps = sa.select(_worst.c.process, _how, sa.func.count()).group_by(_worst.c.process, _how)

stalls = (
    sa.select(_nowhere, _escalation.c.reason, _persons)
    .select_from(_of_persons(_escalation))
    .where(_person, _within(_escalation.c.opened_at))
    .group_by(_escalation.c.reason)
)

# The rungs are the tasks of the ladder's own diagrams, named L1 to L5; L1nu is the first rung in a hurry.
_rung = sa.func.substr(_task.c.element, sa.literal_column("1"), sa.literal_column("2"))
_rungs = sa.and_(_task.c.process.in_([_word("P17"), _word("P17t")]), _rung.in_([_word(f"L{n}") for n in range(1, 6)]))
_highest = (
    sa.select(_task.c.case.label("person"), sa.func.max(_rung).label("rung"))
    .select_from(_of_persons(_task))
    .where(_person, _rungs, _within(_task.c.opened_at))
    .group_by(_task.c.case)
    .subquery()
)
ladder = (
    sa.select(_nowhere, _highest.c.rung, sa.func.count())
    .where(_highest.c.rung != _word("L5"))  # those are in the register
    .group_by(_highest.c.rung)
)

complaints = sa.select(_nowhere, _word("all"), sa.func.count(sa.distinct(_instance.c.case))).where(
    _process("P21"), _within(_instance.c.started_at)
)

_second = sa.exists().where(_task.c.instance == _instance.c.id, _task.c.element == _word("akkoordL2"))
_award = sa.case(
    (sa.and_(_instance.c.outcome == _word("granted"), _second), _word("secondAgreement")), else_=_instance.c.outcome
)
awards = (
    sa.select(_nowhere, _award, _persons)
    .select_from(_of_persons(_instance))
    .where(_person, _process("P12"), _instance.c.outcome.is_not(None), _within(_instance.c.ended_at))
    .group_by(_award)
)

_l5 = sa.and_(_task.c.process == _word("P17"), _rung == _word("L5"))
l5_opened = sa.select(_nowhere, _word("l5Opened"), sa.func.count()).where(_l5, _within(_task.c.opened_at))
l5_open = sa.select(_nowhere, _word("l5Open"), sa.func.count()).where(_l5, _still_open)
l5_late = sa.select(_nowhere, _word("l5Late"), sa.func.count()).where(_l5, _still_open, _task.c.due_at < _until)
demands = sa.select(_nowhere, _word("demands"), sa.func.count()).where(
    _event.c.case.is_(None), _event.c.kind == _word("system:demand:counted"), _within(_event.c.at)
)

# Of a year, person by person: which groups they belong to is no column. The worst of all their steps, and the highest rung.
_year_worst = sa.select(
    _worst.c.person,
    sa.case((sa.func.max(_worst.c.late) == sa.literal_column("1"), _word("late")), else_=_word("inTime")),
)
PERSONS: dict[str, sa.Executable] = {
    "equalOutcomes": sa.select(_case.c.id, sa.func.coalesce(_case.c.outcome, "")).where(
        _person, _within(_case.c.closed_at)
    ),
    "equalSteps": _year_worst.group_by(_worst.c.person),
    "equalLadder": sa.select(_highest.c.person, _highest.c.rung),
    "equalAwards": sa.select(_instance.c.case, _award)
    .select_from(_of_persons(_instance))
    .where(_person, _process("P12"), _instance.c.outcome.is_not(None), _within(_instance.c.ended_at)),
}
COUNTS: dict[str, tuple[sa.Executable, ...]] = {
    "opened": (opened,),
    "outcomes": (outcomes,),
    "sight": (lost, found),
    "steps": (steps,),
    "stalls": (stalls,),
    "ladder": (ladder,),
    "complaints": (complaints,),
    "awards": (awards,),
    "register": (l5_opened, l5_open, l5_late, demands),
}
first_person = sa.select(sa.func.min(_case.c.opened_at)).where(_person)
told_months = sa.select(TABLES[model.Figure].c.month).distinct().order_by(TABLES[model.Figure].c.month)

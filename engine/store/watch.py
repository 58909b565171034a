"""The statements that look for what stands still without any error: each asks the whole database at once, and knows what is on the
ladder already, so that a sweep writes only on a finding."""

import itertools
from typing import Any

import sqlalchemy as sa

from engine import model
from engine.escalation import CASE, CONTACT
from engine.model import (
    Account,
    Case,
    CaseKind,
    Deadline,
    DeadlineKind,
    Escalation,
    Incident,
    Instance,
    InstanceStatus,
    Job,
    Membership,
    Pause,
    Subscription,
    Task,
    TaskStatus,
)
from engine.source import Kind
from engine.store import tables
from engine.store.tables import TABLES, Moment, equals

_case = TABLES[Case]
_task = TABLES[Task]
_deadline = TABLES[Deadline]
_escalation = TABLES[Escalation]
_fact = TABLES[model.Fact]
_incident = TABLES[Incident]
_instance = TABLES[Instance]
_job = TABLES[Job]
_listens = TABLES[Subscription]
_pause = TABLES[Pause]

_quiet = sa.bindparam("quiet", type_=Moment())
_elements: sa.BindParameter[Any] = sa.bindparam("elements", expanding=True)
_runs = sa.and_(
    tables.case_open,
    ~sa.exists().where(_pause.c.case == _case.c.id, _pause.c.until.is_(None)),
)
_about_people = _task.c.ladder.is_(sa.true())


def _unknown(cause: Any) -> sa.ColumnElement[bool]:
    """Not on the ladder, nor decided upon a short while ago."""
    known = sa.or_(_escalation.c.closed_at.is_(None), _escalation.c.closed_at > _quiet)
    return ~sa.exists().where(_escalation.c.case == _case.c.id, _escalation.c.cause == cause, known)


def source(kind: Kind, first: Any, *more: Any) -> sa.ColumnElement[str]:
    """The text that engine/source.py writes, put together by the database."""
    text = sa.literal_column(f"'{kind}:'", sa.Text()).concat(sa.cast(first, sa.Text()))
    for number in more:
        text = text.concat(":").concat(sa.cast(number, sa.Text()))
    return text


_head = (_case.c.id, _case.c.version)
_task_cause = source(Kind.WAIT, _task.c.instance, _task.c.wait)
_tasks = (
    sa.select(*_head, _task_cause, _task.c.name, _task.c.zone, _task.c.assignee, _task.c.due_at)
    .join(_case, _case.c.id == _task.c.case)
    .where(tables.task_open, _about_people, _runs, _unknown(_task_cause))
)

_incident_cause = source(Kind.INCIDENT, _incident.c.id)
incidents = (
    sa.select(
        *_head,
        _incident_cause,
        _incident.c.element,
        sa.func.coalesce(_instance.c.zone, "REG"),
    )
    .join(_case, _case.c.id == _incident.c.case)
    .outerjoin(_instance, _instance.c.id == _incident.c.instance)
    .where(
        tables.case_open,  # a fault is a fault in a paused case too
        _incident.c.resolved_at.is_(None),
        _unknown(_incident_cause),
    )
)
nobody = _tasks.where(
    _task.c.assignee.is_(None),
    sa.or_(
        _task.c.due_at <= sa.bindparam("late", type_=Moment()),
        sa.and_(_task.c.due_at.is_(None), _task.c.opened_at <= sa.bindparam("untouched", type_=Moment())),
    ),
)
away = _tasks.where(_task.c.assignee.in_(sa.bindparam("accounts", expanding=True)))

_group = (_task.c.organisation, _task.c.lane, _task.c.role)
queues = (
    sa.select(*_group, sa.func.count(), sa.func.count(_task.c.assignee))
    .where(tables.task_open, _about_people)
    .group_by(*_group)
)
staffed = (
    sa.select(TABLES[Membership].c.organisation, TABLES[Membership].c.lane, TABLES[Membership].c.role)
    .join(TABLES[Account], TABLES[Account].c.id == TABLES[Membership].c.account)
    .where(TABLES[Account].c.active.is_(sa.true()))
    .distinct()
)
_in_group = sa.and_(
    _task.c.organisation.is_not_distinct_from(sa.bindparam("organisation", type_=_task.c.organisation.type)),
    _task.c.lane == sa.bindparam("lane"),
    _task.c.role == sa.bindparam("role"),
)
in_queue = _tasks.where(_task.c.assignee.is_(None), _in_group)
_first = (
    sa.select(_task.c.id)
    .where(tables.task_open, _about_people, _in_group)
    .order_by(_task.c.assignee.is_(None), _task.c.priority, tables.task_sort, _task.c.id)
    .limit(sa.bindparam("capacity", type_=sa.Integer()))
)
beyond = in_queue.where(_task.c.id.not_in(_first))

listened = (
    sa.select(_instance.c.definition, _listens.c.element)
    .join(_instance, _instance.c.id == _listens.c.instance)
    .where(equals(_instance.c.status, InstanceStatus.ACTIVE))
    .distinct()
)
_listens_cause = source(Kind.WAIT, _listens.c.instance, _listens.c.wait)
_of_wait = sa.and_(_deadline.c.case == _case.c.id, _deadline.c.source == _listens_cause)
_own_timer = sa.and_(
    _deadline.c.case == _case.c.id,
    tables.deadline_pending,
    equals(_deadline.c.kind, DeadlineKind.TIMER),
    _deadline.c.source.like(source(Kind.WAIT, _listens.c.instance, "%")),
)
_old = sa.bindparam("old", type_=Moment())
silent = (
    sa.select(*_head, _listens_cause, _listens.c.name, _instance.c.zone, _instance.c.definition, _listens.c.element)
    .join(_instance, _instance.c.id == _listens.c.instance)
    .join(_case, _case.c.id == _listens.c.case)
    .where(
        _runs,
        equals(_instance.c.status, InstanceStatus.ACTIVE),
        _listens.c.element.in_(_elements),
        ~sa.exists().where(_of_wait, tables.deadline_pending),
        sa.or_(
            sa.exists().where(_of_wait, equals(_deadline.c.kind, DeadlineKind.DUE)),
            sa.and_(
                _instance.c.started_at <= _old,
                sa.func.coalesce(_case.c.moved_at, _case.c.opened_at) <= _old,
                ~sa.exists().where(_own_timer),
            ),
        ),
        _unknown(_listens_cause),
    )
)

_nothing_to_do = sa.and_(
    ~sa.exists().where(_task.c.case == _case.c.id, equals(_task.c.status, TaskStatus.OPEN)),
    ~sa.exists().where(_job.c.case == _case.c.id, tables.job_alive),
    ~sa.exists().where(_incident.c.case == _case.c.id, _incident.c.resolved_at.is_(None)),
)
_dates = sa.and_(_deadline.c.case == _case.c.id, tables.deadline_pending)
_far = sa.bindparam("far", type_=Moment())
_first_timer = (
    sa.select(_deadline.c.source)
    .where(_dates, equals(_deadline.c.kind, DeadlineKind.TIMER))
    .order_by(_deadline.c.due_at)
    .limit(1)
    .correlate(_case)
    .scalar_subquery()
)
far_away = sa.select(*_head, _first_timer).where(
    _runs,
    _nothing_to_do,
    sa.exists().where(_dates, equals(_deadline.c.kind, DeadlineKind.TIMER)),
    ~sa.exists().where(_dates, _deadline.c.due_at <= _far),
    _unknown(_first_timer),
)
_heard = sa.exists().where(_listens.c.case == _case.c.id, _listens.c.element.in_(_elements))
idle = sa.select(*_head).where(_runs, _nothing_to_do, ~sa.exists().where(_dates), ~_heard, _unknown(CASE))


def _known_fact(name: str) -> Any:
    return (
        sa.select(_fact.c.value)
        .where(_fact.c.case == _case.c.id, _fact.c.scope == "", _fact.c.name == name, equals(_fact.c.current, True))
        .correlate(_case)
        .scalar_subquery()
    )


_rhythm, _age = _known_fact("contactRhythm"), _known_fact("ageStatus")
_last = sa.func.coalesce(
    sa.select(sa.func.max(_task.c.closed_at))
    .where(_task.c.case == _case.c.id, _task.c.completed_by.is_not(None))
    .correlate(_case)
    .scalar_subquery(),
    _case.c.opened_at,
)
unheard = sa.select(*_head, _case.c.priority, _rhythm, _age, sa.type_coerce(_last, Moment())).where(
    _runs,
    equals(_case.c.kind, CaseKind.PERSON),
    _case.c.opened_at <= sa.bindparam("soonest", type_=Moment()),
    _last <= sa.bindparam("soonest", type_=Moment()),
    sa.or_(_rhythm.is_not(None), _age.in_(['"minor"', '"doubtTreatAsMinor"'])),
    _unknown(CONTACT),
)

_account = sa.bindparam("account", type_=_case.c.id.type)
_mine = sa.or_(
    _case.c.director == _account,
    _case.c.deputy == _account,
    sa.exists().where(
        tables.party.case == _case.c.id,
        tables.takes_part(sa.bindparam("now", type_=Moment())),
        tables.party.organisation.in_(sa.bindparam("organisations", expanding=True)),
    ),
)
_troubled_task = sa.exists().where(
    _task.c.case == _case.c.id,
    tables.task_open,
    _about_people,
    sa.or_(
        _task.c.due_at <= sa.bindparam("now", type_=Moment()),
        _task.c.due_at.is_(None),
        _task.c.assignee.in_(sa.bindparam("accounts", expanding=True)),
    ),
)
troubled = (
    sa.select(_case)
    .where(
        tables.case_open,
        tables.behind,
        _mine,
        sa.or_(
            sa.exists().where(_escalation.c.case == _case.c.id, _escalation.c.closed_at.is_(None)),
            sa.exists().where(_incident.c.case == _case.c.id, _incident.c.resolved_at.is_(None)),
            sa.exists().where(_pause.c.case == _case.c.id, _pause.c.until.is_(None)),
            _troubled_task,
        ),
    )
    .order_by(*tables.by_harm)
    .limit(sa.bindparam("limit", type_=sa.Integer()))
)

same_root = sa.select(sa.func.count()).select_from(
    sa.select(sa.literal_column("1"))
    .where(_escalation.c.root == sa.bindparam("root"), _escalation.c.opened_at >= sa.bindparam("since", type_=Moment()))
    .limit(sa.bindparam("cap", type_=sa.Integer()))
    .subquery()
)
last_system_event = (
    sa.select(TABLES[model.Event])
    .where(TABLES[model.Event].c.case.is_(None), TABLES[model.Event].c.kind == sa.bindparam("kind"))
    .order_by(TABLES[model.Event].c.seq.desc())
    .limit(1)
)
open_ids = (
    sa.select(_case.c.id)
    .where(tables.case_open, _case.c.id > sa.bindparam("after"))
    .order_by(_case.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer()))
)
_reads = tables.read_log
# The person, who has no account, is 0 in the log and may read the own file as often as they like.
_recent = sa.and_(_reads.at > sa.bindparam("since", type_=Moment()), _reads.actor > sa.literal_column("0"))
_cases_read = sa.func.count(sa.distinct(_reads.case))
many_reads = (
    sa.select(_reads.actor, _cases_read)
    .where(_recent)
    .group_by(_reads.actor)
    .having(_cases_read > sa.bindparam("most", type_=sa.Integer()))
)
# Whoever merely watches over the work may look, but somebody asks why.
reads_without_ground = (
    sa.select(_reads.actor, _reads.case, sa.func.count())
    .where(_recent, _reads.basis.in_([sa.literal_column("'oversight'"), sa.literal_column("''")]))
    .group_by(_reads.actor, _reads.case)
)

_consent = TABLES[model.Consent]
consents_running_out = (
    sa.select(_consent.c.case, _consent.c.id)
    .where(_consent.c.withdrawn_at.is_(None), _consent.c.valid_until <= sa.bindparam("until", type_=sa.Date()))
    .order_by(_consent.c.case, _consent.c.id)
)
_tries = TABLES[model.Tries].c
old_tries = (
    sa.select(_tries.id)
    .where(_tries.last_at < sa.bindparam("before", type_=Moment()))
    .order_by(_tries.id)
    .limit(sa.bindparam("most", type_=sa.Integer()))
)
# How many cases of persons began and ended in each of six months, of those in which these organisations took part at that moment.
FLOW_MONTHS = 6


def _ours_at(moment: Any) -> sa.ColumnElement[bool]:
    return sa.or_(
        _case.c.director == _account,
        _case.c.deputy == _account,
        sa.exists().where(
            tables.party.case == _case.c.id,
            sa.or_(tables.party.until.is_(None), tables.party.until >= moment),
            tables.party.organisation.in_(sa.bindparam("organisations", expanding=True)),
        ),
    )


def _per_month(moment: Any) -> list[sa.ColumnElement[int]]:
    edges = [sa.bindparam(f"m{number}", type_=Moment()) for number in range(FLOW_MONTHS + 1)]
    inside = [sa.and_(moment >= since, moment < until) for since, until in itertools.pairwise(edges)]
    return [sa.func.sum(sa.case((sa.and_(month, _ours_at(moment)), 1), else_=0)) for month in inside]


_since_first = sa.bindparam("m0", type_=Moment())
flow = sa.select(*_per_month(_case.c.opened_at), *_per_month(_case.c.closed_at)).where(
    equals(_case.c.kind, CaseKind.PERSON),
    sa.or_(_case.c.opened_at >= _since_first, _case.c.closed_at >= _since_first),
)
QUESTIONS = {
    "flow": flow,
    "old tries": old_tries,
    "many reads": many_reads,
    "reads without ground": reads_without_ground,
    "consents": consents_running_out,
    "incident": incidents,
    "nobody": nobody,
    "away": away,
    "queues": queues,
    "staffed": staffed,
    "in queue": in_queue,
    "beyond": beyond,
    "listened": listened,
    "silent": silent,
    "far away": far_away,
    "idle": idle,
    "unheard": unheard,
}

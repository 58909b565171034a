"""Locks, and what is due next: deadlines by harm, jobs, notices."""

from typing import Any

import sqlalchemy as sa

from engine import model
from engine.model import Case, Deadline, Job, Notice, Priority, Task
from engine.store import tables
from engine.store.kept import kept
from engine.store.tables import TABLES, Moment, equals

_case = TABLES[Case]
_deadline = TABLES[Deadline]
_job = TABLES[Job]
_notice = TABLES[Notice]
_now = sa.bindparam("now", type_=Moment())

# FOR NO KEY UPDATE shuts out other steps just as FOR UPDATE does, but lets a log row that names the case be written
# beside it.
lock_case = sa.select(_case).where(_case.c.id == sa.bindparam("id")).with_for_update(key_share=True)
lock_case_of_task = (
    sa.select(_case)
    .join(TABLES[Task], TABLES[Task].c.case == _case.c.id)
    .where(TABLES[Task].c.id == sa.bindparam("id"))
    .with_for_update(of=_case, key_share=True)
)


def _due(priority: Priority) -> sa.ColumnElement[bool]:
    deadline = tables.deadline
    return sa.and_(
        tables.deadline_pending,
        equals(deadline.priority, priority),
        deadline.due_at <= _now,
        deadline.next_try_at <= _now,
    )


def _earliest(priority: Priority) -> sa.ColumnElement[bool]:
    deadline = tables.deadline
    return (
        sa.select(deadline.id)
        .where(_due(priority))
        .order_by(deadline.due_at, deadline.id)
        .limit(sa.literal_column("1"))
        .scalar_subquery()
    )


# One probe per priority, since an index in order of harm would walk past every future deadline of a higher priority. Each asks
# for the earliest and not whether there is any: PostgreSQL, when it plans once for all moments, reads the whole table for that.
highest_due = sa.select(
    sa.case(
        *((_earliest(priority).is_not(None), sa.literal_column(f"'{priority.value}'")) for priority in Priority),
        else_=sa.null(),
    )
)


@kept
def first_due(priority: Priority) -> sa.Select[Any]:
    """The id of the earliest due deadline of this priority whose case nobody holds; its case is now held by us."""
    return (
        sa.select(_deadline.c.id)
        .join(_case, _case.c.id == _deadline.c.case)
        .where(_due(priority))
        .order_by(_deadline.c.due_at, _deadline.c.id)
        .limit(1)
        .with_for_update(of=_case, skip_locked=True, key_share=True)
    )


@kept
def first_due_of(priority: Priority) -> sa.Select[Any]:
    """As `first_due`, the ids of the first :most, and of their cases, which are held by us now."""
    return (
        sa.select(_deadline.c.id, _deadline.c.case)
        .join(_case, _case.c.id == _deadline.c.case)
        .where(_due(priority))
        .order_by(_deadline.c.due_at, _deadline.c.id)
        .limit(sa.bindparam("most", type_=sa.Integer()))
        .with_for_update(of=_case, skip_locked=True, key_share=True)
    )


next_wake = sa.select(tables.deadline_wake).where(tables.deadline_pending).order_by(tables.deadline_wake).limit(1)

_claimable = sa.or_(
    sa.and_(equals(_job.c.state, model.JobState.OPEN), _job.c.next_try_at <= _now),
    sa.and_(equals(_job.c.state, model.JobState.RUNNING), _job.c.lease_until <= _now),
)
first_job = (
    sa.select(_job.c.id)
    .join(_case, _case.c.id == _job.c.case)
    .where(tables.job_alive, _claimable, _job.c.topic.in_(sa.bindparam("topics", expanding=True)))
    .order_by(_job.c.next_try_at, _job.c.id)
    .limit(1)
    .with_for_update(of=_case, skip_locked=True, key_share=True)
)
claimable_job = sa.select(_job).where(_job.c.id == sa.bindparam("id"), _claimable)

# A notice may have no case, and taking it changes nothing but itself.
first_notice = (
    sa.select(_notice)
    .where(tables.notice_waiting, _notice.c.next_try_at <= _now)
    .order_by(_notice.c.next_try_at, _notice.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)

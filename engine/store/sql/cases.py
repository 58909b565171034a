"""Cases that somebody may list, and what is asked of one: drafts, work that was done, instances that run."""

import itertools
from typing import Any

import sqlalchemy as sa

from engine import model
from engine.model import Case, Instance, Task
from engine.store import tables
from engine.store.kept import kept
from engine.store.tables import TABLES, Moment, equals

_case = TABLES[Case]
_instance = TABLES[Instance]
_party = tables.party
_now = sa.bindparam("now", type_=Moment())


_sealed = TABLES[model.Sealed]
stories = (
    sa.select(_sealed).where(_sealed.c.case == sa.bindparam("case"), tables.is_story).order_by(_sealed.c.id.desc())
)
drafts = sa.select(_sealed).where(_sealed.c.case == sa.bindparam("case"), tables.is_draft).order_by(_sealed.c.id)


@kept
def running_counts(definitions: int) -> sa.Select[Any]:
    """One row: how many active instances the definitions :definition_0, :definition_1 … have, each counted up to :cap."""
    return sa.select(*(_running(sa.bindparam(f"definition_{number}")) for number in range(definitions)))


def _running(definition: sa.BindParameter[Any]) -> sa.ScalarSelect[Any]:
    active = equals(_instance.c.status, model.InstanceStatus.ACTIVE)
    rows: sa.Select[Any] = (
        sa.select(sa.literal_column("1")).select_from(_instance).where(_instance.c.definition == definition, active)
    )
    counted = rows.limit(sa.bindparam("cap", type_=sa.Integer())).subquery()
    return sa.select(sa.func.count()).select_from(counted).scalar_subquery()


_limit = sa.bindparam("limit", type_=sa.Integer())

_asked = sa.and_(
    tables.case_open,
    tables.behind,
    sa.or_(
        *(
            sa.func.lower(column).like(sa.bindparam("text"), escape="\\")
            for column in (_case.c.reference, _case.c.alias)
        )
    ),
)
all_open_cases = sa.select(_case).where(_asked).order_by(*tables.by_harm).limit(_limit)

_account = sa.bindparam("account", type_=_case.c.id.type)
open_cases = (
    sa.select(_case)
    .where(
        _asked,
        _case.c.id.in_(
            sa.union(
                sa.select(_case.c.id).where(tables.case_open, _case.c.director == _account),
                sa.select(_case.c.id).where(tables.case_open, _case.c.deputy == _account),
                sa.select(_party.case).where(
                    tables.takes_part(_now), _party.organisation.in_(sa.bindparam("organisations", expanding=True))
                ),
            )
        ),
    )
    .order_by(*tables.by_harm)
    .limit(_limit)
)


@kept
def work_done(seats: int) -> sa.CompoundSelect[Any]:
    """Of each seat one task of :case that :account did, and one that it had."""
    task = TABLES[Task]
    found = []
    for number, column in itertools.product(range(seats), (task.c.completed_by, task.c.assignee)):
        row = sa.select(task).where(
            task.c.case == sa.bindparam("case"),
            column == sa.bindparam("account"),
            task.c.organisation == sa.bindparam(f"organisation_{number}"),
            task.c.lane == sa.bindparam(f"lane_{number}"),
        )
        found.append(sa.select(row.limit(sa.literal_column("1")).subquery()))
    return sa.union_all(*found)


_task = TABLES[Task]


def _of_each_seat(column: sa.Column[Any]) -> sa.Select[Any]:
    task = _task.c
    these = task.case.in_(sa.bindparam("cases", expanding=True))
    seat = (task.case, task.organisation, task.lane)
    return sa.select(sa.func.min(task.id)).where(these, column == sa.bindparam("account")).group_by(*seat)


# In each of :cases, of each seat one task that :account did, and one that it had.
work_in_many = sa.select(_task).where(
    _task.c.id.in_(sa.union(_of_each_seat(_task.c.completed_by), _of_each_seat(_task.c.assignee)))
)

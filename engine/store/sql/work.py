"""The work of somebody: a page of tasks with their cases."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from engine.model import Case, Task
from engine.store import tables
from engine.store.protocol import NEVER
from engine.store.tables import TABLES, Moment

_case = TABLES[Case]
_party = tables.party
_now = sa.bindparam("now", type_=Moment())
_limit = sa.bindparam("limit", type_=sa.Integer())


@dataclass(frozen=True, slots=True)
class Page:
    """Which filters a worklist statement has; their values are bound."""

    groups: int
    mine: bool
    lane: bool
    organisation: bool
    due_before: bool
    text: bool
    after: bool


# Whose organisation was a party for this lane and is no more has no task here. Asked per row of a page, by the case's index.
_not_left = (
    sa.func.coalesce(
        sa.select(sa.func.max(sa.func.coalesce(_party.until, tables.written(NEVER))))
        .where(
            _party.case == tables.task.case,
            _party.organisation == tables.task.organisation,
            _party.lane == tables.task.lane,
        )
        .correlate(TABLES[Task])
        .scalar_subquery(),
        tables.written(NEVER),
    )
    > _now
)


def _filters(page: Page) -> list[sa.ColumnElement[bool]]:
    task, case = tables.task, tables.case
    return [
        condition
        for wanted, condition in (
            (True, tables.task_open),
            (True, _not_left),
            (page.lane, task.lane == sa.bindparam("lane")),
            (page.organisation, task.organisation == sa.bindparam("organisation")),
            (page.due_before, task.due_at < sa.bindparam("due_before", type_=Moment())),
            (
                page.text,
                sa.or_(
                    *(
                        sa.func.lower(column).like(sa.bindparam("text"), escape="\\")
                        for column in (case.reference, case.alias, task.name)
                    )
                ),
            ),
            (
                page.after,
                sa.tuple_(tables.task_sort, task.id)
                > sa.tuple_(sa.bindparam("after_due", type_=Moment()), sa.bindparam("after_id")),
            ),
        )
        if wanted
    ]


def _branches(page: Page) -> Iterable[sa.ColumnElement[bool]]:
    """The reasons for which a task is on somebody's list; each is one walk along one index."""
    task = tables.task
    zones = task.zone.in_(sa.bindparam("zones", expanding=True))
    yield task.assignee == sa.bindparam("account")
    if page.mine:
        return
    yield sa.and_(task.deputy == sa.bindparam("account"), zones)
    for n in range(page.groups):
        yield sa.and_(
            task.assignee.is_(None),
            task.organisation == sa.bindparam(f"organisation_{n}"),
            task.lane == sa.bindparam(f"lane_{n}"),
            task.role == sa.bindparam(f"role_{n}"),
            zones,
        )


def _branch(page: Page, reason: sa.ColumnElement[bool]) -> sa.Select[Any]:
    task = TABLES[Task]
    rows = sa.select(task.c.id, tables.task_sort.label("sort")).where(reason, *_filters(page))
    if page.text:
        rows = rows.join(_case, _case.c.id == task.c.case)
    walk = rows.order_by(tables.task_sort, task.c.id).limit(_limit).subquery()
    return sa.select(walk.c.id, walk.c.sort)


@lru_cache(maxsize=256)
def worklist(page: Page) -> sa.Select[Any]:
    """Tasks with their cases: each reason gives a page of its own, UNION drops what two reasons share, and the first
    page of all is the answer."""
    task = TABLES[Task]
    found = sa.union(*(_branch(page, reason) for reason in _branches(page))).subquery()
    return (
        sa.select(task, _case)
        .select_from(found)
        .join(task, task.c.id == found.c.id)
        .join(_case, _case.c.id == task.c.case)
        .order_by(found.c.sort, found.c.id)
        .limit(_limit)
    )


def like(text: str) -> str:
    """A pattern that finds the text itself, with its % and _ taken literally."""
    quoted = text.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{quoted}%"

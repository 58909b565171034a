"""The statements, each built once per (kind, filter names) and kept: building one costs four times as much as running
it."""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine import model
from engine.model import Case, Deadline, Event, Instance, Job, Message, Notice, Priority, Subscription, Task
from engine.store import live, tables
from engine.store.jsonrows import Json
from engine.store.kept import kept
from engine.store.protocol import NEVER
from engine.store.tables import ONCE, TABLES, VERSIONED, Moment, columns_of, equals

IS_NULL = "is null"
IN = "in"
EQUAL = "="
MOST_NAMED = 16
"""Values of a list that have a name each, so that the statement is built once per length; longer lists are written anew."""
Shape = tuple[tuple[str, object], ...]
"""Filter names with how they compare: IS_NULL, IN, EQUAL, an enum member or bool that is written into the statement, or
how many values of a list are named."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of so many values, bound as is_NAME_0, is_NAME_1 …"""

    number: int


def shape_of(filters: Mapping[str, object]) -> tuple[Shape, dict[str, object]]:
    """Split filters into what shapes the statement and what is bound to it."""
    shape: list[tuple[str, object]] = []
    bound: dict[str, object] = {}
    for name, value in sorted(filters.items()):
        if value is None:
            shape.append((name, IS_NULL))
        elif isinstance(value, (Enum, bool)):
            shape.append((name, value))
        elif isinstance(value, (tuple, list, frozenset, set)):
            shape.append((name, _among(name, list(value), bound)))
        else:
            shape.append((name, EQUAL))
            bound[f"is_{name}"] = value
    return tuple(shape), bound


def _among(name: str, values: list[object], bound: dict[str, object]) -> object:
    if not 0 < len(values) <= MOST_NAMED:
        bound[f"is_{name}"] = values
        return IN
    bound |= {f"is_{name}_{number}": value for number, value in enumerate(values)}
    return OneOf(len(values))


def _condition(column: sa.Column[Any], how: object) -> sa.ColumnElement[bool]:
    if how is IS_NULL:
        return column.is_(None)
    if how is IN:
        return column.in_(sa.bindparam(f"is_{column.name}", expanding=True))
    if how is EQUAL:
        return column == sa.bindparam(f"is_{column.name}", type_=column.type)
    if isinstance(how, OneOf):
        names = (f"is_{column.name}_{number}" for number in range(how.number))
        return column.in_([sa.bindparam(name, type_=column.type) for name in names])
    assert isinstance(how, (Enum, bool))
    return equals(column, how)


def _where(kind: type, shape: Shape) -> list[sa.ColumnElement[bool]]:
    columns = TABLES[kind].c
    unknown = [name for name, _ in shape if name not in columns]
    if unknown:
        raise TypeError(f"{kind.__name__} has no {', '.join(unknown)}")
    return [_condition(columns[name], how) for name, how in shape]


@kept
def by_id(kind: type) -> sa.Select[Any]:
    """The row with :id."""
    table = TABLES[kind]
    return sa.select(table).where(table.c.id == sa.bindparam("id"))


@kept
def selecting(kind: type, shape: Shape, newest: bool, limited: bool) -> sa.Select[Any]:
    """Rows by id, filtered."""
    table = TABLES[kind]
    statement = sa.select(table).where(*_where(kind, shape)).order_by(table.c.id.desc() if newest else table.c.id)
    return statement.limit(sa.bindparam("limit", type_=sa.Integer())) if limited else statement


@kept
def counting(kind: type, shape: Shape) -> sa.Select[Any]:
    """How many rows, counted up to :cap, since counting a million costs 15 ms."""
    rows: sa.Select[Any] = (
        sa.select(sa.literal_column("1"))
        .select_from(TABLES[kind])
        .where(*_where(kind, shape))
        .limit(sa.bindparam("cap", type_=sa.Integer()))
    )
    return sa.select(sa.func.count()).select_from(rows.subquery())


# ---------- writing


def _values(kind: type) -> dict[str, sa.BindParameter[Any]]:
    columns = TABLES[kind].c
    return {name: sa.bindparam(name, type_=columns[name].type) for name in columns_of(kind) if name != "id"}


@kept
def inserting(kind: type) -> sa.Executable:
    """A new row from all columns but the id, which comes back."""
    return sa.insert(TABLES[kind]).values(_values(kind)).returning(TABLES[kind].c.id)


@kept
def inserting_many(kind: type) -> sa.Executable:
    """As `inserting`, for many rows in one statement, whose ids come back in order."""
    return sa.insert(TABLES[kind]).values(_values(kind)).returning(TABLES[kind].c.id, sort_by_parameter_order=True)


@kept
def inserting_unless_there(kind: type, dialect: str) -> sa.Executable:
    """A new row, or nothing when a unique index already has it; the id comes back."""
    table = TABLES[kind]
    insert = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    return insert.values(_values(kind)).on_conflict_do_nothing().returning(table.c.id)


@kept
def updating(kind: type, names: tuple[str, ...]) -> sa.Update:
    """The named columns of row :at_id, when it still has version :at_version."""
    table = TABLES[kind]
    unknown = [name for name in names if name not in table.c or name == "id"]
    if unknown or (kind in VERSIONED and "version" in names):
        raise TypeError(f"{kind.__name__}: these columns cannot be changed: {', '.join(unknown or ['version'])}")
    statement = sa.update(table).where(table.c.id == sa.bindparam("at_id"))
    values: dict[str, Any] = {name: sa.bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
    if kind in VERSIONED:
        statement = statement.where(table.c.version == sa.bindparam("at_version"))
        values["version"] = table.c.version + 1
    return statement.values(values)


@kept
def rewriting(kind: type, names: tuple[str, ...]) -> sa.Update:
    """As `updating`, with the next version given."""
    return _rewriting(kind, names, "")


def _rewriting(kind: type, names: tuple[str, ...], mark: str) -> sa.Update:
    table = TABLES[kind]
    statement = sa.update(table).where(table.c.id == sa.bindparam(f"{mark}at_id"))
    if kind in VERSIONED:
        statement = statement.where(table.c.version == sa.bindparam(f"{mark}at_version"))
    return statement.values({name: sa.bindparam(f"{mark}new_{name}", type_=table.c[name].type) for name in names})


@kept
def inserting_silently(kind: type, numbered: bool) -> sa.Insert:
    """A new row of SQLite whose id nobody asks for, or that has its id already."""
    values = _values(kind)
    if numbered:
        values["id"] = sa.bindparam("id", type_=TABLES[kind].c.id.type)
    if kind in ONCE:
        return sqlite.insert(TABLES[kind]).values(values).on_conflict_do_nothing()
    return sa.insert(TABLES[kind]).values(values)


@dataclass(frozen=True, slots=True)
class Rows:
    """So many new rows of a kind, which have their ids already or get them now."""

    many: int
    numbered: bool


Write = tuple[type, tuple[str, ...] | Rows]
"""A change of these columns of one row, or new rows."""


@lru_cache(maxsize=512)
def batch(writes: tuple[Write, ...]) -> sa.Select[Any]:
    """All writes of a step as one statement of PostgreSQL; it answers how many rows each write touched.

    The names of the values of write `n` begin with `wn_`; those of new row `m` of it with `wn_m_`. The database is free in
    the order of the writes: whatever leans on an order needs two statements.
    """
    parts = [_part(f"w{number}", kind, what) for number, (kind, what) in enumerate(writes)]
    return sa.select(*(sa.select(sa.func.count()).select_from(part).scalar_subquery() for part in parts))


def _part(name: str, kind: type, what: tuple[str, ...] | Rows) -> sa.CTE:
    table = TABLES[kind]
    if isinstance(what, tuple):
        return _rewriting(kind, what, f"{name}_").returning(table.c.id).cte(name)
    columns = [column for column in table.c if what.numbered or column.name != "id"]
    rows = [
        {column.name: sa.bindparam(f"{name}_{row}_{column.name}", type_=column.type) for column in columns}
        for row in range(what.many)
    ]
    insert = postgresql.insert(table).values(rows)
    return (insert.on_conflict_do_nothing() if kind in ONCE else insert).returning(table.c.id).cte(name)


@kept
def deleting(kind: type) -> sa.Delete:
    """Row :at_id goes."""
    table = TABLES[kind]
    return sa.delete(table).where(table.c.id == sa.bindparam("at_id"))


# Both databases count numbers in a row of their own; SQLite makes its row with the first case.
numbering_cases: dict[str, sa.Executable] = {
    "sqlite": sa.text(
        "INSERT OR REPLACE INTO sqlite_sequence (rowid, name, seq) "
        "SELECT old.rowid, 'case', max(:number, coalesce(old.seq, 0)) "
        "FROM (SELECT 1) LEFT JOIN sqlite_sequence AS old ON old.name = 'case'"
    ),
    "postgresql": sa.text("SELECT setval('case_id_seq', greatest(:number, (SELECT last_value FROM case_id_seq)))"),
}

# ---------- locks and queues

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

# ---------- what servers keep

_shared = tables.shared_number
shared_number = sa.select(_shared.c.number).where(_shared.c.id == sa.literal_column("1"))


def _raising(insert: Any) -> sa.Executable:
    first = insert.values(id=sa.literal_column("1"), number=sa.literal_column("1"))
    raised: sa.Executable = first.on_conflict_do_update(index_elements=["id"], set_={"number": _shared.c.number + 1})
    return raised


raise_shared_number = {"sqlite": _raising(sqlite.insert(_shared)), "postgresql": _raising(postgresql.insert(_shared))}

# ---------- questions

_sealed = TABLES[model.Sealed]
drafts = sa.select(_sealed).where(_sealed.c.case == sa.bindparam("case"), tables.is_draft).order_by(_sealed.c.id)
live_rows = {dialect: live.live_rows(dialect) for dialect in ("sqlite", "postgresql")}
live_rows_of = {dialect: live.live_rows_of(dialect) for dialect in ("sqlite", "postgresql")}
numbers = {dialect: live.numbers(dialect) for dialect in ("sqlite", "postgresql")}


def _whose_session(dialect: str) -> sa.Select[Any]:
    session, account = TABLES[model.Session], TABLES[model.Account]
    seats = Json(dialect).table(model.Membership, TABLES[model.Membership].c.account == account.c.id)
    shared = sa.select(_shared.c.number).scalar_subquery()
    return sa.select(*session.c, *account.c, seats, shared).where(
        session.c.token == sa.bindparam("token"), account.c.id == session.c.account
    )


whose_session = {dialect: _whose_session(dialect) for dialect in ("sqlite", "postgresql")}

_event = TABLES[Event]
_message = TABLES[Message]
_instance = TABLES[Instance]
_party = tables.party

_told = sa.and_(
    _event.c.case == sa.bindparam("case"),
    _event.c.zone.in_(sa.bindparam("zones", expanding=True)),
    _event.c.kind.not_in(sa.bindparam("quiet", expanding=True)),
)
last_events = (
    sa.select(_event)
    .where(_told)
    .order_by(_event.c.seq.desc())
    .limit(sa.bindparam("limit", type_=sa.Integer()))
    .offset(sa.bindparam("skip", type_=sa.Integer()))
)
event_count = sa.select(sa.func.count()).select_from(_event).where(_told)
chain_end = (
    sa.select(_event.c.seq, _event.c.hash)
    .where(_event.c.case == sa.bindparam("case"))
    .order_by(_event.c.seq.desc())
    .limit(1)
)
chain_end_without_case = (
    sa.select(_event.c.seq, _event.c.hash).where(_event.c.case.is_(None)).order_by(_event.c.seq.desc()).limit(1)
)

_after = sa.bindparam("after", type_=sa.BigInteger())
_newer = sa.alias(_event)
_moved = sa.select(_newer.c.case).where(_newer.c.id > _after)
_ends = (
    sa.select(_event.c.case, sa.func.max(_event.c.seq).label("seq"), sa.func.count().label("count"))
    .where(
        sa.or_(
            _event.c.case.in_(_moved.where(_newer.c.case.is_not(None))),
            sa.and_(_event.c.case.is_(None), sa.exists(_moved.where(_newer.c.case.is_(None)))),
        )
    )
    .group_by(_event.c.case)
    .subquery()
)
event_heads = (
    sa.select(_ends.c.case, _ends.c.seq, _event.c.hash, _ends.c.count)
    .join(_event, sa.and_(_event.c.case.is_not_distinct_from(_ends.c.case), _event.c.seq == _ends.c.seq))
    .order_by(_ends.c.case.is_not(None), _ends.c.case)
)

_read = TABLES[model.ReadLog]
reads_after = (
    sa.select(_read)
    .where(_read.c.id > _after, _read.c.at < sa.bindparam("before", type_=Moment()))
    .order_by(_read.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer()))
)

kept_messages = (
    sa.select(_message)
    .where(
        tables.message_kept,
        _message.c.name == sa.bindparam("name"),
        sa.or_(
            _message.c.case == sa.bindparam("case"),
            sa.and_(_message.c.case.is_(None), _message.c.key.in_(sa.bindparam("keys", expanding=True))),
        ),
    )
    .order_by(_message.c.id)
)

_subscription = TABLES[Subscription]
_listening = (
    sa.select(_subscription.c.case)
    .where(_subscription.c.kind == sa.literal_column("'signal'"), _subscription.c.name == sa.bindparam("name"))
    .distinct()
    .subquery("listening")
)
_hearers = _case.join(_listening, _listening.c.case == _case.c.id)
_reachable = tables.case_reachable

waiting_for_signal = sa.select(sa.func.count()).select_from(_hearers).where(_reachable)


def _signal_all() -> sa.Insert:
    """A deadline of now for every case that waits for signal :name: all cases at once, each to be worked off alone."""
    columns = TABLES[Deadline].c
    now = sa.bindparam("now", type_=columns.due_at.type)
    given: dict[str, sa.ColumnElement[Any]] = {
        "case": _case.c.id,
        "source": sa.bindparam("source", type_=columns.source.type),
        "occurrence": _case.c.id,
        "kind": sa.literal_column(f"'{model.DeadlineKind.SIGNAL.value}'"),
        "rule": sa.literal_column("'PT0S'"),
        "since": now,
        "due_at": now,
        "priority": _case.c.priority,
        "state": sa.literal_column(f"'{model.DeadlineState.PENDING.value}'"),
        "attempts": sa.literal_column("0"),
        "next_try_at": now,
    }
    rows = sa.select(*given.values()).select_from(_hearers).where(_reachable)
    return sa.insert(TABLES[Deadline]).from_select(list(given), rows, include_defaults=False)


signal_all = _signal_all()


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


# ---------- worklist


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

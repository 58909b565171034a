"""The tables, derived from the records of engine/model/: a field is a column, an annotation is a type, and indexes
keep the promises.

Nothing here is written twice: a new field of a record becomes a column, and the test of the migrations asks for its
revision.
"""

from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, date, datetime
from enum import Enum, StrEnum
from functools import lru_cache
from types import NoneType
from typing import Any, get_args, get_type_hints

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.elements import Grouping
from sqlalchemy.types import TypeDecorator, TypeEngine

from engine import errors, model
from engine.escalation import STORM
from engine.source import Source
from engine.store.kept import kept
from engine.store.protocol import NEVER

metadata = sa.MetaData()

# Here `version` counts the changes of the row; elsewhere it is a plain number.
VERSIONED: frozenset[type] = frozenset(
    {model.Case, model.Instance, model.Task, model.Factor, model.Invitation, model.Proposal, model.Review, model.Tries}
)
# These outlive what they speak of, so they reference nothing.
LOGS: frozenset[type] = frozenset({model.Event, model.ReadLog, model.IdempotencyKey})

# Written twice, the second is left out by its promise: nobody has to look first.
ONCE: frozenset[type] = frozenset({model.Notice})


class Moment(TypeDecorator[datetime]):
    """An aware datetime in UTC. SQLite keeps ISO text of one width, whose order is the order of time."""

    impl = sa.DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Text on SQLite, timestamptz elsewhere."""
        return dialect.type_descriptor(sa.Text() if dialect.name == "sqlite" else sa.DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Refuse a moment without a zone: nobody can say when it is."""
        return (_moment_text if dialect.name == "sqlite" else _moment)(value)

    def bind_processor(self, dialect: Dialect) -> Any:
        """The same, without the steps between: half of what is written is moments."""
        return _moment_text if dialect.name == "sqlite" else _moment

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Back to an aware datetime in UTC."""
        if value is None:
            return None
        moment: datetime = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment if moment.tzinfo is UTC else moment.astimezone(UTC)


def _moment(value: datetime | None) -> datetime | None:
    if value is None or value.tzinfo is UTC:
        return value
    if value.tzinfo is None:
        raise ValueError(f"{value} has no time zone; moments are aware and in UTC")
    return value.astimezone(UTC)


@lru_cache(maxsize=256)
def _moment_text(value: datetime | None) -> str | None:
    """A step writes the same few moments some thirty times."""
    moment = _moment(value)
    return None if moment is None else moment.isoformat(timespec="microseconds")


class Word(TypeDecorator[StrEnum]):
    """A member of an enum, kept as its text: readable in the database and free of database types that are hard to
    change."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, members: type[StrEnum]) -> None:
        super().__init__()
        self.members = members
        self._by_text = {member.value: member for member in members}

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        """Refuse a word that is no member."""
        return self._text(value)

    def bind_processor(self, dialect: Dialect) -> Any:
        """The same, without the steps between."""
        return self._text

    def _text(self, value: StrEnum | str | None) -> str | None:
        if value.__class__ is self.members:  # it nearly always is, and asking the enum takes five times as long
            return value._value_
        return None if value is None else self.members(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> StrEnum | None:
        """Back to the member."""
        return None if value is None else self._by_text[value]


_WHOLE = sa.BigInteger().with_variant(
    sa.Integer(), "sqlite"
)  # SQLite numbers rows by itself only for a column of type INTEGER

_TYPES: dict[type, TypeEngine[Any]] = {
    int: _WHOLE,
    str: sa.Text(),
    Source: sa.Text(),
    bool: sa.Boolean(),
    datetime: Moment(),
    date: sa.Date(),
}

_REFERENCES: dict[str, type] = {
    "case": model.Case,
    "other": model.Case,
    "instance": model.Instance,
    "parent": model.Instance,
    "definition": model.Definition,
    "bundle": model.Bundle,
    "task": model.Task,
    "organisation": model.Organisation,
    "lead_organisation": model.Organisation,
    **dict.fromkeys(("account", "assignee", "delegated_by", "deputy", "director", "owner"), model.Account),
    **dict.fromkeys(("about", "closed_by", "confirmed_by", "decided_by", "lifted_by"), model.Account),
    **dict.fromkeys(
        ("activated_by", "asked_by", "completed_by", "issued_by", "proposed_by", "resolved_by", "set_by"), model.Account
    ),
}


def _table_name(kind: type) -> str:
    """DecisionTaken -> decision_taken."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in kind.__name__).lstrip("_")


def _type_of(annotation: Any) -> tuple[TypeEngine[Any], bool]:
    """The column type of an annotation, and whether None is allowed."""
    nullable = NoneType in get_args(annotation)
    bare = next((part for part in get_args(annotation) if part is not NoneType), annotation)
    return (_TYPES[bare] if bare in _TYPES else Word(bare)), nullable


def _column(kind: type, name: str, annotation: Any) -> sa.Column[Any]:
    column_type, nullable = _type_of(annotation)
    if name == "id":
        return sa.Column(name, column_type, primary_key=True, autoincrement=True)
    if name in _REFERENCES and kind not in LOGS:
        target = f"{_table_name(_REFERENCES[name])}.id"
        return sa.Column(
            name, column_type, sa.ForeignKey(target, name=f"{_table_name(kind)}_{name}_fkey"), nullable=nullable
        )
    return sa.Column(name, column_type, nullable=nullable)


def _table(kind: type) -> sa.Table:
    hints = get_type_hints(kind)
    columns = [_column(kind, field.name, hints[field.name]) for field in fields(kind)]
    # AUTOINCREMENT: SQLite would otherwise give a deleted row's number away again, and with it the sealed content's key
    # and people's links.
    return sa.Table(_table_name(kind), metadata, *columns, sqlite_autoincrement=True)


TABLES: dict[type, sa.Table] = {kind: _table(kind) for kind in model.RECORDS}

# How often the rows changed that servers keep from one transaction to the next (shared.py): one row, with id 1.
shared_number = sa.Table(
    "shared_number",
    metadata,
    sa.Column("id", _WHOLE, primary_key=True, autoincrement=False),
    sa.Column("number", _WHOLE, nullable=False),
)


@kept
def columns_of(kind: type) -> tuple[str, ...]:
    """The column names of a record, `id` first."""
    return tuple(column.name for column in TABLES[kind].columns)


@kept
def names_of(kind: type) -> frozenset[str]:
    """The same, to ask whether a name is among them."""
    return frozenset(columns_of(kind))


def equals(column: sa.Column[Any], value: Enum | bool) -> sa.ColumnElement[bool]:
    """`column = 'open'` with the value written into the statement: a partial index only helps a statement that names
    its condition."""
    if isinstance(value, bool):
        return column == sa.literal_column("true" if value else "false", sa.Boolean())
    return column == sa.literal_column(f"'{value.value}'")


def _among(column: sa.Column[Any], *values: StrEnum) -> sa.ColumnElement[bool]:
    return column.in_([sa.literal_column(f"'{value.value}'") for value in values])


# ---------- promises

BROKEN_PROMISES: dict[str, type[errors.PerspectiefError]] = {}
"""Index name -> the error that its violation means. SQLite names columns instead: "table.column, table.column" is a key
too."""


def _promise(
    name: str,
    *columns: sa.Column[Any],
    where: sa.ColumnElement[bool] | None = None,
    error: type[errors.PerspectiefError] = errors.Conflict,
) -> None:
    """A unique index, and the error that its violation means."""
    sa.Index(name, *columns, unique=True, sqlite_where=where, postgresql_where=where)
    BROKEN_PROMISES[name] = error
    BROKEN_PROMISES[", ".join(f"{column.table.name}.{column.name}" for column in columns)] = error


def _index(name: str, *columns: sa.ColumnElement[Any], where: sa.ColumnElement[bool] | None = None) -> None:
    sa.Index(name, *columns, sqlite_where=where, postgresql_where=where)


organisation = TABLES[model.Organisation].c
account = TABLES[model.Account].c
membership = TABLES[model.Membership].c
case = TABLES[model.Case].c
party = TABLES[model.CaseParty].c
fact = TABLES[model.Fact].c
definition = TABLES[model.Definition].c
instance = TABLES[model.Instance].c
task = TABLES[model.Task].c
deadline = TABLES[model.Deadline].c
subscription = TABLES[model.Subscription].c
message = TABLES[model.Message].c
job = TABLES[model.Job].c
incident = TABLES[model.Incident].c
escalation = TABLES[model.Escalation].c
event = TABLES[model.Event].c
read_log = TABLES[model.ReadLog].c
notice = TABLES[model.Notice].c
idempotency = TABLES[model.IdempotencyKey].c
session = TABLES[model.Session].c
proposal = TABLES[model.Proposal].c

task_open = equals(task.status, model.TaskStatus.OPEN)
deadline_pending = equals(deadline.state, model.DeadlineState.PENDING)
message_kept = equals(message.state, model.MessageState.KEPT)
job_alive = _among(job.state, model.JobState.OPEN, model.JobState.RUNNING)
notice_waiting = equals(notice.state, model.NoticeState.WAITING)
case_open = equals(case.status, model.CaseStatus.OPEN)
by_harm = (case.priority, case.id)
behind = sa.tuple_(*by_harm) > sa.tuple_(sa.bindparam("after_priority", type_=sa.String()), sa.bindparam("after_id"))
case_reachable = _among(case.status, model.CaseStatus.OPEN, model.CaseStatus.DORMANT)

# A wait of the kernel is one task at a time: a step that runs twice must not ask a person twice.
_promise("task_one_open_per_wait", task.instance, task.wait, where=task_open)
# A wait of the kernel is one call at a time: two live jobs would call the outside twice.
_promise("job_one_alive_per_wait", job.instance, job.wait, where=job_alive)
# A cause climbs one ladder: two workers that both see an overdue task start one P17.
_promise("escalation_one_open_per_cause", escalation.case, escalation.cause, where=escalation.closed_at.is_(None))
# What many cases share climbs once: two workers that see the same storm open one system case.
_promise(
    "escalation_one_open_storm",
    escalation.root,
    where=sa.and_(escalation.closed_at.is_(None), escalation.cause == sa.literal_column(f"'{STORM}'")),
)
# A case stands still once at a time: two pauses would give the same days back twice.
_promise("pause_one_open_per_case", TABLES[model.Pause].c.case, where=TABLES[model.Pause].c.until.is_(None))
# The same moment of the same thing is one deadline, also when the step that sets it is repeated.
_promise("deadline_once", deadline.source, deadline.occurrence, deadline.kind)
# Two events with one number would fork the chain; it also stops a writer that forgot to lock the case.
_promise("event_once", event.case, event.seq)
# The same for the chain of events without a case, because a unique index takes two NULLs for different.
_promise("event_once_without_case", event.seq, where=event.case.is_(None))
# A notice is queued once, however often its step is tried.
_promise("notice_once", notice.key)
# A request that was answered is answered the same again; a second writer with the key is told so.
_promise("idempotency_key_once", idempotency.actor, idempotency.key, error=errors.KeyReused)
# A log-in name is one person.
_promise("account_login", account.login)
# An organisation is known by one key.
_promise("organisation_key", organisation.key)
# Somebody has a role at an organisation or not.
_promise("membership_once", membership.account, membership.organisation, membership.lane, membership.role)
# What people say and write on paper leads to one case.
_promise("case_reference", case.reference)
# A version of a file never changes.
_promise("definition_version", definition.kind, definition.key, definition.version)
# Who a log-in service vouches for is one account here.
_promise("identity_subject", TABLES[model.Identity].c.issuer, TABLES[model.Identity].c.subject)
# An account has one second factor: with two, the weaker would be enough.
_promise("factor_account", TABLES[model.Factor].c.account)
# A link chooses one password.
_promise("invitation_code", TABLES[model.Invitation].c.code)
# Two tries at the same moment count in one row.
_promise("tries_subject", TABLES[model.Tries].c.subject)
# A program's token is one program.
_promise("program_token_token", TABLES[model.ProgramToken].c.token)
# A case has one person, and so one key to the own page; a name leads to one case.
_promise("person_key_one", TABLES[model.PersonKey].c.case)
_promise("person_key_name", TABLES[model.PersonKey].c.name)
# A browser's token opens one visit.
_promise("person_visit_token", TABLES[model.PersonVisit].c.token)
# A browser's token opens one session.
_promise("session_token", session.token)
# A worker has one row, however often it starts again under its name.
_promise("beat_worker", TABLES[model.Beat].c.worker)
# Two open proposals of one thing could be confirmed by each other's proposers.
_promise("proposal_one_open", proposal.kind, proposal.subject, where=proposal.decided_at.is_(None))
# The same thing is looked at once, however often it is found.
_promise("review_once", TABLES[model.Review].c.kind, TABLES[model.Review].c.subject)
# A zone is sealed or not; a second seal could be lifted alone.
_promise("zone_seal_one", TABLES[model.ZoneSeal].c.zone, where=TABLES[model.ZoneSeal].c.lifted_at.is_(None))
# A figure is told once: with a second telling of the same month the difference would be a person.
_promise("figure_once", *(TABLES[model.Figure].c[name] for name in ("month", "indicator", "part", "cell")))
# A fact has one value now; the older ones are history.
_promise("fact_one_current", fact.case, fact.scope, fact.name, where=equals(fact.current, True))

# ---------- indexes


def written(moment: datetime) -> sa.ColumnElement[datetime]:
    """A fixed moment written into the statement, as an index needs it."""
    return sa.literal_column(f"'{moment.isoformat(timespec='microseconds')}'", Moment())


def takes_part(now: sa.ColumnElement[datetime]) -> sa.ColumnElement[bool]:
    """Whether an organisation is a party at this moment; engine/access.py says the same of a record."""
    return sa.and_(party.since <= now, sa.or_(party.until.is_(None), party.until > now))


task_sort = sa.func.coalesce(task.due_at, written(NEVER))  # no due date sorts last on both databases
# The moment a deadline can be taken: due, and not put aside. PostgreSQL wants an expression in an index in brackets.
deadline_wake: sa.ColumnElement[datetime] = Grouping(
    sa.case((deadline.due_at > deadline.next_try_at, deadline.due_at), else_=deadline.next_try_at)
)

# Somebody's worklist is a few index walks that stop after a page: what is theirs, what they stand in for, and what each
# of their teams may take.
_index("task_assignee", task.assignee, task_sort, task.id, where=task_open)
_index("task_deputy", task.deputy, task_sort, task.id, where=task_open)
_index(
    "task_team",
    task.organisation,
    task.lane,
    task.role,
    task_sort,
    task.id,
    where=sa.and_(task_open, task.assignee.is_(None)),
)
_index("task_organisation", task.organisation, task.status, task.due_at, task.id)
# The worker asks per priority for the first that is due, and how long it may sleep.
_index("deadline_due", deadline.priority, deadline.due_at, deadline.id, where=deadline_pending)
_index("deadline_wake", deadline_wake, where=deadline_pending)
_index("job_alive", job.next_try_at, where=job_alive)
_index("notice_waiting", notice.next_try_at, where=notice_waiting)
_index("subscription_name", subscription.name, subscription.key)
_index("subscription_instance", subscription.instance)
_index("message_kept", message.name, message.key, where=message_kept)
_index(
    "instance_active", instance.process, instance.definition, where=equals(instance.status, model.InstanceStatus.ACTIVE)
)
_index("instance_parent", instance.parent)
# A case's drafts are few; what was answered in it grows with the years, and is not looked at for them.
is_draft = sa.func.substr(
    TABLES[model.Sealed].c.subject, sa.literal_column("1"), sa.literal_column("6")
) == sa.literal_column("'draft:'")
_index("sealed_draft", TABLES[model.Sealed].c.case, where=is_draft)
# What the person asked us not to do stands on every page of the case: it is found without walking along all that was answered.
is_story = sa.and_(
    TABLES[model.Sealed].c.zone == sa.literal_column("'SOC'"),
    TABLES[model.Sealed].c.form == sa.literal_column("'intake'"),
    sa.not_(is_draft),
)
_index("sealed_story", TABLES[model.Sealed].c.case, where=is_story)
_index("task_instance", task.instance)
# A case's open tasks are found without walking along those it ever had, and so is what somebody did in it.
_index("task_case_open", task.case, where=task_open)
_index("task_case_done", task.case, task.completed_by)
_index("task_case_had", task.case, task.assignee)
_index("deadline_case_pending", deadline.case, where=deadline_pending)
_index("instance_case_active", instance.case, where=equals(instance.status, model.InstanceStatus.ACTIVE))
_index("job_instance", job.instance)
_index("incident_instance", incident.instance)
_index("case_director", case.director, where=case_open)
_index("case_deputy", case.deputy, where=case_open)
_index("case_open", *by_harm, where=case_open)
# Also those that end at a moment to come, and those that are over: whether they are is asked of the clock.
_index("case_party_organisation", party.organisation, party.until)
_index("incident_open", incident.id, where=incident.resolved_at.is_(None))
_index("escalation_open", escalation.id, where=escalation.closed_at.is_(None))
# How often the same thing was missed this hour is asked at every missed term.
_index("escalation_root", escalation.root, escalation.opened_at)
_index("read_log_actor", read_log.actor, read_log.at)
_index("read_log_at", read_log.at)
_index("opening_account", TABLES[model.Opening].c.account, TABLES[model.Opening].c.until)
_index("review_open", TABLES[model.Review].c.id, where=TABLES[model.Review].c.closed_at.is_(None))
_index("definition_active", definition.kind, definition.key, where=equals(definition.active, True))
_index("session_account", session.account)
_index("identity_account", TABLES[model.Identity].c.account)
_index("invitation_account", TABLES[model.Invitation].c.account)
_index("program_token_account", TABLES[model.ProgramToken].c.account)
_index("proposal_about", proposal.about)
_index("absence_account", TABLES[model.Absence].c.account)
_index("membership_organisation", membership.organisation)


def _index_every_case(kinds: Sequence[type]) -> None:
    """Everything is read per case; an index of events and one of tasks start with the case already."""
    for kind in kinds:
        if "case" in TABLES[kind].c and kind not in (model.Event, model.Task):
            _index(f"{_table_name(kind)}_case", TABLES[kind].c.case)


_index_every_case(model.RECORDS)
_index("relation_other", TABLES[model.Relation].c.other)
_index("extension_task", TABLES[model.Extension].c.task)

"""Messages that were kept, and who waits for a signal over all cases."""

from typing import Any

import sqlalchemy as sa

from engine import model
from engine.model import Case, Deadline, Message, Subscription
from engine.store import tables
from engine.store.tables import TABLES

_message = TABLES[Message]

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


_case = TABLES[Case]

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

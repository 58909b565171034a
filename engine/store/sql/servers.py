"""What servers keep: the number that tells of changes, whose session it is, a case with all that is live in it."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine import model
from engine.store import live, tables
from engine.store.jsonrows import Json
from engine.store.tables import TABLES

_shared = tables.shared_number
shared_number = sa.select(_shared.c.number).where(_shared.c.id == sa.literal_column("1"))


def _raising(insert: Any) -> sa.Executable:
    first = insert.values(id=sa.literal_column("1"), number=sa.literal_column("1"))
    raised: sa.Executable = first.on_conflict_do_update(index_elements=["id"], set_={"number": _shared.c.number + 1})
    return raised


raise_shared_number = {"sqlite": _raising(sqlite.insert(_shared)), "postgresql": _raising(postgresql.insert(_shared))}

live_rows = {dialect: live.live_rows(dialect) for dialect in ("sqlite", "postgresql")}
held_rows = live.held_rows(sa.bindparam("case"))
held_rows_of_task = live.held_rows(
    sa.select(TABLES[model.Task].c.case).where(TABLES[model.Task].c.id == sa.bindparam("task")).scalar_subquery()
)
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

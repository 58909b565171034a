"""What is live of a locked case, read in one statement and kept up to date by the transaction that holds the lock.

A step asks for the same few rows again and again: open tasks, pending deadlines, facts of now. Nobody else can change
them while the case is locked, so they are read once; what is over (done tasks, old facts) is not among them, and so a
step weighs the same after a thousand rounds.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, TypeVar, cast

import sqlalchemy as sa

from engine.model import (
    Case,
    CaseParty,
    Consent,
    Deadline,
    DeadlineState,
    Escalation,
    Event,
    Fact,
    IdempotencyKey,
    Incident,
    Instance,
    InstanceStatus,
    Opening,
    Pause,
    Sealed,
    Seat,
    Subscription,
    Task,
    TaskStatus,
)
from engine.store.jsonrows import Json, rows_of, value_of
from engine.store.shared import matches
from engine.store.tables import TABLES, equals, is_draft, names_of, shared_number

R = TypeVar("R")

NUMBERED: Mapping[type, int] = {
    Instance: 2,
    Task: 4,
    Deadline: 12,
    Fact: 4,
    CaseParty: 2,
    Subscription: 2,
    Incident: 1,
    Escalation: 1,
}
"""New rows of these kinds get their ids before they are written, and are then live rows like the others: how many ids
PostgreSQL gives out with one look, which is what a step needs. What is left of them is never used."""
MANY = 20
"""For so many steps ids are given out where many cases have their turn."""

LIVE: Mapping[type, Mapping[str, object]] = {
    Task: {"status": TaskStatus.OPEN},
    Deadline: {"state": DeadlineState.PENDING},
    Instance: {"status": InstanceStatus.ACTIVE},
    Fact: {"current": True},
    CaseParty: {},
    Subscription: {},
    Pause: {},
    Incident: {"resolved_at": None},
    Escalation: {"closed_at": None},
    Consent: {"withdrawn_at": None},
    Opening: {},
}
"""Which rows of a kind are live."""


WhoseWork = tuple[object, Seat]
"""An account and where it works."""


@dataclass(slots=True)
class Shelves:
    """The live rows of one case by kind and id, the end of its chain of events (number and hash), and how often the rows
    changed that all cases share."""

    case: int
    rows: dict[type, dict[int, Any]]
    chain_end: tuple[int, str] = (0, "")
    shared_number: int = 0
    numbers: str = ""  # the ids that `numbers_of` reads
    drafts: list[Sealed] | None = None  # None when nobody knows
    over: dict[WhoseWork, list[Task]] = field(default_factory=dict)  # what was asked about ended tasks, and its answer
    finished: list[Task] = field(default_factory=list)  # tasks that this transaction ended

    def find(self, kind: type[R], equals: Mapping[str, object]) -> list[R] | None:
        """The live rows that match, by id; None when the question reaches beyond them."""
        rows = self.rows.get(kind)
        if rows is None or not self._covers(kind, equals):
            return None
        found = list(rows.values())
        if found and len(equals) > 1:
            live = LIVE[kind]
            for name, value in equals.items():
                if name != "case" and name not in live:
                    found = [row for row in found if matches(getattr(row, name), value)]
        return found

    def has(self, record: object) -> bool:
        """Whether this is how the row stands now."""
        row: Any = record
        found = self.rows.get(type(record), {}).get(row.id)
        return found is record or found == record

    def note(self, record: object) -> None:
        """A row was written: it is live now, or no longer."""
        row: Any = record
        kind = type(row)
        known = self.rows.get(kind)
        if kind is Task and row.case == self.case and row.status is not TaskStatus.OPEN:
            self.finished.append(row)
        if known is None:
            return
        if row.case == self.case and _is_live(kind, row):
            known[row.id] = record
        else:
            known.pop(row.id, None)

    def drop(self, record: object) -> None:
        """A row was removed."""
        row: Any = record
        if isinstance(record, Sealed) and self.drafts:
            self.drafts = [other for other in self.drafts if other.id != row.id]
        self.rows.get(type(row), {}).pop(row.id, None)

    def forget(self, kind: type) -> None:
        """Rows of this kind were written without their ids: from now on the database is asked."""
        if kind is Sealed:
            self.drafts = None
        self.rows.pop(kind, None)

    def _covers(self, kind: type, equals: Mapping[str, object]) -> bool:
        if equals.get("case") != self.case or not equals.keys() <= names_of(kind):
            return False
        for name, value in LIVE[kind].items():  # noqa: SIM110  for one or two names a generator takes three times as long
            if name not in equals or equals[name] != value:
                return False
        return True


def _is_live(kind: type, row: Any) -> bool:
    for name, value in LIVE[kind].items():  # noqa: SIM110  as above
        if getattr(row, name) != value:
            return False
    return True


def live_rows(dialect: str) -> sa.Select[Any]:
    """One row: for each kind of LIVE its live rows of :case as JSON, then the end of the chain of events, the number of what
    is shared, ids for new rows, the drafts, what :actor sent with :key, and work that :actor did at the :seats."""
    json, case = Json(dialect), sa.bindparam("case", type_=sa.BigInteger())
    return sa.select(*_all_of(json, case))


def held_rows(case: Any) -> sa.Select[Any]:
    """The case with this id, and in the same row what `live_rows` tells of it: on SQLite, where who may write is alone, so that
    what is read with the lock stays true."""
    held = TABLES[Case].c
    return sa.select(*held, *_all_of(Json("sqlite"), held.id)).where(held.id == case)


def _all_of(json: Json, case: Any) -> Sequence[Any]:
    return (*_live_rows(json, case), _numbers(json), _drafts(json, case), _sent(json), _done(json, case))


def live_rows_of(dialect: str) -> sa.Select[Any]:
    """As `live_rows`, a row for each case of the JSON list :cases, with the case itself before it."""
    json, case = Json(dialect), TABLES[Case]
    columns = (*case.c, *_live_rows(json, case.c.id), _numbers(json, MANY))
    return sa.select(*columns).where(case.c.id.in_(json.listed("cases")))


def numbers(dialect: str) -> sa.Select[Any]:
    """Ids for new rows, as `numbers_of` reads them."""
    return sa.select(_numbers(Json(dialect), MANY))


def _ids(json: Json, kind: type, many: int) -> Any:
    """On PostgreSQL the next ids of a kind; on SQLite, where nobody else writes now, the last one that was given."""
    table = TABLES[kind].name
    if json.dialect == "postgresql":
        series = sa.func.generate_series(sa.literal_column("1"), sa.literal_column(str(many))).table_valued("n")
        following = sa.func.nextval(sa.literal_column(f"'{table}_id_seq'"))
        return sa.select(sa.func.json_agg(following, type_=json.text_type)).select_from(series).scalar_subquery()
    given = sa.table("sqlite_sequence", sa.column("name"), sa.column("seq"))
    return sa.select(given.c.seq).where(given.c.name == sa.literal_column(f"'{table}'")).scalar_subquery()


def _numbers(json: Json, steps: int = 1) -> Any:
    return json.text(json.row(_ids(json, kind, steps * many) for kind, many in NUMBERED.items()))


def numbers_of(text: str) -> dict[type, Iterator[int]]:
    """Ids for new rows by kind. Those of SQLite do not come to an end, and hold until somebody else numbers a row."""
    found = zip(NUMBERED, value_of(text), strict=True)
    return {kind: iter(sorted(ids)) if isinstance(ids, list) else count((ids or 0) + 1) for kind, ids in found}


def _live_rows(json: Json, case: Any) -> Sequence[Any]:
    event = TABLES[Event].c
    end = sa.select(json.text(json.row([event.seq, event.hash]))).where(event.case == case)
    end = end.order_by(event.seq.desc()).limit(1)
    shared = sa.select(shared_number.c.number).scalar_subquery()
    return (*(_of(kind, case, json) for kind in LIVE), end.scalar_subquery(), shared)


def _drafts(json: Json, case: Any) -> Any:
    return json.table(Sealed, TABLES[Sealed].c.case == case, is_draft)


def _sent(json: Json) -> Any:
    """As the case is locked, nobody else can send the same for it now."""
    columns = TABLES[IdempotencyKey].c
    mine = (columns[name] == sa.bindparam(name, type_=columns[name].type) for name in ("actor", "key"))
    return json.table(IdempotencyKey, *mine)


def _done(json: Json, case: Any) -> Any:
    """As sql.work_done, of seats in a JSON list."""
    mine, seats = TABLES[Task].alias("mine").c, json.pairs("seats")
    actor: Any = sa.bindparam("actor", type_=sa.BigInteger())
    ids = []
    for column in (mine.completed_by, mine.assignee):
        here = mine.case == case, column == actor, mine.organisation == seats.first, mine.lane == seats.second
        # Said outright: by itself sqlalchemy looks one SELECT outwards, and the case may stand two above this one.
        one = sa.select(mine.id).where(*here).limit(sa.literal_column("1")).correlate(seats.rows, TABLES[Case])
        ids.append(sa.select(one.scalar_subquery()))
    return json.table(Task, TABLES[Task].c.id.in_(sa.union_all(*(one.select_from(seats.rows) for one in ids))))


def _of(kind: type, case: Any, json: Json) -> Any:
    table = TABLES[kind]
    where = [
        table.c[name].is_(None) if value is None else equals(table.c[name], cast(Any, value))
        for name, value in LIVE[kind].items()
    ]
    return json.table(kind, table.c.case == case, *where)


def shelves_of(case: int, row: Sequence[Any]) -> Shelves:
    """From the row of `live_rows_of`."""
    *kinds, end, shared, ids = row
    rows = {kind: rows_of(kind, text) for kind, text in zip(LIVE, kinds, strict=True)}
    seq, digest = value_of(end) if end else (0, "")
    return Shelves(case, rows, (seq, digest), shared or 0, ids)


def empty_shelves(case: int) -> Shelves:
    """Of a case that was made a moment ago."""
    return Shelves(case, {kind: {} for kind in LIVE})

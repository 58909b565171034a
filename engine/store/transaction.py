"""Reading and writing records. The only places that run a statement; nothing here commits."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from engine import audit, errors
from engine.audit import EventHead
from engine.model import (
    Account,
    Case,
    Deadline,
    DeadlineState,
    Event,
    Instance,
    Job,
    JobState,
    Membership,
    Message,
    Notice,
    Priority,
    ReadLog,
    Sealed,
    Session,
    Task,
)
from engine.pages import PAGE, START, Place
from engine.source import of_signal
from engine.store import counting, driver, sql, watch
from engine.store.failures import meaning
from engine.store.jsonrows import rows_of
from engine.store.protocol import LAST, Filled, Reader, SharedReader, Transaction
from engine.store.rows import new_row, record_of, with_values
from engine.store.shared import SHARED, OnlyShared, Shared
from engine.store.tables import ONCE, VERSIONED, columns_of, names_of

R = TypeVar("R")
T = TypeVar("T")

_CHAIN_WITHOUT_CASE = 7_205_114_860_310_441_729  # a number of ours among PostgreSQL's advisory locks


def _behind(place: Place) -> dict[str, object]:
    return {"after_priority": place[0], "after_id": place[1]}


class SqlReader(Reader):
    """Reads with one connection."""

    def __init__(self, connection: Connection, shared: Shared) -> None:
        self._line = driver.Line(connection)
        self._shared: Shared | None = shared  # None once this transaction changed what is shared
        self._shared_number: int | None = None

    def get(self, kind: type[R], id: int, /) -> R | None:
        if kind in SHARED and self._shared is not None:
            rows = self._shared.rows(kind, self._number_of_shared(), lambda: self._select(kind, {}, None, False))
            return rows.get(id)
        row = self._run(sql.by_id(kind), {"id": id}).one()
        return None if row is None else record_of(kind, row)

    def find(self, kind: type[R], /, *, limit: int | None = None, newest: bool = False, **equals: object) -> list[R]:
        if kind in SHARED and self._shared is not None and equals.keys() <= names_of(kind):
            number = self._number_of_shared()
            found = self._shared.find(kind, number, equals, lambda: self._select(kind, {}, None, False))
            return (found[::-1] if newest else found)[:limit]
        return self._select(kind, equals, limit, newest)

    def worked_out(self, make: Callable[[SharedReader], T], /) -> T:
        if self._shared is None:
            return make(OnlyShared(self))
        return self._shared.made(make, self._number_of_shared(), self)

    def _number_of_shared(self) -> int:
        if self._shared_number is None:
            self._shared_number = cast(int, self._run(sql.shared_number, {}).value() or 0)
        return self._shared_number

    def _select(self, kind: type[R], equals: Mapping[str, object], limit: int | None, newest: bool) -> list[R]:
        shape, bound = sql.shape_of(equals)
        if limit is not None:
            bound["limit"] = limit
        return self._records(kind, sql.selecting(kind, shape, newest, limit is not None), bound)

    def whose_session(self, token: str) -> tuple[Session, Account, list[Membership]] | None:
        row = self._run(sql.whose_session[self._line.name], {"token": token}).one()
        if row is None:
            return None
        *columns, seats, shared = row
        if self._shared_number is None:
            self._shared_number = shared or 0
        width = len(columns_of(Session))
        session, account = record_of(Session, columns[:width]), record_of(Account, columns[width:])
        return session, account, list(rows_of(Membership, seats).values())

    def gathered(self, cases: Sequence[Case]) -> "SqlReader":
        """What is being written is asked about one by one."""
        return self

    def count(self, kind: type[R], /, *, cap: int = 1001, **equals: object) -> int:
        shape, bound = sql.shape_of(equals)
        return cast(int, self._run(sql.counting(kind, shape), {**bound, "cap": cap}).value())

    def worklist(
        self,
        account: int,
        groups: Sequence[tuple[int, str, str]],
        *,
        zones: Sequence[str],
        now: datetime,
        mine: bool = False,
        lane: str | None = None,
        organisation: int | None = None,
        due_before: datetime | None = None,
        text: str = "",
        after: tuple[datetime, int] | None = None,
        limit: int = 50,
    ) -> list[tuple[Task, Case]]:
        page = sql.Page(
            len(groups),
            mine,
            lane is not None,
            organisation is not None,
            due_before is not None,
            bool(text),
            after is not None,
        )
        bound: dict[str, Any] = {
            "account": account,
            "zones": list(zones),
            "now": now,
            "limit": limit,
            "lane": lane,
            "organisation": organisation,
        }
        bound |= {"due_before": due_before, "text": sql.like(text)}
        bound["after_due"], bound["after_id"] = after or (None, None)
        for n, (team, team_lane, role) in enumerate(groups):
            bound |= {f"organisation_{n}": team, f"lane_{n}": team_lane, f"role_{n}": role}
        width = len(columns_of(Task))
        rows = self._run(sql.worklist(page), bound).rows
        return [(record_of(Task, row[:width]), record_of(Case, row[width:])) for row in rows]

    def open_cases(
        self,
        account: int | None,
        organisations: Sequence[int],
        now: datetime,
        *,
        text: str = "",
        after: Place = START,
        limit: int = PAGE,
    ) -> list[Case]:
        bound = {"text": sql.like(text), **_behind(after), "limit": limit}
        if account is None:
            return self._records(Case, sql.all_open_cases, bound)
        theirs = {"account": account, "organisations": list(organisations), "now": now}
        return self._records(Case, sql.open_cases, bound | theirs)

    def work_done(self, case: int, account: int | None, seats: Sequence[tuple[int, str]]) -> list[Task]:
        if account is None or not seats:
            return []
        bound: dict[str, Any] = {"case": case, "account": account}
        for number, (organisation, lane) in enumerate(seats):
            bound |= {f"organisation_{number}": organisation, f"lane_{number}": lane}
        return self._records(Task, sql.work_done(len(seats)), bound)

    def work_in_many(self, cases: Sequence[int], account: int | None) -> list[Task]:
        if account is None or not cases:
            return []
        return self._records(Task, sql.work_in_many, {"cases": list(cases), "account": account})

    def drafts(self, case: int) -> list[Sealed]:
        return self._records(Sealed, sql.drafts, {"case": case})

    def last_events(
        self, case: int, zones: Collection[str], quiet: Collection[str] = (), *, skip: int = 0, limit: int = 200
    ) -> list[Event]:
        bound = {"case": case, "zones": sorted(zones), "quiet": sorted(quiet), "skip": skip, "limit": limit}
        return self._records(Event, sql.last_events, bound)

    def event_count(self, case: int, zones: Collection[str], quiet: Collection[str] = ()) -> int:
        bound = {"case": case, "zones": sorted(zones), "quiet": sorted(quiet)}
        return cast(int, self._run(sql.event_count, bound).value())

    def roads(
        self, case: int, kind: str, instances: Sequence[int], *, behind: int = 0
    ) -> list[tuple[int, str, datetime, int]]:
        bound = {"case": case, "kind": kind, "instances": list(instances), "behind": behind}
        return [cast(Any, tuple(row)) for row in self._run(sql.roads, bound).rows]

    def last_look(self, case: int, actor: int, before: datetime) -> datetime | None:
        bound = {"case": case, "actor": actor, "before": before}
        return cast("datetime | None", self._run(sql.last_look, bound).value())

    def last_filled(
        self, case: int, zones: Collection[str], *, below: int = LAST, limit: int = PAGE, among: int = PAGE
    ) -> list[Filled]:
        bound = {"case": case, "zones": sorted(zones), "below": below, "limit": limit, "among": among}
        return [Filled(*row) for row in self._run(sql.last_filled, bound).rows]

    def stories(self, case: int) -> list[Sealed]:
        return self._records(Sealed, sql.stories, {"case": case})

    def known_zones(self, case: int) -> set[str]:
        return {row[0] for row in self._run(sql.known_zones, {"case": case}).rows}

    def tasks_behind(self, instances: Collection[int], elements: Collection[str], since: datetime) -> list[Task]:
        bound = {"instances": sorted(instances), "elements": sorted(elements), "since": since}
        return self._records(Task, sql.tasks_behind, bound)

    def ended_parts(self, case: int, *, below: int = LAST, limit: int = PAGE) -> list[Instance]:
        return self._records(Instance, sql.ended_parts, {"case": case, "below": below, "limit": limit})

    def kept_messages(self, name: str, keys: Sequence[str], case: int) -> list[Message]:
        return self._records(Message, sql.kept_messages, {"name": name, "keys": list(keys), "case": case})

    def waiting_for_signal(self, name: str) -> int:
        return cast(int, self._run(sql.waiting_for_signal, {"name": name}).value())

    def running_counts(self, definitions: Sequence[int], *, cap: int = 1001) -> dict[int, int]:
        if not definitions:
            return {}
        bound = {f"definition_{number}": id for number, id in enumerate(definitions)} | {"cap": cap}
        counts = self._run(sql.running_counts(len(definitions)), bound).one()
        return dict(zip(definitions, counts or (), strict=True))

    def watch(self, question: str, **values: object) -> list[tuple[Any, ...]]:
        return list(self._run(watch.QUESTIONS[question], values).rows)

    def counted(self, indicator: str, since: datetime, until: datetime) -> list[tuple[str, str, int]]:
        bound = {"since": since, "until": until}
        return [cast(Any, tuple(row)) for one in counting.COUNTS[indicator] for row in self._run(one, bound).rows]

    def persons(self, indicator: str, since: datetime, until: datetime) -> list[tuple[int, str]]:
        rows = self._run(counting.PERSONS[indicator], {"since": since, "until": until}).rows
        return [cast(Any, tuple(row)) for row in rows]

    def first_person(self) -> datetime | None:
        return cast("datetime | None", self._run(counting.first_person, {}).value())

    def told_months(self) -> list[str]:
        return [row[0] for row in self._run(counting.told_months, {}).rows]

    def troubled_cases(
        self,
        account: int | None,
        organisations: Sequence[int],
        away: Sequence[int],
        now: datetime,
        *,
        after: Place = START,
        limit: int = PAGE,
    ) -> list[Case]:
        bound = {"account": account, "organisations": list(organisations), "accounts": list(away), "now": now}
        return self._records(Case, watch.troubled, {**bound, **_behind(after), "limit": limit})

    def escalated_since(self, root: str, since: datetime, *, cap: int) -> int:
        return cast(int, self._run(watch.same_root, {"root": root, "since": since, "cap": cap}).value())

    def last_system_event(self, kind: str) -> Event | None:
        found = self._records(Event, watch.last_system_event, {"kind": kind})
        return found[0] if found else None

    def open_ids(self, after: int, *, limit: int = 500) -> list[int]:
        return [row[0] for row in self._run(watch.open_ids, {"after": after, "limit": limit}).rows]

    def event_heads(self, *, after: int = 0) -> list[EventHead]:
        return [EventHead(*row) for row in self._run(sql.event_heads, {"after": after}).rows]

    def reads_after(self, after: int, before: datetime, *, limit: int) -> list[ReadLog]:
        return self._records(ReadLog, sql.reads_after, {"after": after, "before": before, "limit": limit})

    def _records(self, kind: type[R], statement: sa.Executable, bound: dict[str, Any]) -> list[R]:
        return [record_of(kind, row) for row in self._run(statement, bound).rows]

    def _run(self, statement: sa.Executable, bound: driver.Given, run: driver.Run = driver.run) -> driver.Answer:
        """Run a statement; its database errors come out as errors of errors.py."""
        try:
            return run(self._line, statement, bound)
        except driver.ERRORS as error:
            reason = meaning(error)
            self._broke(reason)
            if reason is error:
                raise
            raise reason from error

    def _broke(self, reason: Exception) -> None:
        """A reader has nothing to lose."""


class SqlTransaction(SqlReader, Transaction):
    """Writes with one connection, each row at once; whoever opened it commits."""

    def __init__(self, connection: Connection, shared: Shared) -> None:
        super().__init__(connection, shared)
        self.broken_by: Exception | None = None
        self.torn = False

    def lock_case(self, case: int) -> Case | None:
        row = self._run(sql.lock_case, {"id": case}).one()
        return None if row is None else record_of(Case, row)

    def lock_case_of(self, task: int) -> Case | None:
        row = self._run(sql.lock_case_of_task, {"id": task}).one()
        return None if row is None else record_of(Case, row)

    def ask_along(self, actor: int, key: str, seats: Sequence[tuple[int, str]]) -> None:
        """It is asked for when somebody wants it."""

    def add(self, record: R) -> R:
        self._wrote(type(record))
        return with_values(record, id=self._run(sql.inserting(type(record)), new_row(record)).value())

    def _wrote(self, kind: type) -> None:
        """What every server keeps of this kind is old from the commit on; our own reads look at the rows."""
        if kind in SHARED and self._shared is not None:
            self._shared = None
            self._run(sql.raise_shared_number[self._line.name], {})

    def write(self, records: Sequence[object]) -> None:
        for kind in dict.fromkeys(type(record) for record in records):
            rows = [record for record in records if type(record) is kind]
            if kind in ONCE:
                for row in rows:
                    self.add_unless_there(row)
            else:
                self.add_all(rows)

    def add_all(self, records: Sequence[R]) -> list[R]:
        if not records:
            return []
        if self._line.name == "sqlite":  # no round trips to save
            return [self.add(record) for record in records]
        self._wrote(type(records[0]))
        statement = sql.inserting_many(type(records[0]))
        answer = self._run(statement, [new_row(record) for record in records], driver.run_many)
        return [with_values(record, id=id) for record, (id,) in zip(records, answer.rows, strict=True)]

    def add_unless_there(self, record: R) -> R | None:
        self._wrote(type(record))
        statement = sql.inserting_unless_there(type(record), self._line.name)
        id = self._run(statement, new_row(record)).value()
        return None if id is None else with_values(record, id=id)

    def change(self, record: R, /, **columns: object) -> R:
        kind, row = type(record), cast(Any, record)
        if not columns and kind not in VERSIONED:
            return record
        bound: dict[str, Any] = {f"new_{name}": value for name, value in columns.items()} | {"at_id": row.id}
        self._wrote(kind)
        if kind in VERSIONED:
            bound["at_version"] = row.version
        if self._run(sql.updating(kind, tuple(sorted(columns))), bound).touched == 0:
            raise errors.Stale
        version = {"version": row.version + 1} if kind in VERSIONED else {}
        return with_values(record, **columns, **version)

    def remove(self, record: object) -> None:
        self._wrote(type(record))
        self._run(sql.deleting(type(record)), {"at_id": cast(Any, record).id})

    def append_events(self, events: Sequence[Event]) -> list[Event]:
        if not events:
            return []
        case = events[0].case
        if any(event.case != case for event in events):
            raise ValueError("append_events takes the events of one case; call it once per case")
        seq, previous = self._chain_end(case)
        chained: list[Event] = []
        for number, event in enumerate(events, seq + 1):
            numbered = with_values(event, seq=number)
            previous = audit.chain(previous, numbered)
            chained.append(with_values(numbered, hash=previous))
        return self._add_chained(chained)

    def _add_chained(self, events: list[Event]) -> list[Event]:
        return self.add_all(events)

    def finish(self) -> None:
        """Nothing is left to be written."""

    def signal_all(self, message: Message) -> int:
        bound = {"source": of_signal(message.id), "name": message.name, "now": message.received_at}
        return self._run(sql.signal_all, bound).touched

    def take_due(self, now: datetime) -> Deadline | None:
        """1. Ask for the highest priority that has something due. 2. Lock the case of its first one. 3. Read the
        deadline again: if somebody
        acted on it before we had the lock, look further."""
        highest = self._run(sql.highest_due, {"now": now}).value()
        if highest is None:
            return None
        for priority in (priority for priority in Priority if priority >= highest):
            while (id := self._run(sql.first_due(priority), {"now": now}).value()) is not None:
                deadline = self.get(Deadline, id)
                if (
                    deadline
                    and deadline.state is DeadlineState.PENDING
                    and max(deadline.due_at, deadline.next_try_at) <= now
                ):
                    return deadline
        return None

    def take_job(self, now: datetime, topics: Sequence[str], lease_seconds: int) -> Job | None:
        bound = {"now": now, "topics": list(topics)}
        while (id := self._run(sql.first_job, bound).value()) is not None:
            row = self._run(sql.claimable_job, {"id": id, "now": now}).one()
            if row is not None:
                job = record_of(Job, row)
                return self.change(
                    job, state=JobState.RUNNING, fence=job.fence + 1, lease_until=now + timedelta(seconds=lease_seconds)
                )
        return None

    def take_notice(self, now: datetime, lease_seconds: int) -> Notice | None:
        row = self._run(sql.first_notice, {"now": now}).one()
        if row is None:
            return None
        notice = record_of(Notice, row)
        return self.change(notice, attempts=notice.attempts + 1, next_try_at=now + timedelta(seconds=lease_seconds))

    def number_cases_above(self, number: int) -> None:
        """Give new cases a higher number than this one."""
        self._run(sql.numbering_cases[self._line.name], {"number": number})

    def _chain_end(self, case: int | None) -> tuple[int, str]:
        """The last number and hash of a chain; (0, "") before the first event. The chain without a case has a lock of
        its own."""
        if case is not None:
            row = self._run(sql.chain_end, {"case": case}).one()
        else:
            if self._line.name == "postgresql":
                self._run(sa.select(sa.func.pg_advisory_xact_lock(_CHAIN_WITHOUT_CASE)), {})
            row = self._run(sql.chain_end_without_case, {}).one()
        return (0, "") if row is None else (row[0], row[1])

    def _broke(self, reason: Exception) -> None:
        """PostgreSQL would turn the coming COMMIT into a silent ROLLBACK: remember, so that the store can say so on
        both databases."""
        self.broken_by = reason

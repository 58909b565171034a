"""The transaction of a step. Once it holds a case, it knows the case's live rows and keeps what it writes for the end.

Nobody else can change the rows of a locked case, so what was read once stays true, and what is written may wait until
somebody asks the database about it or the transaction ends: a step is then a lock, a look and a write.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from json import dumps
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from engine import errors
from engine.model import Case, Deadline, Event, IdempotencyKey, Sealed, Task
from engine.store import driver, many, sql
from engine.store.jsonrows import rows_of
from engine.store.live import LIVE, NUMBERED, Shelves, WhoseWork, empty_shelves, numbers_of, shelves_of
from engine.store.rows import new_row, record_of, record_row, with_values
from engine.store.shared import Shared
from engine.store.tables import VERSIONED, columns_of
from engine.store.transaction import SqlTransaction
from engine.store.unwritten import Change, Unwritten, leaves_room

R = TypeVar("R")
AT_ONCE = 40
"""Writes that PostgreSQL takes as one statement: it is built once for what steps write, and never for what many do."""


class Holding(SqlTransaction):
    """A write transaction; `finish` comes before its commit."""

    def __init__(self, connection: Connection, shared: Shared) -> None:
        super().__init__(connection, shared)
        self._cases = 0  # how many it held
        self._held: Case | None = None
        self._shelves: Shelves | None = None
        self._unwritten = Unwritten()
        self._numbers: dict[type, Iterator[int]] = {}  # ids for new rows by kind
        self._along: dict[str, object] = {}  # which key somebody will ask about
        self._seats: Sequence[tuple[int, str]] = ()  # and about whose work of before
        self._sent: list[IdempotencyKey] = []  # and what was sent with it

    # --- the case that is held ------------------------------------------------------------------------------------

    def lock_case(self, case: int) -> Case | None:
        if self._is_first_alone():
            return self._take(sql.held_rows, case=case)
        return self._hold(super().lock_case(case))

    def lock_case_of(self, task: int) -> Case | None:
        if self._is_first_alone():
            return self._take(sql.held_rows_of_task, task=task)
        return self._hold(super().lock_case_of(task))

    def _is_first_alone(self) -> bool:
        """Whether nobody writes beside us, and no case was held before. PostgreSQL would show what was there before the lock."""
        return not self._cases and self._line.name == "sqlite"

    def _take(self, statement: sa.Executable, **which: int) -> Case | None:
        """The lock and the look in one."""
        row = self._run(statement, self._asked() | which).one()
        if row is None:
            return None
        width = len(columns_of(Case))
        case = self._hold(record_of(Case, row[:width]))
        self._know(row[width:])
        return case

    def _hold(self, case: Case | None, shelves: Shelves | None = None) -> Case | None:
        """From now on this case is ours alone. Who holds two remembers nothing of either."""
        if case is not None and (self._held is None or self._held.id != case.id):
            self.finish()
            self._cases += 1
            self._held, self._shelves = (case, shelves) if self._cases == 1 else (None, None)
        return case

    def _known(self) -> Shelves | None:
        if self._held is not None and self._shelves is None:
            row = self._run(sql.live_rows[self._line.name], self._asked() | {"case": self._held.id}).one()
            assert row is not None  # a statement without FROM has one
            self._know(row)
        return self._shelves

    def _asked(self) -> dict[str, object]:
        return {"actor": None, "key": None, "seats": dumps(self._seats), **self._along}

    def _know(self, row: Sequence[Any]) -> None:
        """What is live of the case that is held, as live.live_rows tells it."""
        *live, drafts, sent, done = row
        known = shelves_of(self._held_id, live)
        known.drafts = list(rows_of(Sealed, drafts).values())
        known.over = _by_seat(self._along.get("actor"), self._seats, rows_of(Task, done).values())
        self._sent = list(rows_of(IdempotencyKey, sent).values())
        self._shelves, self._shared_number, self._numbers = known, known.shared_number, numbers_of(known.numbers)

    def ask_along(self, actor: int, key: str, seats: Sequence[tuple[int, str]]) -> None:
        """See protocol.Transaction."""
        self._along, self._seats = {"actor": actor, "key": key}, seats

    # --- reading --------------------------------------------------------------------------------------------------

    def get(self, kind: type[R], id: int, /) -> R | None:
        if kind is Case and self._held is not None and id == self._held.id:
            return cast(R, self._held)
        if kind in LIVE and (known := self._known()) is not None and (row := known.rows.get(kind, {}).get(id)):
            return cast(R, row)
        return super().get(kind, id)

    def find(self, kind: type[R], /, *, limit: int | None = None, newest: bool = False, **equals: object) -> list[R]:
        if kind in LIVE and self._held is not None and equals.get("case") == self._held.id:
            known = self._known()
            found = known.find(kind, equals) if known else None
            if found is not None:
                return (found[::-1] if newest else found)[:limit]
        if kind is IdempotencyKey and equals == self._along and self._known() is not None:
            return cast(list[R], self._sent)
        return super().find(kind, limit=limit, newest=newest, **equals)

    def drafts(self, case: int) -> list[Sealed]:
        """See protocol.Reader."""
        known = self._known() if case == self._held_id else None
        return super().drafts(case) if known is None or known.drafts is None else known.drafts

    def _number_of_shared(self) -> int:
        self._known()  # brings the number with it
        return super()._number_of_shared()

    def work_done(self, case: int, account: int | None, seats: Sequence[tuple[int, str]]) -> list[Task]:
        """Asked of the database once: what ends in this transaction is in hand."""
        known = self._known() if case == self._held_id else None
        if known is None:
            return super().work_done(case, account, seats)
        ours = [row for row in known.finished if account in (row.completed_by, row.assignee)]
        in_hand = {(row.organisation, row.lane) for row in ours}
        left = [seat for seat in seats if seat not in in_hand]
        if unknown := [seat for seat in left if (account, seat) not in known.over]:
            known.over |= _by_seat(account, unknown, super().work_done(case, account, unknown))
        return [row for seat in left for row in known.over[account, seat]] + ours

    def take_due(self, now: Any) -> Deadline | None:
        """The case of what was taken is held."""
        taken = super().take_due(now)
        if taken is not None:
            self._hold(super().get(Case, taken.case))
        return taken

    # --- writing --------------------------------------------------------------------------------------------------

    def add(self, record: R) -> R:
        if self._may_wait(record):
            return self._keep(record)
        self._numbers.pop(type(record), None)
        added = super().add(record)
        if isinstance(added, Case):
            self._hold(added, empty_shelves(added.id))
        return self._noted(added)

    def add_all(self, records: Sequence[R]) -> list[R]:
        if records and all(self._may_wait(record) for record in records):
            return [self._keep(record) for record in records]
        self._numbers.clear()
        return [self._noted(record) for record in super().add_all(records)]

    def add_unless_there(self, record: R) -> R | None:
        self._numbers.pop(type(record), None)
        added = super().add_unless_there(record)
        return None if added is None else self._noted(added)

    def _may_wait(self, record: object) -> bool:
        """Whether a new row is of the case that is held, and of a kind that gets its id beforehand."""
        row: Any = record
        return type(row) in NUMBERED and self._known() is not None and row.case == self._held_id

    @property
    def _held_id(self) -> int:
        return self._held.id if self._held is not None else 0

    def _keep(self, record: R) -> R:
        """A new row with its id, to be written with the others."""
        _refuse_stored(record)
        numbered = with_values(record, id=self._number(type(record)))
        self._unwritten.add([numbered])
        return self._noted(numbered)

    def _number(self, kind: type) -> int:
        found = next(self._numbers.get(kind, iter(())), None)
        if found is None:
            self.finish()  # SQLite counts what stands in its tables
            text = self._run(sql.numbers[self._line.name], {}).value()
            self._numbers = numbers_of(text)
            found = next(self._numbers[kind])
        return found

    def _noted(self, record: R) -> R:
        if self._shelves is not None:
            self._shelves.note(record)
        return record

    def write(self, records: Sequence[object]) -> None:
        known = self._known()
        if known is None:
            super().write(records)
            return
        for record in records:
            if self._may_wait(record):
                self._keep(record)
            else:
                _refuse_stored(record)
                self._unwritten.add([record])
                known.forget(type(record))

    def change(self, record: R, /, **columns: object) -> R:
        if not self._is_ours(record):
            return self._noted(super().change(record, **columns))
        if type(record) in VERSIONED:
            columns["version"] = cast(Any, record).version + 1
        changed = with_values(record, **columns)
        self._unwritten.change(record, changed, columns)
        if isinstance(changed, Case):
            self._held = changed
        return self._noted(changed)

    def _is_ours(self, record: object) -> bool:
        """Whether the row stands as this record says, and nobody else can change it before we write."""
        if self._held is None:
            return False
        if isinstance(record, Case):
            return record is self._held or record == self._held
        return self._shelves is not None and self._shelves.has(record)

    def remove(self, record: object) -> None:
        super().remove(record)
        if self._shelves is not None:
            self._shelves.drop(record)

    def _chain_end(self, case: int | None) -> tuple[int, str]:
        if case is not None and self._held is not None and case == self._held.id and (known := self._known()):
            return known.chain_end
        return super()._chain_end(case)

    def _add_chained(self, events: list[Event]) -> list[Event]:
        if self._shelves is None or self._shelves.case != events[0].case:
            return super()._add_chained(events)
        self._shelves.chain_end = (events[-1].seq, events[-1].hash)
        self._unwritten.add(events)
        return events

    # --- the end --------------------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Write what was kept. Raises errors.Stale, and what broken promises mean."""
        if not self._unwritten:
            return
        changes, new = self._unwritten.take()
        few = len(changes) + sum(len(rows) for rows in new.values()) <= AT_ONCE
        if self._line.name == "postgresql" and few:
            self._write_at_once(changes, new)
        else:
            self._write_alike(changes, new)

    def _write_alike(self, changes: Sequence[Change], new: Mapping[type, Sequence[object]]) -> None:
        """All changes of the same columns together, then all new rows of a kind."""
        alike: dict[tuple[type, tuple[str, ...]], list[dict[str, Any]]] = {}
        for change in changes:
            alike.setdefault((change.kind, tuple(sorted(change.columns))), []).append(change.bound())
        for (kind, names), rows in alike.items():
            if self._rewrite(kind, names, rows) < len(rows):
                raise errors.Stale
        for kind, records in new.items():
            self._insert(kind, records)

    def _rewrite(self, kind: type, names: tuple[str, ...], rows: Sequence[dict[str, Any]]) -> int:
        """Answers how many rows were touched."""
        if self._line.name == "postgresql":
            return self._run(many.rewriting(kind, names), {"rows": many.told(rows)}).touched
        return self._run(sql.rewriting(kind, names), rows, driver.run_each).touched

    def _insert(self, kind: type, records: Sequence[object]) -> None:
        numbered = _numbered(records)
        if self._line.name == "postgresql":
            rows = [record_row(record) if numbered else new_row(record) for record in records]
            self._run(many.inserting(kind, numbered), {"rows": many.told(rows)})
        else:
            self._run(sql.inserting_silently(kind, numbered), records, driver.write_each)

    def _write_at_once(self, changes: Sequence[Change], new: Mapping[type, Sequence[object]]) -> None:
        """One statement; two where a new row may need the place that a changed one leaves."""
        if leaves_room(changes, new):
            self._send(changes, {})
            changes = []
        self._send(changes, new)

    def _send(self, changes: Sequence[Change], new: Mapping[type, Sequence[object]]) -> None:
        writes: list[sql.Write] = []
        sources: dict[str, Any] = {}
        for change in changes:
            sources[f"w{len(writes)}"] = change.bound()
            writes.append((change.kind, tuple(sorted(change.columns))))
        for kind, records in new.items():
            sources |= {f"w{len(writes)}_{number}": record for number, record in enumerate(records)}
            writes.append((kind, sql.Rows(len(records), _numbered(records))))
        touched = self._run(sql.batch(tuple(writes)), sources, driver.run_batch).one()
        if touched is None or 0 in touched[: len(changes)]:
            raise errors.Stale

    def _run(self, statement: sa.Executable, bound: driver.Given, run: driver.Run = driver.run) -> driver.Answer:
        """As for every reader; what was kept of the tables that the statement names is written first."""
        if self._unwritten.is_meant_by(statement):
            self.finish()
        return super()._run(statement, bound, run)


def _by_seat(account: object, seats: Sequence[tuple[int, str]], rows: Iterable[Task]) -> dict[WhoseWork, list[Task]]:
    found: dict[WhoseWork, list[Task]] = {(account, seat): [] for seat in seats}
    for row in rows:
        found[account, (row.organisation or 0, row.lane)].append(row)
    return found


def _numbered(records: Sequence[object]) -> bool:
    return bool(cast(Any, records[0]).id)


def _refuse_stored(record: object) -> None:
    row: Any = record
    if row.id:
        new_row(record)  # says that it is in the store already

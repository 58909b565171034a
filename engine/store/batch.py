"""Many cases in one transaction, each in its turn: what one of them does wrong is undone, and the others go on.

A worker that has hundreds of things to do waits for the disk once for many of them. Their cases are locked together, without
waiting for anybody, so that two workers never wait for each other; what is live of all of them is read in one statement, and
what their steps decide is written together.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from engine.model import Case, Deadline, Priority
from engine.store import driver, sql
from engine.store.holding import Holding
from engine.store.live import Shelves, numbers_of, shelves_of
from engine.store.rows import record_of
from engine.store.shared import Shared
from engine.store.tables import columns_of
from engine.store.unwritten import Unwritten

R = TypeVar("R")


class Batching(Holding):
    """A transaction that may hold many cases, and remembers of each what it read."""

    def __init__(self, connection: Connection, shared: Shared) -> None:
        super().__init__(connection, shared)
        self._turns: dict[int, tuple[Case, Shelves]] = {}
        self._before = Unwritten()  # what the turns before this one decided

    def take_due_batch(self, now: datetime, most: int) -> list[Deadline]:
        """See protocol.Transaction."""
        highest = self._run(sql.highest_due, {"now": now}).value()
        for priority in Priority if highest is not None else ():
            while priority >= highest and (
                found := self._run(sql.first_due_of(priority), {"now": now, "most": most}).rows
            ):
                if taken := self._look_at(found, now):
                    return taken
        return []

    def _look_at(self, found: Sequence[Sequence[Any]], now: datetime) -> list[Deadline]:
        """What is live of the cases, read after they were locked: what somebody did before that is not due any more."""
        cases, width = json.dumps(sorted({case for _, case in found})), len(columns_of(Case))
        for row in self._run(sql.live_rows_of[self._line.name], {"cases": cases}).rows:
            case, shelves = record_of(Case, row[:width]), shelves_of(row[0], row[width:])
            self._turns[case.id] = case, shelves
            self._shared_number, text = shelves.shared_number, shelves.numbers
        self._numbers = numbers_of(text)
        still = (self._turns[case][1].rows[Deadline].get(id) for id, case in found)
        return [row for row in still if row is not None and max(row.due_at, row.next_try_at) <= now]

    @contextmanager
    def turn(self, case: int) -> Iterator[Case | None]:
        """See protocol.Transaction."""
        self._before.absorb(self._unwritten)
        self._unwritten, self.torn, self._cases = Unwritten(), False, 1
        self._held, self._shelves = self._turns.pop(case, None) or (None, None)
        try:
            yield self._held or self.lock_case(case)
        except BaseException:  # whatever broke it, nothing of it may be written with the others
            self._unwritten = Unwritten()
            self._held = self._shelves = None
            raise
        if self._held is not None and self._held.id == case and self._shelves is not None:
            self._turns[case] = self._held, self._shelves

    def _noted(self, record: R) -> R:
        if self._turns:
            self._know_less(record)
        return super()._noted(record)

    def write(self, records: Sequence[object]) -> None:
        if self._turns:
            for record in records:
                self._know_less(record)
        super().write(records)

    def _know_less(self, record: object) -> None:
        """A row of another case that has its turn later: it is read anew then."""
        case = getattr(record, "case", None)
        if case is not None and case != self._held_id:
            self._turns.pop(case, None)

    def finish(self) -> None:
        """What this turn decided cannot be undone alone any more."""
        self.torn = self.torn or bool(self._unwritten)
        self._before.absorb(self._unwritten)
        self._unwritten, self._before = self._before, Unwritten()
        super().finish()

    def _run(self, statement: sa.Executable, bound: driver.Given, run: driver.Run = driver.run) -> driver.Answer:
        if self._before.is_meant_by(statement):
            self.finish()
        if not isinstance(statement, sa.SelectBase):
            self.torn = True
        return super()._run(statement, bound, run)

"""The floor: what the database alone needs for the rows of one step, written as raw statements without any of our code.

A step of W1 reads a case with its task and process, ends a task with its deadlines, opens the next one with its own, keeps
the answer, the state, three events and the key of the request: the same rows, columns, indexes and bytes as ours. On SQLite
each statement stands by itself, on PostgreSQL the writes are one statement. What a floor leaves out is access, forms,
sealing, the diagram and the hash of events.
"""

import sqlite3
import time
from collections.abc import Callable, Mapping
from typing import Any

import psycopg

from benchmarks.speed.place import Place
from engine.model import Case, Deadline, Event, IdempotencyKey, Instance, Sealed, Task
from engine.source import of_wait
from engine.store.tables import TABLES, columns_of

FAR = 10_000_000  # numbers that no step of ours uses
NOW = "2026-11-29T12:00:00.000000+00:00"
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "wal_autocheckpoint=10000")


class Floor:
    """Steps of one case that nobody else touches. `sign` is how the driver marks a value."""

    def __init__(self, place: Place, connection: Any, sign: str) -> None:
        self._connection, self._sign, self._number = connection, sign, 0
        self.case = place.open_case()
        for task in place.waiting(self.case):
            place.step(task, place.said, key=f"floor:{task.id}")
        self._rows = {kind: self._sample(kind) for kind in (Task, Deadline, Sealed, Event, IdempotencyKey, Instance)}

    def _sample(self, kind: type) -> list[dict[str, Any]]:
        """The newest rows of a kind in this case, as the driver gives them."""
        where = '"case"' if "case" in columns_of(kind) else "0 <> "
        take = {Deadline: 4, Event: 3}.get(kind, 1)
        columns = ", ".join(f'"{name}"' for name in columns_of(kind))
        text = f'SELECT {columns} FROM "{TABLES[kind].name}" WHERE {where} = {self._sign} ORDER BY id DESC LIMIT {take}'
        if kind is IdempotencyKey:
            text = text.replace("0 <>  =", "0 <>")
        rows = self._connection.execute(text, (self.case,)).fetchall()
        return [dict(zip(columns_of(kind), row, strict=True)) for row in rows]

    def writes(self) -> list[tuple[str, tuple[Any, ...]]]:
        """The statements of the next step."""
        self._number += 1
        number, (task,), (instance,) = FAR + self._number, self._rows[Task], self._rows[Instance]
        before, source = of_wait(instance["id"], number - 1), of_wait(instance["id"], number)
        if self._number == 1:
            before = self._rows[Deadline][0]["source"]
        of_task = (NOW, task["assignee"], task["assignee"], task["id"] if self._number == 1 else -1, number - 1)
        return [
            self._change(Task, "status = 'completed', closed_at = ?, completed_by = ?, assignee = ?, version = version + 1",
                         "id = ? OR (wait = ? AND instance = ?)", (*of_task, instance["id"])),
            self._change(Deadline, "state = 'done', done_at = ?", "source = ? AND state = 'pending'", (NOW, before)),
            self._change(Instance, "state = ?, version = version + 1", "id = ?", (instance["state"], instance["id"])),
            self._change(Case, "moved_at = ?, version = version + 1", "id = ?", (NOW, self.case)),
            self._insert(Task, task, wait=number, status="open"),
            *(self._insert(Deadline, row, source=source, occurrence=at) for at, row in enumerate(self._rows[Deadline])),
            self._insert(Sealed, self._rows[Sealed][0], subject=f"task:{number}"),
            *(self._insert(Event, row, seq=FAR + 3 * self._number + at) for at, row in enumerate(self._rows[Event])),
            self._insert(IdempotencyKey, self._rows[IdempotencyKey][0], key=f"floor-{self.case}-{number}"),
        ]  # fmt: skip

    def _change(self, kind: type, what: str, where: str, values: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]]:
        return f'UPDATE "{TABLES[kind].name}" SET {what} WHERE {where}'.replace("?", self._sign), values

    def _insert(self, kind: type, row: Mapping[str, Any], **other: Any) -> tuple[str, tuple[Any, ...]]:
        values = {name: value for name, value in {**row, **other}.items() if name != "id"}
        columns, signs = ", ".join(f'"{name}"' for name in values), ", ".join([self._sign] * len(values))
        return f'INSERT INTO "{TABLES[kind].name}" ({columns}) VALUES ({signs})', tuple(values.values())

    def look(self) -> None:
        """The one read of a step."""
        text = (
            'SELECT * FROM "case" JOIN task ON task."case" = "case".id JOIN instance ON instance.id = task.instance '
            f"WHERE \"case\".id = {self._sign} AND task.status = 'open'"
        )
        self._connection.execute(text, (self.case,)).fetchall()


def on_sqlite(place: Place, path: str) -> Callable[[], None]:
    """A floor step on SQLite."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=60, check_same_thread=False)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    floor = Floor(place, connection, "?")

    def step() -> None:
        connection.execute("BEGIN IMMEDIATE")
        floor.look()
        for text, values in floor.writes():
            connection.execute(text, values)
        connection.execute("COMMIT")

    return step


def on_postgres(place: Place, url: str) -> Callable[[], None]:
    """A floor step on PostgreSQL."""
    connection = psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://"))
    floor = Floor(place, connection, "%s")
    connection.commit()

    def step() -> None:
        floor.look()
        writes = floor.writes()
        parts = ", ".join(f"w{number} AS ({text} RETURNING 1)" for number, (text, _) in enumerate(writes))
        connection.execute(f"WITH {parts} SELECT 1", [value for _, values in writes for value in values])
        connection.commit()

    return step


def seconds_of(step: Callable[[], object], times: int) -> list[float]:
    """How long each of so many steps lasted."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        step()
        found.append(time.perf_counter() - began)
    return found

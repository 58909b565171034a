"""What the engine asks of a store. Any store that passes tests/store/test_contract.py will do."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar

from engine.audit import EventHead
from engine.model import (
    Account,
    Case,
    Deadline,
    Event,
    Instance,
    Job,
    Membership,
    Message,
    Notice,
    ReadLog,
    Sealed,
    Session,
    Task,
)
from engine.pages import PAGE, START, Place

R = TypeVar("R")
T = TypeVar("T")

NEVER = datetime(9999, 12, 31, tzinfo=UTC)
"""Stands for "no due date" where a worklist is paged."""


LAST = 2**63 - 1
"""An id behind all others."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that was filled in, without what it holds. `of` is how many of its zone there are among those that were looked at."""

    id: int
    zone: str
    form: str
    form_version: int
    set_at: datetime
    set_by: int | None
    of: int


class SharedReader(Protocol):
    """What all cases share, and nothing else: who there is, who is away, when all are closed, which bundle is active."""

    def find(self, kind: type[R], /, *, limit: int | None = None, newest: bool = False, **equals: object) -> list[R]:
        """As Reader.find. Raises TypeError for a kind that cases do not share."""
        ...


class Reader(Protocol):
    """A consistent view of the rows. Equality filters: a scalar compares, None means IS NULL, a tuple or frozenset
    means IN."""

    def get(self, kind: type[R], id: int, /) -> R | None:
        """The record with this id."""
        ...

    def find(self, kind: type[R], /, *, limit: int | None = None, newest: bool = False, **equals: object) -> list[R]:
        """The records that match, by id (descending when `newest`)."""
        ...

    def worked_out(self, make: Callable[[SharedReader], T], /) -> T:
        """What this function of a module makes of the rows that all cases share. Kept, and given to everybody, until one of
        those rows changes."""
        ...

    def whose_session(self, token: str) -> tuple[Session, Account, list[Membership]] | None:
        """The session with this (hashed) token, whose it is, and where they work; None when there is none. Every request asks
        this, so it is one statement."""
        ...

    def gathered(self, cases: Sequence[Case]) -> "Reader":
        """A reader of the same moment that reads of all these cases what is asked of one: as many statements for a page of
        cases as for a single one."""
        ...

    def count(self, kind: type[R], /, *, cap: int = 1001, **equals: object) -> int:
        """How many match, counted up to `cap`."""
        ...

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
        """Open tasks this account may take, with their cases, soonest due first (no due date last), keyset-paged by
        (due_at, id).

        A task belongs to the list when its assignee or deputy is the account, or when it has no assignee and its
        (organisation, lane,
        role) is one of `groups`; `mine` keeps only the assigned ones. Tasks of other zones than `zones` are absent
        unless assigned, and those of organisations that are no party of the case any more at `now`.
        `after` is the (due_at or NEVER, id) of the last task of the page before.
        `text` matches the case's reference or alias, or the task's name, without regard to case.
        """
        ...

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
        """Open cases that the account directs or deputises, or in which one of the organisations is a party now; all when
        `account` is None. By (priority, id), those behind `after`; `text` matches reference or alias without regard to case."""
        ...

    def work_done(self, case: int, account: int | None, seats: Sequence[tuple[int, str]]) -> list[Task]:
        """What this account did in a case: of each seat (organisation and lane) one task at most that it completed and one that
        it had. The same work however long the case lasts."""
        ...

    def work_in_many(self, cases: Sequence[int], account: int | None) -> list[Task]:
        """What this account did in each of these cases: as `work_done`, of every seat."""
        ...

    def drafts(self, case: int) -> list[Sealed]:
        """The half-filled forms of a case, by id."""
        ...

    def last_events(
        self, case: int, zones: Collection[str], quiet: Collection[str] = (), *, skip: int = 0, limit: int = 200
    ) -> list[Event]:
        """The newest events of a case in these zones, newest first, without the `quiet` kinds; `skip` of them left out."""
        ...

    def event_count(self, case: int, zones: Collection[str], quiet: Collection[str] = ()) -> int:
        """How many events `last_events` could give."""
        ...

    def roads(
        self, case: int, kind: str, instances: Sequence[int], *, behind: int = 0
    ) -> list[tuple[int, str, datetime, int]]:
        """Each different detail of the events of this kind in these instances, the first that came first: the instance, the
        detail, when it last happened and its number then; of the events behind number `behind`. As many for a loop of a thousand
        rounds as for one of two."""
        ...

    def last_look(self, case: int, actor: int, before: datetime) -> datetime | None:
        """When this actor last read something of the case before a moment; None for never."""
        ...

    def last_filled(
        self, case: int, zones: Collection[str], *, below: int = LAST, limit: int = PAGE, among: int = PAGE
    ) -> list[Filled]:
        """The newest forms that were filled in, newest first: at most `limit` of each zone, of the `among` newest of these zones
        with a smaller id than `below`."""
        ...

    def stories(self, case: int) -> list[Sealed]:
        """The intakes of a case in which its person tells the story, newest first."""
        ...

    def known_zones(self, case: int) -> set[str]:
        """The zones in which something is known of a case or a table said something."""
        ...

    def tasks_behind(self, instances: Collection[int], elements: Collection[str], since: datetime) -> list[Task]:
        """The tasks at these elements of these instances that opened at a moment or after it, by id."""
        ...

    def ended_parts(self, case: int, *, below: int = LAST, limit: int = PAGE) -> list[Instance]:
        """The processes of a case that run no longer, newest first; those with a smaller id than `below`."""
        ...

    def kept_messages(self, name: str, keys: Sequence[str], case: int) -> list[Message]:
        """Messages of this name that are still kept and meant for this case, or for none yet with one of these keys,
        oldest first."""
        ...

    def waiting_for_signal(self, name: str) -> int:
        """In how many open or dormant cases somebody waits for this signal."""
        ...

    def running_counts(self, definitions: Sequence[int], *, cap: int = 1001) -> dict[int, int]:
        """How many active instances each of these definitions has, counted up to `cap`."""
        ...

    def watch(self, question: str, **values: object) -> list[tuple[Any, ...]]:
        """The rows that answer one of the questions of store/watch.py, about all open cases at once. Cases that stand still
        by decision are absent, and so is what is on the ladder already."""
        ...

    def counted(self, indicator: str, since: datetime, until: datetime) -> list[tuple[str, str, int]]:
        """Rows of (part, what the records say, how many) of an indicator of engine/figures, from `since` until before `until`."""
        ...

    def persons(self, indicator: str, since: datetime, until: datetime) -> list[tuple[int, str]]:
        """Rows of (case, what the records say) of a comparison of engine/figures, from `since` until before `until`."""
        ...

    def first_person(self) -> datetime | None:
        """When the first case of a person was opened."""
        ...

    def told_months(self) -> list[str]:
        """The months of which figures are kept, in order."""
        ...

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
        """Of the cases that `open_cases` gives those that may not move, in the same order: on the ladder, with an incident,
        paused, or with a task that is late, has no date, or is with one of the accounts that are away."""
        ...

    def escalated_since(self, root: str, since: datetime, *, cap: int) -> int:
        """How many causes with this root began to climb since then, counted up to `cap`."""
        ...

    def last_system_event(self, kind: str) -> Event | None:
        """The newest event of this kind without a case."""
        ...

    def open_ids(self, after: int, *, limit: int = 500) -> list[int]:
        """The ids of open cases after this one, in order."""
        ...

    def event_heads(self, *, after: int = 0) -> list[EventHead]:
        """The end of every chain of events that has an event after this id, the one without a case first, then by case."""
        ...

    def reads_after(self, after: int, before: datetime, *, limit: int) -> list[ReadLog]:
        """The rows of the read log after this id and written before a moment, by id."""
        ...


class Transaction(Reader, Protocol):
    """A write transaction. It commits when its block ends and rolls back when an exception leaves it.

    After an error of the database the block cannot go on: it rolls back even when the error was caught. To try an
    insert, use `add_unless_there`.
    """

    torn: bool
    """Whether something of the last turn went to the database already, so that it cannot be undone alone."""

    def lock_case(self, case: int) -> Case | None:
        """The case, locked until the transaction ends. Nothing else of the case is read or written before."""
        ...

    def lock_case_of(self, task: int) -> Case | None:
        """The case of this task, locked as by `lock_case`."""
        ...

    def ask_along(self, actor: int, key: str, seats: Sequence[tuple[int, str]]) -> None:
        """Before the case is locked: the transaction will ask what this account sent with this key, and what work it did at
        these seats; both may as well come with what it asks of the case."""
        ...

    def add(self, record: R) -> R:
        """Write a new record; the returned one carries its id. Raises the error of errors.py that its unique index
        stands for."""
        ...

    def add_all(self, records: Sequence[R]) -> list[R]:
        """Write new records of one kind in one statement; otherwise as `add`."""
        ...

    def write(self, records: Sequence[object]) -> None:
        """Write new records whose ids nobody needs, at the latest when the transaction ends: then errors of their unique
        indexes come out too. A notice whose key is there already is left out."""
        ...

    def add_unless_there(self, record: R) -> R | None:
        """As `add`, but None when a unique index already has such a row: losing a race is no error."""
        ...

    def change(self, record: R, /, **columns: object) -> R:
        """Write these columns of the record's row, at the latest when the transaction ends, and return the new record.
        Raises errors.Stale when the row is gone.

        For Case, Instance and Task the row must still have the record's version; the version goes up by one. Without
        columns only that happens.
        """
        ...

    def remove(self, record: object) -> None:
        """Delete the record's row."""
        ...

    def append_events(self, events: Sequence[Event]) -> list[Event]:
        """Write events of one case (or of none), giving each its `seq` and `hash` after the last one of that chain."""
        ...

    def signal_all(self, message: Message) -> int:
        """Let every open or dormant case that waits for the signal `message` hear it: one deadline a case, due at once, in
        one statement. Answers how many."""
        ...

    def take_due(self, now: datetime) -> Deadline | None:
        """The most harmful pending deadline that is due (priority, then due_at), with its case locked; skips cases that
        others hold.

        The deadline is re-read after the lock; None when there is none.
        """
        ...

    def take_due_batch(self, now: datetime, most: int) -> list[Deadline]:
        """As `take_due`, up to `most` deadlines of the highest priority that has any, the earliest first: their cases are
        locked together, and each has its `turn`. Empty when there is none."""
        ...

    def turn(self, case: int) -> AbstractContextManager[Case | None]:
        """A case of the batch, while something is done in it. An exception that leaves the block undoes what was done in it
        and nothing of the turns before, unless the transaction is `torn`: then only rolling back undoes it."""
        ...

    def take_job(self, now: datetime, topics: Sequence[str], lease_seconds: int) -> Job | None:
        """An open job, or one whose lease ran out, now RUNNING with a higher fence and its case locked; None when there
        is none."""
        ...

    def take_notice(self, now: datetime, lease_seconds: int) -> Notice | None:
        """A waiting notice whose moment has come, one attempt more, its next try put off by the lease; None when there
        is none."""
        ...


class Store(Protocol):
    """Where the records live."""

    def begin(self) -> AbstractContextManager[Transaction]:
        """Open a write transaction."""
        ...

    def reading(self) -> AbstractContextManager[Reader]:
        """Open a read-only view."""
        ...

    def glancing(self) -> AbstractContextManager[Reader]:
        """For one question that every request asks: no transaction is begun for it, so each statement sees its own moment."""
        ...

    def next_due(self) -> datetime | None:
        """The moment at which the earliest pending deadline can be taken (due, and not put aside), for the worker's
        sleep."""
        ...

    def lag_seconds(self, now: datetime) -> float:
        """How long the earliest takeable deadline has been waiting to be taken; 0 when none is due."""
        ...

    def schema_version(self) -> str | None:
        """The revision of the tables; None when there are none."""
        ...

    def misfit(self) -> str | None:
        """Why the tables are not for this program, and what to do about it; None when they are."""
        ...

    def checkpoint(self) -> None:
        """Tidy what was committed without making anybody wait, where the database does not do so by itself."""
        ...

    def close(self) -> None:
        """Give back connections."""
        ...

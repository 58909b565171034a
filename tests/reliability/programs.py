"""What other programs do in these trials. Each runs in a process of its own, on an engine of its own, until it is done or killed."""

import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from typing import Any

import sqlalchemy as sa

from engine.acts.clock.due import ACTS
from engine.acts.clock.outbox import Outbox
from engine.clock import SystemClock
from engine.engine import Engine
from engine.errors import Conflict, PerspectiefError, Unavailable
from engine.model import ENGINE, Account, Actor, Case, Deadline, DeadlineState, Notice, NoticeState
from engine.step.run import Run
from engine.store import holding, many, sql, transaction
from engine.store.sqlstore import SqlStore
from engine.store.transaction import SqlReader, SqlTransaction
from tests.reliability.house import House

PATIENCE = 60.0
NOTE = {"note": "een woord"}


# --- starting and ending them ---------------------------------------------------------------------------------------


def nursery() -> ForkServerContext:
    """Where programs are born: it has imported everything already, so that a new one works within a moment."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.reliability.programs", "perspectief.factory"])
    return context


@dataclass
class Program:
    """Another process, with a line to it."""

    process: BaseProcess
    line: Connection

    def wait_for(self, word: str) -> None:
        """Until it says this word."""
        assert self.line.poll(PATIENCE), f"it does not say {word}"
        assert self.line.recv() == word

    def says(self) -> object:
        assert self.line.poll(PATIENCE), "it says nothing"
        return self.line.recv()

    def go_on(self) -> None:
        self.line.send("go on")

    def kill(self) -> None:
        """As a power cut would."""
        self.process.kill()
        self.ended()

    def signal(self, number: int) -> None:
        assert self.process.pid
        os.kill(self.process.pid, number)

    def ended(self) -> int | None:
        self.process.join(PATIENCE)
        assert self.process.exitcode is not None, "it does not end"
        return self.process.exitcode


def start(what: Callable[..., None], house: House, *arguments: Any) -> Program:
    """Start a program; its first two arguments are the house and its end of the line."""
    context = nursery()
    ours, theirs = context.Pipe()
    process = context.Process(target=what, args=(house, theirs, *arguments), daemon=True)
    process.start()
    theirs.close()
    return Program(process, ours)


def finish(programs: Sequence[Program], progress: Callable[[], int] = lambda: 0) -> None:
    """Wait until all ended well. `progress` counts what they did so far: while it grows, there is no hurry."""
    ends = [_ended(program, progress) for program in programs]
    assert ends == [0] * len(programs), ends


def _ended(program: Program, progress: Callable[[], int]) -> int | None:
    seen, now = -1, progress()
    while program.process.is_alive() and now > seen:
        program.process.join(PATIENCE)
        seen, now = now, progress()
    return program.ended()


# --- standing still in the middle -----------------------------------------------------------------------------------


@contextmanager
def halting(line: Connection, at: int) -> Iterator[None]:
    """Halt before statement `at` (from 1) of the next transaction, and after the last one before it commits: there the
    program says "halted" and goes on when it is told to. With 0 it never halts."""
    count = 0

    def halt() -> None:
        nonlocal count
        count += 1
        if count == at:
            line.send("halted")
            line.recv()

    plain_run, plain_begin = SqlReader._run, SqlStore.begin

    def run(self: SqlReader, *words: Any, **named: Any) -> Any:
        if isinstance(self, SqlTransaction):
            halt()
        return plain_run(self, *words, **named)

    @contextmanager
    def begin(self: SqlStore) -> Iterator[SqlTransaction]:
        with plain_begin(self) as tx:
            yield tx
            tx.finish()
            halt()

    SqlReader._run, SqlStore.begin = run, begin  # type: ignore[method-assign, assignment] # only in this short-lived process
    try:
        yield
        line.send("through")
    finally:
        SqlReader._run, SqlStore.begin = plain_run, plain_begin  # type: ignore[method-assign] # as it was


# --- sabotage -------------------------------------------------------------------------------------------------------


def sabotage(engine: Engine, how: str) -> None:
    """Make this program's engine break a promise.

    piecemeal   every statement stands by itself: no transaction holds a step together
    unlocked    as piecemeal, and nobody locks the case or looks at versions
    """
    store = engine.desk.store
    assert isinstance(store, SqlStore)
    if how in ("piecemeal", "unlocked"):
        options = {"sqlite_begin": None} if store.dialect == "sqlite" else {"isolation_level": "AUTOCOMMIT"}
        store._writer = store._writer.execution_options(**options)
        holding.AT_ONCE = 0  # what PostgreSQL takes as one statement holds together by itself
    if how == "unlocked":
        sql.lock_case = sa.select(sql.queues._case).where(sql.queues._case.c.id == sa.bindparam("id"))
        transaction.VERSIONED = sql.writing.VERSIONED = many.VERSIONED = frozenset()


# --- people ---------------------------------------------------------------------------------------------------------


def do_one(house: House, line: Connection, login: str, task: int, at: int = 0, how: str = "") -> None:
    """Complete one task, halting at a statement."""
    engine = house.engine()
    who = engine.accounts.demo_login(login)
    assert who
    sabotage(engine, how)
    line.send("ready")
    line.recv()
    with halting(line, at):
        outcome = _complete(engine, who, task, f"{login}:{task}")
    house.say(login, task, outcome)
    line.send(outcome)


def do_all(house: House, line: Connection, login: str, plan: Sequence[tuple[int, str]], how: str = "") -> None:
    """Complete tasks with these keys, in this order, and note each answer."""
    engine = house.engine()
    who = engine.accounts.demo_login(login)
    assert who
    sabotage(engine, how)
    line.send("ready")
    line.recv()
    for task, key in plan:
        house.say(login, task, _complete(engine, who, task, key))


def work_on(house: House, line: Connection, login: str, seed: int, goal: int) -> None:
    """Complete whatever is open, one after another, until so many answers stand in the log or somebody kills us."""
    engine = house.engine()
    who = engine.accounts.demo_login(login)
    assert who
    chance = random.Random(seed)
    line.send("ready")
    while house.lines() < goal:
        waiting = engine.work.page(who, limit=50).items
        if waiting:
            task = chance.choice(waiting).task
            house.say(login, task, _complete(engine, who, task, f"{login}:{task}:{seed}"))


def _complete(engine: Engine, who: Any, task: int, key: str) -> str:
    """`done`, `repeated`, or the code of the refusal. A database that does not answer is asked again."""
    for _ in range(20):
        try:
            return "repeated" if engine.tasks.complete(who, task, NOTE, key=key).repeated else "done"
        except Unavailable:
            time.sleep(0.05)
        except (Conflict, PerspectiefError) as error:
            return error.code
    return "unavailable"


# --- people who decide together -------------------------------------------------------------------------------------


def sure(engine: Engine, login: str) -> Actor:
    """Somebody who proved just now who it is."""
    found = engine.accounts.demo_login(login)
    assert found
    return replace(found, strong_at=engine.desk.clock.now())


def decide(house: House, line: Connection, login: str, accept: bool, proposal: int, at: int, how: str) -> None:
    """Confirm or refuse a proposal, halting at a statement."""
    _do(house, line, login, at, how, lambda engine, who: engine.proposals.decide(who, proposal, accept=accept))


def close(house: House, line: Connection, login: str, verdict: str, review: int, at: int, how: str) -> None:
    """Say what one found of somebody's conduct, halting at a statement."""
    _do(house, line, login, at, how, lambda engine, who: engine.reviews.close(who, review, verdict))


def take_administrator(house: House, line: Connection, login: str, other: str, at: int, how: str) -> None:
    """Take another administrator away, halting at a statement."""
    with house.engine().desk.store.reading() as reader:
        account = reader.find(Account, login=other)[0].id
    _do(
        house, line, login, at, how,
        lambda engine, who: engine.administration.rights.take_administrator(who, account),
    )  # fmt: skip


def _do(house: House, line: Connection, login: str, at: int, how: str, act: Callable[[Engine, Actor], object]) -> None:
    engine = house.engine()
    who, outcome = sure(engine, login), "done"
    sabotage(engine, how)
    line.send("ready")
    line.recv()
    with halting(line, at):
        try:
            act(engine, who)
        except PerspectiefError as error:
            outcome = error.code
    line.send(outcome)


def in_between(first: Program, second: Program, patience: float = 1.0) -> tuple[str, str] | None:
    """The first halts, the second acts or waits for it, the first goes on: what both are told. None when the first never halts.

    Whether the second waits is not to be seen: after `patience` seconds it is taken to.
    """
    for one in (first, second):
        one.wait_for("ready")
    first.go_on()
    if first.says() != "halted":
        second.kill()
        first.ended()
        return None
    second.go_on()
    second.line.poll(patience)
    first.go_on()
    told = _last_word(first), _last_word(second)
    finish([first, second])
    return told


def _last_word(one: Program) -> str:
    while (word := one.says()) in ("halted", "through"):
        continue
    return str(word)


# --- workers --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ahead:
    """The machine's clock, put forward."""

    by: timedelta

    def now(self) -> datetime:
        return SystemClock().now() + self.by


def wake(house: House, line: Connection, ahead: timedelta, how: str = "", at: int = 0) -> None:
    """Act on everything that is due, halting at a statement of the first act."""
    engine = house.engine(Ahead(ahead))
    one = engine.clockwork.wake_some if how != "naive" else lambda: wake_naively(engine)
    sabotage(engine, how)
    line.send("ready")
    line.recv()
    if at:
        with halting(line, at):
            one()
        return
    for _ in range(100_000):
        try:
            if not one():
                return
        except Unavailable:
            time.sleep(0.05)


def wake_naively(engine: Engine) -> bool:
    """What a worker without locks does: look what is due, act on it, mark it afterwards."""
    store, now = engine.desk.store, engine.desk.clock.now()
    with store.reading() as reader:
        due = [row for row in reader.find(Deadline, state=DeadlineState.PENDING, limit=20) if row.due_at <= now]
    if not due:
        return False
    chosen = due[0]
    time.sleep(0.005)  # time enough for another one to look too
    with store.begin() as tx:
        case = tx.lock_case(chosen.case)
        assert case
        run = Run(tx, engine.desk.parts, case, ENGINE, now)
        ACTS[chosen.kind](run, chosen)
        run.settle()
    with store.begin() as tx:
        tx.change(chosen, state=DeadlineState.DONE, done_at=now)
    return True


@dataclass(frozen=True)
class Receiver:
    """A channel whose other end writes down every key that arrives."""

    house: House

    def send(self, recipient: str, subject: str, body: str, key: str) -> None:
        self.house.say("received", key)
        time.sleep(0.005)  # a mail server takes its time, so that kills fall between sending and marking


def send(house: House, line: Connection, ahead: timedelta, how: str = "") -> None:
    """Send every notice that waits; say so after the first, or while it is marked and not sent, and stay killable for a moment
    after each."""
    engine = house.engine(Ahead(ahead))
    receiver = Receiver(house)
    work = replace(engine.outbox, channels={"console": receiver, "mail": receiver})
    if how == "mark first":
        send_after_marking(work, marked=lambda: line.send("sending"))
        while send_after_marking(work):
            pass
        return
    work.send_one()
    line.send("sending")
    while work.send_one():
        pass


def send_after_marking(work: Outbox, marked: Callable[[], object] = lambda: None) -> bool:
    """What an outbox does that marks first: a crash in between loses the notice."""
    with work.store.begin() as tx:
        notice = tx.take_notice(work.clock.now(), 60)
        if notice is not None:
            tx.change(tx.find(Notice, id=notice.id)[0], state=NoticeState.SENT, sent_at=work.clock.now())
    marked()
    if notice is None:
        return False
    time.sleep(0.05)
    return work._deliver(notice, None)


def cases_of(engine: Engine) -> list[Case]:
    with engine.desk.store.reading() as reader:
        return reader.find(Case)

"""What a crowd does to one: cases that are open beside it, tasks to choose from, timers that fall due together."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from statistics import median, quantiles
from typing import Any

import psycopg
import sqlalchemy as sa

from benchmarks.speed import herd
from benchmarks.speed.figures import Figure
from benchmarks.speed.ground import Ground, acted_on, ask_to_remind, fall_due, in_turn, stepping
from benchmarks.speed.place import Place
from engine.model import Task, TaskStatus
from worker.clock import CHECKPOINT_SECONDS

FEW, MIDDLE, MANY = 100, 10_000, 100_000  # open cases
TASKS = 1_000_000
DUE = 10_000
MOST_LATE = 3.0  # seconds that the last of the due timers may wait
MOST_QUERY_US = 1_000.0
MOST_TICK = 2.0  # nobody promised it; but a worker asks every second
PAGE = 20
STARTS = 3


def crowd(ground: Ground) -> Iterator[Figure]:
    """W2, W3 and W5: a step, an idle tick, a start and the worklist beside few and many open cases."""
    with ExitStack() as opened:
        few, url_few = opened.enter_context(ground.opened())
        middle, url_middle = opened.enter_context(ground.opened())
        many, url_many = opened.enter_context(ground.opened())
        herd.copies(url_few, few.open_case(), FEW)
        in_middle = herd.copies(url_middle, middle.open_case(), ground.some(MIDDLE, FEW))
        in_many = herd.copies(url_many, many.open_case(), ground.some(MANY, 2 * FEW))
        yield from _steps(ground, (few, FEW), (middle, len(in_middle)), (many, len(in_many)))
        yield _ticks(ground, (few, FEW), (many, len(in_many)))
        yield from _starts(ground, (few, url_few, FEW), (many, url_many, len(in_many)))
        yield from _lists(ground, (middle, url_middle, len(in_middle)), (many, url_many, len(in_many)))
        more = ground.some(TASKS, len(in_many) + FEW) - len(in_many)
        herd.more_tasks(url_many, in_many, more)
        yield from _lists(ground, (middle, url_middle, len(in_middle)), (many, url_many, len(in_many) + more))


def timers(ground: Ground) -> Iterator[Figure]:
    """W4: how long the last of many deadlines waits that fall due together, when one worker works without a pause."""
    for kind, fall in (("timers", fall_due), ("reminders", ask_to_remind)):
        with ground.opened() as (here, url):
            many = ground.some(DUE // 5, FEW)
            fall(here, url, many)
            seconds = acted_on(here, many)
        what = f"the last of {DUE:,} {kind} due at once, reckoned from {many:,} / {MOST_LATE:g} s"
        yield Figure(what, ground.database, seconds / many * DUE * 1000, MOST_LATE * 1000, 1.0, "ms")


# ── Steps, ticks and starts ───────────────────────────────────────────────────────────────────────────────────────


def _steps(
    ground: Ground, few: tuple[Place, int], middle: tuple[Place, int], many: tuple[Place, int]
) -> Iterator[Figure]:
    for crowd in (middle, many):
        with _worker_beside(crowd[0]):
            ours, beside = in_turn(stepping(crowd[0]), stepping(few[0]), ground.steps)
        what = f"a step, {crowd[1]:,} / {few[1]:,} open cases"
        yield Figure(what, ground.database, median(ours), median(beside), 1.15, sizes=(crowd[1], few[1]))
    p99 = quantiles(ours, n=100)[-1]
    yield Figure(f"a step at {many[1]:,} open cases, p99 / p50", ground.database, p99, median(ours), 4.0)


@contextmanager
def _worker_beside(here: Place) -> Iterator[None]:
    """The log is moved along as a worker does it."""
    told = threading.Event()

    def go_on() -> None:
        while not told.wait(CHECKPOINT_SECONDS):
            here.engine.desk.store.checkpoint()

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield
    finally:
        told.set()
        thread.join()


def _ticks(ground: Ground, few: tuple[Place, int], many: tuple[Place, int]) -> Figure:
    """A worker asks what is due, and nothing is."""

    def tick(here: Place) -> Callable[[], None]:
        def once() -> None:
            if here.engine.clockwork.wake_some():
                raise RuntimeError("something was due: this is no idle tick")

        return once

    ours, beside = in_turn(tick(many[0]), tick(few[0]), ground.steps)
    what = f"an idle tick, {many[1]:,} / {few[1]:,} open cases"
    return Figure(what, ground.database, median(ours), median(beside), MOST_TICK, sizes=(many[1], few[1]))


def _starts(ground: Ground, few: tuple[Place, str, int], many: tuple[Place, str, int]) -> Iterator[Figure]:
    """From the start of a program to its first completed task, and its memory then."""
    found: dict[int, list[tuple[float, float]]] = {few[2]: [], many[2]: []}
    for _ in range(STARTS):
        for here, url, size in (many, few):
            case = here.open_case()
            words = [sys.executable, "-W", "ignore", "-m", "benchmarks.speed.start", here.settings.keys, url, str(case)]
            began = time.perf_counter()
            told = subprocess.run(words, check=True, capture_output=True, text=True).stdout
            found[size].append((time.perf_counter() - began, float(told)))
    for what, at, unit, scale in (("seconds to", 0, "ms", 1000.0), ("memory after", 1, "MB", 1.0)):
        ours, beside = (median(row[at] for row in found[size]) * scale for size in (many[2], few[2]))
        what = f"a start: {what} the first completion, {many[2]:,} / {few[2]:,} open cases"
        yield Figure(what, ground.database, ours, beside, 1.1, unit, (many[2], few[2]))


# ── Worklists ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _lists(ground: Ground, few: tuple[Place, str, int], many: tuple[Place, str, int]) -> Iterator[Figure]:
    sizes = f"{many[2]:,} / {few[2]:,} open tasks"
    turns = max(5, ground.steps // 5)
    for what, look, most in (
        ("page 1", _first_page, 2.0),
        (f"page {PAGE}", _far_page, None),
        ("capped count", _count, None),
    ):
        ours, beside = in_turn(look(many[0]), look(few[0]), turns)
        yield Figure(
            f"worklist, {what}, {sizes}", ground.database, median(ours), median(beside), most, sizes=(many[2], few[2])
        )
    inside = median(_inside(many[0], many[1]) for _ in range(turns))
    what = f"worklist, page 1 in the database, {many[2]:,} open tasks / 1 ms"
    yield Figure(what, ground.database, inside, MOST_QUERY_US, 1.0)


def _first_page(here: Place) -> Callable[[], None]:
    def look() -> None:
        if not here.engine.work.page(here.actor).items:
            raise RuntimeError("an empty worklist says nothing")

    return look


def _far_page(here: Place) -> Callable[[], None]:
    """The cursor of a page further on; with fewer pages the last one before the end."""
    cursor = after = None
    for _ in range(PAGE - 1):
        after = here.engine.work.page(here.actor, after=after).after
        if after is None:
            break
        cursor = after

    def turn() -> None:
        here.engine.work.page(here.actor, after=cursor)

    return turn


def _count(here: Place) -> Callable[[], None]:
    def look() -> None:
        with here.engine.desk.store.reading() as reader:
            reader.count(Task, status=TaskStatus.OPEN)

    return look


def _inside(here: Place, url: str) -> float:
    """Microseconds that the database itself needs for the worklist's one statement, over a connection that has seen it before:
    ours are kept, and a new one first reads the catalogue. No clock runs inside the plan, since that costs a tenth of it.
    """
    text, values = _statement(here)
    with herd.connected(url) as connection:
        if isinstance(connection, psycopg.Connection):
            connection.execute(text.encode(), values).fetchall()
            row = connection.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {text}".encode(), values).fetchone()
            assert row is not None
            plan = row[0] if isinstance(row[0], list) else json.loads(row[0])
            return float(plan[0]["Execution Time"]) * 1000
        connection.create_function("lower", 1, str.lower, deterministic=True)
        connection.execute(text, values).fetchall()  # what is read once is read now
        began = time.perf_counter()
        connection.execute(text, values).fetchall()
        return (time.perf_counter() - began) * 1e6


def _statement(here: Place) -> tuple[str, Any]:
    """The worklist's statement as the driver gets it."""
    heard: list[tuple[str, Any]] = []

    def hear(_connection: Any, _cursor: Any, text: str, values: Any, _context: Any, _many: bool) -> None:
        heard.append((text, values))

    sa.event.listen(sa.Engine, "before_cursor_execute", hear)
    try:
        here.engine.work.page(here.actor)
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", hear)
    return max(heard, key=lambda one: len(one[0]))  # the others fetch what its rows name

"""How fast a step is, beside what the database alone needs: `python -m benchmarks speed [STEPS]`.

Three rounds in which ours and the floor take turns, medians, and their ratio: on a machine that others use too only a ratio
within one run says anything. An fsync is measured before and after; when it moved more than twofold the run says so.
"""

import json
import os
import platform
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from benchmarks.progress import shown
from benchmarks.speed import floor
from benchmarks.speed.place import Place, loop, place
from tests.infrastructure.postgres import create_database, running_server

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
BEGIN, END = "<!-- figures:begin -->", "<!-- figures:end -->"
ROUNDS = 3
FEW, MANY = 5, 1_000  # rounds of a loop that a case has behind it


@dataclass(frozen=True)
class Figure:
    """One line of the table: two medians in microseconds, their ratio, and the most that it may be."""

    what: str
    database: str
    ours: float
    beside: float
    most: float

    @property
    def ratio(self) -> float:
        """Ours over what stands beside it."""
        return self.ours / self.beside


def main(words: list[str]) -> int:
    """Measure, print, and write the page; 1 when a bar is missed."""
    steps = int(words[0]) if words else 100
    before = _fsync()
    with tempfile.TemporaryDirectory(prefix="perspectief-") as folder, running_server(durable=True) as server:
        file = Path(folder) / "cases.db"
        places = (("SQLite", f"sqlite:///{file}"), ("PostgreSQL", create_database(server)))
        parts = [(f"{what.__name__} {name}", (what, name, url)) for name, url in places for what in (w1, history)]
        figures = [what(Path(folder) / name, name, url, steps) for what, name, url in shown(parts)]
    disk = (before, _fsync())
    for line in _table(figures):
        print(line)
    print(json.dumps({"fsync_us": disk, "figures": [asdict(row) | {"ratio": row.ratio} for row in figures]}))
    _write(figures, disk, steps)
    return 1 if any(row.ratio > row.most for row in figures) else 0


def w1(folder: Path, name: str, url: str, steps: int) -> Figure:
    """A step of a case of twelve tasks beside the same rows written raw."""
    with _opened(folder, url) as here:
        raw = floor.on_postgres(here, url) if name == "PostgreSQL" else floor.on_sqlite(here, url.partition("///")[2])
        return Figure("a step / the same rows raw", name, *_in_turn(_steps(here, "W1"), raw, steps), 2.5)


def history(folder: Path, name: str, url: str, steps: int) -> Figure:
    """A step of a case with a thousand rounds behind it beside one with five."""
    with _opened(folder, url) as here:
        long, short = (_steps(here, "LOOP", case=here.open_case("LOOP")) for _ in range(2))
        floor.seconds_of(long, MANY)
        floor.seconds_of(short, FEW)
        times = _in_turn(long, short, max(3, steps // 20))
        return Figure(f"a step after {MANY:,} rounds / after {FEW} and those measured", name, *times, 1.1)


def _steps(here: Place, process: str, case: int | None = None) -> Callable[[], float]:
    """Complete the next task of a case, and of a new one when it is over; answers the seconds of the step alone."""
    cases = [case if case is not None else here.open_case(process)]
    count = 0

    def step() -> float:
        nonlocal count
        waiting = here.waiting(cases[-1])
        if not waiting:
            cases.append(here.open_case(process))
            waiting = here.waiting(cases[-1])
        count += 1
        began = time.perf_counter()
        here.step(waiting[0], here.said, key=f"{process}:{cases[0]}:{count}")
        return time.perf_counter() - began

    return step


def _in_turn(ours: Callable[[], float], beside: Callable[[], float | None], steps: int) -> tuple[float, float]:
    """The medians of both over rounds in which they take turns, in microseconds."""
    found: tuple[list[float], list[float]] = ([], [])
    for one, times in ((ours, found[0]), (beside, found[1])):
        floor.seconds_of(one, 12)  # what is made once is made now
        times.clear()
    for _ in range(ROUNDS):
        for _ in range(steps):
            found[0].append(ours())
            began = time.perf_counter()
            alone = beside()
            found[1].append(alone if alone is not None else time.perf_counter() - began)
    return statistics.median(found[0]) * 1e6, statistics.median(found[1]) * 1e6


@contextmanager
def _opened(folder: Path, url: str) -> Iterator[Place]:
    folder.mkdir(exist_ok=True)
    with place(folder, url, diagrams=[loop()]) as here:
        yield here


def _fsync() -> float:
    """The median of 200 writes of 4 KB that wait for the disk, in microseconds."""
    with tempfile.NamedTemporaryFile() as file:
        times = []
        for _ in range(200):
            began = time.perf_counter()
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())
            times.append(time.perf_counter() - began)
    return statistics.median(times) * 1e6


def _table(figures: list[Figure]) -> list[str]:
    lines = ["| what | database | ours µs | beside µs | ratio | at most |", "|---|---|---:|---:|---:|---:|"]
    for row in figures:
        missed = "" if row.ratio <= row.most else " **missed**"
        lines.append(
            f"| {row.what} | {row.database} | {row.ours:,.0f} | {row.beside:,.0f} | {row.ratio:.2f}{missed} | {row.most} |"
        )
    return lines


def _write(figures: list[Figure], disk: tuple[float, float], steps: int) -> None:
    """Put the figures between the marks of the page."""
    moved = max(disk) / min(disk)
    valid = "" if moved <= 2 else " **The disk changed its pace: measure again.**"
    said = (
        f"Measured by `python3 dev.py bench speed {steps}` on {datetime.now(UTC).date()}: Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version} with synchronous=FULL, psycopg {psycopg.__version__}, PostgreSQL with fsync. "
        f"An fsync took {disk[0]:.0f} µs before and {disk[1]:.0f} µs after.{valid}"
    )
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(before + "\n".join([BEGIN, said, "", *_table(figures), END]) + after, encoding="utf-8")
    print(f"written: {PAGE.name}")

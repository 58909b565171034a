"""How fast a step is, and what a crowd of cases does to it: `python -m benchmarks speed [STEPS] [SHARE]`.

Three rounds in which ours and the floor take turns, medians, and their ratio: on a machine that others use too only a ratio
within one run says anything. SHARE is the part of the crowd (100,000 cases, 1,000,000 tasks, 10,000 timers) to make; the page is
written for the whole of it. An fsync is measured before and after; when it moved more than twofold the run says so.
"""

import json
import platform
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from benchmarks import marks, yardstick
from benchmarks.progress import shown
from benchmarks.speed import over_http, scale, step
from benchmarks.speed.figures import Figure, slopes, table
from benchmarks.speed.ground import Ground
from tests.infrastructure.postgres import running_server

STEPS = 60  # turns of each of three rounds
PARTS: tuple[Callable[[Ground], Iterator[Figure]], ...] = (
    step.w1,
    step.history,
    step.values,
    over_http.completions,
    scale.crowd,
    scale.timers,
)


def main(words: list[str]) -> int:
    """Measure, print, and write the page when all of it was measured; 1 when a bar is missed."""
    steps, share = int(words[0]) if words else STEPS, float(words[1]) if words[1:] else 1.0
    began, before = time.monotonic(), yardstick.fsync()
    with tempfile.TemporaryDirectory(prefix="perspectief-") as folder, running_server(durable=True) as server:
        grounds = [Ground(Path(folder), name, server, steps, share) for name in ("SQLite", "PostgreSQL")]
        parts = [(f"{part.__name__} {ground.database}", (part, ground)) for ground in grounds for part in PARTS]
        figures = [figure for part, ground in shown(parts) for figure in part(ground)]
    disk = yardstick.Pace(before, yardstick.fsync())
    for line in table(figures):
        print(line)
    print(disk)
    print(json.dumps({"fsync_us": [disk.before, disk.after], "seconds": time.monotonic() - began,
                      "figures": [row.told() for row in figures]}))  # fmt: skip
    if share == 1:
        _write(figures, disk, steps)
    return 1 if any(row.missed for row in figures) else 0


def _write(figures: list[Figure], disk: yardstick.Pace, steps: int) -> None:
    """Put the figures between the marks of docs/performance.md, and the slopes between those of docs/scale.md."""
    said = (
        f"Measured by `python3 dev.py bench speed {steps}` on {datetime.now(UTC).date()}: Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version} with synchronous=FULL, psycopg {psycopg.__version__}, PostgreSQL with fsync. {disk}"
    )
    marks.put(marks.DOCS / "performance.md", said, table(figures))
    marks.put(marks.DOCS / "scale.md", said, slopes(figures), "slopes")

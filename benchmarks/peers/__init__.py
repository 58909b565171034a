"""Others beside ours: `python -m benchmarks peers [NAMES] [SHARE]`.

W1 is a case of twelve user tasks, a choice, a split and join, a timer on each task and 2.8 KB of answers, every step durable;
W4 is 10,000 timers due at once. Each peer runs in its own environment (var/peers, from locks, by hash) as a program of its own
(its folder here), on a database of its own of the same kind, and takes turns with ours. What cannot be installed, or breaks, is
named with its reason. Without names and with the whole SHARE (1) the figures are written to docs/performance.md.
"""

import json
import platform
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import marks, yardstick
from benchmarks.peers import contest
from benchmarks.peers.roster import BOTH, Peer, named
from benchmarks.peers.rows import Row, table
from benchmarks.progress import shown
from benchmarks.speed.ground import Ground
from tests.infrastructure.postgres import running_server

CASES, TIMERS = 10, 10_000  # of each round


def main(words: list[str]) -> int:
    """Print the table; 1 when a bar is missed, or could not be measured."""
    try:
        share = float(words[-1]) if words and words[-1].replace(".", "").isdigit() else 1.0
        chosen = named([word for word in words if not word.replace(".", "").isdigit()])
    except ValueError as error:
        print(error)
        return 2
    began, before = time.monotonic(), yardstick.fsync()
    with tempfile.TemporaryDirectory(prefix="perspectief-") as folder, running_server(durable=True) as server:
        rows = list(measured(chosen, Path(folder), server, share))
    disk = yardstick.Pace(before, yardstick.fsync())
    for line in table(rows):
        print(line)
    print(disk)
    print(json.dumps({"fsync_us": [disk.before, disk.after], "seconds": time.monotonic() - began,
                      "figures": [row.told() for row in rows]}))  # fmt: skip
    if share == 1 and len(chosen) == len(named([])):
        marks.put(marks.DOCS / "performance.md", said(disk), table(rows), "peers")
    return 1 if any(row.missed for row in rows) else 0


def measured(peers: tuple[Peer, ...], folder: Path, server: str, share: float) -> Iterator[Row]:
    """W1 and W4 on both databases, of those who can."""
    grounds = [Ground(folder, database, server, 1, 1) for database in BOTH]
    plan = [(f"{what} {ground.database}", (what, ground)) for ground in grounds for what in ("W1", "W4")]
    for what, ground in shown(plan):
        if what == "W1":
            able = [peer for peer in peers if ground.database in peer.steps]
            yield from contest.steps(ground, able, max(1, round(CASES * share)))
        else:
            able = [peer for peer in peers if ground.database in peer.timers]
            yield from contest.timers(ground, able, max(100, round(TIMERS * share)))


def said(disk: yardstick.Pace) -> str:
    """How it was measured."""
    return f"Measured by `python3 dev.py bench peers` on {datetime.now(UTC).date()}, ours with Python {platform.python_version()}. {disk}"

"""Others beside ours: `python -m benchmarks peers [TIMERS]`.

W4 so far: timers due at once, acted on one after another by one worker, each durable. APScheduler keeps its jobs in the same
kind of database; its jobs do nothing, and ours take a step. It is the version that we use for ticking, so it needs no
environment of its own. Prints the rates and their ratio; the bar is four times the fastest.
"""

import json
import tempfile
import time
from pathlib import Path

from benchmarks.peers import apscheduler
from benchmarks.progress import shown
from benchmarks.speed import herd
from benchmarks.speed.ground import Ground
from engine.model import Deadline
from tests.infrastructure.postgres import create_database, running_server

TIMERS, ROUNDS, LEAST = 500, 3, 4.0


def main(words: list[str]) -> int:
    """Print a line for each database; 1 when ours is less than four times as fast."""
    many = int(words[0]) if words else TIMERS
    found = []
    with tempfile.TemporaryDirectory(prefix="perspectief-") as folder, running_server(durable=True) as server:
        for name in shown([("SQLite", "SQLite"), ("PostgreSQL", "PostgreSQL")]):
            ground = Ground(Path(folder), name, server, many, 1)
            rates: dict[str, list[float]] = {"ours": [], "APScheduler": []}
            for number in range(ROUNDS):
                beside = f"sqlite:///{folder}/jobs-{number}.db" if name == "SQLite" else create_database(server)
                rates["ours"].append(ours(ground, many))
                rates["APScheduler"].append(apscheduler.rate(beside, many))
            middle = {who: sorted(of)[ROUNDS // 2] for who, of in rates.items()}
            found.append({"database": name, "timers": many, "per_second": middle})
            ratio = middle["ours"] / middle["APScheduler"]
            met = "met" if ratio >= LEAST else "missed"
            print(
                f"W4 {name}: ours {middle['ours']:.0f}/s, APScheduler {middle['APScheduler']:.0f}/s; {ratio:.2f} ×, at least {LEAST:g}: {met}"
            )
    print(json.dumps(found))
    rates_of = [row["per_second"] for row in found]
    return 1 if any(row["ours"] < LEAST * row["APScheduler"] for row in rates_of) else 0  # type: ignore[index]


def ours(ground: Ground, many: int) -> float:
    """Timers a second: each wakes a case and opens its task."""
    with ground.opened() as (here, url):
        now = here.engine.desk.clock.now()
        moment = now if ground.database == "PostgreSQL" else now.isoformat(timespec="microseconds")
        due = {Deadline: {"due_at": ":moment", "next_try_at": ":moment"}}
        herd.copies(url, here.open_case("WAIT"), many, due, moment=moment)
        began, woken = time.perf_counter(), 0
        while here.engine.clockwork.wake_one():
            woken += 1
        if woken != many:
            raise RuntimeError(f"{woken} timers were acted on, and {many} were due")
        return many / (time.perf_counter() - began)

"""The promises about durability, at length: `python -m benchmarks reliability [SHARE] [SEED] [PROMISE…]`.

SHARE is the part of the full numbers to run, 1 by default (an hour on two cores); the short form runs in tests/reliability.
PROMISE names some of them, such as R10. Prints each figure when it is there, and writes it into docs/reliability.md, where the others
stay as they were measured.
"""

import platform
import random
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime

import psycopg

from benchmarks.progress import shown
from benchmarks.trials import Figure, Place, Trial, measured, places, seen, timed, written
from engine.clock import VirtualClock
from tests.reliability import backups, clocks, hiccups, history, poison, restarts, rows, steps
from tests.reliability.house import TIMED, furnish

SAID = (
    "Measured by `python3 dev.py bench reliability`; of each promise the day, the share of the full numbers and the seed. SQLite waits "
    "for the disk at every step; the PostgreSQL of tests does not, since programs are killed and never it."
)
MOST_SLOWER = 1.2  # times, that the healthy cases of R10 may need with poisoned ones among them


def r1(place: Place) -> Figure:
    """Completed once."""
    once = steps.complete_at_once(place.house(), place.some(10_000, 40), place.seed)
    points = steps.interleave(place.house(), None if place.part >= 0.05 else [1, 5, 9])
    bad = steps.interleave(place.house(), [5, 6], how="unlocked")
    lost = sum(count for word, count in once.answers.items() if word not in ("done", "repeated"))
    figure = (
        f"{once.answers['done']:,} completions by 4 programs, {once.answers['repeated']:,} repeats with the first answer, "
        f"{lost:,} losers refused; halted at each of {points.requests} statements: {_zero(once.wrong + points.wrong)} doubled"
    )
    return Figure(
        "R1", place.database, figure, f"without lock and version: {seen(bad.wrong)}", once.wrong + points.wrong
    )


def r2(place: Place) -> Figure:
    """All or nothing."""
    many = steps.kill_at_random(place.house(), place.some(1_000, 5), place.some(10_000, 60), place.seed)
    points = steps.kill_at_points(place.house(), None if place.part >= 0.05 else [1, 5, 9])
    bad = steps.kill_at_points(place.house(), range(7, 13), how="piecemeal")
    wrong = many.wrong + points.wrong
    figure = (
        f"{many.kills:,} kills of 4 programs during {many.steps:,} steps, and one at each of {points.kills} statements of a "
        f"step: {_zero(wrong)} lost, doubled or half done"
    )
    return Figure("R2", place.database, figure, f"without a transaction: {seen(bad.wrong)}", wrong)


def r3(place: Place) -> Figure:
    """State and rows."""
    seen = rows.tear(place.house(), place.some(2_000, 24), place.seed)
    figure = (
        f"{seen.seen:,} of {seen.torn:,} torn cases seen, {len(seen.wrong)} of {seen.healthy:,} healthy ones complained of; "
        f"{seen.mended:,} mended"
    )
    return Figure("R3", place.database, figure, f"{seen.torn:,} planted in 8 ways, all seen", seen.wrong)


def r5(place: Place) -> Figure:
    """No deadline lost or early."""
    clock = VirtualClock(datetime(2027, 3, 1, tzinfo=UTC))
    house, each = place.house(), place.some(800, 5)
    engine = furnish(house, TIMED, now=clock)
    fired = [clocks.run_clock(house, engine, clock, name, each, place.seed) for name in clocks.CLOCKS]
    killed = clocks.kill_workers(place.house(), None if place.part >= 0.05 else [1, 5, 9])
    bad = clocks.kill_workers(place.house(), range(5, 25), how="piecemeal")
    wrong = [line for one in fired for line in one.wrong] + killed.wrong
    late = sorted(line for one in fired for line in one.late)
    figure = (
        f"{sum(one.deadlines for one in fired):,} deadlines on {len(fired)} clocks, and a worker killed at each statement: "
        f"{_zero(wrong)} lost, early or doubled; at most {late[-1]:g} s after the first tick that could see it"
    )
    return Figure("R5", place.database, figure, f"an act in pieces: {seen(bad.wrong)}", wrong)


def r6(place: Place) -> Figure:
    """No double escalation."""
    found = [
        clocks.escalate(
            place.house(),
            place.some(1_000, 24),
            workers,
            place.seed,
            pauses=place.some(500, 6),
            kills=place.some(50, 2),
        )
        for workers in (1, 2, 4, 8)
    ]
    storm = clocks.escalate(place.house(), place.some(1_000, 80), 8, place.seed, kills=place.some(50, 2), storm=True)
    bad = clocks.escalate(place.house(), 24, 3, place.seed, how="naive")
    wrong = [line for one in (*found, storm) for line in one.wrong]
    wrong += [] if storm.storms == 1 else [f"{storm.storms} system cases of one storm"]
    figure = (
        f"{found[0].late:,} late tasks before 1, 2, 4 and 8 workers, {sum(one.pauses for one in found):,} pauses and "
        f"{sum(one.kills for one in found):,} kills: {', '.join(f'{one.escalations:,}' for one in found)} escalations; "
        f"{storm.late:,} late for one reason before 8 workers: {storm.escalations:,} climbed by themselves, all others in {storm.storms} case"
    )
    return Figure("R6", place.database, figure, f"workers that look and mark apart: {seen(bad.wrong)}", wrong)


def r7(place: Place) -> Figure:
    """No notice lost."""
    posted = clocks.post(place.house(), place.some(10_000, 60), place.some(200, 3), place.seed)
    bad = clocks.post(place.house(), 60, 3, place.seed, how="mark first")
    arrived = posted.notices - sum(1 for line in posted.wrong if "never arrived" in line)
    figure = (
        f"{arrived:,} of {posted.notices:,} arrived with {posted.kills:,} senders killed; {posted.repeats:,} came twice, "
        "each with the key of the first time"
    )
    return Figure("R7", place.database, figure, f"an outbox that marks first: {seen(bad.wrong)}", posted.wrong)


def r10(place: Place) -> Figure:
    """Poison."""
    cases = place.some(1_000, 160)
    pairs = [[poison.work(place.house(), cases, poison=how) for how in (False, True)] for _ in range(3)]
    # The least of each: what else the machine does only ever adds.
    clean, with_sick = (min(pair[how].seconds for pair in pairs) for how in (0, 1))
    ratio, sick = with_sick / clean, pairs[0][1]
    wrong = list(sick.errors)
    if place.part >= 1 and ratio > MOST_SLOWER:  # of few cases the dear ones are too large a part
        wrong.append(f"the healthy ones took {ratio:.2f} × the time, at most {MOST_SLOWER:g} × is promised")
    if (sick.healthy_done, sick.incidents) != (sick.healthy, sick.poisoned):
        wrong.append(f"{sick.healthy_done} of {sick.healthy} done, {sick.incidents} of {sick.poisoned} incidents")
    figure = (
        f"{sick.healthy_done:,} of {sick.healthy:,} healthy cases done in {ratio:.2f} × the processor time of "
        f"{cases:,} clean ones; {sick.incidents} incidents for {sick.poisoned} poisoned ones in {sick.ways} ways; 0 restarts"
    )
    return Figure("R10", place.database, figure, "what does not step aside stops all (tests)", wrong)


def r12(place: Place) -> Figure:
    """Backup and restore."""
    moved = [backups.move(place.house(), place.house(), 60, place.seed + at) for at in range(place.some(20, 2))]
    bad = backups.move(place.house(), place.house(), 30, place.seed, tombstones=False)
    wrong = [line for one in moved for line in one.wrong]
    figure = (
        f"{len(moved)} restores of backups under load: {_zero(wrong)} broken, nothing erased came back; copied in "
        f"{max(one.backup_seconds for one in moved):.2f} s, restored and examined in {max(one.rto for one in moved):.2f} s"
    )
    return Figure("R12", place.database, figure, f"without tombstones: {seen(bad.wrong)}", wrong)


def r13(place: Place) -> Figure:
    """The history."""
    changes, unseen = history.alter(place.house(), place.some(30, 3), place.seed)
    figure = f"{changes - len(unseen)} of {changes} changes in {len(history.HARMS)} ways seen"
    return Figure("R13", place.database, figure, "the changes are the sabotage", unseen)


def r14(place: Place) -> Figure:
    """Hiccups; a file has no server that goes away."""
    whole = place.part >= 0.5
    apart = (5.0, 40.0) if whole else (0.2, 1.0)
    heard = hiccups.hiccup(place.house(), place.some(5_000, 60), place.seed, longest=2.0 if whole else 0.5, apart=apart)
    figure = (
        f"{heard.steps:,} steps over HTTP through {heard.outages} outages: {heard.told_to_wait:,} times told to try again, "
        f"{_zero(heard.wrong)} other errors"
    )
    return Figure("R14", place.database, figure, "an error that is not understood is heard (tests)", heard.wrong)


def r4(place: Place) -> Figure:
    """Restarts; the kernel knows no database."""
    diagrams, each = place.some(500, 20), 20 if place.part >= 0.05 else 4
    count, differing = restarts.compare(range(place.seed, place.seed + diagrams), each)
    _, bad = restarts.compare(range(25), 2, how="hashes")
    figure = f"{diagrams} diagrams × {each} roads × 3 ways: {len(differing)} of {count:,} differ"
    return Figure("R4", "none", figure, f"a step in the order of a set: {seen(bad)}", differing)


ON_BOTH: Mapping[str, Trial] = {
    "R1": r1,
    "R2": r2,
    "R3": r3,
    "R5": r5,
    "R6": r6,
    "R7": r7,
    "R10": r10,
    "R12": r12,
    "R13": r13,
}
ON_ONE: Mapping[str, Trial] = {"R4": r4, "R14": r14}  # without a database, and on a server that goes away


def main(words: list[str]) -> int:
    """Run everything, or the promises that are named; 1 when one is broken."""
    part = float(words[0]) if words else 1.0
    seed = int(words[1]) if len(words) > 1 else random.randrange(10**6)
    names = words[2:] or [*ON_BOTH, *ON_ONE]
    if unknown := set(names) - ON_BOTH.keys() - ON_ONE.keys():
        print("No such promise:", ", ".join(sorted(unknown)), "- choose from", ", ".join([*ON_BOTH, *ON_ONE]))
        return 2
    print(f"share {part:g}, seed {seed}", flush=True)
    with places(part, seed) as (file, server):
        trials = [(name, ON_BOTH[name], place) for name in names if name in ON_BOTH for place in (file, server)]
        trials += [(name, ON_ONE[name], server if name == "R14" else file) for name in names if name in ON_ONE]
        plan = [(f"{name} {place.database}", (trial, place)) for name, trial, place in trials]
        figures = [timed(trial, place) for trial, place in shown(plan)]
    written("reliability.md", SAID, "promise", figures, f"{measured(part, seed)}, {_machine()}")
    return 1 if any(figure.broken for figure in figures) else 0


def _zero(wrong: list[str]) -> str:
    return str(len(wrong))


def _machine() -> str:
    return f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, psycopg {psycopg.__version__}"

"""Whether the time of an answer tells if a name exists: `python -m benchmarks timing [TRIES] [SEED]`.

At each door names that are there and one that never was are tried in turn, in an order by lot, with the product's own hashes.
Told is how often a known name took longer than the unknown one when two tries are drawn by lot: 50 % says nothing, 100 %
everything. More than TOLD from a half, and more than three standard errors, and somebody who measures often can tell them apart. With
TRIES chance alone stays within TOLD; with fewer the trial sees less, and the table says how far chance reaches. Writes into docs/security.md.
"""

import math
import random
import statistics
import sys
import time
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from argon2 import PasswordHasher

from benchmarks import marks
from benchmarks.progress import shown
from engine import passwords
from engine.model import Tries
from tests.security.house import hashing
from tests.security.timing import Door, Doors, opened

TRIES = 240  # of each kind at each door
FIRST = 3  # pairs that are not counted: connections open and caches fill
TOLD = 0.1


def main(words: list[str]) -> int:
    tries = int(words[0]) if words else TRIES
    seed = int(words[1]) if len(words) > 1 else random.randrange(100_000)
    print(f"seed {seed}, {tries} tries of each kind", flush=True)
    with hashing(PasswordHasher()), opened() as doors:
        plan = [(door.name, (door, False)) for door in doors.doors]
        plan += [(f"{door.name}, unhashed", (door, True)) for door in doors.doors[:2]]
        rows = [_measured(doors, door, tries, seed, broken=broken) for door, broken in shown(plan)]
    for row in rows:
        print(row)
    said = f"Measured by `python3 dev.py bench timing` on {datetime.now(UTC).date().isoformat()}, {tries} tries of each kind, seed {seed}."
    head = ["| door | a known name took longer in | median known | median unknown |", "|---|---:|---:|---:|"]
    marks.put(marks.DOCS / "security.md", said, head + rows, of="timing")
    wrong = [row for row in rows if ("NOT SEEN" in row) or ("TOLD APART" in row)]
    return 1 if wrong else 0


def _measured(doors: Doors, door: Door, tries: int, seed: int, *, broken: bool) -> str:
    dice, known, unknown = random.Random(seed), list[float](), list[float]()
    with _at_once() if broken else _as_it_is():
        names = door.known[:1] if broken else door.known  # the first has a hash, which the sabotage leaves
        for number in range(-FIRST, max(20, tries // 8) if broken else tries):
            pair = [(known, names[number % len(names)]), (unknown, door.unknown)]
            dice.shuffle(pair)
            for times, name in pair:
                taken = _time_of(doors, door, name)
                if number >= 0:
                    times.append(taken)
    share = longer(known, unknown)
    apart = abs(share - 0.5) > max(TOLD, 3 * error_of(len(known), len(unknown)))
    verdict = ("seen" if apart else "NOT SEEN") if broken else ("TOLD APART" if apart else "not told apart")
    name = f"{door.name}, sabotage: no hash for who has none" if broken else door.name
    medians = " | ".join(f"{statistics.median(times) * 1000:.2f} ms" for times in (known, unknown))
    chance = 2 * error_of(len(known), len(unknown))
    return f"| {name} | {share:.0%} of pairs (chance alone: 50 ± {chance * 100:.0f} %): {verdict} | {medians} |"


def longer(known: Sequence[float], unknown: Sequence[float]) -> float:
    """The share of all pairs in which the known name took longer; half of the ties. What Mann and Whitney count."""
    sorted_ = sorted(unknown)
    wins = sum(bisect_left(sorted_, one) + bisect_right(sorted_, one) for one in known) / 2
    return wins / (len(known) * len(unknown))


def error_of(known: int, unknown: int) -> float:
    """The standard error of that share when nothing tells them apart."""
    return math.sqrt((known + unknown + 1) / (12 * known * unknown))


def _time_of(doors: Doors, door: Door, name: str) -> float:
    with doors.home.engine.desk.store.begin() as tx:
        for row in tx.find(Tries):
            tx.remove(row)
    begin = time.perf_counter()
    door.attempt(name)
    return time.perf_counter() - begin


@contextmanager
def _as_it_is() -> Iterator[None]:
    yield


@contextmanager
def _at_once() -> Iterator[None]:
    """Nothing is hashed for a name without a hash."""
    kept = passwords.fits
    passwords.fits = lambda hashed, password: bool(hashed) and kept(hashed, password)
    try:
        yield
    finally:
        passwords.fits = kept


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

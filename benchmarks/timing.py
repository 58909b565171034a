"""Whether the time of an answer tells if a name exists: `python -m benchmarks timing [TRIES] [SEED]`.

At each door names that are there and one that never was are tried in turn, in an order by lot, with the product's own hashes.
Told is how often a known name took longer than the unknown one when two tries are drawn by lot: 50 % says nothing, 100 %
everything. More than TOLD from a half, and somebody who measures often can tell them apart. Writes into docs/security.md.
"""

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

TRIES = 400  # of each kind at each door
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
        for number in range(tries // 10 if broken else tries):
            pair = [(known, door.known[number % len(door.known)]), (unknown, door.unknown)]
            dice.shuffle(pair)
            for times, name in pair:
                times.append(_time_of(doors, door, name))
    share = longer(known, unknown)
    apart = abs(share - 0.5) > TOLD
    verdict = ("seen" if apart else "NOT SEEN") if broken else ("TOLD APART" if apart else "not told apart")
    name = f"{door.name}, sabotage: no hash for who has none" if broken else door.name
    medians = " | ".join(f"{statistics.median(times) * 1000:.2f} ms" for times in (known, unknown))
    return f"| {name} | {share:.0%} of pairs: {verdict} | {medians} |"


def longer(known: Sequence[float], unknown: Sequence[float]) -> float:
    """The share of all pairs in which the known name took longer; half of the ties. What Mann and Whitney count."""
    sorted_ = sorted(unknown)
    wins = sum(bisect_left(sorted_, one) + bisect_right(sorted_, one) for one in known) / 2
    return wins / (len(known) * len(unknown))


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

"""Need-to-know, at length: `python -m benchmarks security [SHARE] [SEED]`.

SHARE is the part of the full numbers to run, 1 by default; the short form runs in tests/security. Prints each figure when
it is there, and writes them into docs/security.md.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import doors
from engine.store import SqlStore
from engine.wrapping import change_file, forget_file, from_files
from tests.engine.cast import stage
from tests.infrastructure.postgres import create_database, running_server
from tests.reliability import history
from tests.reliability.house import House
from tests.security import reading

PAGE = Path(__file__).parents[1] / "docs" / "security.md"
BEGIN, END = "<!-- figures:begin -->", "<!-- figures:end -->"
ALTERED = 30  # times each of seven ways: 210


@dataclass(frozen=True)
class Figure:
    """One line of the table; `wrong` must be empty."""

    what: str
    database: str
    figure: str
    sabotage: str
    wrong: list[str]
    seconds: float = 0.0


@dataclass
class Place:
    """Where trials run, one after another; `part` scales their numbers."""

    database: str
    folder: Path
    server: str
    part: float
    seed: int
    used: int = 0

    def url(self) -> str:
        """An empty database."""
        self.used += 1
        if self.database == "PostgreSQL":
            return create_database(self.server)
        return f"sqlite:///{self.folder / f'{self.used}.db'}"

    def some(self, number: int, least: int) -> int:
        """This many in the full form."""
        return max(least, round(number * self.part))


Trial = Callable[[Place], Figure]


def read_log(place: Place) -> Figure:
    """As many rows as readings."""
    with stage(reading.BUNDLE, SqlStore(place.url())) as here:
        seen = reading.read_much(here, place.some(10_000, 200), place.seed, cases=8)
        log, dice = reading.answers_log(), random.Random(place.seed)
        with reading.forgetting(lambda *words: log(*words) if dice.random() > 0.01 else None):
            bad = reading.read_much(here, place.some(1_000, 300), place.seed, cases=1)
    figure = f"{seen.readings:,} readings by {len(reading.READERS)} people, {seen.refused:,} refused: {len(seen.wrong)} without their row"
    return Figure(
        "read log", place.database, figure, f"one reading in a hundred unwritten: {_seen(bad.wrong)}", seen.wrong
    )


def tampering(place: Place) -> Figure:
    """History changed behind the program's back."""
    folder = place.folder / f"history-{place.database}"
    folder.mkdir()
    changes, unseen = history.alter(House(folder, place.url()), place.some(ALTERED, 2), place.seed)
    figure = f"{changes - len(unseen)} of {changes} changes in {len(history.HARMS)} ways seen"
    return Figure("history", place.database, figure, "the changes are the sabotage", unseen)


def rotation(place: Place) -> Figure:
    """A zone key changed while data keys are used."""
    from engine.store.keys import open_keys

    keys, url, wrong = place.folder / f"keys-{place.database}", place.url(), list[str]()
    store = open_keys(url, from_files(keys, ["MED"], generate=True))
    number = place.some(20_000, 200)
    made = [store.data_key(case, "MED", create=True) for case in range(1, number + 1)]
    change_file(keys, "MED")
    while store.rewrap("MED"):
        case = random.Random(place.seed).randrange(number)
        if store.data_key(case + 1, "MED", create=False) != made[case]:
            wrong.append(f"case {case + 1} did not open during the change")
    forget_file(keys, "MED")
    after = open_keys(url, from_files(keys, ["MED"]))
    wrong += [f"case {n}" for n, key in enumerate(made, 1) if after.data_key(n, "MED", create=False) != key]
    change_file(keys, "MED")
    forget_file(keys, "MED")  # the sabotage: the former key is taken away before anything was wrapped anew
    lost = open_keys(url, from_files(keys, ["MED"])).check("MED")["closed"]
    figure = f"{number:,} data keys wrapped anew while they were read: {len(wrong)} lost"
    return Figure(
        "zone keys", place.database, figure, f"former key taken away too soon: {lost:,} seen by the check", wrong
    )


def _once(what: str, run: Callable[[float, int], doors.Found]) -> Trial:
    """A trial that has a world of its own in memory."""

    def trial(place: Place) -> Figure:
        figure, sabotage, wrong = run(place.part, place.seed)
        return Figure(what, "memory", figure, sabotage, wrong)

    return trial


def canaries(place: Place) -> Figure:
    """What people write, sought everywhere."""
    figure, sabotage, wrong = doors.canaries(place.part, place.seed, place.folder / "canaries")
    return Figure("canaries", place.database, figure, sabotage, wrong)


TRIALS: tuple[Trial, ...] = (read_log, tampering, rotation)
ONCE: tuple[Trial, ...] = (
    _once("access matrix", doors.matrix),
    _once("sealed note", doors.pair),
    _once("SSRF", doors.ssrf),
    canaries,
)


def main(words: list[str]) -> int:
    part = float(words[0]) if words else 1.0
    seed = int(words[1]) if len(words) > 1 else random.randrange(100_000)
    print(f"seed {seed}, {part:.0%} of the full numbers", flush=True)
    with tempfile.TemporaryDirectory() as folder, running_server() as server:
        places = [Place(name, Path(folder), server, part, seed) for name in ("SQLite", "PostgreSQL")]
        figures = [_measured(trial, place) for trial in TRIALS for place in places]
        figures += [_measured(trial, places[0]) for trial in ONCE]
    _write(figures, part, seed)
    return 1 if any(figure.wrong for figure in figures) else 0


def _measured(trial: Trial, place: Place) -> Figure:
    began = time.perf_counter()
    found = trial(place)
    done = Figure(found.what, found.database, found.figure, found.sabotage, found.wrong, time.perf_counter() - began)
    print(f"{done.what} {done.database}: {done.figure} ({done.seconds:.0f} s); {done.sabotage}", flush=True)
    for line in done.wrong[:10]:
        print(f"  WRONG {line}", flush=True)
    return done


def _seen(wrong: list[str]) -> str:
    return "seen" if wrong else "NOT SEEN"


def _write(figures: list[Figure], part: float, seed: int) -> None:
    day = datetime.now(UTC).date().isoformat()
    head = f"Measured by `python3 dev.py bench security` on {day} with {part:.0%} of the full numbers, seed {seed}."
    rows = [f"| {row.what} | {row.database} | {row.figure} | {row.sabotage} | {row.seconds:.0f} |" for row in figures]
    table = ["| trial | database | figure | sabotage | seconds |", "|---|---|---|---|---:|", *rows]
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n{head}\n\n" + "\n".join(table) + f"\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

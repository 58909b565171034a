"""What the long forms of the promises share: where a trial runs, and what it found."""

import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing import active_children
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import marks
from tests.infrastructure.postgres import create_database, running_server
from tests.reliability.house import House

NOT_SEEN = "NOT SEEN"


@dataclass(frozen=True)
class Figure:
    """One line of the table: `what` was tried. `sabotage` says what a broken promise looked like; `wrong` must be empty."""

    what: str
    database: str
    figure: str
    sabotage: str
    wrong: list[str]
    seconds: float = 0.0

    @property
    def broken(self) -> bool:
        """Whether a promise is broken, or the trial would not have seen it: a check that cannot fail proves nothing."""
        return bool(self.wrong) or NOT_SEEN in self.sabotage


@dataclass
class Place:
    """Where trials run, one after another; `part` scales their numbers."""

    database: str
    folder: Path
    server: str
    part: float
    seed: int
    houses: int = 0

    def house(self) -> House:
        """An empty one."""
        self.houses += 1
        folder = self.folder / f"{self.database}-{self.houses}"
        folder.mkdir()
        if self.database == "PostgreSQL":
            return House(folder, create_database(self.server))
        return House(folder, f"sqlite:///{folder / 'cases.db'}")

    def some(self, number: int, least: int = 1) -> int:
        """This many in the full form."""
        return max(least, round(number * self.part))


Trial = Callable[[Place], Figure]


@contextmanager
def places(part: float, seed: int) -> Iterator[tuple[Place, Place]]:
    """SQLite and PostgreSQL, each on its own ground."""
    with running_server() as server, TemporaryDirectory(prefix="perspectief-") as folder:
        yield Place("SQLite", Path(folder), server, part, seed), Place("PostgreSQL", Path(folder), server, part, seed)


def timed(trial: Trial, place: Place) -> Figure:
    """Run a trial and tell what it found. One that breaks is a broken promise: the others still have their turn."""
    began = time.monotonic()
    try:
        found = trial(place)
    except Exception as error:  # an hour of other trials is not lost for it, and the page says BROKEN
        traceback.print_exc()
        found = Figure(trial.__name__.upper(), place.database, "it broke", "not tried", [repr(error)])
    finally:
        for left in active_children():
            left.kill()
    done = replace(found, seconds=time.monotonic() - began)
    print(f"{done.what:14} {done.database:10} {done.seconds:6.1f} s  {done.figure}", flush=True)
    print(f"{'':34}sabotage: {done.sabotage}", flush=True)
    for line in done.wrong[:10]:
        print(f"     BROKEN {line}", flush=True)
    return done


def seen(wrong: object) -> str:
    """Whether a sabotage was noticed."""
    return "seen" if wrong else NOT_SEEN


def measured(part: float, seed: int) -> str:
    """How a figure was measured: the day, the share of the full numbers and the seed."""
    return f"{datetime.now(UTC).date().isoformat()}, {part:.0%}, seed {seed}"


def written(page: str, said: str, first: str, figures: Sequence[Figure], how: str) -> None:
    """Put each figure in the place of the former one of its trial in a page of docs/; the others stay as they were measured."""
    file = marks.DOCS / page
    head, line, *rows = table(first, figures, how)
    new = {_trial_of(row): row for row in rows}
    kept = {_trial_of(row): row for row in marks.lines(file) if row.startswith("| ")}
    kept.pop(_trial_of(head), None)
    marks.put(file, said, [head, line, *(kept | new).values()])


def _trial_of(row: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in row.split("|")[1:3])


def table(first: str, figures: Sequence[Figure], how: str = "") -> list[str]:
    """The figures in Markdown; `how` they were measured, where that is said of each."""
    more = " measured |" if how else ""
    lines = [
        f"| {first} | database | figure | sabotage | seconds |{more}",
        f"|---|---|---|---|---:|{'---|' if how else ''}",
    ]
    for row in figures:
        broken = f" **BROKEN: {row.wrong[0]}**" if row.wrong else ""
        lines.append(
            f"| {row.what} | {row.database} | {row.figure}{broken} | {row.sabotage} | {row.seconds:.0f} |{f' {how} |' if how else ''}"
        )
    return lines

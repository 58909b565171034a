"""One step: beside the same rows written raw, after a long history, and with a long answer."""

from collections.abc import Callable, Iterator
from statistics import median

from benchmarks.speed import floor
from benchmarks.speed.figures import Figure
from benchmarks.speed.ground import Ground, in_turn, stepping
from benchmarks.speed.place import Place, answer

FEW, MANY = 5, 1_000  # rounds of a loop that a case has behind it
SHORT, LONG = 3_000, 200_000  # bytes of answers that a case holds
PARTS = 20  # answers that they come in


def w1(ground: Ground) -> Iterator[Figure]:
    """A step of a case of twelve tasks beside the same rows written raw."""
    with ground.opened() as (here, url):
        postgres = ground.database == "PostgreSQL"
        raw = floor.on_postgres(here, url) if postgres else floor.on_sqlite(here, url.partition("///")[2])
        ours, beside = in_turn(stepping(here), raw, ground.steps)
        yield Figure("a step / the same rows raw", ground.database, median(ours), median(beside), 2.5)


def history(ground: Ground) -> Iterator[Figure]:
    """A step of a case with a thousand rounds behind it beside one with five."""
    with ground.opened() as (here, _):
        long, short = (stepping(here, "LOOP", case=here.open_case("LOOP")) for _ in range(2))
        rounds = ground.some(MANY, FEW)
        floor.seconds_of(long, rounds)
        floor.seconds_of(short, FEW)
        ours, beside = in_turn(long, short, max(3, ground.steps // 20))
        what = f"a step after {rounds:,} rounds / after {FEW} and those measured"
        yield Figure(what, ground.database, median(ours), median(beside), 1.1)


def values(ground: Ground) -> Iterator[Figure]:
    """A step after which a case holds a long answer beside one that holds a short one."""
    with ground.opened() as (here, _):
        long, short = (_after(here, size) for size in (LONG, SHORT))
        ours, beside = in_turn(long, short, max(3, ground.steps // 4))
        what = f"a step of a case that holds {LONG // 1000} KB / {SHORT // 1000} KB"
        yield Figure(what, ground.database, median(ours), median(beside), 1.2)


def _after(here: Place, size: int) -> Callable[[], float]:
    """Steps of a case that holds answers of so many bytes together; a question takes at most 10,000 letters."""
    case = here.open_case("LOOP")
    floor.seconds_of(stepping(here, "LOOP", case, answer(size // PARTS)), PARTS)
    return stepping(here, "LOOP", case)

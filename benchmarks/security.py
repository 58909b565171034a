"""Need-to-know, at length: `python -m benchmarks security [SHARE] [SEED] [TRIAL…]`.

SHARE is the part of the full numbers to run, 1 by default; the short form runs in tests/security. TRIAL names some of the trials,
such as `read_log` or `pair`; without one all of them run. Says on stderr what it is at, prints each figure when it is there,
and writes it into docs/security.md, where the figures of other trials stay with the share and seed that they were measured with.
"""

import random
import sys
from collections.abc import Callable

from benchmarks import doors
from benchmarks.progress import shown
from benchmarks.trials import Figure, Place, Trial, measured, places, seen, timed, written
from engine.store import SqlStore
from engine.wrapping import change_file, forget_file, from_files
from tests.engine.cast import stage
from tests.reliability import deciding, history
from tests.security import reading

SAID = "Measured by `python3 dev.py bench security`; of each trial the day, the share of the full numbers and the seed."
ALTERED = 30  # times each of seven ways: 210


def read_log(place: Place) -> Figure:
    """As many rows as readings."""
    with stage(reading.BUNDLE, SqlStore(place.house().database)) as here:
        found = reading.read_much(here, place.some(10_000, 200), place.seed, cases=8)
        log, dice = reading.answers_log(), random.Random(place.seed)
        with reading.forgetting(lambda *words: log(*words) if dice.random() > 0.01 else None):
            bad = reading.read_much(here, place.some(1_000, 300), place.seed, cases=1)
    figure = f"{found.readings:,} readings by {len(reading.READERS)} people, {found.refused:,} refused: {len(found.wrong)} without their row"
    return Figure(
        "read log", place.database, figure, f"one reading in a hundred unwritten: {seen(bad.wrong)}", found.wrong
    )


def tampering(place: Place) -> Figure:
    """History changed behind the program's back."""
    changes, unseen = history.alter(place.house(), place.some(ALTERED, 2), place.seed)
    figure = f"{changes - len(unseen)} of {changes} changes in {len(history.HARMS)} ways seen"
    return Figure("history", place.database, figure, "the changes are the sabotage", unseen)


def rotation(place: Place) -> Figure:
    """A zone key changed while data keys are used."""
    from engine.store.keys import open_keys

    house, wrong = place.house(), list[str]()
    keys, url = house.folder / "zones", house.database
    store = open_keys(url, from_files(keys, ["MED"], generate=True))
    number = place.some(5_000, 200)
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
        "zone keys", place.database, figure, f"former key taken away too soon: {seen(lost)} by the check", wrong
    )


def races(place: Place) -> Figure:
    """Two people decide the same thing at the same moment, at every statement or some of them."""
    points = () if place.part >= 1 else (2,)
    found = deciding.race([place.house() for _ in range(3)], points)
    bad = deciding.decide_at_once(place.house(), [2], how="unlocked", pairs=["two others"])
    where = "at some statements" if points else "at every statement"
    figure = f"{found.number} races of two programs {where}: {len(found.wrong)} decided other than once"
    return Figure("four eyes", place.database, figure, f"no versions, no transactions: {seen(bad.wrong)}", found.wrong)


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


# On both databases.
TWICE: dict[str, Trial] = {"read_log": read_log, "tampering": tampering, "rotation": rotation, "races": races}
ONCE: dict[str, Trial] = {
    "matrix": _once("access matrix", doors.matrix),
    "pair": _once("two worlds", doors.pair),
    "ssrf": _once("SSRF", doors.ssrf),
    "canaries": canaries,
}


def main(words: list[str]) -> int:
    part = float(words[0]) if words else 1.0
    seed = int(words[1]) if len(words) > 1 else random.randrange(100_000)
    print(f"seed {seed}, {part:.0%} of the full numbers", flush=True)
    names = words[2:] or [*TWICE, *ONCE]
    if unknown := set(names) - TWICE.keys() - ONCE.keys():
        print("No such trial:", ", ".join(sorted(unknown)), "- choose from", ", ".join([*TWICE, *ONCE]))
        return 2
    with places(part, seed) as (file, server):
        plan = [
            (f"{name}, {place.database}", (TWICE[name], place))
            for name in names
            if name in TWICE
            for place in (file, server)
        ]
        plan += [(name, (ONCE[name], file)) for name in names if name in ONCE]
        figures = [timed(trial, place) for trial, place in shown(plan)]
    written("security.md", SAID, "trial", figures, measured(part, seed))
    return 1 if any(figure.broken for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

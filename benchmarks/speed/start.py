"""A program that starts, completes one task and ends: `python -m benchmarks.speed.start KEYS DATABASE CASE`; prints its memory in MB."""

import resource
import sys
from pathlib import Path

from benchmarks.speed.place import place


def main(keys: str, database: str, case: str) -> None:
    """Complete the first open task of a case."""
    with place(Path(keys.partition("///")[2]).parent, database) as here:
        here.step(here.waiting(int(case))[0], here.said)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""The disk's pace, measured before and after: where it changed meanwhile, a figure says more of the disk than of a program."""

import os
import statistics
import tempfile
import time
from dataclasses import dataclass

MOST_MOVED = 2.0
WRITES, BYTES = 200, 4096


@dataclass(frozen=True)
class Pace:
    """What an fsync took before and after, in microseconds."""

    before: float
    after: float

    @property
    def steady(self) -> bool:
        """Whether figures that were taken in between say anything about programs."""
        return max(self.before, self.after) <= MOST_MOVED * min(self.before, self.after)

    def __str__(self) -> str:
        said = f"An fsync took {self.before:.0f} µs before and {self.after:.0f} µs after."
        return said if self.steady else f"{said} **The disk changed its pace: measure again.**"


def fsync() -> float:
    """The median of some writes of 4 KB that wait for the disk, in microseconds."""
    with tempfile.NamedTemporaryFile() as file:
        times = []
        for _ in range(WRITES):
            began = time.perf_counter()
            file.write(b"x" * BYTES)
            file.flush()
            os.fsync(file.fileno())
            times.append(time.perf_counter() - began)
    return statistics.median(times) * 1e6

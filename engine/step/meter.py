"""How many steps this program took and how long they lasted, for whoever watches over it. In memory: a restart begins anew."""

import threading
from dataclasses import dataclass

BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)  # seconds


@dataclass(frozen=True, slots=True)
class Measured:
    """`below` holds, per bound, how many steps took at most that long."""

    steps: int
    seconds: float
    below: tuple[int, ...]


class Meter:
    """Counts steps of cases, from the lock to the last row; writing them to the disk comes after. Safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._steps, self._seconds = 0, 0.0
        self._in = [0] * (len(BOUNDS) + 1)

    def step(self, seconds: float) -> None:
        """A step took so long."""
        place = sum(1 for bound in BOUNDS if seconds > bound)
        with self._lock:
            self._steps += 1
            self._seconds += seconds
            self._in[place] += 1

    def read(self) -> Measured:
        """What was counted so far."""
        with self._lock:
            return Measured(
                self._steps, self._seconds, tuple(sum(self._in[: place + 1]) for place in range(len(BOUNDS)))
            )

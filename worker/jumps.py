"""Tells a clock that was put forward from time that passed: acting on a wrong date would escalate thousands of cases."""

import threading
import time
from datetime import timedelta

from engine.clock import Clock

MOST = timedelta(hours=1)  # what a correction of a clock, or summer time on a machine that should not have it, may be


def seconds_since_boot() -> float:
    """Runs on while the machine sleeps, and nobody can set it."""
    clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)  # the first is Linux's
    return time.clock_gettime(clock)


class Jumps:
    """Holds a clock against the time since boot. After a jump ahead it says so for ever: a person must look, then start anew.

    A jump back does nothing: what was done is done. A gap across a restart is an outage, and is caught up.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._wall, self._boot = clock.now(), seconds_since_boot()
        self.jumped: timedelta | None = None

    def ahead(self) -> bool:
        """Whether the clock jumped ahead since the last look, or ever before."""
        with self._lock:
            wall, boot = self._clock.now(), seconds_since_boot()
            jump = (wall - self._wall) - timedelta(seconds=boot - self._boot)
            if jump > MOST and self.jumped is None:
                self.jumped = jump
            self._wall, self._boot = wall, boot
            return self.jumped is not None

"""CPU seconds of our own work, whoever shares the cores and whether or not coverage looks on."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def untraced() -> Iterator[None]:
    """Without the tracer of coverage, in this thread and in those that begin meanwhile."""
    here, later = sys.gettrace(), threading.gettrace()
    sys.settrace(None)
    threading.settrace(None)  # type: ignore[arg-type]  # None ends it, says its documentation
    try:
        yield
    finally:
        sys.settrace(here)
        threading.settrace(later)  # type: ignore[arg-type]


def soonest(once: Callable[[], object]) -> float:
    """The best of three tries: a neighbour's cache misses are not ours."""
    return min(_seconds(once) for _ in range(3))


def _seconds(once: Callable[[], object]) -> float:
    with untraced():
        began = time.process_time()
        once()
        return time.process_time() - began

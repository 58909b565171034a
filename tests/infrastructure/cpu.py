"""CPU seconds of our own work, whoever shares the cores; and work that coverage does not look at."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

# Long proofs by chance, by strangers' files, by kills and by clicking: what they run is run by the tests of the rooms too.
TRIALS = (
    "tests/api/test_hostile.py",
    "tests/browser/",
    "tests/conformance/",
    "tests/feel/test_round_trip.py",
    "tests/forms/test_hostile.py",
    "tests/golden/",
    "tests/hostile/",
    "tests/kernel/test_hostile.py",
    "tests/kernel/test_oracle.py",
    "tests/kernel/test_second_executor.py",
    "tests/perspectief/",
    "tests/processes/",
    "tests/reliability/",
    "tests/security/",
    "tests/states/",
    "tests/store/test_migrations.py",
    "tests/store/test_processes.py",
    "tests/worker/test_worker.py",
)


@pytest.fixture(autouse=True)
def trial_untraced(request: pytest.FixtureRequest) -> Iterator[None]:
    """Coverage more than doubles the time of what it traces; trials go without, or the suite would take a quarter of an hour."""
    name = request.node.path.relative_to(request.config.rootpath).as_posix()
    if not name.startswith(TRIALS):
        yield
        return
    with untraced():
        yield


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

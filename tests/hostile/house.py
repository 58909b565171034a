"""The house that strangers send files to: an engine with everything that this version ships, and how long it may look."""

import gc
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from engine.model import ENGINE
from engine.views import Finding
from perspectief.factory import shipped_files
from perspectief.memory import memory_engine
from tests.hostile.trial import Check
from tests.kernel.drawing import draw, end, start

# CPU seconds to look at one file. Tables of the largest size that is accepted take longer; word lists are YAML, read by
# a slow and careful parser, and looking at one reads the two others again.
MOST_SECONDS = {"tables that eat": 0.4, "words": 0.6}
USUAL = 0.1


HARMLESS = draw(start(), end(), "start end")


@contextmanager
def house() -> Iterator[Check]:
    """How a designer's files are looked at, beside the processes that ship."""
    with memory_engine() as engine:
        engine.definitions.deploy(shipped_files(), ENGINE)

        def check(files: Mapping[str, bytes]) -> Sequence[Finding]:
            return engine.definitions.check(files)

        gc.collect()
        gc.freeze()  # what the collector does with everything else is not the file's cost
        try:
            yield check
        finally:
            gc.unfreeze()


def most_seconds(kind: str, slack: float = 1.0) -> float:
    """How long a file of this kind may take; `slack` for machines that do other things too."""
    return MOST_SECONDS.get(kind, USUAL) * slack


def walk_seconds(check: Check) -> float:
    """What it takes to accept a file in which nothing happens: nearly all of it is the walk over the roads of the house.

    A file that is accepted may take this much more than one that is refused, for which nothing is walked.
    """
    began = time.process_time()
    refusals = [row for row in check({"x.bpmn": HARMLESS}) if row.severity == "error"]
    if refusals:
        raise AssertionError(refusals)
    return time.process_time() - began

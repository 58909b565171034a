"""What the adapters written in Python share: settings on the first line of standard input, then an order on each line.

An answer is a line of JSON too. Whatever a library prints goes to standard error, so that it is never taken for an answer.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

STEPS = 12


class Cases(Protocol):
    """W1 with a peer. Everything that a method did is in the database when it returns."""

    def open_case(self) -> Any:
        """A new case that waits at its first task."""

    def step(self, case: Any, number: int) -> None:
        """Complete one of the tasks that wait in a case; it is the `number`th, from 1."""

    def is_over(self, case: Any) -> bool:
        """Whether its last task is done."""


def answer(peer: Callable[[Mapping[str, str]], Any]) -> None:
    """Make the peer of the settings, then do what is ordered until there is no more."""
    answers, sys.stdout = sys.stdout, sys.stderr
    made = peer(json.loads(sys.stdin.readline()))

    def say(told: object) -> None:
        print(json.dumps(told), file=answers, flush=True)

    say({"ready": made.version})
    for line in sys.stdin:
        order = json.loads(line)
        say(steps(made, order["cases"]) if order["do"] == "steps" else made.timers(order["many"], order["patience"]))


def steps(peer: Cases, cases: int) -> dict[str, list[float]]:
    """The seconds of each step of so many cases. Raises when a case of twelve steps is over sooner or later."""
    found = []
    for _ in range(cases):
        case = peer.open_case()
        for number in range(1, STEPS + 1):
            if peer.is_over(case):
                raise RuntimeError(f"the case was over after {number - 1} steps of {STEPS}")
            began = time.perf_counter()
            peer.step(case, number)
            found.append(time.perf_counter() - began)
        if not peer.is_over(case):
            raise RuntimeError(f"the case is not over after {STEPS} steps")
    return {"seconds": found}


def acted_on(rounds: Iterable[int], many: int, patience: float) -> dict[str, float]:
    """How many timers were acted on within `patience` seconds; each round says how many it took, 0 when none is due."""
    began, done = time.perf_counter(), 0
    for some in rounds:
        done += some
        if done >= many or time.perf_counter() - began > patience:
            break
    return {"done": min(done, many), "seconds": time.perf_counter() - began}


def drawn(settings: Mapping[str, str], name: str, choice: str, wait: str) -> str:
    """A diagram in the peer's own words for the condition that never holds, and for how long a timer waits."""
    return settings[name].replace("@choice@", choice).replace("@wait@", wait)

"""What the kernel may know about the outside while it takes one step. Everything here is frozen: the kernel has no clock and no I/O."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime


def never() -> bool:
    """No end to the time: for previews and tests."""
    return False


@dataclass(frozen=True, slots=True)
class World:
    """The surroundings of one step.

    `facts` holds the case's facts as FEEL values (None when unset) plus the built-in names `case`, `today` and `now`.
    `declared` names the facts: an output mapping to one of them sets the fact, any other target becomes a local of the instance.
    `decide(decision_id, inputs)` evaluates a dated table and returns its value.
    `functions` are the host functions of the domain, such as `term` and `working days`.
    `late` says whether the time for this step is over: what still wants to move then stands still as an incident.
    """

    now: datetime
    facts: Mapping[str, object]
    declared: frozenset[str] = frozenset()
    decide: Callable[[str, Mapping[str, object]], object] | None = None
    functions: Mapping[str, Callable[..., object]] = field(default_factory=dict)
    late: Callable[[], bool] = never

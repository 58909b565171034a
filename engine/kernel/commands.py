"""What can happen to a running instance. Each command names the wait it answers: a number out of the marking, never reused."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Complete:
    """A person finished a task, or a connector finished a job. `result` is visible to the element's output mappings."""

    wait: int
    result: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deliver:
    """A message or signal reached this wait. `payload` is visible as `bericht` to the output mappings."""

    wait: int
    payload: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fire:
    """The moment of this timer has come."""

    wait: int


@dataclass(frozen=True, slots=True)
class Returned:
    """The called instance behind this call activity ended. `outcome` is the code of its end event."""

    wait: int
    outcome: str
    outputs: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Raised:
    """The called instance behind this call activity ended by an error, or threw an escalation on its way (then it still runs)."""

    wait: int
    kind: str  # "error" | "escalation"
    code: str
    payload: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fail:
    """A connector gave up on this job: an error boundary event with this code takes over, otherwise an incident is opened."""

    wait: int
    code: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Retry:
    """A person asks to try the element with the incident again."""

    wait: int


@dataclass(frozen=True, slots=True)
class Move:
    """A repair: the wait is withdrawn and a token is put on another element of the same scope."""

    wait: int
    element: str


@dataclass(frozen=True, slots=True)
class Add:
    """Staff chose an activity inside a running ad-hoc subprocess."""

    wait: int
    element: str


@dataclass(frozen=True, slots=True)
class FactsChanged:
    """Facts of the case changed outside this instance: conditional events look again."""


@dataclass(frozen=True, slots=True)
class Cancel:
    """The instance is withdrawn with everything it waits for."""

    reason: str = ""


Command = Complete | Deliver | Fire | Returned | Raised | Fail | Retry | Move | Add | FactsChanged | Cancel

"""What a step asks of the outside. The kernel returns effects in the order in which they came about; the engine turns them into rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

Values = Mapping[str, object]


class TimerKind(Enum):
    """Why a timer runs."""

    CATCH = "catch"
    BOUNDARY = "boundary"
    EVENT_GATEWAY = "eventGateway"
    EVENT_SUBPROCESS = "eventSubprocess"


@dataclass(frozen=True, slots=True)
class TaskOpened:
    """A user or manual task waits for a person. `due_rule` and `follow_up_rule` are rule texts (see `calendar`), None when not drawn."""

    wait: int
    element: str
    due_rule: str | None = None
    follow_up_rule: str | None = None
    priority: int | None = None
    assignee: str | None = None
    groups: tuple[str, ...] = ()
    locals: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TaskClosed:
    """The task is no longer open. `completed` is False when the road left without it."""

    wait: int
    element: str
    completed: bool


@dataclass(frozen=True, slots=True)
class JobOpened:
    """A service, send or script-like element waits for a connector of this topic."""

    wait: int
    element: str
    topic: str
    inputs: Values = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    retries: int = 3


@dataclass(frozen=True, slots=True)
class JobClosed:
    """The job is done or withdrawn."""

    wait: int
    element: str
    completed: bool


@dataclass(frozen=True, slots=True)
class CallOpened:
    """A call activity waits for an instance of another process. `inputs` become its locals."""

    wait: int
    element: str
    process: str
    inputs: Values = field(default_factory=dict)
    binding: str = "latest"


@dataclass(frozen=True, slots=True)
class CallClosed:
    """The call returned, or its instance must be cancelled because the road left without it."""

    wait: int
    element: str
    completed: bool


@dataclass(frozen=True, slots=True)
class TimerSet:
    """A timer runs. `rule` is a duration, date, date-time, working-day term ("5 wd") or step key ("term:triage"), evaluated.

    `again` counts earlier firings of the same cycle: the engine reckons a cycle from the previous due moment, so that it does not drift.
    """

    wait: int
    element: str
    rule: str
    kind: TimerKind
    again: int = 0


@dataclass(frozen=True, slots=True)
class TimerCleared:
    """The timer is withdrawn or has fired."""

    wait: int
    element: str


@dataclass(frozen=True, slots=True)
class Subscribed:
    """The wait listens to a message or a signal. `key` is the evaluated correlation key, None for signals."""

    wait: int
    element: str
    kind: str  # "message" | "signal"
    name: str
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Unsubscribed:
    """The wait no longer listens."""

    wait: int
    element: str


@dataclass(frozen=True, slots=True)
class AdHocOpened:
    """Staff may choose among these activities (answer with `Add`) until it is enough (answer with `Complete`)."""

    wait: int
    element: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AdHocClosed:
    """Nothing can be chosen any more. `completed` is False when the road left without it."""

    wait: int
    element: str
    completed: bool


@dataclass(frozen=True, slots=True)
class FactSet:
    """A declared fact got this FEEL value. Later elements of the same step already see it."""

    element: str
    name: str
    value: object


@dataclass(frozen=True, slots=True)
class Thrown:
    """A message, signal or escalation left the instance.

    A signal with `served` has already reached every wait of its own instance: the engine brings it to the others of the case.
    """

    element: str
    kind: str  # "message" | "signal" | "escalation"
    name: str
    payload: Values = field(default_factory=dict)
    key: str | None = None
    served: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """A business rule task took a decision: kept with its table's version by the engine."""

    element: str
    decision: str
    value: object


@dataclass(frozen=True, slots=True)
class Visited:
    """A token entered or left an element: `entered`, `completed` or `cancelled`. The history and the lit path are made of these."""

    element: str
    what: str
    flow: str | None = None


@dataclass(frozen=True, slots=True)
class IncidentRaised:
    """The element cannot go on. `code` is stable, `text` holds no values of the case."""

    wait: int
    element: str
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class IncidentResolved:
    """The element with the incident goes on again."""

    wait: int
    element: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The instance is over. `outcome` is the code of the end event that closed it; `error` is set when an error left the process."""

    outcome: str
    element: str | None
    error: str | None = None
    outputs: Values = field(default_factory=dict)


Effect = (
    TaskOpened
    | TaskClosed
    | JobOpened
    | JobClosed
    | CallOpened
    | CallClosed
    | TimerSet
    | TimerCleared
    | Subscribed
    | Unsubscribed
    | AdHocOpened
    | AdHocClosed
    | FactSet
    | Thrown
    | Decided
    | Visited
    | IncidentRaised
    | IncidentResolved
    | Ended
)

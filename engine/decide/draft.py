"""The rows that a step writes, and how they are gathered."""

from dataclasses import dataclass, field
from operator import attrgetter

from engine.model import Deadline, Event, Incident, Job, Subscription, Task
from engine.source import Source


@dataclass(frozen=True, slots=True)
class Changes:
    """The rows to write. Waits are numbers of the situation's instance; the store fills in ids."""

    tasks: tuple[Task, ...] = ()
    closed_tasks: tuple[tuple[int, bool], ...] = ()  # wait, completed
    deadlines: tuple[Deadline, ...] = ()
    settled: tuple[tuple[Source, bool], ...] = ()  # source of deadlines that are over, acted upon or withdrawn
    subscriptions: tuple[Subscription, ...] = ()
    unsubscribed: tuple[int, ...] = ()
    jobs: tuple[Job, ...] = ()
    closed_jobs: tuple[tuple[int, bool], ...] = ()
    incidents: tuple[Incident, ...] = ()
    resolved: tuple[int, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(slots=True)
class Draft:
    """Changes in the making."""

    tasks: list[Task] = field(default_factory=list)
    closed_tasks: list[tuple[int, bool]] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    settled: list[tuple[Source, bool]] = field(default_factory=list)
    subscriptions: list[Subscription] = field(default_factory=list)
    unsubscribed: list[int] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)
    closed_jobs: list[tuple[int, bool]] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    resolved: list[int] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def frozen(self) -> Changes:
        """What was gathered, as it is written."""
        return Changes(*map(tuple, _PARTS(self)))


_PARTS = attrgetter(*Changes.__slots__)

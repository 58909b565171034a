"""What must be known to decide what a step means."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.calendar import Calendar
from engine.kernel.model import Model
from engine.model import Case, Instance
from engine.pauses import Stop
from engine.terms import TermRow
from engine.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Place:
    """Who gets a task: the organisation that fills its lane, perhaps one person, and who stands in.

    `group` is set when another `lane.role` than the drawn one gets it, because nobody fills that one. `skipped` is who would have
    had it but is away: `account:7`, or a `lane.role` in which nobody is there.
    """

    organisation: int | None
    group: str | None = None
    assignee: int | None = None
    deputy: int | None = None
    on_behalf_of: str | None = None
    skipped: str | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """What must be known to decide. `term` looks a step up in D04, `place` finds who fills a `lane.role` of this case."""

    case: Case
    instance: Instance
    model: Model
    vocabulary: Vocabulary
    calendar: Calendar
    now: datetime
    fired_at: datetime | None  # when this step's timer was due: a cycle goes on from there, however late the worker
    actor: int | None
    term: Callable[[str], TermRow | None]
    place: Callable[[str, str], Place]
    form: Callable[[str], int | None]  # the version of a form to pin
    stops: Callable[[], Sequence[Stop]] = lambda: ()  # when the clock of the case stands still
    calendar_of: Callable[[int | None], Calendar] | None = None  # with the closing days of an organisation
    on_ladder: Callable[[], bool] = lambda: False  # whether a rung of the ladder called this: it never climbs again

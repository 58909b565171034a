"""A year of a whole house, played: a month of forty people holds too few of anything to be told, so the figures that the
demonstration shows come from a larger crowd.

The crowd walks roads of stories that ship, through the same doors, at the pace of people of whom some are late. Its cases are
forgotten; what may be told of its months and of its year is kept in months.yaml, and stands in the demonstration as figures that
say so.
"""

import random
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from engine.acts.equality import GROUP_FACT as GROUP
from engine.clock import VirtualClock
from engine.figures.indicators import Line
from perspectief import demo
from perspectief.demo.roads import Road, Turn, return_home, turns_of
from perspectief.memory import memory_engine
from perspectief.rehearsal import Rehearsal

MONTHS = 6  # that are told
YEAR = "2026"  # whose groups are compared
ENDS = datetime(2027, 1, 1, 3, tzinfo=UTC)  # when it is over, and the last month with it, whenever they are played
PLAYED = timedelta(days=364)  # until then, all within the year: the longest way takes four months
PEOPLE = 700
SEED = 2026
UNHURRIED = 30  # hours that a turn takes more, at most
LATE = 0.08  # of the turns: somebody forgets, is ill, or waits for another
OVERDUE = (4, 14)  # days that such a turn takes more
LOOKS = timedelta(
    days=4
)  # between two rounds in which the worker looks for what stands still, and people for what came up
CONTACT, AFTERCARE, LOOKING_BACK = "Eerste contact", "Nazorgcontact", "Terugkijken en afsluiten"
CLOSING = 3  # the last turns of a case: looking back, a second look, a copy for the person
# How many of a hundred go which way: the story, with which outcome the case is then closed (empty: the story closes it), and how
# many days later. Invented; no house was counted.
WAYS: tuple[tuple[int, str, str, int], ...] = (
    (14, demo.roads.ROAD, "O2", 1),
    (18, "P00-casus/scenarios/goud-E.yaml", "O5", 1),
    (30, "P00-casus/scenarios/warm-overdragen.yaml", "", 0),
    (13, "P00-casus/scenarios/alleen-advies.yaml", "", 0),
    (17, "P00-casus/scenarios/stoppen.yaml", "O9", 1),
    (8, "P00-casus/scenarios/verdwenen.yaml", "O8", 190),
)
# How many of a hundred are in which group of triage. Invented too, and drawn apart from the way: a difference between groups is chance.
GROUPS: tuple[tuple[int, str], ...] = ((20, "S1"), (40, "S4"), (15, "S5"), (25, "S7"))


def crowd(many: int, seed: int) -> list[demo.Traveller]:
    """So many people, who begin one after the other over the time that is played."""
    dice = random.Random(seed)  # noqa: S311  who is late in a play is no secret
    ways = [way_of(file, outcome, later) for _, file, outcome, later in WAYS]
    people = []
    for number in range(many):
        (road,) = dice.choices(ways, [weight for weight, *_ in WAYS])
        (group,) = dice.choices([group for _, group in GROUPS], [weight for weight, _ in GROUPS])
        start = ENDS - PLAYED + PLAYED * (number / many)
        turns = tuple(_taking(_in_group(turn, group), dice) for turn in road)
        people.append(demo.Traveller(number, turns, start))
    return people


def _in_group(turn: Turn, group: str) -> Turn:
    """The turn in which a person in triage says to which group somebody belongs; every other one as it is."""
    if GROUP not in (turn.step.get("vult in") or {}):
        return turn
    return replace(turn, step=_saying(turn.step, **{GROUP: [group]}))


def _taking(turn: Turn, dice: random.Random) -> Turn:
    wait = timedelta(days=dice.randint(*OVERDUE)) if dice.random() < LATE else timedelta()
    return replace(turn, wait=turn.wait + wait + timedelta(hours=dice.randint(0, UNHURRIED)))


def way_of(file: str, outcome: str, later: int) -> Road:
    """A road from the report until the end of the case."""
    home = return_home()
    end = _closing(home, outcome, timedelta(days=later)) if outcome else ()
    if file == demo.roads.ROAD:
        return _joined(_home_without_aftercare(home), end)
    told = _open(turns_of(file))
    begun = next(number for number, turn in enumerate(home) if turn.step.get("doet") == CONTACT)
    after = next((number for number, turn in enumerate(told) if turn.step.get("doet") == CONTACT), 0)
    return _joined(home[: begun + 1], told[after + 1 :], end)


def _open(turns: Sequence[Turn]) -> Sequence[Turn]:
    """A story until its case is closed, if it tells that: how a case is closed is told once, in the road home."""
    closes = (number for number, turn in enumerate(turns) if turn.step.get("doet") == LOOKING_BACK)
    return turns[: next(closes, len(turns))]


def _home_without_aftercare(home: Road) -> Road:
    """The road home until the second talk of aftercare, after which the person needs no more of them."""
    calls = [number for number, turn in enumerate(home) if turn.step.get("doet") == AFTERCARE]
    last = home[calls[1]]
    talk = home[-CLOSING - 1]
    return _joined(home[: calls[1]], [replace(last, step=_saying(last.step, endAftercare="done"))], [talk])


def _closing(home: Road, outcome: str, later: timedelta) -> Road:
    """The last turns of a case, so much after what was before."""
    looking_back, *rest = home[-CLOSING:]
    return (replace(looking_back, step=_saying(looking_back.step, outcome=outcome), wait=later), *rest)


def _joined(*parts: Sequence[Turn]) -> Road:
    """Parts of several stories as one road: each begins where the one before it ended."""
    road: list[Turn] = []
    for part in parts:
        later = road[-1].at - part[0].at if road and part else timedelta()
        road += [replace(turn, at=turn.at + later) for turn in part]
    return tuple(road)


def _saying(step: Mapping[str, Any], **answers: object) -> Mapping[str, Any]:
    return {**step, "vult in": {**(step.get("vult in") or {}), **answers}}


@dataclass(frozen=True, slots=True)
class Played:
    """What may be told of the last months of a crowd, oldest first, and of its year."""

    months: tuple[tuple[Line, ...], ...]
    year: tuple[Line, ...]


def played(many: int = PEOPLE, seed: int = SEED) -> Played:
    """Play a crowd, and tell of it as the worker does."""
    clock = VirtualClock(ENDS - PLAYED)
    with memory_engine(clock) as engine:
        demo.prepare(engine, ENDS)
        people = crowd(many, seed)
        show = demo.Show(Rehearsal(engine, clock), ENDS)
        show.rounds = [(ENDS - PLAYED + LOOKS * turn, _look(show, people)) for turn in range(1, PLAYED // LOOKS + 1)]
        for one in demo.play(show, people):
            print(f"{one.number} came no further than {one.waits_for!r}", file=sys.stderr)
        while engine.figures.tell_month():
            """One month after the other."""
        with engine.desk.store.reading() as reader:
            months = reader.told_months()[-MONTHS:]
        while engine.figures.tell_year():
            """Beside its months."""
        return Played(tuple(engine.figures.all_of(month) for month in months), engine.figures.all_of(YEAR))


def _look(show: demo.Show, people: Sequence[demo.Traveller]) -> Callable[[Rehearsal], None]:
    """What happens beside the turns: the worker finds what stands still, and people do what came up besides."""

    def look(stage: Rehearsal) -> None:
        stage.engine.clockwork.sweep()
        stage.wake()
        for one in people:
            if one.case:
                demo.keep_up(show, one)

    return look

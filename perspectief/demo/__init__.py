"""Fills an empty database with a demonstration: forty invented people, each somewhere on a road, eight of them stuck.

Their roads are stories that ship (roads.py), played through the same doors on a virtual clock, so that the history, the
terms and the ladder are real. Nothing here is about anybody.
"""

import heapq
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from engine.clock import SystemClock, VirtualClock
from engine.engine import Engine
from engine.errors import PerspectiefError
from engine.model import ENGINE, Account, Actor, Case, CaseStatus, Notice, NoticeState, Roster, Task
from perspectief.demo import months
from perspectief.demo.roads import (
    KEPT_UP,
    LAST,
    PLACE,
    STUCK,
    Road,
    Turn,
    at_home_elsewhere,
    gap,
    length,
    return_home,
    roads_beside,
    roads_elsewhere,
    shifted,
)
from perspectief.factory import build_engine, open_store, shipped_files
from perspectief.people import add_people
from perspectief.rehearsal import Rehearsal
from perspectief.settings import Settings

Round = tuple[datetime, Callable[[Rehearsal], object]]
LADDER = ("P17", "P17t")
PLAYED = timedelta(days=480)  # how long ago the first of them reported
PATIENCE = timedelta(hours=6)  # before somebody looks again whether a task has come
MOST_LOOKS = 40
ALIASES = (
    "Amina", "Karim", "Selam", "Ravi", "Lina", "Omar", "Mehdi", "Sofia", "Hawa", "Tariq", "Yonas", "Nour", "Bilal", "Ines",
    "Dawit", "Salma", "Jamal", "Ruta", "Idris", "Farah", "Musa", "Elif", "Samir", "Abel", "Zahra", "Kofi", "Leyla", "Adam",
    "Rania", "Isaac", "Maryam", "Tesfay", "Aya", "Hassan", "Lula", "Emre", "Nadir", "Sara", "Biniam", "Yara",
)  # fmt: skip
LANGUAGES = ("ara", "ary", "tir", "fra", "eng", "prs", "som", "tur")


@dataclass(slots=True)
class Traveller:
    """One invented person: the road until where it is played, and how far it is now."""

    number: int
    road: Road
    start: datetime
    case: int = 0
    done: int = 0
    looks: int = 0

    @property
    def waits_for(self) -> str:
        """The step that did not come; empty when the whole road was played."""
        left = self.road[self.done :]
        return str(left[0].step.get("doet") or left[0].step.get("bericht")) if left else ""


@dataclass(slots=True)
class Show:
    """The demonstration while it is made. `rounds` are done when their moment comes, whoever takes a turn: earliest first."""

    stage: Rehearsal
    until: datetime
    rounds: list[Round] = field(default_factory=list)

    def go_to(self, moment: datetime) -> None:
        """Let time pass, with the rounds on the way."""
        while self.rounds and self.rounds[0][0] <= moment:
            at, do = self.rounds.pop(0)
            self.stage.go_to(at)
            do(self.stage)
        self.stage.go_to(moment)


def seed(settings: Settings, *, if_empty: bool, cases: int = len(ALIASES)) -> int:
    """Fill the database. Does nothing when it has accounts already and `if_empty` is set. The first eight cases are stuck."""
    store = open_store(settings)
    store.migrate()
    with store.reading() as reader:
        filled = bool(reader.find(Account, limit=1))
    if filled:
        print("the database is filled already")
        return 0 if if_empty else 1
    now = SystemClock().now().replace(microsecond=0)
    clock = VirtualClock(now - PLAYED)
    engine = build_engine(settings, store=store, clock=clock)
    prepare(engine, now)
    with engine.desk.look() as (_, snapshot), store.begin() as tx:
        *public, _ = months.tell(tx, sorted(snapshot.processes), now)
    show = Show(Rehearsal(engine, clock), now, [(moment, months.oversee) for moment in public])
    for one in play(show, travellers(now)[:cases]):
        print(f"{ALIASES[one.number]} came no further than {one.waits_for!r}", file=sys.stderr)
    _empty_outbox(engine, now)
    store.close()
    return 0


def prepare(engine: Engine, now: datetime) -> None:
    """The people, somebody on duty, and what ships put to work. Raises PerspectiefError when it is refused."""
    with engine.desk.store.begin() as tx:
        add_people(tx)
        duty = tx.find(Account, login="noor")[0]
        soon = now + timedelta(days=3650)
        tx.add(
            Roster(account=duty.id, lane="meldpunt", role="dienstdoende", since=now - timedelta(days=500), until=soon)
        )
    answer = engine.definitions.deploy(shipped_files(), ENGINE)
    if answer.bundle is None:
        worst = next(row for row in answer.findings if row.severity == "error")
        raise PerspectiefError(f"{worst.file}: {worst.element}: {worst.text_en}")


def _empty_outbox(engine: Engine, now: datetime) -> None:
    """What was mailed in the past was mailed in the past: the worker must not send it again today."""
    with engine.desk.store.begin() as tx:
        for notice in tx.find(Notice, state=NoticeState.WAITING):
            tx.change(notice, state=NoticeState.SENT, sent_at=now)


def travellers(now: datetime) -> list[Traveller]:
    """Forty people: eight who are stuck, some on every other road, the rest spread over the road of return."""
    home = return_home()
    people = [
        Traveller(number, home[:turns], now - timedelta(days=days) - length(home[:turns]))
        for number, (turns, days, _) in enumerate(STUCK)
    ]
    others = [*roads_elsewhere(), *roads_beside(home)]
    going = len(ALIASES) - len(STUCK) - len(others)
    spread = [home[: 1 + number * (len(home) - 1) // (going - 1)] for number in range(going)]
    for number, road in enumerate((*others, *spread), start=len(STUCK)):
        people.append(Traveller(number, road, now - length(road) - timedelta(hours=2 + number % 7)))
    return people


def play(show: Show, people: list[Traveller]) -> list[Traveller]:
    """Everybody's turns in the order of time, so that deadlines of all cases pass as they would have. Answers who did not come as
    far as the road leads: a story then asks for a task that does not come.
    """
    agenda = [(one.start, one.number) for one in people]
    heapq.heapify(agenda)
    by_number = {one.number: one for one in people}
    total, played = sum(len(one.road) for one in people), 0
    while agenda and agenda[0][0] <= show.until:
        moment, number = heapq.heappop(agenda)
        traveller = by_number[number]
        show.go_to(moment)
        if _take_turn(show, traveller):
            traveller.done, traveller.looks = traveller.done + 1, 0
            played += 1
            _progress(played, total)
        else:
            traveller.looks += 1
        if traveller.done < len(traveller.road) and traveller.looks < MOST_LOOKS:
            wait = PATIENCE if traveller.looks else gap(traveller.road, traveller.done)
            heapq.heappush(agenda, (moment + wait, number))
    show.go_to(show.until)
    print(f"\n{len(people)} cases, {played} steps", file=sys.stderr)
    return [one for one in people if one.waits_for]


def _take_turn(show: Show, traveller: Traveller) -> bool:
    """Let the traveller's next turn happen; False when it cannot yet."""
    turn = traveller.road[traveller.done]
    shift = show.stage.clock.now() - turn.at.replace(tzinfo=UTC)
    given = shifted(turn.step.get("vult in") or {}, shift)
    if turn.step.get("doet") == "melden":
        name = ALIASES[traveller.number % len(ALIASES)]
        language = LANGUAGES[traveller.number % len(LANGUAGES)]
        receipt = show.stage.report({**given, "alias": name, "language": language})
        with show.stage.engine.desk.store.reading() as reader:
            traveller.case = reader.find(Case, reference=receipt.reference)[0].id
        return True
    if "bericht" in turn.step:
        return _message(show, traveller, turn, shift)
    task = _open_task(show, traveller, str(turn.step["doet"]))
    if task is None:
        return False
    director = ("alice", "bob")[traveller.number % 2]
    if "caseDirector" in given:
        given |= {"caseDirector": director, "deputy": ("bob", "alice")[traveller.number % 2]}
    show.stage.complete(task, given)
    show.stage.wake()
    keep_up(show, traveller)
    return True


def keep_up(show: Show, traveller: Traveller) -> None:
    """What runs beside the road: rungs of the ladder are recorded as solved now that the case moves; care, housing, promises and
    reviews are done as they come."""
    behind = {turn.step.get("doet") for turn in traveller.road[: traveller.done]}
    ahead = {turn.step.get("doet") for turn in traveller.road[traveller.done :]}
    for task in show.stage.open_tasks(traveller.case):
        if task.process in LADDER:
            show.stage.complete(task, {"closedBy": "resolved", "impactOnPerson": "delay", "personInformed": True})
        elif task.name in KEPT_UP and task.name not in ahead:
            show.stage.complete(task, at_home_elsewhere(task.name) if LAST in behind else KEPT_UP[task.name])
            if task.name == PLACE:
                _send(show, task.case, "plek.beschikbaar", {"placeFrom": show.stage.clock.now().date().isoformat()})


def _message(show: Show, traveller: Traveller, turn: Turn, shift: timedelta) -> bool:
    return _send(show, traveller.case, str(turn.step["bericht"]), shifted(turn.step.get("met") or {}, shift))


def _send(show: Show, number: int, name: str, payload: dict[str, object]) -> bool:
    """Send a message to an open case; False when it is not open."""
    with show.stage.engine.desk.store.reading() as reader:
        case = reader.get(Case, number)
    if case is None or case.status is not CaseStatus.OPEN:
        return False
    key = show.stage.engine.vocabulary.messages[name].key
    show.stage.send(
        Actor(account=None), name, case.reference, payload if key == "case" else {key: case.reference} | payload
    )
    return True


def _open_task(show: Show, traveller: Traveller, name: str) -> Task | None:
    return next((task for task in show.stage.open_tasks(traveller.case) if task.name == name), None)


def _progress(done: int, total: int) -> None:
    if done % 50 == 0:
        print(f"  demonstration: {done} of about {total} steps", file=sys.stderr, flush=True)

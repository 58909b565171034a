"""Fills an empty database with a demonstration: forty invented people, each somewhere on the road, eight of them stuck.

Everybody's road is that of golden scenario F, played through the same doors on a virtual clock, so that the history, the
terms and the ladder are real. Nothing here is about anybody.
"""

import heapq
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

import processes
from engine.clock import SystemClock, VirtualClock
from engine.engine import Engine
from engine.errors import PerspectiefError
from engine.model import ENGINE, Account, Actor, Case, CaseStatus, Notice, NoticeState, Roster, Task
from perspectief.factory import build_engine, open_store, shipped_files
from perspectief.people import add_people
from perspectief.rehearsal import Rehearsal
from perspectief.settings import Settings

ROAD = "P00-casus/scenarios/goud-F.yaml"
AFTERWARDS = "P00-casus/scenarios/hele-weg.yaml"  # from the exit proof on: a year of aftercare, and closure
REVIEW = "P08e"  # the plan is looked at again every few weeks, beside the road
LAST = "Uitreisbewijs geven"
PACE = timedelta(hours=3)  # between two things that people do in one case
PATIENCE = timedelta(hours=6)  # before somebody looks again whether a task has come
MOST_LOOKS = 40
ALIASES = (
    "Amina", "Karim", "Selam", "Ravi", "Lina", "Omar", "Mehdi", "Sofia", "Tariq", "Hawa", "Yonas", "Nour", "Bilal", "Ines",
    "Dawit", "Salma", "Jamal", "Ruta", "Idris", "Farah", "Musa", "Elif", "Samir", "Abel", "Zahra", "Kofi", "Leyla", "Adam",
    "Rania", "Isaac", "Maryam", "Tesfay", "Aya", "Hassan", "Lula", "Emre", "Nadir", "Sara", "Biniam", "Yara",
)  # fmt: skip
LANGUAGES = ("ara", "ary", "tir", "fra", "eng", "prs", "som", "tur")
# The turns after which nobody acts any more, and for how many days: these eight stand still, each for another reason.
STUCK: tuple[tuple[int, int, str], ...] = (
    (1, 9, "nobody takes the first contact"),
    (4, 4, "no director is named"),
    (8, 16, "the intake is late"),
    (11, 12, "nobody offers the screening"),
    (13, 8, "the documents do not come"),
    (21, 30, "the joint plan was never put together"),
    (28, 20, "IOM does not confirm"),
    (33, 45, "the award waits for a decision"),
)


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that happens on the road, as the scenario tells it, with the clock of its file."""

    step: Mapping[str, Any]
    at: datetime


@dataclass(slots=True)
class Traveller:
    """One invented person: how far the road is played, and where it is now."""

    number: int
    turns: int
    start: datetime
    case: int = 0
    done: int = 0
    looks: int = 0


@dataclass(slots=True)
class Show:
    """The demonstration while it is made."""

    stage: Rehearsal
    road: tuple[Turn, ...]
    until: datetime
    agenda: list[tuple[datetime, int]] = field(default_factory=list)


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
    clock = VirtualClock(now - timedelta(days=480))
    engine = build_engine(settings, store=store, clock=clock)
    _prepare(engine, now)
    show = Show(Rehearsal(engine, clock), _road(), now)
    _play(show, _travellers(show)[:cases])
    _empty_outbox(engine, now)
    store.close()
    return 0


def _prepare(engine: Engine, now: datetime) -> None:
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


def _road() -> tuple[Turn, ...]:
    """The turns of the scenario. Its `verwacht` lines and refusals are for the tests, not for the show."""
    road, afterwards = _turns(ROAD), _turns(AFTERWARDS)
    last = next(number for number, turn in enumerate(afterwards) if turn.step.get("doet") == LAST)
    later = road[-1].at - afterwards[last].at
    return (*road, *(Turn(turn.step, turn.at + later) for turn in afterwards[last + 1 :]))


def _turns(file: str) -> list[Turn]:
    told = yaml.safe_load((Path(processes.__file__).parent / file).read_text(encoding="utf-8"))
    at = datetime.fromisoformat(str(told["gegeven"]["klok"]))
    turns: list[Turn] = []
    for step in told["stappen"]:
        if "klok" in step:
            at = datetime.fromisoformat(str(step["klok"]))
        elif "verwacht" not in step and "wordt geweigerd" not in step:
            turns.append(Turn(step, at))
    return turns


def _travellers(show: Show) -> list[Traveller]:
    """Forty people: eight who are stuck, one who has arrived, the others spread over the road."""
    people = [
        Traveller(number, turns, show.until - timedelta(days=days) - _length(show.road, turns))
        for number, (turns, days, _) in enumerate(STUCK)
    ]
    going = len(ALIASES) - len(STUCK)
    for number in range(going):
        turns = 1 + (number * (len(show.road) - 1)) // (going - 1)
        start = show.until - _length(show.road, turns) - timedelta(hours=2 + number % 7)
        people.append(Traveller(len(STUCK) + number, turns, start))
    return people


def _gap(road: tuple[Turn, ...], done: int) -> timedelta:
    """How long after a turn the next one comes: the pace of people, or the wait that the scenario tells."""
    if done >= len(road):
        return PACE
    return max(PACE, road[done].at - road[done - 1].at + PACE / 3)


def _length(road: tuple[Turn, ...], turns: int) -> timedelta:
    """How long the first turns of the road take."""
    return sum((_gap(road, done) for done in range(1, turns)), timedelta())


def _play(show: Show, people: list[Traveller]) -> None:
    """Everybody's turns in the order of time, so that deadlines of all cases pass as they would have."""
    agenda = [(one.start, one.number) for one in people]
    heapq.heapify(agenda)
    by_number = {one.number: one for one in people}
    total, played = sum(one.turns for one in people), 0
    while agenda and agenda[0][0] <= show.until:
        moment, number = heapq.heappop(agenda)
        traveller = by_number[number]
        show.stage.go_to(moment)
        if _take_turn(show, traveller):
            traveller.done, traveller.looks = traveller.done + 1, 0
            played += 1
            _progress(played, total)
        else:
            traveller.looks += 1
        if traveller.done < traveller.turns and traveller.looks < MOST_LOOKS:
            heapq.heappush(
                agenda, (moment + (PATIENCE if traveller.looks else _gap(show.road, traveller.done)), number)
            )
    show.stage.go_to(show.until)
    print(f"\n{len(people)} cases, {played} steps", file=sys.stderr)


def _take_turn(show: Show, traveller: Traveller) -> bool:
    """Let the traveller's next turn happen; False when it cannot yet."""
    turn = show.road[traveller.done]
    shift = show.stage.clock.now() - turn.at.replace(tzinfo=UTC)
    given = _shifted(turn.step.get("vult in") or {}, shift)
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
    _keep_up(show, traveller)
    return True


def _keep_up(show: Show, traveller: Traveller) -> None:
    """What runs beside the road: rungs of the ladder are recorded as solved now that the case moves, plans are reviewed."""
    for task in show.stage.open_tasks(traveller.case):
        if not task.ladder:
            show.stage.complete(task, {"closedBy": "resolved", "impactOnPerson": "delay", "personInformed": True})
        elif task.process == REVIEW:
            show.stage.complete(task, {"reviewResult": "goOn"})


def _message(show: Show, traveller: Traveller, turn: Turn, shift: timedelta) -> bool:
    with show.stage.engine.desk.store.reading() as reader:
        case = reader.get(Case, traveller.case)
    if case is None or case.status is not CaseStatus.OPEN:
        return False
    payload = _shifted(turn.step.get("met") or {}, shift)
    show.stage.send(Actor(account=None), str(turn.step["bericht"]), case.reference, payload)
    return True


def _open_task(show: Show, traveller: Traveller, name: str) -> Task | None:
    return next((task for task in show.stage.open_tasks(traveller.case) if task.name == name), None)


def _shifted(value: Any, shift: timedelta) -> Any:
    """Dates of the scenario, moved along with the case."""
    if isinstance(value, dict):
        return {key: _shifted(item, shift) for key, item in value.items()}
    if isinstance(value, list):
        return [_shifted(item, shift) for item in value]
    if isinstance(value, datetime):
        return (value.replace(tzinfo=UTC) + shift).isoformat()
    if isinstance(value, date):
        return (value + timedelta(days=shift.days)).isoformat()
    if isinstance(value, str) and len(value) == 16 and value[10:11] == " " and value[4] == "-":
        return (datetime.fromisoformat(value).replace(tzinfo=UTC) + shift).isoformat()
    return value


def _progress(done: int, total: int) -> None:
    if done % 50 == 0:
        print(f"  demonstration: {done} of about {total} steps", file=sys.stderr, flush=True)

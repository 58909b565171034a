"""Trials of R5, R6 and R7: clocks that jump, workers that are killed and stopped, a receiver that counts."""

import itertools
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from engine.calendar import AMSTERDAM
from engine.clock import VirtualClock
from engine.engine import Engine
from engine.escalation import STORM
from engine.model import (
    Deadline,
    DeadlineKind,
    DeadlineState,
    Escalation,
    Event,
    Instance,
    Notice,
    NoticeState,
    Task,
    TaskStatus,
)
from engine.tags import TASK_OVERDUE, TIMER_FIRED
from tests.engine.cast import asks, drawn, form, text
from tests.kernel.drawing import element, end, message, start
from tests.reliability import programs
from tests.reliability.house import TIMED, House, furnish, open_cases, wrong

TERM = timedelta(days=2)
LASTS = timedelta(days=4)  # of every clock, the outage included
HOUR = timedelta(hours=1)


@dataclass
class Fired:
    """What came of deadlines. `late` is in seconds, sorted, beyond the tick that could see it."""

    deadlines: int
    late: list[float]
    wrong: list[str] = field(default_factory=list)


# --- clocks ---------------------------------------------------------------------------------------------------------


def _hourly(begin: datetime, chance: random.Random) -> Iterator[datetime]:
    yield from (begin + number * HOUR for number in range(int(LASTS / HOUR) + 1))


def _ten_minutes(begin: datetime, chance: random.Random) -> Iterator[datetime]:
    yield from (begin + number * HOUR / 6 for number in range(int(LASTS / HOUR) * 6 + 1))


def _down(hours: int) -> Callable[[datetime, random.Random], Iterator[datetime]]:
    def ticks(begin: datetime, chance: random.Random) -> Iterator[datetime]:
        gone = begin + timedelta(hours=chance.uniform(24, 48))
        yield from (moment for moment in _hourly(begin, chance) if not gone < moment < gone + hours * HOUR)

    return ticks


def _back(by: timedelta) -> Callable[[datetime, random.Random], Iterator[datetime]]:
    def ticks(begin: datetime, chance: random.Random) -> Iterator[datetime]:
        for moment in _hourly(begin, chance):
            yield moment
            if chance.random() < 0.2:
                yield moment - by

    return ticks


def _leap(begin: datetime, chance: random.Random) -> Iterator[datetime]:
    yield begin
    yield begin + LASTS


def _shaking(begin: datetime, chance: random.Random) -> Iterator[datetime]:
    for moment in _hourly(begin, chance):
        yield moment + timedelta(seconds=chance.uniform(-1800, 1800))
        yield moment
    yield begin + LASTS


CLOCKS: dict[str, tuple[datetime, Callable[[datetime, random.Random], Iterator[datetime]]]] = {
    "hour by hour": (datetime(2027, 3, 1, tzinfo=UTC), _hourly),
    "the night that loses an hour": (datetime(2027, 3, 26, tzinfo=UTC), _ten_minutes),
    "the night that gains an hour": (datetime(2027, 10, 29, tzinfo=UTC), _ten_minutes),
    "29 February": (datetime(2028, 2, 27, tzinfo=UTC), _hourly),
    "the end of the year": (datetime(2027, 12, 30, tzinfo=UTC), _hourly),
    "six hours down": (datetime(2027, 4, 5, tzinfo=UTC), _down(6)),
    "a day down": (datetime(2027, 4, 12, tzinfo=UTC), _down(24)),
    "an hour back now and then": (datetime(2027, 5, 3, tzinfo=UTC), _back(HOUR)),
    "a year back now and then": (datetime(2027, 6, 7, tzinfo=UTC), _back(timedelta(days=365))),
    "four days ahead at once": (datetime(2027, 7, 5, tzinfo=UTC), _leap),
    "shaking by half an hour": (datetime(2027, 8, 2, tzinfo=UTC), _shaking),
    "a new program at every tick": (datetime(2027, 9, 6, tzinfo=UTC), _hourly),
}


def run_clock(house: House, engine: Engine, clock: VirtualClock, name: str, deadlines: int, seed: int) -> Fired:
    """Cases that opened in the day before have a deadline after two days; the clock goes its way; then look."""
    begin, ticks = CLOCKS[name]
    chance = random.Random(seed)
    opened: dict[int, datetime] = {}
    for hours in sorted(chance.uniform(-24, 0) for _ in range(deadlines)):
        clock.set(begin + timedelta(hours=hours))
        opened |= dict.fromkeys(open_cases(engine, 1, "T"), clock.now())
    seen: list[datetime] = []
    with_new_programs = name.startswith("a new program")
    for moment in ticks(begin, chance):
        clock.set(moment)
        seen.append(moment)
        working = house.engine(clock) if with_new_programs and chance.random() < 0.3 else engine
        while working.clockwork.wake_some():
            pass
    return _judge(engine, opened, seen)


def _judge(engine: Engine, opened: dict[int, datetime], ticks: list[datetime]) -> Fired:
    found = Fired(len(opened), [])
    with engine.desk.store.reading() as reader:
        for case, moment in opened.items():
            rows = reader.find(Deadline, case=case, kind=DeadlineKind.TIMER)
            told = reader.find(Event, case=case, kind=TIMER_FIRED)
            due = two_days_later(moment)
            if [row.state for row in rows] != [DeadlineState.DONE] or len(told) != 1:
                found.wrong.append(f"case {case}: {[row.state.value for row in rows]}, fired {len(told)} times")
                continue
            if rows[0].due_at != due or told[0].at < due:
                found.wrong.append(f"case {case}: due {due}, kept as {rows[0].due_at}, fired {told[0].at}")
            first = next(tick for tick in ticks if tick >= due)
            found.late.append((told[0].at - first).total_seconds())
    found.late.sort()
    return found


def two_days_later(moment: datetime) -> datetime:
    """By the clock on the wall in Amsterdam, in whole seconds, reckoned without the engine's calendar."""
    wall = moment.astimezone(AMSTERDAM).replace(tzinfo=None, microsecond=0) + TERM
    return wall.replace(tzinfo=AMSTERDAM).astimezone(UTC)


# --- killed workers -------------------------------------------------------------------------------------------------


def kill_workers(house: House, points: Sequence[int] | None = None, *, how: str = "") -> Fired:
    """At every statement of acting on a deadline, or at the points given: kill the worker that halts there; then let one
    work undisturbed and count."""
    engine = furnish(house, TIMED)
    cases = open_cases(engine, 1)
    for at in points or range(1, 200):
        one = programs.start(programs.wake, house, timedelta(days=3), how, at)
        one.wait_for("ready")
        one.go_on()
        if one.says() != "halted":
            one.ended()
            break
        one.kill()
    _work_off(house, 1, timedelta(days=3))
    return _fired_once(engine, cases)


def _fired_once(engine: Engine, cases: list[int]) -> Fired:
    found = Fired(len(cases), [], wrong(engine))
    with engine.desk.store.reading() as reader:
        for case in cases:
            fired = len(reader.find(Event, case=case, kind=TIMER_FIRED))
            tasks = len(reader.find(Task, case=case, status=TaskStatus.OPEN))
            if (fired, tasks) != (1, 1):
                found.wrong.append(f"case {case}: fired {fired} times, {tasks} tasks")
    return found


def _work_off(house: House, workers: int, ahead: timedelta, how: str = "") -> list[programs.Program]:
    started = [programs.start(programs.wake, house, ahead, how) for _ in range(workers)]
    for one in started:
        one.wait_for("ready")
    for one in started:
        one.go_on()
    programs.finish(started)
    return started


# --- the ladder -----------------------------------------------------------------------------------------------------

APART = 40  # cases that are late for one reason; of more than fifty a storm comes, and they climb as one


def _late(number: int) -> bytes:
    return drawn("start Laat end", start(), asks("Laat", due="PT1H"), end(), ident=f"LAAT{number}")


LADDER = drawn(
    "nodig Trede klaar",
    element("startEvent", "nodig", message("escalatie.nodig")),
    asks("Trede", "meldpunt.casusregisseur", form_id="escalation", due="P300D", ladder="none"),
    end("klaar"),
    ident="P17",
    messages=("hallo", "escalatie.nodig"),
)
FORM = form("escalation", text("closedBy", "REG", fact="closedBy"))
FACTS = {"closedBy": {"type": "text", "zone": "REG"}}
TOLD = {"source": "reference", "cause": "code", "level": "code"}
MESSAGES = {
    "escalatie.nodig": {
        "from": ["engine"],
        "to": ["P17"],
        "payload": {name: {"type": kind, "zone": "REG"} for name, kind in TOLD.items()},
        "key": "case",
    }
}


@dataclass
class Climbed:
    """What came of tasks that were late before the eyes of several workers."""

    late: int
    pauses: int
    kills: int
    escalations: int
    wrong: list[str]
    storms: int = 0  # system cases in which those climb together that are late for one reason


def escalate(
    house: House,
    late: int,
    workers: int,
    seed: int,
    *,
    pauses: int = 0,
    kills: int = 0,
    how: str = "",
    storm: bool = False,
) -> Climbed:
    """Tasks are late; workers are stopped and go on, or are killed and replaced, while they put them on the ladder. In a `storm`
    all are late for one reason."""
    together = late if storm else APART
    shares = [min(together, late - first) for first in range(0, late, together)]
    diagrams = [_late(number) for number in range(len(shares))]
    engine = furnish(house, *diagrams, LADDER, messages=MESSAGES, escalation=FORM, facts=FACTS)
    cases = [case for number, many in enumerate(shares) for case in open_cases(engine, many, f"LAAT{number}")]
    ahead, chance = timedelta(hours=2), random.Random(seed)
    running = [programs.start(programs.wake, house, ahead, how) for _ in range(workers)]
    for one in running:
        one.wait_for("ready")
    for one in running:
        one.go_on()
    for number in itertools.count():
        alive = [one for one in running if one.process.is_alive()]
        if number >= pauses + kills or not alive:
            break
        chosen = chance.choice(alive)
        if chance.random() * (pauses + kills) < kills:
            chosen.kill()
            running[running.index(chosen)] = _worker(house, ahead, how)
            continue
        with suppress(ProcessLookupError):  # it had just finished
            chosen.signal(signal.SIGSTOP)
            time.sleep(chance.uniform(0, 0.03))
            chosen.signal(signal.SIGCONT)
        time.sleep(chance.uniform(0, 0.02))
    for one in running:
        one.ended()
    _work_off(house, 1, ahead)
    return _climbed(engine, cases, Climbed(late, pauses, kills, 0, wrong(engine)), storm)


def _worker(house: House, ahead: timedelta, how: str) -> programs.Program:
    one = programs.start(programs.wake, house, ahead, how)
    one.wait_for("ready")
    one.go_on()
    return one


def _climbed(engine: Engine, cases: list[int], found: Climbed, storm: bool) -> Climbed:
    with engine.desk.store.reading() as reader:
        found.storms = len(reader.find(Escalation, cause=STORM))
        for case in cases:
            overdue = len(reader.find(Event, case=case, kind=TASK_OVERDUE))
            rows = len(reader.find(Escalation, case=case))
            ladders = len(reader.find(Instance, case=case, process="P17"))
            found.escalations += ladders
            if (overdue, rows) != (1, 1) or (ladders != 1 and not (storm and ladders == 0)):
                found.wrong.append(f"case {case}: overdue {overdue} times, {rows} escalations, {ladders} ladders")
    return found


# --- notices --------------------------------------------------------------------------------------------------------

LEASE = timedelta(seconds=61)


@dataclass
class Posted:
    """What came of notices that were sent by programs that die. `wrong` must stay empty."""

    notices: int
    repeats: int
    kills: int
    wrong: list[str]


def post(house: House, notices: int, kills: int, seed: int, *, how: str = "") -> Posted:
    """Senders are killed while they send; their leases run out; others go on; the receiver has counted."""
    engine = furnish(house, TIMED)
    now = engine.desk.clock.now()
    with engine.desk.store.begin() as tx:
        for number in range(notices):
            tx.add(_notice(number, now))
    chance, ahead = random.Random(seed), timedelta()
    for _ in range(kills):
        one = programs.start(programs.send, house, ahead, how)
        one.wait_for("sending")
        time.sleep(chance.uniform(0.002, 0.03))
        one.kill()
        ahead += LEASE
    for _ in range(3):  # a notice that was being sent at a kill waits for its lease
        one = programs.start(programs.send, house, ahead, how)
        one.wait_for("sending")
        programs.finish([one], house.lines)
        ahead += LEASE
    return _posted(house, engine, notices, kills)


def _notice(number: int, now: datetime) -> Notice:
    return Notice(
        case=None, key=f"notice:{number}", channel="console", recipient="somebody", template="task", next_try_at=now
    )


def _posted(house: House, engine: Engine, notices: int, kills: int) -> Posted:
    arrived = Counter(str(row[1]) for row in house.said() if row[0] == "received")
    with engine.desk.store.reading() as reader:
        states = Counter(row.state for row in reader.find(Notice))
    wrong_ones = [f"notice:{number} never arrived" for number in range(notices) if f"notice:{number}" not in arrived]
    wrong_ones += [f"{key} arrived and was never written" for key in arrived if not key.startswith("notice:")]
    if states != {NoticeState.SENT: notices}:
        wrong_ones.append(f"the outbox says {dict(states)}")
    return Posted(notices, sum(arrived.values()) - len(arrived), kills, wrong_ones)

"""Trials of R1 and R2: people who complete the same tasks at once, and programs that die in the middle."""

import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.model import Task, TaskStatus
from tests.reliability import programs
from tests.reliability.house import PEOPLE, ROUND, House, furnish, open_cases, open_tasks, wrong

LOSERS = {"already-done", "already-claimed", "stale"}
MOST_POINTS = 200  # statements of one step; more means that it never ends


@dataclass
class Once:
    """What came of many requests for the same tasks. `wrong` must stay empty."""

    requests: int
    answers: Counter[str]
    wrong: list[str]


def plan(tasks: list[int], processes: int, chance: random.Random) -> list[list[tuple[int, str]]]:
    """Who asks for what, with which key: 30 % of the tasks are asked for by two people, 20 % of the requests are sent twice."""
    plans: list[list[tuple[int, str]]] = [[] for _ in range(processes)]
    for task in tasks:
        takers = chance.sample(range(processes), 2 if chance.random() < 0.3 else 1)
        for taker in takers:
            sent = 2 if chance.random() < 0.2 else 1
            plans[taker] += [(task, f"key-{taker}-{task}")] * sent
    return plans


def complete_at_once(house: House, tasks: int, seed: int, *, processes: int = 4, how: str = "") -> Once:
    """Several programs work through overlapping lists of tasks."""
    engine = furnish(house, ROUND)
    open_cases(engine, tasks)
    asked = plan(open_tasks(engine), processes, random.Random(seed))
    started = [
        programs.start(programs.do_all, house, PEOPLE[number % 2], rows, how) for number, rows in enumerate(asked)
    ]
    for one in started:
        one.wait_for("ready")
    for one in started:
        one.go_on()
    programs.finish(started, house.lines)
    answers = Counter(str(row[2]) for row in house.said())
    return Once(sum(map(len, asked)), answers, wrong(engine) + _not_once(house, tasks))


def _not_once(house: House, tasks: int) -> list[str]:
    """Each task was done for one person; whoever came second with another key lost, with the same key got that answer."""
    done = Counter(row[1] for row in house.said() if row[2] == "done")
    found = [f"task {task} was done {times} times" for task, times in done.items() if times != 1]
    found += [f"{tasks - len(done)} tasks were not done"] if len(done) != tasks else []
    strange = {str(row[2]) for row in house.said()} - LOSERS - {"done", "repeated"}
    return found + [f"an answer nobody expects: {word}" for word in sorted(strange)]


def interleave(house: House, points: Sequence[int] | None = None, *, how: str = "") -> Once:
    """At every statement of a step, or at the points given: somebody halts there, somebody else does the same task, then the
    first goes on."""
    engine = furnish(house, ROUND)
    open_cases(engine, 1)
    answers: Counter[str] = Counter()
    problems: list[str] = []
    rounds = 0
    for at in points or range(1, MOST_POINTS):
        (task,) = open_tasks(engine)
        first = programs.start(programs.do_one, house, PEOPLE[0], task, at, how)
        second = programs.start(programs.do_one, house, PEOPLE[1], task, 0, how)
        for one in (first, second):
            one.wait_for("ready")
        first.go_on()
        if first.says() != "halted":  # the step has no more statements
            second.kill()
            first.ended()
            break
        second.go_on()
        second.line.poll(0.1)  # it is done, or waits for the lock
        first.go_on()
        programs.finish([first, second])
        rounds += 1
        told = [str(row[2]) for row in house.said()[-2:]]
        answers.update(told)
        if told.count("done") != 1 or not set(told) <= LOSERS | {"done"}:
            problems.append(f"at statement {at}: {told}")
    return Once(rounds, answers, problems + wrong(engine))


@dataclass
class Killed:
    """What came of killing programs in the middle of a step. `wrong` must stay empty."""

    kills: int
    steps: int
    seconds: float
    wrong: list[str] = field(default_factory=list)


def kill_at_points(house: House, points: Sequence[int] | None = None, *, how: str = "") -> Killed:
    """At every statement of a step, or at the points given: kill the program that halts there, then look."""
    began = time.monotonic()
    engine = furnish(house, ROUND)
    open_cases(engine, 1)
    kills, problems = 0, []
    for at in points or range(1, MOST_POINTS):
        (task, *_) = open_tasks(engine)
        one = programs.start(programs.do_one, house, PEOPLE[0], task, at, how)
        one.wait_for("ready")
        one.go_on()
        if one.says() != "halted":
            one.ended()
            break
        one.kill()
        kills += 1
        found = wrong(engine)
        if found:  # a broken case would tell of the same kill again and again
            problems.append(f"killed at statement {at}: {found[0]}")
            open_cases(engine, 1)
            break
    with engine.desk.store.reading() as reader:
        done = reader.count(Task, cap=10**6, status=TaskStatus.COMPLETED)
    return Killed(kills, done, time.monotonic() - began, problems)


def kill_at_random(house: House, kills: int, steps: int, seed: int, *, processes: int = 4, cases: int = 12) -> Killed:
    """Programs complete tasks as fast as they can; now and then one is killed and another takes its place."""
    began = time.monotonic()
    engine = furnish(house, ROUND)
    open_cases(engine, cases)
    chance = random.Random(seed)
    running = [_worker(house, seed, number, steps) for number in range(processes)]
    done = 0
    while done < kills:
        at = chance.randrange(processes)
        running[at].wait_for("ready")
        time.sleep(chance.uniform(0, 0.05))
        running[at].kill()
        done += 1
        running[at] = _worker(house, seed, processes + done, steps)
    programs.finish(running, house.lines)
    return Killed(done, len(house.said()), time.monotonic() - began, wrong(engine) + _answers_stand(engine, house))


def _worker(house: House, seed: int, number: int, goal: int) -> programs.Program:
    return programs.start(programs.work_on, house, PEOPLE[number % 2], seed * 100_000 + number, goal)


def _answers_stand(engine: object, house: House) -> list[str]:
    """What somebody was told is done is done, once."""
    with engine.desk.store.reading() as reader:  # type: ignore[attr-defined] # Engine
        completed = {row.id for row in reader.find(Task, status=TaskStatus.COMPLETED)}
    told = Counter(row[1] for row in house.said() if row[2] == "done")
    found = [f"task {task} was told done {times} times" for task, times in told.items() if times > 1]
    return found + [f"task {task} was told done and is not" for task in told if task not in completed]

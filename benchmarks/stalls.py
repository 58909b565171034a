"""`python -m benchmarks stalls [cases] [database]`: cases that stand still without any error, hidden among cases that are well.

A handful of cases is played by the engine itself, one of each kind, and copied as rows until there are as many as asked (5,000),
each moved in time. Then one check interval passes and one sweep looks. Printed: how many of the planted ones it found, what it
called a standstill that is none, how long it took, and that a second sweep says nothing twice. Exit 1 when recall is below 100 %
or false alarms reach 2 %.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import processes
from benchmarks.progress import shown
from engine import notation
from engine import store as store_room
from engine.clock import VirtualClock
from engine.engine import Engine
from engine.model import (
    ENGINE,
    Absence,
    Account,
    Case,
    CaseParty,
    CaseStatus,
    Deadline,
    DeadlineState,
    Escalation,
    Fact,
    Incident,
    Instance,
    Membership,
    Organisation,
    Pause,
    Subscription,
    Task,
    TaskStatus,
)
from engine.placing import HUB
from engine.source import of_wait, wait_of
from engine.step.routing import new_reference
from engine.step.run import Run
from engine.store.protocol import Store, Transaction
from perspectief.factory import shipped_files
from perspectief.memory import memory_engine
from perspectief.people import add_people

NOW = datetime(2027, 3, 1, 8, tzinfo=UTC)  # a Monday
INTERVAL = timedelta(minutes=15)
CAPACITY = 30
SEED = 20270301
KINDS = (Instance, Task, Deadline, Subscription, Incident, Fact, Escalation, Pause, CaseParty)
WORST_FALSE = 0.02

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="t">'
    '<bpmn:message id="m" name="zorg.update"><bpmn:extensionElements><zeebe:subscription correlationKey="=case.id"/>'
    "</bpmn:extensionElements></bpmn:message>"
)


def diagram(key: str, middle: str) -> bytes:
    """A process of one step."""
    return (
        f'{HEAD}<bpmn:process id="{key}" name="{key}" isExecutable="true"><bpmn:startEvent id="s"/>{middle}'
        '<bpmn:endEvent id="e"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="x"/>'
        '<bpmn:sequenceFlow id="g" sourceRef="x" targetRef="e"/></bpmn:process></bpmn:definitions>'
    ).encode()


def task(group: str, due: str, zone: str = "") -> str:
    """A user task of a role."""
    hidden = f'<zeebe:properties><zeebe:property name="zone" value="{zone}"/></zeebe:properties>' if zone else ""
    return (
        f'<bpmn:userTask id="x" name="Stap"><bpmn:extensionElements><zeebe:userTask/>'
        f'<zeebe:formDefinition formId="consent"/><zeebe:assignmentDefinition candidateGroups="{group}"/>'
        f'<zeebe:taskSchedule dueDate="{due}"/>{hidden}</bpmn:extensionElements></bpmn:userTask>'
    )


PROCESSES: Mapping[str, bytes] = {
    "B1": diagram("B1", task("meldpunt.begeleider", "P14D")),
    "B2": diagram("B2", task("dji.casemanager", "P14D")),
    "B3": diagram("B3", task("coa.casemanager", "P14D")),
    "B4": diagram("B4", task("ggz.behandelaar", "P14D", "MED")),
    "B5": diagram(
        "B5",
        '<bpmn:receiveTask id="x" name="Wacht op bericht" messageRef="m"><bpmn:extensionElements><zeebe:properties>'
        '<zeebe:property name="term" value="uitnodiging.reactie"/></zeebe:properties></bpmn:extensionElements>'
        "</bpmn:receiveTask>",
    ),
    "B6": diagram(
        "B6",
        '<bpmn:intermediateCatchEvent id="x" name="Wachttijd"><bpmn:timerEventDefinition>'
        '<bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P200D'
        "</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>",
    ),
}


@cache
def bundle() -> dict[str, bytes]:
    """What the product ships, the processes above, and one role that can be full."""
    files = shipped_files() | {f"{key}.bpmn": text for key, text in PROCESSES.items()}
    folder = Path(processes.__file__).parent
    words = notation.plain((folder / "organisations.yaml").read_text("utf-8"))
    words["lanes"]["coa"]["roles"]["casemanager"]["capacity"] = CAPACITY
    told = notation.plain((folder / "messages.yaml").read_text("utf-8"))
    told["messages"]["zorg.update"]["to"].append("B5")
    changed = {"organisations.yaml": words, "messages.yaml": told}
    return files | {name: yaml.safe_dump(content, allow_unicode=True).encode() for name, content in changed.items()}


Change = Callable[[Any], Any]


@dataclass(frozen=True)
class Kind:
    """One kind of case: which process, how long ago it began (days, from and to), and what is different about its rows.

    `stalls` is the reason that a sweep must give; None for a case that is well. `share` is its part of the herd.
    """

    name: str
    process: str
    days: tuple[float, float]
    share: float
    stalls: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    change: Mapping[type, Change] = field(default_factory=dict)
    paused: bool = False


def assigned(login: str) -> Mapping[type, Change]:
    return {Task: lambda row: replace(row, assignee=PEOPLE[login])}


PEOPLE: dict[str, int] = {}


def kinds(now: datetime) -> tuple[Kind, ...]:
    """The herd: nine ways to be well that look like trouble, and nine ways to be forgotten."""
    gone: Mapping[type, Change] = {
        Task: lambda row: replace(row, status=TaskStatus.CANCELLED, closed_at=now),
        Deadline: lambda row: replace(row, state=DeadlineState.CANCELLED),
    }
    missed: Mapping[type, Change] = {
        Deadline: lambda row: replace(row, state=DeadlineState.DONE) if row.due_at <= now else row
    }
    return (
        Kind("somebody works on it", "B1", (0, 12), 0.30, change=assigned("samira")),
        Kind("in a queue, in its term", "B1", (0, 12), 0.20),
        Kind("waits for a message, in its term", "B5", (0, 19), 0.12),
        Kind("waits for a date nearby", "B6", (150, 195), 0.10),
        Kind("away today, back before the term", "B1", (0, 5), 0.06, change=assigned("bob")),
        Kind("paused", "B1", (14, 40), 0.04, paused=True, change={**assigned("samira"), **missed}),
        Kind("partner at work in its term", "B4", (0, 12), 0.06, change=assigned("zoe")),
        Kind("spoken to in time", "B1", (0, 12), 0.06, facts={"contactRhythm": "weekly"}, change=assigned("samira")),
        Kind("in a full queue, but served", "B3", (5, 12), 0.0),
        Kind("message never came", "B5", (29, 60), 0.008, "message", change=missed),
        Kind("nobody has the role", "B2", (0, 12), 0.008, "unassigned"),
        Kind("assignee away past the term", "B1", (0, 12), 0.008, "absent", change=assigned("tara")),
        Kind("queue over capacity", "B3", (0, 4), 0.008, "capacity"),
        Kind("timer far away", "B6", (0, 140), 0.008, "timer"),
        Kind("incident", "B1", (0, 12), 0.008, "incident", change=assigned("samira")),
        Kind("partner away past the term", "B4", (0, 12), 0.008, "partner", change=assigned("hugo")),
        Kind("nobody spoke", "B1", (16, 40), 0.008, "contact", {"contactRhythm": "weekly"}, _spoke_late(now)),
        Kind("nothing happens", "B1", (0, 12), 0.008, "idle", change=gone),
    )


def _spoke_late(now: datetime) -> Mapping[type, Change]:
    """The task itself was moved to a later day and is in its term; it is the person who was forgotten."""
    return {
        Task: lambda row: replace(row, assignee=PEOPLE["samira"], due_at=now + timedelta(days=3)),
        Deadline: lambda row: replace(row, due_at=now + timedelta(days=3), next_try_at=now + timedelta(days=3)),
    }


Template = dict[type, list[Any]]


@dataclass
class Herd:
    """Cases by kind, and the engine they live in."""

    engine: Engine
    clock: VirtualClock
    planted: dict[int, str] = field(default_factory=dict)
    well: dict[int, str] = field(default_factory=dict)

    def fill(self, total: int, seed: int = SEED) -> None:
        """Play one case of each kind, and copy it until there are `total`."""
        rng = random.Random(seed)
        every = kinds(self.clock.now())
        for kind in shown([(kind.name, kind) for kind in every]):
            count = CAPACITY if kind.name == "in a full queue, but served" else max(3, round(total * kind.share))
            self.plant(kind, count, rng)

    def _template(self, kind: Kind) -> Template:
        desk = self.engine.desk
        with desk.store.begin() as tx:
            case = tx.add(Case(reference=new_reference(), director=PEOPLE["alice"], opened_at=self.clock.now()))
            run = Run(tx, desk.parts, case, ENGINE, self.clock.now())
            run.join(HUB, tx.find(Organisation, key="meldpunt")[0].id, "herd")
            for name, value in kind.facts.items():
                run.set_fact(name, value, source="herd")
            run.start(kind.process)
            run.settle()
            rows: Template = {Case: [run.case]} | {of: list(tx.find(of, case=case.id)) for of in KINDS}
            tx.change(run.case, status=CaseStatus.CLOSED)  # the copies are the herd
            for deadline in tx.find(Deadline, case=case.id):
                tx.remove(deadline)
            for task in tx.find(Task, case=case.id):
                tx.change(task, status=TaskStatus.CANCELLED)
        return rows

    def plant(self, kind: Kind, count: int, rng: random.Random) -> None:
        """So many cases of this kind."""
        template = self._template(kind)
        backs = [timedelta(days=rng.uniform(*kind.days)) for _ in range(count)]
        with self.engine.desk.store.begin() as tx:
            cases = tx.add_all([_back(replace(template[Case][0], id=0, reference=new_reference()), by) for by in backs])
            instances = {
                (case.id, row.id): copy
                for row in template[Instance]
                for case, copy in zip(
                    cases,
                    tx.add_all(
                        [_back(replace(row, id=0, case=case.id), by) for case, by in zip(cases, backs, strict=True)]
                    ),
                    strict=True,
                )
            }
            for of in KINDS[1:]:
                copies = [
                    _copied(row, case.id, by, instances, kind.change.get(of))
                    for row in template[of]
                    for case, by in zip(cases, backs, strict=True)
                ]
                if copies:
                    tx.add_all(copies)
            self._mark(tx, kind, cases, [instances[case.id, template[Instance][0].id].id for case in cases])
        (self.planted if kind.stalls else self.well).update(dict.fromkeys((case.id for case in cases), kind.name))

    def _mark(self, tx: Transaction, kind: Kind, cases: Sequence[Case], instances: Sequence[int]) -> None:
        now = self.clock.now()
        if kind.stalls == "incident":
            tx.add_all(
                [
                    Incident(case=case.id, instance=at, wait=1, element="x", code="feel", text="x", opened_at=now)
                    for case, at in zip(cases, instances, strict=True)
                ]
            )
        if kind.paused:
            ends = now + timedelta(days=9)
            tx.add_all([Pause(case=case.id, reason="rest", since=now, ends_at=ends) for case in cases])

    def reasons(self) -> dict[int, str]:
        """What a sweep found: the reason on the ladder of each case."""
        with self.engine.desk.store.reading() as reader:
            rows = reader.find(Escalation, closed_at=None)
        return {row.case: row.reason for row in rows if row.cause != "storm"}


def _back(row: Any, by: timedelta) -> Any:
    """The same row, some days ago."""
    moments = {one.name: getattr(row, one.name) for one in fields(row)}
    return replace(row, **{name: value - by for name, value in moments.items() if isinstance(value, datetime)})


def _copied(
    row: Any, case: int, by: timedelta, instances: Mapping[tuple[int, int], Instance], change: Change | None
) -> Any:
    columns: dict[str, Any] = {"id": 0, "case": case}
    if getattr(row, "instance", None):
        columns["instance"] = instances[case, row.instance].id
    if isinstance(row, Deadline):
        wait = wait_of(row.source)
        columns["source"] = of_wait(instances[case, wait.instance].id, wait.number)
    copy = _back(replace(row, **columns), by)
    return change(copy) if change else copy


@contextmanager
def herd(store: Store | None = None) -> Iterator[Herd]:
    """An engine with the people of the demonstration, some of whom are away, and no cases yet."""
    clock = VirtualClock(NOW)
    with memory_engine(clock, store) as engine:
        with engine.desk.store.begin() as tx:
            add_people(tx)
            PEOPLE.update({row.login: row.id for row in tx.find(Account)})
            for row in tx.find(Membership, lane="dji"):
                tx.remove(row)
            today = NOW.date()
            for login, until in (("tara", 60), ("hugo", 60), ("bob", 1)):
                tx.add(Absence(account=PEOPLE[login], since=date(2027, 2, 1), until=today + timedelta(days=until)))
        deployed = engine.definitions.deploy(bundle(), ENGINE)
        assert deployed.bundle, [(row.file, row.element, row.text_en) for row in deployed.findings]
        yield Herd(engine, clock)


@dataclass(frozen=True)
class Score:
    """What came of one sweep."""

    planted: int
    found: int
    right: int
    false: Counter[str]
    missed: Counter[str]
    other: Counter[str]
    again: int
    seconds: float
    quiet_seconds: float

    @property
    def false_share(self) -> float:
        """False alarms as a part of everything that was called a standstill."""
        return sum(self.false.values()) / max(1, self.found)


def score(found_in: Herd) -> Score:
    """Let one check interval pass, sweep twice, and compare."""
    found_in.clock.advance(INTERVAL)
    began = time.perf_counter()
    found_in.engine.clockwork.sweep()
    seconds = time.perf_counter() - began
    reasons = found_in.reasons()
    began = time.perf_counter()
    again = found_in.engine.clockwork.sweep()
    quiet_seconds = time.perf_counter() - began
    wanted = {kind.name: kind.stalls for kind in kinds(NOW)}
    right = [case for case, name in found_in.planted.items() if reasons.get(case) == wanted[name]]
    missed = Counter(name for case, name in found_in.planted.items() if case not in reasons)
    false = Counter(name for case, name in found_in.well.items() if case in reasons)
    other = Counter(
        f"{name}: {reasons[case]}"
        for case, name in found_in.planted.items()
        if case in reasons and reasons[case] != wanted[name]
    )
    return Score(len(found_in.planted), len(reasons), len(right), false, missed, other, again, seconds, quiet_seconds)


def main(words: list[str]) -> int:
    """Print the figures."""
    total = int(words[0]) if words else 5000
    store = store_room.open(words[1]) if len(words) > 1 else None
    with herd(store) as cases:
        began = time.perf_counter()
        cases.fill(total)
        sys.stderr.write(f"{len(cases.planted) + len(cases.well)} cases in {time.perf_counter() - began:.1f} s\n")
        got = score(cases)
    recall = 1 - sum(got.missed.values()) / got.planted
    print(f"planted {got.planted}, found {got.planted - sum(got.missed.values())}: recall {recall:.1%}")
    print(f"right reason {got.right} of {got.planted} {dict(got.other) or ''}")
    print(f"false alarms {sum(got.false.values())} of {got.found} findings: {got.false_share:.2%} {dict(got.false)}")
    print(
        f"found within one interval of {INTERVAL}; sweep {got.seconds:.2f} s, a quiet sweep {got.quiet_seconds:.2f} s"
    )
    print(f"a second sweep found {got.again} again; missed {dict(got.missed)}; seed {SEED}")
    return 0 if recall == 1 and got.false_share < WORST_FALSE and not got.again else 1

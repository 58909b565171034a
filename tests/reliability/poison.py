"""The trial of R10: one case in twenty fails in every way we know; the others must not notice."""

import time
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from engine.clock import VirtualClock
from engine.engine import Engine
from engine.model import Incident, Instance, Task, TaskStatus
from tests.engine.cast import MONDAY, asks, drawn
from tests.kernel.drawing import catch, element, end, many, mapping, service, start, timer
from tests.reliability.house import TIMED, House, furnish, open_cases

POISONED = 20  # one in so many
FACTS = {
    "ok": {"type": "boolean", "zone": "REG"},
    "rij": {"type": "set", "values": ["a"], "zone": "REG"},
    "woord": {"type": "text", "zone": "REG"},
}


def _poison(ident: str, *after: str) -> bytes:
    """A process that goes wrong after two days."""
    road = f"start wacht {ident.lower()} Daarna end"
    return drawn(road, start(), catch("wacht", timer("P2D")), *after, asks("Daarna"), end(), ident=ident)


def _sets(ident: str, name: str, formula: str) -> bytes:
    return _poison(ident, service(ident.lower(), "zet", mapping(outputs={name: formula})))


def _script(ident: str, formula: str) -> bytes:
    extension = f'<zeebe:script expression="{formula}" resultVariable="x"/>'
    return _poison(ident, element("scriptTask", ident.lower(), extension))


WRONG_TYPE = _sets("A", "ok", '="geen ja of nee"')
NO_NUMBER = _poison("B", asks("b", due="=1/0"))
NO_LIST = _poison("C", asks("c").replace("</bpmn:userTask>", many("=7", "deel") + "</bpmn:userTask>"))
TOO_MANY = _poison("D", asks("d").replace("</bpmn:userTask>", many("=for i in 1..5000 return i", "deel") + "</bpmn:userTask>"))  # fmt: skip
HUGE = _sets("E", "woord", '=string join(for i in 1..100000 return "een lang woord")')
ENDLESS = _script("F", "=count(for i in 1..4000, j in 1..4000 return i*j)")
UNREADABLE = _sets("G", "woord", '="goed"')  # its state is spoilt by hand
UNWRITABLE = _script("H", "=function(a) a")
PARTS = (WRONG_TYPE, NO_NUMBER, NO_LIST, TOO_MANY, HUGE, ENDLESS, UNREADABLE, UNWRITABLE)
WAYS = "ABCDEFGH"


@dataclass
class Spread:
    """What poisoned cases did to the others. `seconds` is processor time of the worker for the healthy and the sick together."""

    healthy: int
    healthy_done: int
    poisoned: int
    incidents: int
    ways: int
    seconds: float
    errors: list[str]


def work(house: House, cases: int, *, poison: bool) -> Spread:
    """All timers of all cases are due at once; one worker works them off."""
    clock = VirtualClock(MONDAY)
    engine = furnish(house, TIMED, *PARTS, now=clock, facts=FACTS)
    kinds = [
        "T" if number % POISONED or not poison else WAYS[number // POISONED % len(WAYS)] for number in range(cases)
    ]
    ids = {open_cases(engine, 1, kind)[0]: kind for kind in kinds}
    _spoil(engine)
    clock.advance(timedelta(days=3))
    began, errors = time.process_time(), []
    for _ in range(cases * 4):  # more than enough: every case has one thing to do
        try:
            if not engine.clockwork.wake_some():
                break
        except Exception as error:  # a worker would have to be started again: that is what must not happen
            errors.append(repr(error))
    return _spread(engine, ids, time.process_time() - began, errors)


def _spoil(engine: Engine) -> None:
    with engine.desk.store.begin() as tx:
        for row in tx.find(Instance, process="G"):
            tx.change(row, state="geen stand van zaken")


def _spread(engine: Engine, ids: dict[int, str], seconds: float, errors: list[str]) -> Spread:
    with engine.desk.store.reading() as reader:
        done = {row.case for row in reader.find(Task, status=TaskStatus.OPEN) if row.name == "Daarna"}
        incidents = Counter(row.case for row in reader.find(Incident))
    healthy = [case for case, kind in ids.items() if kind == "T"]
    sick = [case for case, kind in ids.items() if kind != "T"]
    return Spread(
        healthy=len(healthy),
        healthy_done=len(done & set(healthy)),
        poisoned=len(sick),
        incidents=sum(1 for case in sick if incidents[case] == 1),
        ways=len({kind for kind in ids.values() if kind != "T"}),
        seconds=seconds,
        errors=errors + [f"a healthy case {case} has an incident" for case in healthy if incidents[case]],
    )

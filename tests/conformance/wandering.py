"""Random roads through the diagrams that ship: any wait is answered with anything that its declaration allows."""

import random
from datetime import UTC, date, datetime, timedelta

from engine import terms
from engine.kernel import World, waits
from engine.kernel.commands import Complete, Deliver, Fire, Returned
from engine.vocabulary import FactDeclaration
from tests.conformance.executors import Both, Driven
from tests.processes import tables
from tests.processes.road import DECLARED, PROCESSES, Road

KEYS = sorted(path.stem for path in PROCESSES.rglob("*.bpmn"))
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
LONGEST = 14  # answers on one road
PATIENCE = 24  # seeds a diagram
TAKEN = {
    "deelnemer": ["meldpunt.begeleider"],
    "soort": "freezing",
}  # what called processes take and their first step asks
OUTCOMES = ("departed", "cancelled", "granted", "refused", "resolved", "found", "notFound", "done", "ready", "issued")


def wandered(roads: int) -> dict[str, Driven]:
    """So many roads with a step through every diagram, with both executors, by process. The same number, the same roads.

    Seeds are numbered from 0; chance gives up on a diagram after PATIENCE of them.
    """
    driven: dict[str, Driven] = {}

    class Wandering(Wanderer):
        log = driven

    for key in KEYS:
        for seed in range(PATIENCE):
            if driven.get(key, Driven()).steps and seed >= roads:
                break
            Wandering(key, random.Random(f"{key} {seed}")).wander()
    return driven


class Wanderer(Both):
    """A road on which chance answers. It ends where the diagram ends, or where chance asks what no case would (an incident)."""

    def __init__(self, key: str, chance: random.Random) -> None:
        self.chance = chance
        declared = tables.vocabulary().facts
        Road.__init__(self, key, facts={name: any_value(one, chance) for name, one in declared.items()})

    def wander(self) -> None:
        start = self.chance.choice(self.model.starts)
        message = start.event.name if start.event and start.event_kind == "message" else None
        try:
            self.begin(message, takes=None if message else TAKEN, **self._payload(message))
            for _ in range(LONGEST):
                if not self._one_step():
                    return
        except (AssertionError, KeyError):
            return  # an incident, or a condition on a local that has gone with its scope: chance asked what no case would

    def _one_step(self) -> bool:
        """Chance chooses a wait and answers it; whether there was one."""
        open_ = [wait for wait in waits(self.model, self.marking) if wait.kind in ANSWERS]
        if not open_:
            return False
        wait = self.chance.choice(open_)
        if wait.kind in ("task", "job"):
            self._somebody_learns()
        self._apply(getattr(self, ANSWERS[wait.kind])(wait.number, wait.element))
        return True

    def _done(self, number: int, _: str) -> Complete:
        return Complete(number, {})

    def _returned(self, number: int, _: str) -> Returned:
        return Returned(number, self.chance.choice(OUTCOMES))

    def _heard(self, number: int, element: str) -> Deliver:
        event = self.model.elements[element].event
        return Deliver(number, self._payload(event.name if event else None))

    def _late(self, number: int, _: str) -> Fire:
        return Fire(number)

    def _somebody_learns(self) -> None:
        """A few facts change, as by a form."""
        for name in self.chance.sample(sorted(tables.vocabulary().facts), 20):
            self.facts[name] = any_value(tables.vocabulary().facts[name], self.chance)

    def _payload(self, message: str | None) -> dict[str, object]:
        declared = tables.vocabulary().messages.get(message or "")
        fields = declared.payload if declared else ()
        return {one.name: any_value(FactDeclaration(one.name, one.type, one.zone), self.chance) for one in fields}

    def _world(self) -> World:
        """Tables answer as they ship; what they said is kept, for the second executor's conditions."""
        known = (
            dict.fromkeys(DECLARED)
            | self.facts
            | {"case": {"id": 7, "priority": "P2"}, "today": NOW.date(), "now": NOW}
        )
        return World(NOW, known, DECLARED, self._decide, terms.functions())

    def _decide(self, table: str, inputs: dict[str, object]) -> object:
        decision = tables.decide(table, **inputs)
        self.tables[table] = decision.value
        return decision.value


ANSWERS = {
    "task": "_done",
    "job": "_done",
    "call": "_returned",
    "message": "_heard",
    "signal": "_heard",
    "timer": "_late",
}


def any_value(declared: FactDeclaration, chance: random.Random) -> object:
    """A value that the declaration allows; now and then nothing is known."""
    if chance.random() < 0.1:
        return None
    day = date(2027, 3, 1) + timedelta(days=chance.randint(-60, 60))
    choices = declared.values or ("a", "b")
    made: dict[str, object] = {
        "boolean": chance.random() < 0.5, "integer": chance.randint(0, 4), "number": chance.random(), "money": 100, "date": day,
        "date-time": NOW + timedelta(hours=chance.randint(-90, 90)), "duration": timedelta(days=2),
        "set": sorted(chance.sample(choices, chance.randint(0, len(choices)))),
        "lines": [dict.fromkeys(declared.columns, "a")],
    }  # fmt: skip
    return made.get(declared.type, chance.choice(choices))

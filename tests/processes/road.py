"""Walk one diagram with the kernel alone: no store, no clock, no people. What a table would answer is told beforehand."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from engine import notation, terms
from engine.kernel import World, apply, read, start, waits
from engine.kernel import effects as fx
from engine.kernel.commands import Complete, Deliver, Fire, Returned

PROCESSES = Path(__file__).parents[2] / "processes"
DECLARED = frozenset(notation.plain((PROCESSES / "facts.yaml").read_text())["facts"])


class Road:
    """One instance of the process `key` on its way. `facts` is what is known so far; `thrown` the messages it sent."""

    def __init__(
        self, key: str, *, facts: Mapping[str, object] | None = None, tables: Mapping[str, object] | None = None
    ) -> None:
        (path,) = PROCESSES.glob(f"*/{key}.bpmn")
        (self.model,) = read(path.read_bytes(), tuple(DECLARED)).models
        self.facts = dict(facts or {})
        self.tables = dict(tables or {})
        self.thrown: list[str] = []
        self.outcome: str | None = None

    def begin(
        self, message: str | None = None, *, takes: Mapping[str, object] | None = None, **payload: object
    ) -> "Road":
        """It starts: by this message with this payload, or called with what it `takes`."""
        known = payload if message else None
        self.marking, effects = start(self.model, self._world(), message=message, payload=known, inputs=takes)
        return self._take(effects)

    @property
    def open(self) -> set[str]:
        """What waits for a person, a connector or a called process."""
        return {
            wait.element for wait in waits(self.model, self.marking) if wait.kind in ("task", "job", "call", "incident")
        }

    def do(self, element: str, **answers: object) -> "Road":
        """Somebody completes the task, or the connector its job, with these facts."""
        self.facts |= answers
        return self._apply(Complete(self._wait(element), answers))

    def back(self, element: str, outcome: str, **returns: object) -> "Road":
        """The called process ends with this outcome, and hands back what it returns."""
        return self._apply(Returned(self._wait(element), outcome, returns))

    def hear(self, element: str, **payload: object) -> "Road":
        return self._apply(Deliver(self._wait(element), payload))

    def late(self, element: str) -> "Road":
        """The timer's moment has come."""
        return self._apply(Fire(self._wait(element)))

    def _wait(self, element: str) -> int:
        (number,) = [wait.number for wait in waits(self.model, self.marking) if wait.element == element]
        return number

    def _apply(self, command: Complete | Returned | Deliver | Fire) -> "Road":
        self.marking, effects = apply(self.model, self.marking, command, self._world())
        return self._take(effects)

    def _take(self, effects: tuple[fx.Effect, ...]) -> "Road":
        for effect in effects:
            if isinstance(effect, fx.FactSet):
                self.facts[effect.name] = effect.value
            elif isinstance(effect, fx.Thrown):
                self.thrown.append(effect.name)
            elif isinstance(effect, fx.Ended):
                self.outcome = effect.outcome
            elif isinstance(effect, fx.IncidentRaised):
                raise AssertionError(f"{effect.element} stands still: {effect.text}")
        return self

    def _world(self) -> World:
        now = datetime(2027, 3, 1, 9, tzinfo=UTC)
        known = (
            dict.fromkeys(DECLARED)
            | self.facts
            | {"case": {"id": 7, "priority": None, "kind": "person"}, "today": now.date(), "now": now}
        )
        return World(now, known, DECLARED, lambda table, _: self.tables[table], terms.functions())

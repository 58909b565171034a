"""An instance under test. Every step is done twice, straight and after dump and load, and must come out the same; and after every
step what the rows of a store would show must be exactly what the marking waits for."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from engine import kernel
from engine.kernel import commands as cmd
from engine.kernel import effects as fx

NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
OPENS = (fx.TaskOpened, fx.JobOpened, fx.CallOpened, fx.TimerSet, fx.Subscribed, fx.IncidentRaised, fx.AdHocOpened)
CLOSES = (
    fx.TaskClosed,
    fx.JobClosed,
    fx.CallClosed,
    fx.TimerCleared,
    fx.Unsubscribed,
    fx.IncidentResolved,
    fx.AdHocClosed,
)


class Instance:
    """Speaks of waits by the id of their element."""

    def __init__(
        self, model: kernel.Model, declared: tuple[str, ...] = (), decide: Any = None, **facts: object
    ) -> None:
        self.model = model
        self.facts: dict[str, object] = {"case": {"id": "C1"}, **facts}
        self.declared = frozenset(declared)
        self.decide = decide
        self.effects: tuple[fx.Effect, ...] = ()
        self.history: list[fx.Effect] = []
        self.rows: dict[int, fx.Effect] = {}
        self.numbers: set[int] = set()
        self.marking = kernel.Marking()

    @property
    def world(self) -> kernel.World:
        functions = {"term": lambda step: f"term:{step}"}
        return kernel.World(NOW, dict(self.facts), self.declared, self.decide, functions)

    def start(self, **how: Any) -> "Instance":
        self._keep(*kernel.start(self.model, self.world, **how))
        return self

    def apply(self, command: cmd.Command, **how: Any) -> "Instance":
        straight = kernel.apply(self.model, self.marking, command, self.world, **how)
        reloaded = kernel.apply(self.model, kernel.load(kernel.dump(self.marking)), command, self.world, **how)
        assert kernel.dump(straight[0]) == kernel.dump(reloaded[0])
        assert straight[1] == reloaded[1]
        self._keep(*straight)
        return self

    def _keep(self, marking: kernel.Marking, effects: tuple[fx.Effect, ...]) -> None:
        text = kernel.dump(marking)
        assert kernel.dump(kernel.load(text)) == text
        self.marking, self.effects = marking, effects
        self.history += effects
        for effect in effects:
            if isinstance(effect, OPENS):
                assert effect.wait not in self.numbers, f"number {effect.wait} used twice"
                self.numbers.add(effect.wait)
                self.rows[effect.wait] = effect
            elif isinstance(effect, CLOSES):
                assert effect.wait in self.rows, f"{effect} closes nothing"
                del self.rows[effect.wait]
            elif isinstance(effect, fx.FactSet):
                self.facts[effect.name] = effect.value
        waits = {wait.number for wait in kernel.waits(self.model, marking) if wait.kind != "condition"}
        assert waits == set(self.rows), f"open waits {waits}, open rows {sorted(self.rows)}"

    def number(self, element: str, kind: str = "") -> int:
        found = [
            w.number for w in kernel.waits(self.model, self.marking) if w.element == element and kind in ("", w.kind)
        ]
        assert found, f"nothing waits at {element}: {self.waiting}"
        return found[0]

    def complete(self, element: str, **result: object) -> "Instance":
        return self.apply(cmd.Complete(self.number(element), result))

    def deliver(self, element: str, **payload: object) -> "Instance":
        return self.apply(cmd.Deliver(self.number(element), payload))

    def fire(self, element: str) -> "Instance":
        return self.apply(cmd.Fire(self.number(element, "timer")))

    def returned(self, element: str, outcome: str, **outputs: object) -> "Instance":
        return self.apply(cmd.Returned(self.number(element), outcome, outputs))

    def raised(self, element: str, code: str, kind: str = "error") -> "Instance":
        return self.apply(cmd.Raised(self.number(element), kind, code))

    def fail(self, element: str, code: str) -> "Instance":
        return self.apply(cmd.Fail(self.number(element), code))

    def retry(self, element: str) -> "Instance":
        return self.apply(cmd.Retry(self.number(element, "incident")))

    @property
    def waiting(self) -> list[str]:
        """The elements that wait, sorted; twice when two tokens wait there."""
        return sorted(wait.element for wait in kernel.waits(self.model, self.marking))

    @property
    def outcome(self) -> str | None:
        """The outcome of the ended instance, None while it runs."""
        ended = self.all(fx.Ended)
        return ended[-1].outcome if ended else None

    def all(self, kind: type[Any]) -> list[Any]:
        """Every effect of this kind so far."""
        return [effect for effect in self.history if isinstance(effect, kind)]

    def path(self) -> list[str]:
        """The elements that were entered, in order."""
        return [effect.element for effect in self.all(fx.Visited) if effect.what == "entered"]

    def local(self, name: str) -> object:
        """A local of the instance itself."""
        root = next(node for node in self.marking.nodes.values() if node.kind == "process")
        held = root.state.get("locals")
        return held.get(name) if isinstance(held, dict) else None


def run(model: kernel.Model, **facts: object) -> Instance:
    """A started instance."""
    return Instance(model, **facts).start()  # type: ignore[arg-type]  # facts are never named declared or decide


def whole(*values: int) -> list[Decimal]:
    """Whole numbers as FEEL has them."""
    return [Decimal(value) for value in values]


def later(days: int) -> datetime:
    return NOW + timedelta(days=days)

"""Both executors of a diagram, side by side: along every road of the tests of our processes, and along random ones."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from types import ModuleType

from engine import terms
from engine.kernel import Model, waits
from engine.kernel import effects as fx
from engine.kernel.commands import Complete, Deliver, Fire, Returned
from engine.kernel.second.executor import SecondExecutor, left_out
from tests.kernel.narrow import Walked, walk
from tests.processes import test_roads, test_roads_to_a_plan, test_roads_to_departure
from tests.processes.road import PROCESSES, Road

MODULES = (test_roads, test_roads_to_a_plan, test_roads_to_departure)


@dataclass
class Driven:
    """What was compared along all roads of one diagram: roads begun, steps, where roads left the common part, what differed."""

    roads: int = 0
    steps: int = 0
    left: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)

    def __add__(self, other: "Driven") -> "Driven":
        return Driven(
            self.roads + other.roads,
            self.steps + other.steps,
            self.left + other.left,
            self.differences + other.differences,
        )


def random_roads(count: int) -> list[Walked]:
    """One road through each of so many random diagrams."""
    return [walk(seed) for seed in range(count)]


def shipped_roads() -> dict[str, Driven]:
    """Every road of the tests of our processes, with both executors, by process."""
    driven: dict[str, Driven] = {}

    class Doubled(Both):
        log = driven

    for module in MODULES:
        real = module.Road
        module.Road = Doubled  # type: ignore[misc,attr-defined]  # the tests' own roads, driven with both
        try:
            for test, given in _tests(module):
                test(**given)
        finally:
            module.Road = real  # type: ignore[misc,attr-defined]
    return driven


def _tests(module: ModuleType) -> Iterator[tuple[Callable[..., None], dict[str, object]]]:
    """Each test of the module with each of its rows."""
    for name, test in vars(module).items():
        if not name.startswith("test_"):
            continue
        choices = [_rows(mark.args[0], mark.args[1]) for mark in getattr(test, "pytestmark", ())]
        for rows in product(*choices):
            yield test, {key: value for row in rows for key, value in row.items()}


def _rows(names: str | tuple[str, ...], values: list[object]) -> list[dict[str, object]]:
    words = [word.strip() for word in names.split(",")] if isinstance(names, str) else list(names)
    return [dict(zip(words, value if len(words) > 1 else (value,), strict=True)) for value in values]  # type: ignore[arg-type]


class Both(Road):
    """A road that the second executor follows, as long as it stays where that is right."""

    log: dict[str, Driven]

    def begin(
        self, message: str | None = None, *, takes: Mapping[str, object] | None = None, **payload: object
    ) -> "Both":
        self.other: SecondExecutor | None = None
        self.locals: dict[str, object] = dict(takes or {})
        self.splits: Counter[str] = Counter()
        self.out = left_out(self.model)
        self.known = dict(self.facts)
        super().begin(message, takes=takes, **payload)
        self.driven = self.log.setdefault(self.model.process_id, Driven())
        self.driven.roads += 1
        if not self._leaves():
            (path,) = PROCESSES.glob(f"*/{self.model.process_id}.bpmn")
            start, functions = _start(self.model, message), terms.functions()
            self.other = SecondExecutor(
                path.read_bytes(), self.model, self._fact, start=start, functions=functions, passed=self._passed
            )
            self._compare(start)
        return self

    def _apply(self, command: Complete | Returned | Deliver | Fire) -> "Both":
        (element,) = [wait.element for wait in waits(self.model, self.marking) if wait.number == command.wait]
        if isinstance(command, Returned):
            self.locals["outcome"] = command.outcome
        self.known = dict(self.facts)
        super()._apply(command)
        if self.other is not None and not self._leaves(element):
            self.other.answer(element)
            self._compare(element)
        return self

    def _take(self, effects: tuple[fx.Effect, ...]) -> "Both":
        self.settings = [one for one in effects if isinstance(one, fx.FactSet)]
        self.entered = [one.element for one in effects if isinstance(one, fx.Visited) and one.what == "entered"]
        super()._take(effects)
        return self

    def _leaves(self, *answered: str) -> bool:
        """Whether this step entered what the second executor does not run right; from here on it is silent."""
        splits = [e for e in self.entered if _splits(self.model, e)]
        self.splits.update(splits)
        reasons = [self.out[element] for element in (*answered, *self.entered) if element in self.out]
        reasons += ["split in a loop" for element in splits if self.splits[element] > 1]
        if reasons:
            self.driven.left[reasons[0]] += 1
            self.other = None
        return bool(reasons)

    def _compare(self, after: str) -> None:
        assert self.other is not None
        ours = Counter(w.element for w in waits(self.model, self.marking) if w.element not in self.out)
        theirs = self.other.open
        self.driven.steps += 1
        if ours != theirs or self.marking.over != self.other.over:
            told = f"after {after}: only the kernel {dict(ours - theirs)}, only the other {dict(theirs - ours)}"
            self.driven.differences.append(told)
            self.other = None

    def _unset(self) -> dict[str, object]:
        """Facts that this step set are not yet known before their element is passed."""
        return dict.fromkeys(self.facts.keys() - self.known.keys())

    def _passed(self, element: str) -> None:
        """The facts that the kernel set at this element, once for each time it is passed."""
        seen: set[str] = set()
        for setting in [one for one in self.settings if one.element == element]:
            if setting.name in seen:
                break
            seen.add(setting.name)
            self.known[setting.name] = setting.value
            self.settings.remove(setting)

    def _fact(self, name: str) -> object:
        """What is known when a condition asks: locals first, then what a table answered, then the facts."""
        for node in self.marking.nodes.values():
            held = node.state.get("locals")
            self.locals |= held if isinstance(held, Mapping) else {}
        answers = {
            element.result_variable: self.tables[element.called_decision.text]
            for element in self.model.elements.values()
            if element.result_variable and element.called_decision and element.called_decision.text in self.tables
        }
        return (dict(self._world().facts) | self._unset() | self.known | answers | self.locals)[name]


def _splits(model: Model, element: str) -> bool:
    found = model.elements[element]
    return found.kind in ("parallelGateway", "inclusiveGateway") and len(found.outgoing) > 1


def _start(model: Model, message: str | None) -> str:
    """The start event with which this road begins."""
    (start,) = [
        e.id for e in model.starts if (e.event.name if e.event and e.event_kind == "message" else None) == message
    ]
    return start

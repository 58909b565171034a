"""Follows one instance with the second executor, as long as it stays in the part where that is right, and says what differs.

It is shown every step of the kernel right after it was taken, with the facts as they were before it.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from engine.kernel import effects as fx
from engine.kernel.commands import Command, Complete, Deliver, Fire, Returned
from engine.kernel.marking import Marking, waits
from engine.kernel.model import Model
from engine.kernel.second.executor import SecondExecutor, left_out
from engine.kernel.world import World

FOLLOWED = (Complete, Returned, Deliver, Fire)


@dataclass(frozen=True, slots=True)
class Taken:
    """One step of the kernel: what was answered (None: the start), the world before, and what came of it."""

    command: Command | None
    world: World
    before: Marking
    after: Marking
    effects: tuple[fx.Effect, ...]


@dataclass(slots=True)
class Follower:
    """One instance. `left` says why it is no longer followed, `differs` what the two disagree about; empty while all is well."""

    xml: bytes
    model: Model
    steps: int = 0
    left: str = ""
    differs: str = ""
    _other: SecondExecutor | None = None
    _out: Mapping[str, str] = field(default_factory=dict)
    _splits: Counter[str] = field(default_factory=Counter)
    _locals: dict[str, object] = field(default_factory=dict)
    _settings: list[fx.FactSet] = field(default_factory=list)
    _known: dict[str, object] = field(default_factory=dict)
    _world: World | None = None

    def see(self, taken: Taken) -> None:
        """Let the second executor take the same step, and compare where both wait then."""
        if self.left or self.differs:
            return
        answered = _answered(taken)
        self._take_in(taken)
        self.left = self._edge(taken, answered)
        if not self.left:
            self._step(taken, answered)

    def _take_in(self, taken: Taken) -> None:
        """What conditions may ask for from here on."""
        self._world = taken.world
        self._settings = [one for one in taken.effects if isinstance(one, fx.FactSet)]
        self._known = {}
        if isinstance(taken.command, Returned):
            self._locals["outcome"] = taken.command.outcome
        for node in (*taken.before.nodes.values(), *taken.after.nodes.values()):
            held = node.state.get("locals")
            self._locals |= held if isinstance(held, dict) else {}
        for one in taken.effects:
            if isinstance(one, fx.Decided) and (name := self.model.elements[one.element].result_variable):
                self._locals[name] = one.value

    def _edge(self, taken: Taken, answered: str) -> str:
        """Why this step came where the second executor is not right, if it did; from here on it is silent."""
        self._out = self._out or left_out(self.model)
        entered = [one.element for one in taken.effects if isinstance(one, fx.Visited) and one.what == "entered"]
        if any(isinstance(one, fx.IncidentRaised) for one in taken.effects):
            return "incident"
        if taken.command is not None and not isinstance(taken.command, FOLLOWED):
            return type(taken.command).__name__
        splits = [ident for ident in entered if self._forks(ident)]
        self._splits.update(splits)
        reasons = [self._out[ident] for ident in (answered, *entered) if ident in self._out]
        reasons += ["split in a loop" for ident in splits if self._splits[ident] > 1]
        return next(iter(reasons), "")

    def _forks(self, ident: str) -> bool:
        found = self.model.elements[ident]
        return found.kind in ("parallelGateway", "inclusiveGateway") and len(found.outgoing) > 1

    def _step(self, taken: Taken, answered: str) -> None:
        try:
            self._compare(taken, answered, self._moved(taken, answered))
        except KeyError as error:
            self.left = f"the value of {error} is not kept"
        except LookupError as error:
            self.differs = str(error)

    def _moved(self, taken: Taken, answered: str) -> SecondExecutor:
        """The second executor after the same step. Raises LookupError when it does not wait there."""
        if self._other is None:
            functions: Mapping[str, Callable[..., object]] = taken.world.functions
            self._other = SecondExecutor(
                self.xml, self.model, self._fact, start=answered, functions=functions, passed=self._passed
            )
        else:
            self._other.answer(answered)
        return self._other

    def _compare(self, taken: Taken, answered: str, other: SecondExecutor) -> None:
        self.steps += 1
        ours = Counter(wait.element for wait in waits(self.model, taken.after) if wait.element not in self._out)
        theirs = other.open
        if ours != theirs or taken.after.over != other.over:
            self.differs = f"after {answered}: only the kernel waits at {sorted(ours - theirs)}, only SpiffWorkflow at {sorted(theirs - ours)}"

    def _passed(self, element: str) -> None:
        """The facts that the kernel set at this element, once for each time it is passed."""
        seen: set[str] = set()
        for setting in [one for one in self._settings if one.element == element]:
            if setting.name in seen:
                break
            seen.add(setting.name)
            self._known[setting.name] = setting.value
            self._settings.remove(setting)

    def _fact(self, name: str) -> object:
        """A value as it is known when a condition asks. Raises KeyError for a local that is gone."""
        if name in self._locals and name not in self._known:
            return self._locals[name]
        if name in self._known:
            return self._known[name]
        assert self._world is not None
        return self._world.facts[name]


def _answered(taken: Taken) -> str:
    """The element that the step began at."""
    if taken.command is None:
        return next((one.element for one in taken.effects if isinstance(one, fx.Visited)), "")
    node = taken.before.nodes.get(getattr(taken.command, "wait", 0))
    return node.element if node is not None else ""

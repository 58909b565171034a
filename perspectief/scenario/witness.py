"""Looks on while a story is played: asks the kernel, notes what was passed, forgets between steps, asks a second opinion."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from engine import kernel
from engine.kernel import effects as fx
from engine.kernel.commands import Command
from engine.kernel.model import Model
from engine.kernel.second.follower import Follower, Taken
from engine.kernel.world import World
from engine.step.stepper import Stepped, Stepper
from perspectief.factory import shipped_files


@dataclass(slots=True)
class Passed:
    """What of one diagram tokens went through."""

    model: Model
    elements: set[str] = field(default_factory=set)
    flows: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Opinions:
    """What the second executor said: how many steps it followed, where it fell silent and why, what it disagrees about."""

    steps: int = 0
    silent: Counter[str] = field(default_factory=Counter)
    differ: list[str] = field(default_factory=list)


class Witness(Stepper):
    """The kernel with somebody who looks on.

    `reload`: every marking is written down and read again before it is used. `second_opinion`: SpiffWorkflow follows
    every instance as far as it is right.
    """

    def __init__(self, *, reload: bool = False, second_opinion: bool = False) -> None:
        self.reload, self.second_opinion = reload, second_opinion
        self.passed: dict[str, Passed] = {}
        self.opinions = Opinions()
        self._followers: dict[int, tuple[Follower, str]] = {}
        self._sources: Mapping[str, bytes] = {}

    def start(
        self,
        instance: int,
        model: Model,
        world: World,
        *,
        payload: Mapping[str, object] | None = None,
        inputs: Mapping[str, object] | None = None,
        message: str | None = None,
    ) -> Stepped:
        """Begin an instance."""
        stepped = super().start(instance, model, world, payload=payload, inputs=inputs, message=message)
        return self._seen(instance, model, None, world, kernel.Marking(), stepped)

    def apply(self, instance: int, model: Model, marking: kernel.Marking, command: Command, world: World) -> Stepped:
        """Answer a wait."""
        before = kernel.load(kernel.dump(marking)) if self.reload else marking
        stepped = super().apply(instance, model, before, command, world)
        return self._seen(instance, model, command, world, before, stepped)

    def new_story(self) -> None:
        """Numbers of instances begin anew."""
        for follower, _ in self._followers.values():
            self._conclude(follower)
        self._followers.clear()

    def _seen(
        self,
        instance: int,
        model: Model,
        command: Command | None,
        world: World,
        before: kernel.Marking,
        stepped: Stepped,
    ) -> Stepped:
        after, effects = stepped
        self._note(model, effects)
        if self.second_opinion and instance:
            self._follow(instance, model, Taken(command, world, before, after, effects))
        return (kernel.load(kernel.dump(after)), effects) if self.reload else stepped

    def _note(self, model: Model, effects: tuple[fx.Effect, ...]) -> None:
        passed = self.passed.setdefault(model.process_id, Passed(model))
        for effect in effects:
            if isinstance(effect, fx.Visited) and effect.what in ("entered", "completed"):
                passed.elements.add(effect.element)
                if effect.flow:
                    passed.flows.add(effect.flow)

    def _follow(self, instance: int, model: Model, taken: Taken) -> None:
        follower, last = self._followers.get(instance, (None, ""))
        if follower is None or taken.command is None:
            follower = Follower(self._source(model.process_id), model)
        elif last != kernel.dump(taken.before):
            follower.left = "a step that was undone"
        follower.see(taken)
        self._followers[instance] = follower, kernel.dump(taken.after)

    def _conclude(self, follower: Follower) -> None:
        self.opinions.steps += follower.steps
        if follower.left:
            self.opinions.silent[follower.left] += 1
        if follower.differs:
            self.opinions.differ.append(f"{follower.model.process_id}: {follower.differs}")

    def _source(self, process: str) -> bytes:
        """The file of a process that ships."""
        self._sources = self._sources or {
            name.rsplit("/", 1)[-1].removesuffix(".bpmn"): text
            for name, text in shipped_files().items()
            if name.endswith(".bpmn")
        }
        return self._sources[process]

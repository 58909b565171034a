"""Who moves the tokens: the kernel. A scenario puts somebody in its place who asks the kernel too, and looks on."""

from collections.abc import Mapping

from engine import kernel
from engine.kernel.commands import Command
from engine.kernel.effects import Effect
from engine.kernel.model import Model
from engine.kernel.world import World

Stepped = tuple[kernel.Marking, tuple[Effect, ...]]


class Stepper:
    """The kernel's two steps. `instance` is 0 for what is only tried out in memory."""

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
        return kernel.start(model, world, payload=payload, inputs=inputs, message=message)

    def apply(self, instance: int, model: Model, marking: kernel.Marking, command: Command, world: World) -> Stepped:
        """Answer a wait. Raises NotWaiting and NotPossible as the kernel does."""
        return kernel.apply(model, marking, command, world)

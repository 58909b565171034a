"""Random diagrams of the part of BPMN that the second executor runs right, and one road through each with both."""

import random
from collections import Counter
from dataclasses import dataclass

from engine import kernel
from engine.kernel import commands as cmd
from engine.kernel.second.executor import SecondExecutor
from tests.kernel import oracle as o
from tests.kernel.blocks import Maker, diagram
from tests.kernel.instance import Instance

ANSWERS = {"task": cmd.Complete, "timer": cmd.Fire, "message": cmd.Deliver}


@dataclass
class Narrow(Maker):
    """Blocks without event subprocesses, multi-instance, splits inside loops, and merges on the way to an inclusive join.

    (Of several ways back from such a join the library follows one, and so may not see the token it should wait for.)
    """

    looping: bool = False

    def block(self, depth: int) -> o.Block:
        if depth <= 0 or self.joined or self.rng.random() < 0.2:
            return self.leaf()
        split = () if self.looping else (self.branches, self.branches, self.timed)
        return self.rng.choice((*split, self.loop, self.gate, self.scope))(depth - 1)

    def loop(self, depth: int) -> o.Block:
        around, self.looping = self.looping, True
        block = super().loop(depth)
        self.looping = around
        return block

    def scope(self, depth: int) -> o.Block:
        block = super().scope(depth)
        assert isinstance(block, o.Scope)
        block.inner = []
        return block


@dataclass(frozen=True, slots=True)
class Walked:
    """How many steps were compared, and what differed."""

    steps: int
    differs: str = ""


def narrow_tree(seed: int, depth: int = 3) -> tuple[o.Scope, Maker]:
    """A tree of the subset and the facts that its conditions read."""
    maker = Narrow(random.Random(f"narrow {seed}"))
    tree = o.Scope("P", parts=[maker.seq(depth)])
    _catch_all(tree, caught=False)
    return tree, maker


def _catch_all(block: o.Block, *, caught: bool) -> None:
    """Errors that the library loses become terminate ends.

    One that nobody catches leaves the others running there, and one in a parallel branch is caught by any activity beside it.
    """
    if isinstance(block, o.Throw) and not caught:
        block.kind = "terminate"
    if isinstance(block, o.Scope):
        caught = block.caught is not None
    elif isinstance(block, o.And | o.Or):
        caught = False
    for part in block.parts if isinstance(block, o.Several) else ():
        _catch_all(part, caught=caught)


def walk(seed: int, steps: int = 25) -> Walked:
    """Take one random road through one random diagram with both executors."""
    tree, maker = narrow_tree(seed)
    xml = diagram(tree)
    case = Instance(kernel.read(xml).model, **maker.values())
    other = SecondExecutor(xml, case.model, lambda name: case.facts[name])
    case.start()
    for number in range(steps):
        waits = kernel.waits(case.model, case.marking)
        ours, theirs = Counter(wait.element for wait in waits), other.open
        if ours != theirs or case.marking.over != other.over:
            return Walked(
                number, f"seed {seed}, step {number}: only the kernel {ours - theirs}, only the other {theirs - ours}"
            )
        if not waits:
            break
        wait = maker.rng.choice(sorted(waits, key=lambda one: one.element))
        case.facts.update(maker.values())
        case.apply(cmd.Returned(wait.number, "x") if wait.kind == "call" else ANSWERS[wait.kind](wait.number))
        other.answer(wait.element)
    return Walked(number + 1)

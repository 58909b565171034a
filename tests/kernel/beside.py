"""The kernel and the oracle on the same random road through the same random diagram."""

from collections import Counter

from engine import kernel
from engine.kernel import commands as cmd
from tests.kernel.blocks import diagram, random_tree
from tests.kernel.instance import Instance
from tests.kernel.oracle import Thrown

LARGE = 800  # of the seeds: these are four blocks deep, later ones three. Small ones show most, and a larger one costs four times as much
ANSWERS = {"task": cmd.Complete, "timer": cmd.Fire, "message": cmd.Deliver}


def walk(seed: int, steps: int = 40) -> str | None:
    """Take one random road through one random diagram with both; what differs, or None."""
    tree, maker = random_tree(seed, 4 if seed < LARGE else 3)
    reading = kernel.read(diagram(tree))
    assert reading.accepted, (seed, reading.findings)
    case = Instance(reading.model, **maker.values())
    try:
        tree.enter(case.facts)
        over = tree.done
    except Thrown:
        over = True
    case.start()
    for number in range(steps):
        waiting = Counter((w.kind, w.element) for w in kernel.waits(case.model, case.marking))
        wanted = Counter() if over else Counter(tree.open())
        if waiting != wanted or case.marking.over != over:
            return (
                f"seed {seed}, step {number}: the kernel waits at {waiting - wanted}, the oracle at {wanted - waiting}"
            )
        if over:
            return None
        kind, element = maker.rng.choice(sorted(wanted.elements()))
        case.facts.update(maker.values())
        wait = case.number(element, kind)
        case.apply(cmd.Returned(wait, "x") if kind == "call" else ANSWERS[kind](wait))
        try:
            assert tree.act((kind, element), case.facts), (seed, kind, element)
            over = tree.done
        except Thrown:
            over = True
    return None

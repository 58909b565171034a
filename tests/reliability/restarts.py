"""The trial of R4: random roads through random diagrams, straight through, reloaded after every step, and in other programs."""

import hashlib
import os
import subprocess
import sys
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from random import Random

from engine import kernel
from engine.kernel import commands as cmd
from engine.kernel.step import Step
from tests.kernel.blocks import diagram, random_tree

ROOT = Path(__file__).parents[2]
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
STEPS = 40
ANSWERS = {"task": cmd.Complete, "timer": cmd.Fire, "message": cmd.Deliver}


def road(seed: int, number: int, *, reload: bool) -> str:
    """The fingerprint of one road: the marking and the effects after every step."""
    tree, maker = random_tree(seed)
    model, chance = _model(seed), Random(f"{seed}:{number}")
    facts: dict[str, object] = {"case": {"id": "C1"}, **maker.values()}
    digest = hashlib.sha256()
    marking, effects = kernel.start(model, _world(facts))
    for _ in range(STEPS):
        digest.update(f"{kernel.dump(marking)}{effects}".encode())
        waiting = [wait for wait in kernel.waits(model, marking) if wait.kind in ANSWERS or wait.kind == "call"]
        if not waiting:
            break
        chosen = chance.choice(sorted(waiting, key=lambda wait: wait.number))
        if reload:
            marking, model = (
                kernel.load(kernel.dump(marking)),
                kernel.read(diagram(tree)).model if number % 5 == 0 else model,
            )
        facts |= {
            name: chance.choice([True, False]) if isinstance(value, bool) else value for name, value in facts.items()
        }
        number_ = chosen.number
        command = cmd.Returned(number_, "x") if chosen.kind == "call" else ANSWERS[chosen.kind](number_)
        marking, effects = kernel.apply(model, marking, command, _world(facts))
    return digest.hexdigest()[:16]


@lru_cache(maxsize=1)
def _model(seed: int) -> kernel.Model:
    """The diagram, read once for the roads that follow each other through it."""
    return kernel.read(diagram(random_tree(seed)[0])).model


def _world(facts: dict[str, object]) -> kernel.World:
    return kernel.World(NOW, dict(facts), frozenset(), None, {"term": lambda step: f"term:{step}"})


def roads(seeds: range, each: int, *, reload: bool = False) -> list[str]:
    """The fingerprints of so many roads through each diagram."""
    return [road(seed, number, reload=reload) for seed in seeds for number in range(each)]


def in_another_program(seeds: range, each: int, hash_seed: int, *, how: str = "") -> list[str]:
    """The same in a program of its own, whose sets and dictionaries are in another order."""
    command = [sys.executable, "-m", "tests.reliability.restarts", str(seeds.start), str(seeds.stop), str(each), how]
    environment = {**os.environ, "PYTHONHASHSEED": str(hash_seed)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=1800, check=True)
    return done.stdout.split()


def compare(seeds: range, each: int, *, how: str = "") -> tuple[int, list[str]]:
    """How many roads there were, and those that came out differently in one of three ways."""
    straight = in_another_program(seeds, each, 1, how=how)
    ways = {
        "reloaded": roads(seeds, each, reload=True) if not how else straight,
        "in another program": in_another_program(seeds, each, 2, how=how),
    }
    differing = [
        f"diagram {seeds.start + at // each}, road {at % each} {way}"
        for way, found in ways.items()
        for at, (one, other) in enumerate(zip(straight, found, strict=True))
        if one != other
    ]
    return len(straight), differing


def _in_order_of_hashes() -> None:
    """Sabotage: flows are taken in the order of a set of names."""
    plain = Step.take
    Step.take = lambda self, node, flows: plain(self, node, tuple(sorted(flows, key=lambda flow: hash(str(flow)))))  # type: ignore[method-assign] # only in this short-lived program


if __name__ == "__main__":
    first, last, times = map(int, sys.argv[1:4])
    if sys.argv[4:] == ["hashes"]:
        _in_order_of_hashes()
    print(*roads(range(first, last), times), sep="\n")

"""The kernel against an independent simulator, on random diagrams and random roads through them."""

import pytest

from engine import kernel
from engine.kernel import commands as cmd
from engine.kernel import second
from engine.kernel.step import Step
from engine.kernel.words import boundary_event, inclusive_gateway, parallel_gateway
from tests.kernel.beside import LARGE, walk
from tests.kernel.blocks import diagram, random_tree
from tests.kernel.instance import Instance

SEEDS = range(0, 1_500, 3)  # `dev.py bench conformance` takes all of them


def test_random_diagrams_run_as_the_oracle_says_straight_and_reloaded_at_every_step():
    differing = [found for found in map(walk, SEEDS) if found]
    assert not differing, f"{len(differing)} of {len(SEEDS)}: {differing[:3]}"


def test_both_readings_agree_on_random_diagrams():
    for seed in range(0, LARGE, 10):
        xml = diagram(random_tree(seed)[0])
        errors = [f for f in second.compare(xml, kernel.read(xml).model) if f.severity is kernel.Severity.ERROR]
        assert not errors, (seed, errors[:3])


def caught_within(count: int) -> bool:
    """Whether the comparison notices a broken kernel."""
    for seed in range(count):
        try:
            if walk(seed):
                return True
        except (AssertionError, KeyError, LookupError):
            return True
    return False


def test_a_join_that_counts_tokens_of_earlier_rounds_is_caught(monkeypatch):
    monkeypatch.setattr(
        parallel_gateway, "use_up", lambda step, tokens: step.add("token", tokens[0].element, tokens[0].parent)
    )
    assert caught_within(60)


def test_an_inclusive_join_that_does_not_wait_is_caught(monkeypatch):
    monkeypatch.setattr(
        inclusive_gateway, "ready", lambda step, node, element: inclusive_gateway.arrived(step, element, node.parent)
    )
    assert caught_within(60)


def test_a_marking_that_keeps_finished_tokens_is_caught(monkeypatch):
    real = Step.take

    def keeping(step, node, flows):
        real(step, node, flows)
        step.nodes[node.number] = node

    monkeypatch.setattr(Step, "take", keeping)
    assert caught_within(60)


def test_a_boundary_event_that_ends_its_activity_too_late_is_caught(monkeypatch):
    def late(step, host, element, result):
        boundary_event.finish(step, step.add("token", element.id, host.parent), result)

    monkeypatch.setattr(boundary_event, "go", late)
    assert caught_within(60)


@pytest.mark.parametrize("seed", range(5))
def test_a_round_more_never_makes_the_marking_larger(seed):
    """The same waits weigh the same, however many rounds came before."""
    tree, maker = random_tree(1_000 + seed)
    case = Instance(kernel.read(diagram(tree)).model, **maker.values()).start()
    sizes: dict[tuple[str, ...], int] = {}
    for _ in range(150):
        if case.marking.over:
            return
        size = len("".join(c for c in kernel.dump(case.marking) if not c.isdigit()))
        key = tuple(sorted(f"{n.kind}{n.element}{n.state.get('join')}" for n in case.marking.nodes.values()))
        assert size <= sizes.setdefault(key, size) + 40, key  # 40: the end event that the scope remembers
        tasks = [w for w in kernel.waits(case.model, case.marking) if w.kind in ("task", "call", "message")]
        wait = maker.rng.choice(tasks)
        case.facts.update({name: (True if name.startswith("l") else value) for name, value in maker.values().items()})
        answer = {
            "task": cmd.Complete(wait.number),
            "message": cmd.Deliver(wait.number),
            "call": cmd.Returned(wait.number, "x"),
        }[wait.kind]
        case.apply(answer)

"""FEEL beside npm feelin, in one run: agreement on form conditions over many seeds, and the speed of `amount > 1000`."""

import time
from collections import Counter
from collections.abc import Callable
from decimal import Decimal

import feel
from benchmarks.progress import shown
from tests.conformance.feelin.allowed import ALLOWED
from tests.conformance.feelin.cases import cases
from tests.conformance.feelin.twins import Case, differences, feelin

ROUNDS = 100_000
SIMPLE = Case("amount > 1000", {"amount": 1200})


def main(words: list[str]) -> int:
    """`python -m benchmarks feelin [SEEDS]`: 1 when a difference has no reason."""
    unexplained = agreement(int(words[0]) if words else 3)
    speed()
    return 1 if unexplained else 0


def agreement(seeds: int) -> int:
    """Print how many cases differ, per reason; the number of differences without one."""
    reasons: Counter[str] = Counter()
    asked = 0
    for seed in shown([(f"seed {seed}", seed) for seed in range(1, seeds + 1)]):
        batch = cases(seed, rounds=6, variants=2_000)
        asked += len(batch)
        for one in differences(batch):
            reason = next((allowed.reason for allowed in ALLOWED if allowed.covers(one.case)), f"NO REASON: {one}")
            reasons[reason] += 1
    print(f"{asked} cases of seeds 1 to {seeds}, {sum(reasons.values())} differ:")
    for reason, count in reasons.most_common():
        print(f"{count:6} {reason}")
    return sum(count for reason, count in reasons.items() if reason.startswith("NO REASON"))


def speed() -> tuple[float, float, float]:
    """Print evaluations a second: ours compiled, ours compiled anew each time, feelin (which has no compiled form)."""
    compiled = compiled_speed()
    whole = _rate(lambda: feel.compile(SIMPLE.expression).evaluate({"amount": Decimal(1200)}), ROUNDS // 10)
    theirs: float = feelin([SIMPLE], repeat=ROUNDS)[0]["perSecond"]
    print(f"`{SIMPLE.expression}`, evaluations a second on this machine:")
    print(f"  ours, compiled once     {compiled:10,.0f}   {compiled / theirs:5.1f} x feelin")
    print(f"  ours, text to value     {whole:10,.0f}   {whole / theirs:5.1f} x feelin")
    print(f"  feelin, text to value   {theirs:10,.0f}")
    return compiled, whole, theirs


def compiled_speed() -> float:
    """Evaluations a second of the compiled expression."""
    rule = feel.compile(SIMPLE.expression)
    context = {"amount": Decimal(1200)}
    return _rate(lambda: rule.evaluate(context), ROUNDS)


def _rate(once: Callable[[], object], rounds: int) -> float:
    for _ in range(1_000):
        once()
    began = time.perf_counter()
    for _ in range(rounds):
        once()
    return rounds / (time.perf_counter() - began)

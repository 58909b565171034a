"""Files of strangers, the long form: the whole corpus and thousands of blind mutants, with how long the slowest took."""

from collections import Counter
from collections.abc import Iterable

from benchmarks.progress import counted
from engine import kernel
from engine.kernel import second
from tests.hostile.corpus import samples
from tests.hostile.house import house, most_seconds, walk_seconds
from tests.hostile.mutants import mutants
from tests.hostile.sample import Sample
from tests.hostile.trial import Check, Verdict, judge

SPREAD = 1.5  # between one walk and another over the same roads


def main(words: list[str]) -> int:
    """`python -m benchmarks hostile [MUTANTS [SEED]]`: 1 when a file did harm, was unclear or took too long."""
    count, seed = int(words[0]) if words else 10_000, int(words[1]) if len(words) > 1 else 1
    with house() as check:
        walk = walk_seconds(check)
        print(f"what is accepted is walked: {1000 * walk:.0f} ms for a file in which nothing happens")
        known, blind = list(samples()), f"blind mutants, seed {seed}"
        found = judged("hostile files", counted("hostile files", known, len(known)), check, walk)
        found += judged(blind, counted(blind, mutants(seed, count), count), check, walk)
    return 1 if any(one.wrong for one in found) or disagreements(seed, count) else 0


def judged(what: str, files: Iterable[Sample], check: Check, walk: float) -> list[Verdict]:
    """Judge them all and print what became of them."""
    found = [judge(one, check, most_seconds(one.kind), SPREAD * walk) for one in files]
    refused, wrong = sum(one.refused for one in found), [one for one in found if one.wrong]
    print(f"{len(found)} {what}: {refused} refused, {len(found) - refused - len(wrong)} ran safely, {len(wrong)} wrong")
    for kind, count in Counter(one.sample.kind for one in found).items():
        slowest = max((one for one in found if one.sample.kind == kind), key=lambda one: one.check_seconds)
        size = len(slowest.sample.content)
        print(
            f"  {kind:16} {count:6}   slowest {1000 * slowest.check_seconds:5.0f} ms: {slowest.sample.name}, {size:,} bytes"
        )
    for one in wrong[:20]:
        print(f"  WRONG {one}")
    codes = Counter(code for one in found for code in one.codes)
    print(f"  {len(codes)} kinds of finding; most often {', '.join(f'{code} {n}' for code, n in codes.most_common(5))}")
    return found


def disagreements(seed: int, count: int) -> int:
    """On how many accepted mutants the two readings differ."""
    accepted = differ = 0
    for one in mutants(seed, count):
        for model in kernel.read(one.content).models:
            accepted += 1
            differ += any(row.severity is kernel.Severity.ERROR for row in second.compare(one.content, model))
    print(f"{accepted} mutants that the kernel reads: the second reading differs on {differ}")
    return differ

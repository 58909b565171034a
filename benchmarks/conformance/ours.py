"""What needs no cases of others: two readings and two executors of every diagram, a simulator, and FEEL beside the browser's."""

from benchmarks.conformance.others import Row
from tests.conformance.executors import Driven, random_roads, shipped_roads
from tests.conformance.feelin.allowed import ALLOWED
from tests.conformance.feelin.cases import cases
from tests.conformance.feelin.twins import MODULE, differences
from tests.conformance.readings import Compared, shipped, vendors
from tests.conformance.wandering import wandered
from tests.kernel.beside import walk

MODELS = 1_500  # random diagrams, of seeds 0 and up
ROADS = 10  # of chance, through each of our diagrams


def rows() -> list[Row]:
    """One line per comparison."""
    return [
        _readings("two readings of our diagrams", list(shipped())),
        _readings("two readings of the vendor-like files", list(vendors())),
        _roads("two executors, roads of our diagrams", list(shipped_roads().values())),
        _roads("two executors, roads of chance through our diagrams", list(wandered(ROADS).values())),
        _random(MODELS),
        _simulated(MODELS),
        *_feelin(),
    ]


def _readings(what: str, found: list[Compared]) -> Row:
    read = [one for one in found if not one.refused]
    elements, skipped = sum(one.elements for one in read), sum(one.skipped for one in read)
    remark = f"{elements} elements, of which {skipped} lie outside what the second reader represents"
    if refused := len(found) - len(read):
        remark += f"; {refused} more files are refused, each for the reason that its test names"
    return Row(what, sum(one.agrees for one in read), len(read), remark)


def _roads(what: str, driven: list[Driven]) -> Row:
    roads, steps = sum(one.roads for one in driven), sum(one.steps for one in driven)
    left = sum(one.left.total() for one in driven)
    remark = (
        f"{len(driven)} diagrams, {steps} steps; {left} roads are compared up to where the second executor is not right"
    )
    return Row(what, roads - sum(len(one.differences) for one in driven), roads, remark)


def _random(count: int) -> Row:
    walked = random_roads(count)
    remark = f"{sum(one.steps for one in walked):,} steps, seeds 0 to {count - 1:,}"
    return Row("two executors, random diagrams", sum(not one.differs for one in walked), count, remark)


def _simulated(count: int) -> Row:
    differing = [found for found in map(walk, range(count)) if found]
    remark = f"seeds 0 to {count - 1:,}, each step also after a dump and a load{''.join(f'; {one}' for one in differing[:3])}"
    return Row("the kernel and a simulator, random diagrams", count - len(differing), count, remark)


def _feelin() -> list[Row]:
    if not MODULE.exists():
        return []
    asked = cases(seed=1, rounds=6, variants=2_000)
    different = differences(asked)
    explained = sum(any(allowed.covers(one.case) for allowed in ALLOWED) for one in different)
    remark = (
        f"{explained} of the others fall under {len(ALLOWED)} allowed differences, each with its reason in the test"
    )
    return [Row("form conditions, the same as npm feelin", len(asked) - len(different), len(asked), remark)]

"""What needs no cases of others: the two readings of every diagram, and FEEL beside the browser's."""

from benchmarks.conformance.others import Row
from tests.conformance.feelin.allowed import ALLOWED
from tests.conformance.feelin.cases import cases
from tests.conformance.feelin.twins import MODULE, differences
from tests.conformance.readings import Compared, shipped, vendors


def rows() -> list[Row]:
    """One line per comparison."""
    return [
        _readings("two readings of our diagrams", list(shipped())),
        _readings("two readings of the vendor-like files", list(vendors())),
        *_feelin(),
    ]


def _readings(what: str, found: list[Compared]) -> Row:
    read = [one for one in found if not one.refused]
    elements, skipped = sum(one.elements for one in read), sum(one.skipped for one in read)
    remark = f"{elements} elements, of which {skipped} lie outside what the second reader represents"
    if refused := len(found) - len(read):
        remark += f"; {refused} more files are refused, each for the reason that its test names"
    return Row(what, sum(one.agrees for one in read), len(read), remark)


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

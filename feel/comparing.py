"""Equality, order and membership, with null for what cannot be compared (as Refused)."""

from __future__ import annotations

from decimal import Decimal

from feel.errors import Refused
from feel.limits import Run
from feel.temporal import NANOS, Date, DateTime, DaysTimeDuration, Time, YearsMonthsDuration
from feel.values import Range, Value, kind

ORDERED = (Decimal, str, Date, DateTime, Time, DaysTimeDuration, YearsMonthsDuration)


def equal(left: Value, right: Value, run: Run) -> bool | None:
    """Whether two values are the same; null is only itself. Raises Refused for values of different kinds."""
    if left is None or right is None:
        return left is None and right is None
    if type(left) is not type(right):
        if hasattr(left, "call") and hasattr(right, "call"):
            return False
        raise Refused(f"{kind(left)} and {kind(right)} cannot be equal or different")
    if isinstance(left, (list, dict, Range)):
        run.spend(3)
        return _equal_compounds(left, right, run)
    if isinstance(left, (Time, DateTime)):
        return left.is_local == right.is_local and bool(ordinal(left) == ordinal(right))
    return bool(left == right)


def _equal_compounds(left: Value, right: Value, run: Run) -> bool | None:
    if isinstance(left, Range):
        return (
            left.comparison == right.comparison
            and left.low_included == right.low_included
            and left.high_included == right.high_included
            and same(left.low, right.low, run)
            and same(left.high, right.high, run)
        )
    if len(left) != len(right):
        return False
    if isinstance(left, list):
        return all(same(one, other, run) for one, other in zip(left, right, strict=True))
    return all(key in right and same(value, right[key], run) for key, value in left.items())


def same(left: Value, right: Value, run: Run) -> bool:
    """Whether two values are equal; values of different kinds are not."""
    try:
        return equal(left, right, run) is True
    except Refused:
        return False


def ordinal(value: Value) -> Value:
    """What a value is ordered by. Times are compared by whole seconds, as FEEL's properties have them."""
    if isinstance(value, Date):
        return value.number
    if isinstance(value, DateTime):
        return value.nanos // NANOS
    if isinstance(value, Time):
        return value.seconds - (value.utc_offset or 0)
    if isinstance(value, YearsMonthsDuration):
        return value.total
    if isinstance(value, DaysTimeDuration):
        return value.nanos
    return value


def scalar_key(value: Value) -> tuple[type, Value, bool] | None:
    """Something hashable that equal values share and different ones do not; None for lists, contexts and the like."""
    if isinstance(value, bool) or value is None or isinstance(value, ORDERED):
        return type(value), ordinal(value), getattr(value, "is_local", True)
    return None


def less(left: Value, right: Value) -> bool:
    """Whether the first comes before the second. Raises Refused when they have no order."""
    if type(left) is not type(right) or not isinstance(left, ORDERED):
        raise Refused(f"{kind(left)} and {kind(right)} have no order")
    if isinstance(left, (Time, DateTime)) and left.is_local != right.is_local:
        raise Refused("a local time and one with a time zone have no order")
    return bool(ordinal(left) < ordinal(right))


def compare(op: str, left: Value, right: Value, run: Run) -> bool | None:
    """One of = != < <= > >=; raises Refused where FEEL answers null."""
    if op in ("=", "!="):
        answer = equal(left, right, run)
        return answer if op == "=" or answer is None else not answer
    if op == "<":
        return less(left, right)
    if op == ">":
        return less(right, left)
    return not less(right, left) if op == "<=" else not less(left, right)


def in_range(value: Value, area: Range, run: Run) -> bool | None:
    """Whether a value lies in a range; raises Refused when it cannot be compared with its ends.

    A range written as a comparison has one end. In `(null..10]` the null is an end that nobody knows: a value above
    the other end lies outside, for others the answer is null.
    """
    if area.comparison is not None:
        return compare(area.comparison, value, area.high if area.comparison[0] == "<" else area.low, run)
    above = None if area.low is None else compare(">=" if area.low_included else ">", value, area.low, run)
    below = None if area.high is None else compare("<=" if area.high_included else "<", value, area.high, run)
    if above is False or below is False:
        return False
    return None if above is None or below is None else True


def passes(value: Value, test: Value, run: Run) -> bool | None:
    """Whether a value passes a test: lies in a range, is an item of a list or equals a value; None when undecidable."""
    try:
        if isinstance(test, Range) and not isinstance(value, Range):
            return in_range(value, test, run)
        if isinstance(test, list):
            return _in_list(value, test, run)
        return equal(value, test, run)
    except Refused as reason:
        run.warn(str(reason))
        return None


def _in_list(value: Value, tests: list[Value], run: Run) -> bool | None:
    run.spend(len(tests) // 8 + 1)
    return any(_is_member(value, test, run) for test in tests)


def _is_member(value: Value, test: Value, run: Run) -> bool:
    if isinstance(test, Range) and not isinstance(value, Range):
        try:
            return in_range(value, test, run) is True
        except Refused:
            return False
    return same(value, test, run)

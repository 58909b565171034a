"""+ - * / ** on numbers, texts, dates, times and durations. Raises Refused, or decimal's signals, for null."""

from __future__ import annotations

from decimal import Decimal

from feel.errors import Refused
from feel.limits import Run
from feel.temporal import DAY, NANOS, Date, DateTime, DaysTimeDuration, Time, YearsMonthsDuration
from feel.values import NUMBERS, Value, kind

LONGEST = 10**30


def add(left: Value, right: Value, run: Run) -> Value:
    """Numbers, texts, durations, and a moment plus a duration in either order."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return NUMBERS.add(left, right)
    if isinstance(left, str) and isinstance(right, str):
        run.characters(len(left) + len(right))
        return left + right
    if isinstance(right, (Date, DateTime, Time)):
        left, right = right, left
    return _shift(left, right, 1)


def subtract(left: Value, right: Value, run: Run) -> Value:
    """Numbers, durations, a moment minus a duration, and the duration between two moments."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return NUMBERS.subtract(left, right)
    if isinstance(left, Time) and isinstance(right, Time):
        return _between(
            left, right, left.nanos - (left.utc_offset or 0) * NANOS, right.nanos - (right.utc_offset or 0) * NANOS
        )
    if isinstance(left, (Date, DateTime)) and isinstance(right, (Date, DateTime)):
        left, right = _moment(left), _moment(right)
        return _between(left, right, left.nanos, right.nanos)
    return _shift(left, right, -1)


def _moment(value: Date | DateTime) -> DateTime:
    """A date stands for its midnight in UTC when it is set off against a moment."""
    return value if isinstance(value, DateTime) else DateTime(value, Time(0, 0, 0, 0, 0))


def _between(left: Time | DateTime, right: Time | DateTime, first: int, second: int) -> DaysTimeDuration:
    if left.is_local != right.is_local:
        raise Refused("a local time and one with a time zone have no distance")
    return DaysTimeDuration(first - second)


def _shift(left: Value, right: Value, sign: int) -> Value:
    """`left` plus or minus the duration `right`."""
    if isinstance(right, YearsMonthsDuration):
        if isinstance(left, (Date, DateTime)):
            return left.plus_months(sign * right.total)
        if isinstance(left, YearsMonthsDuration):
            return YearsMonthsDuration(left.total + sign * right.total)
    if isinstance(right, DaysTimeDuration):
        if isinstance(left, DaysTimeDuration):
            return DaysTimeDuration(left.nanos + sign * right.nanos)
        if isinstance(left, (Date, DateTime, Time)):
            return _later(left, sign * right.nanos)
    raise Refused(f"{kind(left)} and {kind(right)} cannot be {'added' if sign > 0 else 'subtracted'}")


def _later(value: Date | DateTime | Time, nanos: int) -> Value:
    if isinstance(value, DateTime):
        return value.plus_nanos(nanos)
    if isinstance(value, Date):
        return Date.of_number((value.number * DAY * NANOS + nanos) // (DAY * NANOS))
    seconds, nano = divmod((value.nanos + nanos) % (DAY * NANOS), NANOS)
    return Time.of_seconds(seconds, nano, value.offset, value.zone)


def multiply(left: Value, right: Value, run: Run) -> Value:
    """Numbers, and a duration times a number in either order."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return NUMBERS.multiply(left, right)
    if isinstance(left, Decimal):
        left, right = right, left
    if isinstance(right, Decimal):
        return _scaled(left, NUMBERS.multiply(_amount(left), right))
    raise Refused(f"{kind(left)} and {kind(right)} cannot be multiplied")


def divide(left: Value, right: Value, run: Run) -> Value:
    """Numbers, a duration by a number, and the number of times one duration goes into another of its kind."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return NUMBERS.divide(left, right)
    if isinstance(right, Decimal):
        return _scaled(left, NUMBERS.divide(_amount(left), right))
    if type(left) is type(right):
        return NUMBERS.divide(_amount(left), _amount(right))
    raise Refused(f"{kind(left)} and {kind(right)} cannot be divided")


def _amount(value: Value) -> Decimal:
    if isinstance(value, YearsMonthsDuration):
        return NUMBERS.create_decimal(value.total)
    if isinstance(value, DaysTimeDuration):
        return NUMBERS.create_decimal(value.nanos)
    raise Refused(f"{kind(value)} cannot be multiplied or divided")


def _scaled(like: Value, amount: Decimal) -> Value:
    """A duration of the same kind; what is smaller than a month or a nanosecond is dropped."""
    if abs(amount) > LONGEST:
        raise Refused("the duration is too long")
    return YearsMonthsDuration(int(amount)) if isinstance(like, YearsMonthsDuration) else DaysTimeDuration(int(amount))


def power(left: Value, right: Value, run: Run) -> Value:
    """A number to the power of a number."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return Decimal(1) if left == right == 0 else NUMBERS.power(left, right)
    raise Refused(f"{kind(left)} to the power of {kind(right)} has no value")


def negate(value: Value) -> Value:
    """A number or duration with the other sign."""
    if isinstance(value, Decimal):
        return NUMBERS.minus(value)
    if isinstance(value, YearsMonthsDuration):
        return YearsMonthsDuration(-value.total)
    if isinstance(value, DaysTimeDuration):
        return DaysTimeDuration(-value.nanos)
    raise Refused(f"{kind(value)} has no opposite")


OPERATIONS = {"+": add, "-": subtract, "*": multiply, "/": divide, "**": power}

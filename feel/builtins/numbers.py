"""Functions on numbers."""

from __future__ import annotations

from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
)

from feel.arithmetic import negate
from feel.builtins.registry import builtin
from feel.errors import Refused
from feel.limits import Run
from feel.temporal import DaysTimeDuration
from feel.values import NUMBERS, Value

SMALLEST_SCALE, LARGEST_SCALE = -6111, 6176
EXACT = Context(prec=13_000, Emin=-13_000, Emax=13_000)
ZERO = Decimal(0)


def rounded(number: Decimal, scale: Decimal, rounding: str) -> Decimal:
    """A number with that many decimals; a negative scale rounds to tens, hundreds …. Raises Refused out of range."""
    if not SMALLEST_SCALE <= scale <= LARGEST_SCALE:
        raise Refused(f"the scale lies between {SMALLEST_SCALE} and {LARGEST_SCALE}")
    step = -int(scale)
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= step:
        return number
    context = EXACT.copy()
    context.rounding = rounding
    return NUMBERS.plus(number.quantize(Decimal((0, (1,), step)), context=context))


@builtin("decimal", "n: number, scale: number")
def decimal(run: Run, n: Decimal, scale: Decimal) -> Decimal:
    """Rounded half to even."""
    return rounded(n, scale, ROUND_HALF_EVEN)


@builtin("round up", "n: number, scale: number")
def round_up(run: Run, n: Decimal, scale: Decimal) -> Decimal:
    """Away from zero."""
    return rounded(n, scale, ROUND_UP)


@builtin("round down", "n: number, scale: number")
def round_down(run: Run, n: Decimal, scale: Decimal) -> Decimal:
    """Toward zero."""
    return rounded(n, scale, ROUND_DOWN)


@builtin("round half up", "n: number, scale: number")
def round_half_up(run: Run, n: Decimal, scale: Decimal) -> Decimal:
    """To the nearest, a half away from zero."""
    return rounded(n, scale, ROUND_HALF_UP)


@builtin("round half down", "n: number, scale: number")
def round_half_down(run: Run, n: Decimal, scale: Decimal) -> Decimal:
    """To the nearest, a half toward zero."""
    return rounded(n, scale, ROUND_HALF_DOWN)


@builtin("floor", "n: number, scale: number?")
def floor(run: Run, n: Decimal, scale: Decimal | None) -> Decimal:
    """The largest number of that scale that is not larger."""
    return rounded(n, scale or ZERO, ROUND_FLOOR)


@builtin("ceiling", "n: number, scale: number?")
def ceiling(run: Run, n: Decimal, scale: Decimal | None) -> Decimal:
    """The smallest number of that scale that is not smaller."""
    return rounded(n, scale or ZERO, ROUND_CEILING)


@builtin("modulo", "dividend: number, divisor: number")
def modulo(run: Run, dividend: Decimal, divisor: Decimal) -> Decimal:
    """What is left after division, with the divisor's sign. Exact, whatever the sizes."""
    if divisor == 0:
        raise Refused("division by zero")
    rest = EXACT.remainder(dividend, divisor)
    return NUMBERS.plus(EXACT.add(rest, divisor) if rest and (rest < 0) != (divisor < 0) else rest)


@builtin("sqrt", "number: number")
def sqrt(run: Run, number: Decimal) -> Decimal:
    """The root that is not negative."""
    return NUMBERS.sqrt(number)


@builtin("log", "number: number")
def log(run: Run, number: Decimal) -> Decimal:
    """The natural logarithm of a positive number."""
    if number <= 0:
        raise Refused("only positive numbers have a logarithm")
    return NUMBERS.ln(number)


@builtin("exp", "number: number")
def exp(run: Run, number: Decimal) -> Decimal:
    """e to that power."""
    return NUMBERS.exp(number)


@builtin("abs", "n: number")
def absolute(run: Run, n: Decimal) -> Decimal:
    """The number without its sign."""
    return NUMBERS.abs(n)


@builtin("abs", "n: duration")
def absolute_duration(run: Run, n: Value) -> Value:
    """The duration without its sign."""
    backwards = n.nanos < 0 if isinstance(n, DaysTimeDuration) else n.total < 0
    return negate(n) if backwards else n


@builtin("odd", "number: number")
def odd(run: Run, number: Decimal) -> bool:
    """Whether a whole number is odd; a fraction is not."""
    return EXACT.remainder(abs(number), Decimal(2)) == 1


@builtin("even", "number: number")
def even(run: Run, number: Decimal) -> bool:
    """Whether a whole number is even; a fraction is not."""
    return EXACT.remainder(abs(number), Decimal(2)) == 0

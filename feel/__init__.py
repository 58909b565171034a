"""FEEL 1.5, the expression language of DMN: a standalone interpreter.

    >>> import feel
    >>> feel.compile("amount > 1000").evaluate({"amount": 1200})
    True

Expressions compute; they cannot reach anything but the names and functions they are given. What cannot be computed
is null, and `evaluate_with_warnings` tells why. Decision models live in `feel.dmn`.
"""

from feel.errors import EvaluationWarning, FeelError, LimitError
from feel.expression import Expression, UnaryTests, compile, unary_tests
from feel.limits import Limits
from feel.temporal import Date, DateTime, DaysTimeDuration, Time, YearsMonthsDuration
from feel.values import Range, from_python, to_python

Warning = EvaluationWarning

__all__ = [
    "Date",
    "DateTime",
    "DaysTimeDuration",
    "EvaluationWarning",
    "Expression",
    "FeelError",
    "LimitError",
    "Limits",
    "Range",
    "Time",
    "UnaryTests",
    "Warning",
    "YearsMonthsDuration",
    "compile",
    "from_python",
    "to_python",
    "unary_tests",
]

"""not(), is() and is defined()."""

from __future__ import annotations

from feel.builtins.registry import builtin
from feel.comparing import equal
from feel.errors import Refused
from feel.limits import Run
from feel.temporal import DateTime, Time
from feel.values import Value


@builtin("not", "negand: any")
def negation(run: Run, negand: Value) -> bool | None:
    """The other boolean; null for everything else."""
    return not negand if isinstance(negand, bool) else None


@builtin("is", "value1: any, value2: any")
def identical(run: Run, value1: Value, value2: Value) -> bool:
    """Whether two values are the same in kind and in every part: times also in their offset."""
    if type(value1) is not type(value2):
        return False
    if isinstance(value1, DateTime):
        return (value1.local_nanos, value1.utc_offset) == (value2.local_nanos, value2.utc_offset)
    if isinstance(value1, Time):
        return (value1.nanos, value1.utc_offset) == (value2.nanos, value2.utc_offset)
    try:
        return equal(value1, value2, run) is True
    except Refused:
        return False

"""What closures run in: frames of names, and how a failed step becomes null."""

from __future__ import annotations

from collections.abc import Callable
from decimal import DecimalException
from typing import Any

from feel.builtins import BUILTINS
from feel.errors import LimitError, Refused
from feel.functions import Host
from feel.limits import Run
from feel.values import Value

MISSING: Any = object()


class Frame:
    """The names of one scope at run time; inner frames point to outer ones."""

    __slots__ = ("names", "parent", "run")

    def __init__(self, names: dict[str, Value], parent: Frame | None, run: Run) -> None:
        self.names, self.parent, self.run = names, parent, run


Code = Callable[[Frame], Value]
Broken = (Refused, DecimalException)


def refused(frame: Frame, reason: BaseException, at: int) -> Value:
    """Null, with the reason kept."""
    message = str(reason) if isinstance(reason, Refused) else "the number is too large or undefined"
    return frame.run.warn(message, at)


def find(frame: Frame, name: str) -> Value:
    """The value of a name in the innermost frame that has it, or MISSING."""
    scope: Frame | None = frame
    while scope is not None:
        value = scope.names.get(name, MISSING)
        if value is not MISSING:
            return value
        scope = scope.parent
    return MISSING


def function_called(frame: Frame, name: str) -> Value:
    """The host's or FEEL's own function of that name, or None."""
    function = frame.run.functions.get(name)
    return Host(name, function) if function is not None else BUILTINS.get(name)


def guarded(code: Code, frame: Frame) -> Value:
    """Run the closures; a stack that overflows is a limit like any other."""
    try:
        return code(frame)
    except RecursionError:
        raise LimitError("depth", limit=frame.run.limits.calls) from None

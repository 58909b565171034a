"""How much one expression may ask for, and the run that counts it.

Counting is deterministic: no clock is read, so the same inputs end the same way on every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from feel.errors import EvaluationWarning, LimitError, position_of

WARNINGS_KEPT = 100


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one expression and one evaluation; the defaults end a hostile expression within 100 ms.

    `fuel` counts evaluated parts of loops, calls and filters, and characters and items handled by functions
    (64 to a step). `calls` is how deep functions may call each other.
    """

    text: int = 32_768
    tokens: int = 4_000
    nesting: int = 64
    fuel: int = 50_000
    items: int = 50_000
    characters: int = 200_000
    calls: int = 60


DEFAULT = Limits()


class Run:
    """One evaluation: its fuel, its warnings, and the functions of the host."""

    __slots__ = ("depth", "element", "fuel", "functions", "limits", "source", "warnings")

    def __init__(self, functions: Mapping[str, Callable[..., Any]], limits: Limits = DEFAULT, source: str = "") -> None:
        self.fuel, self.limits, self.functions, self.source = limits.fuel, limits, functions, source
        self.element: str | None = None
        self.warnings: list[EvaluationWarning] = []
        self.depth = 0

    def warn(self, message: str, at: int = -1) -> Any:
        """Keep why something became null, and give that null; `at` is the offset in the source, -1 when unknown."""
        if len(self.warnings) < WARNINGS_KEPT:
            position = position_of(self.source, at) if at >= 0 else None
            self.warnings.append(EvaluationWarning(message, position, self.element))
        return None

    def spend(self, steps: int) -> None:
        """Use fuel; raises LimitError when there is none left."""
        self.fuel -= steps
        if self.fuel < 0:
            raise LimitError("fuel", limit=self.limits.fuel)

    def items(self, count: int) -> None:
        """Make sure that a list of `count` items may exist, and pay for it."""
        if count > self.limits.items:
            raise LimitError("list", limit=self.limits.items)
        self.spend(count // 64)

    def characters(self, count: int) -> None:
        """Make sure that a text of `count` characters may exist, and pay for it."""
        if count > self.limits.characters:
            raise LimitError("string", limit=self.limits.characters)
        self.spend(count // 64)

    def enter(self) -> None:
        """A function begins; raises LimitError when functions call each other too deeply."""
        self.depth += 1
        if self.depth > self.limits.calls:
            raise LimitError("depth", limit=self.limits.calls)

    def leave(self) -> None:
        """The function that began last is done."""
        self.depth -= 1

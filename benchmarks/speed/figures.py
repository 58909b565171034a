"""A figure: two things measured in one run, their ratio, and the bar."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import log10
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One line of the table: two medians, in microseconds unless `unit` says else, and the most that their ratio may be.

    Without `most` nobody promised anything of it. `sizes`: ours was beside so many, what stands beside it beside so many.
    """

    what: str
    database: str
    ours: float
    beside: float
    most: float | None = None
    unit: str = "µs"
    sizes: tuple[int, int] | None = None

    @property
    def ratio(self) -> float:
        """Ours over what stands beside it."""
        return self.ours / self.beside

    @property
    def missed(self) -> bool:
        """Whether the ratio is above what it may be."""
        return self.most is not None and self.ratio > self.most

    def reckoned(self, size: int) -> float:
        """What ours would cost beside so many, when each power of ten costs as much more as each of those measured."""
        if self.sizes is None:
            raise ValueError(f"{self.what} was not measured beside two sizes")
        many, few = self.sizes
        return self.ours * float(self.ratio ** (log10(size / many) / log10(many / few)))

    def told(self) -> dict[str, Any]:
        """For programs."""
        return asdict(self) | {"ratio": self.ratio, "met": None if self.most is None else not self.missed}


def table(figures: list[Figure]) -> list[str]:
    """The lines of the table."""
    lines = ["| what | database | ours | beside | ratio | at most | |", "|---|---|---:|---:|---:|---:|---|"]
    for row in figures:
        met = "" if row.most is None else "**missed**" if row.missed else "met"
        bar = "–" if row.most is None else f"{row.most:g}"
        lines.append(
            f"| {row.what} | {row.database} | {row.ours:,.0f} {row.unit} | {row.beside:,.0f} {row.unit} "
            f"| {row.ratio:.2f} | {bar} | {met} |"
        )
    return lines


MILLION = 1_000_000


def slopes(figures: Sequence[Figure]) -> list[str]:
    """The lines of the table from which a million is reckoned."""
    lines = [
        "| what | database | beside few | beside many | ratio | reckoned beside 1,000,000 |",
        "|---|---|---:|---:|---:|---:|",
    ]
    for row in figures:
        if row.sizes is not None:
            lines.append(
                f"| {row.what} | {row.database} | {row.beside:,.0f} {row.unit} | {row.ours:,.0f} {row.unit} "
                f"| {row.ratio:.2f} | {row.reckoned(MILLION):,.0f} {row.unit} |"
            )
    return lines

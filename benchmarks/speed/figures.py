"""A figure: two things measured in one run, their ratio, and the bar."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One line of the table: two medians, in microseconds unless `unit` says else, and the most that their ratio may be.

    Without `most` nobody promised anything of it.
    """

    what: str
    database: str
    ours: float
    beside: float
    most: float | None = None
    unit: str = "µs"

    @property
    def ratio(self) -> float:
        """Ours over what stands beside it."""
        return self.ours / self.beside

    @property
    def missed(self) -> bool:
        """Whether the ratio is above what it may be."""
        return self.most is not None and self.ratio > self.most

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

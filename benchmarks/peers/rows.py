"""What was found of a peer, and the lines of the table."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """W1: microseconds of a step, ours and theirs. W4: timers a second. `why` says why there are no figures.

    `ratio` is how many times faster ours is; it must be `least`, when that is promised.
    """

    workload: str
    database: str
    peer: str
    version: str = ""
    ours: float = 0.0
    theirs: float = 0.0
    least: float | None = None
    note: str = ""
    why: str = ""

    @property
    def ratio(self) -> float | None:
        """None without figures."""
        if self.why:
            return None
        return self.theirs / self.ours if self.workload == "W1" else self.ours / self.theirs

    @property
    def missed(self) -> bool:
        """Whether a bar is not known to be reached: what was not measured reaches none."""
        return self.least is not None and (self.ratio is None or self.ratio < self.least)

    def told(self) -> dict[str, Any]:
        """For programs."""
        return asdict(self) | {"ratio": self.ratio, "met": None if self.least is None else not self.missed}


def table(rows: Sequence[Row]) -> list[str]:
    """Markdown."""
    lines = [
        "| | database | beside | ours | theirs | ours is faster | at least | |",
        "|---|---|---|---:|---:|---:|---:|---|",
    ]
    return lines + [_line(row) for row in rows]


def _line(row: Row) -> str:
    unit = "µs" if row.workload == "W1" else "/s"
    who = f"{row.peer} {row.version}".strip() + (f" ({row.note})" if row.note else "")
    least = "–" if row.least is None else f"{row.least:g} ×"
    met = "" if row.least is None else "**missed**" if row.missed else "met"
    if row.why:
        return f"| {row.workload} | {row.database} | {who} | – | – | – | {least} | not measured: {row.why.replace('|', '/')} |"
    figures = f"{row.ours:,.0f} {unit} | {row.theirs:,.0f} {unit} | {row.ratio:.2f} ×"
    return f"| {row.workload} | {row.database} | {who} | {figures} | {least} | {met} |"


def fastest(rows: Sequence[Row], least: float) -> list[Row]:
    """The same rows; those of the fastest peer of each database carry the bar."""
    best = {
        row.database: max((one.theirs for one in rows if one.database == row.database), default=0.0) for row in rows
    }
    return [
        Row(**asdict(row) | {"least": least if not row.why and row.theirs == best[row.database] else None})
        for row in rows
    ]

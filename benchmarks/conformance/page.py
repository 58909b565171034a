"""The figures as a table, and their place in docs/conformance.md."""

import platform
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from benchmarks import marks
from benchmarks.conformance.others import Row

PAGE = marks.DOCS / "conformance.md"


def table(rows: Sequence[Row]) -> list[str]:
    """The figures in Markdown."""
    lines = [f"| {row.what} | {row.passed:,} of {row.all:,} | {row.share} | {row.remark} |" for row in rows]
    return ["| what | passed | share | remark |", "|---|---:|---:|---|", *lines]


def versions() -> str:
    """What was measured, and when."""
    names = ", ".join(f"{name} {version(name)}" for name in ("perspectief", "SpiffWorkflow", "lxml"))
    return f"{date.today().isoformat()}: {names}, Python {platform.python_version()}."


def write(rows: Sequence[Row], page: Path = PAGE) -> None:
    """Put the figures between the marks of the page."""
    marks.put(page, f"Measured by `python3 dev.py bench conformance` on {versions()}", table(rows))

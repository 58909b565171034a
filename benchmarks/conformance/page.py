"""The figures as a table, and their place in docs/conformance.md."""

import platform
import re
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from benchmarks.conformance.others import Row

PAGE = Path(__file__).resolve().parents[2] / "docs" / "conformance.md"
BEGIN, END = "<!-- figures:begin -->", "<!-- figures:end -->"


def table(rows: Sequence[Row]) -> str:
    """The figures in Markdown."""
    lines = [f"| {row.what} | {row.passed:,} of {row.all:,} | {row.share} | {row.remark} |" for row in rows]
    return "\n".join(["| what | passed | share | remark |", "|---|---:|---:|---|", *lines])


def versions() -> str:
    """What was measured, and when."""
    names = ", ".join(f"{name} {version(name)}" for name in ("perspectief", "SpiffWorkflow", "lxml"))
    return f"{date.today().isoformat()}: {names}, Python {platform.python_version()}."


def write(rows: Sequence[Row], page: Path = PAGE) -> None:
    """Put the figures between the marks of the page; what stands around them is written by people."""
    text = page.read_text(encoding="utf-8")
    found = re.search(f"{BEGIN}.*{END}", text, re.DOTALL)
    if found is None:
        raise ValueError(f"{page.name} has no place for figures: {BEGIN} … {END}")
    inner = f"{BEGIN}\nMeasured by `python3 dev.py bench conformance` on {versions()}\n\n{table(rows)}\n{END}"
    page.write_text(text[: found.start()] + inner + text[found.end() :], encoding="utf-8")

"""The place in a page of docs/ where a benchmark writes its figures; what stands around them is written by people."""

from collections.abc import Sequence
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"
BEGIN, END = "<!-- figures:begin -->", "<!-- figures:end -->"


def put(page: Path, said: str, table: Sequence[str]) -> None:
    """Put how it was measured and the lines of a table between the marks of a page. Raises ValueError when it has none."""
    before, begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{page.name} has no place for figures: {BEGIN} … {END}")
    page.write_text(before + "\n".join([BEGIN, said, "", *table, END]) + after, encoding="utf-8")
    print(f"written: {page.name}")

"""The place in a page of docs/ where a benchmark writes its figures; what stands around them is written by people."""

from collections.abc import Sequence
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"


def marks(of: str) -> tuple[str, str]:
    """Where the figures of that name begin and end."""
    return f"<!-- {of}:begin -->", f"<!-- {of}:end -->"


BEGIN, END = marks("figures")


def lines(page: Path) -> list[str]:
    """What stands between the marks of a page now."""
    return page.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0].splitlines()


def put(page: Path, said: str, table: Sequence[str], of: str = "figures") -> None:
    """Put how it was measured and the lines of a table between the marks of that name. Raises ValueError when a page has none."""
    start, stop = marks(of)
    before, begin, rest = page.read_text(encoding="utf-8").partition(start)
    _, end, after = rest.partition(stop)
    if not begin or not end:
        raise ValueError(f"{page.name} has no place for figures: {start} … {stop}")
    page.write_text(before + "\n".join([start, said, "", *table, stop]) + after, encoding="utf-8")
    print(f"written: {page.name}")

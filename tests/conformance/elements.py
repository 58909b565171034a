"""The README's table of supported elements, out of the kernel's code. `python -m tests.conformance.elements` writes it."""

import re
from pathlib import Path

from engine.kernel.scope import REFUSED
from engine.kernel.supported import table

README = Path(__file__).resolve().parents[2] / "README.md"
BEGIN, END = "<!-- elements:begin -->", "<!-- elements:end -->"


def section() -> str:
    """What stands between the marks: what is executed, and what is refused by name."""
    refused = ", ".join(f"`{word}`" for word in sorted(REFUSED, key=str.lower))
    return f"{BEGIN}\n{table()}\n\nRefused by name, with what to draw instead: {refused}, and a `task` without a type.\n{END}"


def written() -> str:
    """What the README has there. ValueError when it has no place for it."""
    found = re.search(f"{BEGIN}.*{END}", README.read_text(encoding="utf-8"), re.DOTALL)
    if found is None:
        raise ValueError(f"README.md has no {BEGIN} … {END}")
    return found[0]


def write() -> None:
    """Bring the README up to date."""
    README.write_text(README.read_text(encoding="utf-8").replace(written(), section()), encoding="utf-8")


if __name__ == "__main__":
    write()

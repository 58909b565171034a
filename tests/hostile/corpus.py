"""All hostile samples. `python -m tests.hostile.corpus FOLDER` writes them as files, for other programs to be tried on."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.hostile import diagrams, forms, tables, words
from tests.hostile.sample import Sample


def samples() -> Iterator[Sample]:
    """Every sample, in a fixed order."""
    for room in (diagrams, tables, forms, words):
        yield from room.samples()


def write(folder: Path) -> int:
    """Write every sample into the folder; how many."""
    folder.mkdir(parents=True, exist_ok=True)
    found = list(samples())
    for number, one in enumerate(found):
        name = re.sub(r"\W+", "-", f"{one.kind} {one.name}").strip("-")[:80]
        (folder / f"{number:03}-{name}{Path(one.file).suffix}").write_bytes(one.content)
    return len(found)


if __name__ == "__main__":
    print(write(Path(sys.argv[1])), "files")

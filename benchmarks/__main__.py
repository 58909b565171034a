"""`python -m benchmarks NAME [words]` runs the benchmark of that name; `NAME --help` says what it measures and takes; without a
name it lists them."""

import sys
from importlib import import_module
from inspect import getdoc
from pathlib import Path
from pkgutil import iter_modules

HELP = {"-h", "--help"}


def main(words: list[str]) -> int:
    """Run one benchmark; 2 for a name that none has."""
    if not words or words[0] not in names():
        print("Which benchmark?", ", ".join(names()))
        return 2
    chosen = import_module(f"benchmarks.{words[0]}")
    if HELP & set(words[1:]):
        print(getdoc(chosen), getdoc(chosen.main) or "", sep="\n\n")
        return 0
    code: int = chosen.main(words[1:])
    return code


def names() -> list[str]:
    """The benchmarks: what has a main(words). The other modules here are parts of them."""
    return sorted(module.name for module in iter_modules([str(Path(__file__).parent)]) if _has_main(module.name))


def _has_main(name: str) -> bool:
    place = Path(__file__).parent / name
    file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    return name != "__main__" and "\ndef main(words: list[str])" in file.read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

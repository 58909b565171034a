"""`python -m benchmarks NAME [words]` runs the benchmark of that name; without a name it lists them."""

import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules


def main(words: list[str]) -> int:
    names = sorted(module.name for module in iter_modules([str(Path(__file__).parent)]) if module.name != "__main__")
    if not words or words[0] not in names:
        print("Which benchmark?", ", ".join(names))
        return 2
    chosen = import_module(f"benchmarks.{words[0]}")
    if not hasattr(chosen, "main"):
        print(f"benchmarks.{words[0]} is a part of others and has no main(words) of its own")
        return 2
    code: int = chosen.main(words[1:])
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

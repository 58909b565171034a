"""The rooms of the house and their source files, read once."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

ROOMS = ("perspectief", "web", "api", "worker", "forms", "engine", "feel")

OLDEST_PYTHON = (3, 11)


@dataclass(frozen=True)
class Source:
    """One Python file; `name` is its path inside the house, such as engine/store/live.py."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """Empty for a file that cannot be read, which one rule of manners.py reports: the others go on."""
        try:
            return ast.parse(self.text, self.name, feature_version=OLDEST_PYTHON)
        except SyntaxError:
            return ast.Module([], [])

    @property
    def room(self) -> str:
        return self.name.split("/")[0]

    @property
    def module(self) -> str:
        """Dotted, and for a package's __init__.py the package itself."""
        return self.name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def line(self, number: int) -> str:
        return self.text.splitlines()[number - 1]


def sources(root: Path = ROOT, rooms: tuple[str, ...] = ROOMS) -> Iterator[Source]:
    for room in rooms:
        for file in sorted((root / room).rglob("*.py")):
            if "node_modules" not in file.parts:
                yield Source(file.relative_to(root).as_posix(), file.read_text(encoding="utf-8"))


def committed(root: Path = ROOT) -> list[str]:
    """Every file that is in git or would be with the next `git add`."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout.split("\0")
    return sorted({name for name in listed if name and (root / name).is_file()})

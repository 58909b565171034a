"""How far a long run is: a bar on a terminal, a line for each part elsewhere, so that a log can be read too."""

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
WIDTH = 30


def shown(parts: Sequence[tuple[str, T]]) -> Iterator[T]:
    """The parts one after another; the name of the one that begins is shown."""
    for number, (name, part) in enumerate(parts):
        _show(number, len(parts), name)
        yield part
    _show(len(parts), len(parts), "done")


def counted(name: str, things: Iterable[T], whole: int, lines: int = 10) -> Iterator[T]:
    """Many small things one after another; shown so many times on the way."""
    every = max(1, whole // lines)
    for number, thing in enumerate(things):
        if number % every == 0:
            _show(min(number, whole), whole, name)
        yield thing
    _show(whole, whole, f"{name}: done")


def _show(done: int, whole: int, name: str) -> None:
    if sys.stderr.isatty():
        bar = "█" * (WIDTH * done // max(whole, 1))
        end = "\n" if done == whole else ""
        print(f"\r\033[K{bar:<{WIDTH}} {done} of {whole}  {name}", end=end, file=sys.stderr, flush=True)
    else:
        print(f"  {done} of {whole}: {name} ({time.strftime('%H:%M:%S')})", file=sys.stderr, flush=True)

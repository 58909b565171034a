"""`dev.py bench demands`: every test and every rule that holds one of the 25 demands sees the fault that is planted for it.

faults.yaml names the faults. Each is planted in a copy of this folder, alone, and its test must fail there that does not fail without
it; a finding of lint must be found in what ships. docs/approach.md keeps the count. Words: numbers of demands (all without), `--write`.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from shutil import copytree, ignore_patterns
from tempfile import TemporaryDirectory

from benchmarks import marks
from benchmarks.demands.planting import FAULTS, ROOT, Fault, planted_in
from benchmarks.progress import shown
from engine.lint.bundle import Bundle
from engine.lint.proof import prove
from perspectief.factory import shipped_files
from perspectief.memory import memory_engine
from tests.engine.moving import moved

LEFT_OUT = ignore_patterns(".git", ".venv", "node_modules", "var", "__pycache__", ".*_cache")
FAILED = 1  # what pytest answers when a test failed; everything else is a test that could not be run
PAGE = marks.DOCS / "approach.md"
MISSED = "NOT SEEN"


def main(words: list[str]) -> int:
    """Plant the faults of the demands that are named, or of all; 1 when one of them is not seen."""
    wanted = {int(word) for word in words if word.isdecimal()}
    faults = [fault for fault in FAULTS if not wanted or fault.demand in wanted]
    seen = dict(_tried(faults))
    for fault in faults:
        print(f"{fault.demand:2}  {'seen' if seen[fault] else MISSED:8}  {fault.fault}  ->  {fault.holds}")
    rows = figures(faults, sum(seen.values()))
    for name, figure in rows:
        print(f"{name:60} {figure}")
    if "--write" in words and not wanted:
        write(rows)
    return 0 if all(seen.values()) else 1


def _tried(faults: Sequence[Fault]) -> Iterator[tuple[Fault, bool]]:
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        copytree(ROOT, copy, ignore=LEFT_OUT)
        for fault in shown([(f"{fault.demand}: {fault.fault}", fault) for fault in faults]):
            yield fault, found(fault) if fault.finding else fails(copy, fault)


def found(fault: Fault) -> bool:
    """Whether lint finds the fault in what ships, and not without it."""
    files = dict(shipped_files())
    (name,) = (name for name in files if fault.file.endswith(f"/{name}"))
    with memory_engine() as engine:
        before = {row.code for row in engine.definitions.check(files)}
        if fault.flow:
            after = proved(engine.definitions.together(files), PurePosixPath(name).stem, fault)
        else:
            spoilt = planted_in(files[name].decode("utf-8"), fault).encode()
            after = {row.code for row in engine.definitions.check({**files, name: spoilt})}
    return fault.finding in after - before


def proved(bundle: Bundle, process: str, fault: Fault) -> set[str]:
    """What the proof finds when the flow leads elsewhere."""
    led = moved(bundle.processes[process], fault.flow, fault.to)
    return {row.code for row in prove(replace(bundle, processes={**bundle.processes, process: led})).findings}


def fails(copy: Path, fault: Fault) -> bool:
    """Whether the test fails in the copy with the fault. That it does not without it is what the suite says."""
    with _planted(copy / fault.file, fault):
        words = [sys.executable, "-m", "pytest", "-x", "-p", "no:cacheprovider", fault.test]
        ran = subprocess.run(words, cwd=copy, capture_output=True, text=True, check=False, env=_environment())
    if ran.returncode not in (0, FAILED):
        print(ran.stdout[-2000:], ran.stderr[-2000:], file=sys.stderr)
    return ran.returncode == FAILED


@contextmanager
def _planted(file: Path, fault: Fault) -> Iterator[None]:
    whole = file.read_text(encoding="utf-8")
    file.write_text(planted_in(whole, fault), encoding="utf-8")
    try:
        yield
    finally:
        file.write_text(whole, encoding="utf-8")


def _environment() -> dict[str, str]:
    """Without kept bytecode: a file that is changed twice within a second would be taken for the one before."""
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}


def figures(faults: Sequence[Fault], seen: int) -> list[tuple[str, str]]:
    """The figures with their names."""
    return [
        ("demands with a fault planted", f"{len({fault.demand for fault in faults})} of 25"),
        ("tests that are tried", f"{len({fault.test for fault in faults if fault.test})}"),
        ("findings of lint that are tried", f"{len({fault.finding for fault in faults if fault.finding})}"),
        ("faults planted, one at a time", f"{len(faults)}"),
        ("faults seen (bar: all)", f"{seen}"),
    ]


def write(rows: Sequence[tuple[str, str]]) -> None:
    """Put the figures between the marks of the page."""
    said = f"Measured by `python3 dev.py bench demands --write` on {datetime.now(UTC).date()}."
    table = [f"| {name} | {figure} |" for name, figure in rows]
    marks.put(PAGE, said, ["| what | figure |", "|---|---:|", *table], of="sabotages")

"""`dev.py bench sizes`: how much there is to read, how long checking all of it takes, and what the proof walked; docs/approach.md keeps it."""

from datetime import UTC, datetime
from time import process_time

from benchmarks import marks
from engine.lint.proof import Proof, prove
from perspectief.factory import shipped_files
from perspectief.memory import memory_engine


def main(words: list[str]) -> int:
    """Read, check and prove what ships, once, in a program that has read nothing yet."""
    with memory_engine() as engine:
        began = process_time()
        findings = engine.definitions.check(shipped_files())
        checked = process_time() - began
        bundle = engine.definitions.together(shipped_files())
        began = process_time()
        proof = prove(bundle)
        walked = process_time() - began
    rows = figures(proof, len(findings), checked, walked)
    for name, figure in rows:
        print(f"{name:60} {figure}")
    if "--write" in words:
        write(rows)
    return 1 if findings else 0


def figures(proof: Proof, findings: int, checked: float, walked: float) -> list[tuple[str, str]]:
    """The figures with their names."""
    return [
        ("processes", f"{proof.processes}"),
        ("elements", f"{proof.elements:,}"),
        ("roads without a loop, over all diagrams", f"{proof.paths:,}"),
        ("setbacks from which no road may lead to enforcement or the end of care", f"{proof.setbacks}"),
        ("worlds walked (a red gate in each phase, no wish, nobody ends care, no rung filled in)", f"{proof.worlds}"),
        ("states in them (a place with the facts that were just set)", f"{proof.states:,}"),
        ("steps between places", f"{proof.transitions:,}"),
        ("findings", f"{findings}"),
        (
            "reading, linting, compiling, second reading and proving everything (bar: 3 s)",
            f"{checked:.1f} s of processor time",
        ),
        ("of which the proof (bar: 1 s)", f"{walked:.2f} s"),
    ]


def write(rows: list[tuple[str, str]]) -> None:
    """Put the figures between the marks of the page."""
    today = datetime.now(UTC).date()
    said = f"Measured by `python3 dev.py bench sizes --write` on {today}."
    lines = [f"| {name} | {figure} |" for name, figure in rows]
    marks.put(marks.DOCS / "approach.md", said, ["| what | figure |", "|---|---:|", *lines])

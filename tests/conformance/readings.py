"""Both readings of a file, side by side: what the kernel makes of it, and whether SpiffWorkflow reads the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import processes
from engine import kernel
from engine.kernel import second

VENDOR = Path(__file__).parent / "vendor"
OURS = Path(processes.__file__).parent


@dataclass(frozen=True, slots=True)
class Compared:
    """One file: the codes that refused it, or how many elements were compared and on which the readings differ."""

    name: str
    refused: frozenset[str]
    elements: int
    skipped: int
    differences: tuple[kernel.Finding, ...]

    @property
    def agrees(self) -> bool:
        return not self.refused and not self.differences


def compare(name: str, xml: bytes) -> Compared:
    """Read a file both ways."""
    reading = kernel.read(xml)
    if not reading.accepted:
        codes = {row.code for row in reading.findings if row.severity is kernel.Severity.ERROR}
        return Compared(name, frozenset(codes), 0, 0, ())
    found = [row for model in reading.models for row in second.compare(xml, model)]
    return Compared(
        name,
        frozenset(),
        sum(len(model.elements) for model in reading.models),
        sum(row.code == "second-skipped" for row in found),
        tuple(row for row in found if row.severity is kernel.Severity.ERROR),
    )


def shipped() -> Iterator[Compared]:
    """Every diagram of processes/."""
    for file in sorted(OURS.rglob("*.bpmn")):
        yield compare(file.name, file.read_bytes())


def vendors() -> Iterator[Compared]:
    """Every file of the vendor-like corpus."""
    for file in sorted(VENDOR.glob("*.bpmn")):
        yield compare(file.name, file.read_bytes())

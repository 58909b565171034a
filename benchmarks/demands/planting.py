"""The faults of faults.yaml, and how one is planted in the text of a file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from engine import notation

ROOT = Path(__file__).resolve().parents[2]
CAME, WENT = "<bpmn:incoming>", "<bpmn:outgoing>"


@dataclass(frozen=True)
class Fault:
    """One planted fault of a demand. Either `was` becomes `becomes` in the file, or a `flow` of a diagram leads `to` another element;
    either a `test` (`tests/…::name`) must fail or lint must have a `finding`."""

    demand: int
    fault: str
    file: str
    was: str = ""
    becomes: str = ""
    flow: str = ""
    to: str = ""
    test: str = ""
    finding: str = ""

    @property
    def holds(self) -> str:
        """What docs/approach.md calls that which must see the fault: a test without its parameters, or a finding."""
        return self.test.partition("[")[0] or self.finding


def planted_in(text: str, fault: Fault) -> str:
    """The text with the fault in it. Raises ValueError when the text no longer holds what the fault changes."""
    sought = f'id="{fault.flow}"' if fault.flow else fault.was
    if sought not in text:
        raise ValueError(f"{fault.file} no longer holds {sought!r}: plant {fault.fault!r} elsewhere")
    return _led(text, fault.flow, fault.to) if fault.flow else text.replace(fault.was, fault.becomes)


def _led(diagram: str, flow: str, to: str) -> str:
    """A diagram in which a flow leads elsewhere, drawn as the reader wants it: the elements say what comes in."""
    diagram = diagram.replace(f"{CAME}{flow}</bpmn:incoming>", "")
    diagram = re.sub(rf'(<bpmn:sequenceFlow id="{flow}"[^>]* targetRef=")[^"]+', rf"\g<1>{to}", diagram)
    before, name, after = diagram.partition(f' id="{to}"')
    place = min(at for at in (after.find(CAME), after.find(WENT)) if at >= 0)
    return f"{before}{name}{after[:place]}{CAME}{flow}</bpmn:incoming>{after[place:]}"


def _fault(row: Mapping[str, object]) -> Fault:
    told = {("file" if name == "in" else name): value for name, value in row.items()}
    return Fault(**told)  # type: ignore[arg-type] # the keys of the file are the fields


FAULTS = tuple(_fault(row) for row in notation.plain((Path(__file__).parent / "faults.yaml").read_text("utf-8")))

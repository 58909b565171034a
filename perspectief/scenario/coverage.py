"""How much of the diagrams the stories passed: elements and sequence flows, per process and of the whole house."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine import kernel
from engine.kernel.model import Model
from perspectief.scenario.witness import Passed

ELEMENTS, FLOWS = 0.95, 0.90  # what all stories together should reach


@dataclass(frozen=True, slots=True)
class Covered:
    """One diagram: its model and file, and the ids of what no story passed."""

    model: Model
    source: bytes
    missed_elements: tuple[str, ...]
    missed_flows: tuple[str, ...]

    @property
    def elements(self) -> tuple[int, int]:
        """Passed, of all."""
        return len(self.model.elements) - len(self.missed_elements), len(self.model.elements)

    @property
    def flows(self) -> tuple[int, int]:
        """Passed, of all."""
        return len(self.model.flows) - len(self.missed_flows), len(self.model.flows)


@dataclass(frozen=True, slots=True)
class Coverage:
    """All diagrams, by process."""

    diagrams: Mapping[str, Covered]

    @property
    def elements(self) -> tuple[int, int]:
        """Passed, of all."""
        return _sum(one.elements for one in self.diagrams.values())

    @property
    def flows(self) -> tuple[int, int]:
        """Passed, of all."""
        return _sum(one.flows for one in self.diagrams.values())

    @property
    def reached(self) -> bool:
        """Whether the stories reach what they should."""
        return share(self.elements) >= ELEMENTS and share(self.flows) >= FLOWS


def coverage(sources: Mapping[str, bytes], passed: Mapping[str, Passed]) -> Coverage:
    """What was passed of these files; a diagram that no story touched counts in full. `sources` by file name."""
    found = {}
    for name, source in sorted(sources.items()):
        if name.endswith(".bpmn"):
            for model in kernel.read(source).models:
                found[model.process_id] = _covered(model, source, passed.get(model.process_id))
    return Coverage(dict(sorted(found.items())))


def _covered(model: Model, source: bytes, passed: Passed | None) -> Covered:
    elements, flows = (passed.elements, passed.flows) if passed else (set(), set())
    return Covered(
        model,
        source,
        tuple(ident for ident in model.elements if ident not in elements and not _drawn_only(model, ident, elements)),
        tuple(ident for ident in model.flows if ident not in flows),
    )


def _drawn_only(model: Model, ident: str, elements: set[str]) -> bool:
    """An event subprocess is passed when its start is: tokens enter it there."""
    inside = [one for one in model.elements.values() if one.scope == ident and one.kind == "startEvent"]
    return model.elements[ident].triggered and any(one.id in elements for one in inside)


def share(counted: tuple[int, int]) -> float:
    """Passed of all, as a part of one; all when there is nothing."""
    return counted[0] / counted[1] if counted[1] else 1.0


def _sum(rows: Iterable[tuple[int, int]]) -> tuple[int, int]:
    counted = list(rows)
    return sum(one for one, _ in counted), sum(all_ for _, all_ in counted)


def summary(found: Coverage) -> list[str]:
    """Lines for a terminal: per process what was passed and the first things that were not, the house last."""
    wide = max((len(key) for key in found.diagrams), default=0)
    lines = [f"{'':{wide}}  elementen        stromen"]
    for key, one in found.diagrams.items():
        lines.append(f"{key:{wide}}  {_counted(one.elements):15}  {_counted(one.flows):15}  {_missing(one)}".rstrip())
    lines.append(f"{'huis':{wide}}  {_counted(found.elements):15}  {_counted(found.flows):15}")
    return lines


def _counted(row: tuple[int, int]) -> str:
    return f"{row[0]:3} / {row[1]:3} {share(row):4.0%}"


def _missing(one: Covered) -> str:
    names = [one.model.elements[ident].name or ident for ident in one.missed_elements]
    shown = ", ".join(names[:3])
    return f"nog niet: {shown}{f' en {len(names) - 3} meer' if len(names) > 3 else ''}" if names else ""

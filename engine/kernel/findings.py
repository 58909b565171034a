"""What is wrong with a diagram: where, why, and what to draw instead, in Dutch and in English."""

from dataclasses import dataclass
from enum import StrEnum

from engine.kernel.texts import TEXTS


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"  # the diagram is refused
    WARNING = "warning"  # the diagram runs, but somebody should look


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong in a diagram. `element` is the id of the drawn element, `line` its line in the file."""

    code: str
    severity: Severity
    element: str | None
    line: int | None
    text_nl: str
    text_en: str
    remedy_nl: str
    remedy_en: str


class Refused(ValueError):
    """The diagram cannot be read: see the findings for the place, the reason and the remedy."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(f"{f.element or '-'}: {f.text_en}" for f in findings[:5]))
        self.findings = findings


def finding(code: str, element: str | None = None, line: int | None = None, **words: object) -> Finding:
    """The finding with this code from the catalogue, its texts filled with `words`."""
    severity, text_nl, text_en, remedy_nl, remedy_en = TEXTS[code]
    shown = {key: str(value)[:200] for key, value in words.items()}
    texts = [text.format_map(shown) for text in (text_nl, text_en, remedy_nl, remedy_en)]
    return Finding(code, Severity(severity), element, line, *texts)

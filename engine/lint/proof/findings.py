"""What a proof found, before it has words."""

from typing import NamedTuple

from engine.lint.bundle import Bundle
from engine.lint.proof.texts import TEXTS
from engine.views import Finding

WARNINGS = frozenset({"signal.unheard"})  # nothing is lost when nobody listens to a signal; a designer should know


class Found(NamedTuple):
    """A promise that does not hold: its code, where, and what the text names."""

    code: str
    process: str
    element: str
    words: tuple[str, ...]

    def say(self, bundle: Bundle) -> Finding:
        """The finding in both languages."""
        texts = list(TEXTS[self.code])
        for number, word in enumerate(self.words):
            texts = [text.replace(f"{{{number}}}", word) for text in texts]
        model = bundle.processes.get(self.process)
        element = model.elements.get(self.element) if model else None
        file = bundle.files.get(self.process, self.process)
        line = element.line if element else None
        severity = "warning" if self.code in WARNINGS else "error"
        return Finding(self.code, severity, file, self.element, line, texts[0], texts[1], texts[2], texts[3])

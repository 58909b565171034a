"""All definitions as they would be active together: what every rule looks at."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import feel.dmn
from engine.kernel.model import Model
from engine.vocabulary import Vocabulary

TOPICS = frozenset({"zet", "bericht"})


@dataclass(frozen=True, slots=True)
class Bundle:
    """All definitions as they would be active together, with the file each came from."""

    processes: Mapping[str, Model]
    decisions: Mapping[str, frozenset[str]]  # decision id -> names its inputs read
    form_parts: Mapping[str, frozenset[str]]
    vocabulary: Vocabulary
    steps: frozenset[str]  # the step keys of D04
    topics: frozenset[str] = TOPICS
    files: Mapping[str, str] = field(default_factory=dict)  # key -> file name
    changed: frozenset[str] = frozenset()  # keys that this deployment brings; empty means all
    tables: Mapping[str, feel.dmn.Model] = field(default_factory=dict)
    form_facts: Mapping[tuple[str, str | None], frozenset[str]] = field(
        default_factory=dict
    )  # (form, part) -> facts asked

    def asked(self, form: str | None, part: str | None) -> frozenset[str]:
        """The facts that a task with this part of this form sets."""
        return self.form_facts.get((form or "", part), frozenset())

"""Why a decision table answered what it answered, in one plain sentence per row, with where the row comes from.

A row carries this in its description: `since=…; source=…; approver=…; nl=…; en=…`. Where an output column already holds the sentence
(`reason` or `why`, English `reasonEn` or `whyEn`), the description leaves it out. It decides nothing and reads no store.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from engine.kernel.model import Model

KEYS = ("since", "source", "approver", "nl", "en")
_KEY = re.compile(
    rf"(?:^|;\s*)({'|'.join(KEYS)})="
)  # a source may hold a semicolon itself: only these words begin a part
_COLUMNS = {"nl": ("reason", "why"), "en": ("reasonEn", "whyEn")}
HUMAN = frozenset({"userTask", "manualTask"})
WAITS = frozenset({"callActivity", "subProcess", "receiveTask", "intermediateCatchEvent", "eventBasedGateway"})


@dataclass(frozen=True, slots=True)
class Because:
    """One row that matched. `ok` is whether a check is in order, None where the table checks nothing."""

    ok: bool | None
    nl: str
    en: str
    source: str = ""
    approver: str = ""

    def say(self, language: str) -> str:
        """The sentence; a row of before the English was written speaks Dutch."""
        return self.en if language == "en" and self.en else self.nl


def parts(description: str) -> Mapping[str, str]:
    """What a row's description says, by the words of KEYS. A remark behind the approver belongs to nobody and is left out."""
    found = _KEY.split(description)
    said = {key: text.strip() for key, text in zip(found[1::2], found[2::2], strict=True)}
    return said | {"approver": said.get("approver", "").split(";")[0]}


def because(row: object, description: str) -> Because | None:
    """Why one row answered this, or None when neither its description nor its columns say so."""
    outputs, said = row if isinstance(row, dict) else {}, parts(description)
    nl, en = (said.get(word) or _first(outputs, columns) for word, columns in _COLUMNS.items())
    if not nl:
        return None
    return Because(_is_ok(outputs.get("result")), nl, en, said.get("source", ""), said["approver"])


def sentences(value: object, descriptions: Iterable[str] = ()) -> tuple[Because, ...]:
    """Why a table answered `value`: its answers, one per row that matched, beside the descriptions of those rows."""
    rows = value if isinstance(value, list) else [value]
    pairs = zip_longest(rows, descriptions, fillvalue="")
    return tuple(one for row, description in pairs if (one := because(row, str(description))))


def _first(outputs: Mapping[str, object], columns: Iterable[str]) -> str:
    return next((str(outputs[name]) for name in columns if outputs.get(name)), "")


def _is_ok(result: object) -> bool | None:
    return result == "ok" if result in ("ok", "stop") else None


def confirming(model: Model, element: str) -> frozenset[str]:
    """The tasks in which a person takes up what was decided at `element`: the first ones on each way on, before anything waits.

    A decision inside a subprocess (one per child, one per person) is taken up behind it.
    """
    found: set[str] = set()
    seen, ahead = {element}, [element]
    while ahead:
        for flow in model.out(model.elements[ahead.pop()]):
            target = model.elements[flow.target]
            if target.kind in HUMAN:
                found.add(target.id)
                continue
            onward = target.scope if target.kind == "endEvent" and target.scope in model.elements else target.id
            if onward not in seen and target.kind not in WAITS:
                seen.add(onward)
                ahead.append(onward)
    return frozenset(found)

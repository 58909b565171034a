"""What can go wrong with an expression, said to the person who wrote it.

Every message exists in English and Dutch; a code names it, so that a host can point at its own documentation.
"""

from __future__ import annotations

from dataclasses import dataclass

MESSAGES: dict[str, tuple[str, str]] = {
    "unexpected": ("{found} is not expected here", "{found} staat hier op een verkeerde plaats"),
    "expected": (
        "{expected} is expected here, but {found} was found",
        "hier hoort {expected} te staan, maar er staat {found}",
    ),
    "empty": ("the expression is empty", "de expressie is leeg"),
    "unclosed string": ("this text has no closing quotation mark", "deze tekst heeft geen afsluitend aanhalingsteken"),
    "unclosed comment": ("this comment has no end", "deze opmerking heeft geen einde"),
    "character": ("the character {found} means nothing in FEEL", "het teken {found} betekent niets in FEEL"),
    "temporal": (
        "{found} is not a date, time, date and time or duration",
        "{found} is geen datum, tijd, datum met tijd of duur",
    ),
    "unknown name": ("nothing here is called {found}", "niets heet hier {found}"),
    "unknown type": ("there is no type called {found}", "er is geen type dat {found} heet"),
    "duplicate name": ("the name {found} is used twice", "de naam {found} staat er twee keer"),
    "mixed arguments": (
        "arguments are either all named or all in order",
        "argumenten hebben allemaal een naam of staan allemaal op volgorde",
    ),
    "text length": ("the expression is longer than {limit} characters", "de expressie is langer dan {limit} tekens"),
    "tokens": (
        "the expression has more than {limit} words and signs",
        "de expressie heeft meer dan {limit} woorden en tekens",
    ),
    "nesting": (
        "the expression is nested deeper than {limit} levels",
        "de expressie is dieper genest dan {limit} lagen",
    ),
    "fuel": ("the evaluation takes more than {limit} steps", "de berekening kost meer dan {limit} stappen"),
    "list": ("a list would have more than {limit} items", "een lijst zou meer dan {limit} onderdelen krijgen"),
    "string": ("a text would have more than {limit} characters", "een tekst zou meer dan {limit} tekens krijgen"),
    "depth": (
        "functions or values are nested deeper than {limit} levels",
        "functies of waarden zijn dieper genest dan {limit} lagen",
    ),
    "xml": ("the file cannot be read as XML: {reason}", "het bestand is geen leesbare XML: {reason}"),
    "doctype": ("a DOCTYPE is not allowed", "een DOCTYPE is niet toegestaan"),
    "file size": ("the file is larger than {limit} bytes", "het bestand is groter dan {limit} bytes"),
    "not dmn": ("this is no DMN 1.1 to 1.5 file, but {found}", "dit is geen DMN 1.1 tot 1.5, maar {found}"),
    "no decision": ("the model has no decision {found}", "het model heeft geen beslissing {found}"),
    "value": (
        "a value of the kind {found} cannot be used",
        "een waarde van het soort {found} kan niet worden gebruikt",
    ),
}

Words = str | tuple[str, str]


class FeelError(Exception):
    """This is no FEEL expression; the message says where and why, `suggestion` what to write instead.

    `code`: a key of MESSAGES. `position`: (line, column), both from 1, or None. `text_nl`, `suggestion_nl`: in Dutch.
    Words for the message, and the suggestion, are a pair (English, Dutch) where the languages differ.
    """

    def __init__(
        self, code: str, position: tuple[int, int] | None = None, *, suggestion: Words | None = None, **words: object
    ) -> None:
        english, dutch = MESSAGES[code]
        where = f" (line {position[0]}, column {position[1]})" if position else ""
        waar = f" (regel {position[0]}, kolom {position[1]})" if position else ""
        self.code, self.position = code, position
        self.suggestion = _said(suggestion, 0) if suggestion else None
        self.suggestion_nl = _said(suggestion, 1) if suggestion else None
        self.text_en = english.format(**{name: _said(word, 0) for name, word in words.items()}) + where
        self.text_nl = dutch.format(**{name: _said(word, 1) for name, word in words.items()}) + waar
        super().__init__(self.text_en + (f": {self.suggestion}" if suggestion else ""))


def _said(word: object, language: int) -> str:
    """A word in English (0) or Dutch (1)."""
    return str(word[language] if isinstance(word, tuple) else word)


class LimitError(FeelError):
    """The expression asks for more steps, depth or room than it is allowed; nothing was computed."""


class Refused(Exception):
    """An operation has no value for these operands: FEEL answers null, and the reason becomes a warning."""


@dataclass(frozen=True, slots=True)
class EvaluationWarning:
    """Why a part of an expression became null.

    `position` is (line, column) in its source, or None; `element` the id of the model's element it stands in.
    """

    message: str
    position: tuple[int, int] | None = None
    element: str | None = None

    def __str__(self) -> str:
        where = f" (line {self.position[0]}, column {self.position[1]})" if self.position else ""
        return self.message + where


def position_of(text: str, offset: int) -> tuple[int, int]:
    """The (line, column) of a character offset, both counted from 1."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1

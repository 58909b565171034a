"""Text to tokens. Names stay in pieces here: which pieces belong together depends on the names in scope."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from feel.errors import FeelError, LimitError, Words, position_of
from feel.limits import DEFAULT, Limits

NAME_START = (
    "A-Za-z_?\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
NAME = rf"[{NAME_START}][{NAME_START}0-9\u00b7\u0300-\u036f\u203f-\u2040]*"
BLANK = r"[\s\u0085\u00a0\u1680\u180e\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]+"
TOKEN = re.compile(
    rf"(?P<blank>{BLANK}|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)"
    r"|(?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?)"
    r'|(?P<string>"(?:[^"\\]|\\.)*")'
    rf"|(?P<name>{NAME})"
    r"|(?P<sign>\.\.\.|\.\.|\*\*|<=|>=|!=|->|[-+*/=<>()\[\]{},.:@])"
    r"|(?P<other>.)",
    re.DOTALL,
)
ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|([nrtb\"'\\])|(.))", re.DOTALL)
PLAIN = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", '"': '"', "'": "'", "\\": "\\"}
HABITS: dict[str, Words] = {
    "&": ("write: and", "schrijf: and"),
    "|": ("write: or", "schrijf: or"),
    "!": ("write: not(…) or !=", "schrijf: not(…) of !="),
    ";": ("write: ,", "schrijf: ,"),
    "'": ('write texts between quotes: "…"', 'schrijf teksten tussen aanhalingstekens: "…"'),
    "$": ("write the name itself, without ${…}", "schrijf de naam zelf, zonder ${…}"),
    "%": ("write: modulo(a, b)", "schrijf: modulo(a, b)"),
}


class Token(NamedTuple):
    """A piece of text. `kind`: number, string, name, sign, other or end; `spaced`: a blank stands before it."""

    kind: str
    text: str
    start: int
    end: int
    spaced: bool


def tokenize(text: str, limits: Limits = DEFAULT) -> list[Token]:
    """The tokens of a text, closed by one of kind `end`. Raises FeelError or LimitError."""
    if len(text) > limits.text:
        raise LimitError("text length", limit=limits.text)
    tokens: list[Token] = []
    spaced = False
    for match in TOKEN.finditer(text):
        kind = match.lastgroup or "other"
        if kind == "blank":
            spaced = True
            continue
        if kind == "other" or match[0] == "/":
            _check_character(match[0], text, match.start())
        tokens.append(Token(kind, match[0], match.start(), match.end(), spaced))
        spaced = False
        if len(tokens) > limits.tokens:
            raise LimitError("tokens", position_of(text, match.start()), limit=limits.tokens)
    tokens.append(Token("end", "", len(text), len(text), spaced))
    return tokens


def _check_character(character: str, text: str, at: int) -> None:
    """What opens a text or comment must close it; other characters may still be part of a known name."""
    if character == '"':
        raise FeelError("unclosed string", position_of(text, at))
    if text.startswith("/*", at):
        raise FeelError("unclosed comment", position_of(text, at))


def unquote(text: str) -> str:
    """The value of a string token, escapes resolved; an unknown escape such as `\\d` stays as it is."""
    if "\\" not in text:
        return text[1:-1]
    return _join_surrogates(ESCAPE.sub(_character, text[1:-1]))


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    if code is None:
        return PLAIN[match[3]] if match[3] else match[0]
    return chr(int(code, 16)) if int(code, 16) < 0x110000 else match[0]


def _join_surrogates(text: str) -> str:
    """Two `\\u` escapes may form one character; half of one becomes the replacement character."""
    if not any("\ud800" <= character <= "\udfff" for character in text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def quote(text: str) -> str:
    """A text as a FEEL literal."""
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return '"' + "".join(escapes.get(character, character) for character in text) + '"'


@lru_cache(maxsize=8192)
def pieces(name: str) -> tuple[tuple[str, bool], ...]:
    """The tokens of a name as (text, spaced): what the parser compares with the tokens it meets."""
    try:
        tokens = tokenize(name.strip())
    except FeelError:
        return ()
    return tuple((token.text, token.spaced) for token in tokens[:-1])


def normal(name: str) -> str:
    """A name with single blanks."""
    return " ".join(name.split())

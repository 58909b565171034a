"""Regular expressions of XPath, rewritten for RE2.

The two differ in what `.`, `\\d`, `\\w` and `\\s` stand for, in named blocks (`\\p{IsGreek}`), in the classes of XML
names (`\\i`, `\\c`), and in classes minus classes (`[a-z-[aeiou]]`), which RE2 does not have.
"""

from __future__ import annotations

from feel.errors import Refused

SPACE = r" \t\n\r"
NAME_START = (
    r"A-Z_:a-z\x{C0}-\x{D6}\x{D8}-\x{F6}\x{F8}-\x{2FF}\x{370}-\x{37D}\x{37F}-\x{1FFF}\x{200C}-\x{200D}"
    r"\x{2070}-\x{218F}\x{2C00}-\x{2FEF}\x{3001}-\x{D7FF}\x{F900}-\x{FDCF}\x{FDF0}-\x{FFFD}"
    r"\x{10000}-\x{EFFFF}"
)
CLASSES = {
    "d": r"\p{Nd}",
    "w": r"\p{L}\p{M}\p{N}\p{S}",
    "s": SPACE,
    "i": NAME_START,
    "c": NAME_START + r"\-.0-9\x{B7}\x{300}-\x{36F}\x{203F}-\x{2040}",
}
COMPLEMENTS = {"D": r"\P{Nd}", "W": r"\p{P}\p{Z}\p{C}", "S": SPACE, "I": CLASSES["i"], "C": CLASSES["c"]}
READY = {"D", "W"}
CONTROLS = {"n": "\n", "r": "\r", "t": "\t"}
BLOCKS = {
    "BasicLatin": (0, 0x7F),
    "Latin-1Supplement": (0x80, 0xFF),
    "LatinExtended-A": (0x100, 0x17F),
    "LatinExtended-B": (0x180, 0x24F),
    "IPAExtensions": (0x250, 0x2AF),
    "CombiningDiacriticalMarks": (0x300, 0x36F),
    "Greek": (0x370, 0x3FF),
    "GreekandCoptic": (0x370, 0x3FF),
    "Cyrillic": (0x400, 0x4FF),
    "Armenian": (0x530, 0x58F),
    "Hebrew": (0x590, 0x5FF),
    "Arabic": (0x600, 0x6FF),
    "Devanagari": (0x900, 0x97F),
    "Thai": (0xE00, 0xE7F),
    "Georgian": (0x10A0, 0x10FF),
    "HangulJamo": (0x1100, 0x11FF),
    "Ethiopic": (0x1200, 0x137F),
    "LatinExtendedAdditional": (0x1E00, 0x1EFF),
    "GreekExtended": (0x1F00, 0x1FFF),
    "GeneralPunctuation": (0x2000, 0x206F),
    "CurrencySymbols": (0x20A0, 0x20CF),
    "Arrows": (0x2190, 0x21FF),
    "MathematicalOperators": (0x2200, 0x22FF),
    "Hiragana": (0x3040, 0x309F),
    "Katakana": (0x30A0, 0x30FF),
    "CJKUnifiedIdeographs": (0x4E00, 0x9FFF),
    "HangulSyllables": (0xAC00, 0xD7AF),
    "PrivateUse": (0xE000, 0xF8FF),
}
LARGEST_SET = 5_000


def rewritten(pattern: str, flags: str) -> str:
    """The pattern for RE2. Raises Refused for what it cannot say."""
    return Rewriter(pattern, "s" in flags, "i" in flags).pattern()


class Rewriter:
    """Walks over a pattern once."""

    def __init__(self, text: str, dot_is_all: bool, caseless: bool) -> None:
        self.text, self.dot_is_all, self.caseless, self.at = text, dot_is_all, caseless, 0

    def take(self) -> str:
        if self.at >= len(self.text):
            raise Refused("the pattern ends too soon")
        self.at += 1
        return self.text[self.at - 1]

    def next_is(self, text: str) -> bool:
        return self.text.startswith(text, self.at)

    def pattern(self) -> str:
        parts = []
        while self.at < len(self.text):
            character = self.take()
            if character == "\\":
                parts.append(self.escape())
            elif character == "[":
                parts.append(self.character_class())
            elif character == "." and not self.dot_is_all:
                parts.append(r"[^\n\r]")
            else:
                parts.append(character)
        return "".join(parts)

    def escape(self) -> str:
        """An escape outside a class."""
        letter = self.take()
        if letter in CLASSES:
            return f"[{CLASSES[letter]}]"
        if letter in COMPLEMENTS:
            return f"[{'' if letter in READY else '^'}{COMPLEMENTS[letter]}]"
        if letter in "pP":
            return f"[{self.category(letter)}]"
        if letter.isdecimal():
            raise Refused("back-references cannot be run in linear time")
        return "\\" + letter

    def category(self, letter: str) -> str:
        """`\\p{…}`: a category as RE2 has it, or a block by its range."""
        end = self.text.find("}", self.at)
        if not self.next_is("{") or end < 0:
            raise Refused("a category stands between braces")
        name = self.text[self.at + 1 : end]
        self.at = end + 1
        if not name.startswith("Is"):
            return f"\\{letter}{{{name}}}"
        if name[2:] not in BLOCKS:
            raise Refused(f"there is no block {name[2:]}")
        first, last = BLOCKS[name[2:]]
        if letter == "p":
            return f"\\x{{{first:X}}}-\\x{{{last:X}}}"
        below = f"\\x{{0}}-\\x{{{first - 1:X}}}" if first else ""
        return below + f"\\x{{{last + 1:X}}}-\\x{{10FFFF}}"

    def character_class(self) -> str:
        """`[…]`, perhaps minus another class."""
        negated = self.next_is("^")
        self.at += negated
        items, known = self.items()
        if not self.next_is("["):
            self.close()
            return f"[{'^' if negated else ''}{''.join(items)}]" if items else self.empty()
        self.at += 1
        minus = self.plain_class()
        self.close()
        if known is None or negated:
            raise Refused("this class minus a class cannot be run")
        return _as_class(self.folded(known) - self.folded(minus))

    def empty(self) -> str:
        raise Refused("a class has no characters")

    def close(self) -> None:
        if self.take() != "]":
            raise Refused("a class does not close")

    def plain_class(self) -> set[int]:
        """The characters of a class that is subtracted; its bracket is open."""
        if self.next_is("^"):
            raise Refused("this class minus a class cannot be run")
        _, known = self.items()
        self.close()
        if known is None:
            raise Refused("this class minus a class cannot be run")
        return known

    def items(self) -> tuple[list[str], set[int] | None]:
        """The parts of a class up to `]` or `-[`, and its characters when they can be listed."""
        parts: list[str] = []
        known: set[int] | None = set()
        while not self.next_is("]"):
            if self.next_is("-["):
                self.at += 1
                break
            first = self.member()
            if isinstance(first, str):
                parts.append(first)
                known = None
                continue
            last = self.range_end(first)
            parts.append(_range(first, last))
            if known is not None and last - first + len(known) < LARGEST_SET:
                known.update(range(first, last + 1))
            else:
                known = None
        return parts, known

    def range_end(self, first: int) -> int:
        """The end of a range that begins at a character, or the character itself."""
        if not self.next_is("-") or self.next_is("-]") or self.next_is("-["):
            return first
        self.at += 1
        last = self.member()
        if isinstance(last, str) or last < first:
            raise Refused("a range of characters ends before it begins")
        return last

    def member(self) -> int | str:
        """A character of a class as a number, or a set of characters as RE2 writes it."""
        character = self.take()
        if character == "[":
            raise Refused("a bracket in a class needs a backslash")
        if character != "\\":
            return ord(character)
        letter = self.take()
        if letter in "pP":
            return self.category(letter)
        if letter in CLASSES:
            return CLASSES[letter]
        if letter in READY:
            return COMPLEMENTS[letter]
        if letter.isalnum() and letter not in CONTROLS:
            raise Refused(f"\\{letter} means nothing in a class")
        return ord(CONTROLS.get(letter, letter))

    def folded(self, known: set[int]) -> set[int]:
        """With flag `i`, the characters in both cases."""
        if not self.caseless:
            return known
        both = (variant for code in known for variant in (chr(code).lower(), chr(code).upper()))
        return known | {ord(variant) for variant in both if len(variant) == 1}


def _range(first: int, last: int) -> str:
    return f"\\x{{{first:X}}}" if first == last else f"\\x{{{first:X}}}-\\x{{{last:X}}}"


def _as_class(codes: set[int]) -> str:
    """A class of listed characters; an empty one matches nothing."""
    if not codes:
        return r"[^\x{0}-\x{10FFFF}]"
    ranges: list[tuple[int, int]] = []
    for code in sorted(codes):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1] = ranges[-1][0], code
        else:
            ranges.append((code, code))
    return "[" + "".join(_range(first, last) for first, last in ranges) + "]"

"""Where the parser stands in its tokens, and how it says what is wrong there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from feel.errors import FeelError, LimitError, Words, position_of
from feel.lexer import HABITS, Token, normal, tokenize, unquote
from feel.limits import Limits

T = TypeVar("T")


class Cursor:
    """A place in the tokens of one text."""

    def __init__(self, text: str, limits: Limits) -> None:
        self.text, self.limits = text, limits
        self.tokens = tokenize(text, limits)
        self.at, self.depth = 0, 0

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def next_text(self, ahead: int = 1) -> str:
        return self.tokens[min(self.at + ahead, len(self.tokens) - 1)].text

    def here(self, *texts: str) -> bool:
        return self.token.kind in ("sign", "name") and self.token.text in texts

    def take(self) -> Token:
        token = self.token
        self.at += token.kind != "end"
        return token

    def accept(self, text: str) -> bool:
        found = self.here(text)
        self.at += found
        return found

    def expect(self, text: str) -> Token:
        if not self.here(text):
            raise self.error("expected", expected=f"'{text}'", found=self.found())
        return self.take()

    def found(self) -> Words:
        return f"'{self.token.text[:40]}'" if self.token.kind != "end" else ("the end", "het einde")

    def error(
        self, code: str, token: Token | None = None, suggestion: Words | None = None, **words: object
    ) -> FeelError:
        token = token or self.token
        return FeelError(code, position_of(self.text, token.start), suggestion=suggestion or self.habit(token), **words)

    def habit(self, token: Token) -> Words | None:
        """What people used to other languages should write."""
        if token.text == "=" and (self.tokens[self.at - 1].text == "=" or self.next_text() == "="):
            return "write one = to compare", "schrijf één = om te vergelijken"
        if token.text == ">" and self.tokens[self.at - 1].text == "<":
            return "write: !=", "schrijf: !="
        return HABITS.get(token.text)

    def deeper(self) -> None:
        """One level of nesting more; raises LimitError below the deepest."""
        self.depth += 1
        if self.depth > self.limits.nesting:
            raise self.too_deep()

    def too_deep(self) -> LimitError:
        return LimitError("nesting", position_of(self.text, self.token.start), limit=self.limits.nesting)

    def separated(self, read: Callable[[], T]) -> tuple[T, ...]:
        """Things separated by commas, at least one."""
        found = [read()]
        while self.accept(","):
            found.append(read())
        return tuple(found)

    def key(self) -> str:
        """A key of a context and its colon."""
        if self.token.kind == "string":
            key = unquote(self.take().text)
            self.expect(":")
            return key
        words = self.words_until_colon()
        if words is None:
            raise self.error("expected", expected=("a key and ':'", "een sleutel en ':'"), found=self.found())
        self.expect(":")
        return words

    def words_until_colon(self) -> str | None:
        """The name in front of the colon, or None when no name and colon stand here; the colon stays unread."""
        end = self.at
        while self.tokens[end].text != ":":
            if self.tokens[end].kind in ("end", "string") or self.tokens[end].text in "()[]{},@=<>":
                return None
            end += 1
        if end == self.at or self.token.kind != "name":
            return None
        name = normal(self.text[self.token.start : self.tokens[end].start])
        self.at = end
        return name

"""Types, as they stand behind `instance of` and behind the colon of a parameter."""

from __future__ import annotations

from feel import ast
from feel.lexer import normal
from feel.naming import KEYWORDS, Naming

NAMED_TYPES = ("years and months duration", "days and time duration", "date and time")


class Typing(Naming):
    """A cursor that reads types."""

    def type(self) -> ast.TypeName:
        """A type after `instance of` or a colon."""
        self.deeper()
        found = self.compound_type() or self.plain_type()
        self.depth -= 1
        return found

    def compound_type(self) -> ast.TypeName | None:
        token, name = self.token, self.token.text
        if name not in ("list", "range", "context", "function") or self.next_text() != "<":
            return None
        self.at += 2
        keys: list[str] = []
        parts: list[ast.TypeName] = []
        while not self.accept(">"):
            if parts:
                self.expect(",")
            if name == "context":
                keys.append(self.key())
            parts.append(self.type())
        if name == "function":
            self.expect("->")
            parts.append(self.type())
        return ast.TypeName(name, tuple(parts), tuple(keys), at=token.start)

    def plain_type(self) -> ast.TypeName:
        token = self.token
        for name in NAMED_TYPES:
            words = name.split()
            if [self.next_text(i) for i in range(len(words))] == words:
                self.at += len(words)
                return ast.TypeName(name, at=token.start)
        if token.kind != "name":
            raise self.error("expected", expected=("a type", "een type"), found=self.found())
        end = self.take()
        while (self.token.kind == "name" and self.token.text not in KEYWORDS) or (
            self.token.text in (".", "-") and not self.token.spaced
        ):
            end = self.take()
        return ast.TypeName(normal(self.text[token.start : end.end]), at=token.start)

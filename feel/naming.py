"""Names while parsing: which are known, how far they reach, and what the expression reads and calls."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from feel import ast
from feel.builtins import BUILTINS
from feel.cursor import Cursor
from feel.lexer import Token
from feel.limits import DEFAULT, Limits
from feel.names import Scope

KEYWORDS = frozenset(
    (
        "and",
        "or",
        "in",
        "between",
        "instance",
        "then",
        "else",
        "return",
        "satisfies",
        "if",
        "for",
        "some",
        "every",
        "function",
        "external",
        "true",
        "false",
        "null",
    )
)
MEMBERS = ("time offset", "start included", "end included")


@lru_cache(maxsize=1)
def builtin_scope() -> Scope:
    """The names of FEEL's own functions."""
    return Scope(BUILTINS)


@dataclass
class Reading:
    """What an expression reads: `names` from the context, `members` perhaps from an item, `calls` host functions."""

    names: set[str] = field(default_factory=set)
    members: set[str] = field(default_factory=set)
    calls: set[str] = field(default_factory=set)


class Naming(Cursor):
    """A cursor with scopes. `names` are known variables, `functions` host functions, `members` names within items."""

    def __init__(
        self,
        text: str,
        names: Iterable[str] = (),
        functions: Iterable[str] = (),
        *,
        members: Iterable[str] = (),
        strict: bool = False,
        limits: Limits = DEFAULT,
    ) -> None:
        super().__init__(text, limits)
        self.strict = strict
        names = frozenset(names)
        self.functions = Scope(functions, builtin_scope())
        self.root = self.scope = Scope(names, self.functions)
        self.member_names = frozenset((*MEMBERS, *members)) | names
        self.members = Scope(self.member_names)
        self.reading = Reading()

    def name(self) -> ast.Node:
        """A variable, known or not; `(` behind it makes it a function."""
        token = self.token
        match = self.known_name()
        if match is None:
            name, scope = self.unknown_name(), None
        else:
            name, length, scope = match
            self.at += length
        self.note(name, scope, token)
        return ast.Name(name, at=token.start)

    def known_name(self) -> tuple[str, int, Scope | None] | None:
        """The longest name in scope, or inside a filter the longest member of an item."""
        match: tuple[str, int, Scope | None] | None = self.scope.longest(self.tokens, self.at)
        if match and match[2] is builtin_scope() and self.next_text(match[1]) != "(":
            match = self.not_a_call(match)
        if self.scope.inside_items:
            member = self.known_member()
            if member and (match is None or member[1] > match[1]):
                return member[0], member[1], None
        return match

    def not_a_call(self, match: tuple[str, int, Scope | None]) -> tuple[str, int, Scope | None] | None:
        """A function's name without `(`: a variable's name may be meant ("date and time", "date of birth")."""
        follower = self.tokens[self.at + match[1]]
        if follower.kind == "name" and follower.text not in KEYWORDS:
            return None
        return self.scope.longest(self.tokens, self.at, skip=builtin_scope()) or match

    def known_member(self) -> tuple[str, int, Scope] | None:
        return self.members.longest(self.tokens, self.at)

    def unknown_name(self) -> str:
        """Words that stand side by side are one name: nothing else could follow a name directly."""
        first = self.token
        if first.kind != "name" or first.text in KEYWORDS:
            known_sign = first.kind in ("sign", "name", "number", "string", "end")
            raise self.error("unexpected" if known_sign else "character", found=self.found())
        words = [self.take().text]
        while self.token.kind == "name" and self.token.text not in KEYWORDS:
            words.append(self.take().text)
        return " ".join(words)

    def note(self, name: str, scope: Scope | None, token: Token) -> None:
        """Keep what the expression reads, and in strict mode refuse what nothing is called."""
        called = self.here("(")
        if scope is self.root or (scope is builtin_scope() and not called):
            self.reading.names.add(name)
        elif scope is self.functions:
            self.reading.calls.add(name)
        elif scope is None and called:
            self.refuse_unknown(name, token)
            self.reading.calls.add(name)
        elif scope is None and self.scope.inside_items:
            self.reading.members.add(name)
        elif scope is None:
            self.refuse_unknown(name, token)
            self.reading.names.add(name)

    def refuse_unknown(self, name: str, token: Token) -> None:
        if not self.strict:
            return
        known = [
            entry[1]
            for scope in (self.root, self.functions, builtin_scope())
            for same in scope.index.values()
            for entry in same
        ]
        close = difflib.get_close_matches(name, known, 1)
        raise self.error(
            "unknown name",
            token,
            (f"did you mean {close[0]}?", f"bedoel je {close[0]}?") if close else None,
            found=f"'{name}'",
        )

    def inner(self, names: Iterable[str], *, open: bool = False) -> Scope:
        """Enter a scope; the caller restores `scope` to the parent."""
        self.scope = Scope(names, self.scope, open=open)
        return self.scope

    def leave(self) -> None:
        if self.scope.parent is not None:
            self.scope = self.scope.parent

    def add_member(self, name: str) -> None:
        if name not in self.member_names:
            self.member_names |= {name}
            self.members.add(name)

"""Tokens to a tree: a Pratt parser that knows the names in scope."""
from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from feel import ast
from feel.builtins import BUILTINS
from feel.errors import FeelError, LimitError, Refused, position_of
from feel.lexer import HABITS, Token, normal, tokenize, unquote
from feel.limits import DEFAULT, Limits
from feel.names import Scope
from feel.temporal_text import literal

KEYWORDS = frozenset(("and", "or", "in", "between", "instance", "then", "else", "return", "satisfies", "if", "for",
                      "some", "every", "function", "external", "true", "false", "null"))
COMPARISONS = frozenset(("=", "!=", "<", "<=", ">", ">="))
POWER = {"or": 10, "and": 20, "between": 30, "in": 30, "instance": 80, "+": 40, "-": 40, "*": 50, "/": 50, "**": 60,
         "(": 90, "[": 90, ".": 90} | dict.fromkeys(COMPARISONS, 30)
SUM, UNARY = 40, 70
ENDS_INTERVAL = frozenset((")", "]", "}", ",", "and", "or", "then", "else", "return", "satisfies", "in", "between",
                           "instance", "+", "*", "/", "**", "..", ".", "")) | COMPARISONS
T = TypeVar("T")
MEMBERS = ("time offset", "start included", "end included")
NAMED_TYPES = ("years and months duration", "days and time duration", "date and time")


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


class Parser:
    """Reads one text. `names` are known variables, `functions` known host functions, `members` known item names."""

    def __init__(self, text: str, names: Iterable[str] = (), functions: Iterable[str] = (), *,
                 members: Iterable[str] = (), strict: bool = False, limits: Limits = DEFAULT) -> None:
        self.text, self.strict, self.limits = text, strict, limits
        self.tokens = tokenize(text, limits)
        self.at, self.depth, self.closing_bracket = 0, 0, False
        names = frozenset(names)
        self.functions = Scope(functions, builtin_scope())
        self.root = self.scope = Scope(names, self.functions)
        self.member_names = frozenset((*MEMBERS, *members)) | names
        self.members = Scope(self.member_names)
        self.reading = Reading()

    # What stands here, and errors about it

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

    def found(self) -> str:
        return f"'{self.token.text[:40]}'" if self.token.kind != "end" else "the end"

    def error(self, code: str, token: Token | None = None, suggestion: str | None = None, **words: object) -> FeelError:
        token = token or self.token
        return FeelError(code, position_of(self.text, token.start), suggestion=suggestion or self.habit(token), **words)

    def habit(self, token: Token) -> str | None:
        """What people used to other languages should write."""
        if token.text == "=" and (self.tokens[self.at - 1].text == "=" or self.next_text() == "="):
            return "write one = to compare"
        if token.text == ">" and self.tokens[self.at - 1].text == "<":
            return "write: !="
        return HABITS.get(token.text)

    # Whole texts

    def expression(self) -> ast.Node:
        """The whole text as one expression."""
        if self.token.kind == "end":
            raise self.error("empty")
        node = self.parse()
        self.end()
        return node

    def unary_tests(self) -> ast.Tests:
        """The whole text as unary tests: `-`, `not(…)`, or tests separated by commas; `?` is the tested value."""
        self.inner(("?",))
        if self.token.kind == "end":
            raise self.error("empty")
        if self.token.text == "-" and self.tokens[self.at + 1].kind == "end":
            return ast.Tests((), at=0)
        if self.here("not") and self.next_text() == "(" and self.closes_at_end():
            self.at += 2
            tests, _ = self.separated(self.test, ")"), self.expect(")")
            self.end()
            return ast.Tests(tests, True, at=0)
        tests = self.separated(self.test, "")
        self.end()
        return ast.Tests(tests, at=0)

    def closes_at_end(self) -> bool:
        """Whether the bracket after this token closes with the text."""
        open_brackets = 0
        for i, token in enumerate(self.tokens[self.at + 1:-1], self.at + 1):
            open_brackets += (token.text in ("(",)) - (token.text in (")",))
            if open_brackets == 0:
                return i == len(self.tokens) - 2
        return False

    def end(self) -> None:
        if self.token.kind != "end":
            raise self.error("unexpected", found=self.found())

    # The Pratt loop

    def parse(self, power: int = 0) -> ast.Node:
        """An expression whose operators bind tighter than `power`."""
        self.depth += 1
        if self.depth > self.limits.nesting:
            raise LimitError("nesting", position_of(self.text, self.token.start), limit=self.limits.nesting)
        left = self.onward(self.prefix(), power)
        self.depth -= 1
        return left

    def onward(self, left: ast.Node, power: int) -> ast.Node:
        """What follows an operand. Chains of one operator cost no depth, other chains do."""
        family, chain = "", 0
        while (binding := self.binding()) > power:
            wraps = ast.FAMILIES.get(self.token.text, "")
            chain += wraps == "" or wraps != family
            family = wraps
            if chain > self.limits.nesting:
                raise LimitError("nesting", position_of(self.text, self.token.start), limit=self.limits.nesting)
            left = self.infix(left, binding)
        return left

    def binding(self) -> int:
        """How tightly the operator that stands here binds; 0 when none does."""
        token = self.token
        if token.kind not in ("sign", "name"):
            return 0
        if token.text == "[" and self.closing_bracket and self.next_text() in ENDS_INTERVAL:
            return 0
        return POWER.get(token.text, 0)

    def infix(self, left: ast.Node, binding: int) -> ast.Node:
        token = self.take()
        special = INFIX.get(token.text)
        if special:
            return special(self, left, token)
        return ast.Binary(token.text, left, self.parse(binding), at=token.start)

    def prefix(self) -> ast.Node:
        """What begins an expression."""
        token = self.token
        if token.kind == "number":
            return ast.Literal(Decimal(self.take().text), at=token.start)
        if token.kind == "string":
            return ast.Literal(unquote(self.take().text), at=token.start)
        special = PREFIX.get(token.text) if token.kind in ("sign", "name") else None
        if special and (token.kind == "sign" or not self.longer_name()):
            return special(self, self.take())
        return self.name()

    def longer_name(self) -> bool:
        """Whether a known name begins with the keyword that stands here."""
        match = self.scope.longest(self.tokens, self.at)
        return match is not None and match[1] > 1

    def bracketed(self, power: int = 0) -> ast.Node:
        """An expression inside brackets of its own, where `[` is a filter again."""
        outside, self.closing_bracket = self.closing_bracket, False
        node = self.parse(power)
        self.closing_bracket = outside
        return node

    def separated(self, read: Callable[[], T], close: str) -> tuple[T, ...]:
        """Things separated by commas, at least one; `close` is what ends them and stays unread."""
        found = [read()]
        while self.accept(","):
            found.append(read())
        return tuple(found)

    # Names

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
        known = [entry[1] for scope in (self.root, self.functions, builtin_scope())
                 for same in scope.index.values() for entry in same]
        close = difflib.get_close_matches(name, known, 1)
        raise self.error("unknown name", token, f"did you mean {close[0]}?" if close else None, found=f"'{name}'")

    def inner(self, names: Iterable[str], *, open: bool = False) -> Scope:
        """Enter a scope; the caller restores `scope` to the parent."""
        self.scope = Scope(names, self.scope, open=open)
        return self.scope

    def leave(self) -> None:
        if self.scope.parent is not None:
            self.scope = self.scope.parent

    # Brackets

    def parenthesis(self, token: Token) -> ast.Node:
        """`(expression)`, `(low..high]`, or `(< operand)`."""
        if self.token.text in COMPARISONS:
            node: ast.Node = self.comparison()
        else:
            node = self.bracketed()
            if self.here(".."):
                return self.interval(node, token, False)
        self.expect(")")
        return node

    def list_or_interval(self, token: Token) -> ast.Node:
        """`[…]` or `[low..high]`."""
        if self.accept("]"):
            return ast.ListOf((), at=token.start)
        first = self.bracketed()
        if self.here(".."):
            return self.interval(first, token, True)
        items = [first]
        while self.accept(","):
            items.append(self.bracketed())
        self.expect("]")
        return ast.ListOf(tuple(items), at=token.start)

    def open_interval(self, token: Token) -> ast.Node:
        """`]low..high]`."""
        return self.interval(self.bracketed(SUM - 1), token, False)

    def interval(self, low: ast.Node, token: Token, low_included: bool) -> ast.Interval:
        self.expect("..")
        outside, self.closing_bracket = self.closing_bracket, True
        high = self.parse(SUM - 1)
        self.closing_bracket = outside
        if not self.here("]", ")", "["):
            raise self.error("expected", expected="']' or ')'", found=self.found())
        return ast.Interval(low, high, low_included, self.take().text == "]", at=token.start)

    def context(self, token: Token) -> ast.Node:
        """`{key: value, …}`: each value sees the keys before it."""
        keys: list[str] = []
        seen: set[str] = set()
        values: list[ast.Node] = []
        self.inner(())
        while not self.accept("}"):
            if keys:
                self.expect(",")
            key = self.key()
            values.append(self.bracketed())
            if key in seen:
                raise self.error("duplicate name", found=f"'{key}'")
            keys.append(key)
            seen.add(key)
            self.scope.add(key)
            self.add_member(key)
        self.leave()
        return ast.ContextOf(tuple(keys), tuple(values), at=token.start)

    def add_member(self, name: str) -> None:
        if name not in self.member_names:
            self.member_names |= {name}
            self.members.add(name)

    def key(self) -> str:
        """A key of a context and its colon."""
        if self.token.kind == "string":
            key = unquote(self.take().text)
            self.expect(":")
            return key
        words = self.words_until_colon()
        if words is None:
            raise self.error("expected", expected="a key and ':'", found=self.found())
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
        name = normal(self.text[self.token.start:self.tokens[end].start])
        self.at = end
        return name

    # Behind an expression

    def path(self, left: ast.Node, token: Token) -> ast.Node:
        member = self.known_member()
        if member is not None:
            self.at += member[1]
            return ast.Path(left, member[0], at=token.start)
        if self.token.kind != "name":
            raise self.error("expected", expected="a name", found=self.found())
        words = [self.take().text]
        while self.token.kind == "name" and self.token.text not in KEYWORDS:
            words.append(self.take().text)
        return ast.Path(left, " ".join(words), at=token.start)

    def filter(self, left: ast.Node, token: Token) -> ast.Node:
        self.inner(("item",), open=True)
        predicate = self.bracketed()
        self.leave()
        self.expect("]")
        return ast.Filter(left, predicate, at=token.start)

    def call(self, left: ast.Node, token: Token) -> ast.Node:
        names: list[str] = []
        arguments: list[ast.Node] = []
        while not self.accept(")"):
            if arguments:
                self.expect(",")
            name = self.words_until_colon()
            if (name is None) != (not names) and arguments:
                raise self.error("mixed arguments")
            if name is not None:
                names.append(name)
                self.expect(":")
            arguments.append(self.bracketed())
        return ast.Call(left, tuple(arguments), tuple(names) if names else None, at=token.start)

    def between(self, left: ast.Node, token: Token) -> ast.Node:
        low = self.parse(SUM - 1)
        self.expect("and")
        return ast.Between(left, low, self.parse(SUM - 1), at=token.start)

    def is_in(self, left: ast.Node, token: Token) -> ast.Node:
        """`in test`, or `in (test, …)`; brackets around a single test may also be an interval's or an operand's."""
        bracket = self.token
        if not self.accept("("):
            return ast.In(left, (self.test(SUM - 1),), at=token.start)
        tests = self.separated(self.bracketed_test, ")")
        if len(tests) == 1 and self.here(".."):
            return ast.In(left, (self.interval(tests[0], bracket, False),), at=token.start)
        self.expect(")")
        if len(tests) == 1:
            tests = (self.onward(tests[0], SUM - 1),)
        return ast.In(left, tests, at=token.start)

    def bracketed_test(self) -> ast.Node:
        outside, self.closing_bracket = self.closing_bracket, False
        node = self.test()
        self.closing_bracket = outside
        return node

    def test(self, power: int = 0) -> ast.Node:
        """One unary test: a comparison without left side, or an expression."""
        if self.token.text in COMPARISONS and self.token.kind == "sign":
            return self.comparison()
        return self.parse(power)

    def comparison(self) -> ast.Comparison:
        token = self.take()
        return ast.Comparison(token.text, self.parse(SUM - 1), at=token.start)

    def instance_of(self, left: ast.Node, token: Token) -> ast.Node:
        self.expect("of")
        return ast.InstanceOf(left, self.type(), at=token.start)

    # Words that begin an expression

    def negate(self, token: Token) -> ast.Node:
        return ast.Negate(self.parse(UNARY), at=token.start)

    def temporal(self, token: Token) -> ast.Node:
        if self.token.kind != "string":
            raise self.error("expected", expected='a text such as "2026-11-24"', found=self.found())
        text = unquote(self.token.text)
        try:
            literal(text)
        except Refused:
            raise self.error("temporal", found=f"'{text[:60]}'") from None
        self.take()
        return ast.Temporal(text, at=token.start)

    def constant(self, token: Token) -> ast.Node:
        return ast.Literal({"true": True, "false": False, "null": None}[token.text], at=token.start)

    def if_then_else(self, token: Token) -> ast.Node:
        condition = self.parse()
        self.expect("then")
        yes = self.parse()
        self.expect("else")
        return ast.If(condition, yes, self.parse(), at=token.start)

    def for_return(self, token: Token) -> ast.Node:
        iterations = self.iterations()
        self.expect("return")
        self.inner(("partial",))
        body = self.parse()
        self.leave()
        self.leave_all(len(iterations))
        return ast.For(iterations, body, at=token.start)

    def quantified(self, token: Token) -> ast.Node:
        iterations = self.iterations()
        self.expect("satisfies")
        condition = self.parse()
        self.leave_all(len(iterations))
        return ast.Quantified(token.text, iterations, condition, at=token.start)

    def leave_all(self, count: int) -> None:
        for _ in range(count):
            self.leave()

    def iterations(self) -> tuple[ast.Iteration, ...]:
        """`name in list` or `name in low..high`, separated by commas; each sees the names before it."""
        return self.separated(self.iteration, "")

    def iteration(self) -> ast.Iteration:
        token, name = self.token, self.words_until_in()
        self.expect("in")
        source = self.parse()
        end = self.parse() if self.accept("..") else None
        self.inner((name,))
        return ast.Iteration(name, source, end, at=token.start)

    def words_until_in(self) -> str:
        first = self.token
        if first.kind != "name" or first.text in KEYWORDS:
            raise self.error("expected", expected="a name", found=self.found())
        while not self.here("in"):
            if self.token.kind in ("end", "string") or self.token.text in "()[]{},":
                raise self.error("expected", expected="'in'", found=self.found())
            self.take()
        return normal(self.text[first.start:self.token.start])

    def function(self, token: Token) -> ast.Node:
        """`function(name: type, …) body`."""
        self.expect("(")
        names: list[str] = []
        types: list[ast.TypeName | None] = []
        while not self.accept(")"):
            if names:
                self.expect(",")
            names.append(self.parameter())
            types.append(self.type() if self.accept(":") else None)
        external = self.accept("external")
        self.inner(names)
        body = self.parse()
        self.leave()
        return ast.Function(tuple(names), tuple(types), body, external, at=token.start)

    def parameter(self) -> str:
        first = self.token
        while not self.here(":", ",", ")"):
            if self.token.kind in ("end", "string") or self.token.text in "([{}]":
                raise self.error("expected", expected="a parameter", found=self.found())
            self.take()
        if first.start == self.token.start:
            raise self.error("expected", expected="a parameter", found=self.found())
        return normal(self.text[first.start:self.token.start])

    # Types

    def type(self) -> ast.TypeName:
        """A type after `instance of` or a colon."""
        self.depth += 1
        if self.depth > self.limits.nesting:
            raise LimitError("nesting", position_of(self.text, self.token.start), limit=self.limits.nesting)
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
            raise self.error("expected", expected="a type", found=self.found())
        end = self.take()
        while (self.token.kind == "name" and self.token.text not in KEYWORDS) or (
                self.token.text in (".", "-") and not self.token.spaced):
            end = self.take()
        return ast.TypeName(normal(self.text[token.start:end.end]), at=token.start)


Infix = Callable[[Parser, ast.Node, Token], ast.Node]
Prefix = Callable[[Parser, Token], ast.Node]

INFIX: dict[str, Infix] = {".": Parser.path, "[": Parser.filter, "(": Parser.call, "between": Parser.between,
                           "in": Parser.is_in, "instance": Parser.instance_of}
PREFIX: dict[str, Prefix] = {
    "(": Parser.parenthesis, "[": Parser.list_or_interval, "]": Parser.open_interval, "{": Parser.context,
    "-": Parser.negate, "@": Parser.temporal, "if": Parser.if_then_else, "for": Parser.for_return,
    "some": Parser.quantified, "every": Parser.quantified, "function": Parser.function,
    "true": Parser.constant, "false": Parser.constant, "null": Parser.constant}

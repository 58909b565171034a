"""Tokens to a tree: a Pratt parser that knows the names in scope."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from feel import ast
from feel.errors import Refused
from feel.lexer import Token, normal, unquote
from feel.naming import KEYWORDS
from feel.temporal_text import literal
from feel.type_names import Typing

COMPARISONS = frozenset(("=", "!=", "<", "<=", ">", ">="))
POWER = {
    "or": 10,
    "and": 20,
    "between": 30,
    "in": 30,
    "instance": 80,
    "+": 40,
    "-": 40,
    "*": 50,
    "/": 50,
    "**": 60,
    "(": 90,
    "[": 90,
    ".": 90,
    "...": 90,
} | dict.fromkeys(COMPARISONS, 30)
SUM, UNARY = 40, 70
ENDS_INTERVAL = (
    frozenset(
        (
            ")",
            "]",
            "}",
            ",",
            "and",
            "or",
            "then",
            "else",
            "return",
            "satisfies",
            "in",
            "between",
            "instance",
            "+",
            "*",
            "/",
            "**",
            "..",
            ".",
            "",
        )
    )
    | COMPARISONS
)


class Parser(Typing):
    """Reads one text to a tree."""

    closing_bracket = False

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
            tests, _ = self.separated(self.test), self.expect(")")
            self.end()
            return ast.Tests(tests, True, at=0)
        tests = self.separated(self.test)
        self.end()
        return ast.Tests(tests, at=0)

    def closes_at_end(self) -> bool:
        """Whether the bracket after this token closes with the text."""
        open_brackets = 0
        for i, token in enumerate(self.tokens[self.at + 1 : -1], self.at + 1):
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
        self.deeper()
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
                raise self.too_deep()
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
            raise self.error("expected", expected=("']' or ')'", "']' of ')'"), found=self.found())
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

    # Behind an expression

    def path(self, left: ast.Node, token: Token) -> ast.Node:
        return ast.Path(left, self.member_name(), at=token.start)

    def descendants(self, left: ast.Node, token: Token) -> ast.Node:
        return ast.Descendants(left, self.member_name(), at=token.start)

    def member_name(self) -> str:
        """The name behind a dot: the longest known one, or the words that stand side by side."""
        member = self.known_member()
        if member is not None:
            self.at += member[1]
            return member[0]
        if self.token.kind != "name":
            raise self.error("expected", expected=("a name", "een naam"), found=self.found())
        words = [self.take().text]
        while self.token.kind == "name" and self.token.text not in KEYWORDS:
            words.append(self.take().text)
        return " ".join(words)

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
        tests = self.separated(self.bracketed_test)
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
            raise self.error(
                "expected", expected=('a text such as "2026-11-24"', 'een tekst zoals "2026-11-24"'), found=self.found()
            )
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
        return self.separated(self.iteration)

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
            raise self.error("expected", expected=("a name", "een naam"), found=self.found())
        while not self.here("in"):
            if self.token.kind in ("end", "string") or self.token.text in "()[]{},":
                raise self.error("expected", expected="'in'", found=self.found())
            self.take()
        return normal(self.text[first.start : self.token.start])

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
                raise self.error("expected", expected=("a parameter", "een parameter"), found=self.found())
            self.take()
        if first.start == self.token.start:
            raise self.error("expected", expected=("a parameter", "een parameter"), found=self.found())
        return normal(self.text[first.start : self.token.start])


Infix = Callable[[Parser, ast.Node, Token], ast.Node]
Prefix = Callable[[Parser, Token], ast.Node]

INFIX: dict[str, Infix] = {
    ".": Parser.path,
    "...": Parser.descendants,
    "[": Parser.filter,
    "(": Parser.call,
    "between": Parser.between,
    "in": Parser.is_in,
    "instance": Parser.instance_of,
}
PREFIX: dict[str, Prefix] = {
    "(": Parser.parenthesis,
    "[": Parser.list_or_interval,
    "]": Parser.open_interval,
    "{": Parser.context,
    "-": Parser.negate,
    "@": Parser.temporal,
    "if": Parser.if_then_else,
    "for": Parser.for_return,
    "some": Parser.quantified,
    "every": Parser.quantified,
    "function": Parser.function,
    "true": Parser.constant,
    "false": Parser.constant,
    "null": Parser.constant,
}

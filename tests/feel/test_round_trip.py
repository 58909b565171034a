"""Random trees are printed and read again; random texts never break the parser."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

import feel
from feel import ast
from feel.errors import FeelError
from feel.parser import Parser
from feel.print import text

NAMES = ("a", "b", "loan-to-value", "date of birth", "days in weekend", "if needed")
WORDS = some.sampled_from(NAMES)
KEYS = some.sampled_from(("k", "full name", "a:b", "-", "x y"))
TYPES = some.recursive(
    some.sampled_from(("number", "string", "date and time", "Any", "tns.tPerson")).map(ast.TypeName),
    lambda inner: (
        some.builds(lambda part: ast.TypeName("list", (part,)), inner)
        | some.builds(lambda one, two: ast.TypeName("function", (one, two)), inner, inner)
        | some.builds(lambda one, two: ast.TypeName("context", (one, two), ("p", "q r")), inner, inner)
    ),
    max_leaves=4,
)
LEAVES = (
    some.decimals(min_value=0, max_value=10**9, places=2).map(ast.Literal)
    | some.text(max_size=8).map(ast.Literal)
    | some.sampled_from((True, False, None)).map(ast.Literal)
    | WORDS.map(ast.Name)
    | some.sampled_from(("2026-11-24", "PT1H", "P2M", "10:00:00@Europe/Amsterdam")).map(ast.Temporal)
)


def branches(inner):
    pair = some.tuples(inner, inner)
    iterations = some.builds(ast.Iteration, some.sampled_from(("i", "j")), inner, some.none() | inner).map(
        lambda i: (i,)
    )
    members = some.sampled_from(("k", "full name", "time offset"))
    keys = some.lists(KEYS, max_size=3, unique=True).map(tuple)
    return some.one_of(
        some.builds(ast.Binary, some.sampled_from(sorted(ast.FAMILIES)), inner, inner),
        some.builds(ast.Path, inner, members),
        some.builds(ast.Descendants, inner, members),
        some.builds(ast.Filter, inner, inner),
        some.builds(ast.Negate, inner),
        some.builds(ast.Between, inner, inner, inner),
        some.builds(ast.InstanceOf, inner, TYPES),
        some.builds(
            ast.In,
            inner,
            pair
            | inner.map(lambda node: (node,))
            | some.builds(ast.Comparison, some.sampled_from(("<", "=", "!=")), inner).map(lambda c: (c,)),
        ),
        some.builds(ast.If, inner, inner, inner),
        some.builds(ast.For, iterations, inner),
        some.builds(ast.Quantified, some.sampled_from(("some", "every")), iterations, inner),
        some.builds(ast.ListOf, some.lists(inner, max_size=3).map(tuple)),
        keys.flatmap(lambda names: some.builds(ast.ContextOf, some.just(names), some.tuples(*[inner] * len(names)))),
        some.builds(ast.Interval, inner, inner, some.booleans(), some.booleans()),
        some.builds(ast.Comparison, some.sampled_from(("<", ">=", "=", "!=")), inner),
        some.builds(ast.Call, WORDS.map(ast.Name) | inner, pair),
        some.builds(ast.Call, some.just(ast.Name("substring")), pair, some.just(("string", "start position"))),
        some.builds(lambda body, kind: ast.Function(("x", "the y"), (None, kind), body), inner, TYPES),
    )


TREES = some.recursive(LEAVES, branches, max_leaves=12)


def known(tree):
    """The keys of contexts are names for what follows them; the text alone cannot tell where they end."""
    return {*NAMES, "i", "j", "x", "the y", "full name", "x y", "a:b"}


@given(TREES)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_what_is_printed_reads_back_as_the_same_tree(tree):
    assert Parser(text(tree), known(tree)).expression() == tree


def clean(run):
    """Whether something runs, or is refused in two languages."""
    try:
        run()
    except FeelError as error:
        return bool(error.text_nl)
    return True


@given(some.text(alphabet=some.sampled_from('ab1.,:()[]{}<>=!+-*/"@? \n\\äif'), max_size=40))
@settings(max_examples=1500, deadline=None, derandomize=True)
def test_any_text_is_an_expression_or_a_clean_error(source):
    assert clean(lambda: feel.compile(source).evaluate({"a": 1, "b": [1, {"a": 2}]}))


PIECES = (
    "if ",
    " then ",
    " else ",
    "for ",
    " in ",
    " return ",
    "some ",
    " satisfies ",
    " and ",
    " or ",
    "between ",
    "not(",
    "[",
    "]",
    "(",
    ")",
    "{",
    "}",
    "..",
    ",",
    ":",
    "1",
    "-2.5",
    '"a"',
    "x",
    "date",
    '@"P1D"',
    "item",
    " instance of ",
    "list<",
    ">",
    "=",
    "function(",
    ".a",
    "?",
    "null",
    "true",
    "sort(",
    "partial",
    "count(",
)


@given(some.lists(some.sampled_from(PIECES), max_size=25).map("".join))
@settings(max_examples=1500, deadline=None, derandomize=True)
def test_any_heap_of_feel_is_an_expression_or_a_clean_error(source):
    assert clean(lambda: feel.compile(source).evaluate({"x": 1}))
    assert clean(lambda: feel.unary_tests(source).matches(1, {"x": 1}))


@pytest.mark.parametrize("source", ["[1..10[", "]1..10]", "-x ** 2", "a - -1", "x in (<10)", "1.5.a"])
def test_spelling_may_differ_but_the_tree_stays(source):
    tree = Parser(source).expression()
    assert Parser(text(tree)).expression() == tree


def test_numbers_keep_their_digits():
    assert text(Parser("1.50").expression()) == "1.50"
    assert Parser("1.50").expression() == ast.Literal(Decimal("1.5"))

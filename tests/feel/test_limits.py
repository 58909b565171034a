"""Hostile expressions end in a clean error, soon."""

from __future__ import annotations

import time
from functools import reduce

import pytest

import feel
from tests.infrastructure.cpu import soonest

SOON = 0.1  # seconds of processor time
DOUBLED = "for i in 1..40 return if i = 1 then [1] else [partial[-1], partial[-1]]"
HOSTILE = {
    "nested loops over four million rounds": "for x in 1..2000, y in 1..2000 return x * y",
    "a loop within a loop": "count(for x in 1..2000 return count(for y in 1..2000 return x * y))",
    "a filter within a loop": "for x in 1..2000 return count((for y in 1..2000 return y)[item > x])",
    "a join of 100,000 parts": 'string join(for i in 1..100000 return "x", ",")',
    "a sum of 100,000 terms": "+".join(['"a"'] * 100_000),
    "3,000 brackets": "(" * 3000 + "1" + ")" * 3000,
    "3,000 brackets that never close": "[" * 3000,
    "3,000 minus signs": "-" * 3000 + "1",
    "2,000 filters behind each other": "x" + "[1]" * 2000,
    "1,000 ifs within each other": "if true then " * 1000 + "1" + " else 2" * 1000,
    "filters within filters": "x" + "[x" * 40 + "]" * 40,
    "endless recursion": "{f: function(n) f(n + 1), r: f(1)}.r",
    "recursion that doubles": "{f: function(n) if n > 25 then 1 else f(n + 1) + f(n + 1), r: f(1)}.r",
    "a function that calls itself without a name": "(function(x) x(x))(function(x) x(x))",
    "a text that doubles": 'for i in 1..60 return if i = 1 then "0123456789" else partial[-1] + partial[-1]',
    "a list that doubles": "for i in 1..60 return if i = 1 then [1] else concatenate(partial[-1], partial[-1])",
    "a shared list written out": f"string({DOUBLED})",
    "a shared list flattened": f"flatten({DOUBLED})",
    "two shared lists compared": f"{{a: {DOUBLED}, b: {DOUBLED}, c: a = b}}.c",
    "a loop over a googol": "for i in 1..1e100 return i",
    "a loop over all days": 'for i in @"0001-01-01"..@"9999-01-01" return i',
    "a replacement that explodes": f'replace("{"a" * 3000}", "a", "{"b" * 20000}")',
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_expression_ends_in_a_clean_error_soon(text):
    def once():
        with pytest.raises(feel.LimitError):
            feel.compile(text).evaluate({"x": [1, 2]})

    assert soonest(once) < SOON


HARMLESS = {
    "a regular expression that would backtrack": (f'matches("{"a" * 30_000}!", "(a+)+$")', False),
    "an impossible power": ("10 ** 1e6000", None),
    "a duration beyond the calendar": ('@"2020-01-01" + duration("P99999999999999999999D")', None),
    "a pattern beyond memory": ('matches("a", "((a{1,100}){1,100}){1,100}")', None),
    "1,900 terms": ("+".join(["1"] * 1900), 1900),
    "unary tests within each other": ("1 in (" * 30 + "1..2" + ")" * 30, None),
}


@pytest.mark.parametrize(("text", "value"), HARMLESS.values(), ids=HARMLESS)
def test_what_only_looks_hostile_has_a_value_soon(text, value):
    def once():
        assert feel.compile(text).evaluate({}) == value

    assert soonest(once) < SOON


def test_a_value_nested_too_deeply_is_refused():
    deep = reduce(lambda inner, _: [inner], range(5000), 1)
    with pytest.raises(feel.LimitError):
        feel.compile("x").evaluate({"x": deep})


def test_a_shared_list_does_not_explode_on_its_way_out():
    with pytest.raises(feel.LimitError):
        feel.to_python(feel.compile(DOUBLED).evaluate({}))


def test_limits_are_the_hosts_to_set():
    with pytest.raises(feel.LimitError, match="10 steps"):
        feel.compile("for i in 1..10 return i", limits=feel.Limits(fuel=10)).evaluate({})


@pytest.mark.parametrize("text", ["x.__class__", "x.upper", "x.real", 'get value(x, "__class__")', "__import__"])
def test_nothing_of_python_can_be_reached(text):
    assert feel.compile(text).evaluate({"x": "text"}) is None


def test_names_outside_the_context_are_null():
    assert feel.compile("open").evaluate({}) is None


def test_an_expression_is_fast():
    expression, rounds = feel.compile("amount > 1000"), 5000
    began = time.process_time()
    for _ in range(rounds):
        expression.evaluate({"amount": 1200})
    assert rounds / (time.process_time() - began) > 25_000

"""What expressions say: the language itself."""

from __future__ import annotations

from decimal import Decimal

import pytest

import feel


def value(text, context=None, functions=None):
    context = context or {}
    return feel.to_python(feel.compile(text, context, functions or ()).evaluate(context, functions))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", 7),
        ("-3 ** 2", 9),
        ("2 ** 3 ** 2", 64),
        ("10 / 4", Decimal("2.5")),
        ("1 / 0", None),
        ('"a" + "b"', "ab"),
        ("true and null", None),
        ("false and null", False),
        ("null or true", True),
        ("5 between 1 and 5", True),
        ("5 in (1, [4..6])", True),
        ("5 in < 5", False),
        ("if null then 1 else 2", 2),
        ("for x in [1, 2], y in [10, 20] return x + y", [11, 21, 12, 22]),
        ("for i in 3..1 return i", [3, 2, 1]),
        ("some x in [1, 2] satisfies x > 1", True),
        ("every x in [1, 2] satisfies x > 1", False),
        ("[1, 2, 3][-1]", 3),
        ("[1, 2, 3][item > 1]", [2, 3]),
        ("{a: 1, b: a + 1}.b", 2),
        ("[{a: 1}, {a: 2}].a", [1, 2]),
        ("(function(a, b) a * b)(3, 4)", 12),
        ("null = 0", False),
        ("{x: 1, b: [{x: 2}, {c: {x: [3]}}]}...x", [1, 2, [3]]),
        ("null...x", []),
        ("[1..3]...x", []),
        ('1 = "1"', None),
        ('replace("abracadabra", ".*?", "x")', None),  # as XPath: what matches nothing at all has no replacement
        ('replace("abc", "^", "x")', None),
        ('string(time("23:59:00z"))', "23:59:00Z"),
        ("before(range: [1..2], point: 3)", True),
        ("before(point: 1, range: [2..3])", True),
    ],
)
def test_an_expression_has_the_value_the_standard_gives_it(text, expected):
    assert value(text) == expected


def test_the_longest_known_name_wins():
    context = {"date": 1, "date of birth": 2, "loan-to-value": 3, "days in weekend": ["sunday"]}
    assert value("date of birth + loan-to-value", context) == 5
    assert value("for d in days in weekend return d", context) == ["sunday"]


def test_words_side_by_side_are_one_unknown_name():
    assert feel.compile("working hours > 5").names == {"working hours"}


def test_a_host_lends_functions_whose_names_have_blanks():
    expression = feel.compile("working days(3) + start", ["start"], ["working days"])
    assert expression.calls == {"working days"}
    assert expression.names == {"start"}
    assert expression.evaluate({"start": 1}, {"working days": lambda n: n * 2}) == 7


def test_names_are_free_names_only():
    expression = feel.compile("for x in partners return x.name + prefix[code = limit]", ["partners", "prefix", "limit"])
    assert expression.names == {"partners", "prefix", "limit"}
    assert expression.members == {"code"}


def test_strict_refuses_an_unknown_name_and_offers_the_nearest():
    with pytest.raises(feel.FeelError) as refusal:
        feel.compile("amunt > 1", ["amount"], strict=True)
    assert refusal.value.suggestion == "did you mean amount?"
    assert refusal.value.position == (1, 1)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("a == b", "write one = to compare"),
        ("a && b", "write: and"),
        ("a <> b", "write: !="),
        ("x = 'a'", 'write texts between quotes: "…"'),
        ("${a}", "write the name itself, without ${…}"),
    ],
)
def test_a_habit_of_other_languages_is_answered_with_what_to_write(text, suggestion):
    with pytest.raises(feel.FeelError) as refusal:
        feel.compile(text)
    assert refusal.value.suggestion == suggestion


def test_an_error_says_where_it_is_in_two_languages():
    with pytest.raises(feel.FeelError) as refusal:
        feel.compile("1 +\n  )")
    assert refusal.value.position == (2, 3)
    assert "line 2, column 3" in str(refusal.value)
    assert "regel 2, kolom 3" in refusal.value.text_nl


def test_a_dutch_error_is_dutch_throughout():
    with pytest.raises(feel.FeelError) as refusal:
        feel.compile("1 +")
    assert "het einde" in refusal.value.text_nl


def test_what_became_null_keeps_its_reason():
    result, warnings = feel.compile('1 + "a"').evaluate_with_warnings({})
    assert result is None
    assert "number and string" in warnings[0].message
    assert warnings[0].position == (1, 3)

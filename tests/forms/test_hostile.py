"""What an attacker sends: text stays text, nothing is added, nothing takes long."""

import time
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from forms import unflatten
from tests.forms.answers import FACTS, OPTIONS, answers_for, forms
from tests.forms.drawn import choice, cleaned, codes, drawn, question, rows, yes_no

TAGS = ["script", "img", "svg", "iframe", "body", "a", "input", "math", "details", "video"]
SHAPES = [
    "<{tag} src=x onerror=alert(1)>",
    "'\"><{tag} onload=alert(1)>",
    "</textarea><{tag}>alert(1)</{tag}>",
    "{{{{ '{tag}'.__class__ }}}}",
    "<{tag} href=javascript:alert(1)>",
    "<!--<{tag}>--><{tag} style=x:expression(alert(1))>",
]
PAYLOADS = [shape.format(tag=tag) for tag in TAGS for shape in SHAPES]

ADDED = [
    "__class__",
    "constructor",
    "case.director",
    "isAdmin",
    "facts",
    "zone",
    "REG",
    "caseId",
    "filledBy",
    "a.b",
    "$ne",
]


def test_there_are_sixty_payloads():
    assert len(set(PAYLOADS)) == 60


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_is_kept_as_plain_text(payload):
    form = drawn(question("textarea", "a"), rows("g", question("textfield", "b")))
    assert cleaned(form, {"a": payload, "g": [{"b": payload}]}).flat == {"a": payload, "g": [{"b": payload}]}


@pytest.mark.parametrize("payload", PAYLOADS[::7])
def test_markup_is_no_choice_number_or_date(payload):
    form = drawn(choice("radio", "a", "x"), question("number", "b"), question("datetime", "c"), yes_no("d"))
    assert set(codes(cleaned(form, dict.fromkeys("abcd", payload)))) == set("abcd")


@pytest.mark.parametrize("form_id", sorted(forms()))
@pytest.mark.parametrize("name", ADDED)
def test_nothing_can_be_added_to_a_form(form_id, name):
    answers = {**answers_for(form_id), name: "x"}
    assert codes(cleaned(forms()[form_id], answers, facts=FACTS, options=OPTIONS)) == {name: "unknown"}


@pytest.mark.parametrize("form_id", sorted(forms()))
def test_nothing_that_the_server_computes_is_taken_from_a_client(form_id):
    form = forms()[form_id]
    for field in form.fields:
        if field.type == "computed":
            result = cleaned(form, {**answers_for(form_id), field.path: "x"}, facts=FACTS, options=OPTIONS)
            assert codes(result) == {field.path: "computed"}
            assert result.facts == {}


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)+$", "([a-z]+)*1", "(.*)*x"])
def test_a_pattern_that_would_backtrack_runs_in_linear_time(pattern):
    form = drawn(question("textarea", "a", validate={"pattern": pattern}))
    start = time.perf_counter()
    cleaned(form, {"a": "a" * 9_000 + "!"})
    assert time.perf_counter() - start < 0.5


def test_a_flood_of_lines_and_names_ends_soon():
    form = drawn(rows("g", question("textfield", "b")))
    start = time.perf_counter()
    assert codes(cleaned(form, {"g": [{"b": "x"}] * 100_000})) == {"g": "list.long"}
    assert len(unflatten([(f"g[{at % 999}].b{at}", "x") for at in range(100_000)])["g"]) == 999
    assert time.perf_counter() - start < 2


ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=30)
    | st.sampled_from(["x", "ja", "1,5"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "g"]), inner, max_size=3),
    max_leaves=8,
)
EVERYTHING = drawn(
    question("textfield", "a"),
    question("number", "b", decimalDigits=2),
    question("number", "c", properties={"type": "money"}),
    question("datetime", "d"),
    question("datetime", "e", subtype="datetime"),
    yes_no("f", "unknown"),
    choice("checklist", "h", "x", "y"),
    rows("g", question("textfield", "a"), choice("radio", "b", "x")),
    question("expression", "z", expression='=if a = "x" then b else count(g)', properties={"type": "number"}),
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from([*"abcdefgh", "zz"]), ANY, max_size=9))
@example({"a": "\x1b", "g": [{"a": "\x1b"}]})  # a text of which nothing is left
def test_whatever_is_sent_ends_in_values_or_errors_and_what_is_kept_stays(answers: dict[str, Any]):
    first = cleaned(EVERYTHING, answers)
    kept = {path: value for path, value in first.flat.items() if path != "z"}
    again = cleaned(EVERYTHING, kept)
    assert again.errors == ()
    assert again.flat == first.flat

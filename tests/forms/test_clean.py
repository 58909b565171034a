"""What may be kept of the answers to a form: conditions, computed fields, lists, parts, facts and drafts."""

from datetime import date

import pytest

from tests.forms.answers import FACTS
from tests.forms.drawn import choice, cleaned, codes, drawn, group, hidden_when, question, required, rows, yes_no

LATER = question("textfield", "why", **required(), **hidden_when("=ok != false"))


def test_a_required_question_must_be_answered():
    form = drawn(question("textfield", "a", **required()))
    assert codes(cleaned(form, {})) == {"a": "required"}
    assert codes(cleaned(form, {"a": "  "})) == {"a": "required"}


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (choice("radio", "a", "x", **required()), "required.choice"),
        (choice("checklist", "a", "x", **required()), "required.choice"),
        (question("checkbox", "a", **required()), "required.tick"),
        (rows("a", question("textfield", "b"), required=True), "required.list"),
    ],
)
def test_what_is_missing_is_said_in_the_words_of_the_question(asked, code):
    assert codes(cleaned(drawn(asked), {})) == {"a": code}


def test_a_hidden_question_is_neither_required_nor_kept():
    form = drawn(yes_no("ok"), LATER)
    assert cleaned(form, {"ok": "ja", "why": "daarom"}).flat == {"ok": True}
    assert codes(cleaned(form, {"ok": "nee"})) == {"why": "required"}


def test_a_question_hidden_by_a_hidden_answer_follows_it():
    form = drawn(
        yes_no("a"), yes_no("b", **hidden_when("=a != true")), question("textfield", "c", **hidden_when("=b != true"))
    )
    assert cleaned(form, {"a": "nee", "b": "ja", "c": "x"}).flat == {"a": False}
    assert cleaned(form, {"a": "ja", "b": "ja", "c": "x"}).flat == {"a": True, "b": True, "c": "x"}


def test_a_condition_may_look_at_a_later_answer():
    form = drawn(question("textfield", "a", **hidden_when("=b != true")), yes_no("b"))
    assert cleaned(form, {"a": "x", "b": "nee"}).flat == {"b": False}


def test_a_form_that_contradicts_itself_still_ends():
    form = drawn(
        question("textfield", "a", **hidden_when('=b = "x"')), question("textfield", "b", **hidden_when('=a = "x"'))
    )
    assert len(cleaned(form, {"a": "x", "b": "x"}).flat) == 1


def test_a_condition_that_fails_shows_its_question():
    form = drawn(question("textfield", "a", **hidden_when("=nothing.of.this > 1")))
    assert cleaned(form, {"a": "x"}).flat == {"a": "x"}


def test_a_group_hides_all_its_questions():
    form = drawn(yes_no("ok"), group("g", question("textfield", "a", **required()), **hidden_when("=ok != true")))
    assert codes(cleaned(form, {"ok": "nee"})) == {}
    assert codes(cleaned(form, {"ok": "ja"})) == {"a": "required"}


def test_conditions_see_facts_and_dates():
    form = drawn(
        question("datetime", "until"),
        question("textfield", "bridge", **required(), **hidden_when('=(until > today + duration("P14D")) != true')),
    )
    facts = {"today": date(2027, 1, 4)}
    assert codes(cleaned(form, {"until": "2027-01-18"}, facts=facts)) == {}
    assert codes(cleaned(form, {"until": "19-01-2027"}, facts=facts)) == {"bridge": "required"}


def test_what_is_not_asked_is_refused():
    form = drawn(question("textfield", "a"))
    assert codes(cleaned(form, {"a": "x", "isAdmin": "true"})) == {"isAdmin": "unknown"}
    assert codes(cleaned(form, {"isAdmin": ""})) == {"isAdmin": "unknown"}


def test_a_computed_field_is_the_servers():
    total = question("expression", "total", expression="=a + b", properties={"type": "integer"})
    form = drawn(question("number", "a"), question("number", "b"), total)
    assert cleaned(form, {"a": 1, "b": 2}).flat["total"] == 3
    assert codes(cleaned(form, {"a": 1, "total": 99})) == {"total": "computed"}


def test_a_computed_field_may_follow_another_one():
    double = question("expression", "double", expression="=a * 2", properties={"type": "integer"})
    again = question("expression", "again", expression="=double * 2", properties={"type": "integer"})
    assert cleaned(drawn(question("number", "a"), double, again), {"a": 2}).flat["again"] == 8


def test_a_computed_field_may_show_a_fact_of_its_own_name():
    proposed = question("expression", "proposed", expression="=proposed", properties={"type": "code"})
    assert cleaned(drawn(proposed), {}, facts={"proposed": "P1"}).flat == {"proposed": "P1"}


@pytest.mark.parametrize(
    ("expression", "type_", "kept"),
    [
        ("=1 = 1", "boolean", True),
        ("=7 / 2", "number", "3.5"),
        ("=7 / 2", "integer", None),
        ("=615 * 2", "money", "1230.00"),
        ('=date("2027-01-04") + duration("P1D")', "date", "2027-01-05"),
        ('=duration("P28D")', "duration", "P28D"),
        ('=["b", "a", "b"]', "set", ["b", "a"]),
        ('="P1"', "code", "P1"),
        ('="yes"', "boolean", None),
        ("=missing + 1", "number", None),
        ("=now", "dateTime", "2027-01-04T09:00:00+01:00"),
        ('=date and time("2027-07-01T09:00:00")', "dateTime", "2027-07-01T09:00:00+02:00"),
        ("=now", "date", None),
        ("=today", "dateTime", None),
        ('=date("12027-01-04")', "date", None),
        ("=[1, 2]", "code", None),
        ("=1", "duration", None),
        ("=1", "set", None),
        ("=[7, 3.5, today]", "", [7, "3.5", "2027-01-04"]),
        ('=time("09:05:00")', "", "09:05"),
        ("=now", "", "2027-01-04T09:00:00+01:00"),
        ('={"a": 1}', "", None),
    ],
)
def test_a_computed_field_keeps_its_declared_type(expression, type_, kept):
    form = drawn(question("expression", "a", expression=expression, properties={"type": type_} if type_ else {}))
    assert cleaned(form, {}, facts=FACTS).flat.get("a") == kept


GOALS = rows("goals", question("textfield", "goal", **required()), question("datetime", "due"))


def test_lines_of_a_list_are_kept_and_empty_lines_are_not():
    result = cleaned(drawn(GOALS), {"goals": [{"goal": "Bellen", "due": "1-2-2027"}, {"goal": "", "due": ""}]})
    assert result.flat == {"goals": [{"goal": "Bellen", "due": "2027-02-01"}]}


def test_an_error_in_a_line_names_the_line_as_posted():
    answers = {"goals": [{"goal": "", "due": ""}, {"due": "31-02-2027"}, {"due": "1-2-2027", "x": "y"}]}
    assert codes(cleaned(drawn(GOALS), answers)) == {"goals[1].due": "date.missing", "goals[2].x": "unknown"}
    assert codes(cleaned(drawn(GOALS), {"goals": [{}, {"due": "1-2-2027"}]})) == {"goals[1].goal": "required"}


def test_a_list_has_an_end():
    assert codes(cleaned(drawn(GOALS), {"goals": [{"goal": "x"}] * 51})) == {"goals": "list.long"}
    assert codes(cleaned(drawn(GOALS), {"goals": "x"})) == {"goals": "list.type"}
    assert codes(cleaned(drawn(GOALS), {"goals": ["x"]})) == {"goals": "list.type"}


def test_conditions_in_a_line_see_that_line():
    form = drawn(
        rows(
            "p",
            choice("radio", "kind", "x", "y"),
            question("textfield", "why", **required(), **hidden_when('=kind != "y"')),
        )
    )
    assert codes(cleaned(form, {"p": [{"kind": "x"}, {"kind": "y"}]})) == {"p[1].why": "required"}


def test_an_expression_may_count_lines():
    count = question("expression", "adults", expression='=count(p[kind = "x"])', properties={"type": "integer"})
    form = drawn(rows("p", choice("radio", "kind", "x", "y")), count)
    assert cleaned(form, {"p": [{"kind": "x"}, {"kind": "y"}, {"kind": "x"}]}).flat["adults"] == 2


def test_an_expression_does_not_count_empty_lines():
    count = question("expression", "n", expression="=count(p)", properties={"type": "integer"})
    form = drawn(rows("p", question("textfield", "a")), count)
    assert cleaned(form, {"p": [{}, {"a": "x"}, {"a": " "}]}).flat["n"] == 1


def test_answers_of_a_group_with_a_path_may_come_nested_or_dotted():
    form = drawn(
        group("g", question("textfield", "a"), path="inner"), question("expression", "b", expression="=inner.a")
    )
    assert cleaned(form, {"inner": {"a": "x"}}).flat == {"inner.a": "x", "b": "x"}
    assert cleaned(form, {"inner.a": "x"}).flat == {"inner.a": "x", "b": "x"}


PARTS = drawn(
    group("een", question("textfield", "a", properties={"fact": "aFact"}, **required()), part="voorstel"),
    group("twee", question("textfield", "b", **required(), **hidden_when('=a = "nee"')), part="besluit"),
    group("drie", question("textfield", "c", **required()), part="voorstel besluit"),
    question("textfield", "d"),
)


def test_a_task_answers_its_own_part_alone():
    assert codes(cleaned(PARTS, {"a": "x", "c": "y"}, part="voorstel")) == {}
    assert codes(cleaned(PARTS, {"a": "x", "c": "y", "b": "z"}, part="voorstel")) == {"b": "part"}
    assert codes(cleaned(PARTS, {"d": "x"}, part="besluit")) == {"b": "required", "c": "required"}


def test_a_condition_sees_another_part_through_its_fact():
    assert codes(cleaned(PARTS, {"c": "y"}, part="besluit", facts={"aFact": "nee"})) == {}


def test_the_whole_form_is_asked_when_no_part_is_named():
    assert set(codes(cleaned(PARTS, {}))) == {"a", "b", "c"}


def test_a_part_that_nobody_drew_is_an_error_of_the_caller():
    with pytest.raises(KeyError):
        cleaned(PARTS, {}, part="onbekend")


def test_an_expression_may_ask_which_part_it_is():
    form = drawn(
        group("g", question("textfield", "a", **required(), **hidden_when('=part = "kort"')), part="kort lang")
    )
    assert codes(cleaned(form, {}, part="kort")) == {}
    assert codes(cleaned(form, {}, part="lang")) == {"a": "required"}


def test_values_come_out_by_zone():
    form = drawn(question("textfield", "a"), question("textfield", "b", zone="MED"))
    assert cleaned(form, {"a": "x", "b": "y"}).values == {"REG": {"a": "x"}, "MED": {"b": "y"}}


GIVEN = [
    (yes_no("a", "unknown"), "ja", True),
    (yes_no("a", "unknown"), "unknown", None),
    (choice("radio", "a", "x", "unknown"), "unknown", "unknown"),
    (choice("checklist", "a", "x", "y"), ["y", "x"], ["x", "y"]),
    (question("number", "a"), "3", 3),
    (question("number", "a", decimalDigits=2), "1,5", "1.5"),
    (question("number", "a", properties={"type": "money"}), "615", "615.00"),
    (question("datetime", "a"), "31-12-2026", "2026-12-31"),
    (question("datetime", "a", subtype="datetime"), "1-7-2026 14:30", "2026-07-01T12:30:00Z"),
    (choice("radio", "a", "0", "5", "unknown", properties={"type": "scale"}), "5", 5),
    (choice("radio", "a", "0", "5", "unknown", properties={"type": "scale"}), "unknown", None),
]


@pytest.mark.parametrize(("asked", "given", "fact"), GIVEN)
def test_a_fact_has_the_json_form_of_its_type(asked, given, fact):
    asked = {**asked, "properties": {**asked["properties"], "fact": "theFact"}}
    assert cleaned(drawn(asked), {"a": given}).facts == {"theFact": fact}


WITH_FACT = drawn(
    yes_no("ok", properties={"fact": "okFact"}),
    question("textfield", "b", properties={"fact": "bFact"}, **hidden_when("=ok != true")),
)


def test_a_question_left_open_leaves_its_fact_as_it_was():
    assert cleaned(WITH_FACT, {"ok": "ja"}).facts == {"okFact": True}


def test_a_question_hidden_by_an_answer_unsets_its_fact():
    assert cleaned(WITH_FACT, {"ok": "nee"}).facts == {"okFact": False, "bFact": None}


def test_a_question_hidden_by_a_fact_leaves_its_own_fact_alone():
    form = drawn(question("textfield", "b", properties={"fact": "bFact"}, **hidden_when("=known = true")))
    assert cleaned(form, {}, facts={"known": True}).facts == {}


def test_there_are_no_facts_while_there_are_errors():
    form = drawn(yes_no("ok", properties={"fact": "okFact"}), question("textfield", "b", **required()))
    assert cleaned(form, {"ok": "ja"}).facts == {}
    assert cleaned(form, {"ok": "ja"}).flat == {"ok": True}


def test_a_draft_checks_types_and_requires_nothing():
    form = drawn(yes_no("ok", properties={"fact": "okFact"}, **required()), question("datetime", "b", **required()))
    assert cleaned(form, {"ok": "ja"}, partial=True).flat == {"ok": True}
    assert cleaned(form, {"ok": "ja"}, partial=True).facts == {}
    assert codes(cleaned(form, {"b": "31-02-2027"}, partial=True)) == {"b": "date.missing"}


def test_a_box_that_was_not_ticked_says_no_but_not_in_a_draft():
    form = drawn(question("checkbox", "a"))
    assert cleaned(form, {}).flat == {"a": False}
    assert cleaned(form, {}, partial=True).flat == {}

"""Each type of answer: what a Dutch hand writes and what a program sends end in one kept form."""

import pytest

from tests.forms.drawn import choice, cleaned, codes, drawn, hidden_when, question, yes_no

KEPT = [
    (question("textfield", "a"), "  Sam \n", "Sam"),
    (question("textfield", "a"), "twee\nregels", "twee regels"),
    (question("textarea", "a"), "een\r\ntwee\x0bdrie", "een\ntwee\ndrie"),
    (question("textfield", "a"), "e\u0301", "é"),
    (question("textfield", "a"), "bel\u0007 mij", "bel mij"),
    (question("number", "a"), "12", 12),
    (question("number", "a"), 12, 12),
    (question("number", "a"), 12.0, 12),
    (question("number", "a"), "1.234", 1234),
    (question("number", "a", decimalDigits=2), "1,75", "1.75"),
    (question("number", "a", decimalDigits=2), "1.75", "1.75"),
    (question("number", "a", decimalDigits=2), "1.234,5", "1234.5"),
    (question("number", "a", decimalDigits=3), "1.234", "1.234"),
    (question("number", "a", decimalDigits=2), "-0,0", "0.0"),
    (question("number", "a", properties={"type": "money"}), "1.234,50", "1234.50"),
    (question("number", "a", properties={"type": "money"}), "€ 615", "615.00"),
    (question("number", "a", properties={"type": "money"}), 1234.5, "1234.50"),
    (question("number", "a", properties={"type": "money"}), "12.345.678", "12345678.00"),
    (question("datetime", "a"), "31-12-2026", "2026-12-31"),
    (question("datetime", "a"), "1/2/2027", "2027-02-01"),
    (question("datetime", "a"), "2028-02-29", "2028-02-29"),
    (question("datetime", "a", subtype="time"), "9.05", "09:05"),
    (question("datetime", "a", subtype="datetime"), "31-12-2026 14:30", "2026-12-31T14:30:00+01:00"),
    (question("datetime", "a", subtype="datetime"), "2026-07-01T14:30", "2026-07-01T14:30:00+02:00"),
    (question("datetime", "a", subtype="datetime"), "2026-07-01T14:30:00Z", "2026-07-01T14:30:00+00:00"),
    (question("datetime", "a", subtype="datetime"), "2026-10-25 02:30", "2026-10-25T02:30:00+02:00"),
    (yes_no("a"), "ja", True),
    (yes_no("a"), "on", True),
    (yes_no("a"), "FALSE", False),
    (yes_no("a", "unknown"), "unknown", "unknown"),
    (choice("radio", "a", "x", "y"), "y", "y"),
    (choice("select", "a", "x", "y"), "x", "x"),
    (choice("checklist", "a", "x", "y", "z"), ["z", "x", "z"], ["z", "x"]),
    (choice("taglist", "a", "x", "y"), "x", ["x"]),
    (choice("radio", "a", "0", "10", "unknown", properties={"type": "scale"}), "10", 10),
    (choice("radio", "a", "0", "10", "unknown", properties={"type": "scale"}), 0, 0),
    (choice("radio", "a", "0", "10", "unknown", properties={"type": "scale"}), "unknown", "unknown"),
    (question("checkbox", "a"), "on", True),
]

REFUSED = [
    (question("textfield", "a"), 12, "text.type"),
    (question("textfield", "a"), ["a"], "text.type"),
    (question("textfield", "a"), "x" * 501, "text.long"),
    (question("textfield", "a", validate={"maxLength": 3}), "vier", "text.long"),
    (question("textfield", "a", validate={"minLength": 5}), "vier", "text.short"),
    (question("textfield", "a"), "a\0b", "text.sign"),
    (question("textfield", "a"), "a\ud800b", "text.sign"),
    (question("textfield", "a", validate={"pattern": "^[0-9]{10}$"}), "123", "text.pattern"),
    (question("textfield", "a", validate={"validationType": "email"}), "naam@", "text.email"),
    (question("textfield", "a", validate={"validationType": "phone"}), "bel me", "text.phone"),
    (question("number", "a"), "twaalf", "number.type"),
    (question("number", "a"), True, "number.type"),
    (question("number", "a"), float("nan"), "number.type"),
    (question("number", "a"), float("inf"), "number.type"),
    (question("number", "a"), "1e9", "number.type"),
    (question("number", "a"), 10**400, "number.type"),
    (question("number", "a"), 1e300, "number.type"),
    (question("number", "a"), "1.23.4,5", "number.type"),
    (question("number", "a"), "१२", "number.type"),
    (question("number", "a"), "1,5", "number.whole"),
    (question("number", "a", decimalDigits=1), "1,55", "number.decimals"),
    (question("number", "a", validate={"min": 0}), -1, "number.least"),
    (question("number", "a", validate={"max": 10}), 11, "number.most"),
    (question("number", "a", properties={"type": "money"}), "veel", "money.type"),
    (question("number", "a", properties={"type": "money"}), "1,005", "number.decimals"),
    (question("datetime", "a"), "morgen", "date.type"),
    (question("datetime", "a"), 20261231, "date.type"),
    (question("datetime", "a"), "31-02-2026", "date.missing"),
    (question("datetime", "a"), "29-02-2027", "date.missing"),
    (question("datetime", "a"), "01-13-2026", "date.missing"),
    (question("datetime", "a"), "01-01-0026", "date.range"),
    (question("datetime", "a", subtype="time"), "25:00", "time.type"),
    (question("datetime", "a", subtype="datetime"), "31-12-2026", "dateTime.type"),
    (question("datetime", "a", subtype="datetime"), "31-12-2026 24:30", "dateTime.type"),
    (question("datetime", "a", subtype="datetime"), "28-03-2027 02:30", "dateTime.missing"),
    (question("datetime", "a", subtype="datetime"), "2026-12-31T14:30:00+99:00", "dateTime.type"),
    (yes_no("a"), "misschien", "boolean.type"),
    (yes_no("a"), "unknown", "boolean.type"),
    (yes_no("a"), 1, "boolean.type"),
    (choice("radio", "a", "x"), "y", "choice"),
    (choice("radio", "a", "x"), ["x"], "choice"),
    (choice("checklist", "a", "x"), ["x", "y"], "choice"),
    (choice("checklist", "a", "x"), {"x": True}, "list.type"),
    (choice("checklist", "a", "x", "none"), ["x", "none"], "choice.none"),
    (choice("radio", "a", "0", "10", properties={"type": "scale"}), "11", "choice"),
]


@pytest.mark.parametrize(("asked", "given", "kept"), KEPT)
def test_an_answer_ends_in_its_kept_form(asked, given, kept):
    assert cleaned(drawn(asked), {"a": given}).flat == {"a": kept}


@pytest.mark.parametrize(("asked", "given", "kept"), KEPT)
def test_a_kept_answer_given_again_stays_what_it_is(asked, given, kept):
    assert cleaned(drawn(asked), {"a": kept}).flat == {"a": kept}


@pytest.mark.parametrize(("asked", "given", "code"), REFUSED)
def test_an_answer_that_cannot_be_kept_says_why(asked, given, code):
    result = cleaned(drawn(asked), {"a": given})
    assert codes(result) == {"a": code}
    assert not result.flat


@pytest.mark.parametrize(("asked", "given", "code"), REFUSED)
def test_every_message_names_the_question_in_both_languages(asked, given, code):
    (error,) = cleaned(drawn(asked), {"a": given}).errors
    assert error.message_nl.startswith("A")
    assert error.message_en.startswith("A")
    assert "{" not in error.message_nl + error.message_en


def test_a_date_that_does_not_exist_is_named():
    (error,) = cleaned(drawn(question("datetime", "a")), {"a": "31-02-2026"}).errors
    assert error.message_nl == "A: de datum 31-02-2026 bestaat niet. Kijk de dag en de maand na."


def test_a_date_that_has_passed_is_refused_where_the_form_says_so():
    form = drawn(question("datetime", "a", disallowPassedDates=True))
    assert codes(cleaned(form, {"a": "2027-01-03"}, facts={"today": "2027-01-04"})) == {"a": "date.past"}
    assert codes(cleaned(form, {"a": "2027-01-04"}, facts={"today": "2027-01-04"})) == {}


def test_a_check_looks_at_two_answers_together():
    second = question(
        "datetime", "b", properties={"check": "=b > a", "checkText": "Later, graag.", "en": {"checkText": "Later."}}
    )
    form = drawn(question("datetime", "a"), second)
    (error,) = cleaned(form, {"a": "2027-01-04", "b": "2027-01-03"}).errors
    assert (error.path, error.message_nl, error.message_en) == ("b", "Later, graag.", "Later.")
    assert codes(cleaned(form, {"b": "2027-01-03"})) == {}


def test_a_list_of_the_running_system_offers_what_it_is_given_and_nothing_else():
    form = drawn(question("select", "a", properties={"source": "accounts"}))
    assert cleaned(form, {"a": "alice"}, options={"accounts": ["alice"]}).flat == {"a": "alice"}
    assert codes(cleaned(form, {"a": "mallory"}, options={"accounts": ["alice"]})) == {"a": "choice"}
    assert codes(cleaned(form, {"a": "alice"})) == {"a": "choice"}


def test_languages_and_countries_are_always_at_hand():
    form = drawn(
        question("select", "a", properties={"source": "languages"}),
        question("select", "b", properties={"source": "countries"}),
    )
    assert cleaned(form, {"a": "ary", "b": "MA"}).flat == {"a": "ary", "b": "MA"}
    assert codes(cleaned(form, {"a": "MA"})) == {"a": "choice"}


def test_options_may_be_computed_from_other_answers():
    form = drawn(choice("checklist", "a", "x", "y"), question("radio", "b", valuesExpression="=a"))
    assert cleaned(form, {"a": ["x"], "b": "x"}).flat["b"] == "x"
    assert codes(cleaned(form, {"a": ["x"], "b": "y"})) == {"b": "choice"}


def test_a_hidden_answer_may_be_wrong_without_harm():
    form = drawn(yes_no("a"), question("datetime", "b", **hidden_when("=a != true")))
    assert codes(cleaned(form, {"a": "nee", "b": "31-02-2026"})) == {}

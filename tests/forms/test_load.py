"""What a form file may hold, and what is refused by name."""

import json

import pytest

from forms import FormError, load, source_hash
from tests.forms.drawn import choice, drawn, group, hidden_when, question, rows, source, yes_no


def refusals(text: str | bytes) -> set[tuple[str, str]]:
    with pytest.raises(FormError) as caught:
        load(text)
    assert all(finding.message_nl and finding.message_en for finding in caught.value.findings)
    return {(finding.code, finding.key) for finding in caught.value.findings}


REFUSED = [
    (question("html", "a"), "component.type"),
    (question("iframe", "a"), "component.type"),
    (question("filepicker", "a"), "component.type"),
    (question("datetime", "a", subtype="week"), "component.type"),
    (question("textfield", "a b"), "key.name"),
    (question("textfield", "today"), "key.reserved"),
    ({"type": "textfield", "key": "a", "label": "A"}, "zone.missing"),
    (question("textfield", "a", zone="XYZ"), "zone.missing"),
    (question("textfield", "a", properties={"zones": "REG"}), "properties.unknown"),
    (question("textfield", "a", properties={"type": "money"}), "type.unknown"),
    (question("textfield", "a", readonly=True), "component.computed"),
    (question("select", "a", valuesKey="list"), "component.source"),
    (choice("radio", "a"), "options.none"),
    (choice("radio", "a", "x", "x"), "options.twice"),
    (choice("radio", "a", "x", properties={"type": "scale"}), "options.scale"),
    (yes_no("a", "maybe"), "options.boolean"),
    (question("textfield", "a", **hidden_when("a = 1")), "expression.broken"),
    (question("textfield", "a", **hidden_when("=a +")), "expression.broken"),
    (question("expression", "a"), "expression.broken"),
    (question("textfield", "a", properties={"default": "=("}), "expression.broken"),
    (question("textfield", "a", properties={"check": "=a = 1"}), "check.text"),
    (question("textfield", "a", validate={"pattern": "(a)\\1"}), "validate.pattern"),
    (question("textfield", "a", validate={"pattern": "(?=a)b"}), "validate.pattern"),
    (question("textfield", "a", validate={"pattern": "x" * 501}), "validate.pattern"),
    (question("textfield", "a", validate={"maxLength": "veel"}), "validate.number"),
    (question("number", "a", validate={"min": "NaN"}), "validate.number"),
    (question("textfield", "a", validate={"maxWords": 3}), "validate.unknown"),
    (question("textfield", "a", validate=[]), None),
]


@pytest.mark.parametrize(("component", "code"), REFUSED)
def test_what_is_not_supported_is_refused_at_its_field(component, code):
    if code is None:
        assert drawn(component).field("a").rules.pattern is None
    else:
        assert code in {found for found, _ in refusals(source(component))}


def test_two_questions_cannot_share_a_key():
    assert ("key.twice", "a") in refusals(source(question("textfield", "a"), group("g", question("number", "a"))))


def test_a_list_holds_plain_fields_of_one_zone_and_sets_no_facts():
    assert ("list.nested", "a") in refusals(source(rows("a", rows("b", question("textfield", "c")))))
    assert ("list.zone", "a.b") in refusals(source(rows("a", question("textfield", "b", zone="MED"))))
    assert ("list.fact", "a.b") in refusals(source(rows("a", question("textfield", "b", properties={"fact": "x"}))))
    assert ("key.twice", "a.b") in refusals(source(rows("a", question("textfield", "b"), question("number", "b"))))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "file.json"),
        ("[" * 100_000, "file.json"),
        ('{"components": [], "components": []}', "file.json"),
        ('{"components": [], "a": NaN}', "file.json"),
        (b"\xff\xfe", "file.json"),
        ("[]", "file.shape"),
        ('{"components": {}}', "file.shape"),
        ('{"components": []}', "form.id"),
        ('{"id": "a", "components": [1]}', "component.shape"),
        (" " * 1_000_001, "file.size"),
    ],
)
def test_a_file_that_is_no_form_is_refused(text, code):
    assert code in {found for found, _ in refusals(text)}


def test_a_form_has_an_end():
    many = [question("textfield", f"a{at}") for at in range(301)]
    assert ("form.size", "proef") in refusals(source(*many))


def test_all_findings_come_at_once():
    assert len(refusals(source(question("html", "a"), question("iframe", "b")))) == 2


def test_buttons_and_lines_are_drawing_only():
    assert drawn({"type": "button", "id": "b"}, {"type": "separator"}, {"type": "spacer"}).fields == ()


def test_english_stands_beside_the_dutch_as_object_or_as_text():
    words = {"label": "Name", "values": {"x": "Ex"}}
    for english in (words, json.dumps(words)):
        field = drawn(choice("radio", "a", "x", properties={"en": english})).field("a")
        assert (field.label.say("en"), field.options[0].label.say("en"), field.label.say("nl")) == ("Name", "Ex", "A")


def test_without_english_the_dutch_is_shown():
    assert drawn(question("textfield", "a")).field("a").label.say("en") == "A"


def test_a_form_is_recognised_by_the_hash_of_its_source():
    text = source(question("textfield", "a"))
    assert load(text) == load(text.encode())
    assert load(text).source_hash == source_hash(text)
    assert load(text) != load(source(question("textfield", "b")))


def test_a_group_inside_a_group_is_a_heading_of_its_own():
    form = drawn(group("een", group("twee", question("textfield", "a")), part="p"))
    assert [one.id for one in form.groups] == ["een", "twee"]
    assert form.field("a").parts == ("p",)

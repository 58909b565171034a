"""What a form file may hold, and what is refused by name."""

import json
import random
from typing import Any

import pytest

from forms import FormError, check, load, source_hash
from tests.forms.answers import FILES
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
    (question("textfield", "a", validate=[]), "validate.shape"),
    (question("textfield", "a", validate={"required": True}) | {"properties": []}, "properties.shape"),
]


@pytest.mark.parametrize(("component", "code"), REFUSED)
def test_what_is_not_supported_is_refused_at_its_field(component, code):
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


def test_the_option_that_the_editor_puts_in_by_itself_is_no_answer():
    filler = [{"label": "Value", "value": "value"}]
    asked = question("select", "a", values=filler, properties={"source": "accounts"})
    assert drawn(asked).field("a").options == ()


def test_english_stands_beside_the_dutch_flat_or_as_object():
    flat = {"en.label": "Name", "en.values.x.y": "Ex"}
    nested = {"en": {"label": "Name", "values": {"x.y": "Ex"}}}
    for english in (flat, nested):
        field = drawn(choice("radio", "a", "x.y", properties=english)).field("a")
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


def test_groups_have_a_deepest_place():
    inner: dict[str, Any] = question("textfield", "a")
    for at in range(9):
        inner = group(f"g{at}", inner)
    assert {code for code, _ in refusals(source(inner))} == {"group.deep"}


ODD = [
    None,
    True,
    0,
    -1,
    10**30,
    1.5,
    "",
    "=",
    "x" * 600,
    "unknown",
    [],
    [None],
    {},
    {"type": []},
    {"value": {}},
    "\ud800",
]


def mutated(tree: Any, random: random.Random) -> Any:
    """The same tree with one place replaced by something that does not belong there."""
    places = list(spots(tree))
    holder, name = random.choice(places)
    holder[name] = random.choice(ODD)
    return tree


def spots(tree: Any) -> Any:
    for name in list(tree) if isinstance(tree, dict) else range(len(tree)):
        yield tree, name
        if isinstance(tree[name], dict | list):
            yield from spots(tree[name])


@pytest.mark.parametrize("seed", range(20))
def test_whatever_stands_in_a_file_it_loads_or_is_refused_by_name(seed):
    """Blind mutants of a real form: never another error than a refusal, and what loads can be checked."""
    chance = random.Random(seed)
    text = (FILES / "F02-triage.form").read_text()
    for _ in range(60):
        form, findings = tried(json.dumps(mutated(json.loads(text), chance)))
        assert findings or isinstance(check(form, {}), list)


def tried(text: str) -> Any:
    try:
        return load(text), ()
    except FormError as error:
        return None, error.findings

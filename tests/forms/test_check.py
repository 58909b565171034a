"""A form against the vocabulary: each rule finds its sabotage, and leaves a sound form alone."""

import pytest

from forms import check
from tests.forms.drawn import choice, drawn, group, hidden_when, question, rows, yes_no

FACTS = {
    "alias": {"type": "text", "zone": "REG"},
    "danger": {"type": "enum", "values": ["none", "fire"], "zone": "REG"},
    "ok": {"type": "boolean", "zone": "REG"},
    "crisis": {"type": "boolean", "zone": "MED"},
    "ready": {"type": "boolean", "zone": "REG", "release": {"to": "REG", "approver": "ggd.zorgcoordinator"}},
    "score": {"type": "number", "zone": "MED"},
    "count": {"type": "integer", "zone": "REG"},
}


def findings(*components, facts=FACTS):
    found = check(drawn(*components), facts)
    assert all(one.message_nl and one.message_en for one in found)
    return [(one.code, one.key) for one in found]


def fact(name):
    return {"properties": {"fact": name}}


def test_a_sound_form_has_no_findings():
    assert (
        findings(
            question("textfield", "name", **fact("alias")),
            yes_no("ok", **fact("ok")),
            question("textfield", "why", **hidden_when("=ok = true and today > now and case.id = count")),
        )
        == []
    )


def test_a_fact_must_be_declared():
    assert findings(question("textfield", "a", **fact("nobody"))) == [("fact.undeclared", "a")]


@pytest.mark.parametrize(
    ("component", "name"),
    [
        (question("textfield", "a"), "ok"),
        (choice("radio", "a", "true"), "ok"),
        (question("number", "a", zone="MED"), "score"),
        (question("number", "a", decimalDigits=1), "count"),
        (question("datetime", "a"), "alias"),
        (choice("checklist", "a", "none"), "danger"),
        (question("expression", "a", expression="=1"), "count"),
    ],
)
def test_a_fact_has_the_type_of_its_field(component, name):
    component = {**component, "properties": {**component["properties"], "fact": name}}
    assert ("fact.type", "a") in findings(component)


def test_a_fact_knows_every_answer():
    assert findings(choice("radio", "a", "none", "flood", **fact("danger"))) == [("fact.values", "a")]
    assert findings(choice("radio", "a", "none", "fire", **fact("danger"))) == []


def test_one_task_sets_a_fact_once():
    twice = [question("textfield", key, **fact("alias")) for key in ("a", "b")]
    assert findings(*twice) == [("fact.twice", "b")]
    assert findings(group("g", twice[0], part="een"), group("h", twice[1], part="twee")) == []
    assert findings(group("g", twice[0], part="een drie"), group("h", twice[1], part="twee drie")) == [
        ("fact.twice", "b")
    ]


def test_a_fact_is_as_secret_as_the_answer_it_comes_from():
    assert findings(yes_no("a", zone="MED", **fact("ok"))) == [("fact.zone", "a")]
    assert findings(yes_no("a", zone="MED", **fact("crisis"))) == []
    assert findings(yes_no("a", zone="REG", **fact("crisis"))) == []


def test_somebody_may_answer_for_the_release_of_a_fact():
    assert findings(yes_no("a", zone="MED", **fact("ready"))) == []
    without = {**FACTS, "ready": {**FACTS["ready"], "release": {"to": "REG"}}}
    assert findings(yes_no("a", zone="MED", **fact("ready")), facts=without) == [("fact.zone", "a")]


def test_a_computed_field_is_as_secret_as_what_it_reads():
    pain = question("textfield", "pain", zone="MED")
    leak = question("expression", "a", expression='=pain = "yes"', properties={"type": "boolean"})
    assert findings(group("g", pain), group("h", leak)) == [("zone.computed", "a")]
    sealed = question("expression", "a", zone="MED", expression='=pain = "yes"', properties={"type": "boolean"})
    assert findings(pain, sealed) == []
    read_fact = question("expression", "a", expression="=crisis", properties={"type": "boolean"})
    assert findings(read_fact) == [("zone.computed", "a")]


def test_a_computed_field_of_two_secrets_fits_neither():
    two = question("expression", "a", zone="MED", expression="=b + c", properties={"type": "text"})
    found = findings(
        group("g", two, question("textfield", "b", zone="MED")), group("h", question("textfield", "c", zone="JUR"))
    )
    assert found == [("zone.computed", "a")]


def test_above_a_group_stands_one_audience():
    mixed = group("g", question("textfield", "a"), question("textfield", "b", zone="MED"))
    assert findings(mixed) == [("zone.mixed", "g")]


@pytest.mark.parametrize(
    "component",
    [
        question("textfield", "a", **hidden_when("=nobody = 1")),
        question("expression", "a", expression="=nobody"),
        question("textfield", "a", properties={"default": "=nobody"}),
        question("textfield", "a", properties={"check": "=nobody", "checkText": "Nee."}),
        question("select", "a", valuesExpression="=nobody"),
    ],
)
def test_an_expression_names_what_exists(component):
    assert findings(component) == [("name.unknown", "a")]


def test_a_line_may_name_its_own_columns_and_what_stands_around():
    inside = question("textfield", "b", **hidden_when("=c = ok and this.c = parent.ok and i > 1"))
    assert findings(rows("a", inside, question("textfield", "c"))) == []
    assert findings(rows("a", question("textfield", "b", **hidden_when("=nobody = 1")))) == [("name.unknown", "a.b")]


def test_the_answers_of_another_task_are_known_by_their_facts_alone():
    first = group("g", question("textfield", "a"), part="een")
    looks = group("h", question("textfield", "b", **hidden_when('=a = "x"')), part="twee")
    assert findings(first, looks) == [("name.part", "b")]
    assert findings(group("g", question("textfield", "a", **fact("alias")), part="een"), looks) == []


FORBIDDEN = [
    ("religion", "Geloof"),
    ("etnicity", "Etnische afkomst"),
    ("sexualOrientation", "Gerichtheid"),
    ("a", "Seksuele geaardheid"),
    ("bsn", "Nummer"),
    ("a", "Burgerservicenummer"),
    ("fingerprints", "Scan"),
    ("a", "Vingerafdrukken"),
    ("politicalOpinion", "Mening"),
    ("a", "Politieke mening"),
    ("riskOfAbsconding", "Risico"),
    ("a", "Onttrekkingsrisico"),
    ("a", "Gezichtsherkenning"),
]


@pytest.mark.parametrize(("key", "label"), FORBIDDEN)
def test_what_must_not_exist_is_not_asked(key, label):
    assert findings({**question("textfield", key), "label": label}) == [("forbidden", key)]


@pytest.mark.parametrize(
    ("key", "label"), [("homeAddress", "Waar"), ("a", "Adres"), ("a", "Straat"), ("postalCode", "Code")]
)
def test_an_address_belongs_in_its_own_zone(key, label):
    assert findings({**question("textfield", key), "label": label}) == [("forbidden.place", key)]
    assert findings({**question("textfield", key, zone="LOC"), "label": label}) == []


def test_words_that_only_look_alike_are_fine():
    labels = ["E-mailadres", "Trefplek (geen adres)", "Straatwerk gewenst?", "Is dit geloofwaardig?"]
    assert findings(*({**question("textfield", f"a{at}"), "label": label} for at, label in enumerate(labels))) == []


def test_a_v_number_stays_in_the_vault():
    assert findings({**question("textfield", "vNumber"), "label": "V-nummer"}) == [("forbidden.number", "vNumber")]
    assert findings({**question("textfield", "vNumber", zone="ID"), "label": "V-nummer"}) == []


def test_a_column_is_held_to_the_same():
    assert findings(rows("a", {**question("textfield", "b"), "label": "BSN"})) == [("forbidden", "b")]

"""What a page draws."""

from datetime import date

import pytest

from forms import clean, view
from tests.forms.answers import FACTS
from tests.forms.drawn import choice, drawn, group, hidden_when, question, required, rows, yes_no


def seen(form, values=None, **more):
    return view(form, values or {}, facts=more.pop("facts", {}), **more)


def fields(form, values=None, **more):
    return {one.name: one for section in seen(form, values, **more).sections for one in section.fields}


@pytest.mark.parametrize(
    ("asked", "kept", "value", "words"),
    [
        (question("datetime", "a"), "2026-12-31", "31-12-2026", "31-12-2026"),
        (question("datetime", "a", subtype="datetime"), "2026-07-01T12:30:00Z", "01-07-2026 14:30", "01-07-2026 14:30"),
        (question("number", "a", properties={"type": "money"}), "1234.50", "1.234,50", "€ 1.234,50"),
        (question("number", "a", decimalDigits=2), "1.75", "1,75", "1,75"),
        (question("number", "a"), 12, "12", "12"),
        (yes_no("a"), True, "true", "Ja"),
        (choice("radio", "a", "x"), "x", "x", "X"),
        (question("textfield", "a"), "Sam", "Sam", "Sam"),
    ],
)
def test_a_kept_answer_is_shown_in_dutch_and_comes_back_unchanged(asked, kept, value, words):
    form = drawn(asked)
    shown = fields(form, {"a": kept})["a"]
    assert (shown.value, shown.words) == (value, words)
    again = clean(form, {"a": shown.value}, facts={}).flat["a"]
    assert again == clean(form, {"a": kept}, facts={}).flat["a"] or asked.get("subtype") == "datetime"


def test_what_cannot_be_kept_is_shown_as_typed():
    form = drawn(question("datetime", "a"), question("number", "b", properties={"type": "money"}))
    shown = fields(form, {"a": "31 febr", "b": "veel"})
    assert (shown["a"].value, shown["b"].value) == ("31 febr", "veel")


def test_a_choice_shows_what_is_chosen():
    shown = fields(drawn(choice("checklist", "a", "x", "y")), {"a": ["y"]})["a"]
    assert [(one.value, one.label, one.checked) for one in shown.options] == [("x", "X", False), ("y", "Y", True)]


def test_a_scale_and_a_yes_no_question_show_what_is_chosen():
    scale = choice("radio", "b", "0", "1", properties={"type": "scale"})
    shown = fields(drawn(yes_no("a"), scale), {"a": False, "b": 1})
    assert [one.checked for one in shown["a"].options] == [False, True]
    assert ([one.checked for one in shown["b"].options], shown["b"].kind) == ([False, True], "scale")


def test_sections_say_which_zone_will_read_them():
    form = drawn(question("textfield", "a"), group("care", question("textfield", "b", zone="MED")))
    assert [(one.title, one.zone) for one in seen(form).sections] == [("", "REG"), ("Care", "MED")]


def test_a_condition_hides_and_names_what_it_looks_at():
    form = drawn(yes_no("ok"), question("textfield", "why", **hidden_when("=ok != true")))
    hidden, shown = fields(form, {"ok": "nee"})["why"], fields(form, {"ok": "ja"})["why"]
    assert (hidden.hidden, shown.hidden, shown.depends_on) == (True, False, ("ok",))
    assert fields(form)["ok"].affects
    assert not fields(form)["why"].affects


def test_a_heading_without_questions_is_hidden():
    form = drawn(yes_no("ok"), group("g", question("textfield", "a"), **hidden_when("=ok != true")))
    assert [one.hidden for one in seen(form, {"ok": "nee"}).sections] == [False, True]


def test_errors_stand_at_their_input_and_in_the_summary():
    form = drawn(question("textfield", "a", **required()))
    errors = clean(form, {}, facts={}).errors
    assert seen(form, errors=errors).error_summary == (("f-a", "Vul in: A."),)
    assert fields(form, errors=errors)["a"].error == "Vul in: A."
    assert fields(form, errors=errors, language="en")["a"].error == "Fill in: A."


def test_a_list_always_has_a_line_to_write_in():
    form = drawn(rows("goals", question("textfield", "goal")))
    shown = fields(form)["goals"]
    assert (shown.kind, shown.add, len(shown.rows), shown.rows[0].remove) == ("list", "goals", 1, "goals[0]")
    assert shown.rows[0].fields[0].name == "goals[0].goal"


def test_errors_in_a_line_stand_in_that_line():
    form = drawn(rows("goals", question("textfield", "goal"), question("datetime", "due")))
    typed = {"goals": [{"goal": "a", "due": "1-1-2027"}, {"goal": "b", "due": "31-2-2027"}]}
    shown = fields(form, typed, errors=clean(form, typed, facts={}).errors)["goals"]
    assert [row.fields[1].error != "" for row in shown.rows] == [False, True]
    assert [row.fields[1].value for row in shown.rows] == ["1-1-2027", "31-2-2027"]


def test_a_long_list_of_choices_is_drawn_as_lines():
    form = drawn(question("taglist", "lands", properties={"source": "countries"}))
    shown = fields(form, {"lands": ["MA", "DZ"]})["lands"]
    assert (shown.kind, [row.fields[0].value for row in shown.rows]) == ("list", ["MA", "DZ"])
    assert {row.fields[0].name for row in shown.rows} == {"lands"}
    assert shown.words == ""


def test_a_short_list_of_the_running_system_is_drawn_as_boxes():
    form = drawn(question("taglist", "orgs", properties={"source": "organisations"}))
    shown = fields(form, options={"organisations": ["a", "b"]})["orgs"]
    assert (shown.kind, len(shown.options)) == ("checklist", 2)


def test_a_computed_field_is_shown_and_not_asked():
    total = question("expression", "total", expression="=a * 2", properties={"type": "money"})
    shown = fields(drawn(question("number", "a"), total), {"a": "3"})["total"]
    assert (shown.kind, shown.words, shown.required) == ("computed", "€ 6,00", False)


def test_a_computed_code_is_shown_in_words():
    words = {"words": {"P1": "P1: vandaag"}, "en": {"values": {"P1": "P1: today"}}, "type": "code"}
    form = drawn(question("expression", "p", expression='="P1"', properties=words))
    assert (fields(form)["p"].words, fields(form, language="en")["p"].words) == ("P1: vandaag", "P1: today")


def test_a_computed_field_of_a_closed_zone_is_not_shown():
    form = drawn(question("expression", "a", zone="MED", expression="=crisis", properties={"type": "boolean"}))
    assert fields(form, facts={"crisis": True}, readable_zones={"REG"})["a"].hidden
    assert not fields(form, facts={"crisis": True}, readable_zones={"REG", "MED"})["a"].hidden


def test_a_default_stands_ready_until_somebody_answers():
    asked = question("datetime", "until", properties={"default": '=today + duration("P84D")'})
    form = drawn(asked, yes_no("anonymous", defaultValue="true"))
    facts = {"today": date(2027, 1, 4)}
    assert fields(form, facts=facts)["until"].value == "29-03-2027"
    assert fields(form, facts=facts)["anonymous"].options[0].checked
    assert fields(form, {"until": ""}, facts=facts)["until"].value == ""


def test_the_lines_of_a_list_that_are_known_stand_ready_until_somebody_answers():
    asked = rows(
        "who",
        question("textfield", "name"),
        question("textfield", "why"),
        default="=for one in people return {name: one}",
    )
    form = drawn(asked)
    known = fields(form, facts={"people": ["Sam", "Noor"]})["who"]
    assert [[cell.value for cell in line.fields] for line in known.rows] == [["Sam", ""], ["Noor", ""]]
    assert len(fields(form, facts={"people": None})["who"].rows) == len(
        fields(drawn(rows("who", question("textfield", "name"))))["who"].rows
    )
    answered = fields(form, {"who": [{"name": "Ali", "why": "broer"}]}, facts={"people": ["Sam"]})["who"]
    assert [[cell.value for cell in line.fields] for line in answered.rows] == [["Ali", "broer"]]


def test_a_default_of_now_is_a_moment_that_can_be_posted():
    form = drawn(question("datetime", "a", subtype="datetime", properties={"default": "=now"}))
    shown = fields(form, facts=FACTS)["a"].value
    assert shown == "04-01-2027 09:00"
    assert clean(form, {"a": shown}, facts={}).flat == {"a": "2027-01-04T09:00:00+01:00"}


PARTS = drawn(
    group("een", question("textfield", "a", zone="FIN"), part="voorstel"),
    group("twee", question("textfield", "b", zone="FIN", **required()), part="besluit"),
    group("drie", question("textfield", "c", zone="MED"), part="zorg"),
)


def test_another_tasks_answers_are_read_only_and_unanswered_ones_absent():
    shown = seen(PARTS, {"a": "voorstel"}, part="besluit").sections
    assert [(one.id, one.readonly) for one in shown] == [("s-een", True), ("s-twee", False)]
    assert (shown[0].fields[0].words, shown[0].fields[0].readonly) == ("voorstel", True)


def test_what_a_reader_may_not_see_is_absent():
    values = {"a": "voorstel", "c": "pijn"}
    shown = seen(PARTS, values, part="besluit", readable_zones={"FIN"}).sections
    assert [one.id for one in shown] == ["s-een", "s-twee"]


def test_every_name_and_id_is_its_own():
    form = drawn(rows("g", question("textfield", "a"), choice("radio", "b", "x", "y")), choice("radio", "c", "x"))
    shown = fields(form, {"g": [{"a": "1"}, {"a": "2"}]})
    inputs = [column for row in shown["g"].rows for column in row.fields] + [shown["c"]]
    ids = [one.id for one in inputs] + [option.id for one in inputs for option in one.options]
    assert len(ids) == len(set(ids)) == 10


def test_english_is_shown_where_it_was_written():
    form = drawn(question("textfield", "a", properties={"en": {"label": "Name", "description": "Any name."}}))
    shown = fields(form, language="en")["a"]
    assert (shown.label, shown.hint) == ("Name", "Any name.")

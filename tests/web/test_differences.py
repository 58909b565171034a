"""What a new form, table or list of words changes: each kind of change is planted and seen, and an untouched file shows nothing."""

import copy
import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from perspectief.factory import shipped_files
from tests.web.world import World
from web.differences import Difference, between

FILES = {Path(name).name: content.decode() for name, content in shipped_files().items()}
REPORT, PRIORITY = FILES["F01-melding.form"], FILES["D03-prioriteit.dmn"]
FACTS, ROLES, MESSAGES = FILES["facts.yaml"], FILES["organisations.yaml"], FILES["messages.yaml"]


def told(kind: str, before: str, *edits: tuple[str, str]) -> list[Difference]:
    """What is said of these edits; each must find its place."""
    after = before
    for was, becomes in edits:
        assert was in after, was
        after = after.replace(was, becomes, 1)
    return between(kind, before, after)


def only(found: list[Difference]) -> tuple[str, str, dict[str, tuple[str, str]]]:
    (one,) = found
    return one.change, one.name, {trait.what: (trait.before, trait.after) for trait in one.traits}


KINDS = {"form": ".form", "decision": ".dmn", "words": ".yaml"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_is_the_same_shows_nothing(kind: str) -> None:
    files = [text for name, text in FILES.items() if name.endswith(KINDS[kind])]
    assert files
    assert [between(kind, text, text) for text in files] == [[]] * len(files)


@pytest.mark.parametrize(
    ("kind", "text", "loose"),
    [
        ("form", REPORT, lambda text: text.replace("\n", "\n ")),
        ("decision", PRIORITY, lambda text: text.replace("<rule ", "\n\n<rule ")),
        ("facts", FACTS, lambda text: "# een opmerking\n" + text),
    ],
)
def test_another_layout_of_the_file_is_no_change(kind: str, text: str, loose: Callable[[str], str]) -> None:
    assert loose(text) != text
    assert between(kind, text, loose(text)) == []


# --- forms


def edited(edit: Callable[[list[dict[str, Any]]], object]) -> list[Difference]:
    """What is said when the questions of the first group of the report form are edited."""
    form = json.loads(REPORT)
    edit(next(one for one in form["components"] if one["type"] == "group")["components"])
    return between("form", REPORT, json.dumps(form))


def test_a_question_that_comes_or_goes_is_told_with_what_it_asks() -> None:
    def add(fields: list[dict[str, Any]]) -> None:
        fields.append(copy.deepcopy(fields[0]) | {"id": "Field_new", "key": "nieuw", "label": "Hoe gaat het?"})
        fields[-1]["properties"].pop("fact")

    change, name, traits = only(edited(add))
    assert (change, name, traits["required"]) == ("new", "Hoe gaat het?", ("", "yes"))
    change, name, traits = only(edited(lambda fields: fields.pop(0)))
    assert (change, name, traits["zone"]) == ("gone", "Is er nu gevaar?", ("REG", ""))


FIELD: dict[str, tuple[Callable[[dict[str, Any]], object], str, str]] = {
    "label": (lambda one: one.update(label="Gevaar?"), "Is er nu gevaar?", "Gevaar?"),
    "label_en": (
        lambda one: one["properties"].update({"en.label": "Danger?"}),
        "Is there danger right now?",
        "Danger?",
    ),
    "required": (lambda one: one.update(validate={}), "yes", "no"),
    "zone": (lambda one: one["properties"].update(zone="SOC"), "REG", "SOC"),
    "fact": (lambda one: one["properties"].pop("fact"), "acuteDanger", ""),
    "hidden": (lambda one: one.update(conditional={"hide": "=anonymous"}), "", "anonymous"),
}


@pytest.mark.parametrize("what", FIELD)
def test_what_of_a_question_is_different_is_told(what: str) -> None:
    edit, before, after = FIELD[what]
    change, _, traits = only(edited(lambda fields: edit(fields[0])))
    assert (change, traits) == ("changed", {what: (before, after)})


def test_an_answer_less_is_told_and_so_is_another_order() -> None:
    _, _, traits = only(edited(lambda fields: fields[0]["values"].pop(0)))
    before, after = traits["options"]
    assert before.splitlines()[1:] == after.splitlines()
    change, name, traits = only(edited(lambda fields: fields.append(fields.pop(0))))
    assert (change, name, traits.keys()) == ("changed", "", {"order"})


# --- tables


def rule(number: int) -> str:
    start = PRIORITY.index(f'<rule id="D03_r{number}">')
    return PRIORITY[start : PRIORITY.index("</rule>", start) + len("</rule>")]


def test_a_row_that_comes_goes_or_changes_is_told_by_its_columns() -> None:
    new = rule(2).replace("D03_r2", "D03_r99").replace("approver=stuurgroep", "approver=iemand")
    change, name, traits = only(told("decision", PRIORITY, (rule(1), f"{rule(1)}{new}")))
    assert (change, name) == ("new", "#2")
    assert "approver=iemand" in traits["description"][1]
    change, name, traits = only(told("decision", PRIORITY, (rule(1), "")))
    assert (change, name, traits["Prioriteit"]) == ("gone", "#1", ('"P0"', ""))
    first = rule(1)
    change, name, traits = only(told("decision", PRIORITY, (first, first.replace('"PT2H"', '"PT3H"'))))
    assert (change, name, traits) == ("changed", "#1", {"Eerste contact binnen": ('"PT2H"', '"PT3H"')})


def test_rows_that_only_get_other_numbers_are_not_told_but_another_order_is() -> None:
    assert told("decision", PRIORITY, ('id="D03_r1"', 'id="D03_r77"')) == []
    swapped = told("decision", PRIORITY, (rule(1), "@"), (rule(2), rule(1)), ("@", rule(2)))
    assert [(one.change, one.traits[0].what) for one in swapped] == [("changed", "order")]


def test_another_way_to_choose_or_another_column_is_told() -> None:
    _, name, traits = only(told("decision", PRIORITY, ('label="Leeftijd"', 'label="Hoe oud"')))
    assert (name, traits.keys()) == ("Prioriteit (voorstel)", {"columns"})
    assert "Hoe oud" in traits["columns"][1]
    hit = told("decision", PRIORITY, ('hitPolicy="FIRST"', 'hitPolicy="UNIQUE"'))
    assert only(hit)[2] == {"hit": ("FIRST", "UNIQUE")}


# --- words


def test_words_facts_and_roles_that_come_go_or_change_are_told() -> None:
    line = next(row for row in FACTS.splitlines() if row.startswith("  alias:"))
    assert only(told("facts", FACTS, (line, "")))[:2] == ("gone", "facts · alias")
    new = line.replace("alias", "schuilnaam", 1)
    assert only(told("facts", FACTS, (line, f"{line}\n{new}")))[:2] == ("new", "facts · schuilnaam")
    found = only(told("facts", FACTS, (line, line.replace("zone: REG", "zone: SOC"))))
    assert found == ("changed", "facts · alias", {"zone": ("REG", "SOC")})
    role = only(told("organisations", ROLES, ("label: Triagist", "label: Ontvanger")))
    assert role == ("changed", "lanes · meldpunt", {"roles.triagist.label": ("Triagist", "Ontvanger")})
    heard = only(told("messages", MESSAGES, ("ttl: P28D", "ttl: P30D")))
    assert heard[2] == {"ttl": ("P28D", "P30D")}


# --- on the page


def check(world: World, name: str, text: str) -> str:
    return world.visit("pim").post("/processen/inbrengen", bestanden=(BytesIO(text.encode()), name)).text


def test_whoever_brings_in_a_form_sees_what_it_changes(shown: World) -> None:
    text = check(shown, "F01-melding.form", REPORT.replace("Is er nu gevaar?", "Is er gevaar?", 1))
    assert "Naast versie 1, die nu in gebruik is." in text
    assert "Is er nu gevaar?" in text
    assert text.index("Was</span>") < text.index("Wordt</span>")
    same = check(shown, "F01-melding.form", REPORT.replace("\n", "\n ", 1))
    assert "Hier verandert niets dat iemand merkt" in same


def test_whoever_puts_a_table_to_use_sees_what_it_changes(shown: World) -> None:
    text = PRIORITY.replace('"PT2H"', '"PT3H"', 1)
    file = (BytesIO(text.encode()), "D03-prioriteit.dmn")
    shown.visit("pim").post("/processen/inbrengen", bestanden=file, doe="inbrengen")
    waiting = shown.visit("coen").get("/tweede-paar-ogen").text
    assert "Tabel Prioriteit (voorstel) (D03), versie 2" in waiting
    assert "1 verandering" in waiting
    assert "Rij 1" in waiting
    assert "&#34;PT3H&#34;" in waiting
    assert "PT3H" not in shown.visit("charlie").get("/tweede-paar-ogen").text

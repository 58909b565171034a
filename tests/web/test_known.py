"""What is known is said in words: no code of a fact and no English meaning reaches a Dutch reader."""

from pathlib import Path

import forms
import processes
from engine import notation
from engine.step.library import read_diagram
from engine.step.told import listeners
from web.known import in_words, questions
from web.texts import known, say

VOCABULARY = Path(processes.__file__).parent / "facts.yaml"
NAMES = frozenset({"PROTECT", "K10", "HTQ", "SDQ", "ASSIST", "WGS", "OZV"})  # of questionnaires, a law and a scheme
FORMS = Path(forms.__file__).parent / "files"


def test_every_fact_has_words_of_a_form_or_of_the_pages() -> None:
    declared = notation.plain(VOCABULARY.read_text("utf-8"))["facts"]
    asked = questions(forms.library(FORMS).values())
    wordless = {
        name
        for name, fact in declared.items()
        if name not in asked and not known(f"fact.{name}") and fact["type"] != "reference"
    }
    assert wordless == set()


def test_every_value_of_a_fact_that_no_form_asks_has_words() -> None:
    declared = notation.plain(VOCABULARY.read_text("utf-8"))["facts"]
    asked = questions(forms.library(FORMS).values())
    values = {str(value) for name, fact in declared.items() if name not in asked for value in fact.get("values", ())}
    names = {"S1", "S2", "S3", "S4", "S5", "S6", "S6b", "S7", "S8", "L0", "L1", "L2", "L3", "L4", "L5"}
    assert {value for value in values - names if not known(f"value.{value}") and not known(f"coded.{value}")} == set()


def kept_as_code(language: str, offered: frozenset[str] = frozenset()) -> set[str]:
    """The values of facts that a form asks and that a reader would meet as their code, in this language."""
    declared = notation.plain(VOCABULARY.read_text("utf-8"))["facts"]
    asked = questions(forms.library(FORMS).values())
    pairs = [
        (asked[name][0], str(value))
        for name, fact in declared.items()
        if name in asked
        for value in fact.get("values", ())
    ]
    return {value for field, value in pairs if in_words(field, value, language) == value} - offered


def test_every_value_of_a_fact_that_a_form_asks_has_words_also_where_that_form_does_not_offer_it() -> None:
    assert kept_as_code("nl", NAMES) == set()
    assert kept_as_code("en", NAMES | {"refused"}) == set()
    assert kept_as_code("nl") == NAMES, "sabotage: what has no words is seen"


def wordless_messages(more: tuple[str, ...] = ()) -> set[str]:
    """The messages and signals of the diagrams, and `more`, that a timeline would show by their key."""
    declared = notation.plain((VOCABULARY.parent / "messages.yaml").read_text("utf-8"))["messages"]
    models = {file.stem: read_diagram(file.read_text("utf-8")).models[0] for file in VOCABULARY.parent.glob("*/*.bpmn")}
    return {name for name in {*declared, *listeners(models), *more} if not known(f"message.{name}")}


def test_every_message_and_signal_has_words() -> None:
    assert wordless_messages() == set()


def test_sabotage_a_message_without_words_is_found() -> None:
    assert wordless_messages(("bericht.zonderWoorden",)) == {"bericht.zonderWoorden"}


def test_roles_have_the_same_words_as_in_the_organisations() -> None:
    lanes = notation.plain((VOCABULARY.parent / "organisations.yaml").read_text("utf-8"))["lanes"]
    roles = {f"{lane}.{key}": role for lane, row in lanes.items() for key, role in row.get("roles", {}).items()}
    said = {key: role for key, role in roles.items() if known(f"value.{key}")}
    assert said
    assert [key for key, role in said.items() if say("nl", f"value.{key}") != role["label"]] == []
    assert [key for key, role in said.items() if say("en", f"value.{key}") != role["label_en"]] == []

"""What is known of a case, in the words of the forms that asked it: codes never reach a reader."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import forms
from engine.views import FactView
from forms.lists import offered
from forms.model import Field, Language, Text
from forms.shown import readable
from web.texts import known, say
from web.words import value_words


@dataclass(frozen=True, slots=True)
class Words:
    """A question and its answer as people read them; `at` and `by` say since when and by whom it is known."""

    question: str
    answer: str
    at: datetime | None = None
    by: str = ""


# A question with the title of the form that asks it.
Question = tuple[Field, Text]


def questions(asked: Iterable[object]) -> dict[str, Question]:
    """Per fact the question that sets it. Of two forms that ask the same, the first is the one that gives the words."""
    found: dict[str, Question] = {}
    for form in cast("Iterable[forms.Form]", asked):
        for field in form.fields:
            if field.fact and field.label:
                found.setdefault(field.fact, (field, form.title))
    return found


def by_form(facts: Iterable[FactView], asked: Mapping[str, Question], language: str) -> dict[str, list[Words]]:
    """Facts in words under the title of the form that asks them: what was learnt last on top, what tables proposed below.

    References to people and cases are left out: the head of the page names those.
    """
    grouped: dict[str, list[Words]] = {}
    rows = [fact for fact in facts if fact.type != "reference"]
    newest = {title: at for at, title in sorted((fact.set_at, _title(fact, asked, language)) for fact in rows)}
    for fact in sorted(
        rows, key=lambda fact: (fact.name in asked, newest[_title(fact, asked, language)]), reverse=True
    ):
        grouped.setdefault(_title(fact, asked, language), []).append(of_fact(fact, asked, language))
    return grouped


def _title(fact: FactView, asked: Mapping[str, Question], language: str) -> str:
    return asked[fact.name][1].say(_of(language)) if fact.name in asked else say(language, "case.proposed")


def of_fact(fact: FactView, asked: Mapping[str, Question], language: str) -> Words:
    """A fact in words: those of its form, else those of the pages' own texts, else what the vocabulary says of it."""
    if fact.name in asked and fact.value is not None:
        field = asked[fact.name][0]
        return Words(field.label.say(_of(language)), in_words(field, fact.value, language), fact.set_at, fact.set_by)
    name = f"fact.{fact.name}"
    return Words(
        say(language, name) if known(name) else fact.meaning or fact.name, value_words(fact.value, fact.type, language)
    )


def of_form(form: forms.Form | None, values: Mapping[str, object], language: str) -> list[Words]:
    """Opened content in the order of its form. What the form no longer asks stands below it, by its name."""
    left = dict(values)
    fields = [field for field in form.fields if field.path in left] if form else []
    rows = [Words(field.label.say(_of(language)), in_words(field, left.pop(field.path), language)) for field in fields]
    return rows + [Words(name, value_words(value, "text", language)) for name, value in left.items()]


def in_words(field: Field, value: object, language: str) -> str:
    """One answer as its form words it; the lines of a list under each other."""
    if field.type == "list" and isinstance(value, list):
        return "\n".join(_line(field, row, language) for row in value if isinstance(row, dict))
    if value is None or value == "":
        return say(language, "value.unset")
    options = offered(field, {field.source: ()} if ":" in field.source else {})
    said = readable(field, value, options, _of(language))
    # A table or another form can say what this question does not offer, such as that there is none.
    return value_words(value, "text", language) if options and said == value else said


def _line(field: Field, row: Mapping[str, object], language: str) -> str:
    cells = [
        (column.label.say(_of(language)), row[column.path], column)
        for column in field.fields
        if row.get(column.path) is not None
    ]
    return " · ".join(
        f"{label}{'' if label.endswith('?') else ':'} {in_words(column, value, language)}"
        for label, value, column in cells
    )


def _of(language: str) -> Language:
    return "en" if language == "en" else "nl"

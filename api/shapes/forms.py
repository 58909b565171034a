"""A form for a program: what it asks, when, and of which type."""

import marshmallow as ma

from api.shapes.base import Given, GivenText, Told, codes, listed, number, text, yesno
from forms.lists import offered
from forms.model import Expression, Field, Form, Group, Text


class FormAsked(Given):
    part = GivenText(100, load_default=None, metadata={"description": "Only what this part asks, as the task names it"})


class WordsTold(Told):
    nl = text("In Dutch")
    en = text("In English; the Dutch where nobody wrote it")


class ChoiceTold(Told):
    value = text("The code to send")
    label = ma.fields.Nested(WordsTold)


class GroupTold(Told):
    id = text("The group")
    title = ma.fields.Nested(WordsTold)
    description = ma.fields.Nested(WordsTold)
    parts = codes("The parts it belongs to; none when to all")
    keys_ = ma.fields.List(ma.fields.String(), data_key="keys", metadata={"description": "The keys of its questions"})


class QuestionTold(Told):
    key = text("Its name in conditions")
    path = text("Where the answer stands in `answers`")
    kind = text("How it is drawn")
    type = text("text, number, money, date, time, dateTime, boolean, enum, set, scale, list, computed or note")
    label = ma.fields.Nested(WordsTold)
    description = ma.fields.Nested(WordsTold)
    zone = text("The zone in which the answer is closed")
    parts = codes("The parts it belongs to; none when to all")
    required = yesno("Whether it must be answered when it is shown")
    min_length = number("The least signs", none=True)
    max_length = number("The most signs", none=True)
    minimum = text("The least amount", none=True)
    maximum = text("The largest amount", none=True)
    decimals = number("Digits after the point")
    pattern = text("A regular expression that must be found in it", none=True)
    choices = listed(ChoiceTold, "The answers to choose from")
    source = text("Where more choices come from: `options` of the task has them; empty when from nowhere")
    hidden_when = codes("FEEL: it is not asked when one is true")
    computed = text("FEEL: the server works it out; it cannot be sent", none=True)
    default = text("FEEL: what stands there first", none=True)
    columns = ma.fields.List(
        ma.fields.Nested(lambda: QuestionTold()), metadata={"description": "The questions in one line of a list"}
    )


class FormTold(Told):
    id = text("The form")
    version = number("Its version")
    title = ma.fields.Nested(WordsTold)
    parts = codes("The parts that tasks name; empty when one task asks everything")
    part = text("The part that is told here; null for all", none=True)
    groups = listed(GroupTold, "Headings in the order of the form")
    questions = listed(QuestionTold, "Questions in the order of the form")


def form(one: Form, version: int, part: str | None = None) -> dict[str, object]:
    """A form, or one part of it, as a program reads it."""
    asked = one.of_part(part)
    keys = {field.key for field in asked}
    return {
        "id": one.id,
        "version": version,
        "title": _words(one.title),
        "parts": list(one.parts),
        "part": part,
        "groups": [_group(group) for group in one.groups if keys.intersection(group.keys)],
        "questions": [_question(field) for field in asked],
    }


def _group(one: Group) -> dict[str, object]:
    return {
        "id": one.id,
        "title": _words(one.title),
        "description": _words(one.description),
        "parts": list(one.parts),
        "keys": list(one.keys),
    }


def _question(one: Field) -> dict[str, object]:
    return {
        "key": one.key,
        "path": one.path,
        "kind": one.kind,
        "type": one.type,
        "label": _words(one.label),
        "description": _words(one.description),
        "zone": one.zone,
        "parts": list(one.parts),
        "required": one.required and one.asked,
        "min_length": one.rules.min_length,
        "max_length": one.rules.max_length,
        "minimum": one.rules.minimum,
        "maximum": one.rules.maximum,
        "decimals": one.rules.decimals,
        "pattern": one.rules.pattern,
        "choices": [{"value": option.value, "label": _words(option.label)} for option in offered(one, {})],
        "source": one.source,
        "hidden_when": [condition.text for condition in one.hidden_when],
        "computed": _formula(one.expression),
        "default": _formula(one.default),
        "columns": [_question(column) for column in one.fields],
    }


def _words(one: Text) -> dict[str, str]:
    return {"nl": one.say("nl"), "en": one.say("en")}


def _formula(one: Expression | None) -> str | None:
    return one.text if one else None

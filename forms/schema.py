"""A form as a marshmallow schema: each answer's type and limits, and nothing besides what the form asks.

Whether a question applies, and so whether it must be answered, depends on other answers: clean.py decides that after
loading.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, cast

import marshmallow as ma

from forms import parse
from forms.messages import Problem
from forms.model import Field, Form

MOST_ROWS = 50

# An answer that says "none of these" or "I do not know" cannot stand beside another one.
ALONE = frozenset({"none", "unknown", "na", "declined"})


class Answer(ma.fields.Field[Any]):
    """One answer, parsed by its type. A refusal becomes the field's only error."""

    def __init__(self, asked: Field) -> None:
        self.asked = asked
        self.allowed = frozenset(option.value for option in asked.options)
        super().__init__(data_key=asked.path, allow_none=True)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        try:
            return self.parsed(value)
        except parse.Refusal as refusal:
            raise ma.ValidationError([refusal.problem]) from refusal

    def parsed(self, value: Any) -> Any:
        raise NotImplementedError


class TextAnswer(Answer):
    def parsed(self, value: Any) -> str | None:
        """None for a text of which nothing can be seen: that is no answer."""
        return parse.text(value, self.asked.rules, lines=self.asked.kind == "textarea") or None


class NumberAnswer(Answer):
    def parsed(self, value: Any) -> int | str:
        return parse.number(value, self.asked.rules)


class MoneyAnswer(Answer):
    def parsed(self, value: Any) -> str:
        return parse.money(value, self.asked.rules)


class DateAnswer(Answer):
    def parsed(self, value: Any) -> str:
        return parse.day(value)


class TimeAnswer(Answer):
    def parsed(self, value: Any) -> str:
        return parse.clock_time(value)


class MomentAnswer(Answer):
    def parsed(self, value: Any) -> str:
        return parse.moment(value)


class YesNoAnswer(Answer):
    def parsed(self, value: Any) -> bool | str:
        return parse.yes_or_no(value, self.allowed)


class ScaleAnswer(Answer):
    def parsed(self, value: Any) -> int | str:
        return parse.scale(value, self.allowed)


class ChoiceAnswer(Answer):
    """One code. A list from the running system is held against its options by clean.py, which has them."""

    def parsed(self, value: Any) -> str:
        if self.asked.source or self.asked.options_from:
            return parse.choice(value, frozenset({value} if isinstance(value, str) else ()))
        return parse.choice(value, self.allowed)


class ChoicesAnswer(ChoiceAnswer):
    """Several codes, each once, in the order in which they were given. A single text is a list of one: so a browser
    posts it.
    """

    def parsed(self, value: Any) -> Any:
        given = [value] if isinstance(value, str) else value
        if not isinstance(given, list | tuple):
            raise parse.Refusal("list.type")
        chosen = [ChoiceAnswer.parsed(self, one) for one in given if one != ""]
        if len(set(chosen)) > 1 and (alone := ALONE.intersection(chosen)):
            raise parse.Refusal("choice.none", given=self._name(min(alone)))
        return list(dict.fromkeys(chosen))

    def _name(self, code: str) -> str:
        return next((option.label.nl for option in self.asked.options if option.value == code), code)


class RowsAnswer(ma.fields.List[Any]):
    """The lines of a dynamic list, each a small form of its own. A line nobody filled in stays, empty, so that errors
    keep their place.
    """

    def __init__(self, asked: Field) -> None:
        self.columns = frozenset(column.path for column in asked.fields)
        super().__init__(ma.fields.Nested(schema_of(asked.fields)), data_key=asked.path, allow_none=True)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        if not isinstance(value, list | tuple) or not all(isinstance(row, Mapping) for row in value):
            raise ma.ValidationError([Problem("list.type")])
        if len(value) > MOST_ROWS:
            raise ma.ValidationError([Problem("list.long", {"limit": MOST_ROWS})])
        lines = super()._deserialize([answered(row, self.columns) for row in value], attr, data, **kwargs)
        return None if empty(lines) else lines


ANSWERS: dict[str, type[Answer]] = {
    "text": TextAnswer,
    "number": NumberAnswer,
    "money": MoneyAnswer,
    "date": DateAnswer,
    "time": TimeAnswer,
    "dateTime": MomentAnswer,
    "boolean": YesNoAnswer,
    "scale": ScaleAnswer,
    "enum": ChoiceAnswer,
    "set": ChoicesAnswer,
}


class FormSchema(ma.Schema):
    """What every schema of a form shares: an answer to a question that is not asked is refused, never ignored."""

    error_messages = {"unknown": "unknown", "type": "list.type"}

    class Meta:
        unknown = ma.RAISE


def schema_of(fields: tuple[Field, ...]) -> type[FormSchema]:
    """The schema for these questions. Its attributes are numbered, because marshmallow reads a dot in a name as
    nesting.
    """
    asked = [one for one in fields if one.asked]
    made = {
        f"answer{at}": RowsAnswer(one) if one.type == "list" else ANSWERS[one.type](one) for at, one in enumerate(asked)
    }
    named: dict[str, ma.fields.Field[Any]] = dict(made)
    return cast("type[FormSchema]", FormSchema.from_dict(named, name="FormSchema"))


@lru_cache(maxsize=512)
def schema(form: Form, part: str | None) -> FormSchema:
    """The schema of one part of a form, made once: a form is recognised by the hash of its source."""
    return schema_of(form.of_part(part))()


def answered(row: Mapping[str, object], asked: frozenset[str]) -> dict[str, object]:
    """Without the questions that were left empty: a browser posts an empty text for each. What is not asked stays, to
    be refused.
    """
    return {key: value for key, value in row.items() if key not in asked or not empty(value)}


def empty(value: object) -> bool:
    """Whether this is no answer."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Mapping):
        return all(empty(part) for part in value.values())
    if isinstance(value, list | tuple):
        return all(empty(part) for part in value)
    return value is None

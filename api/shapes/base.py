"""The parts of every shape: fields that take no other type for their own, and the two kinds of schema."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import marshmallow as ma
from marshmallow import validate

LARGEST = 2**63 - 1  # the largest number of a row
DAY = re.compile(r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}", re.ASCII)
DIGITS = re.compile(r"[0-9]{1,19}", re.ASCII)
TYPE_WORDS = {"required": "required", "null": "required", "validator_failed": "unknown"}


class Given(ma.Schema):
    """A part of a request. Unknown keys are refused; every message is a code of words.py."""

    error_messages = {"unknown": "unknown", "type": "object"}

    class Meta:
        unknown = ma.RAISE


class Told(ma.Schema):
    """A part of an answer. It describes; nothing is dumped through it. Besides the `optional` keys all are always there,
    and there are no others."""

    optional: frozenset[str] = frozenset()

    class Meta:
        unknown = ma.RAISE

    def on_bind_field(self, field_name: str, field_obj: ma.fields.Field[Any]) -> None:
        """What is not optional is always there."""
        field_obj.required = field_name not in self.optional


class GivenText(ma.fields.String):
    """A text of at most `longest` signs, in a body or a query. One without any visible sign counts as none."""

    default_error_messages = {**TYPE_WORDS, "invalid": "text"}

    def __init__(self, longest: int, *, blank: bool = False, choices: Collection[str] = (), **more: Any) -> None:
        checks: list[Any] = [validate.Length(max=longest, error=f"long:{longest}")]
        if choices:
            checks.append(validate.OneOf(sorted(choices), error=f"choice:{', '.join(sorted(choices))}"))
        self.blank = blank
        super().__init__(validate=checks, **more)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **more: Any) -> str:
        if not isinstance(value, str):
            raise self.make_error("invalid")
        if not self.blank and not value.strip():
            raise self.make_error("required")
        return value


class GivenNumber(ma.fields.Integer):
    """A whole number of a JSON body: neither a text, nor true, nor 1.0."""

    default_error_messages = {**TYPE_WORDS, "invalid": "whole", "too_large": "whole"}

    def __init__(self, least: int = 1, most: int = LARGEST, **more: Any) -> None:
        super().__init__(validate=validate.Range(least, most, error=f"range:{least}–{most}"), **more)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **more: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.make_error("invalid")
        return value


class AskedNumber(GivenNumber):
    """A whole number of a query."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **more: Any) -> int:
        if not isinstance(value, str) or not DIGITS.fullmatch(value):
            raise self.make_error("invalid")
        return int(value)


class GivenYesNo(ma.fields.Boolean):
    """true or false in a JSON body, nothing that resembles them."""

    default_error_messages = {**TYPE_WORDS, "invalid": "yesno"}

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **more: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid")
        return value


class AskedYesNo(GivenYesNo):
    """true or false in a query."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **more: Any) -> bool:
        if value not in ("true", "false"):
            raise self.make_error("invalid")
        return bool(value == "true")


class GivenDay(ma.fields.Date):
    """A date that exists, as 2027-03-31."""

    default_error_messages = {**TYPE_WORDS, "invalid": "date"}

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **more: Any) -> date:
        if not isinstance(value, str) or not DAY.fullmatch(value):
            raise self.make_error("invalid")
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise self.make_error("invalid") from error


class GivenObject(ma.fields.Dict):
    """An object whose content somebody else checks: a form, or the declaration of a message."""

    default_error_messages = {**TYPE_WORDS, "invalid": "object"}

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **more: Any) -> dict[Any, Any]:
        if not isinstance(value, dict):
            raise self.make_error("invalid")
        return value


def text(meaning: str, *, none: bool = False) -> ma.fields.String:
    """A text in an answer."""
    return ma.fields.String(allow_none=none, metadata={"description": meaning})


def number(meaning: str, *, none: bool = False) -> ma.fields.Integer:
    """A whole number in an answer."""
    return ma.fields.Integer(allow_none=none, metadata={"description": meaning})


def moment(meaning: str, *, none: bool = False) -> ma.fields.DateTime:
    """A moment in an answer, in UTC: 2027-03-01T09:00:00Z."""
    return ma.fields.DateTime(allow_none=none, metadata={"description": meaning})


def yesno(meaning: str, *, none: bool = False) -> ma.fields.Boolean:
    """true or false in an answer."""
    return ma.fields.Boolean(allow_none=none, metadata={"description": meaning})


def listed(kind: type[ma.Schema], meaning: str) -> ma.fields.List[Any]:
    """Several of a shape in an answer."""
    return ma.fields.List(ma.fields.Nested(kind), metadata={"description": meaning})


def codes(meaning: str) -> ma.fields.List[Any]:
    """Several codes or names in an answer."""
    return ma.fields.List(ma.fields.String(), metadata={"description": meaning})


def anything(meaning: str) -> ma.fields.Raw:
    """A value in an answer whose form depends on what it is about."""
    return ma.fields.Raw(allow_none=True, metadata={"description": meaning})


def members(meaning: str) -> ma.fields.Dict:
    """An object in an answer whose keys depend on what it is about."""
    return ma.fields.Dict(metadata={"description": meaning})


def after_given() -> GivenText:
    """Where a page of a list begins."""
    return GivenText(100, load_default=None, metadata={"description": "The cursor `after` of the page before"})


def after_told() -> ma.fields.String:
    """Where the next page of a list begins."""
    return text("The cursor of the next page; null on the last", none=True)

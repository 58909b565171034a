"""A browser without JavaScript: what it posts of a drawn form."""

from collections.abc import Iterator
from typing import Any

from forms import FieldView, View, unflatten

CHOSEN = {"radio", "checklist", "scale", "checkbox"}


def posted(drawn: View) -> dict[str, Any]:
    """The answers as the server reads them back."""
    fields = [
        field for section in drawn.sections if not section.readonly for field in section.fields if not field.hidden
    ]
    return unflatten(pair for field in fields for pair in _pairs(field))


def _pairs(field: FieldView) -> Iterator[tuple[str, str]]:
    if field.rows:
        for row in field.rows:
            for column in row.fields:
                yield from _pairs(column)
    elif field.kind in CHOSEN:
        yield from ((field.name, option.value) for option in field.options if option.checked)
    elif field.kind not in {"note", "computed", "list"}:
        yield field.name, field.value

"""From a form to what a page draws, and from what a page posts to answers. The forms room does the work; this knows the page's own inputs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from werkzeug.datastructures import MultiDict

import forms
from engine.views import TaskView
from forms.model import Text
from web import here

# Inputs of the page around the form: never answers.
OWN_INPUTS = frozenset({"csrf_token", "doe", "versie", "sleutel"})

CHOSEN = frozenset({"radio", "select", "checklist"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A form as drawn. `readers` says per zone which roles will see an answer."""

    view: forms.View
    readers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def sections(self) -> tuple[forms.Section, ...]:
        """What applies now; a question that its condition hides is left out of the page."""
        return tuple(
            replace(section, fields=tuple(one for one in section.fields if not one.hidden))
            for section in self.view.sections
            if not section.hidden
        )

    @property
    def changes(self) -> bool:
        """Whether an answer can make other questions come or go, so that the page offers to bring itself up to date."""
        return any(one.affects for section in self.view.sections for one in _all(section.fields))


def _all(fields: Sequence[forms.FieldView]) -> list[forms.FieldView]:
    return [found for one in fields for found in (one, *(column for row in one.rows for column in row.fields))]


def form_of(form_id: str, version: int | None) -> forms.Form:
    """The form as the engine keeps it: a task's form keeps the version with which the task was opened."""
    return cast(forms.Form, here.engine().definitions.form(form_id, version))


def answers(posted: MultiDict[str, str]) -> dict[str, Any]:
    """The posted answers by path, without the page's own inputs."""
    return forms.unflatten((name, value) for name, value in posted.items(multi=True) if name not in OWN_INPUTS)


def draw(view: TaskView, values: Mapping[str, Any], errors: Sequence[Any] = ()) -> Asked:
    """The form of a task with these values."""
    assert view.form is not None
    options = {
        source: [forms.Option(value, Text(label)) for value, label in rows] for source, rows in view.options.items()
    }
    drawn = forms.view(
        form_of(view.form, view.form_version),
        values,
        facts=view.facts,
        part=view.task.part,
        errors=problems(errors),
        language=here.language(),
        options=options,
    )
    return Asked(drawn, view.readers)


def draw_form(
    form_id: str,
    version: int,
    values: Mapping[str, Any],
    *,
    part: str | None = None,
    errors: Sequence[Any] = (),
) -> Asked:
    """A form outside a case, such as a report."""
    drawn = forms.view(
        form_of(form_id, version),
        values,
        facts={},
        part=part,
        errors=problems(errors),
        language=here.language(),
    )
    sections = (replace(one, fields=tuple(row for row in one.fields if _answerable(row))) for one in drawn.sections)
    return Asked(replace(drawn, sections=tuple(one for one in sections if one.fields and not one.readonly)))


def _answerable(field: forms.FieldView) -> bool:
    """Whether a visitor answers this: the page itself says and works out the rest, and some choices need an account to know."""
    return field.kind not in {"note", "computed"} and not (field.kind in CHOSEN and not field.options)


def problems(found: Sequence[Any]) -> list[forms.FieldError]:
    """What the engine says is wrong, as the forms room draws it."""
    return [forms.FieldError(one.path, one.code, one.message_nl, one.message_en) for one in found]

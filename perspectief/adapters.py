"""Fits the forms room to the engine's port: the engine never imports it."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import cast

import forms
from engine.ports import CleanAnswers, FieldProblem, FormProblem
from forms.model import Form


class FormsRoom:
    """The forms room as engine.ports.Forms describes it."""

    def read(self, source: str) -> object:
        """The compiled form; raises ValueError naming what is wrong."""
        try:
            return _load(source)
        except forms.FormError as error:
            raise ValueError(str(error)) from error

    def key(self, form: object) -> str:
        """The form's id."""
        return _form(form).id

    def title(self, form: object) -> str:
        """The form's Dutch name."""
        return _form(form).title.say("nl")

    def parts(self, form: object) -> frozenset[str]:
        """The parts that tasks may name."""
        return frozenset(_form(form).parts)

    def zones(self, form: object, part: str | None) -> frozenset[str]:
        """The zones of the fields that a part asks."""
        return frozenset(field.zone for field in _form(form).of_part(part) if field.zone)

    def facts(self, form: object, part: str | None) -> frozenset[str]:
        """The facts that the fields of a part set."""
        return frozenset(field.fact for field in _form(form).of_part(part) if field.fact)

    def reads(self, form: object, part: str | None) -> frozenset[str]:
        """The names that the expressions of a part read."""
        return _form(form).reads(part)

    def check(self, form: object, facts: Mapping[str, Mapping[str, object]]) -> Sequence[FormProblem]:
        """What is wrong with the form against the declared facts."""
        found = forms.check(_form(form), facts)
        return [FormProblem(row.code, row.key, row.message_nl, row.message_en) for row in found]

    def clean(
        self,
        form: object,
        answers: Mapping[str, object],
        *,
        facts: Mapping[str, object],
        options: Mapping[str, Sequence[str]],
        part: str | None,
        partial: bool,
    ) -> CleanAnswers:
        """Check and convert answers."""
        cleaned = forms.clean(_form(form), answers, facts=facts, options=options, part=part, partial=partial)
        problems = tuple(FieldProblem(row.path, row.code, row.message_nl, row.message_en) for row in cleaned.errors)
        return CleanAnswers(cleaned.values, cleaned.facts, problems)

    def sources(self, form: object) -> frozenset[str]:
        """The option lists that the form asks of the running system."""
        fields = _form(form).fields
        columns = [column for field in fields for column in field.fields]
        return frozenset(field.source for field in (*fields, *columns) if field.source)


@lru_cache(maxsize=256)
def _load(source: str) -> Form:
    """A form never changes once it is read: checking, deploying and running the same file read it once."""
    return forms.load(source)


def _form(form: object) -> Form:
    return cast(Form, form)

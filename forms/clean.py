"""From what somebody sent to what may be kept: values by zone, facts, and errors that name the input."""

from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import marshmallow as ma

from forms.expressions import seen, value_of
from forms.facts import fact_value, kept_result
from forms.lists import offered
from forms.messages import Problem, field_error
from forms.model import Cleaned, Field, FieldError, Form, Options, Text
from forms.schema import answered, empty, schema

Kept = dict[str, Any]


def clean(
    form: Form,
    answers: Mapping[str, object],
    *,
    facts: Mapping[str, object],
    options: Options | None = None,
    part: str | None = None,
    partial: bool = False,
) -> Cleaned:
    """The answers to one part of a form, ready to keep.

    `answers` by path, as JSON has them or as a browser posts them; `facts` are FEEL values with `today`, `now` and
    `case`. `options` fills the lists of the running system; a list that is not given offers nothing. `partial` is a
    draft: types are checked, required questions are not. KeyError for a part the form does not have.

    1. Load: marshmallow checks every answer by itself and refuses what is not asked.
    2. Go through the questions in their order: drop what its condition hides, compute what the server computes.
    3. Hold what is left against its lists, and see whether anything required is missing.
    """
    asked = form.of_part(part)
    given = answers_by_path(form, answers)
    kept, problems = loaded(form, part, given)
    sight = Sight(form, asked, facts, part)
    shown = sight.look(kept)
    errors = [*_strangers(form, asked, problems)]
    for one in asked:
        if one.path in shown and one.asked:
            errors += _errors_of(one, given, kept, problems, Asking(sight, options or {}, partial))
    return _cleaned(asked, shown, kept, tuple(errors), partial=partial)


def answers_by_path(form: Form, answers: Mapping[str, object]) -> dict[str, object]:
    """Answers of a group with a path may come nested; they are kept under their dotted path."""
    groups = {one.path.rpartition(".")[0] for one in form.fields if "." in one.path}
    tops = {name[:at] for name in groups for at in range(len(name) + 1) if at == len(name) or name[at] == "."}
    return dict(_flat(answers, tops, ""))


def _flat(answers: Mapping[str, object], groups: set[str], prefix: str) -> Iterator[tuple[str, object]]:
    for key, value in answers.items():
        path = f"{prefix}{key}"
        if path in groups and isinstance(value, Mapping):
            yield from _flat(value, groups, f"{path}.")
        else:
            yield path, value


def loaded(form: Form, part: str | None, given: Mapping[str, object]) -> tuple[Kept, dict[str, Any]]:
    """What marshmallow accepts by path, and its problems by path."""
    made = schema(form, part)
    given = answered(given, frozenset(one.path for one in form.of_part(part)))
    problems: dict[str, Any] = {}
    try:
        accepted = made.load(given)
    except ma.ValidationError as error:
        problems = error.messages_dict
        accepted = error.valid_data if isinstance(error.valid_data, dict) else {}
    paths = {name: str(one.data_key) for name, one in made.fields.items()}
    kept = {paths[name]: value for name, value in accepted.items() if name in paths and paths[name] not in problems}
    return _named_rows(form, kept), problems


def _named_rows(form: Form, kept: Kept) -> Kept:
    """Lines come back under the numbered attributes of their schema; they are kept under their column keys."""
    for one in form.fields:
        if one.type == "list" and kept.get(one.path):
            names = {f"answer{at}": column.path for at, column in enumerate(c for c in one.fields if c.asked)}
            kept[one.path] = [{names[name]: value for name, value in row.items()} for row in kept[one.path]]
    return kept


@dataclass(frozen=True, slots=True)
class Sight:
    """What conditions and computed fields can see, and what they decide."""

    form: Form
    asked: tuple[Field, ...]
    facts: Mapping[str, object]
    part: str | None = None

    def look(self, kept: Kept) -> frozenset[str]:
        """The paths of the questions that apply; `kept` loses hidden answers and gains computed ones.

        A condition may look at a later answer, so this goes on until nothing changes; a form that contradicts itself
        stops after as many rounds as it has questions.
        """
        everything = dict(kept)
        shown = frozenset(one.path for one in self.asked)
        for _ in range(len(self.asked) + 1):
            before, shown = shown, self._round(everything, kept)
            if shown == before:
                break
        return shown

    def _round(self, everything: Kept, kept: Kept) -> frozenset[str]:
        shown = set()
        for one in self.asked:
            kept.pop(one.path, None)
            context = self.context(kept) if _looks(one) else {}
            if any(value_of(condition, context) is True for condition in one.hidden_when):
                continue
            shown.add(one.path)
            if (answer := self._answer(one, everything, context)) is not None:
                kept[one.path] = answer
        return frozenset(shown)

    def _answer(self, one: Field, everything: Kept, context: Mapping[str, object]) -> object:
        if one.expression is not None:
            return kept_result(one, value_of(one.expression, context))
        answer = everything.get(one.path)
        return (
            [self._line(one, row, context, at) for at, row in enumerate(answer)]
            if one.type == "list" and answer
            else answer
        )

    def _line(self, one: Field, row: Kept, around: Mapping[str, object], at: int) -> Kept:
        """One line of a list, without the columns that its own answers hide and with what is computed in it."""
        if empty(row):
            return {}
        line = dict(row)
        for column in one.fields:
            given = line.pop(column.path, None)
            context = self.line_context(one, line, around, at)
            if any(value_of(condition, context) is True for condition in column.hidden_when):
                continue
            answer = kept_result(column, value_of(column.expression, context)) if column.expression else given
            if answer is not None:
                line[column.path] = answer
        return line

    def line_context(self, one: Field, line: Kept, around: Mapping[str, object], at: int) -> Mapping[str, object]:
        own = {column.key: seen(column, line.get(column.path)) for column in one.fields}
        return layered({**own, "this": own, "parent": around, "i": at + 1}, around)

    def context(self, kept: Kept) -> Mapping[str, object]:
        """Facts, over them the facts as answered now, over them the answers by key. Of other parts only the facts are
        known. Nothing is copied: a case knows hundreds of facts, and a question reads a few.
        """
        mine = {one.key for one in self.asked}
        elsewhere = {one.key: self.facts.get(one.fact) for one in self.form.fields if one.fact and one.key not in mine}
        answers = {one.key: seen(one, kept.get(one.path)) for one in self.asked if one.type != "note"}
        now = {one.fact: answers[one.key] for one in self.asked if one.fact and one.path in kept}
        nested = _nested({one.path: answers[one.key] for one in self.asked if "." in one.path and one.key in answers})
        mine_now = {"part": self.part, **now, **nested, **self._without_reading_itself(answers)}
        return layered(mine_now, self.facts, elsewhere)

    def _without_reading_itself(self, answers: dict[str, object]) -> dict[str, object]:
        """A computed field shows a fact of its own name until it is computed: "=priorityProposed" reads the fact."""
        own = {
            one.key
            for one in self.asked
            if one.type == "computed" and one.expression and one.key in one.expression.names
        }
        return {key: value for key, value in answers.items() if key not in own}


def layered(*layers: Mapping[str, object]) -> Mapping[str, object]:
    """Several mappings as one, the first of which has the first word."""
    return ChainMap(*layers)  # type: ignore[arg-type]  # it is only read; typeshed asks for what can be written


def _looks(one: Field) -> bool:
    """Whether this question depends on anything: most do not, and need no context."""
    return bool(one.hidden_when or one.expression or one.fields)


def _nested(flat: Mapping[str, object]) -> dict[str, object]:
    made: dict[str, Any] = {}
    for path, value in flat.items():
        *groups, last = path.split(".")
        inside = made
        for group in groups:
            inside = inside.setdefault(group, {})
        inside[last] = value
    return made


@dataclass(frozen=True, slots=True)
class Asking:
    """What the last check needs besides one question: what can be seen, the lists, and whether this is a draft."""

    sight: Sight
    options: Options
    partial: bool


def _strangers(form: Form, asked: tuple[Field, ...], problems: Mapping[str, Any]) -> Iterator[FieldError]:
    """Answers to questions this part does not ask, with the reason: unknown, computed by the server, or of another
    task.
    """
    open_to = {one.path for one in asked if one.asked}
    known = {one.path: one for one in form.fields}
    for path in problems:
        if path not in open_to:
            one = known.get(path)
            code = "unknown" if one is None or one.type == "note" else "computed" if one.type == "computed" else "part"
            yield field_error(path, one.label if one else Text(path), Problem(code))


def _errors_of(
    one: Field, given: Mapping[str, object], kept: Kept, problems: Mapping[str, Any], asking: Asking
) -> Iterator[FieldError]:
    if one.path in problems:
        yield from _told(one, one.path, problems[one.path])
        return
    context = asking.sight.context(kept) if one.fields or one.options_from or one.check else {}
    yield from _against_lists(one, one.path, kept, asking, context)
    if one.type == "list" and one.path in kept:
        yield from _lines(one, kept, asking, context)
    if one.required and not asking.partial and not _is_answered(one, kept.get(one.path)):
        yield field_error(one.path, one.label, Problem(_missing(one)))


def _told(one: Field, path: str, found: Any) -> Iterator[FieldError]:
    """What marshmallow found, per input: a list of problems, or for a list of lines the same per line and column."""
    if isinstance(found, Mapping):
        for line, columns in found.items():
            yield from _told_line(one, f"{path}[{line}]", columns)
        return
    for problem in found:
        yield field_error(path, one.label, problem if isinstance(problem, Problem) else Problem(str(problem)))


def _told_line(one: Field, path: str, columns: Any) -> Iterator[FieldError]:
    known = {column.path: column for column in one.fields}
    for name, found in columns.items() if isinstance(columns, Mapping) else ():
        column = known.get(name)
        if column is None:
            yield field_error(f"{path}.{name}", Text(str(name)), Problem("unknown"))
        elif not column.asked:
            yield field_error(f"{path}.{name}", column.label, Problem("computed"))
        else:
            yield from _told(column, f"{path}.{name}", found)


def _lines(one: Field, kept: Kept, asking: Asking, around: Mapping[str, object]) -> Iterator[FieldError]:
    for at, line in enumerate(kept[one.path]):
        if not line:
            continue
        context = asking.sight.line_context(one, line, around, at)
        for column in one.fields:
            path = f"{one.path}[{at}].{column.path}"
            yield from _against_lists(column, path, {path: line.get(column.path)}, asking, context)
            hidden = any(value_of(condition, context) is True for condition in column.hidden_when)
            if (
                column.required
                and not hidden
                and not asking.partial
                and not _is_answered(column, line.get(column.path))
            ):
                yield field_error(path, column.label, Problem(_missing(column)))


def _against_lists(
    one: Field, path: str, kept: Mapping[str, object], asking: Asking, context: Mapping[str, object]
) -> Iterator[FieldError]:
    """Codes out of the running system's lists, and dates that may not have passed: what the schema could not know."""
    answer = kept.get(path)
    if answer is None:
        return
    if one.source or one.options_from:
        allowed = choices(one, asking.options, context)
        if not set(answer if isinstance(answer, list) else [answer]) <= allowed:
            yield field_error(path, one.label, Problem("choice"))
    if one.rules.not_before_today and _passed(answer, asking.sight.facts.get("today")):
        yield field_error(path, one.label, Problem("date.past"))
    if one.check and not asking.partial and value_of(one.check, context) is False:
        yield FieldError(path, "check", one.check_text.nl, one.check_text.say("en"))


def choices(one: Field, options: Options, context: Mapping[str, object]) -> frozenset[str]:
    """The codes a question offers at this moment."""
    computed = value_of(one.options_from, context) if one.options_from else None
    listed = computed if isinstance(computed, list | tuple) else []
    more = {str(entry.get("value")) if isinstance(entry, Mapping) else str(entry) for entry in listed}
    return frozenset(option.value for option in offered(one, options)) | more


def _passed(answer: object, today: object) -> bool:
    return (
        isinstance(answer, str) and today is not None and date.fromisoformat(answer[:10]).isoformat() < str(today)[:10]
    )


def _is_answered(one: Field, answer: object) -> bool:
    """A required box must be ticked, a required list must have a line that says something."""
    return answer is True if one.kind == "checkbox" else not empty(answer)


def _missing(one: Field) -> str:
    if one.kind == "checkbox":
        return "required.tick"
    if one.type in {"enum", "set", "scale", "boolean"}:
        return "required.choice"
    return "required.list" if one.type == "list" else "required"


def _cleaned(
    asked: tuple[Field, ...], shown: frozenset[str], kept: Kept, errors: tuple[FieldError, ...], *, partial: bool
) -> Cleaned:
    answers = {one.path: _to_keep(one, shown, kept, partial) for one in asked}
    values: dict[str, dict[str, object]] = {}
    for one in asked:
        if answers[one.path] is not None:
            values.setdefault(one.zone, {})[one.path] = answers[one.path]
    facts = {} if errors or partial else _facts(asked, shown, answers)
    return Cleaned(values, facts, errors)


def _to_keep(one: Field, shown: frozenset[str], kept: Kept, partial: bool) -> object:
    """The answer without empty lines. A box that was not ticked says no, for a browser does not post it; in a draft it
    says nothing yet.
    """
    answer = kept.get(one.path)
    if one.type == "list":
        return [line for line in answer or () if line] or None
    absent_box = one.kind == "checkbox" and one.path in shown and answer is None and not partial
    return False if absent_box else answer


def _facts(asked: tuple[Field, ...], shown: frozenset[str], answers: Mapping[str, object]) -> dict[str, object]:
    """An answer sets its fact, and another answer that hides the question unsets it. What was left open, or does not
    apply because of something decided elsewhere, leaves the fact as it was.
    """
    own = frozenset(one.key for one in asked if one.asked)
    facts: dict[str, object] = {}
    for one in asked:
        if not one.fact:
            continue
        if one.path in shown and (answers[one.path] is not None or one.type == "computed"):
            facts[one.fact] = fact_value(one, answers[one.path])
        elif one.path not in shown and one.asked and own & _reads(one):
            facts.setdefault(one.fact, None)
    return facts


def _reads(one: Field) -> frozenset[str]:
    return frozenset(name for condition in one.hidden_when for name in condition.names)

"""What a page draws: sections with fields, values in Dutch notation, errors beside their input. No HTML, no request,
no labels of zones.

A question that its condition hides is here with `hidden`: a page leaves it out, and asks for a new view when an
answer that `affects` others changes, or when somebody without JavaScript presses "werk bij".
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from forms.clean import Kept, Sight, answers_by_path, layered, loaded
from forms.expressions import BUILT_IN, seen, value_of
from forms.facts import written as answer_of
from forms.lists import offered
from forms.model import Expression, Field, FieldError, Form, Group, Language, Option, Options, Text
from forms.shown import readable, written

# A list of choices longer than this is drawn as lines with one choice each: nobody reads 200 boxes.
MOST_BOXES = 20

HINTS = {
    "date": Text("Bijvoorbeeld 31-12-2026", "For example 31-12-2026 (day-month-year)"),
    "datetime": Text("Bijvoorbeeld 31-12-2026 14:30", "For example 31-12-2026 14:30 (day-month-year)"),
    "time": Text("Bijvoorbeeld 14:30", "For example 14:30"),
    "money": Text("Bedrag in euro’s, bijvoorbeeld 1.234,50", "Amount in euros, for example 1.234,50"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a field as drawn."""

    id: str
    value: str
    label: str
    checked: bool


@dataclass(frozen=True, slots=True)
class RowView:
    """One line of a list. `remove` is the value of its remove button: "goals[0]"."""

    number: int
    fields: tuple["FieldView", ...]
    remove: str


@dataclass(frozen=True, slots=True)
class FieldView:
    """One question as drawn. `kind`: text, textarea, number, money, date, time, datetime, radio, select, checkbox,
    checklist, scale, list, note or computed.

    `value` is what stands in the input, `words` the same for a reader ("Ja", "€ 12,00"). `depends_on` are the names
    its condition reads; `affects` says that another question looks at this one. `add` is the value of a list's add
    button.
    """

    id: str
    name: str
    kind: str
    label: str
    hint: str = ""
    required: bool = False
    value: str = ""
    words: str = ""
    options: tuple[Choice, ...] = ()
    rows: tuple[RowView, ...] = ()
    add: str = ""
    error: str = ""
    hidden: bool = False
    readonly: bool = False
    depends_on: tuple[str, ...] = ()
    affects: bool = False
    max_length: int | None = None
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its fields. `zone` says who will see these answers; the page has the words for it."""

    id: str
    title: str
    description: str
    zone: str
    readonly: bool
    fields: tuple[FieldView, ...]

    @property
    def hidden(self) -> bool:
        """Nothing under this heading applies now."""
        return all(field.hidden for field in self.fields)


@dataclass(frozen=True, slots=True)
class View:
    """A form as drawn. `error_summary` pairs the id of an input with its message, in the order of the form."""

    id: str
    title: str
    part: str
    sections: tuple[Section, ...]
    error_summary: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What drawing one field needs to know of the whole."""

    form: Form
    part: str | None
    language: Language
    options: Options
    values: Mapping[str, Any]
    kept: Kept
    shown: frozenset[str]
    context: Mapping[str, object]
    errors: Mapping[str, str]
    read_by_others: frozenset[str]
    zones: Collection[str] | None


def view(
    form: Form,
    values: Mapping[str, object],
    *,
    facts: Mapping[str, object],
    part: str | None = None,
    errors: Sequence[FieldError] = (),
    language: Language = "nl",
    options: Options | None = None,
    readable_zones: Collection[str] | None = None,
) -> View:
    """The form with these values, as typed or as kept, by path. KeyError for a part the form does not have.

    The sections of other parts are read-only; of those, only the ones in `readable_zones` are there at all (None: all).
    Defaults stand where `values` has no answer, not even an empty one.
    """
    asked = form.of_part(part)
    by_path = answers_by_path(form, values)
    sight = Sight(form, asked, facts, part)
    ready = {**_defaults(asked, by_path, sight), **by_path}
    kept, _ = loaded(form, part, {one.path: ready[one.path] for one in asked if one.path in ready})
    shown = sight.look(kept)
    drawing = _Drawing(
        form, part, language, options or {}, ready, kept, shown, sight.context(kept),
        {error.path: error.say(language) for error in errors}, _names_read(asked), readable_zones,
    )  # fmt: skip  # one drawing, in the order of its fields
    sections = tuple(section for group in _headings(form) for section in _sections(group, drawing))
    return View(form.id, form.title.say(language), part or "", sections, _summary(errors, language))


def _defaults(asked: Sequence[Field], given: Mapping[str, object], sight: Sight) -> dict[str, object]:
    context = sight.context({})
    fresh = (one for one in asked if one.default is not None and one.path not in given)
    made = {one.path: _ready(one, value_of(one.default, context)) for one in fresh if one.default}
    return {path: value for path, value in made.items() if value is not None}


def _ready(one: Field, value: object) -> object:
    """A value as an answer; of a list its lines, each with the columns that are known."""
    if one.type != "list":
        return answer_of(value)
    lines = value if isinstance(value, list) else []
    return [{name: answer_of(cell) for name, cell in line.items()} for line in lines if isinstance(line, dict)] or None


def _names_read(asked: Sequence[Field]) -> frozenset[str]:
    return frozenset(name for one in asked for expression in _expressions(one) for name in expression.names)


def _expressions(one: Field) -> list[Expression]:
    own = [*one.hidden_when, *(found for found in (one.expression, one.options_from) if found)]
    return own + [found for column in one.fields for found in _expressions(column)]


def _headings(form: Form) -> list[Group]:
    """The groups in the order of the file, and around them untitled ones for fields that stand in no group."""
    made: list[Group] = []
    groups = {group.id: group for group in form.groups}
    for one in form.fields:
        if one.group:
            if groups[one.group] not in made:
                made.append(groups[one.group])
        elif (
            made
            and not made[-1].title
            and made[-1].id.startswith("open-")
            and _zone_of(form, made[-1]) in {one.zone, ""}
        ):
            made[-1] = replace(made[-1], keys=(*made[-1].keys, one.key))
        else:
            made.append(Group(f"open-{one.key}", keys=(one.key,), parts=one.parts))
    return made


def _zone_of(form: Form, group: Group) -> str:
    return next((one.zone for one in form.fields if one.key in group.keys and one.zone), "")


def _sections(group: Group, drawing: _Drawing) -> list[Section]:
    fields = [one for one in drawing.form.fields if one.key in group.keys]
    mine = [one for one in fields if one.belongs_to(drawing.part)]
    drawn = [_field(one, drawing) for one in mine] if mine else _readonly(fields, drawing)
    if not drawn:
        return []
    title, description = group.title.say(drawing.language), group.description.say(drawing.language)
    return [Section(f"s-{group.id}", title, description, _zone_of(drawing.form, group), not mine, tuple(drawn))]


def _readonly(fields: Sequence[Field], drawing: _Drawing) -> list[FieldView]:
    """What another task has answered, as far as the reader may see it. What she may not see is absent, not masked."""
    open_to = [one for one in fields if _may_read(one, drawing)]
    answered = [one for one in open_to if one.type != "note" and drawing.values.get(one.path) not in (None, "", [])]
    return [replace(_field(one, drawing), readonly=True, hidden=False, required=False) for one in answered]


def _field(one: Field, drawing: _Drawing) -> FieldView:
    answer = drawing.kept.get(one.path) if one.type == "computed" else drawing.values.get(one.path)
    if one.type == "computed" and answer is None:
        answer = drawing.values.get(one.path)
    drawn = _question(one, one.path, answer, drawing)
    hidden = one.path not in drawing.shown or (one.type == "computed" and not _may_read(one, drawing))
    rows = _rows(one, answer, drawing)
    return replace(drawn, hidden=hidden, rows=rows, add=one.path if rows or drawn.kind == "list" else "")


def _may_read(one: Field, drawing: _Drawing) -> bool:
    """What the server computed may come from facts that this reader may not see."""
    return drawing.zones is None or one.zone in drawing.zones


def _question(
    one: Field, path: str, answer: Any, drawing: _Drawing, context: Mapping[str, object] | None = None
) -> FieldView:
    options = _options(one, drawing, context or drawing.context)
    kind = _kind(one, options)
    as_written = written(one, answer) if not isinstance(answer, list | dict) else ""
    return FieldView(
        id=input_id(path), name=path, kind=kind, label=one.label.say(drawing.language),
        hint=(one.description or HINTS.get(kind, Text())).say(drawing.language), required=one.required and one.asked,
        value=as_written, words=readable(one, answer, options, drawing.language) if kind != "list" else "",
        options=_choices(path, options, _chosen(one, answer), drawing.language) if kind not in {"list", "computed"} else (),
        error=drawing.errors.get(path, ""), depends_on=_reads(one), affects=one.key in drawing.read_by_others,
        max_length=one.rules.max_length if one.type == "text" else None, zone=one.zone,
    )  # fmt: skip  # one field, in the order of the class


def _kind(one: Field, options: Sequence[Option]) -> str:
    if one.kind in {"tags", "checklist"}:
        return "list" if len(options) > MOST_BOXES else "checklist"
    return one.kind


def _options(one: Field, drawing: _Drawing, context: Mapping[str, object]) -> tuple[Option, ...]:
    computed = value_of(one.options_from, context) if one.options_from else None
    listed = computed if isinstance(computed, list | tuple) else []
    more = tuple(
        Option(str(entry.get("value")), Text(str(entry.get("label") or entry.get("value"))))
        if isinstance(entry, Mapping)
        else Option(str(entry), Text(str(entry)))
        for entry in listed
    )
    return (*offered(one, drawing.options), *more)


def _chosen(one: Field, answer: Any) -> frozenset[str]:
    answers = answer if isinstance(answer, list) else [answer]
    return frozenset(written(one, value) for value in answers if value not in (None, ""))


def _choices(path: str, options: Sequence[Option], chosen: frozenset[str], language: Language) -> tuple[Choice, ...]:
    return tuple(
        Choice(f"{input_id(path)}-{at}", option.value, option.label.say(language), option.value in chosen)
        for at, option in enumerate(options, start=1)
    )


def _reads(one: Field) -> tuple[str, ...]:
    return tuple(sorted({name for condition in one.hidden_when for name in condition.names} - BUILT_IN))


def _rows(one: Field, answer: Any, drawing: _Drawing) -> tuple[RowView, ...]:
    """The lines of a list, at least one to write in; of a long list of choices, a line with one choice each."""
    if one.type == "list":
        lines = [line if isinstance(line, dict) else {} for line in answer] if isinstance(answer, list) else []
        return tuple(_row(one, line, at, drawing) for at, line in enumerate(lines or [{}]))
    if _kind(one, _options(one, drawing, drawing.context)) == "list":
        codes = answer if isinstance(answer, list) else [answer] if answer else []
        return tuple(_single(one, code, at, drawing) for at, code in enumerate(codes or [""]))
    return ()


def _row(one: Field, line: Mapping[str, Any], at: int, drawing: _Drawing) -> RowView:
    around = f"{one.path}[{at}]"
    kept_lines = drawing.kept.get(one.path)
    kept = kept_lines[at] if isinstance(kept_lines, list) and at < len(kept_lines) else {}
    own = {column.key: seen(column, kept.get(column.path)) for column in one.fields}
    context = layered({**own, "this": own, "parent": drawing.context, "i": at + 1}, drawing.context)
    drawn = []
    for column in one.fields:
        answer = kept.get(column.path) if column.type == "computed" else line.get(column.path)
        question = _question(column, f"{around}.{column.path}", answer, drawing, context)
        hidden = any(value_of(condition, context) is True for condition in column.hidden_when)
        drawn.append(replace(question, hidden=hidden, affects=question.affects or _read_in_rows(one, column)))
    return RowView(at + 1, tuple(drawn), around)


def _read_in_rows(one: Field, column: Field) -> bool:
    return any(column.key in expression.names for other in one.fields for expression in _expressions(other))


def _single(one: Field, code: Any, at: int, drawing: _Drawing) -> RowView:
    drawn = _question(
        replace(one, kind="select", type="enum"), one.path, code if isinstance(code, str) else "", drawing
    )
    return RowView(at + 1, (replace(drawn, id=f"{drawn.id}-{at}", kind="select"),), f"{one.path}[{at}]")


def _summary(errors: Sequence[FieldError], language: Language) -> tuple[tuple[str, str], ...]:
    return tuple((input_id(error.path), error.say(language)) for error in errors)


def input_id(path: str) -> str:
    """The id of the input with this name: "goals[0].action" is "f-goals-0-action"."""
    return "f-" + re.sub(r"[^A-Za-z0-9_]+", "-", path).strip("-")

"""A valid set of answers for a form: for rehearsals, demonstrations and tests. Says nothing about any person."""

from collections.abc import Mapping
from datetime import date, timedelta

from forms.clean import choices, clean
from forms.lists import offered
from forms.model import Field, Form, Options

ROUNDS = 8  # answers open further questions; no form nests deeper than this
WORDS = "Voorbeeld"
SHAPED = {"phone": "+31 6 12345678", "email": "naam@voorbeeld.example"}


def example_answers(
    form: Form,
    *,
    facts: Mapping[str, object],
    options: Options | None = None,
    part: str | None = None,
    given: Mapping[str, object] | None = None,
) -> dict[str, object]:
    """The `given` answers with every other required question of the part filled in.

    What cannot be filled by type alone (a choice that a check refuses) is left to `given`: cleaning says so.
    """
    answers = dict(given or {})
    for _ in range(ROUNDS):
        cleaned = clean(form, answers, facts=facts, options=options, part=part)
        missing = [error.path for error in cleaned.errors if error.code.startswith("required")]
        if not missing:
            break
        for path in missing:
            _fill(answers, form, path, facts, options or {})
    return answers


def _fill(answers: dict[str, object], form: Form, path: str, facts: Mapping[str, object], options: Options) -> None:
    """Put an answer at a path such as `goals` or `goals[0].action`."""
    top, bracket, rest = path.partition("[")
    question = next(field for field in form.fields if field.path == top)
    if not bracket:
        answers[path] = _answer(question, facts, options)
        return
    number, _, column_path = rest.partition("].")
    column = next(field for field in question.fields if field.path == column_path)
    rows = answers[top]
    if isinstance(rows, list):
        rows[int(number)][column_path] = _answer(column, facts, options)


def _answer(field: Field, facts: Mapping[str, object], options: Options) -> object:
    today = facts.get("today")
    day = today if isinstance(today, date) else date(2027, 1, 4)
    match field.type:
        case "boolean":
            return True
        case "enum":
            return _first(field, facts, options)
        case "set":
            return [_first(field, facts, options)]
        case "number" | "scale" | "integer":
            return field.rules.minimum or "1"
        case "money":
            return field.rules.minimum or "100.00"
        case "date":
            return (day + timedelta(days=14)).isoformat()
        case "dateTime":
            return f"{(day + timedelta(days=4)).isoformat()}T10:00"
        case "time":
            return "10:00"
        case "list":
            return [{column.path: _answer(column, facts, options) for column in field.fields if column.required}]
        case _ if field.rules.shape:
            return SHAPED[field.rules.shape]
        case _:
            return (WORDS * 40)[: max(len(WORDS), field.rules.min_length or 0)]


def _first(field: Field, facts: Mapping[str, object], options: Options) -> str:
    listed = [option.value for option in offered(field, options)] or sorted(choices(field, options, facts))
    return listed[0] if listed else ""

"""A rehearsal whose people write a value of its own into every text field of every form they fill in."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from engine.acts.reports import PART
from engine.model import Actor, Case, Task
from engine.views import ReportReceipt
from forms.clean import clean
from forms.model import Field, Form
from perspectief.rehearsal import Rehearsal

PLAIN = "REG"  # the zone whose facts may stand readable in the database


@dataclass(frozen=True, slots=True)
class Canary:
    """A value that occurs once in the world: where it was written."""

    value: str
    case: int
    form: str
    path: str
    zone: str
    readable: bool  # a fact of the plain zone, or the alias: not sealed, by design


@dataclass(slots=True)
class Planting(Rehearsal):
    """Plays as others do, and remembers what it wrote."""

    canaries: dict[str, Canary] = field(default_factory=dict)
    asked: set[tuple[str, str]] = field(default_factory=set)  # (form, path) of every text that was asked

    def report(self, given: Mapping[str, object], actor: Actor | None = None) -> ReportReceipt:
        """A report whose own words are canaries too."""
        form, answers = self._form(*self.engine.reports.form()), dict(given)
        for one in form.of_part(PART if PART in form.parts else None):
            if one.path not in given and not one.required and one.rules.pattern is None:
                self._plant(answers, one, form, 0)
        before = self._newest_case()
        receipt = Rehearsal.report(self, answers, actor)
        made = self._newest_case()  # whoever reports is not told of it before the person who is invited answers
        for canary in [one for one in self.canaries.values() if one.case == 0]:
            self.canaries[canary.value] = replace(canary, case=made if made > before else -1)
        return receipt

    def _newest_case(self) -> int:
        with self.engine.desk.store.reading() as reader:
            return max((case.id for case in reader.find(Case, newest=True, limit=1)), default=0)

    def filled(
        self,
        task: Task,
        given: Mapping[str, object],
        known: Mapping[str, object],
        facts: Mapping[str, object],
        options: Mapping[str, list[str]],
    ) -> dict[str, object]:
        """What others would answer, with a canary in every text that the story does not give."""
        answers = Rehearsal.filled(self, task, given, known, facts, options)
        form = cast("Form", self.engine.definitions.form(task.form or "", task.form_version))
        for one in form.of_part(task.part):
            if one.path not in given and one.path not in _steering(form):
                self._plant(answers, one, form, task.case)
        refused = {error.path for error in clean(form, answers, facts=facts, options=options, part=task.part).errors}
        for path in refused & answers.keys():
            del answers[path]  # a text that must look in some way: the example stands again
        return Rehearsal.filled(self, task, {**answers, **given}, {}, facts, options) if refused else answers

    def _plant(self, answers: dict[str, object], one: Field, form: Form, case: int) -> None:
        if one.type == "text" and one.asked and not one.rules.shape:
            answers[one.path] = self._mint(one, form, case, one.path)
        rows = answers.get(one.path)
        if one.type == "list" and isinstance(rows, list):
            for row in cast("list[dict[str, Any]]", rows):
                for column in one.fields:
                    if column.type == "text" and not column.rules.shape:
                        row[column.path] = self._mint(column, form, case, f"{one.path}[].{column.path}")

    def _mint(self, one: Field, form: Form, case: int, path: str) -> str:
        value = f"kanarie{len(self.canaries):06d}q"
        self.asked.add((form.id, path))
        readable = bool(one.fact) and one.zone == PLAIN
        self.canaries[value] = Canary(value, case, form.id, path, one.zone, readable)
        return value


def _steering(form: Form) -> frozenset[str]:
    """What computed facts read: a text where a story leaves none would send it down another road."""
    read = [one.expression.names for one in form.fields if one.type == "computed" and one.fact and one.expression]
    return frozenset[str]().union(*read)


def texts(engine: Any) -> set[tuple[str, str]]:
    """(form, path) of every text that any form asks."""
    found: set[tuple[str, str]] = set()
    for form in cast("list[Form]", engine.definitions.forms()):
        for one in form.fields:
            if one.type == "text" and one.asked:
                found.add((form.id, one.path))
            found |= {(form.id, f"{one.path}[].{column.path}") for column in one.fields if column.type == "text"}
    return found

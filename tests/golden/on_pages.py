"""Fills in the form on a page as a person does: finds each question by its words, answers, waits for what an answer opens."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, Response, expect

from forms.clean import clean
from forms.lists import offered
from forms.model import Field, Form, Option
from forms.shown import written
from forms.view import MOST_BOXES

ROUNDS = 6  # an answer may open a question above it; no form needs more rounds than this
YES_NO = {"true": "Ja", "false": "Nee"}


@dataclass(frozen=True)
class Paper:
    """A form with what it depends on: the part that is asked, the facts, and the choices of the running system."""

    form: Form
    part: str | None
    facts: Mapping[str, object]
    options: Mapping[str, Sequence[Option]]

    def kept(self, answers: Mapping[str, object]) -> dict[str, object]:
        """The answers to the questions that apply: only those stand on the page."""
        found = clean(self.form, answers, facts=self.facts, options=self.options, part=self.part)
        assert not found.errors, found.errors
        return {path: value for path, value in found.flat.items() if value not in (None, "", [])}

    def words(self, field: Field, value: object) -> str:
        """What stands beside a choice, or in an input."""
        text = written(field, value)
        labels = {option.value: option.label.nl for option in offered(field, self.options)}
        return labels.get(text) or (YES_NO.get(text, text) if field.type == "boolean" else text)

    def kind(self, field: Field) -> str:
        """How the page draws a question: a long list of choices as lines with one choice each."""
        if field.kind in {"tags", "checklist"}:
            return "lines" if len(offered(field, self.options)) > MOST_BOXES else "checklist"
        return field.kind


@dataclass(frozen=True)
class Pen:
    """Somebody before a page with a form."""

    page: Page
    paper: Paper

    def fill_in(self, answers: Mapping[str, object]) -> None:
        """Answer every question that applies, from top to bottom."""
        kept = self.paper.kept(answers)
        left = [field for field in self.paper.form.of_part(self.paper.part) if field.asked and field.path in kept]
        for _ in range(ROUNDS):
            left = [field for field in left if not self._answer(self.page.locator("#vragen"), field, kept[field.path])]
        assert left == [], f"not on the page: {[field.label.nl for field in left]}"

    def _answer(self, within: Locator, field: Field, value: object) -> bool:
        """Answer one question; False when it is not on the page, or not yet."""
        answer, role = {
            "radio": (self._tick_one, "radiogroup"),
            "scale": (self._tick_one, "radiogroup"),
            "checklist": (self._tick_all, "group"),
            "checkbox": (self._tick_box, "checkbox"),
            "select": (self._choose, "combobox"),
            "lines": (self._choose_lines, "group"),
            "list": (self._fill_lines, "group"),
        }.get(self.paper.kind(field), (self._write, "textbox"))
        found = within.get_by_role(role, name=called(field))  # type: ignore[arg-type] # one of the roles above
        if not found.count():
            return False
        answer(found, field, value)
        return True

    def _tick_one(self, group: Locator, field: Field, value: object) -> None:
        self._tick(group.get_by_role("radio", name=self.paper.words(field, value), exact=True))

    def _tick_all(self, group: Locator, field: Field, values: object) -> None:
        for value in several(values):
            self._tick(group.get_by_role("checkbox", name=self.paper.words(field, value), exact=True))

    def _tick_box(self, box: Locator, field: Field, value: object) -> None:
        if value is True:
            self._tick(box)

    def _tick(self, box: Locator) -> None:
        if not box.is_checked():
            self._followed(box, box.check)

    def _choose(self, chooser: Locator, field: Field, value: object) -> None:
        words = self.paper.words(field, value)
        if chooser.locator("option:checked").inner_text() != words:
            self._followed(chooser, lambda: chooser.select_option(label=words))

    def _write(self, box: Locator, field: Field, value: object) -> None:
        text = written(field, value)

        def write() -> None:
            box.fill(text)
            box.blur()

        if box.input_value() != text:
            self._followed(box, write)

    def _choose_lines(self, group: Locator, field: Field, values: object) -> None:
        for at, value in enumerate(several(values)):
            self._choose(self._line(group, at).get_by_role("combobox"), field, value)

    def _fill_lines(self, group: Locator, field: Field, rows: object) -> None:
        for at, row in enumerate(several(rows)):
            assert isinstance(row, dict)
            for column in (one for one in field.fields if one.asked and row.get(one.path) is not None):
                assert self._answer(self._line(group, at), column, row[column.path]), column.label.nl

    def _line(self, group: Locator, at: int) -> Locator:
        if group.get_by_role("listitem").count() <= at:
            group.get_by_role("button", name="Regel toevoegen").click()
        return group.get_by_role("listitem").nth(at)

    def _followed(self, control: Locator, act: Callable[[], object]) -> None:
        """Act, and when other questions look at this one, wait until the page has brought itself up to date."""
        if control.get_attribute("data-affects") is None:
            act()
            return
        with self.page.expect_response(is_refresh):
            act()
        expect(self.page.locator("form.ask")).not_to_have_class(re.compile("htmx-"))


def called(field: Field) -> re.Pattern[str]:
    """A question by its own words; one that may be left open says so behind them."""
    label = r"\s+".join(re.escape(word) for word in field.label.nl.split())
    return re.compile(rf"^\s*{label}(\s+\(niet verplicht\))?\s*$")


def several(values: object) -> list[object]:
    return list(values) if isinstance(values, list) else [values]


def is_refresh(answer: Response) -> bool:
    return answer.url.endswith(("/velden", "/vragen"))

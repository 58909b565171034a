"""A house in which everything that anybody can name or write is a text that a browser could run."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from typing import Any, cast
from xml.sax.saxutils import escape

from flask import Flask

from engine import store as store_room
from engine.model import Account, Case, Organisation, Sealed
from forms.clean import clean
from forms.model import Form
from tests.engine.cast import Stage, asks, drawn, pathway, stage
from tests.kernel.drawing import end, start
from tests.security.xss.payloads import PAYLOADS
from tests.web.world import Visitor, application

DOER = "samira"  # does what a support worker does, at the hub


@dataclass
class House:
    """The case, and per form and part the task that asks it."""

    here: Stage
    app: Flask
    case: Case
    tasks: dict[tuple[str, str], int] = field(default_factory=dict)
    fields: int = 0  # texts that hold a payload

    def visit(self, login: str) -> Visitor:
        visitor = Visitor(self.app.test_client())
        visitor.post("/aanmelden/voorbeeld", login=login, on="/aanmelden")
        return visitor

    def content(self) -> list[Sealed]:
        return self.here.find(Sealed, case=self.case.id)


def named(number: int) -> str:
    """The name of a diagram's step: a payload, as XML writes it."""
    return escape(PAYLOADS[number % len(PAYLOADS)], {'"': "&quot;"})


def diagrams(forms: list[Form]) -> dict[str, bytes]:
    """A process for every part of every form, whose one step is named by a payload."""
    files: dict[str, bytes] = {}
    for number, (form, part) in enumerate(asked(forms)):
        parts: dict[str, Any] = {"part": part} if part else {}
        step = asks(f"Stap{number}", form_id=form.id, **parts).replace(
            f'name="Stap{number}"', f'name="{named(number)}"'
        )
        text = drawn(f"start Stap{number} end", start(), step, end(), ident=f"Vreemd{number}", messages=())
        files[f"vreemd/Vreemd{number}.bpmn"] = text
    return files


def asked(forms: list[Form]) -> list[tuple[Form, str]]:
    """Every form with every part of it."""
    return [(form, part) for form in forms for part in (sorted(form.parts) or [""])]


@contextmanager
def house(folder: Path) -> Iterator[House]:
    """The house, served from a file so that a browser can ask in parallel."""
    with stage(pathway()) as before:
        forms = cast("list[Form]", before.engine.definitions.forms())
    store = store_room.open(f"sqlite:///{folder / 'xss.db'}")
    with stage(pathway() | diagrams(forms), store) as here:
        _rename(here)
        made = House(here, application(here.engine), here.open_case("Vreemd0"))
        here.act(made.case, lambda run: run.change_case(alias=PAYLOADS[0]))
        _aliases(here)
        for number, (form, part) in enumerate(asked(forms)):
            _write(made, number, form, part)
        yield made


def _rename(here: Stage) -> None:
    """Organisations and people with such names."""
    with here.engine.desk.store.begin() as tx:
        for row, text in zip(tx.find(Organisation), cycle(PAYLOADS), strict=False):
            tx.change(row, name=text)
        for account, text in zip(tx.find(Account), cycle(reversed(PAYLOADS)), strict=False):
            tx.change(account, name=text)


def _aliases(here: Stage) -> None:
    """A case for every payload, which is its alias."""
    for text in PAYLOADS:
        other = here.open_case("Vreemd0")
        here.act(other, lambda run, text=text: run.change_case(alias=text))  # type: ignore[misc] # the text of this round


def _write(made: House, number: int, form: Form, part: str) -> None:
    """The task of a part, with a draft in which every text is payloads."""
    here, made_by = made.here, made.here.who(DOER)
    if number:
        here.act(made.case, lambda run: run.start(f"Vreemd{number}"))
    (task,) = [row for row in here.tasks(made.case) if row.element == f"Stap{number}"]
    answers: dict[str, object] = {}
    lots = cycle(PAYLOADS[number % len(PAYLOADS) :] + PAYLOADS[: number % len(PAYLOADS)])
    for one in form.of_part(part or None):
        if one.type == "text" and one.asked:
            answers[one.path] = fitting(lots, one.rules.max_length)
    refused = {error.path for error in clean(form, answers, facts={}, part=part or None).errors}
    made.fields += len(answers.keys() - refused)
    here.engine.tasks.save_draft(made_by, task.id, answers)
    made.tasks[form.id, part] = task.id


def fitting(lots: Iterator[str], most: int | None) -> str:
    """As many payloads as a field takes; at least one."""
    text = next(lots)
    for more in islice(lots, 5):
        if len(text) + len(more) + 1 < (most or 400):
            text = f"{text} {more}"
    return text

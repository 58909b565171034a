"""The own page: my plan in my words, what happens next, my consents, who looked and why."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

import forms
from engine.acts.own.page import OpenedForm, OwnView
from engine.escalation import HIDDEN, LADDER
from engine.views import DecisionView, NowItem
from web import asking, here, known, reasons, texts
from web.pages.person import speech
from web.pages.person.door import person

page = Blueprint("page", __name__)

FAR = datetime.max
MOST_READS = 20
OWN_WORDS = ("myWish", "myFears", "myNeeds", "myGoals", "doNotDo", "cannotReason")


@page.get("/")
def show() -> str:
    """Everything on one page, which prints as it is."""
    own = here.engine().own.page(person())
    return render_template(
        "person/page.html",
        own=own,
        plan=plan_words(own.plan),
        steps=steps(own),
        what=what,
        late=late,
        sources=sources,
        known=texts.known,
        tasks=my_tasks(own),
        may_return=here.engine().returning.possible(person()),
        reads=reads(own),
        decisions=reasons.said(row for view in (own.view, *own.related) for row in view.decisions),
        **speech.words(),
    )


@page.post("/toestemming/<int:consent>/intrekken")
def withdraw(consent: int) -> Response:
    """Takes a consent back: one button, no reason asked."""
    here.engine().own.withdraw(person(), consent)
    return redirect(url_for("web.person.page.show", _anchor="toestemming"))


def plan_words(opened: Iterable[OpenedForm]) -> list[known.Words]:
    """What the person said, in the person's words: the newest answer to each question about the own voice."""
    found: dict[str, known.Words] = {}
    for one in opened:
        form = asking.form_of(one.form, one.form_version)
        said = {path: value for path, value in one.values.items() if path in OWN_WORDS and value}
        for path, value in said.items():
            rows = known.of_form(form, {path: value}, speech.base_language())
            found.setdefault(path, rows[0])
    return [found[name] for name in OWN_WORDS if name in found]


@dataclass(frozen=True, slots=True)
class Shown:
    """A step on the page, with the rungs of the ladder at which somebody decides because this step is late."""

    item: NowItem
    rungs: tuple[NowItem, ...] = ()


def steps(own: OwnView) -> list[Shown]:
    """What happens next, soonest first: in the own case and in the care cases. One thing that several parts wait for is said once."""
    items = _once(own, (item for view in (own.view, *own.related) for item in view.now))
    often = Counter[tuple[int | None, str | None]]((item.instance, item.element) for item in items)
    late = {item.task: own.spoken.late_step(item) for item in items if own.spoken.of(item)}
    beneath = {task: step for task, step in late.items() if step and often[step] == 1}
    rows = [
        Shown(item, tuple(rung for rung in items if beneath.get(rung.task) == (item.instance, item.element)))
        for item in items
        if item.task not in beneath
    ]
    return sorted(rows, key=lambda row: (row.item.term.due_at is None, row.item.term.due_at or row.item.since))


def _once(own: OwnView, items: Iterable[NowItem]) -> list[NowItem]:
    kept: dict[object, NowItem] = {}
    for item in items:
        same = tuple(own.spoken.of(item).values()) if item.kind == "message" else ()
        kept.setdefault((same, item.term.due_at) if same else (item.instance, item.element, item.task), item)
    return list(kept.values())


def what(own: OwnView, item: NowItem) -> str:
    """What happens at this step in the person's words and language; empty when its designer wrote none."""
    return own.spoken.of(item).get(speech.language(), "")


def late(own: OwnView, item: NowItem) -> str | speech.Foreign:
    """What is late, for a rung of the ladder (`L2: teamleider · Intake`): in the person's words, else as staff call it. Else empty."""
    _, _, about = item.name.partition(" · ") if item.process in LADDER else ("", "", "")
    said = own.spoken.late_at(item).get(speech.language(), "")
    return said if said or about in ("", HIDDEN) else speech.foreign(about)


def sources(row: DecisionView) -> list[tuple[str, str]]:
    """Where the rules of a decision come from and who approved them, each once."""
    return list(dict.fromkeys((line.source, line.approver) for line in row.lines if line.source))


def my_tasks(own: OwnView) -> frozenset[int]:
    """The tasks that are the person's own to do."""
    label = here.engine().vocabulary.role("persoon.zelf")
    names = {label.label, label.label_en} if label else set()
    return frozenset(item.task for item in own.view.now if item.task and item.lane_label in names)


Look = tuple[datetime, str, tuple[str, ...], str]


def reads(own: OwnView, most: int | None = MOST_READS) -> list[Look]:
    """Who looked at which parts and why, newest first, all of them for None; the person's own looking is left out. Parts that
    somebody opened in one minute for one reason are one look."""
    rows = [row for view in (own.view, *own.related) for row in view.reads if row[3] != "own"]
    looks: dict[tuple[datetime, str, str], list[str]] = {}
    for at, who, zone, why in sorted(rows, reverse=True):
        parts = looks.setdefault((at.replace(second=0, microsecond=0), who, why), [])
        if zone not in parts:
            parts.append(zone)
    return [(at, who, tuple(parts), why) for (at, who, why), parts in looks.items()][:most]


def shown_form(one: OpenedForm) -> tuple[str, list[known.Words]]:
    """The title of a form and its answers in words."""
    form = asking.form_of(one.form, one.form_version)
    spoken: forms.model.Language = "en" if speech.base_language() == "en" else "nl"
    return form.title.say(spoken), known.of_form(form, one.values, speech.base_language())

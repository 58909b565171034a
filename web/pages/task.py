"""One task: its form, and what may be done with it. Nothing that was typed is lost, whoever got there first."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

import forms
from engine.errors import Conflict, Invalid, PerspectiefError
from engine.views import TaskView
from web import asking, here, words
from web.pages.errors import status_of
from web.texts import say

page = Blueprint("task", __name__, url_prefix="/taken/<int:task>")

PERSON = "persoon"  # the lane whose tasks the case director does on behalf of the person


@page.get("")
def show(task: int) -> str:
    """The task with its form: the actor's own draft, or what is known already."""
    view = here.engine().tasks.view(here.actor(), task)
    return _page(view, view.values)


@page.post("")
def send(task: int) -> str | tuple[str, int] | Response:
    """One form, several buttons: complete, keep as draft, bring the questions up to date, add or take away a row."""
    view = here.engine().tasks.view(here.actor(), task)
    answers = asking.answers(request.form)
    match request.form.get("doe", "").partition(":"):
        case ("bewaren", _, _):
            here.engine().tasks.save_draft(here.actor(), task, answers)
            flash("task.draft_kept")
            return redirect(url_for("web.task.show", task=task))
        case ("rij-erbij", _, place):
            return _page(view, forms.add_row(answers, place))
        case ("rij-weg", _, place):
            return _page(view, forms.remove_row(answers, place))
        case ("bijwerken", _, _):
            return _page(view, answers)
        case _:
            return _complete(view, answers)


def _complete(view: TaskView, answers: Mapping[str, Any]) -> str | tuple[str, int]:
    """1. Complete. 2. Answers that are not right come back with the errors. 3. Somebody else was first: say who, keep the answers."""
    task = view.task.id
    try:
        done = here.engine().tasks.complete(
            here.actor(),
            task,
            answers,
            version=request.form.get("versie", type=int),
            key=request.form.get("sleutel") or None,
            on_behalf_of=PERSON if view.task.lane == PERSON else None,
        )
    except Invalid as invalid:
        _keep(task, answers)
        return _page(view, answers, errors=invalid.fields), 422
    except Conflict as conflict:
        return _refused(task, answers, conflict)
    return render_template("completed.html", done=done, task=view.task, case=view.case)


def _refused(task: int, answers: Mapping[str, Any], why: PerspectiefError) -> tuple[str, int]:
    kept = _keep(task, answers)
    now = here.engine().tasks.view(here.actor(), task)
    return _page(now, answers, refused=why.text(here.language()), kept=kept), status_of(why)


def _keep(task: int, answers: Mapping[str, Any]) -> bool:
    """Keeps what was typed as a draft where the engine allows it. A refusal here must not hide why the task itself was refused."""
    try:
        here.engine().tasks.save_draft(here.actor(), task, answers)
    except PerspectiefError:
        return False
    return True


@page.post("/velden")
def refresh(task: int) -> str:
    """The questions alone, for a page that brings itself up to date while somebody answers."""
    view = here.engine().tasks.view(here.actor(), task)
    answers = asking.answers(request.form)
    return render_template("form/fields.html", asked=asking.draw(view, answers))


@page.post("/concept")
def draft(task: int) -> Response:
    """Keeps what is being typed. Answers with the time in words, for the line under the form."""
    saved = here.engine().tasks.save_draft(here.actor(), task, asking.answers(request.form))
    language = here.language()
    return jsonify(text=say(language, "task.draft_at", time=words.time(saved, language)))


@page.post("/oppakken")
def claim(task: int) -> Response:
    """Takes the task, and opens it."""
    here.engine().tasks.claim(here.actor(), task, version=_version())
    return redirect(url_for("web.task.show", task=task))


@page.post("/loslaten")
def release(task: int) -> Response:
    """Gives the task back to the team."""
    here.engine().tasks.release(here.actor(), task, version=_version())
    return _to_worklist("task.released")


@page.post("/overdragen")
def reassign(task: int) -> Response | tuple[str, int]:
    """Gives the task to a colleague, with a reason."""
    reason = request.form.get("reden", "").strip()
    if not reason or _colleague() is None:
        return _incomplete(task, "task.reassign_missing")
    here.engine().tasks.reassign(here.actor(), task, _colleague(), reason, version=_version())
    return _to_worklist("task.reassigned")


@page.post("/vragen")
def delegate(task: int) -> Response | tuple[str, int]:
    """Asks a colleague to do it, and gets it back after that."""
    if _colleague() is None:
        return _incomplete(task, "task.delegate_missing")
    here.engine().tasks.delegate(here.actor(), task, _colleague(), version=_version())
    return _to_worklist("task.delegated")


@page.post("/teruggeven")
def hand_back(task: int) -> Response:
    """Gives the task back to whoever asked."""
    here.engine().tasks.hand_back(here.actor(), task, version=_version())
    return _to_worklist("task.handed_back")


def _version() -> int | None:
    return request.form.get("versie", type=int)


def _colleague() -> int | None:
    return request.form.get("wie", type=int)


def _to_worklist(message: str) -> Response:
    flash(message)
    return redirect(url_for("web.worklist.show"))


def _incomplete(task: int, message: str) -> tuple[str, int]:
    view = here.engine().tasks.view(here.actor(), task)
    return _page(view, view.values, wrong=say(here.language(), message)), 422


def _page(
    view: TaskView,
    values: Mapping[str, Any],
    *,
    errors: tuple[Any, ...] = (),
    refused: str | None = None,
    kept: bool = False,
    wrong: str | None = None,
) -> str:
    return render_template(
        "task.html",
        view=view,
        asked=asking.draw(view, values, errors) if view.form else None,
        errors=errors,
        refused=refused,
        kept=kept,
        wrong=wrong,
        key=request.form.get("sleutel") or uuid4().hex,
        on_behalf=view.task.lane == PERSON,
    )

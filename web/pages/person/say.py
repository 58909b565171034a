"""What the person says: stop, pause, doubt, complain, use a right, do an own task."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.acts.own.page import COMPLAINT_PART, RIGHTS, SAID
from engine.errors import Invalid
from engine.views import TaskView
from web import asking, here
from web.pages.person import speech
from web.pages.person.door import person

page = Blueprint("say", __name__)


@page.get("/zeg/<what>")
def ask(what: str) -> str:
    """Says what will happen, before the person says it."""
    if what not in SAID:
        abort(404)
    return render_template("person/say.html", what=what, **speech.words())


@page.post("/zeg/<what>")
def tell(what: str) -> Response:
    """Says it. It works at once."""
    here.engine().own.tell(person(), what)
    flash(f"mine.said.{what}")
    return redirect(url_for("web.person.page.show"))


@page.post("/recht")
def right() -> Response:
    """Asks for access, rectification, erasure, or objects."""
    wanted = request.form.get("recht", "")
    if wanted not in RIGHTS:
        abort(404)
    here.engine().own.ask(person(), wanted)
    flash("mine.right.asked")
    return redirect(url_for("web.person.page.show"))


@page.get("/vernietigen")
def ask_erase() -> str:
    """Says what goes, before the person destroys what the law closed. Absent while nothing is closed."""
    own = here.engine().own.page(person())
    if not own.closed:
        abort(404)
    return render_template("person/erase.html", closed=own.closed, **speech.words())


@page.post("/vernietigen")
def erase() -> Response:
    """Destroys it, with every copy."""
    here.engine().own.erase_closed(person())
    flash("mine.erase.done")
    return redirect(url_for("web.person.page.show"))


@page.get("/klacht")
def complain() -> str:
    """The complaint: with a visit about the own case, without one anonymous."""
    return _complaint({})


@page.post("/klacht")
def send_complaint() -> str | tuple[str, int] | Response:
    """Brings the complaint to the complaints office."""
    answers = asking.answers(request.form)
    try:
        who = here.person()
        if who is not None:
            here.engine().own.complain(who, answers)
            flash("mine.complaint.sent")
            return redirect(url_for("web.person.page.show"))
        reference = here.engine().own.complain_at_the_door(answers)
    except Invalid as invalid:
        return _complaint(answers, invalid.fields), 422
    return render_template("person/complained.html", reference=reference, **speech.words())


def _complaint(values: Mapping[str, Any], errors: Sequence[Any] = ()) -> str:
    form_id, version = here.engine().own.complaint_form()
    asked = asking.draw_form(form_id, version, values, part=COMPLAINT_PART, errors=errors)
    return render_template("person/complaint.html", asked=asked, errors=errors, **speech.words())


@page.get("/taken/<int:task>")
def task(task: int) -> str:
    """A task that is the person's own to do."""
    view = here.engine().tasks.view(person(), task)
    if "complete" not in view.may:
        abort(404)
    return _task(view, asking.draw(view, view.values))


@page.post("/taken/<int:task>")
def do(task: int) -> str | tuple[str, int] | Response:
    """Does the task; answers that are not right come back with what to mend."""
    view = here.engine().tasks.view(person(), task)
    answers = asking.answers(request.form)
    try:
        here.engine().tasks.complete(person(), task, answers, version=request.form.get("versie", type=int))
    except Invalid as invalid:
        asked = asking.draw(view, answers, invalid.fields)
        return _task(view, asked, invalid.fields), 422
    flash("mine.task.done")
    return redirect(url_for("web.person.page.show"))


def _task(view: TaskView, asked: asking.Asked, errors: Sequence[Any] = ()) -> str:
    own = here.engine().own
    return render_template(
        "person/task.html",
        task=view.task,
        said=own.words_of(view.task).get(speech.language()),
        asked=asked,
        own_readers=own.readers(replace(person(), language=speech.base_language()), view.task, asked.readers),
        errors=errors,
        **speech.words(),
    )

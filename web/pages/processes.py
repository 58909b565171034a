"""The processes: their versions, how many people are where, and bringing in a new version."""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine import access
from engine.errors import NotAllowed, NotFound, Refused
from engine.views import DefinitionView, Finding
from web import here
from web.changes import Change, change, named_steps
from web.renewal import renewals

page = Blueprint("processes", __name__)

CARRIED = "bestand:"  # a checked file travels back with the page, so that exactly what was checked is what goes in


@page.get("/processen")
def show() -> str:
    """All processes in use."""
    engine, actor = here.engine(), here.actor()
    told = bool(engine.messages.signals(actor))
    return render_template("processes.html", processes=engine.definitions.processes(actor), tells_all=told)


@page.get("/processen/<key>")
def one(key: str) -> str:
    """One process: its drawing with the number of people at each step, and its versions."""
    definitions = here.engine().definitions
    versions = definitions.versions(here.actor(), "process", key)
    if not versions:
        raise NotFound()
    wanted = request.args.get("versie", type=int)
    chosen = next((item for item in versions if item.version == wanted), None) or active_of(versions)
    counts = definitions.counts(here.actor(), chosen.id)
    text = definitions.source(here.actor(), chosen.id)
    steps = named_steps(text)
    busy = [step for step in steps if counts.get(step[0])]
    return render_template(
        "process.html",
        process=chosen,
        versions=versions,
        changed=_changed(versions, chosen, text),
        counts=counts,
        busy=busy,
        quiet=[s for s in steps if s not in busy],
    )


def _changed(versions: Sequence[DefinitionView], chosen: DefinitionView, text: str) -> Change | None:
    """What a version that came after the one in use changes; None for any other."""
    now = active_of(versions)
    if chosen.version <= now.version:
        return None
    return change(chosen.key, now, here.engine().definitions.source(here.actor(), now.id), text)


@page.get("/processen/<int:definition>.bpmn")
def source(definition: int) -> Response:
    """The diagram as it was brought in."""
    text = here.engine().definitions.source(here.actor(), definition)
    return Response(text, mimetype="application/xml")


@page.get("/processen/inbrengen")
def ask() -> str:
    """Which files to bring in."""
    _must_design()
    return render_template("deploy.html")


@page.post("/processen/inbrengen")
def bring_in() -> str | tuple[str, int] | AnyResponse:
    """First a dry run that says what is wrong and where; then, with the same files, the real thing."""
    _must_design()
    files = posted_files()
    if not files:
        return render_template("deploy.html", nothing=True), 422
    for_real = request.form.get("doe") == "inbrengen"
    try:
        answer = here.engine().definitions.deploy(files, here.actor(), dry_run=not for_real)
    except Refused as refused:
        return _checked(files, cast("tuple[Finding, ...]", refused.findings), {}), 422
    if for_real and answer.bundle is not None:
        flash("deploy.active" if answer.active else "deploy.proposed")
        return redirect(url_for("web.processes.show"))
    return _checked(files, answer.findings, answer.sources)


def _must_design() -> None:
    if not access.designs(here.actor()):
        raise NotAllowed()


def _checked(files: Mapping[str, bytes], findings: Sequence[Finding], sources: Mapping[tuple[str, str], str]) -> str:
    fine = not any(finding.severity == "error" for finding in findings)
    return render_template(
        "deploy.html",
        checked=[(name, of_file(findings, name), text_of(content)) for name, content in files.items()],
        elsewhere=[finding for finding in findings if finding.file not in files],
        fine=fine,
        changes=renewals((kind, key, text) for (kind, key), text in sources.items()) if fine else [],
        carried={CARRIED + name: b64encode(content).decode() for name, content in files.items()} if fine else {},
    )


def posted_files() -> dict[str, bytes]:
    """The files of an upload, or those of the dry run before it; by their plain name."""
    uploaded = {name: file.read() for file in request.files.getlist("bestanden") if (name := plain_name(file.filename))}
    carried = {
        plain_name(key.removeprefix(CARRIED)): b64decode(value)
        for key, value in request.form.items()
        if key.startswith(CARRIED)
    }
    return uploaded or carried


def plain_name(name: str | None) -> str:
    """The last part of what a browser calls a file: no folders."""
    return (name or "").replace("\\", "/").rsplit("/", 1)[-1]


def text_of(content: bytes) -> str:
    """The content as text; what is no UTF-8 is shown with a mark in its place, the check has already refused it."""
    return content.decode("utf-8", "replace")


def of_file(findings: Iterable[Finding], name: str) -> list[Finding]:
    """What was found in one file."""
    return [finding for finding in findings if finding.file == name]


def active_of(versions: Sequence[Any]) -> Any:
    """The version that new cases get, else the newest."""
    return next((item for item in versions if item.active), max(versions, key=lambda item: item.version))

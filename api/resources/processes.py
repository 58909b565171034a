"""Processes: which there are, their versions and diagrams, and deploying files."""

import unicodedata

from flask import Response, request
from werkzeug.datastructures import FileStorage

from api import caller, words
from api.blueprint import Blueprint
from api.errors import WrongMedia, finding
from api.shapes.base import LARGEST
from api.shapes.processes import DeploymentAsked, DeploymentTold, ProcessesTold, ProcessTold, definition
from api.writing import answer, created
from engine.errors import Invalid, NotFound, Refused
from engine.ports import FieldProblem
from engine.views import DefinitionView, Deployment

resource = Blueprint("processes", "What happens: the diagrams, tables, forms and words that cases follow.")

LONGEST_NAME = 200
FILES = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "properties": {"files": {"type": "array", "items": {"type": "string", "format": "binary"}}},
                "required": ["files"],
            }
        }
    },
}


@resource.get("/processes")
@resource.response(200, ProcessesTold)
def find() -> Response:
    """The active version of every process."""
    return answer({"items": [definition(one) for one in caller.engine().definitions.processes(caller.actor())]})


@resource.get("/processes/<key>")
@resource.response(200, ProcessTold)
def show(key: str) -> Response:
    """The versions of a process, and how many cases stand at each element of the active one."""
    versions = _versions(key)
    active = next((one for one in versions if one.active), None)
    counts = caller.engine().definitions.counts(caller.actor(), active.id) if active else {}
    rows = [definition(one) for one in versions]
    return answer({"key": key, "name": versions[0].name, "versions": rows, "counts": counts})


@resource.get(f"/processes/<key>/<int(max={LARGEST}):version>.bpmn")
@resource.response(200, {"type": "string"}, content_type="application/xml", description="BPMN 2.0 XML")
def show_diagram(key: str, version: int) -> Response:
    """The diagram of one version, as it was deployed."""
    found = next((one for one in _versions(key) if one.version == version), None)
    if found is None:
        raise NotFound()
    source = caller.engine().definitions.source(caller.actor(), found.id)
    response = Response(source.encode(), content_type="application/xml; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=f"{found.key}-{version}.bpmn")
    return response


@resource.post("/processes")
@resource.doc(requestBody=FILES)
@resource.arguments(DeploymentAsked, location="query")
@resource.response(201, DeploymentTold)
@resource.alt_response(200, schema=DeploymentTold, description="A dry run, or nothing changed", success=True)
def deploy(asked: dict[str, bool]) -> Response:
    """Check files together with what is active, and put them to work when nothing is wrong. For process designers."""
    done = caller.engine().definitions.deploy(_files(), caller.actor(), dry_run=asked["dry_run"])
    if not asked["dry_run"] and done.bundle is None:
        raise Refused(done.findings)
    told = _deployment(done)
    return created(told) if done.definitions else answer(told)


def _versions(key: str) -> list[DefinitionView]:
    return caller.engine().definitions.versions(caller.actor(), "process", key)


def _deployment(done: Deployment) -> dict[str, object]:
    return {
        "bundle": done.bundle,
        "active": done.active,
        "findings": [finding(one) for one in done.findings],
        "definitions": [definition(one) for one in done.definitions],
    }


def _files() -> dict[str, bytes]:
    """The files of the request by name. Raises WrongMedia, and Invalid for names that are not one file's own."""
    if request.mimetype != "multipart/form-data":
        raise WrongMedia("Send the files as multipart/form-data.", "Stuur de bestanden als multipart/form-data.")
    if request.form:
        raise Invalid([_problem(words.visible(name), "unknown") for name in request.form])
    sent = request.files.to_dict(flat=False)
    uploads = [one for field in sent.values() for one in field]
    if not uploads:
        raise Invalid([_problem("files", "files")])
    names = [_name(one) for one in uploads]
    if len(set(names)) < len(names) or not all(names):
        raise Invalid([_problem("files", "filename")])
    return {name: one.stream.read() for name, one in zip(names, uploads, strict=True)}


def _name(upload: FileStorage) -> str:
    """The name of an upload; empty when it is none that people could read."""
    name = upload.filename or ""
    hidden = any(unicodedata.category(sign)[0] == "C" for sign in name)
    return "" if hidden or len(name) > LONGEST_NAME else name


def _problem(path: str, code: str) -> FieldProblem:
    nl, en = words.of(code)
    return FieldProblem(path, code, nl, en)

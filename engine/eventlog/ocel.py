"""The log as OCEL 2.0 (JSON): events of two kinds of objects, cases and the runs of processes in them. Pure."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from engine.eventlog.entry import Entry

EVENT_ATTRIBUTES = {
    "lifecycle": "string",
    "process": "string",
    "version": "integer",
    "element": "string",
    "lane": "string",
}
OBJECT_ATTRIBUTES = {"case": {}, "run": {"process": "string", "version": "integer"}}


def written(cases: Iterable[tuple[str, Iterable[Entry]]]) -> Iterator[str]:
    """The parts of the file, from the cases with their entries."""
    objects: dict[str, dict[str, Any]] = {}
    kinds: set[str] = set()
    yield '{"events": [\n'
    number = 0
    for case, entries in cases:
        objects[case] = {"id": case, "type": "case", "attributes": [], "relationships": []}
        for entry in entries:
            number += 1
            kinds.add(entry.activity)
            _note_run(objects, entry)
            yield (",\n" if number > 1 else "") + _json(_event(entry, number))
    yield '\n],\n"objects": ' + _json(list(objects.values()))
    yield ',\n"eventTypes": ' + _json([_type(kind, EVENT_ATTRIBUTES) for kind in sorted(kinds)])
    yield ',\n"objectTypes": ' + _json([_type(kind, of) for kind, of in OBJECT_ATTRIBUTES.items()]) + "}\n"


def _event(entry: Entry, number: int) -> dict[str, Any]:
    values = {name: getattr(entry, name) for name in EVENT_ATTRIBUTES}
    about = [{"objectId": entry.case, "qualifier": "case"}]
    if entry.run:
        about.append({"objectId": entry.run, "qualifier": "run"})
    return {
        "id": f"e{number}",
        "type": entry.activity,
        "time": entry.at.isoformat(),
        "attributes": [{"name": name, "value": value} for name, value in values.items()],
        "relationships": about,
    }


def _note_run(objects: dict[str, dict[str, Any]], entry: Entry) -> None:
    if entry.run and entry.run not in objects:
        at = entry.at.isoformat()
        of = {"process": entry.process, "version": entry.version}
        values = [{"name": name, "time": at, "value": value} for name, value in of.items()]
        objects[entry.run] = {
            "id": entry.run,
            "type": "run",
            "attributes": values,
            "relationships": [{"objectId": entry.case, "qualifier": "of"}],
        }


def _type(name: str, attributes: Mapping[str, str]) -> dict[str, Any]:
    return {"name": name, "attributes": [{"name": key, "type": kind} for key, kind in attributes.items()]}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

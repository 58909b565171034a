"""Small forms for tests, written as a designer's file would be."""

import json
from typing import Any

from forms import Cleaned, Form, clean, load

YES_NO = [{"label": "Ja", "value": "true"}, {"label": "Nee", "value": "false"}]


def source(*components: dict[str, Any], **more: Any) -> str:
    """The text of a form file with these components."""
    whole = {"type": "default", "id": "proef", "title": "Proef", "schemaVersion": 19, "components": list(components)}
    return json.dumps({**whole, **more})


def drawn(*components: dict[str, Any]) -> Form:
    """A form with these components."""
    return load(source(*components))


def question(kind: str, key: str, zone: str = "REG", **more: Any) -> dict[str, Any]:
    """A component with a zone; other properties go in as `properties`."""
    properties = {"zone": zone, **more.pop("properties", {})}
    return {"type": kind, "id": f"Field_{key}", "key": key, "label": key.capitalize(), "properties": properties, **more}


def yes_no(key: str, *more_values: str, **more: Any) -> dict[str, Any]:
    """A yes-no question, as radio buttons."""
    values = [*YES_NO, *({"label": value, "value": value} for value in more_values)]
    properties = {"type": "boolean", **more.pop("properties", {})}
    return question("radio", key, values=values, properties=properties, **more)


def choice(kind: str, key: str, *codes: str, **more: Any) -> dict[str, Any]:
    """A radio, select or checklist with these codes."""
    return question(kind, key, values=[{"label": code.capitalize(), "value": code} for code in codes], **more)


def rows(path: str, *columns: dict[str, Any], **properties: Any) -> dict[str, Any]:
    """A dynamic list with these columns."""
    return {
        "type": "dynamiclist",
        "id": f"List_{path}",
        "path": path,
        "label": path.capitalize(),
        "properties": {"zone": "REG", **properties},
        "components": list(columns),
    }


def group(name: str, *components: dict[str, Any], part: str = "", **more: Any) -> dict[str, Any]:
    """A heading, for one part when it says so."""
    properties = {"part": part} if part else {}
    return {
        "type": "group",
        "id": name,
        "label": name.capitalize(),
        "properties": properties,
        "components": list(components),
        **more,
    }


def hidden_when(condition: str) -> dict[str, Any]:
    return {"conditional": {"hide": condition}}


def required(**more: Any) -> dict[str, Any]:
    return {"validate": {"required": True, **more}}


def cleaned(form: Form, answers: dict[str, Any], **more: Any) -> Cleaned:
    return clean(form, answers, facts=more.pop("facts", {}), **more)


def codes(result: Cleaned) -> dict[str, str]:
    """The errors by path: what a test most wants to know."""
    return {error.path: error.code for error in result.errors}

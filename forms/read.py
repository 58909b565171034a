"""From a form-js file to a Form. What this does not know is refused with the place and what to do: nothing is
silently ignored.
"""

import hashlib
from collections.abc import Iterator

from forms.component import Component, Place
from forms.errors import FormError
from forms.findings import finding
from forms.model import Field, Finding, Form, Group, Rules
from forms.raw import Raw, is_name, list_of, object_of, parsed, properties_of, text_of, words

MOST_FIELDS = 300
DEEPEST = 8

# What form-js draws between questions; a page has its own buttons and lines.
DRAWING_ONLY = frozenset(["separator", "spacer", "button"])


def load(text: str | bytes) -> Form:
    """The form in this file. Raises FormError with every finding when the file holds something this product does not
    support.
    """
    raw = parsed(text)
    reading = _Reading()
    reading.components(raw, Place())
    reading.whole(raw)
    if reading.findings:
        raise FormError(reading.findings)
    return Form(
        hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest(),
        text_of(raw, "id"),
        words(raw, "title", fallback=text_of(raw, "id"), english_name="label"),
        raw["schemaVersion"] if isinstance(raw.get("schemaVersion"), int) else 0,
        tuple(reading.groups),
        tuple(reading.fields),
    )


class _Reading:
    """One pass over a file: collects fields, groups and findings in the order of the file."""

    def __init__(self) -> None:
        self.fields: list[Field] = []
        self.groups: list[Group] = []
        self.findings: list[Finding] = []

    def say(self, code: str, key: str, **words: object) -> None:
        self.findings.append(finding(code, key, **words))

    def components(self, raw: Raw, place: Place) -> None:
        for inner in list_of(raw, "components"):
            kind = text_of(inner, "type") if isinstance(inner, dict) else None
            if kind is None:
                self.say("component.shape", place.group)
            elif kind == "group":
                self.group(inner, place)
            elif kind not in DRAWING_ONLY:
                field = self.rows(inner, place) if kind == "dynamiclist" else self.one(inner, place)
                self.fields += [field] if field else []

    def one(self, raw: Raw, place: Place) -> Field | None:
        return Component(raw, text_of(raw, "key") or text_of(raw, "id"), self.say).field(place)

    def group(self, raw: Raw, place: Place) -> None:
        """A heading. Groups inside groups become headings of their own; the conditions and the parts go down."""
        name = text_of(raw, "id") or f"group{len(self.groups) + 1}"
        component = Component(raw, name, self.say)
        parts = tuple(text_of(component.properties(), "part").split()) or place.parts
        path = text_of(raw, "path")
        if path and not is_name(path):
            self.say("key.name", name, name=path)
        if place.depth == DEEPEST:
            self.say("group.deep", name, limit=DEEPEST)
            return
        hidden = (*place.hidden, *component.hidden())
        before, own = len(self.fields), len(self.groups)
        self.groups.append(Group(name))
        self.components(
            raw, Place(name, parts, f"{place.path}{path}." if path else place.path, hidden, place.depth + 1)
        )
        keys = tuple(field.key for field in self.fields[before:] if field.group == name)
        self.groups[own] = Group(name, words(raw, "label"), words(raw, "description"), parts, keys)

    def rows(self, raw: Raw, place: Place) -> Field:
        """A dynamic list: its lines hold plain fields. The zone of the list is the zone of every column."""
        key = text_of(raw, "path")
        component = Component(raw, key, self.say)
        properties = component.properties()
        component.check_place(properties)
        return Field(
            key,
            place.path + key,
            "list",
            "list",
            zone=text_of(properties, "zone"),
            fact=text_of(properties, "fact"),
            label=words(raw, "label"),
            description=words(raw, "description"),
            rules=Rules(required=properties.get("required") in (True, "true")),
            hidden_when=(*place.hidden, *component.hidden()),
            default=component.expression(properties.get("default")),
            parts=place.parts,
            group=place.group,
            fields=tuple(self.columns(raw, key, text_of(properties, "zone"))),
        )

    def columns(self, raw: Raw, key: str, zone: str) -> Iterator[Field]:
        names: set[str] = set()
        for inner in list_of(raw, "components"):
            kind = text_of(inner, "type") if isinstance(inner, dict) else ""
            if kind in DRAWING_ONLY:
                continue
            if kind in {"", "group", "dynamiclist"}:
                self.say("list.nested", key)
                continue
            column = self.column(inner, key, zone)
            if column and column.key in names:
                self.say("key.twice", f"{key}.{column.key}")
            elif column:
                names.add(column.key)
                yield column

    def column(self, raw: Raw, key: str, zone: str) -> Field | None:
        own = properties_of(raw)
        if own.get("zone", zone) != zone:
            self.say("list.zone", f"{key}.{text_of(raw, 'key')}", zone=zone)
        if own.get("fact"):
            self.say("list.fact", f"{key}.{text_of(raw, 'key')}")
        return self.one({**raw, "properties": {**object_of(raw, "properties"), "zone": zone}}, Place(group=key))

    def whole(self, raw: Raw) -> None:
        """What can be seen only of the form as a whole: its id, its size, and keys that are used twice."""
        key = text_of(raw, "id")
        if not is_name(key):
            self.say("form.id", key)
        if len(self.fields) > MOST_FIELDS:
            self.say("form.size", key, limit=MOST_FIELDS)
        seen: set[str] = set()
        for field in self.fields:
            names = {field.key, field.path} if field.type != "note" else set()
            if names & seen:
                self.say("key.twice", field.key)
            seen |= names

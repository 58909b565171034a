"""From a form-js file to a Form. What this does not know is refused with the place and what to do: nothing is
silently ignored.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import re2

from forms.errors import FormError
from forms.expressions import BUILT_IN, IN_ROWS, Broken, compiled
from forms.findings import finding
from forms.model import ZONES, Expression, Field, Finding, Form, Group, Option, Rules, Text
from forms.parse import finite_decimal

LARGEST_FILE = 1_000_000
LONGEST_PATTERN = 500
MOST_FIELDS = 300
LONGEST = {"textfield": 500, "textarea": 10_000}

# form-js component -> (answer type, what a page draws)
COMPONENTS = {
    "textfield": ("text", "text"),
    "textarea": ("text", "textarea"),
    "number": ("number", "number"),
    "checkbox": ("boolean", "checkbox"),
    "radio": ("enum", "radio"),
    "select": ("enum", "select"),
    "checklist": ("set", "checklist"),
    "taglist": ("set", "tags"),
    "text": ("note", "note"),
    "expression": ("computed", "computed"),
}
MOMENTS = {"date": ("date", "date"), "time": ("time", "time"), "datetime": ("dateTime", "datetime")}
DRAWING_ONLY = {"separator", "spacer", "button"}

# (component, properties.type) -> what that makes of it. Other types are words for designers: contact, signature,
# language …
TYPES = {
    ("number", "money"): ("money", "money"),
    ("radio", "boolean"): ("boolean", "radio"),
    ("select", "boolean"): ("boolean", "select"),
    ("radio", "scale"): ("scale", "scale"),
}
WORDS = {"contact", "signature", "file", "country", "language", "reference", "organisation", "account"}
RESULTS = {
    "boolean",
    "enum",
    "set",
    "code",
    "text",
    "integer",
    "number",
    "money",
    "date",
    "dateTime",
    "duration",
    "reference",
}

# zone, fact and en on every field; the rest where it fits. `required` is for lists, which form-js cannot require.
PROPERTIES = {
    "zone",
    "fact",
    "en",
    "source",
    "type",
    "default",
    "part",
    "required",
    "words",
    "check",
    "checkText",
    "note",
}
VALIDATION = {"required", "minLength", "maxLength", "min", "max", "pattern", "validationType"}
NOT_SUPPORTED = {"valuesKey": "source", "readonly": "computed", "disabled": "computed"}

Raw = Mapping[str, Any]


def load(text: str | bytes) -> Form:
    """The form in this file. Raises FormError with every finding when the file holds something this product does not
    support.
    """
    raw = _parsed(text)
    source = text.encode() if isinstance(text, str) else text
    reading = _Reading()
    reading.components(raw.get("components", []), _Place())
    _check_whole(raw, reading)
    if reading.findings:
        raise FormError(reading.findings)
    return Form(
        hashlib.sha256(source).hexdigest(),
        str(raw["id"]),
        _words(raw, "title", fallback=str(raw["id"])),
        raw["schemaVersion"] if isinstance(raw.get("schemaVersion"), int) else 0,
        tuple(reading.groups),
        tuple(reading.fields),
    )


def _parsed(text: str | bytes) -> Raw:
    if len(text) > LARGEST_FILE:
        raise FormError([finding("file.size", "", limit=LARGEST_FILE)])
    try:
        raw = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise FormError([finding("file.json", "", why=str(error)[:200])]) from error
    if not isinstance(raw, dict) or not isinstance(raw.get("components"), list):
        raise FormError([finding("file.shape", "")])
    return raw


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError(f"a name stands twice in one object: {sorted(name for name, _ in pairs)}")
    return made


def _no_constant(word: str) -> object:
    raise ValueError(f"{word} is not a number of JSON")


def _check_whole(raw: Raw, reading: "_Reading") -> None:
    key = raw.get("id")
    if not isinstance(key, str) or not is_name(key):
        reading.say("form.id", str(key))
    if len(reading.fields) > MOST_FIELDS:
        reading.say("form.size", str(key), limit=MOST_FIELDS)
    seen: set[str] = set()
    for field in reading.fields:
        for name in {field.key, field.path}:
            if field.type != "note" and name in seen:
                reading.say("key.twice", field.key)
        seen.update({field.key, field.path} if field.type != "note" else ())


class _Place:
    """Where a component stands: its group, part, path and the conditions around it."""

    def __init__(
        self, group: str = "", parts: tuple[str, ...] = (), path: str = "", hidden: tuple[Expression, ...] = ()
    ) -> None:
        self.group, self.parts, self.path, self.hidden = group, parts, path, hidden


class _Reading:
    """One pass over a file: collects fields, groups and findings in the order of the file."""

    def __init__(self) -> None:
        self.fields: list[Field] = []
        self.groups: list[Group] = []
        self.findings: list[Finding] = []

    def say(self, code: str, key: str, **words: object) -> None:
        self.findings.append(finding(code, key, **words))

    def components(self, raws: object, place: _Place) -> None:
        for raw in raws if isinstance(raws, list) else []:
            if not isinstance(raw, dict):
                self.say("component.shape", place.group)
            elif raw.get("type") == "group":
                self.group(raw, place)
            elif raw.get("type") not in DRAWING_ONLY:
                self.top_field(raw, place)

    def group(self, raw: Raw, place: _Place) -> None:
        """A heading. Groups inside groups become headings of their own; the conditions and the part go down with
        them.
        """
        properties = self.properties(raw)
        name = str(raw.get("id") or raw.get("key") or f"group{len(self.groups) + 1}")
        path = raw.get("path") or ""
        if path and not is_name(path):
            self.say("key.name", name, name=path)
        parts = tuple(str(properties.get("part") or "").split()) or place.parts
        inside = _Place(
            name, parts, f"{place.path}{path}." if path else place.path, (*place.hidden, *self.hidden(raw, name))
        )
        before, own = len(self.fields), len(self.groups)
        self.groups.append(Group(name))
        self.components(raw.get("components"), inside)
        keys = tuple(field.key for field in self.fields[before:] if field.group == name)
        self.groups[own] = Group(name, _words(raw, "label"), _words(raw, "description"), parts, keys)

    def top_field(self, raw: Raw, place: _Place) -> None:
        field = self.rows(raw, place) if raw.get("type") == "dynamiclist" else self.field(raw, place)
        if field is not None:
            self.fields.append(field)

    def rows(self, raw: Raw, place: _Place) -> Field | None:
        """A dynamic list: its lines hold plain fields, no lists or groups. The zone of the list is the zone of every
        column.
        """
        key = str(raw.get("path") or "")
        properties = self.properties(raw)
        columns = [self.column(column, str(properties.get("zone", "")), key) for column in self._columns(raw, key)]
        self.check_place(key, properties)
        rules = Rules(required=bool((raw.get("validate") or {}).get("required") or properties.get("required")))
        return Field(
            key, place.path + key, "list", "list",
            zone=str(properties.get("zone", "")), fact=str(properties.get("fact", "")),
            label=_words(raw, "label"), description=_words(raw, "description"), rules=rules,
            hidden_when=(*place.hidden, *self.hidden(raw, key)), parts=place.parts, group=place.group,
            fields=tuple(column for column in columns if column is not None),
        )  # fmt: skip  # the long form hides that this is one row of plain facts

    def _columns(self, raw: Raw, key: str) -> Iterator[Raw]:
        names: set[object] = set()
        for column in raw.get("components") or []:
            kind = column.get("type") if isinstance(column, dict) else None
            if kind in DRAWING_ONLY:
                continue
            if kind is None or kind in {"group", "dynamiclist"}:
                self.say("list.nested", key)
            elif column.get("key") in names:
                self.say("key.twice", f"{key}.{column.get('key')}")
            else:
                names.add(column.get("key"))
                yield column

    def column(self, raw: Raw, zone: str, key: str) -> Field | None:
        found = raw.get("properties")
        own = found if isinstance(found, dict) else {}
        if own.get("zone", zone) != zone:
            self.say("list.zone", f"{key}.{raw.get('key')}", zone=zone)
        if own.get("fact"):
            self.say("list.fact", f"{key}.{raw.get('key')}")
        with_zone = {**raw, "properties": {**own, "zone": zone}}
        return self.field(with_zone, _Place(group=key))

    def field(self, raw: Raw, place: _Place) -> Field | None:
        key = str(raw.get("key") or raw.get("id") or "")
        known = self.kind(raw, key)
        if known is None:
            return None
        properties = self.properties(raw)
        answer, drawn = TYPES.get((str(raw["type"]), str(properties.get("type"))), known)
        if answer != "note":
            self.check_place(key, properties)
        self.check_supported(raw, key)
        expression = self.expression(raw.get("expression"), key) if answer == "computed" else None
        return Field(
            key, place.path + key, drawn, answer,
            zone=str(properties.get("zone", "")), fact=str(properties.get("fact", "")),
            label=_words(raw, "text" if answer == "note" else "label"), description=_words(raw, "description"),
            options=self.options(raw, key, properties, answer), source=str(properties.get("source", "")),
            options_from=self.expression(raw["valuesExpression"], key) if raw.get("valuesExpression") else None,
            rules=self.rules(raw, key, answer), hidden_when=(*place.hidden, *self.hidden(raw, key)),
            expression=expression, result=str(properties.get("type", "")) if answer == "computed" else "",
            default=self.default(raw, key, properties), check=self.check(properties, key),
            check_text=Text(str(properties.get("checkText", "")), str(_english(raw).get("checkText", ""))), parts=place.parts, group=place.group,
        )  # fmt: skip  # the long form hides that this is one row of plain facts

    def kind(self, raw: Raw, key: str) -> tuple[str, str] | None:
        if raw.get("type") == "datetime" and raw.get("subtype", "date") in MOMENTS:
            return MOMENTS[raw.get("subtype", "date")]
        if raw.get("type") in COMPONENTS:
            return COMPONENTS[raw["type"]]
        self.say("component.type", key, type=raw.get("type"))
        return None

    def check_place(self, key: str, properties: Raw) -> None:
        if not is_name(key):
            self.say("key.name", key, name=key)
        if key in BUILT_IN | IN_ROWS:
            self.say("key.reserved", key)
        if properties.get("zone") not in ZONES:
            self.say("zone.missing", key, zones=", ".join(ZONES))

    def check_supported(self, raw: Raw, key: str) -> None:
        for name, instead in NOT_SUPPORTED.items():
            if raw.get(name):
                self.say(f"component.{instead}", key, name=name)

    def properties(self, raw: Raw) -> Raw:
        found = raw.get("properties") or {}
        key = str(raw.get("key") or raw.get("path") or raw.get("id") or "")
        if not isinstance(found, dict):
            self.say("properties.shape", key)
            return {}
        for name in sorted(set(found) - PROPERTIES):
            self.say("properties.unknown", key, name=name, names=", ".join(sorted(PROPERTIES)))
        self.check_type(raw, key, found.get("type"))
        return found

    def check_type(self, raw: Raw, key: str, word: object) -> None:
        fits = {type_ for component, type_ in TYPES if component == raw.get("type")} | WORDS
        if word and word not in (RESULTS if raw.get("type") == "expression" else fits):
            self.say("type.unknown", key, type=word)

    def hidden(self, raw: Raw, key: str) -> tuple[Expression, ...]:
        condition = (raw.get("conditional") or {}).get("hide") if isinstance(raw.get("conditional"), dict) else None
        made = self.expression(condition, key) if condition else None
        return (made,) if made else ()

    def expression(self, written: object, key: str) -> Expression | None:
        made = compiled(written)
        if isinstance(made, Broken):
            self.say("expression.broken", key, text=made.text[:200], why=Text(made.why_nl, made.why_en))
            return None
        return made

    def default(self, raw: Raw, key: str, properties: Raw) -> Expression | None:
        """The answer that stands ready: an expression in the properties, or the plain default of form-js."""
        if properties.get("default"):
            return self.expression(properties["default"], key)
        plain = raw.get("defaultValue")
        return self.expression("=" + json.dumps(plain, ensure_ascii=False), key) if plain not in (None, "") else None

    def check(self, properties: Raw, key: str) -> Expression | None:
        if properties.get("check") and not properties.get("checkText"):
            self.say("check.text", key)
        return self.expression(properties["check"], key) if properties.get("check") else None

    def options(self, raw: Raw, key: str, properties: Raw, answer: str) -> tuple[Option, ...]:
        if answer == "boolean" and raw.get("type") == "checkbox":
            return (Option("true", Text("Ja", "Yes")), Option("false", Text("Nee", "No")))
        english = _english(raw).get("values")
        words = properties.get("words")
        if answer == "computed" and isinstance(words, dict):
            return tuple(_option({"value": code, "label": words[code]}, english or {}) for code in words)
        if answer not in {"enum", "set", "scale", "boolean"}:
            return ()
        values = raw.get("values") if isinstance(raw.get("values"), list) else []
        made = tuple(_option(value, english if isinstance(english, dict) else {}) for value in values or [])
        self.check_options(made, key, answer, dynamic=bool(properties.get("source") or raw.get("valuesExpression")))
        return made

    def check_options(self, made: Sequence[Option], key: str, answer: str, *, dynamic: bool) -> None:
        codes = [option.value for option in made]
        if not codes and not dynamic:
            self.say("options.none", key)
        if len(set(codes)) != len(codes) or "" in codes:
            self.say("options.twice", key)
        if answer == "scale" and not all(code.isdecimal() or code == "unknown" for code in codes):
            self.say("options.scale", key)
        if answer == "boolean" and not set(codes) <= {"true", "false", "unknown"}:
            self.say("options.boolean", key)

    def rules(self, raw: Raw, key: str, answer: str) -> Rules:
        validate = raw.get("validate") or {}
        if not isinstance(validate, dict):
            self.say("validate.shape", key)
            return Rules()
        for name in sorted(set(validate) - VALIDATION):
            self.say("validate.unknown", key, name=name)
        shape = validate.get("validationType", "")
        return Rules(
            required=validate.get("required") is True,
            min_length=self.whole(validate, "minLength", key),
            max_length=self.whole(validate, "maxLength", key) or LONGEST.get(str(raw["type"])),
            minimum=self.bound(validate, "min", key),
            maximum=self.bound(validate, "max", key),
            decimals=2 if answer == "money" else self.whole(raw, "decimalDigits", key) or 0,
            pattern=self.pattern(validate.get("pattern"), key),
            shape=shape if shape in {"email", "phone"} else "",
            not_before_today=raw.get("disallowPassedDates") is True,
        )

    def whole(self, found: Raw, name: str, key: str) -> int | None:
        value = found.get(name)
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 100_000):
            return value
        self.say("validate.number", key, name=name)
        return None

    def bound(self, found: Raw, name: str, key: str) -> str | None:
        value = found.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or finite_decimal(value) is None:
            self.say("validate.number", key, name=name)
            return None
        return str(value)

    def pattern(self, written: object, key: str) -> str | None:
        if not written:
            return None
        if not isinstance(written, str) or len(written) > LONGEST_PATTERN or not _compiles(written):
            self.say("validate.pattern", key)
            return None
        return written


def is_name(written: object) -> bool:
    """Whether this may be a key: letters, digits and underscores, as FEEL, HTML and Python all take them."""
    return isinstance(written, str) and written.isascii() and written.isidentifier() and len(written) <= 64


def _compiles(pattern: str) -> bool:
    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(pattern, options)
    except re2.error:
        return False
    return True


def _option(value: object, english: Raw) -> Option:
    found = value if isinstance(value, dict) else {}
    code = str(found.get("value", ""))
    return Option(code, Text(str(found.get("label") or code), str(english.get(code) or "")))


def _words(raw: Raw, name: str, *, fallback: str = "") -> Text:
    dutch = raw.get(name)
    english = _english(raw).get("label" if name == "title" else name)
    return Text(dutch if isinstance(dutch, str) else fallback, english if isinstance(english, str) else "")


def _english(raw: Raw) -> Raw:
    """The English words of a component: an object, or the same as JSON text, as the properties panel of form-js
    writes it.
    """
    properties = raw.get("properties")
    english = properties.get("en") if isinstance(properties, dict) else None
    if isinstance(english, str):
        try:
            english = json.loads(english)
        except ValueError:
            english = {"label": english}
    return english if isinstance(english, dict) else {}

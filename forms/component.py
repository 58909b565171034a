"""One form-js component as a field: what it asks, of what type, and by which rules."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import re2

from forms.expressions import BUILT_IN, IN_ROWS, Broken, compiled
from forms.model import ZONES, Expression, Field, Option, Rules, Text
from forms.parse import finite_decimal
from forms.raw import Raw, Say, english, is_name, list_of, object_of, properties_of, text_of, words

LONGEST_PATTERN = 500
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

# (component, properties.type) -> what that makes of it.
TYPES = {
    ("number", "money"): ("money", "money"),
    ("radio", "boolean"): ("boolean", "radio"),
    ("select", "boolean"): ("boolean", "select"),
    ("radio", "scale"): ("scale", "scale"),
}
# Types that only tell a designer what is meant: a contact and a signature are kept as text and as a choice.
MEANINGS = frozenset(["contact", "signature", "file", "country", "language", "reference", "organisation", "account"])
RESULTS = frozenset(
    [
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
    ]
)

# zone, fact and en on every field; the rest where it fits. `required` is for lists, which form-js cannot require.
PROPERTIES = frozenset(
    ["zone", "fact", "en", "source", "type", "default", "part", "required", "words", "check", "checkText", "note"]
)
VALIDATION = frozenset(["required", "minLength", "maxLength", "min", "max", "pattern", "validationType"])
NOT_SUPPORTED = {"valuesKey": "source", "readonly": "computed", "disabled": "computed"}

CHOOSING = frozenset(["enum", "set", "scale", "boolean"])

# What the form-js editor writes into a choice without options; beside a source it would be an answer nobody meant.
FILLER = [{"label": "Value", "value": "value"}]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a component stands: its group, parts, path and the conditions around it."""

    group: str = ""
    parts: tuple[str, ...] = ()
    path: str = ""
    hidden: tuple[Expression, ...] = ()
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Component:
    """A component of the file under its key. Every method notes what it finds wrong and goes on."""

    raw: Raw
    key: str
    say: Say

    def field(self, place: Place) -> Field | None:
        """The field this component is; None when it is of a kind that is not supported."""
        properties = self.properties()
        known = self.kind(text_of(properties, "type"))
        if known is None:
            return None
        answer, drawn = known
        if answer != "note":
            self.check_place(properties)
        self.check_supported()
        computed = answer == "computed"
        return Field(
            self.key,
            place.path + self.key,
            drawn,
            answer,
            zone=text_of(properties, "zone"),
            fact=text_of(properties, "fact"),
            label=words(self.raw, "text" if answer == "note" else "label"),
            description=words(self.raw, "description"),
            options=self.options(properties, answer),
            source=text_of(properties, "source"),
            options_from=self.expression(self.raw.get("valuesExpression")),
            rules=self.rules(answer),
            hidden_when=(*place.hidden, *self.hidden()),
            expression=self.required_expression() if computed else None,
            result=text_of(properties, "type") if computed else "",
            default=self.default(properties),
            check=self.check(properties),
            check_text=Text(text_of(properties, "checkText"), text_of(english(self.raw), "checkText")),
            parts=place.parts,
            group=place.group,
        )

    def kind(self, meaning: str) -> tuple[str, str] | None:
        """What is asked and what is drawn."""
        kind = text_of(self.raw, "type")
        known = MOMENTS.get(text_of(self.raw, "subtype") or "date") if kind == "datetime" else COMPONENTS.get(kind)
        if known is None:
            self.say("component.type", self.key, type=kind or self.raw.get("type"))
            return None
        return TYPES.get((kind, meaning), known)

    def properties(self) -> Raw:
        """The properties by name; a name that means nothing is a finding, so that a slip of the pen is not lost."""
        if not isinstance(self.raw.get("properties", {}), dict):
            self.say("properties.shape", self.key)
        found = properties_of(self.raw)
        for name in sorted(set(found) - PROPERTIES):
            self.say("properties.unknown", self.key, name=name, names=", ".join(sorted(PROPERTIES)))
        self.check_meaning(text_of(found, "type"))
        return found

    def check_meaning(self, meaning: str) -> None:
        kind = self.raw.get("type")
        fits = {word for component, word in TYPES if component == kind} | MEANINGS
        if meaning and meaning not in (RESULTS if kind == "expression" else fits):
            self.say("type.unknown", self.key, type=meaning)

    def check_place(self, properties: Raw) -> None:
        if not is_name(self.key):
            self.say("key.name", self.key, name=self.key)
        if self.key in BUILT_IN | IN_ROWS:
            self.say("key.reserved", self.key)
        if text_of(properties, "zone") not in ZONES:
            self.say("zone.missing", self.key, zones=", ".join(ZONES))

    def check_supported(self) -> None:
        for name, instead in NOT_SUPPORTED.items():
            if self.raw.get(name):
                self.say(f"component.{instead}", self.key, name=name)

    def hidden(self) -> tuple[Expression, ...]:
        made = self.expression(object_of(self.raw, "conditional").get("hide"))
        return (made,) if made else ()

    def expression(self, written: object) -> Expression | None:
        return self.required_expression(written) if written not in (None, "") else None

    def required_expression(self, written: object = None) -> Expression | None:
        """The compiled expression; None, with a finding, when there is none."""
        made = compiled(self.raw.get("expression") if written is None else written)
        if isinstance(made, Broken):
            self.say("expression.broken", self.key, text=made.text[:200], why=Text(made.why_nl, made.why_en))
            return None
        return made

    def default(self, properties: Raw) -> Expression | None:
        """The answer that stands ready: an expression in the properties, or the plain default of form-js."""
        plain = self.raw.get("defaultValue")
        written = "=" + json.dumps(plain, ensure_ascii=False) if plain not in (None, "") else None
        return self.expression(properties.get("default") or written)

    def check(self, properties: Raw) -> Expression | None:
        if properties.get("check") and not text_of(properties, "checkText"):
            self.say("check.text", self.key)
        return self.expression(properties.get("check"))

    def options(self, properties: Raw, answer: str) -> tuple[Option, ...]:
        """What can be chosen, and for a computed code the words it is shown with."""
        named = object_of(english(self.raw), "values")
        if answer == "computed":
            dutch = object_of(properties, "words")
            return tuple(_option({"value": code, "label": dutch[code]}, named) for code in dutch)
        if text_of(self.raw, "type") == "checkbox":
            return (Option("true", Text("Ja", "Yes")), Option("false", Text("Nee", "No")))
        if answer not in CHOOSING:
            return ()
        values = list_of(self.raw, "values")
        made = tuple(_option(value, named) for value in values if not (properties.get("source") and values == FILLER))
        self.check_options([option.value for option in made], answer, properties)
        return made

    def check_options(self, codes: Sequence[str], answer: str, properties: Raw) -> None:
        if not codes and not properties.get("source") and not self.raw.get("valuesExpression"):
            self.say("options.none", self.key)
        if len(set(codes)) != len(codes) or "" in codes:
            self.say("options.twice", self.key)
        if answer == "scale" and not all(_is_step(code) for code in codes):
            self.say("options.scale", self.key)
        if answer == "boolean" and not set(codes) <= {"true", "false", "unknown"}:
            self.say("options.boolean", self.key)

    def rules(self, answer: str) -> Rules:
        validate = object_of(self.raw, "validate")
        if not isinstance(self.raw.get("validate", {}), dict):
            self.say("validate.shape", self.key)
        for name in sorted(set(validate) - VALIDATION):
            self.say("validate.unknown", self.key, name=name)
        return Rules(
            required=validate.get("required") is True,
            min_length=self.whole(validate, "minLength"),
            max_length=self.whole(validate, "maxLength") or LONGEST.get(text_of(self.raw, "type")),
            minimum=self.bound(validate, "min"),
            maximum=self.bound(validate, "max"),
            decimals=2 if answer == "money" else self.whole(self.raw, "decimalDigits") or 0,
            pattern=self.pattern(validate.get("pattern")),
            shape=_shape(validate.get("validationType")),
            not_before_today=self.raw.get("disallowPassedDates") is True,
        )

    def whole(self, found: Raw, name: str) -> int | None:
        value = found.get(name)
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 100_000):
            return value
        self.say("validate.number", self.key, name=name)
        return None

    def bound(self, found: Raw, name: str) -> str | None:
        value = found.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, bool) or finite_decimal(value) is None:
            self.say("validate.number", self.key, name=name)
            return None
        return str(value)

    def pattern(self, written: object) -> str | None:
        if not written:
            return None
        if not isinstance(written, str) or len(written) > LONGEST_PATTERN or not _compiles(written):
            self.say("validate.pattern", self.key)
            return None
        return written


def _shape(found: object) -> Literal["", "email", "phone"]:
    return "email" if found == "email" else "phone" if found == "phone" else ""


def _is_step(code: str) -> bool:
    return code == "unknown" or (code.isascii() and code.isdecimal() and len(code) <= 4)


def _compiles(pattern: str) -> bool:
    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(pattern, options)
    except re2.error:
        return False
    return True


def _option(value: Any, named: Raw) -> Option:
    found = value if isinstance(value, dict) else {}
    code = str(found.get("value", ""))
    return Option(code, Text(text_of(found, "label") or code, text_of(named, code)))

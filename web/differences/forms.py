"""The questions of a form, as its designer sees them."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import asdict

import forms
from forms.model import Expression, Field, Rules, Text
from web.differences.things import Thing

LIMITS = (
    "min_length",
    "max_length",
    "minimum",
    "maximum",
    "decimals",
    "pattern",
    "shape",
    "not_before_today",
)  # of the rules all but whether an answer must be given, which has a line of its own


def pair(before: str, after: str) -> tuple[list[Thing], list[Thing]]:
    """The form itself, its groups, its questions with the columns of lists, and the order of those that stay, of both versions.
    Raises forms.FormError."""
    old, new = forms.load(before), forms.load(after)
    labels = {one.path: one.label.nl or one.key for one in new.fields}
    both = labels.keys() & {one.path for one in old.fields}
    return [*_things(old), _order(old, both, labels)], [*_things(new), _order(new, both, labels)]


def name(source: str) -> str:
    """Its title."""
    return forms.load(source).title.nl


def _order(form: forms.Form, both: Set[str], labels: Mapping[str, str]) -> Thing:
    return Thing("order", "", {"order": "\n".join(labels[one.path] for one in form.fields if one.path in both)})


def _things(form: forms.Form) -> list[Thing]:
    whole = Thing("", form.title.nl, {"label": form.title.nl, "label_en": form.title.en})
    groups = (Thing(f"group:{one.id}", one.title.nl, _words(one.title, one.description)) for one in form.groups)
    return [whole, *groups, *_questions(form.fields)]


def _questions(fields: Iterable[Field], within: str = "") -> Iterator[Thing]:
    for one in fields:
        key = f"{within}{one.path or one.key}"
        yield Thing(f"field:{key}", f"{within}{one.label.nl or one.key}", _traits(one))
        yield from _questions(one.fields, f"{within}{one.label.nl or one.key} · ")


def _traits(one: Field) -> dict[str, str]:
    return {
        **_words(one.label, one.description),
        "kind": one.kind,
        "required": "yes" if one.required else "no" if one.asked else "",
        "zone": one.zone,
        "fact": one.fact,
        "options": "\n".join(f"{option.label.nl} ({option.value})" for option in one.options),
        "options_en": "\n".join(f"{option.label.en or option.label.nl} ({option.value})" for option in one.options),
        "source": one.source or _text(one.options_from),
        "limits": _limits(one.rules),
        "hidden": "\n".join(condition.text for condition in one.hidden_when),
        "computed": _text(one.expression),
        "default": _text(one.default),
        "check": "\n".join(filter(None, (_text(one.check), one.check_text.nl))),
        "parts": ", ".join(one.parts),
    }


def _words(label: Text, description: Text) -> dict[str, str]:
    return {"label": label.nl, "label_en": label.en, "help": description.nl, "help_en": description.en}


def _limits(rules: Rules) -> str:
    known = asdict(rules)
    return ", ".join(f"{name} {known[name]}" for name in LIMITS if known[name])


def _text(expression: Expression | None) -> str:
    return expression.text if expression else ""

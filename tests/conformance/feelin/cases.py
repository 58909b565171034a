"""Conditions as forms have them: every one of ours on generated answers, and generated ones over the same questions."""

import json
import random
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import feel
import forms
from forms.model import Field
from tests.conformance.feelin.twins import Case

FILES = Path(forms.__file__).parent / "files"
TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=timezone(timedelta(hours=1)))
AROUND = {
    "today": TODAY,
    "now": NOW,
    "part": "iomTransfer",
    "case": {"id": "c1", "reference": "P-2026-0042", "priority": "P1", "kind": "person"},
}


def written() -> list[str]:
    """Every expression of our forms, without its "="."""
    found = {text[1:]: None for file in sorted(FILES.glob("*.form")) for text in _texts(json.loads(file.read_text()))}
    return list(found)


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, str) and node.startswith("="):
        yield node
    elif isinstance(node, dict | list):
        for inner in node.values() if isinstance(node, dict) else node:
            yield from _texts(inner)


@cache
def questions() -> dict[str, Field]:
    """The fields of all forms by key; the first form to ask it wins."""
    found: dict[str, Field] = {}
    for form in forms.library(FILES).values():
        for field in form.fields:
            found.setdefault(field.key, field)
            if field.fact:
                found.setdefault(field.fact, field)
    return found


def answer(rng: random.Random, name: str, source: str) -> Any:
    """An answer that the question could have; null every third time, as half-filled forms are."""
    if name in AROUND:
        return AROUND[name]
    if rng.random() < 0.3:
        return None
    field = questions().get(name)
    return _of(rng, field) if field is not None else rng.choice(_compared(name, source))


def _compared(name: str, source: str) -> list[Any]:
    """For a fact that no form asks: what the expression compares it with, and something else."""
    texts = re.findall(rf'{name}\s*!?=\s*"([^"]*)"', source)
    if texts:
        return [*texts, "elsewhere"]
    return [TODAY, True, False] if "duration" in source else [Decimal(3), True, "elsewhere"]


def _of(rng: random.Random, field: Field) -> Any:
    values = [option.value for option in field.options] or ["x", "elsewhere"]
    match field.result or field.type:
        case "number" | "integer" | "money" | "scale":
            return Decimal(rng.choice(("0", "1", "3", "17", "250.75", "1800")))
        case "date":
            return TODAY + timedelta(days=rng.randrange(-400, 400))
        case "dateTime":
            return NOW + timedelta(hours=rng.randrange(-400, 400))
        case "boolean":
            return rng.random() < 0.5
        case "set":
            return rng.sample(values, rng.randrange(min(3, len(values)) + 1))
        case "list":
            return [{one.key: _of(rng, one) for one in field.fields} for _ in range(rng.randrange(4))]
        case _:
            return rng.choice([*values, "unknown"])


def case(rng: random.Random, source: str) -> Case:
    """The expression on a context that answers every name it reads."""
    return Case(source, {name: answer(rng, name, source) for name in sorted(feel.compile(source).names)})


def cases(seed: int, rounds: int = 4, variants: int = 400) -> list[Case]:
    """Our own conditions on `rounds` contexts each, then generated ones on one each."""
    rng = random.Random(seed)
    own = [case(rng, source) for source in written() for _ in range(rounds)]
    return own + [case(rng, condition(rng)) for _ in range(variants)]


def condition(rng: random.Random, depth: int = 0) -> str:
    """A condition that a designer could write over our questions."""
    if depth < 2 and rng.random() < 0.4:
        left, right = condition(rng, depth + 1), condition(rng, depth + 1)
        return rng.choice(
            (f"{left} and {right}", f"{left} or {right}", f"not({left})", f"({left}) != true", f"({left}) = null")
        )
    field = rng.choice([one for one in questions().values() if one.type in SHAPES])
    return rng.choice(SHAPES[field.type]).format(
        name=field.key,
        value=rng.choice([option.value for option in field.options] or ["x"]),
        other=rng.choice([option.value for option in field.options] or ["y"]),
        number=rng.choice(("0", "1", "3", "18", "250.75")),
        days=rng.choice((1, 14, 90, 366)),
        column=rng.choice([one.key for one in field.fields] or ["x"]),
        word=rng.choice(("0", "x")),
    )


TEXTS = (
    '{name} = "{value}"',
    '{name} != "{value}"',
    '{name} in ("{value}", "{other}")',
    'list contains(["{value}", "{other}"], {name})',
    "{name} = null",
    'if {name} = "{value}" then true else {name} = "{other}"',
    "string length({name}) > 3",
    'contains({name}, "{word}")',
    'starts with({name}, "{word}")',
    '{name} = "{value}" or {name} = null',
)
NUMBERS = (
    "{name} > {number}",
    "{name} <= {number}",
    "{name} between 1 and {number}",
    "{name} in [1..{number}]",
    "{name} in (>= {number}, 1)",
    "{name} + 1 > {number} * 2",
    "{name} / 4 >= {number} - 1",
    "max([{name}, {number}]) = {number}",
    "floor({name}) = {name}",
    "{name} != {number}",
    "-{name} < 0",
)
DATES = (
    '{name} > today + duration("P{days}D")',
    "{name} <= today",
    "{name} = null or {name} < today",
    '{name} - duration("P1Y") >= date("2025-11-24")',
    "{name} in [today..date(\"2027-06-30\")]",
    "{name}.year = 2026",
    "({name} - today).days > {days}",
)  # fmt: skip
MOMENTS = (
    '{name} > now + duration("PT{days}H")',
    "{name} <= now",
    "{name}.hour < 12",
    '{name} >= now - duration("P{days}D")',
    "({name} - now).hours > 1",
)
SHAPES: dict[str, tuple[str, ...]] = {
    "text": TEXTS, "enum": TEXTS, "number": NUMBERS, "money": NUMBERS, "scale": NUMBERS, "date": DATES, "dateTime": MOMENTS,
    "boolean": ("{name}", "{name} = true", "{name} != true", "not({name})", "{name} = false", "if {name} then 1 else 0", "{name} and true"),
    "set": (
        'list contains({name}, "{value}")', "count({name}) > 1", "{name} = []", 'some x in {name} satisfies x = "{value}"',
        'every x in {name} satisfies x != "{value}"', 'count({name}[item = "{value}"]) = 1', '{name} = ["{value}"]', "{name}[1] = null",
    ),
    "list": (
        "count({name}) > 1", "count({name}.{column}) = {number}", "{name}[1].{column} = null", "count({name}[{column} != null]) > 0",
        "some row in {name} satisfies row.{column} != null", "{name} = null or count({name}) = 0",
    ),
}  # fmt: skip
assert NOW.astimezone(UTC).hour == 9

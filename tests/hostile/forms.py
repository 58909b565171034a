"""Forms that attack."""

import json
from collections.abc import Iterator
from typing import Any

from tests.hostile.diagrams import EATERS, TEXTS
from tests.hostile.sample import Sample


def form(*components: Any, **more: Any) -> bytes:
    return json.dumps(
        {"type": "default", "id": "hostile", "schemaVersion": 19, "components": list(components), **more}
    ).encode()


def field(key: str = "a", kind: str = "textfield", **more: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "id": f"F_{key}",
        "key": key,
        "label": "Vraag",
        "properties": {"zone": "REG", "en.label": "Question"},
        **more,
    }


def group(depth: int) -> dict[str, Any]:
    inner = field()
    for level in range(depth):
        inner = {"type": "group", "id": f"G{level}", "label": "x", "components": [inner]}
    return inner


def refused() -> Iterator[tuple[str, bytes]]:
    """What must not be deployed."""
    yield "nothing", b""
    yield "not JSON", b"<form/>"
    yield "a list", b"[]"
    yield "100,000 brackets", b"[" * 100_000
    yield "100,000 objects", b'{"a":' * 100_000
    yield "NaN", b'{"type": "default", "id": "x", "components": [{"type": "number", "key": "a", "min": NaN}]}'
    yield "a name twice", b'{"type": "default", "id": "x", "id": "y", "components": []}'
    yield (
        "a number of 100,000 digits",
        b'{"type": "default", "id": "x", "components": [], "a": ' + b"9" * 100_000 + b"}",
    )
    yield "three megabytes", form(field(label="n" * 3_000_000))
    yield "10,000 fields", form(*(field(f"k{n}") for n in range(10_000)))
    yield (
        "a list of 5,000 answers without end",
        form(field(kind="select", values=[{"label": "x", "value": "x"}] * 5_000)),
    )
    yield "200 groups in each other", form(group(200))
    yield "UTF-16", form(field()).decode().encode("utf-16")
    yield "a lone surrogate", form(field(label="\ud800"))
    yield "NUL", form(field(label="a\0b"))
    yield "HTML", form(field(kind="html", content="<script>alert(1)</script>"))
    yield "an iframe", form(field(kind="iframe", url="javascript:alert(1)"))
    yield "a button that computes", form(field(kind="expression"))
    yield "an unknown kind", form(field(kind="frobnicate"))
    yield "the same key twice", form(field(), field())
    yield "a key that is a path", form(field("../x"))
    yield "no zone", form(field(properties={}))
    yield "an unknown zone", form(field(properties={"zone": "ALL"}))
    yield "a pattern with a back-reference", form(field(validate={"pattern": r"(a)\1"}))
    yield "half a pattern", form(field(validate={"pattern": "("}))
    yield "a pattern that repeats a thousand times", form(field(validate={"pattern": "(((a{1000}){1000}){1000})"}))
    yield "a pattern of 100,000 letters", form(field(validate={"pattern": "a" * 100_000}))
    yield "no id", json.dumps({"type": "default", "components": []}).encode()
    yield "an id that is a path", form(field(), id="../../etc/passwd")
    for name in ("python", "half an expression", "3,000 brackets", "a sum of 50,000", "a megabyte of name"):
        yield f"a condition: {name}", form(field(conditional={"hide": "=" + TEXTS[name].removeprefix("=")}))
        yield (
            f"a computed field: {name}",
            form(field(kind="expression", expression="=" + TEXTS[name].removeprefix("="))),
        )


def runs() -> Iterator[tuple[str, bytes]]:
    """What may be deployed and must answer at once."""
    yield "a pattern that backtracks", form(field(validate={"pattern": "^(a+)+$"}))
    yield "a key of the language", form(field("__proto__"))
    yield "a long name", form(field(label="n" * 900_000))
    for name, text in EATERS.items():
        yield f"a condition: {name}", form(field(conditional={"hide": text}))


def samples() -> Iterator[Sample]:
    """All hostile forms."""
    for name, content in refused():
        yield Sample("forms", name, "x.form", content)
    for name, content in runs():
        yield Sample("forms that eat", name, "x.form", content, runs=True)

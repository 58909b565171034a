"""Decision tables that attack."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from tests.hostile.diagrams import EATERS, TEXTS, bomb
from tests.hostile.sample import Sample

DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def file(inner: str, before: str = "") -> bytes:
    root = f'<definitions xmlns="{DMN}" id="f" name="f" namespace="t">{inner}</definitions>'
    return f'<?xml version="1.0" encoding="UTF-8"?>{before}{root}'.encode()


def rule(cell: str, answer: str = "1", number: int = 0) -> str:
    return (
        f'<rule id="r{number}"><description>source=x; approver=y</description>'
        f'<inputEntry id="i{number}"><text>{escape(cell)}</text></inputEntry>'
        f'<outputEntry id="o{number}"><text>{escape(answer)}</text></outputEntry></rule>'
    )


def table(*rules: str, ident: str = "T", policy: str = "FIRST", column: str = "urgency", needs: str = "") -> str:
    return (
        f'<decision id="{ident}" name="{ident}"><variable id="{ident}v" name="{ident}"/>{needs}'
        f'<decisionTable id="{ident}t" hitPolicy="{policy}">'
        f'<input id="{ident}i"><inputExpression id="{ident}e"><text>{escape(column)}</text></inputExpression></input>'
        f'<output id="{ident}o"/>{"".join(rules)}</decisionTable></decision>'
    )


def needs(other: str) -> str:
    return f'<informationRequirement id="n{other}"><requiredDecision href="#{other}"/></informationRequirement>'


def literal(text: str, ident: str = "T", before: str = "") -> str:
    expression = f'<literalExpression id="{ident}l"><text>{escape(text)}</text></literalExpression>'
    return (
        f'<decision id="{ident}" name="{ident}"><variable id="{ident}v" name="{ident}"/>{before}{expression}</decision>'
    )


def refused() -> Iterator[tuple[str, bytes]]:
    """What must not be deployed."""
    good = file(table(rule("1")))
    yield "document type", file(table(rule("1")), "<!DOCTYPE x>")
    yield "billion laughs", file(table(rule("&a8;")).replace("&amp;", "&"), f"<!DOCTYPE x [{bomb()}]>")
    yield (
        "entity of a file",
        file(
            table(rule("1")).replace("<text>1", "<text>&x;", 1),
            '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        ),
    )
    yield "instruction", file("<?php echo 1 ?>" + table(rule("1")))
    yield "not a table", b"<definitions/>"
    yield "nothing", b""
    yield "cut in the middle", good[: len(good) // 2]
    yield "UTF-16", good.decode().encode("utf-16")
    yield "NUL", good.replace(b"urgency", b"urg\0ency")
    yield "three megabytes", good + b" " * 3_000_000
    yield (
        "1,000 levels of box",
        file(
            f'<decision id="T" name="T">{"<context><contextEntry>" * 1_000}{"</contextEntry></context>" * 1_000}</decision>'
        ),
    )
    yield "a decision that needs itself", file(table(rule("1"), needs=needs("T")))
    yield (
        "two that need each other",
        file(table(rule("1"), ident="A", needs=needs("B")) + table(rule("1"), ident="B", needs=needs("A"))),
    )
    yield "a requirement of nothing", file(table(rule("1"), needs=needs("nothing")))
    yield "the same id twice", file(table(rule("1")) + table(rule("1")))
    yield "an unknown policy", file(table(rule("1"), policy="WHATEVER"))
    yield (
        "a rule of too many cells",
        file(table(rule("1").replace("<outputEntry", '<inputEntry id="x"><text>2</text></inputEntry><outputEntry'))),
    )
    yield "a decision without a rule", file('<decision id="T" name="T"/>')
    yield (
        "another language",
        file(literal("1").replace("<literalExpression", '<literalExpression expressionLanguage="java"')),
    )
    yield (
        "100,000 attributes",
        good.replace(b'id="T"', b" ".join(b'a%d="1"' % n for n in range(100_000)) + b' id="T"', 1),
    )
    yield "5,000 rules", file(table(*(rule(str(number), number=number) for number in range(5_000))))
    for name in ("python", "half an expression", "3,000 brackets", "a sum of 50,000"):
        yield f"a cell: {name}", file(table(rule(TEXTS[name].removeprefix("="))))
        yield f"an answer: {name}", file(table(rule("1", TEXTS[name].removeprefix("="))))


def runs() -> Iterator[tuple[str, bytes]]:
    """What may be deployed and must end by itself when it decides."""
    for name, text in EATERS.items():
        yield f"an answer: {name}", file(literal(text.removeprefix("=")))
    yield "800 rules", file(table(*(rule(str(number), number=number) for number in range(800))))
    yield (
        "a chain of 100 decisions",
        file(
            literal("1", "D0")
            + "".join(literal(f"D{n - 1} + D{n - 1}", f"D{n}", needs(f"D{n - 1}")) for n in range(1, 100))
        ),
    )


def samples() -> Iterator[Sample]:
    """All hostile tables."""
    for name, content in refused():
        yield Sample("tables", name, "x.dmn", content)
    for name, content in runs():
        yield Sample("tables that eat", name, "x.dmn", content, runs=True)

"""Diagrams that attack the reader of XML, or draw what must not run."""

from collections.abc import Iterator

from tests.hostile.sample import Sample
from tests.kernel.drawing import (
    HEAD,
    boundary,
    catch,
    draw,
    end,
    error,
    file,
    flow,
    gateway,
    link,
    many,
    mapping,
    message,
    process,
    service,
    signal,
    start,
    sub,
    throw,
    timer,
    times,
    triggered,
    user,
)  # fmt: skip

WHOLE = draw(start(), user("t"), end(), "start t end")
TEXT = WHOLE.decode()
BOM = b"\xef\xbb\xbf"


def doctype(inner: str, use: str = "") -> bytes:
    """The file with a document type, and an entity used as the task's name."""
    text = TEXT.replace("<bpmn:def", f"<!DOCTYPE x [{inner}]><bpmn:def", 1)
    return text.replace('id="t"', f'id="t" name="{use}"', 1).encode()


def bomb(levels: int = 9) -> str:
    lines = ['<!ENTITY a0 "lol">']
    lines += [f'<!ENTITY a{n} "{"".join(f"&a{n - 1};" for _ in range(10))}">' for n in range(1, levels)]
    return "".join(lines)


def xml() -> Iterator[tuple[str, bytes]]:
    """What a parser of XML can be made to do."""
    yield "entity of a file", doctype('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;")
    yield "entity of an address", doctype('<!ENTITY x SYSTEM "http://127.0.0.1:9/x">', "&x;")
    yield "parameter entity", doctype('<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;')
    yield "billion laughs", doctype(bomb(), "&a8;")
    yield "quadratic entity", doctype(f'<!ENTITY a "{"x" * 50_000}">', "&a;" * 10_000)
    yield (
        "external document type",
        TEXT.replace("<bpmn:def", '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><bpmn:def', 1).encode(),
    )
    yield "document type in small letters", TEXT.replace("<bpmn:def", "<!doctype x><bpmn:def", 1).encode()
    yield "document type behind a remark", TEXT.replace("<bpmn:def", "<!-- x --><!DOCTYPE x><bpmn:def", 1).encode()
    yield "unknown entity", TEXT.replace('id="t"', 'id="t" name="&boo;"').encode()
    yield "instruction", TEXT.replace("<bpmn:process", "<?php echo 1 ?><bpmn:process").encode()
    yield (
        "stylesheet",
        TEXT.replace("<bpmn:def", '<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?><bpmn:def', 1).encode(),
    )
    yield (
        "inclusion",
        TEXT.replace(
            "<bpmn:userTask",
            '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/><bpmn:userTask',
            1,
        ).encode(),
    )
    yield (
        "100,000 attributes",
        TEXT.replace('id="t"', " ".join(f'a{n}="1"' for n in range(100_000)) + ' id="t"', 1).encode(),
    )
    yield (
        "101 attributes in single quotes",
        TEXT.replace('id="t"', " ".join(f"a{n}='1'" for n in range(101)) + ' id="t"', 1).encode(),
    )
    yield (
        "10,000 namespaces",
        TEXT.replace('id="t"', " ".join(f'xmlns:n{n}="urn:{n}"' for n in range(10_000)) + ' id="t"', 1).encode(),
    )
    yield "the same attribute twice", TEXT.replace('id="t"', 'id="t" name="a" name="b"', 1).encode()
    yield "5,000 levels", f"{HEAD}{'<a>' * 5_000}{'</a>' * 5_000}</bpmn:definitions>".encode()
    yield "61 levels", f"{HEAD}{'<bpmn:documentation>' * 61}{'</bpmn:documentation>' * 61}</bpmn:definitions>".encode()
    yield "100,000 elements", TEXT.replace("<bpmn:userTask", "<bpmn:group/>" * 100_000 + "<bpmn:userTask", 1).encode()
    yield "remarks only", (TEXT + "<!-- -->" * 200_000).encode()
    yield "two megabytes and one", TEXT.encode() + b" " * (2_000_001 - len(WHOLE))
    yield "five megabytes of name", TEXT.replace('id="t"', f'id="t" name="{"n" * 5_000_000}"').encode()
    yield "NUL", TEXT.replace('id="t"', 'id="t" name="a\0b"').encode()
    yield "NUL as a reference", TEXT.replace('id="t"', 'id="t" name="a&#0;b"').encode()
    yield "bell", TEXT.replace('id="t"', 'id="t" name="a\ab"').encode()
    yield "UTF-16", TEXT.encode("utf-16")
    yield "UTF-16 without a mark", TEXT.encode("utf-16-le")
    yield "UTF-32", TEXT.encode("utf-32")
    yield "UTF-7 declared", TEXT.replace("UTF-8", "UTF-7").encode()
    yield "EBCDIC declared", TEXT.replace("UTF-8", "IBM037").encode()
    yield "Latin-1", TEXT.replace("UTF-8", "ISO-8859-1").replace('id="t"', 'id="t" name="één"').encode("latin-1")
    yield "overlong bytes", WHOLE.replace(b'id="t"', b'id="t" name="\xc0\xaf"')
    yield "half a character", WHOLE + b"\xe2\x82"
    yield "a lone surrogate", WHOLE.replace(b'id="t"', b'id="t" name="\xed\xa0\x80"')
    yield "nothing", b""
    yield "white space", b" \n\t" * 1_000
    yield "a mark only", BOM
    yield "two marks", BOM + BOM + WHOLE
    yield "a ZIP", b"PK\x03\x04" + bytes(range(256)) * 10
    yield "HTML", b"<!doctype html><html><body><script>alert(1)</script></body></html>"
    yield "SVG", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    yield "JSON", b'{"type": "default"}'
    yield "cut in the middle", WHOLE[: len(WHOLE) // 2]
    yield "without its end", WHOLE.replace(b"</bpmn:definitions>", b"")
    yield "two roots", WHOLE + WHOLE.partition(b"?>")[2]
    yield "BPMN of another time", TEXT.replace("20100524", "20060101").encode()
    yield "DMN under a false name", b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>'
    yield "a stray declaration", b" " + WHOLE.replace(b"<bpmn:process", b'<?xml version="1.0"?><bpmn:process', 1)


def nested(depth: int) -> bytes:
    """Subprocesses in subprocesses."""
    inner, last = user("t0"), "t0"
    for level in range(depth):
        inner = sub(f"s{level}", start(f"a{level}"), inner, end(f"e{level}"), f"a{level} {last} e{level}")
        last = f"s{level}"
    return draw(start(), inner, end(), f"start {last} end")


def road(count: int) -> bytes:
    """One task after another."""
    names = [f"t{number}" for number in range(count)]
    return draw(start(), *(user(name) for name in names), end(), " ".join(["start", *names, "end"]))


def web(count: int) -> bytes:
    """Every gateway leads to every other."""
    gates = [f"g{number}" for number in range(count)]
    flows = [f"{one} {other}" for one in gates for other in gates if one != other]
    return draw(start(), *(gateway("inclusive", gate) for gate in gates), end(), "start g0", "g1 end", *flows)


def shape() -> Iterator[tuple[str, bytes]]:
    """What is drawn too large, in circles or without sense."""
    yield "10,000 tasks", road(10_000)
    yield "501 elements", road(499)
    yield "a road of 400 steps", road(400)
    yield "20 gateways, each to each", web(20)
    yield "60 gateways, each to each", web(60)
    yield "12 levels of subprocess", nested(12)
    yield (
        "101 ways",
        draw(
            start(),
            gateway("parallel", "p"),
            *(end(f"e{i}") for i in range(101)),
            "start p",
            *(f"p e{i}" for i in range(101)),
        ),
    )
    yield (
        "101 flows into one task",
        draw(
            start(),
            user("t"),
            end(),
            *(gateway("exclusive", f"g{i}") for i in range(101)),
            "start t end",
            *(f"g{i} t" for i in range(101)),
        ),
    )
    yield (
        "a circle of gateways",
        draw(
            start(),
            gateway("exclusive", "m"),
            gateway("exclusive", "g", default="g_m"),
            end(),
            "start m g m",
            flow("g", "end", "=x"),
        ),
    )
    yield (
        "a circle of settings",
        draw(
            start(),
            gateway("exclusive", "m"),
            service("z", "zet", mapping(outputs={"n": "=1"})),
            gateway("exclusive", "g", default="g_m"),
            end(),
            "start m z g m",
            flow("g", "end", "=x"),
        ),
    )
    yield "a circle without a way out", draw(start(), user("t"), end(), "start t", flow("t", "t"))
    yield "a gateway into itself", draw(start(), gateway("parallel", "p"), user("t"), end(), "start p t end", "p p")
    yield (
        "a join that waits for itself",
        draw(
            start(),
            gateway("parallel", "p"),
            gateway("exclusive", "g", default="g_p"),
            end(),
            "start p g p",
            flow("g", "end", "=x"),
        ),
    )
    yield (
        "a throw that starts itself",
        draw(
            start(),
            user("t"),
            end(),
            "start t end",
            triggered(
                "es",
                start("a", signal("alarm"), isInterrupting="false"),
                throw("b", signal("alarm")),
                end("c"),
                "a b c",
            ),
        ),
    )
    yield "a call of itself", draw(start(), '<bpmn:callActivity id="c" calledElement="P"/>', end(), "start c end")
    yield (
        "a link into itself",
        draw(start(), user("t"), throw("a", link("x")), catch("b", link("x")), "start t", "b a", end(), "t end"),
    )
    yield "a million instances", draw(start(), user("t", times("1000000")), end(), "start t end")
    yield "minus one instance", draw(start(), user("t", times("-1")), end(), "start t end")
    yield (
        "an endless loop marker",
        draw(start(), service("z", "zet", "<bpmn:standardLoopCharacteristics/>"), end(), "start z end"),
    )
    yield (
        "a flow over the border",
        draw(start(), sub("s", start("a"), end("e"), "a e"), user("t"), end(), "start s t end", "a t"),
    )
    yield "a flow into the start", draw(start(), user("t"), end(), "start t end", "t start")
    yield "no start", draw(user("t"), end(), "t end")
    yield "an empty process", draw()
    yield (
        "two processes of one name",
        file(process(start(), end(), "start end"), process(start("s2"), end("e2"), "s2 e2")),
    )
    yield (
        "a boundary on a boundary",
        draw(
            start(),
            user("t"),
            end(),
            "start t end",
            boundary("b", "t", timer("P1D")),
            "b end",
            boundary("c", "b", timer("P1D")),
            "c end",
        ),
    )
    yield (
        "a timer that never rests",
        draw(
            start(),
            user("t"),
            end(),
            "start t end",
            boundary("b", "t", timer("R/PT0S", "Cycle"), interrupting=False),
            end("e2"),
            "b e2",
        ),
    )
    yield (
        "an interrupting circle of time",
        draw(start(), user("t"), end(), "start t end", boundary("b", "t", timer("R/P1D", "Cycle")), "b end"),
    )
    yield (
        "an error on a person's task",
        draw(start(), user("t"), end(), "start t end", boundary("b", "t", error("fout")), "b end"),
    )


def names() -> Iterator[tuple[str, bytes]]:
    """Ids and references that lie."""
    yield "the same id twice", draw(start(), user("t"), user("t"), end(), "start t end")
    yield "an id again in the picture", file(process(start(), user("t"), end(), "start t end"), extra='<x id="t"/>')
    for reserved in ("Start", "End", "Root", "x.EndJoin", "x.BoundaryEventSplit", "x.BoundaryEventJoin"):
        yield f"the reserved id {reserved}", draw(start(), user(reserved), end(), f"start {reserved} end")
    yield "an id of 5,000 letters", draw(start(), user("t" * 5_000), end(), f"start {'t' * 5_000} end")
    yield "a name of 100,000 letters", draw(start(), user("t", name="n" * 100_000), end(), "start t end")
    yield "an id with a quote", WHOLE.replace(b'"t"', b'"t&quot;&gt;&lt;script&gt;"')
    yield "an id with a blank", draw(start(), user("a b"), end(), "start end")
    yield "an empty id", WHOLE.replace(b'id="t"', b'id=""')
    yield "no id", WHOLE.replace(b'id="t"', b"")
    yield "an id that looks like a path", draw(start(), user("../../x"), end(), "start ../../x end")
    yield "an id with letters that look alike", draw(start(), user("t"), user("\u0442"), end(), "start t \u0442 end")
    yield "a direction mark in an id", draw(start(), user("t\u202e"), end(), "start t\u202e end")
    yield "a flow to nowhere", draw(start(), user("t"), end(), "start t end", flow("t", "x"))
    yield "a flow from a flow", draw(start(), user("t"), end(), "start t end", flow("start_t", "end"))
    yield (
        "a boundary on nothing",
        draw(start(), user("t"), end(), "start t end", boundary("b", "x", timer("P1D")), "b end"),
    )
    yield (
        "a boundary on itself",
        draw(start(), user("t"), end(), "start t end", boundary("b", "b", timer("P1D")), "b end"),
    )
    yield "a message that is not there", draw(start(), catch("c", message("elders")), end(), "start c end")
    yield (
        "a message that is a signal",
        draw(start(), catch("c", '<bpmn:messageEventDefinition messageRef="s_alarm"/>'), end(), "start c end"),
    )
    yield (
        "a default flow of somebody else",
        draw(
            start(),
            gateway("exclusive", "g", default="start_g"),
            end("a"),
            end("b"),
            "start g",
            flow("g", "a", "=x"),
            "g b",
        ),
    )
    yield (
        "a lane with a stranger",
        draw(
            '<bpmn:laneSet id="l"><bpmn:lane id="m" name="M"><bpmn:flowNodeRef>x</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>',
            start(),
            user("t"),
            end(),
            "start t end",
        ),
    )
    yield "a process named like a path", file(process(start(), end(), "start end", ident="../../etc/passwd"))
    yield (
        "a compensation of nothing",
        draw(
            start(),
            user("t"),
            throw("x", '<bpmn:compensateEventDefinition activityRef="nothing"/>'),
            end(),
            "start t x end",
        ),
    )


TEXTS = {
    "python": "__import__('os').system('true')",
    "python behind =": "=__import__('os').system('true')",
    "a java call": "=java.lang.Runtime.getRuntime()",
    "JUEL": "${runtime.exec('true')}",
    "a number sign": "#{x}",
    "a template": "{{ 7*7 }}",
    "half an expression": "=1 +",
    "nothing": "=",
    "3,000 brackets": "=" + "(" * 3_000 + "1" + ")" * 3_000,
    "3,000 nots": "=" + "not(" * 3_000 + "true" + ")" * 3_000,
    "10,000 minus signs": "=" + "-" * 10_000 + "1",
    "a sum of 50,000": "=" + "1 + " * 50_000 + "1",
    "3,000 ifs": "=" + "if a then 1 else " * 3_000 + "2",
    "3,000 lists": "=" + "[" * 3_000 + "]" * 3_000,
    "an open text": '="' + "a" * 1_000,
    "a megabyte of text": '="' + "a" * 1_000_000 + '"',
    "a megabyte of name": "=" + "a" * 1_000_000,
    "NUL in FEEL": "=a &#0; b",
    "many unknown words": "=" + "ab cd " * 3_000,
}


def expressions() -> Iterator[tuple[str, bytes]]:
    """Texts that are no rule."""
    for name, text in TEXTS.items():
        yield f"a condition: {name}", condition(text)
    yield "a term: python", draw(start(), catch("c", timer("=open('/etc/passwd')")), end(), "start c end")
    yield "a term: an unknown function", draw(start(), catch("c", timer('=system("x")')), end(), "start c end")
    yield (
        "a cycle of no length",
        draw(start(), catch("c", timer("R1000000000/PT0.000001S", "Cycle")), end(), "start c end"),
    )
    yield (
        "a python script",
        draw(
            start(),
            '<bpmn:scriptTask id="s"><bpmn:script>import os</bpmn:script></bpmn:scriptTask>',
            end(),
            "start s end",
        ),
    )
    yield (
        "a java class",
        draw(start(), '<bpmn:serviceTask id="s" camunda:class="java.lang.Runtime"/>', end(), "start s end"),
    )
    yield (
        "a listener",
        draw(
            start(),
            user(
                "t",
                '<zeebe:executionListeners><zeebe:executionListener type="x" eventType="start"/></zeebe:executionListeners>',
            ),
            end(),
            "start t end",
        ),
    )
    yield (
        "an output into a path",
        draw(start(), service("z", "zet", mapping(outputs={"a.b": "=1"})), end(), "start z end"),
    )


def condition(feel: str) -> bytes:
    """The text as a gateway's condition."""
    return draw(
        start(),
        gateway("exclusive", "g", default="g_b"),
        flow("g", "a", feel.replace("&#0;", "\x01")),
        end("a"),
        end("b"),
        "start g b",
    )


EATERS = {
    "an attribute": "=case.__class__.__mro__ = null",
    "an external function": '=(function(x) external {java: {class: "java.lang.Runtime", method: "exec(x)"}})("true")',
    "four million rounds": "=count(for i in 1..2000, j in 1..2000 return i + j) > 0",
    "a list of a billion": "=count(1..1000000000) > 0",
    "a text that doubles": '=string length(for i in 1..60 return if i = 1 then "ab" else string join(partial, "")) > 0',
    "an endless recursion": "={f: function(n) f(n + 1), r: f(1)}.r > 0",
    "two of itself": "={f: function(n) if n = 0 then 1 else f(n - 1) + f(n - 1), r: f(40)}.r > 0",
    "a regular expression": '=matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$")',
    "a back-reference": '=matches("aa", "(a)\\1")',
    "a power of a power": "=9 ** 9 ** 9 > 0",
    "a long number": "=" + "9" * 30_000 + " > 0",
    "a huge exponent": "=1E999999999 * 1E999999999 > 0",
    "a text of replacements": '=string length(replace(replace(replace("aaaaaaaaaa", "a", "aaaaaaaaaa"), "a", "aaaaaaaaaa"), '
    '"a", "aaaaaaaaaaaaaaaaaaaa")) > 0',
    "a join of a hundred thousand": '=string length(string join(for i in 1..100000 return "aaaaaaaaaa", ",")) > 0',
    "a sort of many": "=count(sort(1..50000, function(a, b) a > b)) > 0",
    "distinct values of many": "=count(distinct values(1..50000)) > 0",
    "the year 999,999,999": '=date("999999999-01-01") + duration("P999999999Y") > today',
    "some of many": "=some i in 1..3000, j in 1..3000 satisfies i * j = -1",
    "all pairs": "=count([1..3000][count(item) > 0 and count(1..3000) = 1]) > 0",
}


def eaters() -> Iterator[tuple[str, bytes]]:
    """Well-formed rules that would compute for ever: they may be accepted, and end as an incident."""
    for name, text in EATERS.items():
        yield f"a condition: {name}", condition(text)
    yield (
        "a collection of a million",
        draw(start(), user("t", many("=for i in 1..1000000 return i", "i")), end(), "start t end"),
    )
    yield (
        "a hundred times a hundred",
        draw(
            start(),
            sub(
                "s",
                start("a"),
                service("z", "x", many("=for i in 1..100 return i", "i")),
                end("b"),
                "a z b",
                many("=for i in 1..100 return i", "j"),
            ),
            end(),
            "start s end",
        ),
    )


def samples() -> Iterator[Sample]:
    """All hostile diagrams."""
    for kind, make in (
        ("xml", xml),
        ("shape", shape),
        ("names", names),
        ("expressions", expressions),
        ("eaters", eaters),
    ):
        for name, content in make():
            yield Sample(kind, name, "x.bpmn", content, runs=kind == "eaters")

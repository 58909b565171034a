"""Files of strangers: whatever is sent is refused cleanly or runs safely, and the look at it is quick."""

import random

import pytest

from engine import kernel
from engine.kernel import commands as cmd
from engine.kernel import second
from tests.infrastructure.cpu import soonest
from tests.kernel.drawing import (
    HEAD,
    boundary,
    catch,
    draw,
    end,
    file,
    flow,
    gateway,
    many,
    message,
    process,
    service,
    start,
    sub,
    timer,
    times,
    triggered,
    user,
)
from tests.kernel.instance import NOW

WHOLE = draw(start(), user("t"), end(), "start t end")
TEXT = WHOLE.decode()


def nested(depth: int) -> bytes:
    inner = user("t0") + "".join(())
    for level in range(depth):
        inner = sub(
            f"s{level}",
            start(f"a{level}"),
            inner,
            end(f"e{level}"),
            f"a{level} {'t0' if not level else f's{level - 1}'} e{level}",
        )
    return draw(start(), inner, end(), f"start s{depth - 1} end")


def long_road(count: int) -> bytes:
    return draw(
        start(),
        *(user(f"t{i}") for i in range(count)),
        end(),
        " ".join(["start", *(f"t{i}" for i in range(count)), "end"]),
    )


def expression(feel: str) -> bytes:
    return draw(
        start(), gateway("exclusive", "g", default="g_b"), flow("g", "a", feel), end("a"), end("b"), "start g b"
    )


ATTRIBUTES = " ".join(f'a{i}="x"' for i in range(50_000))
REFUSED: dict[str, bytes] = {
    "empty": b"",
    "no xml": b"PK\x03\x04 not a diagram",
    "half a file": WHOLE[: len(WHOLE) // 2],
    "another root": b"<html xmlns='http://www.w3.org/1999/xhtml'/>",
    "no namespace": b"<definitions><process id='P' isExecutable='true'/></definitions>",
    "too large": TEXT.replace("</bpmn:definitions>", f"<!-- {'x' * 2_000_000} --></bpmn:definitions>").encode(),
    "latin-1": TEXT.replace("UTF-8", "ISO-8859-1").encode("latin-1"),
    "utf-16": TEXT.replace("UTF-8", "UTF-16").encode("utf-16"),
    "not utf-8": WHOLE.replace(b'id="t"', b'id="t" name="\xff\xfe"'),
    "null byte": WHOLE.replace(b'id="t"', b'id="t" name="\x00"'),
    "control character": WHOLE.replace(b'id="t"', b'id="t" name="&#1;"'),
    "doctype": TEXT.replace("<bpmn:definitions", "<!DOCTYPE x><bpmn:definitions", 1).encode(),
    "external entity": TEXT.replace("<bpmn:def", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><bpmn:def', 1).encode(),
    "billion laughs": TEXT.replace("<bpmn:def", '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><bpmn:def', 1).encode(),
    "undefined entity": WHOLE.replace(b'id="t"', b'id="t" name="&boo;"'),
    "lower case doctype": TEXT.replace("<bpmn:def", "<!doctype x><bpmn:def", 1).encode(),
    "instruction": TEXT.replace("<bpmn:process", "<?php echo 1 ?><bpmn:process").encode(),
    "stylesheet": TEXT.replace("<bpmn:def", '<?xml-stylesheet href="x.xsl"?><bpmn:def', 1).encode(),
    "50,000 attributes": TEXT.replace('<bpmn:userTask id="t"', f'<bpmn:userTask {ATTRIBUTES} id="t"').encode(),
    "10,000 tasks": long_road(10_000),
    "400 steps": long_road(400),
    "300 levels of xml": f"{HEAD}{'<bpmn:documentation>' * 300}{'</bpmn:documentation>' * 300}</bpmn:definitions>".encode(),
    "11 levels of subprocess": nested(12),
    "duplicate id": draw(start(), user("t"), user("t"), end(), "start t end"),
    "duplicate id in the picture": file(process(start(), user("t"), end(), "start t end"), extra='<x id="t"/>'),
    **{f"reserved {name}": draw(start(), user(name), end(), f"start {name} end") for name in ("Start", "End", "Root", "x.EndJoin")},
    "huge id": draw(start(), user("t" * 5_000), end(), f"start {'t' * 5_000} end"),
    "huge name": draw(start(), user("t", name="n" * 100_000), end(), "start t end"),
    "id with a quote": WHOLE.replace(b'"t"', b'"t&quot;&gt;"'),
    "flow to nowhere": draw(start(), user("t"), end(), "start t end", flow("t", "x")),
    "boundary on nothing": draw(start(), user("t"), end(), "start t end", boundary("b", "x", timer("P1D")), "b end"),
    "boundary on itself": draw(start(), user("t"), end(), "start t end", boundary("b", "b", timer("P1D")), "b end"),
    "loop without a wait": draw(
        start(), gateway("exclusive", "m"), gateway("exclusive", "g", default="g_m"), end(), "start m g m", flow("g", "end", "=x")
    ),
    "loop without an exit": draw(start(), user("t"), end(), "start t", flow("t", "t")),
    "parallel gateway into itself": draw(start(), gateway("parallel", "p"), user("t"), end(), "start p t end", "p p"),
    "call of itself": draw(start(), '<bpmn:callActivity id="c" calledElement="P"/>', end(), "start c end"),
    "101 ways": draw(start(), gateway("parallel", "p"), *(end(f"e{i}") for i in range(101)), "start p", *(f"p e{i}" for i in range(101))),
    "python script": draw(start(), '<bpmn:scriptTask id="s"><bpmn:script>import os</bpmn:script></bpmn:scriptTask>', end(), "start s end"),
    "python condition": expression("__import__('os').system('true')"),
    "python behind =": expression("=__import__('os').system('true')"),
    "juel": expression("${runtime.exec('true')}"),
    "broken feel": expression("=1 +"),
    "3,000 brackets": expression("=" + "(" * 3_000 + "1" + ")" * 3_000),
    "long feel": expression("=" + "1 + " * 50_000 + "1"),
    "cross-scope flow": draw(start(), sub("s", start("a"), end("e"), "a e"), user("t"), end(), "start s t end", "a t"),
    "negative cardinality": draw(start(), user("t", times("-1")), end(), "start t end"),
    "million instances": draw(start(), user("t", times("1000000")), end(), "start t end"),
    **{
        f"unknown {word}": draw(start(), f'<bpmn:{word} id="x"/>', user("t"), end(), "start t end")
        for word in ("globalTask", "choreographyTask", "callChoreography", "resource", "ioSpecification", "frobnicate")
    },
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_with_findings_in_a_tenth_of_a_second(name):
    reading = kernel.read(REFUSED[name])
    assert not reading.accepted
    assert any(f.severity is kernel.Severity.ERROR for f in reading.findings)
    assert soonest(lambda: kernel.read(REFUSED[name])) < 0.1


VALID = draw(
    start(), user("t"), boundary("b", "t", timer("R3/PT1H", "Cycle"), interrupting=False), gateway("exclusive", "g", default="g_u"),
    flow("g", "t", "=again"), user("u", many("=kids", "kid", results="rs", result="=kid")),
    sub("s", start("s1"), catch("c", message("hallo")), end("s2"), "s1 c s2"),
    gateway("parallel", "f"), gateway("inclusive", "j"), service("z", "brief"), end(), end("e2"), "start t g u f s j end", "f z j", "b e2",
    triggered("es", start("es1", message("klaar"), isInterrupting="false"), user("v"), end("es2"), "es1 v es2"),
)  # fmt: skip


def mutant(rng: random.Random, xml: bytes) -> bytes:
    """A blind change: bytes flipped, pieces cut, doubled or swapped, ids exchanged."""
    kind = rng.randrange(5)
    a, b = sorted(rng.randrange(150, len(xml)) for _ in range(2))
    if kind == 0:
        return xml[:a] + bytes([rng.randrange(32, 127)]) + xml[a + 1 :]
    if kind == 1:
        return xml[:a] + xml[min(b, a + 40) :]
    if kind == 2:
        return xml[:b] + xml[a : min(b, a + 120)] + xml[b:]
    names = [b'"t"', b'"u"', b'"g"', b'"f"', b'"s"', b'"j"', b'"z"', b'"end"', b'"b"', b'"c"', b'"es"']
    if kind == 3:
        return xml[:a] + xml[a:].replace(rng.choice(names), rng.choice(names), 1)
    words = [
        b"userTask",
        b"subProcess",
        b"parallelGateway",
        b"endEvent",
        b"startEvent",
        b"boundaryEvent",
        b"serviceTask",
        b"transaction",
        b"task",
    ]
    return xml.replace(rng.choice(words), rng.choice(words))


def drive(model: kernel.Model, rng: random.Random) -> None:
    """Thirty random answers; nothing but the kernel's own refusals may come out."""
    world = kernel.World(NOW, {"kids": ["a", "b"], "again": rng.random() < 0.5, "case": {"id": "C"}})
    try:
        marking, _ = kernel.start(model, world)
    except kernel.NotPossible:
        return
    for _ in range(30):
        waits = kernel.waits(model, marking)
        if not waits:
            assert marking.over, "stands still for ever"
            return
        wait = rng.choice(waits)
        answer = {
            "task": cmd.Complete(wait.number), "job": cmd.Complete(wait.number), "timer": cmd.Fire(wait.number),
            "incident": cmd.Retry(wait.number),
            "message": cmd.Deliver(wait.number), "signal": cmd.Deliver(wait.number), "call": cmd.Returned(wait.number, "x"),
            "adhoc": cmd.Complete(wait.number), "condition": cmd.FactsChanged(),
        }[wait.kind]  # fmt: skip
        marking, _ = kernel.apply(model, kernel.load(kernel.dump(marking)), answer, world)


def test_blind_mutants_are_refused_or_run_safely_and_both_readings_agree_on_them():
    seed, accepted = 20_270_301, 0
    rng = random.Random(seed)
    for round_ in range(4_000):
        xml = VALID
        for _ in range(rng.randrange(1, 4)):
            xml = mutant(rng, xml)
        reading = kernel.read(xml)
        for model in reading.models:
            accepted += 1
            drive(model, rng)
            if accepted % 5 == 0:
                errors = [f for f in second.compare(xml, model) if f.severity is kernel.Severity.ERROR]
                assert not errors, (seed, round_, errors[:2])
    assert accepted > 100, f"seed {seed}: the mutants are too wild to say anything"


def test_a_marking_from_elsewhere_is_refused_not_guessed():
    for text in ("", "k0[1,[]]", "k1[", "k1[1,[[1]]]", "k1{}", "[]"):
        with pytest.raises(kernel.NotReadable):
            kernel.load(text)

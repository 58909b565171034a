"""Blind changes of our own diagrams: bytes flipped, pieces cut, doubled or moved, ids and words exchanged."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import processes
from tests.hostile.sample import Sample

FILES = sorted(Path(processes.__file__).parent.rglob("*.bpmn"))
WORDS = (b"userTask", b"serviceTask", b"subProcess", b"endEvent", b"startEvent", b"boundaryEvent", b"parallelGateway",
         b"exclusiveGateway", b"transaction", b"adHocSubProcess", b"callActivity", b"inclusiveGateway", b"task")  # fmt: skip
DEFINITIONS = (b"timerEventDefinition", b"messageEventDefinition", b"errorEventDefinition", b"signalEventDefinition",
               b"terminateEventDefinition", b"compensateEventDefinition", b"cancelEventDefinition")  # fmt: skip
ELEMENT = re.compile(rb"<bpmn:(\w+)[^<>]*(?:/>|>[^<>]*</bpmn:\1>)")


def mutants(seed: int, count: int) -> Iterator[Sample]:
    """So many mutants, of each diagram in turn; the same seed gives the same."""
    rng = random.Random(seed)
    # The picture and the lanes are long and say little: without most of the picture more changes meet the process.
    sources = [re.sub(rb"(?s)<bpmndi:BPMNDiagram.*</bpmndi:BPMNDiagram>", b"", file.read_bytes()) for file in FILES]
    for number in range(count):
        content = sources[number % len(sources)]
        for _ in range(rng.randrange(1, 4)):
            content = rng.choice(CHANGES)(rng, content)
        yield Sample("mutants", f"seed {seed}, number {number}", "x.bpmn", content, runs=True)


def flip(rng: random.Random, xml: bytes) -> bytes:
    at = _place(rng, xml)
    return xml[:at] + bytes([rng.randrange(32, 127)]) + xml[at + 1 :]


def cut(rng: random.Random, xml: bytes) -> bytes:
    at = _place(rng, xml)
    return xml[:at] + xml[at + rng.randrange(1, 60) :]


def double(rng: random.Random, xml: bytes) -> bytes:
    at, to = _place(rng, xml), _place(rng, xml)
    return xml[:to] + xml[at : at + 120] + xml[to:]


def lose_an_element(rng: random.Random, xml: bytes) -> bytes:
    found = _element(rng, xml)
    return xml.replace(found, b"", 1)


def move_an_element(rng: random.Random, xml: bytes) -> bytes:
    one, other = _element(rng, xml), _element(rng, xml)
    return xml.replace(one, b"", 1).replace(other, other + one, 1)


def exchange_ids(rng: random.Random, xml: bytes) -> bytes:
    ids = re.findall(rb'(?:id|Ref)="([^"]+)"', xml)
    one, other = rng.choice(ids), rng.choice(ids)
    at = _place(rng, xml)
    return xml[:at] + xml[at:].replace(b'"' + one + b'"', b'"' + other + b'"', 1)


def exchange_words(rng: random.Random, xml: bytes) -> bytes:
    words = rng.choice((WORDS, DEFINITIONS))
    one, other = rng.choice(words), rng.choice(words)
    return re.sub(rb"(</?bpmn:)" + one + rb"\b", rb"\1" + other, xml, count=rng.choice((0, 2)))


def lose_an_attribute(rng: random.Random, xml: bytes) -> bytes:
    found = rng.choice(re.findall(rb' [\w:]+="[^"]*"', xml))
    return xml.replace(found, b"", 1)


def turn_an_attribute(rng: random.Random, xml: bytes) -> bytes:
    for one, other in rng.sample(
        ((b'"true"', b'"false"'), (b'"false"', b'"true"'), (b"P", b"-P"), (b"=", b"=="), (b'="=', b'="')), 5
    ):
        if one in xml:
            at = _place(rng, xml)
            return xml[:at] + xml[at:].replace(one, other, 1)
    return xml


CHANGES = (
    flip, cut, double, lose_an_element, move_an_element, exchange_ids, exchange_ids, exchange_words, lose_an_attribute,
    turn_an_attribute,
)  # fmt: skip


def _place(rng: random.Random, xml: bytes) -> int:
    return rng.randrange(min(900, len(xml) - 1), len(xml))


def _element(rng: random.Random, xml: bytes) -> bytes:
    found = [match[0] for match in ELEMENT.finditer(xml)]
    return rng.choice(found or [b"<"])

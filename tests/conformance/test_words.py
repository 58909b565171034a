"""Every word of BPMN 2.0 is executed, read as a part of what is executed, says nothing, or is refused by its name."""

import pytest

from engine import kernel
from engine.kernel.supported import supported
from tests.conformance import elements
from tests.conformance.bpmn_words import ABSTRACT, READ, SAYS_NOTHING, WORDS
from tests.kernel.drawing import HEAD, end, start

EXECUTED = frozenset(row.word for row in supported())
REFUSED = sorted((WORDS | ABSTRACT) - EXECUTED - READ - set(SAYS_NOTHING))
PROCESS = '<bpmn:process id="P" isExecutable="true">{}</bpmn:process>'
FLOWS = '<bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="t"/><bpmn:sequenceFlow id="f2" sourceRef="t" targetRef="end"/>'
ROAD = start() + '<bpmn:manualTask id="t"/>' + end() + FLOWS
PLACES = {
    "in the file": "{word}" + PROCESS.format("{road}"),
    "in a collaboration": '<bpmn:collaboration id="C">{word}</bpmn:collaboration>' + PROCESS.format("{road}"),
    "in a process": PROCESS.format("{road}{word}"),
    "in a subprocess": PROCESS.format(
        '<bpmn:startEvent id="start"/><bpmn:subProcess id="t"><bpmn:startEvent id="a"/><bpmn:endEvent id="b"/>'
        '<bpmn:sequenceFlow id="f3" sourceRef="a" targetRef="b"/>{word}</bpmn:subProcess><bpmn:endEvent id="end"/>' + FLOWS
    ),
    "in a task": PROCESS.format(start() + '<bpmn:manualTask id="t">{word}</bpmn:manualTask>' + end() + FLOWS),
    "in an event": PROCESS.format(
        start() + '<bpmn:intermediateThrowEvent id="t">{word}</bpmn:intermediateThrowEvent>' + end() + FLOWS
    ),
    "in a gateway": PROCESS.format(
        start() + '<bpmn:parallelGateway id="t">{word}</bpmn:parallelGateway><bpmn:endEvent id="e2"/>' + end() + FLOWS
        + '<bpmn:sequenceFlow id="f3" sourceRef="t" targetRef="e2"/>'
    ),
    "in a flow": PROCESS.format(ROAD.replace('targetRef="end"/>', 'targetRef="end">{word}</bpmn:sequenceFlow>')),
    "in a lane": PROCESS.format('<bpmn:laneSet id="l"><bpmn:lane id="m" name="M">{word}</bpmn:lane></bpmn:laneSet>{road}'),
    "in a set of lanes": PROCESS.format('<bpmn:laneSet id="l">{word}</bpmn:laneSet>{road}'),
    "in a message": '<bpmn:message id="m" name="m">{word}</bpmn:message>' + PROCESS.format("{road}"),
    "in a signal": '<bpmn:signal id="m" name="m">{word}</bpmn:signal>' + PROCESS.format("{road}"),
    "in an error": '<bpmn:error id="m" errorCode="m">{word}</bpmn:error>' + PROCESS.format("{road}"),
    "in a pool": '<bpmn:collaboration id="C"><bpmn:participant id="p">{word}</bpmn:participant></bpmn:collaboration>'
    + PROCESS.format("{road}"),
    "in an event definition": PROCESS.format(
        start()
        + '<bpmn:intermediateCatchEvent id="t"><bpmn:timerEventDefinition id="d"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P1D'
        "</bpmn:timeDuration>{word}</bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>" + end() + FLOWS
    ),
    "in a multi-instance": PROCESS.format(
        start()
        + '<bpmn:manualTask id="t"><bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">=3'
        "</bpmn:loopCardinality>{word}</bpmn:multiInstanceLoopCharacteristics></bpmn:manualTask>" + end() + FLOWS
    ),
    "in a repetition": PROCESS.format(
        start()
        + '<bpmn:manualTask id="t"><bpmn:standardLoopCharacteristics loopMaximum="3">{word}</bpmn:standardLoopCharacteristics></bpmn:manualTask>'
        + end() + FLOWS
    ),
}  # fmt: skip


def errors(place: str, inner: str) -> list[kernel.Finding]:
    text = HEAD + PLACES[place].replace("{road}", ROAD).replace("{word}", inner) + "</bpmn:definitions>"
    return [row for row in kernel.read(text.encode()).findings if row.severity is kernel.Severity.ERROR]


def test_the_places_are_accepted_without_the_word():
    assert {place: errors(place, "") for place in PLACES} == {place: [] for place in PLACES}


def test_every_word_has_one_meaning():
    assert not EXECUTED & READ
    assert not (EXECUTED | READ) & set(SAYS_NOTHING)
    assert EXECUTED | READ | set(SAYS_NOTHING) <= WORDS


@pytest.mark.parametrize("place", PLACES)
def test_a_word_that_is_not_executed_is_refused_by_its_name_wherever_it_stands(place):
    overlooked = [word for word in [*REFUSED, "frobnicate"] if not named(word, errors(place, f'<bpmn:{word} id="x"/>'))]
    assert not overlooked


def named(word: str, found: list[kernel.Finding]) -> bool:
    return any(word in row.text_en or (word == "task" and row.code == "task-untyped") for row in found)


@pytest.mark.parametrize("place", [place for place in PLACES if place not in ("in a process", "in a subprocess")])
def test_an_executed_word_where_it_cannot_be_is_refused_not_overlooked(place):
    assert [word for word in EXECUTED if not errors(place, f'<bpmn:{word} id="x"/>')] == []


def test_the_readme_has_the_table_that_the_code_gives():
    assert elements.written() == elements.section(), "run python -m tests.conformance.elements"

"""Data that is drawn and contradicts itself is refused for its own reason, beside the words that are not executed."""

import pytest

from engine import kernel
from tests.kernel.drawing import element, end, file, process, start

ITEMS = (
    '<bpmn:itemDefinition id="one" structureRef="Text"/><bpmn:itemDefinition id="same" structureRef="Text"/>'
    '<bpmn:itemDefinition id="other" structureRef="Number"/><bpmn:itemDefinition id="many" structureRef="Text" isCollection="true"/>'
    '<bpmn:itemDefinition id="shapeless"/>'
    '<bpmn:message id="told" name="told" itemRef="one"/><bpmn:message id="answered" name="answered" itemRef="other"/>'
    '<bpmn:error id="wrong" errorCode="wrong" structureRef="one"/>'
    '<bpmn:interface id="door" name="door"><bpmn:operation id="ask" name="ask"><bpmn:inMessageRef>told</bpmn:inMessageRef>'
    "<bpmn:outMessageRef>answered</bpmn:outMessageRef></bpmn:operation></bpmn:interface>"
)
NOT_EXECUTED = {"element-unsupported", "task-untyped", "script-language", "topic-missing", "reference-missing"}


def box(inputs: tuple[str, ...] = (), outputs: tuple[str, ...] = ()) -> str:
    """An ioSpecification with data of these items."""
    data = "".join(f'<bpmn:dataInput id="in{n}{item}" {of(item)}/>' for n, item in enumerate(inputs))
    data += "".join(f'<bpmn:dataOutput id="out{n}{item}" {of(item)}/>' for n, item in enumerate(outputs))
    return f"<bpmn:ioSpecification>{data}<bpmn:inputSet/><bpmn:outputSet/></bpmn:ioSpecification>"


def of(item: str) -> str:
    return f'itemSubjectRef="{item}" isCollection="{"true" if item == "many" else "false"}"' if item else ""


def reasons(*parts: str, more: str = "") -> set[str]:
    """Why a process with this one element is refused, without the words that are not executed."""
    ident = parts[0].split('id="')[1].split('"')[0]
    road = () if parts[0].startswith("<bpmn:endEvent") else (end(),)
    chain = f"start {ident} end" if road else f"start {ident}"
    xml = file(process(start(), *parts, *road, chain), extra=ITEMS + more)
    found = kernel.read(xml).findings
    return {row.code for row in found if row.severity is kernel.Severity.ERROR} - NOT_EXECUTED


def task(*inner: str) -> str:
    return element("manualTask", "t", *inner)


def send(*inner: str) -> str:
    return element("sendTask", "t", *inner, messageRef="told")


def receive(*inner: str) -> str:
    return element("receiveTask", "t", *inner, messageRef="told")


def asks(*inner: str) -> str:
    return element("serviceTask", "t", *inner, operationRef="ask")


def throws(*items: str) -> str:
    data = "".join(f'<bpmn:dataInput id="in{n}" {of(item)}/>' for n, item in enumerate(items))
    return element("endEvent", "e", data, '<bpmn:errorEventDefinition errorRef="wrong"/>')


def call(*inner: str) -> str:
    return element("callActivity", "t", *inner, calledElement="Q")


def called(*inner: str) -> str:
    """A process beside it, whose data has other ids."""
    mine = [
        part.replace('id="in', 'id="q_in').replace('id="out', 'id="q_out').replace('Ref="in', 'Ref="q_in')
        for part in inner
    ]
    return element("process", "Q", *mine, isExecutable="false").replace('Ref="out', 'Ref="q_out')


def role(inner: str) -> str:
    return element("manualTask", "t", f'<bpmn:performer id="r">{inner}</bpmn:performer>')


BINDING = '<bpmn:ioBinding operationRef="ask" inputDataRef="in0{}" outputDataRef="out0other"/>'
INTERFACE = "<bpmn:supportedInterfaceRef>door</bpmn:supportedInterfaceRef>"
WHO = "<bpmn:resourceAssignmentExpression/>"
VALUE = '<bpmn:resourceParameterBinding parameterRef="p"/>'
NAMED = "<bpmn:resourceRef>R</bpmn:resourceRef>"
MOVES = (
    '<bpmn:dataInputAssociation id="m"><bpmn:sourceRef>t</bpmn:sourceRef><bpmn:targetRef>in0one</bpmn:targetRef>'
    "{}</bpmn:dataInputAssociation>"
)

WRONG: dict[str, tuple[str, set[str]]] = {
    "a single value of a collection": ("data-collection", reasons(task(box(("many",)).replace('"true"', '"false"')))),
    "a collection of a single value": (
        "data-collection",
        reasons(task(box(outputs=("one",)).replace('"false"', '"true"'))),
    ),
    "two pieces for one message": ("data-message", reasons(send(box(("one", "same"))))),
    "another structure than the message": ("data-message", reasons(send(box(("other",))))),
    "no structure to compare": ("data-message", reasons(receive(box(outputs=("shapeless",))))),
    "data without an item": ("data-message", reasons(receive(box(outputs=("",))))),
    "no data for the message": ("data-message", reasons(send(box()))),
    "another answer than the operation's": ("data-message", reasons(asks(box(("one",), ("one",))))),
    "an event with other data": ("data-event", reasons(throws("other"))),
    "an event with too much data": ("data-event", reasons(throws("one", "same"))),
    "a call that gives too much": ("data-call", reasons(call(box(("one", "other"))), more=called(box(("one",))))),
    "a call that gives something else": ("data-call", reasons(call(box(("other",))), more=called(box(("one",))))),
    "a call that takes back less": ("data-call", reasons(call(box(("one",))), more=called(box(("one",), ("other",))))),
    "an operation that nothing binds": (
        "data-binding",
        reasons(task(), more=called(INTERFACE, box(("one",), ("other",)))),
    ),
    "an operation bound to something else": (
        "data-binding",
        reasons(task(), more=called(INTERFACE, box(("other",), ("other",)), BINDING.format("other"))),
    ),
    "a transformation that says nothing": (
        "expression-empty",
        reasons(task(box(("one",)), MOVES.format("<bpmn:transformation/>"))),
    ),
    "a role with values but no resource": ("role-resource", reasons(role(VALUE + WHO))),
    "a role that is named and computed": ("role-resource", reasons(role(NAMED + WHO))),
    "a script without a language": (
        "script-format",
        reasons(element("scriptTask", "t", "<bpmn:script>x</bpmn:script>")),
    ),
    "a language that is none": (
        "script-format",
        reasons(element("scriptTask", "t", "<bpmn:script>x</bpmn:script>", scriptFormat="NONE")),
    ),
    "a choreography in a process": ("choreography-place", reasons(task(), element("choreographyTask", "c"))),
}
RIGHT: dict[str, set[str]] = {
    "a collection of a collection": reasons(task(box(("many",), ("many",)))),
    "a message with its item": reasons(send(box(("one",)))),
    "a message with an item of the same structure": reasons(send(box(("same",)))),
    "an operation with both": reasons(asks(box(("one",), ("other",)))),
    "an event with its data": reasons(throws("same")),
    "a call that fits": reasons(call(box(("same",), ("other",))), more=called(box(("one",), ("other",)))),
    "an operation that is bound": reasons(task(), more=called(INTERFACE, box(("one",), ("other",)), BINDING.format("one"))),
    "a transformation": reasons(task(box(("one",)), MOVES.format("<bpmn:transformation>x</bpmn:transformation>"))),
    "a role that is computed": reasons(role(WHO)),
    "a role that is named": reasons(role(NAMED + VALUE)),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_data_that_contradicts_itself_is_refused_for_that(what: str) -> None:
    code, found = WRONG[what]
    assert code in found


@pytest.mark.parametrize("what", RIGHT)
def test_data_that_fits_has_no_such_reason(what: str) -> None:
    assert not {code for code in RIGHT[what] if code.startswith("data-") or code in ("role-resource", "script-format")}

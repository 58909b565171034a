"""The second reading: it agrees, it notices, and it never reaches what would run code."""

import logging
import subprocess
import sys
from dataclasses import replace
from types import MappingProxyType

import pytest
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow

from engine import kernel
from engine.kernel import second
from engine.kernel.model import Flow, Model
from tests.kernel.drawing import (
    FORMAL,
    boundary,
    catch,
    chains,
    condition,
    draw,
    element,
    end,
    error,
    escalation,
    file,
    flow,
    gateway,
    link,
    many,
    message,
    process,
    service,
    signal,
    start,
    sub,
    throw,
    timer,
    triggered,
    user,
)  # fmt: skip

RICH = (
    start(), user("t"), boundary("b", "t", timer("R/P1D", "Cycle"), interrupting=False), user("u"), gateway("exclusive", "g", default="g_p"),
    flow("g", "i", "=x > 1"), "g p", gateway("parallel", "p"), gateway("inclusive", "i"),
    sub("s", start("s1"), catch("m", message("hallo")), end("s2"), "s1 m s2"),
    boundary("f", "s", error("fout")), service("z", "brief"), end(), end("e2", "<bpmn:terminateEventDefinition/>"),
    "start t u g", "p s i end", "p z i", "b e2", "f e2",
)  # fmt: skip


def errors(xml: bytes, model: Model | None = None) -> list[tuple[str | None, str]]:
    found = second.compare(xml, model or kernel.read(xml).model)
    return [(f.element, f.code) for f in found if f.severity is kernel.Severity.ERROR]


def test_the_two_readings_agree_on_a_rich_diagram():
    assert errors(draw(*RICH)) == []


def changed(element: str, **fields: object) -> Model:
    model = kernel.read(draw(*RICH)).model
    elements = {**model.elements, element: replace(model.elements[element], **fields)}
    return replace(model, elements=MappingProxyType(elements))


@pytest.mark.parametrize(
    ("element", "fields"),
    [
        ("t", {"kind": "serviceTask"}),
        ("t", {"lane": "Elders"}),
        ("b", {"interrupting": True}),
        ("m", {"event": kernel.Event("message", "klaar")}),
        ("f", {"event": kernel.Event("error", "anders")}),
        ("e2", {"event": kernel.Event("none")}),
        ("g", {"default": "g_i"}),
        ("u", {"outgoing": ()}),
    ],
)
def test_a_reading_of_ours_that_were_wrong_is_noticed_at_its_element(element, fields):
    assert (element, "second-reading") in errors(draw(*RICH), changed(element, **fields))


def test_a_condition_that_were_misread_is_noticed():
    model = kernel.read(draw(*RICH)).model
    wrong = Flow(
        "g_i", "g", "i", condition=model.elements["g"] and kernel.read(draw(*RICH)).model.flows["g_i"].condition
    )
    wrong = replace(wrong, target="p")
    assert ("g", "second-reading") in errors(
        draw(*RICH), replace(model, flows=MappingProxyType({**model.flows, "g_i": wrong}))
    )


OUTSIDE = {
    "complex gateway": (
        start(), gateway("parallel", "f"), gateway("complex", "c"), end(), user("a"), user("b"), "start f a c end", "f b c"
    ),
    "ad hoc": (start(), sub("s", user("a"), word="adHocSubProcess"), end(), "start s end"),
    "link": (start(), throw("a", link("x")), catch("b", link("x")), end(), "start a", "b end"),
    "signal end": (start(), end("e", signal("alarm")), "start e"),
    "repetition": (start(), user("t", many("=kids", "kid")), end(), "start t end"),
    "event subprocess": (start(), user("t"), end(), "start t end", triggered("es", start("a", escalation("hulp")), end("c"), "a c")),
    "several ways out of a task": (start(), user("t"), end("a"), end("b"), "start t a", "t b"),
    "condition": (start(), catch("c", condition("=x")), end(), "start c end"),
    "call": (start(), element("callActivity", "c", '<zeebe:calledElement processId="Q"/>'), end(), "start c end"),
    "decision": (start(), element("businessRuleTask", "d", '<zeebe:calledDecision decisionId="D" resultVariable="r"/>'), end(), "start d end"),
    "data in a subprocess": (
        start(),
        sub("s", start("a"), user("t"), '<bpmn:dataObjectReference id="r" dataObjectRef="o"/>', '<bpmn:dataObject id="o"/>', end("c"), "a t c"),
        end(), "start s end",
    ),
    "compensation": (
        start(), user("t"), '<bpmn:boundaryEvent id="c" attachedToRef="t"><bpmn:compensateEventDefinition/></bpmn:boundaryEvent>',
        user("h", isForCompensation="true"), '<bpmn:association id="as" sourceRef="c" targetRef="h"/>',
        throw("x", "<bpmn:compensateEventDefinition/>"),
        end(), "start t x end",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OUTSIDE)
def test_what_it_does_not_represent_is_left_out_and_its_surroundings_compared(name):
    assert errors(draw(*OUTSIDE[name])) == []


def test_what_is_not_compared_is_listed():
    found = second.compare(draw(*OUTSIDE["link"]), kernel.read(draw(*OUTSIDE["link"])).model)
    assert [(f.element, f.code) for f in found] == [("a", "second-skipped"), ("b", "second-skipped")]


def test_shared_event_definitions_are_written_out_for_it():
    shared = f'<bpmn:timerEventDefinition id="td"><bpmn:timeDuration {FORMAL}>P1D</bpmn:timeDuration></bpmn:timerEventDefinition>'
    inner = chains((start(), catch("c", "<bpmn:eventDefinitionRef>td</bpmn:eventDefinitionRef>"), end(), "start c end"))
    assert errors(file(process(*inner), extra=shared)) == []


def test_nothing_that_runs_code_is_reached(monkeypatch):
    def trap(*_: object, **__: object) -> None:
        raise AssertionError("the library was asked to run something")

    for owner, names in (
        (PythonScriptEngine, ("__init__", "evaluate", "execute", "call_service")),
        (BpmnWorkflow, ("__init__",)),
        (BpmnWorkflowSerializer, ("__init__",)),
    ):
        for name in names:
            monkeypatch.setattr(owner, name, trap)
    for parts in (RICH, *OUTSIDE.values()):
        assert errors(draw(*parts)) == []


def test_the_kernel_itself_never_loads_the_library():
    code = "import engine.kernel, sys; print([m for m in sys.modules if m.startswith('SpiffWorkflow')])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


def test_the_decision_package_and_the_old_parser_are_not_loaded_by_the_second_reading():
    code = "import engine.kernel.second, sys; print([m for m in sys.modules if 'dmn' in m.lower() and 'Spiff' in m or 'camunda' in m])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


def test_its_loggers_are_silent_because_their_records_carry_task_data():
    assert not any(
        logging.getLogger(name).isEnabledFor(logging.CRITICAL) for name in ("spiff", "spiff.task", "spiff.workflow")
    )

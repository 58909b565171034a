"""The kernel against SpiffWorkflow's executor, where that is right; and nothing of a diagram is ever run by it as code."""

import subprocess
import sys

import pytest
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.script_engine.python_environment import TaskDataEnvironment
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer

from engine import kernel
from engine.kernel.model import Model
from engine.kernel.second.executor import Conditions, Environment, Reached, SecondExecutor, left_out
from engine.kernel.step import Step
from tests.kernel.drawing import draw, end, flow, gateway, many, service, start, user
from tests.kernel.instance import Instance
from tests.kernel.narrow import walk

MODELS = 120  # `dev.py bench conformance` takes 1,500
PICTURE = (
    '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC">'
    '<bpmndi:BPMNPlane bpmnElement="P">{}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>'
)
SHAPE = '<bpmndi:BPMNShape bpmnElement="{}"><dc:Bounds x="9" y="{}" width="9" height="9"/></bpmndi:BPMNShape>'
OVERLAP = (start(), gateway("exclusive", "g", default="g_c"), user("a"), user("b"), user("c"), "start g")
OVERLAP = (*OVERLAP, flow("g", "a", "=n > 1"), flow("g", "b", "=n > 0"), "g c", end(), "a end", "b end", "c end")


def other(xml: bytes, **facts: object) -> SecondExecutor:
    return SecondExecutor(xml, kernel.read(xml).model, lambda name: facts[name])


def test_both_executors_wait_at_the_same_places_after_every_step_of_random_diagrams():
    found = [walk(seed) for seed in range(MODELS)]
    differing = [one.differs for one in found if one.differs]
    steps = sum(one.steps for one in found)
    print(f"seeds 0 to {MODELS - 1}: {steps} steps, {len(differing)} differ")
    assert not differing, f"{len(differing)} of {MODELS}: {differing[:3]}"
    assert steps > 8 * MODELS


def noticed(count: int) -> bool:
    """Whether the comparison notices a broken kernel."""
    for seed in range(count):
        try:
            if walk(seed).differs:
                return True
        except (AssertionError, LookupError):
            return True
    return False


def test_a_kernel_that_drops_a_branch_is_noticed(monkeypatch):
    real = Step.take
    monkeypatch.setattr(Step, "take", lambda step, node, flows: real(step, node, list(flows)[:1]))
    assert noticed(40)


def test_a_kernel_that_decides_in_the_wrong_order_is_noticed(monkeypatch):
    real = Model.out
    xml = draw(*OVERLAP)
    assert other(xml, n=2).open == {"a": 1}
    monkeypatch.setattr(Model, "out", lambda model, element: tuple(reversed(real(model, element))))
    assert kernel_waits(xml, n=2) == ["b"]


def kernel_waits(xml: bytes, **facts: object) -> list[str]:
    return Instance(kernel.read(xml).model, **facts).start().waiting  # type: ignore[arg-type]


def test_a_second_opinion_that_answers_the_opposite_is_noticed(monkeypatch):
    real = Conditions.evaluate
    monkeypatch.setattr(Conditions, "evaluate", lambda *given, **more: not real(*given, **more))
    assert noticed(40)


@pytest.mark.parametrize(("n", "task"), [(2, "a"), (1, "b"), (0, "c")])
def test_conditions_are_decided_in_document_order_wherever_the_shapes_stand(n, task):
    shapes = "".join(SHAPE.format(name, y) for name, y in (("a", 900), ("b", 500), ("c", 1)))
    xml = draw(*OVERLAP).replace(b"</bpmn:definitions>", PICTURE.format(shapes).encode())
    assert other(xml, n=n).open == {task: 1}
    assert kernel_waits(xml, n=n) == [task]


def test_no_road_reaches_its_script_engine_environment_or_serializer(monkeypatch):
    def trap(*_: object, **__: object) -> None:
        raise Reached("the library was asked to run something")

    for owner, names in (
        (PythonScriptEngine, ("__init__", "evaluate", "execute", "call_service", "validate")),
        (TaskDataEnvironment, ("__init__", "evaluate", "execute", "call_service")),
        (BpmnWorkflowSerializer, ("__init__",)),
    ):
        for name in names:
            monkeypatch.setattr(owner, name, trap)
    assert not [found.differs for found in map(walk, range(60)) if found.differs]


def test_its_decision_package_and_old_parser_are_not_even_loaded():
    wrong = "('SpiffWorkflow.dmn', 'SpiffWorkflow.camunda')"
    code = f"import engine.kernel.second.executor, sys; print([m for m in sys.modules if m.startswith({wrong})])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


@pytest.mark.parametrize("place", ["execute", "call_service", "validate"])
def test_whatever_else_it_asks_is_a_trap(place):
    with pytest.raises(Reached, match=place):
        getattr(Conditions(lambda _: None, {}), place)("x")


def test_what_it_asks_past_its_engine_is_a_trap():
    with pytest.raises(Reached, match="environment"):
        Environment().evaluate("x", {})


def test_a_condition_that_is_no_feel_is_a_trap():
    xml = draw(*OVERLAP)
    model = kernel.read(xml).model
    with pytest.raises(Reached, match="no FEEL"):
        SecondExecutor(xml.replace(b"=n &gt; 1", b"n").replace(b"=n > 1", b"n"), model, lambda name: 2)


def test_nothing_of_a_script_a_service_or_a_repetition_is_left_for_it():
    parts = (start(), service("s", "brief"), user("t", many("=kids", "kid")), end(), "start s t end")
    case = other(draw(*parts))
    assert case.open == {"s": 1}
    assert left_out(kernel.read(draw(*parts)).model) == {"t": "multi-instance"}

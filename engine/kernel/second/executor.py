"""The second executor: SpiffWorkflow runs a diagram beside the kernel, on the part of BPMN where it is right. For scenarios and tests.

It gets the tree of the second reading, made smaller still: what waits for somebody outside becomes one plain task, every caught event a
signal of its own, what only leaves the case a plain event. So nothing is left that would ask its timers, messages, scripts or tables;
conditions are FEEL on the facts that it is told, and everything else that could run code is a trap.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from lxml import etree
from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import SignalEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.bpmn.util.event import BpmnEvent
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

import feel
from engine.kernel.harden import parse
from engine.kernel.model import Element, Model
from engine.kernel.second import reading

Node = etree._Element
CAUGHT = ("message", "timer", "signal")
STOPS = ("error", "terminate")  # the ends that do something inside the case
THROWS = ("endEvent", "intermediateThrowEvent")
PASSES = ("businessRuleTask", "scriptTask", "sendTask", "task")
PARKS = ("userTask", "manualTask", "receiveTask", "callActivity", "serviceTask")
MOST = 5_000  # of its steps after one answer


class Reached(AssertionError):
    """The library came to a place that would run code of the diagram."""


class Environment:
    """What correlation and ad-hoc subprocesses ask directly, past the engine."""

    def evaluate(self, *_: object, **__: object) -> NoReturn:
        raise Reached("environment.evaluate")


class Conditions:
    """Stands where the library has its script engine: it decides the conditions of gateways, with FEEL, and refuses all else."""

    def __init__(self, fact: Callable[[str], object], functions: Mapping[str, Callable[..., object]]) -> None:
        self.fact = fact
        self.functions = functions
        self.environment = Environment()

    def evaluate(self, task: Any, expression: str, external_context: object = None) -> bool:
        if not hasattr(task.task_spec, "cond_task_specs"):
            raise Reached(f"evaluate at {task.task_spec.name}")
        text = expression.strip()
        if not text.startswith("="):
            raise Reached(f"a condition that is no FEEL: {text}")
        asked = feel.compile(text[1:], functions=tuple(self.functions))
        return (
            asked.evaluate({name: self.fact(name) for name in (*asked.names, *asked.members)}, self.functions) is True
        )

    def execute(self, *_: object, **__: object) -> NoReturn:
        raise Reached("execute")

    def call_service(self, *_: object, **__: object) -> NoReturn:
        raise Reached("call_service")

    def validate(self, *_: object, **__: object) -> NoReturn:
        raise Reached("validate")


def left_out(model: Model) -> dict[str, str]:
    """The elements at which the part ends that the library runs right, each with the reason."""
    return {element.id: why for element in model.elements.values() if (why := _why_out(model, element))}


def _why_out(model: Model, element: Element) -> str:
    kind, event = element.kind, element.event_kind
    around = model.elements.get(element.scope)
    if element.triggered or (around is not None and around.triggered):
        return "event subprocess"
    if element.repetition is not None:
        return "multi-instance" if element.repetition.kind != "loop" else "loop of one activity"
    if kind in THROWS and event == "signal" and element.event and element.event.name in _signals(model):
        return "signal to itself"
    if kind in ("adHocSubProcess", "complexGateway", "transaction"):
        return kind
    if element.compensates or event in ("link", "compensation", "conditional", "escalation", "cancel"):
        return event if event != "none" else "compensation"
    if kind == "boundaryEvent" and not element.interrupting and (event != "timer" or _repeats(element)):
        return f"{event} that comes again beside its activity"
    if kind == "boundaryEvent" and _repeats(element):
        return "cycle that interrupts"
    return ""


def _signals(model: Model) -> set[str | None]:
    """The signals that the diagram itself catches."""
    events = [e.event for e in model.elements.values() if e.kind not in THROWS]
    return {event.name for event in events if event is not None and event.kind == "signal"}


def _repeats(element: Element) -> bool:
    return bool(element.event and element.event.timer and element.event.timer.kind == "cycle")


class SecondExecutor:
    """One instance of a diagram, run by the library.

    `fact` gives the value of a name whenever a condition asks; `start` is the id of the start event, needed when there are several;
    `passed` is told each element just before the library runs it: what it sets may be known from here on.
    """

    def __init__(
        self,
        xml: bytes,
        model: Model,
        fact: Callable[[str], object],
        *,
        start: str | None = None,
        functions: Mapping[str, Callable[..., object]] | None = None,
        passed: Callable[[str], object] = str,
    ) -> None:
        self.passed = passed
        reader = reading.Reader()
        reader.add_bpmn_xml(_smaller(xml, model, start))
        spec = reader.get_spec(model.process_id)
        engine = Conditions(fact, functions or {})
        self.workflow = BpmnWorkflow(spec, reader.get_subprocess_specs(model.process_id), script_engine=engine)
        self._go_on()

    @property
    def open(self) -> Counter[str]:
        """The elements that wait for an answer from outside."""
        waiting = [task.task_spec.name for task in self._ready() if task.task_spec.manual]
        for task in self.workflow.event_manager.tasks.values():
            definition = task.task_spec.event_definition
            for one in getattr(definition, "event_definitions", (definition,)):
                if isinstance(one, SignalEventDefinition):
                    waiting.append(one.name)
        return Counter(waiting)

    @property
    def over(self) -> bool:
        """Its own word that it is done counts only when nothing is open."""
        return bool(self.workflow.completed) and not self.open

    def answer(self, element: str) -> None:
        """Somebody completes the task, or the event happens. Raises LookupError when nothing waits there."""
        task = next((t for t in self._ready() if t.task_spec.manual and t.task_spec.name == element), None)
        if task is not None:
            self._run(task)
        elif element in self.open:
            self.workflow.catch(BpmnEvent(SignalEventDefinition(element)))
        else:
            raise LookupError(f"nothing waits at {element}")
        self._go_on()

    def _ready(self) -> list[Any]:
        return list(self.workflow.get_tasks(state=TaskState.READY))

    def _go_on(self) -> None:
        """One task at a time, boundary events first: run to the end of a scope, an event that ends it would come too late."""
        for _ in range(MOST):
            ready = [task for task in self._ready() if not task.task_spec.manual]
            if not ready:
                return
            self._run(min(ready, key=lambda task: not isinstance(task.task_spec, BoundaryEvent)))
        raise RecursionError("it does not come to rest")

    def _run(self, task: Any) -> None:
        self.passed(task.task_spec.name)
        task.run()


def _smaller(xml: bytes, model: Model, start: str | None) -> Node:
    """The second reading's tree, in document order and with nothing left that asks the library for more than the road."""
    tree = reading.prepared(parse(xml), model)
    for picture in list(tree.iterchildren("{*}BPMNDiagram")):
        reading.remove(picture)  # else the library decides in the order in which the shapes stand on the canvas
    nodes = {str(node.get("id")): node for node in tree.iter(etree.Element) if node.get("id")}
    out = left_out(model)
    for element in model.elements.values():
        node = nodes.get(element.id)
        if node is None or node.getparent() is None:
            continue
        edge = element.triggered or (element.id in out and element.kind == "boundaryEvent")
        begins = element.scope == model.process_id and element.kind == "startEvent"
        if edge or (begins and start not in (None, element.id)):
            reading.remove(node)
        else:
            _plainer(tree, node, element)
    alive = {str(node.get("id")) for node in tree.iter(etree.Element)}
    for arrow in list(tree.iter(reading.tag("sequenceFlow"))):
        if not {arrow.get("sourceRef"), arrow.get("targetRef")} <= alive:
            reading.remove(arrow)
    return tree


def _plainer(tree: Node, node: Node, element: Element) -> None:
    kind, event = element.kind, element.event_kind
    sets_facts = element.topic is not None and element.topic.text == "zet"
    if kind in PASSES or (kind == "serviceTask" and sets_facts) or kind == "intermediateThrowEvent":
        reading.plain(node, "intermediateThrowEvent")
    elif kind in PARKS:
        reading.plain(node, "manualTask")
    elif kind in ("intermediateCatchEvent", "boundaryEvent") and event in CAUGHT:
        reading.plain(node, kind)
        etree.SubElement(node, reading.tag("signalEventDefinition"), signalRef=f"{element.id}.signal")
        tree.insert(0, etree.Element(reading.tag("signal"), id=f"{element.id}.signal", name=element.id))
    elif kind == "startEvent" or (kind == "endEvent" and event not in STOPS):
        reading.plain(node, kind)

"""The second reading: SpiffWorkflow reads every diagram too, and on what it represents correctly the two must agree, element by element.

It gets a copy of our hardened tree in which everything is left out that it is known to misread; what is left out or cannot be compared is
listed. Only its parser is used: no workflow is built, so its script engine, decision engine and serializer are never reached.
"""

import copy
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.specs.defaults import NoneTask

from engine.kernel.findings import Finding, finding
from engine.kernel.harden import BPMN, parse
from engine.kernel.model import Element, Model
from engine.kernel.page import local

for _name in ("spiff", "spiff.task", "spiff.workflow"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)  # its records carry whole task data

Node = etree._Element

LEFT_OUT = (  # nothing that it compares; each of them makes it fail, hang or raise
    "extensionElements", "documentation", "multiInstanceLoopCharacteristics", "standardLoopCharacteristics", "dataInputAssociation",
    "dataOutputAssociation", "dataObject", "dataObjectReference", "dataStoreReference", "dataStore", "property", "association",
    "textAnnotation", "group", "collaboration", "activationCondition", "completionCondition",
)  # fmt: skip
BOOLEANS = ("isExecutable", "isInterrupting", "cancelActivity", "isSequential")  # it knows true and false, not 1 and 0
REFERENCES = (  # nor prefixes in front of an id
    "sourceRef", "targetRef", "attachedToRef", "default", "messageRef", "signalRef", "errorRef", "escalationRef", "processRef",
)  # fmt: skip
PLAIN = {"complexGateway": "parallelGateway", "adHocSubProcess": "task"}
EVENTS = {
    "NoneEventDefinition": "none", "MessageEventDefinition": "message", "SignalEventDefinition": "signal", "ErrorEventDefinition": "error",
    "EscalationEventDefinition": "escalation", "ConditionalEventDefinition": "conditional", "CancelEventDefinition": "cancel",
    "TerminateEventDefinition": "terminate", "TimeDateEventDefinition": "timer", "DurationTimerEventDefinition": "timer",
    "CycleTimerEventDefinition": "timer",
}  # fmt: skip
KINDS = {
    "startEvent": "StartEvent", "endEvent": "EndEvent", "userTask": "UserTask", "manualTask": "ManualTask", "serviceTask": "ServiceTask",
    "sendTask": "SendTask", "receiveTask": "ReceiveTask", "scriptTask": "ScriptTask", "businessRuleTask": "BusinessRuleTask",
    "callActivity": "CallActivity", "exclusiveGateway": "ExclusiveGateway", "parallelGateway": "ParallelGateway",
    "inclusiveGateway": "InclusiveGateway", "eventBasedGateway": "EventBasedGateway", "intermediateCatchEvent": "IntermediateCatchEvent",
    "intermediateThrowEvent": "IntermediateThrowEvent", "boundaryEvent": "BoundaryEvent", "subProcess": "SubWorkflowTask",
    "transaction": "TransactionSubprocess",
}  # fmt: skip


class BusinessRuleTask(NoneTask):  # type: ignore[misc]  # the library has no types
    """The library keeps business rule tasks in its decision package, which must never be reached."""


def _branching(parser: type) -> type:
    """The same node parser for activities with several ways out, which the library refuses."""
    return type(parser.__name__, (parser,), {"handles_multiple_outgoing": lambda self: True})


class Reader(BpmnParser):  # type: ignore[misc]  # the library has no types
    """The library's parser with a table of our own, made from its own."""

    OVERRIDE_PARSER_CLASSES = {
        **{tag: (_branching(parser), spec) for tag, (parser, spec) in BpmnParser.PARSER_CLASSES.items()},
        f"{{{BPMN}}}businessRuleTask": (_branching(TaskParser), BusinessRuleTask),
    }


@dataclass(frozen=True, slots=True)
class Seen:
    """What one reading says about one element."""

    kind: str
    lane: str | None
    event: str
    name: str | None
    interrupting: bool
    targets: frozenset[str]
    conditions: Mapping[str, str]
    default: str | None


def compare(xml: bytes, model: Model) -> tuple[Finding, ...]:
    """Read the file a second time: a finding per disagreement (an error), and per element that is not compared (a warning)."""
    root = parse(xml)
    if not any(e.kind == "startEvent" for e in model.starts):
        return (finding("second-skipped", model.process_id, what="instantiate"),)
    try:
        theirs = _their_reading(prepared(root, model), model)
    except ValidationException as error:
        return (finding("second-failed", model.process_id, reason=str(error)[:150]),)
    except RecursionError:
        return (finding("second-failed", model.process_id, reason="the road is too long for it"),)
    return (*_disagreements(model, theirs), *_skipped(model))


def tag(name: str) -> str:
    return f"{{{BPMN}}}{name}"


def prepared(root: Node, model: Model) -> Node:
    """A copy of the tree that the library can represent."""
    tree = copy.deepcopy(root)
    for node in list(tree.iter(*(tag(name) for name in LEFT_OUT))):
        remove(node)
    nodes = {str(node.get("id")): node for node in tree.iter(etree.Element) if node.get("id")}
    for element in model.elements.values():
        if _undoes(element):
            remove(nodes[element.id])
        elif element.triggered:
            _hoist(tree, nodes[element.id])
        elif element.kind in PLAIN:
            plain(nodes[element.id], PLAIN[element.kind])
        elif element.kind == "callActivity":
            nodes[element.id].set("calledElement", element.called_process.text if element.called_process else "")
        elif element.kind == "scriptTask" and nodes[element.id].find(tag("script")) is None:
            etree.SubElement(nodes[element.id], tag("script")).text = "-"
    for source, target in _links(model):
        arrow = etree.Element(tag("sequenceFlow"), id=f"{source}.link", sourceRef=source, targetRef=target)
        nodes[source].addnext(arrow)
    for reference in list(tree.iter(tag("eventDefinitionRef"))):
        _inline(nodes, reference)
    for reference in tree.iter(tag("flowNodeRef")):
        reference.text = local(reference.text or "")
    for attribute in BOOLEANS:
        for node in tree.iterfind(f".//*[@{attribute}]"):
            node.set(attribute, "true" if node.get(attribute, "").strip() in ("true", "1") else "false")
    for attribute in REFERENCES:
        for node in tree.iterfind(f".//*[@{attribute}]"):
            node.set(attribute, local(node.get(attribute, "")))
    return tree


def _undoes(element: Element) -> bool:
    """Compensation handlers and their boundary events are not represented at all."""
    return element.compensates or (element.kind == "boundaryEvent" and element.event_kind == "compensation")


def _hoist(tree: Node, node: Node) -> None:
    """Event subprocesses become processes of their own: the library reads what is in them, but not where they stand."""
    remove(node)
    node.tag = tag("process")
    node.set("isExecutable", "true")
    tree.append(node)


def plain(node: Node, word: str) -> None:
    for part in list(node):
        if part.tag not in (tag("incoming"), tag("outgoing")):
            node.remove(part)
    node.tag = tag(word)


def _inline(nodes: Mapping[str, Node], reference: Node) -> None:
    """A shared event definition is written into the event: the library ignores the reference."""
    shared = copy.deepcopy(nodes[(reference.text or "").strip().rsplit(":", 1)[-1]])
    del shared.attrib["id"]
    parent = reference.getparent()
    if parent is not None:
        parent.replace(reference, shared)


def remove(node: Node) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _links(model: Model) -> Iterator[tuple[str, str]]:
    links = [e for e in model.elements.values() if e.event_kind == "link" and e.event]
    for throw in (e for e in links if e.kind == "intermediateThrowEvent"):
        for catch in (e for e in links if e.kind == "intermediateCatchEvent"):
            if (throw.scope, throw.event and throw.event.name) == (catch.scope, catch.event and catch.event.name):
                yield throw.id, catch.id


def _their_reading(tree: Node, model: Model) -> dict[str, Seen]:
    """Everything that the library found, by element id."""
    reader = Reader()
    reader.add_bpmn_xml(tree)
    scopes = [model.process_id, *(e.id for e in model.elements.values() if e.triggered)]
    for scope in scopes:
        reader.process_parsers[scope].get_spec()
    found: dict[str, Seen] = {}
    while True:  # reading a subprocess may bring up further ones
        unread = [
            parser for parser in reader.process_parsers.values() if parser.spec is None and parser.parent is not None
        ]
        if not unread:
            break
        for parser in unread:
            parser.get_spec()
    for parser in reader.process_parsers.values():
        if parser.spec is not None:
            found.update(_scope_seen(parser.spec))
    return found


def _scope_seen(spec: Any) -> Iterator[tuple[str, Seen]]:
    """The elements of one scope without the helpers that the library's executor adds."""
    specs = spec.task_specs
    hosts = {name: None for name in specs if name.endswith((".BoundaryEventSplit", ".BoundaryEventJoin"))}
    helpers = {"Start", "End", "Root", "StartEventSplit", "StartEventJoin", *hosts}
    for name, task in specs.items():
        if name in helpers or name.endswith(".EndJoin"):
            continue
        outputs = [target.name.removesuffix(".BoundaryEventSplit") for target in task.outputs]
        conditions = {
            target: condition.args[0]
            for condition, target in getattr(task, "cond_task_specs", ())
            if condition is not None
        }
        event = getattr(task, "event_definition", None)
        yield (
            name,
            Seen(
                kind=type(task).__name__,
                lane=task.lane or None,
                event=EVENTS.get(type(event).__name__, "none"),
                name=_event_name(event),
                interrupting=bool(getattr(task, "cancel_activity", True)),
                targets=frozenset(
                    t for t in outputs if t not in helpers and not t.endswith((".EndJoin", ".BoundaryEventJoin"))
                ),
                conditions={
                    target.removesuffix(".BoundaryEventSplit"): str(text).strip() for target, text in conditions.items()
                },
                default=_default(task),
            ),
        )


def _default(task: object) -> str | None:
    name = getattr(task, "default_task_spec", None)
    if name is None:
        name = next((target for condition, target in getattr(task, "cond_task_specs", ()) if condition is None), None)
    return str(name).removesuffix(".BoundaryEventSplit") if name else None


def _event_name(event: Any) -> str | None:
    for attribute in ("code", "expression"):
        if getattr(event, attribute, None):
            return str(getattr(event, attribute)).strip()
    kind = EVENTS.get(type(event).__name__)
    return str(event.name) if kind in ("message", "signal") else None


def _our_event_name(element: Element) -> str | None:
    event = element.event
    if event is None:
        return None
    if event.timer is not None:
        return event.timer.rule.text
    return event.condition.text if event.condition is not None else event.name


def _ours(model: Model, element: Element) -> Seen:
    flows = model.out(element)
    gateway = element.kind in ("exclusiveGateway", "inclusiveGateway")
    conditions = {f.target: f.condition.text for f in flows if f.condition is not None} if gateway else {}
    targets = [flow.target for flow in flows] + [target for source, target in _links(model) if source == element.id]
    default = next((flow.target for flow in flows if flow.id == element.default), None) if gateway else None
    return Seen(
        kind=KINDS.get(element.kind, ""),
        lane=element.lane or None,
        event=element.event_kind,
        name=_our_event_name(element),
        interrupting=element.interrupting,
        targets=frozenset(targets),
        conditions=conditions,
        default=default,
    )


def _compared(model: Model) -> dict[str, Element]:
    """The elements of the subset that the library represents."""
    ad_hoc = {e.id for e in model.elements.values() if e.kind == "adHocSubProcess"}
    hidden = set(ad_hoc)
    for element in model.elements.values():  # scopes come before what is in them
        if element.scope in hidden and element.kind in ("subProcess", "transaction", "adHocSubProcess"):
            hidden.add(element.id)
    return {e.id: e for e in model.elements.values() if e.scope not in hidden and not e.triggered and not _undoes(e)}


def _disagreements(model: Model, theirs: Mapping[str, Seen]) -> Iterator[Finding]:
    ours = _compared(model)
    for ident in ours.keys() - theirs.keys():
        yield _differs(ours[ident], "element", ident, "-")
    for ident in sorted(ours.keys() & theirs.keys()):
        element, mine, other = ours[ident], _ours(model, ours[ident]), theirs[ident]
        for what in _facets(model, element):
            if getattr(mine, what) != getattr(other, what):
                yield _differs(element, what, getattr(mine, what), getattr(other, what))


def _facets(model: Model, element: Element) -> Iterable[str]:
    """What can be compared for this element."""
    yield "targets"
    if element.kind in PLAIN:
        return
    yield "kind"
    if element.scope == model.process_id and element.kind != "boundaryEvent":
        yield "lane"
    if element.kind in ("exclusiveGateway", "inclusiveGateway") and len(element.outgoing) > 1:
        yield from ("conditions", "default")
    if element.event is not None and _event_is_represented(element) and not _behind_gate(model, element):
        yield from ("event", "name")
    if element.kind == "boundaryEvent":
        yield "interrupting"


def _behind_gate(model: Model, element: Element) -> bool:
    """The library moves the event of such an element into the gateway."""
    return any(model.elements[model.flows[flow].source].kind == "eventBasedGateway" for flow in element.incoming)


def _event_is_represented(element: Element) -> bool:
    kind = element.event_kind
    if kind in ("link", "compensation"):
        return False
    if element.kind == "endEvent":
        return kind != "signal"
    return not (element.kind == "startEvent" and kind in ("error", "escalation"))


def _differs(element: Element, what: str, ours: object, theirs: object) -> Finding:
    return finding("second-reading", element.id, element.line, what=what, ours=_shown(ours), theirs=_shown(theirs))


def _shown(value: object) -> object:
    return (
        ", ".join(sorted(value))
        if isinstance(value, frozenset)
        else dict(value)
        if isinstance(value, MappingProxyType)
        else value
    )


def _skipped(model: Model) -> Iterator[Finding]:
    """What the second reading says nothing about."""
    compared = _compared(model)
    for element in model.elements.values():
        if element.id not in compared or element.kind in PLAIN:
            yield finding("second-skipped", element.id, element.line, what=f"{element.kind} {element.id}")
        elif element.event is not None and not _event_is_represented(element):
            yield finding("second-skipped", element.id, element.line, what=f"{element.kind} ({element.event_kind})")
        elif element.repetition is not None:
            yield finding(
                "second-skipped", element.id, element.line, what=f"{element.kind} ({element.repetition.kind})"
            )

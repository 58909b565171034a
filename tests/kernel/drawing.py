"""Diagrams in a few lines: each function draws one element, `draw` puts them into a file; a plain string is a chain of flows."""

import itertools
from xml.sax.saxutils import quoteattr

from engine import kernel

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="file" targetNamespace="t">'
)
FORMAL = 'xsi:type="bpmn:tFormalExpression"'


def element(word: str, ident: str, *inner: str, **attributes: str) -> str:
    """Any BPMN element; `name_` style attributes lose their last underscore."""
    extensions = "".join(part for part in inner if part.startswith("<zeebe:"))
    rest = "".join(part for part in inner if not part.startswith("<zeebe:"))
    if extensions:
        rest = f"<bpmn:extensionElements>{extensions}</bpmn:extensionElements>{rest}"
    given = "".join(f" {name.rstrip('_')}={quoteattr(value)}" for name, value in attributes.items())
    return f'<bpmn:{word} id="{ident}"{given}>{rest}</bpmn:{word}>'


def start(ident: str = "start", *inner: str, **attributes: str) -> str:
    return element("startEvent", ident, *inner, **attributes)


def end(ident: str = "end", *inner: str, **attributes: str) -> str:
    return element("endEvent", ident, *inner, **attributes)


def user(ident: str, *inner: str, **attributes: str) -> str:
    return element("userTask", ident, "<zeebe:userTask/>", *inner, **attributes)


def service(ident: str, topic: str, *inner: str, **attributes: str) -> str:
    return element("serviceTask", ident, f'<zeebe:taskDefinition type="{topic}"/>', *inner, **attributes)


def sub(ident: str, *inner: str, word: str = "subProcess", **attributes: str) -> str:
    return element(word, ident, *chains(inner), **attributes)


def triggered(ident: str, *inner: str) -> str:
    return sub(ident, *inner, triggeredByEvent="true")


def gateway(kind: str, ident: str, *inner: str, **attributes: str) -> str:
    return element(f"{kind}Gateway", ident, *inner, **attributes)


def boundary(ident: str, host: str, definition: str, *, interrupting: bool = True) -> str:
    return element("boundaryEvent", ident, definition, attachedToRef=host, cancelActivity=str(interrupting).lower())


def catch(ident: str, definition: str, *inner: str) -> str:
    return element("intermediateCatchEvent", ident, *inner, definition)


def throw(ident: str, definition: str, *inner: str) -> str:
    return element("intermediateThrowEvent", ident, *inner, definition)


def timer(text: str, kind: str = "Duration") -> str:
    return f"<bpmn:timerEventDefinition><bpmn:time{kind} {FORMAL}>{text}</bpmn:time{kind}></bpmn:timerEventDefinition>"


def message(name: str) -> str:
    return f'<bpmn:messageEventDefinition messageRef="m_{name}"/>'


def signal(name: str) -> str:
    return f'<bpmn:signalEventDefinition signalRef="s_{name}"/>'


def error(code: str = "") -> str:
    return f'<bpmn:errorEventDefinition errorRef="e_{code}"/>' if code else "<bpmn:errorEventDefinition/>"


def escalation(code: str = "") -> str:
    return (
        f'<bpmn:escalationEventDefinition escalationRef="x_{code}"/>' if code else "<bpmn:escalationEventDefinition/>"
    )


def condition(feel: str) -> str:
    return f"<bpmn:conditionalEventDefinition><bpmn:condition {FORMAL}>{escape(feel)}</bpmn:condition></bpmn:conditionalEventDefinition>"


def link(name: str) -> str:
    return f'<bpmn:linkEventDefinition name="{name}"/>'


def mapping(*, inputs: dict[str, str] | None = None, outputs: dict[str, str] | None = None) -> str:
    rows = [f"<zeebe:input source={quoteattr(s)} target={quoteattr(t)}/>" for t, s in (inputs or {}).items()]
    rows += [f"<zeebe:output source={quoteattr(s)} target={quoteattr(t)}/>" for t, s in (outputs or {}).items()]
    return f"<zeebe:ioMapping>{''.join(rows)}</zeebe:ioMapping>"


def prop(**values: str) -> str:
    rows = "".join(f"<zeebe:property name={quoteattr(n)} value={quoteattr(v)}/>" for n, v in values.items())
    return f"<zeebe:properties>{rows}</zeebe:properties>"


def many(collection: str, item: str, *inner: str, sequential: bool = False, results: str = "", result: str = "") -> str:
    loop = f'<zeebe:loopCharacteristics inputCollection={quoteattr(collection)} inputElement="{item}"'
    loop += f' outputCollection="{results}" outputElement={quoteattr(result)}/>' if results else "/>"
    body = f"<bpmn:extensionElements>{loop}</bpmn:extensionElements>{''.join(inner)}"
    flag = ' isSequential="true"' if sequential else ""
    return f"<bpmn:multiInstanceLoopCharacteristics{flag}>{body}</bpmn:multiInstanceLoopCharacteristics>"


def times(number: str) -> str:
    """So many instances of one activity."""
    inner = f"<bpmn:loopCardinality {FORMAL}>{number}</bpmn:loopCardinality>"
    return f"<bpmn:multiInstanceLoopCharacteristics>{inner}</bpmn:multiInstanceLoopCharacteristics>"


def lane(name: str, *members: str) -> str:
    """A lane with its members."""
    inner = "".join(f"<bpmn:flowNodeRef>{member}</bpmn:flowNodeRef>" for member in members)
    return f'<bpmn:laneSet><bpmn:lane id="lane" name="{name}">{inner}</bpmn:lane></bpmn:laneSet>'


def flow(source: str, target: str, feel: str = "") -> str:
    inner = f"<bpmn:conditionExpression {FORMAL}>{escape(feel)}</bpmn:conditionExpression>" if feel else ""
    return f'<bpmn:sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}">{inner}</bpmn:sequenceFlow>'


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def chains(parts: tuple[str, ...]) -> list[str]:
    """Plain strings are chains of flows: "start a b end"."""
    found: list[str] = []
    for part in parts:
        if part.startswith("<"):
            found.append(part)
        else:
            names = part.split()
            found += [flow(source, target) for source, target in itertools.pairwise(names)]
    return found


def process(*parts: str, ident: str = "P") -> str:
    return element("process", ident, *chains(parts), isExecutable="true")


def file(
    *processes: str,
    messages: tuple[str, ...] = ("hallo", "klaar"),
    signals: tuple[str, ...] = ("alarm", "rust"),
    extra: str = "",
) -> bytes:
    """A whole file with the messages, signals, errors and escalations that the helpers above name."""
    key = '<bpmn:extensionElements><zeebe:subscription correlationKey="=case.id"/></bpmn:extensionElements>'
    declared = "".join(f'<bpmn:message id="m_{name}" name="{name}">{key}</bpmn:message>' for name in messages)
    declared += "".join(f'<bpmn:signal id="s_{name}" name="{name}"/>' for name in signals)
    declared += "".join(f'<bpmn:error id="e_{code}" errorCode="{code}"/>' for code in ("fout", "anders"))
    declared += "".join(f'<bpmn:escalation id="x_{code}" escalationCode="{code}"/>' for code in ("hulp", "meer"))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{HEAD}{declared}{extra}{"".join(processes)}</bpmn:definitions>'.encode()
    )


def draw(*parts: str, ident: str = "P") -> bytes:
    """A file with one process."""
    return file(process(*parts, ident=ident))


def model(*parts: str) -> kernel.Model:
    """The compiled process. Raises Refused with the findings."""
    return kernel.read(draw(*parts)).model

"""What a new diagram changes for whoever works with it: steps, roads, terms, forms and roles."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from lxml import etree

from engine.views import DefinitionView

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"
STEPS = ("ask", "Event", "callActivity", "subProcess")  # how the tags of steps end: userTask, task, endEvent
TERM = re.compile(r"""^=term\("([^"]*)"\)$""")  # a step key of the table of terms, as people say it
TIMERS = ("timeDuration", "timeDate", "timeCycle")


@dataclass(frozen=True, slots=True)
class Altered:
    """Something of a step that stays: `what` is a word of Traits (term, role …); an empty text says that there is none."""

    what: str
    at: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Road:
    """A flow between two steps that stay, by their names. `change` is new, gone or condition; only the last has texts."""

    change: str
    start: str
    end: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What a process gets: `now` is the version in use, None for a new process. A renamed step is (old name, new name)."""

    key: str
    now: DefinitionView | None
    added: Sequence[str]
    gone: Sequence[str]
    renamed: Sequence[tuple[str, str]]
    altered: Sequence[Altered] = ()
    roads: Sequence[Road] = ()

    @property
    def some(self) -> bool:
        """Whether anything of this is different."""
        return any((self.added, self.gone, self.renamed, self.altered, self.roads))


def change(key: str, now: DefinitionView | None, before: str | None, after: str) -> Change:
    """What the diagram `after` changes in the process of the diagram `before`; a step is the same when its id is."""
    if not before:
        return Change(key, now, [], [], [])
    old, new = dict(named_steps(before)), dict(named_steps(after))
    return Change(
        key,
        now,
        [name for step, name in new.items() if step not in old],
        [name for step, name in old.items() if step not in new],
        [(old[step], name) for step, name in new.items() if old.get(step, name) != name],
        list(_altered(_root(before), _root(after))),
        list(_roads(_root(before), _root(after))),
    )


def process_keys(diagram: str) -> list[str]:
    """The keys of the processes in a diagram, in the order of the file."""
    return [node.get("id", "") for node in _root(diagram).iter(f"{BPMN}process")]


def named_steps(diagram: str) -> list[tuple[str, str]]:
    """Every named step of a diagram as (element id, name), in the order of the file: the table beside the drawing."""
    return [
        (node.get("id", ""), _name(node))
        for node in _root(diagram).iter(f"{BPMN}*")
        if node.get("name") and node.tag.removeprefix(BPMN).endswith(STEPS)
    ]


def _altered(before: etree._Element, after: etree._Element) -> Iterator[Altered]:
    """Each trait of a step in both diagrams that is not what it was."""
    old = {node.get("id"): _traits(node, before) for node in _nodes(before)}
    for node in _nodes(after):
        was, now = old.get(node.get("id")), _traits(node, after)
        if was is None:
            continue
        for what in now:
            if was[what] != now[what]:
                yield Altered(what, _name(node), was[what], now[what])


def _traits(node: etree._Element, root: etree._Element) -> Mapping[str, str]:
    """What people notice of a step: until when, who, what is asked, what is called, heard or said, and who may not do it too."""
    own = [one for one in chain(node, node.iterfind(f"{BPMN}extensionElements/*")) if isinstance(one.tag, str)]
    said = {
        one.get("name"): one.get("value", "") for one in node.iterfind(f"{BPMN}extensionElements/*/{ZEEBE}property")
    }
    form, part = _first(own, "formDefinition", "formId"), said.get("part", "")
    return {
        "term": TERM.sub(r"\1", _first(own, "taskSchedule", "dueDate")) or said.get("term", ""),
        "timer": next(
            (one.text or "" for one in node.iterfind(f"{BPMN}timerEventDefinition/*") if _is(one, TIMERS)), ""
        ),
        "role": _first(own, "assignmentDefinition", "candidateGroups") or _lane(node, root),
        "form": f"{form} ({part})" if form and part else form,
        "called": _first(own, "calledElement", "processId") or _first(own, "calledDecision", "decisionId"),
        "event": _event(node, root),
        "notBy": said.get("notBy", ""),
    }


def _roads(before: etree._Element, after: etree._Element) -> Iterator[Road]:
    """The flows between steps of both diagrams that come, go, or ask something else."""
    old, new = _flows(before), _flows(after)
    names = {node.get("id", ""): _name(node) for node in chain(_nodes(before), _nodes(after))}
    both = {node.get("id") for node in _nodes(before)} & {node.get("id") for node in _nodes(after)}
    for pair in [*new, *(pair for pair in old if pair not in new)]:
        if not both.issuperset(pair):
            continue
        start, end = (names.get(step, step) for step in pair)
        if pair not in old or pair not in new:
            yield Road("new" if pair in new else "gone", start, end)
        elif old[pair] != new[pair]:
            yield Road("condition", start, end, old[pair], new[pair])


def _flows(root: etree._Element) -> dict[tuple[str, str], str]:
    """From where and to where each flow goes, and its condition."""
    return {
        (flow.get("sourceRef", ""), flow.get("targetRef", "")): _text(flow.find(f"{BPMN}conditionExpression"))
        for flow in root.iter(f"{BPMN}sequenceFlow")
    }


def _nodes(root: etree._Element) -> Iterator[etree._Element]:
    """Steps and gateways, named or not."""
    for node in root.iter(f"{BPMN}*"):
        if node.tag.removeprefix(BPMN).endswith((*STEPS, "Gateway")):
            yield node


def _event(node: etree._Element, root: etree._Element) -> str:
    """The message or signal of an event or a receive task, by its name."""
    refs = [node, *node.iterfind(f"{BPMN}messageEventDefinition"), *node.iterfind(f"{BPMN}signalEventDefinition")]
    ident = next((ref for one in refs if (ref := one.get("messageRef") or one.get("signalRef"))), "")
    named = (one for kind in ("message", "signal") for one in root.iterfind(f"{BPMN}{kind}"))
    return next((one.get("name", "") for one in named if ident and one.get("id") == ident), "")


def _lane(node: etree._Element, root: etree._Element) -> str:
    """The lane of a task that names no role itself."""
    if not _is(node, ("userTask", "manualTask")):
        return ""
    inside = (lane for lane in root.iter(f"{BPMN}lane") for ref in lane if ref.text == node.get("id"))
    return next((lane.get("name", "") for lane in inside), "")


def _first(nodes: Sequence[etree._Element], kind: str, attribute: str) -> str:
    return next((one.get(attribute, "") for one in nodes if _is(one, (kind,))), "")


def _is(node: etree._Element, kinds: Sequence[str]) -> bool:
    return isinstance(node.tag, str) and etree.QName(node).localname in kinds


def _name(node: etree._Element) -> str:
    return " ".join(node.get("name", "").split()) or node.get("id", "")


def _text(node: etree._Element | None) -> str:
    return (node.text or "").strip() if node is not None else ""


def _root(diagram: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(diagram.encode(), parser)

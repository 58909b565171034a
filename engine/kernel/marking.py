"""The state of one instance: what is alive now, nothing else. A loop of ten years weighs as much as its first round.

A marking is a tree of nodes, each with a number that is never used twice:

process   the instance                        scope   a running subprocess, event subprocess or transaction
adhoc     a running ad-hoc subprocess         many    an activity that repeats; its children are items
item      one round or instance of a many     token   on its way, or waiting at a join (state `flow`)
task      an open task of a person            job     work for a connector
call      a called process                    timer, message, signal, condition   an awaited event
gate      an event-based gateway              incident   stands still until somebody retries
undo      a finished activity that can be compensated      undoing   a thrower that waits for compensation
reset     a complex gateway that has fired and swallows latecomers

Events that hang on an activity, a gate or a scope are its children: withdrawing a node withdraws all below it.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.kernel.model import Model
from engine.kernel.plain import from_plain, to_plain

VERSION = "k1"
_short = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode  # made once: every step writes a state
VALUES = frozenset({"locals", "result", "items", "results"})  # the parts of a state that hold FEEL values
WAITS = frozenset({"task", "job", "call", "timer", "message", "signal", "condition", "incident", "adhoc"})
SCOPES = frozenset({"process", "scope", "adhoc"})


@dataclass(frozen=True, slots=True)
class Node:
    """One thing that is alive. `parent` is the number of the node it lives in, 0 for the process."""

    number: int
    kind: str
    element: str
    parent: int
    state: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Marking:
    """Everything alive in an instance, by number, and the next free number. An ended instance has no nodes."""

    nodes: Mapping[int, Node] = field(default_factory=dict)
    following: int = 1

    @property
    def over(self) -> bool:
        """True when the instance has ended."""
        return not self.nodes


@dataclass(frozen=True, slots=True)
class Wait:
    """Something outside must answer this number. `kind` is task, job, call, timer, message, signal, condition, incident or adhoc."""

    number: int
    element: str
    kind: str


class NotReadable(ValueError):
    """The text is no marking of a version that this program knows."""


def dump(marking: Marking) -> str:
    """The marking as text: a version, the next number, and one short array per node."""
    rows = [_row(node) for _, node in sorted(marking.nodes.items())]
    return VERSION + _short([marking.following, rows])


def _row(node: Node) -> list[object]:
    row: list[object] = [node.number, node.kind, node.element, node.parent]
    if node.state:
        row.append({key: to_plain(value) if key in VALUES else value for key, value in sorted(node.state.items())})
    return row


def load(text: str) -> Marking:
    """The marking behind a text. Raises NotReadable."""
    if not text.startswith(VERSION + "["):
        raise NotReadable(text[:10])
    try:
        following, rows = json.loads(text[len(VERSION) :])
        nodes = {row[0]: Node(row[0], row[1], row[2], row[3], _state(row)) for row in rows}
    except (ValueError, IndexError, TypeError, KeyError) as error:
        raise NotReadable(str(error)) from error
    return Marking(nodes, following)


def _state(row: list[object]) -> Mapping[str, object]:
    state = row[4] if len(row) > 4 else {}
    assert isinstance(state, dict)
    return {key: from_plain(value) if key in VALUES else value for key, value in state.items()}


def waits(model: Model, marking: Marking) -> tuple[Wait, ...]:
    """Every open wait, by number: what the rows of the store must show."""
    return tuple(
        Wait(node.number, node.element, node.kind) for _, node in sorted(marking.nodes.items()) if node.kind in WAITS
    )


def active(model: Model, marking: Marking) -> frozenset[str]:
    """The ids of the elements where something is alive; events that only listen on the side do not count."""
    return frozenset(
        node.element
        for node in marking.nodes.values()
        if node.kind not in ("process", "undo", "reset", "item") and not passive(model, marking.nodes, node)
    )


def passive(model: Model, nodes: Mapping[int, Node], node: Node) -> bool:
    """True for what does not keep its scope alive: boundary events, starts of event subprocesses, records for compensation."""
    if node.kind in ("undo", "reset"):
        return True
    element = model.elements.get(node.element)
    if element is None or node.parent not in nodes:
        return False
    if element.kind == "boundaryEvent":
        return nodes[node.parent].element == element.attached_to
    return (
        element.kind == "startEvent"
        and element.scope != model.process_id
        and nodes[node.parent].element != element.scope
    )


def descendants(nodes: Mapping[int, Node], number: int) -> Iterator[Node]:
    """Everything that lives in a node, the node itself first."""
    children: dict[int, list[Node]] = {}
    for node in nodes.values():
        children.setdefault(node.parent, []).append(node)
    todo = [nodes[number]]
    while todo:
        node = todo.pop()
        yield node
        todo.extend(reversed(children.get(node.number, ())))

"""One step: a worklist over the marking, never recursion over the flow. The words of BPMN are in `words/`; here is what they share.

Every token on its way is a node of the marking, so that scopes, joins and the withdrawal of branches see it while it moves. What a word cannot
do (a failing expression, a limit) leaves an incident on its own node and the other branches run on.
"""

from collections import ChainMap, deque
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from engine.kernel import effects as fx
from engine.kernel.expression import Failure, Formula, evaluate
from engine.kernel.marking import Marking, Node, descendants, passive
from engine.kernel.model import Element, Mapped, Model
from engine.kernel.plain import own
from engine.kernel.world import World

Values = Mapping[str, object]
Work = Callable[["Step", Node, Element], None]

STEPS = 10_000
LATE = ("seconds", "the time for one step is over")


class Step:
    """The marking while it changes, the effects so far, and the tokens that still have to move."""

    def __init__(self, model: Model, marking: Marking, world: World, budget: int = STEPS) -> None:
        self.model = model
        self.world = world
        self.nodes: dict[int, Node] = dict(marking.nodes)
        self.following = marking.following
        self.effects: list[fx.Effect] = []
        self.facts: dict[str, object] = {}
        self.todo: deque[tuple[str, int]] = deque()
        self.budget = budget

    def result(self) -> tuple[Marking, tuple[fx.Effect, ...]]:
        """The new marking with the effects in order."""
        return Marking(self.nodes, self.following), tuple(self.effects)

    # nodes

    def add(self, kind: str, element: str, parent: int, **state: object) -> Node:
        """A new node with a number of its own."""
        node = Node(self.following, kind, element, parent, state)
        self.following += 1
        self.nodes[node.number] = node
        return node

    def become(self, node: Node, kind: str, **state: object) -> Node:
        """The same node as another kind, with a new state; locals stay unless they are given."""
        if "locals" in node.state and "locals" not in state:
            state["locals"] = node.state["locals"]
        self.nodes[node.number] = changed = Node(
            node.number, kind, node.element, node.parent, {k: v for k, v in state.items() if v is not None}
        )
        return changed

    def note(self, node: Node, **state: object) -> Node:
        """The same node with parts of its state replaced; None removes a part."""
        merged = {**self.nodes[node.number].state, **state}
        self.nodes[node.number] = changed = Node(
            node.number, node.kind, node.element, node.parent, {k: v for k, v in merged.items() if v is not None}
        )
        return changed

    def renumber(self, node: Node, kind: str, **state: object) -> Node:
        """The same place under a number that nobody outside has seen; what hangs on it moves along."""
        moved = self.add(kind, node.element, node.parent, **state)
        del self.nodes[node.number]
        self.adopt([child.number for child in self.children(node.number)], moved.number)
        return moved

    def children(self, number: int) -> list[Node]:
        """What lives directly in a node, oldest first."""
        return [node for node in self.nodes.values() if node.parent == number]

    def passive(self, node: Node) -> bool:
        """True for what only listens on the side."""
        return passive(self.model, self.nodes, node)

    def element(self, node: Node) -> Element:
        """The drawn element of a node."""
        return self.model.elements[node.element]

    def scope(self, node: Node) -> Node:
        """The running process or subprocess around a node."""
        around = self.nodes[node.parent]
        while around.kind not in ("process", "scope", "adhoc"):
            around = self.nodes[around.parent]
        return around

    def root(self) -> Node:
        """The node of the instance itself."""
        return next(node for node in self.nodes.values() if node.kind == "process")

    # work

    def do(self, work: str, node: Node) -> None:
        """Put one piece of work on the list."""
        self.todo.append((work, node.number))

    def emit(self, effect: fx.Effect) -> None:
        """Ask something of the outside."""
        self.effects.append(effect)

    def visited(self, element: str, what: str, flow: str | None = None) -> None:
        """Write down that a token passed."""
        self.emit(fx.Visited(element, what, flow))

    def stuck(self, node: Node, failure: Failure, again: str) -> None:
        """The node stands still until somebody retries the same piece of work."""
        incident = self.renumber(node, "incident", **{**node.state, "again": again})
        self.emit(fx.IncidentRaised(incident.number, incident.element, failure.code, failure.text))

    # tokens

    def send(self, parent: int, element: str, flow: str | None = None) -> Node:
        """A new token on its way into an element."""
        token = self.add("token", element, parent) if flow is None else self.add("token", element, parent, flow=flow)
        self.do("enter", token)
        return token

    def take(self, node: Node, flows: Iterable[str]) -> None:
        """The token leaves along these flows; without any it is used up."""
        del self.nodes[node.number]
        for flow in flows:
            self.send(node.parent, self.model.flows[flow].target, flow)
        self.settle(node.parent)

    def settle(self, number: int) -> None:
        """Look whether a scope has nothing alive left; then it is done."""
        node = self.nodes.get(number)
        if node is None or node.kind not in ("process", "scope", "adhoc"):
            return
        if node.kind == "adhoc":
            self.do("ad hoc", node)
            return
        if all(self.passive(child) for child in self.children(number)):
            self.do("settled", node)

    def withdraw(self, node: Node) -> None:
        """Everything in a node ends without being finished; the outside is told what it no longer has to answer."""
        for gone in list(descendants(self.nodes, node.number)):
            del self.nodes[gone.number]
            self._closed(gone)

    def withdraw_all(self, numbers: Iterable[int]) -> None:
        """The same for several nodes."""
        for number in numbers:
            self.withdraw(self.nodes[number])

    def adopt(self, numbers: Iterable[int], parent: int) -> None:
        """These nodes live in another node from now on."""
        for number in numbers:
            child = self.nodes[number]
            self.nodes[number] = Node(child.number, child.kind, child.element, parent, child.state)

    def drop(self, node: Node) -> None:
        """A node is over; what only listened in it stops, and nobody calls it cancelled."""
        for child in self.children(node.number):
            if child.kind in ("token", "scope"):
                del self.nodes[child.number]
                for listener in self.children(child.number):
                    self.withdraw(listener)
            else:
                self.withdraw(child)
        del self.nodes[node.number]

    def _closed(self, node: Node) -> None:
        """The effects of a node that is withdrawn."""
        if node.kind in CLOSINGS:
            self.emit(CLOSINGS[node.kind](node))
        events = node.kind in ("timer", "message", "signal", "condition") and not self._listens_aside(node)
        if events or node.kind in ("task", "job", "call", "gate", "incident", "scope", "many", "adhoc"):
            self.visited(node.element, "cancelled")

    def _listens_aside(self, node: Node) -> bool:
        element = self.element(node)
        return element.kind in ("boundaryEvent", "startEvent") or (
            element.kind == "intermediateCatchEvent" and node.state.get("gate") is True
        )

    # values

    def lookup(self, node: Node, extra: Values | None = None) -> Callable[[str], object]:
        """How an expression at this node finds a name: results, item and scope locals from the inside out, facts last."""

        def find(name: str) -> object:
            if extra is not None and name in extra:
                return extra[name]
            at: Node | None = node
            while at is not None:
                held = at.state.get("locals")
                if isinstance(held, dict) and name in held:
                    return held[name]
                at = self.nodes.get(at.parent)
            if name in self.facts:
                return self.facts[name]
            return self.world.facts.get(name)

        return find

    def value(self, formula: Formula, node: Node, extra: Values | None = None) -> object:
        """The value of a formula at this node. Raises Failure, also when the time for the step is over.

        One formula ends by its own fuel within a tenth of a second, so looking at the time before each is enough.
        """
        if formula.compiled is not None and self.world.late():
            raise Failure(*LATE)
        return evaluate(formula, self.lookup(node, extra), self.world.functions)

    def text(self, formula: Formula | None, node: Node) -> str | None:
        """The value of a formula as text, None without one. Raises Failure when it is no text or number."""
        if formula is None:
            return None
        value = self.value(formula, node)
        if value is None or isinstance(value, bool | list):
            raise Failure("no-text", "a text was needed")
        if isinstance(value, Mapping):
            value = value.get("id")
        return str(value)

    def truth(self, formula: Formula, node: Node, extra: Values | None = None) -> bool:
        """The value of a condition. Raises Failure when it is neither true nor false."""
        value = self.value(formula, node, extra)
        if not isinstance(value, bool):
            raise Failure("no-truth", "the condition is neither true nor false")
        return value

    def visible(self, node: Node) -> Mapping[str, object]:
        """Every name that an expression at this node could read. The world's facts are only asked for what is read."""
        maps: list[Any] = []
        at: Node | None = node
        while at is not None:
            maps.append(_locals(at))
            at = self.nodes.get(at.parent)
        return ChainMap(*maps, self.facts, self.world.facts)  # type: ignore[arg-type]  # read only

    def own_locals(self, node: Node) -> dict[str, object]:
        """What a task is shown: its inputs and those of the items around it."""
        shown: dict[str, object] = {}
        at: Node | None = node
        while at is not None and at.kind != "process":
            held = at.state.get("locals")
            if isinstance(held, dict) and (at.number == node.number or at.kind == "item"):
                shown = {**held, **shown}
            at = self.nodes.get(at.parent)
        return shown

    def inputs(self, node: Node, element: Element) -> Node:
        """Evaluate the input mappings; they become locals of the node. Raises Failure."""
        if not element.inputs:
            return node
        held: dict[str, object] = {}
        for mapped in element.inputs:
            held[mapped.target] = own(self.value(mapped.source, node, held))
        return self.note(node, locals=held)

    def outputs(self, node: Node, mappings: tuple[Mapped, ...], extra: Values) -> None:
        """Evaluate the output mappings, then set what they name: all or none. Raises Failure."""
        found: dict[str, object] = {}
        for mapped in mappings:
            found[mapped.target] = own(self.value(mapped.source, node, {**extra, **found}))
        for name, value in found.items():
            self.assign(node, name, value)

    def assign(self, node: Node, name: str, value: object) -> None:
        """A declared fact is set for the case; other names become locals: of the scope that has them, the item, or the instance."""
        if name in self.world.declared:
            self.facts[name] = value
            self.emit(fx.FactSet(node.element, name, value))
            return
        at = self.nodes[node.parent] if node.parent in self.nodes else self.root()
        while at.kind != "process" and not (name in _locals(at) or (at.kind == "item" and not at.state.get("loop"))):
            at = self.nodes[at.parent]
        self.note(at, locals={**_locals(at), name: own(value)})


def _locals(node: Node) -> dict[str, object]:
    held = node.state.get("locals")
    return held if isinstance(held, dict) else {}


CLOSINGS: dict[str, Callable[[Node], fx.Effect]] = {
    "task": lambda node: fx.TaskClosed(node.number, node.element, False),
    "job": lambda node: fx.JobClosed(node.number, node.element, False),
    "call": lambda node: fx.CallClosed(node.number, node.element, False),
    "timer": lambda node: fx.TimerCleared(node.number, node.element),
    "message": lambda node: fx.Unsubscribed(node.number, node.element),
    "signal": lambda node: fx.Unsubscribed(node.number, node.element),
    "adhoc": lambda node: fx.AdHocClosed(node.number, node.element, False),
    "incident": lambda node: fx.IncidentResolved(node.number, node.element),
}

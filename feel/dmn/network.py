"""The nodes of a model as closures, and one evaluation of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from feel.dmn import boxed
from feel.dmn.boxed import Workshop
from feel.dmn.items import Types, component_names
from feel.dmn.model import Definitions, Node, TableBox
from feel.dmn.table import Table, Trace
from feel.errors import Refused
from feel.frames import Code, Frame
from feel.functions import Defined
from feel.limits import Run
from feel.types import Type, fit
from feel.values import Value, from_python

boxed.MAKERS[TableBox] = Table


@dataclass(frozen=True, slots=True)
class Need:
    """A node that another requires, and the name it goes by there; `alias` when it comes from an imported file."""

    name: str
    alias: str
    target: Compiled


class Compiled:
    """A node ready to run. Nodes are linked after all are made, since they refer to each other."""

    def __init__(self, node: Node, owner: Definitions) -> None:
        self.node, self.owner = node, owner
        self.needs: list[Need] = []
        self.outputs: list[Compiled] = []
        self.given: list[Compiled] = []
        self.inputs: list[Compiled] = []
        self.code: Code | None = None
        self.type: Type | None = None
        self.workshop: Workshop | None = None

    @property
    def key(self) -> tuple[str, str]:
        return self.owner.namespace, self.node.id or self.node.name

    @property
    def parameters(self) -> list[Compiled]:
        """Of a decision service: what must be given, inputs first."""
        return [*self.inputs, *self.given]


class Network:
    """All nodes of a file and of the files it imports."""

    def __init__(self, main: Definitions, imported: Mapping[str, Definitions], functions: frozenset[str]) -> None:
        self.main, self.functions = main, functions
        self.files = {**imported, main.namespace: main}
        self.types: dict[str, Types] = {}
        made = [Compiled(node, file) for file in self.files.values() for node in file.nodes]
        self.nodes = {compiled.key: compiled for compiled in made}
        self.missing: list[tuple[str, str]] = []
        for compiled in self.nodes.values():
            self._link(compiled)
        for compiled in self.nodes.values():
            self._compile(compiled)

    def find(self, name: str) -> Compiled | None:
        """A node of the main file by id or name; decisions win."""
        own = [compiled for compiled in self.nodes.values() if compiled.owner is self.main]
        own.sort(key=lambda compiled: compiled.node.kind != "decision")
        for compiled in own:
            if compiled.node.id == name:
                return compiled
        return next((compiled for compiled in own if compiled.node.name == name), None)

    def types_of(self, file: Definitions) -> Types:
        """The types that the texts of a file may name."""
        if file.namespace not in self.types:

            def imported(alias: str) -> list[Types]:
                others = (self.files.get(namespace) for name, namespace in file.imports if name == alias)
                return [self.types_of(other) for other in others if other is not None and other is not file]

            self.types[file.namespace] = Types(file, imported)
        return self.types[file.namespace]

    def _target(self, reference: str, compiled: Compiled) -> Compiled | None:
        """The node that a reference points to; unknown ones are kept for the findings."""
        namespace, _, identifier = reference.rpartition("#")
        found = self.nodes.get((namespace or compiled.owner.namespace, identifier))
        if found is None:
            self.missing.append((compiled.node.id, reference))
        return found

    def _targets(self, references: tuple[str, ...], compiled: Compiled) -> list[Compiled]:
        found = (self._target(reference, compiled) for reference in references)
        return [target for target in found if target is not None]

    def _link(self, compiled: Compiled) -> None:
        aliases = {namespace: alias for alias, namespace in compiled.owner.imports}
        for target in self._targets(compiled.node.requires, compiled):
            alias = "" if target.owner is compiled.owner else aliases.get(target.owner.namespace, "")
            compiled.needs.append(Need(target.node.variable.name, alias, target))
        compiled.outputs = self._targets(compiled.node.outputs, compiled)
        compiled.given = self._targets(compiled.node.given, compiled)
        compiled.inputs = self._targets(compiled.node.inputs, compiled)

    def _compile(self, compiled: Compiled) -> None:
        node, types = compiled.node, self.types_of(compiled.owner)
        compiled.type = types(node.variable.type_ref) if node.variable.type_ref else None
        names = {need.alias or need.name for need in compiled.needs}
        names |= {other.name for other in compiled.owner.nodes if other.kind == "input"}
        names |= {node.name} if node.kind == "knowledge" else set()
        members = component_names(compiled.owner.items).union(
            *(
                {other.name for other in file.nodes} | component_names(file.items)
                for file in self.files.values()
                if file is not compiled.owner
            )
        )
        compiled.workshop = Workshop(frozenset(names), types, self.functions, frozenset(members))
        if node.box is not None:
            compiled.code = boxed.code(node.box, compiled.workshop)


@dataclass(frozen=True, slots=True)
class Place:
    """A node reached through imports: the aliases on the way there. The same file may be imported twice."""

    node: Compiled
    path: tuple[str, ...] = ()

    def needed(self, need: Need) -> Place:
        return Place(need.target, (*self.path, need.alias) if need.alias else self.path)


class Evaluation:
    """One evaluation: the inputs, and every node's value computed once."""

    def __init__(self, inputs: Mapping[str, Any], run: Run, given: dict[Place, Value] | None = None) -> None:
        self.inputs, self.run = inputs, run
        self.known: dict[Place, Value] = dict(given or {})

    def value(self, place: Place, trace: Trace | None = None) -> Value:
        """The value of a node; `trace` is filled when it is a decision table. A node that needs itself is null."""
        if place not in self.known:
            self.known[place] = None
            self.known[place] = self._compute(place, trace)
        return self.known[place]

    def _compute(self, place: Place, trace: Trace | None) -> Value:
        compiled = place.node
        if compiled.node.kind == "input":
            return self.fitted(self._input(place), compiled)
        if compiled.node.kind == "service":
            return service(place)
        self.run.enter()
        try:
            return self._content(place, trace)
        finally:
            self.run.leave()

    def _content(self, place: Place, trace: Trace | None) -> Value:
        """The value of a decision's or knowledge model's expression."""
        compiled, frame = place.node, self._frame(place)
        if compiled.code is None:
            return self.run.warn(f"{compiled.node.name} has no expression")
        if trace is not None and isinstance(compiled.code, Table):
            return self.fitted(compiled.code.decide(frame, trace), compiled)
        value = compiled.code(frame)
        if compiled.node.kind == "decision":
            return self.fitted(value, compiled)
        return value.answering(answer_type(compiled.type)) if isinstance(value, Defined) else value

    def _input(self, place: Place) -> Value:
        """An input by its name, looked for along the aliases that lead to it, and then at the top."""
        inside: Any = self.inputs
        for alias in place.path:
            inside = inside.get(alias) if isinstance(inside, Mapping) else None
        for inputs in (inside, self.inputs):
            if isinstance(inputs, Mapping) and place.node.node.name in inputs:
                return from_python(inputs[place.node.node.name])
        return None

    def fitted(self, value: Value, compiled: Compiled) -> Value:
        """A value as the node's type wants it, or null; a service's value as its function's type does."""
        try:
            return fit(value, answer_type(compiled.type) if compiled.node.kind == "service" else compiled.type)
        except Refused as reason:
            self.run.element = compiled.node.id
            return self.run.warn(f"{compiled.node.name}: {reason}")

    def _frame(self, place: Place) -> Frame:
        """The names a node sees: what it requires, behind that the host's inputs as they are.

        The file's own nodes hide those of files imported without an alias; among these the first counts.
        """
        names: dict[str, Value] = {}
        for need in place.node.needs:
            known = names.setdefault(need.alias, {}) if need.alias else names
            if need.name not in known or need.target.owner is place.node.owner:
                known[need.name] = self.value(place.needed(need))
        workshop = place.node.workshop
        wanted = workshop.reading.names - names.keys() if workshop else ()
        outer = {name: from_python(self.inputs[name]) for name in wanted if name in self.inputs}
        inner = Frame(names, Frame(outer, None, self.run), self.run)
        if place.node.node.kind == "knowledge" and place.node.code is not None:
            names.setdefault(place.node.node.name, Later(self, place))
        return inner


class Later:
    """A knowledge model as it sees itself: it is looked up when it is called."""

    def __init__(self, evaluation: Evaluation, place: Place) -> None:
        self.evaluation, self.place = evaluation, place

    @property
    def parameters(self) -> tuple[str, ...]:
        return tuple(self.evaluation.value(self.place).parameters)

    def call(self, run: Run, arguments: list[Value], names: tuple[str, ...] | None) -> Value:
        return self.evaluation.value(self.place).call(run, arguments, names)


def answer_type(type: Type | None) -> Type | None:
    """What a knowledge model answers: its variable's type is that of the function, or in older files of the value."""
    return type.result if type is not None and type.is_function else type


def service(place: Place) -> Defined:
    """A decision service as a function of its inputs and given decisions."""
    compiled = place.node
    names = tuple(parameter.node.variable.name for parameter in compiled.parameters)
    types = tuple(parameter.type for parameter in compiled.parameters)

    def body(run: Run, values: dict[str, Value]) -> Value:
        given = {
            Place(parameter, place.path): values[name]
            for parameter, name in zip(compiled.parameters, names, strict=True)
        }
        return outputs(place, Evaluation({}, run, given))

    return Defined(names, types, body, 10, answer_type(compiled.type))


def outputs(place: Place, evaluation: Evaluation) -> Value:
    """What a service answers: its only decision's value, or a context of all."""
    found = {
        decision.node.variable.name: evaluation.value(Place(decision, place.path)) for decision in place.node.outputs
    }
    return next(iter(found.values())) if len(found) == 1 else found

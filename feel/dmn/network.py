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
        return self.owner.namespace, self.node.id

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
        self.nodes = {(file.namespace, node.id): Compiled(node, file)
                      for file in self.files.values() for node in file.nodes}
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
        if file.namespace not in self.types:
            aliases = dict(file.imports)

            def imported(alias: str) -> Types | None:
                other = self.files.get(aliases.get(alias, ""))
                return self.types_of(other) if other is not None and other is not file else None
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
            *({other.name for other in file.nodes} | component_names(file.items)
              for file in self.files.values() if file is not compiled.owner))
        compiled.workshop = Workshop(frozenset(names), types, self.functions, frozenset(members))
        if node.box is not None:
            compiled.code = boxed.code(node.box, compiled.workshop)


class Evaluation:
    """One evaluation: the inputs, and every node's value computed once."""

    def __init__(self, inputs: Mapping[str, Any], run: Run, given: dict[tuple[str, str], Value] | None = None) -> None:
        self.inputs, self.run = inputs, run
        self.known: dict[tuple[str, str], Value] = dict(given or {})
        self.trace: Trace | None = None

    def value(self, compiled: Compiled, trace: Trace | None = None) -> Value:
        """The value of a node; `trace` is filled when it is a decision table."""
        if compiled.key not in self.known:
            self.known[compiled.key] = None
            self.known[compiled.key] = self._compute(compiled, trace)
        return self.known[compiled.key]

    def _compute(self, compiled: Compiled, trace: Trace | None) -> Value:
        if compiled.node.kind == "input":
            return self._fitted(self._input(compiled), compiled)
        if compiled.node.kind == "service":
            return service(compiled, self)
        self.run.enter()
        try:
            frame = self._frame(compiled)
            if trace is not None and isinstance(compiled.code, Table):
                return self._fitted(compiled.code.decide(frame, trace), compiled)
            if compiled.code is None:
                return self.run.warn(f"{compiled.node.name} has no expression")
            value = compiled.code(frame)
            return value if compiled.node.kind == "knowledge" else self._fitted(value, compiled)
        finally:
            self.run.leave()

    def _input(self, compiled: Compiled) -> Value:
        """An input by its name, or behind its alias when an imported file asks for it."""
        name = compiled.node.name
        if name in self.inputs:
            return from_python(self.inputs[name])
        for other in self.inputs.values():
            if isinstance(other, Mapping) and name in other and compiled.owner.namespace != "":
                return from_python(other[name])
        return None

    def _fitted(self, value: Value, compiled: Compiled) -> Value:
        try:
            return fit(value, compiled.type)
        except Refused as reason:
            self.run.element = compiled.node.id
            return self.run.warn(f"{compiled.node.name}: {reason}")

    def _frame(self, compiled: Compiled) -> Frame:
        """The names a node sees: what it requires, behind that the host's inputs as they are."""
        names: dict[str, Value] = {}
        for need in compiled.needs:
            if need.alias:
                names.setdefault(need.alias, {})[need.name] = self.value(need.target)
            else:
                names[need.name] = self.value(need.target)
        wanted = compiled.workshop.reading.names if compiled.workshop else ()
        outer = {name: from_python(self.inputs[name]) for name in wanted if name in self.inputs and name not in names}
        return Frame(names, Frame(outer, None, self.run), self.run)


def service(compiled: Compiled, evaluation: Evaluation) -> Defined:
    """A decision service as a function of its inputs and given decisions."""
    parameters = compiled.parameters
    names = tuple(parameter.node.variable.name for parameter in parameters)
    types = tuple(parameter.type for parameter in parameters)

    def body(run: Run, values: dict[str, Value]) -> Value:
        given = {parameter.key: values[name] for parameter, name in zip(parameters, names, strict=True)}
        return outputs(compiled, Evaluation({}, run, given))
    return Defined(names, types, body, 10, compiled.type)


def outputs(compiled: Compiled, evaluation: Evaluation) -> Value:
    """What a service answers: its only decision's value, or a context of all."""
    found = {decision.node.variable.name: evaluation.value(decision) for decision in compiled.outputs}
    return next(iter(found.values())) if len(found) == 1 else found

"""What users of feel.dmn hold: a model, its decisions, and what one evaluation decided and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from feel.dmn.model import Definitions, Rule, TableBox
from feel.dmn.network import Compiled, Evaluation, Network, Place, outputs
from feel.dmn.read import definitions
from feel.dmn.table import Hit, Table, Trace
from feel.errors import EvaluationWarning, FeelError, LimitError
from feel.limits import DEFAULT, Limits, Run
from feel.values import Value, from_python

Functions = Mapping[str, Callable[..., Any]]


@dataclass(frozen=True, slots=True)
class InputInfo:
    """A tested column: its label, the FEEL expression, and its type's name."""

    label: str
    expression: str
    type: str
    values: str = ""


@dataclass(frozen=True, slots=True)
class OutputInfo:
    """An answered column: its name, label, type's name and possible values."""

    name: str
    label: str
    type: str
    values: str = ""


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """A row as it is written: input cells, output cells, description, annotations."""

    id: str
    description: str
    cells: tuple[str, ...]
    outputs: tuple[str, ...]
    annotations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionInfo:
    """A decision of a model. `hit_policy`, columns and rules are empty unless it is a decision table.

    `names` are the variables that its texts read, `calls` the host functions they call.
    """

    id: str
    name: str
    hit_policy: str
    aggregation: str
    inputs: tuple[InputInfo, ...]
    outputs: tuple[OutputInfo, ...]
    rules: tuple[RuleInfo, ...]
    names: frozenset[str]
    calls: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that matched: its id, its number from 1, its description, and its answers by output name."""

    rule_id: str
    index: int
    description: str
    outputs: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Because:
    """A tested value, and the cells of the matched rules that it passed."""

    label: str
    value: Value
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided: the value, the matched rules, why they matched, and what could not be computed."""

    value: Value
    matched: tuple[Match, ...] = ()
    why: tuple[Because, ...] = ()
    warnings: tuple[EvaluationWarning, ...] = ()


class Model:
    """A decision model, compiled once and shared between threads. `decisions` are those of the file itself."""

    def __init__(
        self,
        main: Definitions,
        imported: Mapping[str, Definitions],
        functions: Iterable[str] = (),
        limits: Limits = DEFAULT,
    ) -> None:
        self.name, self.namespace, self.limits = main.name, main.namespace, limits
        self.definitions = main
        self.network = Network(main, imported, frozenset(functions))
        self.decisions = tuple(
            _info(compiled)
            for compiled in self.network.nodes.values()
            if compiled.owner is main and compiled.node.kind == "decision"
        )

    def decide(self, name: str, inputs: Mapping[str, Any], functions: Functions | None = None) -> Decision:
        """Evaluate a decision, by id or name, or a decision service by its outputs.

        `inputs` are Python or FEEL values by name. Raises FeelError when there is no such decision, LimitError when
        it takes too much. A decision that cannot be computed is null, and the warnings say why.
        """
        compiled = self.network.find(name)
        if compiled is None or compiled.node.kind not in ("decision", "service"):
            raise FeelError("no decision", found=f"'{name}'")
        run, trace = Run(functions or {}, self.limits), Trace()
        try:
            value = _evaluate(compiled, inputs, run, trace)
        except RecursionError:
            raise LimitError("depth", limit=self.limits.calls) from None
        return Decision(value, tuple(map(_match, trace.hits)), _why(compiled, trace), tuple(run.warnings))

    def call(self, name: str, arguments: Mapping[str, Any] | list[Any], functions: Functions | None = None) -> Decision:
        """Call a business knowledge model or a decision service with arguments by name or in order."""
        compiled = self.network.find(name)
        if compiled is None:
            raise FeelError("no decision", found=f"'{name}'")
        run = Run(functions or {}, self.limits)
        function = Evaluation({}, run).value(Place(compiled))
        names = tuple(arguments) if isinstance(arguments, Mapping) else None
        values = list(arguments.values()) if isinstance(arguments, Mapping) else arguments
        value = function.call(run, [from_python(argument) for argument in values], names)
        return Decision(value, warnings=tuple(run.warnings))


def load(xml: bytes, imports: Iterable[bytes] = (), functions: Iterable[str] = (), limits: Limits = DEFAULT) -> Model:
    """Read a model. `imports` are the files it imports, `functions` the names of the host's functions.

    Raises FeelError when the XML is unsafe or no DMN, LimitError when it is too large or nested too deeply. A text that
    is no FEEL is null when it is evaluated; `check` finds those beforehand.
    """
    try:
        others = [definitions(other) for other in imports]
        return Model(definitions(xml), {other.namespace: other for other in others}, functions, limits)
    except RecursionError:
        raise LimitError("nesting", limit=limits.nesting) from None


def _evaluate(compiled: Compiled, inputs: Mapping[str, Any], run: Run, trace: Trace) -> Value:
    evaluation = Evaluation(inputs, run)
    if compiled.node.kind == "decision":
        return evaluation.value(Place(compiled), trace)
    for decision in compiled.given:
        value = from_python(inputs.get(decision.node.variable.name))
        evaluation.known[Place(decision)] = evaluation.fitted(value, decision)
    return evaluation.fitted(outputs(Place(compiled), evaluation), compiled)


def _match(hit: Hit) -> Match:
    return Match(hit.rule.id, hit.index, hit.rule.description, hit.outputs)


def _why(compiled: Compiled, trace: Trace) -> tuple[Because, ...]:
    if not isinstance(compiled.code, Table):
        return ()
    columns = compiled.code.box.inputs
    return tuple(
        Because(column.label, value, tuple(_cell(hit.rule, i) for hit in trace.hits))
        for i, (column, value) in enumerate(zip(columns, trace.inputs, strict=False))
    )


def _cell(rule: Rule, i: int) -> str:
    return rule.cells[i].text if i < len(rule.cells) else "-"


def _info(compiled: Compiled) -> DecisionInfo:
    node, workshop = compiled.node, compiled.workshop
    names = frozenset(workshop.reading.names) if workshop else frozenset()
    calls = frozenset(workshop.reading.calls) if workshop else frozenset()
    table = node.box if isinstance(node.box, TableBox) else TableBox("", "", (), (), ())
    return DecisionInfo(
        node.id,
        node.name,
        table.hit_policy,
        table.aggregation,
        tuple(
            InputInfo(column.label, column.expression.text, column.type_ref, column.values) for column in table.inputs
        ),
        tuple(OutputInfo(column.name, column.label, column.type_ref, column.values) for column in table.outputs),
        tuple(
            RuleInfo(
                rule.id,
                rule.description,
                tuple(cell.text for cell in rule.cells),
                tuple(cell.text for cell in rule.outputs),
                rule.annotations,
            )
            for rule in table.rules
        ),
        names,
        calls,
    )

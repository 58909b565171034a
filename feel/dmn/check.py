"""What is wrong with a decision model before anybody decides with it: one rule per function."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from feel import ast
from feel.dmn.items import passes, tests_of
from feel.dmn.model import Definitions, Input, Item, Output, Rule, TableBox
from feel.dmn.network import Compiled, Network
from feel.dmn.read import definitions
from feel.dmn.table import AGGREGATES, POLICIES
from feel.errors import FeelError, LimitError
from feel.limits import DEFAULT
from feel.parser import Parser
from feel.values import Value

AGGREGATIONS = {"", "LIST", "COUNT", *AGGREGATES}
MESSAGES: dict[str, tuple[str, str]] = {
    "duplicate-id": ("the id {found} is used more than once", "het id {found} komt vaker voor"),
    "duplicate-name": (
        "the name {found} is used by more than one element",
        "de naam {found} is van meer dan één onderdeel",
    ),
    "missing-reference": (
        "{found} points to nothing in this model or its imports",
        "{found} verwijst naar niets in dit model of zijn imports",
    ),
    "cycle": ("the decision needs itself, through {found}", "de beslissing heeft zichzelf nodig, via {found}"),
    "no-expression": (
        "the decision {found} has no expression or table",
        "de beslissing {found} heeft geen expressie of tabel",
    ),
    "unknown-type": ("there is no type {found}", "er is geen type {found}"),
    "hit-policy": ("there is no hit policy {found}", "er is geen hitpolicy {found}"),
    "aggregation": (
        "the aggregation {found} does not go with this hit policy",
        "de aggregatie {found} past niet bij deze hitpolicy",
    ),
    "columns": (
        "rule {found} has another number of cells than the table has columns",
        "regel {found} heeft een ander aantal cellen dan de tabel kolommen",
    ),
    "output-name": (
        "several outputs need different names",
        "meerdere uitvoerkolommen hebben verschillende namen nodig",
    ),
    "priorities": (
        "output {found} needs a list of its values, in order of priority",
        "uitvoer {found} heeft een lijst van waarden nodig, op volgorde van voorrang",
    ),
    "impossible-cell": (
        "the cell tests {found}, which the column's values exclude",
        "de cel test {found}, maar dat staat niet in de waarden van de kolom",
    ),
    "impossible-answer": (
        "the cell answers {found}, which the column's values exclude",
        "de cel antwoordt {found}, maar dat staat niet in de waarden van de kolom",
    ),
    "unknown-name": (
        "{decision} reads {found}, which nothing here is called",
        "{decision} leest {found}, maar niets heet hier zo",
    ),
    "unknown-function": (
        "{decision} calls {found}, which is no function here",
        "{decision} roept {found} aan, maar dat is hier geen functie",
    ),
    "language": ("{found} is not FEEL and is not run", "{found} is geen FEEL en wordt niet uitgevoerd"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to repair: a code, the element's id, and the reason in English and Dutch."""

    code: str
    element_id: str
    message_en: str
    message_nl: str


@dataclass(frozen=True, slots=True)
class Examined:
    """A model under examination. `names` are the host's variables, None when it does not say."""

    definitions: Definitions
    network: Network
    names: frozenset[str] | None
    functions: frozenset[str]

    @property
    def own(self) -> list[Compiled]:
        return [compiled for compiled in self.network.nodes.values() if compiled.owner is self.definitions]

    @property
    def tables(self) -> Iterator[tuple[Compiled, TableBox]]:
        for compiled in self.own:
            if isinstance(compiled.node.box, TableBox):
                yield compiled, compiled.node.box


def check(
    xml: bytes, names: Iterable[str] | None = None, functions: Iterable[str] = (), imports: Iterable[bytes] = ()
) -> list[Finding]:
    """All findings of a file, in the order of the rules; none means that it can be deployed.

    With `names`, the host's variables, every other name that a text reads is a finding too.
    """
    try:
        main, others = definitions(xml), [definitions(other) for other in imports]
        functions = frozenset(functions)
        network = Network(main, {other.namespace: other for other in others}, functions)
    except (FeelError, RecursionError) as problem:
        error = problem if isinstance(problem, FeelError) else LimitError("nesting", limit=DEFAULT.nesting)
        return [Finding(error.code.replace(" ", "-"), "", error.text_en, error.text_nl)]
    examined = Examined(main, network, None if names is None else frozenset(names), functions)
    return [finding for rule in RULES for finding in rule(examined)]


def _finding(code: str, element: str, **words: object) -> Finding:
    english, dutch = MESSAGES[code]
    return Finding(code, element, english.format(**words), dutch.format(**words))


def duplicate_ids(examined: Examined) -> Iterator[Finding]:
    """Two nodes with one id: a reference would reach only one of them."""
    counts = Counter(node.id for node in examined.definitions.nodes)
    return (_finding("duplicate-id", key, found=key) for key, count in counts.items() if count > 1)


def duplicate_names(examined: Examined) -> Iterator[Finding]:
    """Two nodes with one name: a text would read only one of them."""
    counts = Counter(node.name for node in examined.definitions.nodes)
    return (
        _finding("duplicate-name", node.id, found=f"'{node.name}'")
        for node in examined.definitions.nodes
        if counts[node.name] > 1
    )


def missing_references(examined: Examined) -> Iterator[Finding]:
    """A requirement that leads nowhere."""
    return (
        _finding("missing-reference", element, found=f"'{reference}'")
        for element, reference in examined.network.missing
    )


def cycles(examined: Examined) -> Iterator[Finding]:
    """A decision that needs its own value."""
    for compiled in examined.own:
        if compiled.node.kind == "decision":
            path = _path_back(compiled)
            if path:
                yield _finding("cycle", compiled.node.id, found=", ".join(f"'{node.node.name}'" for node in path))


def _path_back(start: Compiled) -> list[Compiled]:
    """The nodes on a way from a node to itself, or nothing."""
    came_from: dict[tuple[str, str], Compiled] = {}
    open_nodes = [start]
    while open_nodes:
        node = open_nodes.pop()
        for need in node.needs:
            if need.target is start:
                return _steps(start, node, came_from)
            if need.target.key not in came_from:
                came_from[need.target.key] = node
                open_nodes.append(need.target)
    return []


def _steps(start: Compiled, node: Compiled, came_from: dict[tuple[str, str], Compiled]) -> list[Compiled]:
    steps = [node]
    while steps[-1] is not start:
        steps.append(came_from[steps[-1].key])
    return steps[::-1]


def missing_expressions(examined: Examined) -> Iterator[Finding]:
    """A decision that decides nothing."""
    return (
        _finding("no-expression", compiled.node.id, found=f"'{compiled.node.name}'")
        for compiled in examined.own
        if compiled.node.kind == "decision" and compiled.node.box is None
    )


def unknown_types(examined: Examined) -> Iterator[Finding]:
    """A type that is neither FEEL's nor the model's."""
    types = examined.network.types_of(examined.definitions)
    used = [(node.id, node.variable.type_ref) for node in examined.definitions.nodes]
    used += [(item.name, reference) for item in examined.definitions.items for reference in _references(item)]
    for compiled, table in examined.tables:
        columns: tuple[Input | Output, ...] = (*table.inputs, *table.outputs)
        used += [(table.id or compiled.node.id, column.type_ref) for column in columns]
    return (
        _finding("unknown-type", element, found=f"'{name}'") for element, name in used if name and types(name) is None
    )


def _references(item: Item) -> Iterator[str]:
    yield item.type_ref
    for part in item.components:
        yield from _references(part)


def unreadable_texts(examined: Examined) -> Iterator[Finding]:
    """A text that is no FEEL, or is meant for another language."""
    for compiled in examined.own:
        workshop = compiled.workshop
        for element, error in workshop.errors if workshop else ():
            hint, wenk = (f": {text}" if text else "" for text in (error.suggestion, error.suggestion_nl))
            yield Finding("feel", element or compiled.node.id, error.text_en + hint, error.text_nl + wenk)
        for element, language in workshop.foreign if workshop else ():
            yield _finding("language", element or compiled.node.id, found=language)


def unknown_names(examined: Examined) -> Iterator[Finding]:
    """A name that neither the model nor the host has."""
    for compiled in examined.own if examined.names is not None else ():
        workshop = compiled.workshop
        unknown = workshop.reading.names - workshop.names - (examined.names or set()) if workshop else ()
        for name in sorted(unknown):
            yield _finding("unknown-name", compiled.node.id, decision=f"'{compiled.node.name}'", found=f"'{name}'")


def unknown_functions(examined: Examined) -> Iterator[Finding]:
    """A call of a function that nobody lends."""
    for compiled in examined.own:
        workshop = compiled.workshop
        for name in sorted(workshop.reading.calls - examined.functions - workshop.names) if workshop else ():
            yield _finding("unknown-function", compiled.node.id, decision=f"'{compiled.node.name}'", found=f"'{name}'")


def hit_policies(examined: Examined) -> Iterator[Finding]:
    """A hit policy or aggregation that is none, or lacks what it needs."""
    for compiled, table in examined.tables:
        element = table.id or compiled.node.id
        if table.hit_policy not in POLICIES:
            yield _finding("hit-policy", element, found=f"'{table.hit_policy}'")
        if table.aggregation not in AGGREGATIONS or (table.aggregation and table.hit_policy != "COLLECT"):
            yield _finding("aggregation", element, found=f"'{table.aggregation}'")
        if table.hit_policy in ("PRIORITY", "OUTPUT ORDER"):
            yield from (
                _finding("priorities", element, found=f"'{column.name or column.label}'")
                for column in table.outputs
                if not column.values
            )


def columns(examined: Examined) -> Iterator[Finding]:
    """Rows that are too short or too long, and outputs that cannot be told apart."""
    for compiled, table in examined.tables:
        element = table.id or compiled.node.id
        for i, rule in enumerate(table.rules, 1):
            if (len(rule.cells), len(rule.outputs)) != (len(table.inputs), len(table.outputs)):
                yield _finding("columns", rule.id or element, found=i)
        names = {column.name for column in table.outputs}
        if len(table.outputs) > 1 and (len(names) < len(table.outputs) or "" in names):
            yield _finding("output-name", element)


def impossible_cells(examined: Examined) -> Iterator[Finding]:
    """A constant that the column's list of values excludes: a typing error, most often."""
    for _, table in examined.tables:
        for rule in table.rules:
            yield from _impossible(rule, table)


def _impossible(rule: Rule, table: TableBox) -> Iterator[Finding]:
    cells = [("impossible-cell", cell, column.values) for cell, column in zip(rule.cells, table.inputs, strict=False)]
    cells += [
        ("impossible-answer", cell, column.values) for cell, column in zip(rule.outputs, table.outputs, strict=False)
    ]
    for code, cell, values in cells:
        allowed = tests_of(values) if values else None
        for value in _constants(cell.text) if allowed else ():
            if allowed and not passes(allowed, value):
                yield _finding(code, cell.id or rule.id, found=f"'{value}'")


def _constants(text: str) -> list[Value]:
    """The texts and numbers that a cell lists, when it lists nothing else."""
    try:
        tests = Parser(text).unary_tests().tests if text else ()
    except FeelError:
        return []
    return [test.value for test in tests if isinstance(test, ast.Literal) and test.value is not None]


Rules = tuple[Callable[[Examined], Iterator[Finding]], ...]
RULES: Rules = (
    duplicate_ids,
    duplicate_names,
    missing_references,
    cycles,
    missing_expressions,
    unknown_types,
    unreadable_texts,
    unknown_names,
    unknown_functions,
    hit_policies,
    columns,
    impossible_cells,
)

"""A decision model as it was read: the drawn elements and their boxed expressions. Immutable."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Box:
    """A boxed expression; `type_ref` is what its value must be, if it says so."""

    id: str = field(default="", kw_only=True)
    type_ref: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class Text(Box):
    """A literal expression in FEEL; `language` is another language's name, which is not run."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Variable:
    """A name with a type."""

    name: str
    type_ref: str = ""


@dataclass(frozen=True, slots=True)
class ContextBox(Box):
    """Entries in order, each seeing those before it; the result, if there is one, is the whole's value."""

    entries: tuple[tuple[Variable, Box | None], ...]
    result: Box | None


@dataclass(frozen=True, slots=True)
class RelationBox(Box):
    """Columns and rows: a list of contexts."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Box | None, ...], ...]


@dataclass(frozen=True, slots=True)
class ListBox(Box):
    """A list of boxed expressions."""

    items: tuple[Box | None, ...]


@dataclass(frozen=True, slots=True)
class FunctionBox(Box):
    """A function; kinds other than FEEL are not run."""

    parameters: tuple[Variable, ...]
    body: Box | None
    kind: str = "FEEL"


@dataclass(frozen=True, slots=True)
class InvocationBox(Box):
    """A call with its arguments by name."""

    function: Box | None
    bindings: tuple[tuple[str, Box | None], ...]


@dataclass(frozen=True, slots=True)
class ConditionalBox(Box):
    """if / then / else."""

    condition: Box | None
    yes: Box | None
    no: Box | None


@dataclass(frozen=True, slots=True)
class FilterBox(Box):
    """A list and the condition that its items must pass."""

    source: Box | None
    match: Box | None


@dataclass(frozen=True, slots=True)
class IteratorBox(Box):
    """for, some or every: `kind` tells which."""

    kind: str
    variable: str
    source: Box | None
    body: Box | None


@dataclass(frozen=True, slots=True)
class Input:
    """A column that is tested. `values` are the unary tests of the values it may have."""

    label: str
    expression: Text
    type_ref: str = ""
    values: str = ""


@dataclass(frozen=True, slots=True)
class Output:
    """A column that is answered. `values`: the possible ones, highest priority first; `default`: when no rule fits."""

    name: str
    label: str = ""
    type_ref: str = ""
    values: str = ""
    default: Text | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: the texts of its input cells, its output cells, its description and its annotations."""

    id: str
    description: str
    cells: tuple[Text, ...]
    outputs: tuple[Text, ...]
    annotations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableBox(Box):
    """A decision table; `aggregation` is SUM, MIN, MAX, COUNT or nothing."""

    hit_policy: str
    aggregation: str
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A type of the model. `allowed` and `constraint` are unary tests, for the items of a list and for the whole."""

    name: str
    type_ref: str = ""
    is_list: bool = False
    components: tuple[Item, ...] = ()
    allowed: str = ""
    constraint: str = ""
    function: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """An input, decision, business knowledge model or decision service of a model.

    `requires` are references to other nodes (`#id` or `namespace#id`). Of a service: `outputs`, `given` decisions and
    `inputs`, in order.
    """

    kind: str
    id: str
    name: str
    variable: Variable
    box: Box | None = None
    requires: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Definitions:
    """One file: its namespace, types, nodes, and the namespaces it imports by alias."""

    namespace: str
    name: str
    items: tuple[Item, ...]
    nodes: tuple[Node, ...]
    imports: tuple[tuple[str, str], ...]
    language: str = ""

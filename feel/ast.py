"""The parts of an expression. Immutable; `at` is the offset in the source and takes no part in comparisons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Node:
    """Any part of an expression."""

    at: int = field(default=-1, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A number, text, true, false or null."""

    value: Decimal | str | bool | None


@dataclass(frozen=True, slots=True)
class Temporal(Node):
    """`@"2026-11-24"`."""

    text: str


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A variable; blanks inside are single."""

    name: str


@dataclass(frozen=True, slots=True)
class Path(Node):
    """`source.name`."""

    source: Node
    name: str


@dataclass(frozen=True, slots=True)
class Descendants(Node):
    """`source...name`: the entries of that name at every depth (DMN 1.6)."""

    source: Node
    name: str


@dataclass(frozen=True, slots=True)
class Filter(Node):
    """`source[predicate]`."""

    source: Node
    predicate: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """`callee(…)`: `names` is None for arguments in order."""

    callee: Node
    arguments: tuple[Node, ...]
    names: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Negate(Node):
    """`-operand`."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Binary(Node):
    """Two operands; `op` is one of + - * / ** and or = != < <= > >=."""

    op: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Between(Node):
    """`value between low and high`."""

    value: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class In(Node):
    """`value in test` or `value in (test, …)`."""

    value: Node
    tests: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    """`value instance of type`."""

    value: Node
    type: TypeName


@dataclass(frozen=True, slots=True)
class If(Node):
    """`if condition then yes else no`."""

    condition: Node
    yes: Node
    no: Node


@dataclass(frozen=True, slots=True)
class Iteration(Node):
    """`name in source`, or `name in source..end`."""

    name: str
    source: Node
    end: Node | None = None


@dataclass(frozen=True, slots=True)
class For(Node):
    """`for … return body`."""

    iterations: tuple[Iteration, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """`some … satisfies condition` or `every …`."""

    kind: str
    iterations: tuple[Iteration, ...]
    condition: Node


@dataclass(frozen=True, slots=True)
class ListOf(Node):
    """`[…]`."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ContextOf(Node):
    """`{key: value, …}`."""

    keys: tuple[str, ...]
    values: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Function(Node):
    """`function(parameters) body`; an external one is a function that the host lends, or null."""

    parameters: tuple[str, ...]
    types: tuple[TypeName | None, ...]
    body: Node
    external: bool = False


@dataclass(frozen=True, slots=True)
class Interval(Node):
    """`[low..high]` and its open forms."""

    low: Node
    high: Node
    low_included: bool
    high_included: bool


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """`< operand` without a left side: the values for which it holds. `op` is one of = != < <= > >=."""

    op: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Tests(Node):
    """Unary tests: `-` has no tests, `not(…)` is negated."""

    tests: tuple[Node, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class TypeName(Node):
    """A type: a plain name, or list, range, context or function with its parts."""

    name: str
    parts: tuple[TypeName, ...] = ()
    keys: tuple[str, ...] = ()


def children(node: Node) -> Iterator[Node]:
    """The expressions directly inside a node; types are not expressions."""
    for part in fields(node):
        value = getattr(node, part.name)
        if isinstance(value, Node) and not isinstance(value, TypeName):
            yield value
        elif isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, Node) and not isinstance(item, TypeName))


def walk(node: Node) -> Iterator[Node]:
    """Every part of an expression, itself included. Not recursive: depth costs nothing."""
    open_nodes = [node]
    while open_nodes:
        node = open_nodes.pop()
        yield node
        open_nodes.extend(children(node))


def spine(node: Binary) -> tuple[Node, list[Binary]]:
    """The chain `a op b op c …` that leans left: its first operand, and its operations in order."""
    chain, family = [node], FAMILIES[node.op]
    while isinstance(chain[-1].left, Binary) and FAMILIES[chain[-1].left.op] == family:
        chain.append(chain[-1].left)
    chain.reverse()
    return chain[0].left, chain


FAMILIES = {
    "+": "sum",
    "-": "sum",
    "*": "product",
    "/": "product",
    "**": "power",
    "and": "and",
    "or": "or",
    "=": "comparison",
    "!=": "comparison",
    "<": "comparison",
    "<=": "comparison",
    ">": "comparison",
    ">=": "comparison",
}

"""A tree to closures: each part becomes a Python function from a frame to its value.

Nothing of the source is left at run time, no Python is generated, and no attribute of a host's object is reached.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from feel import ast
from feel.arithmetic import OPERATIONS, negate
from feel.comparing import compare, less, passes, same
from feel.errors import Refused
from feel.frames import MISSING, Broken, Code, Frame, find, function_called, refused
from feel.functions import Defined, external
from feel.limits import Run
from feel.loops import Round, conditional, filtering, looping, quantifying
from feel.properties import descendants, member
from feel.temporal_text import literal
from feel.types import Lookup, resolve
from feel.values import Range, Value, kind


class Compiler:
    """Turns trees into closures; `lookup` knows the types of a model."""

    def __init__(self, lookup: Lookup = lambda name: None) -> None:
        self.lookup = lookup

    def code(self, node: ast.Node) -> Code:
        return MAKERS[type(node)](self, node)

    def codes(self, nodes: Iterable[ast.Node]) -> list[Code]:
        return [self.code(node) for node in nodes]


def weight(node: ast.Node) -> int:
    """How many parts are evaluated when a loop runs this once: what a round costs."""
    return sum(1 for _ in ast.walk(node))


# Literals and names


def _literal(compiler: Compiler, node: ast.Literal) -> Code:
    value = node.value
    return lambda frame: value


def _temporal(compiler: Compiler, node: ast.Temporal) -> Code:
    value = literal(node.text)
    return lambda frame: value


def _name(compiler: Compiler, node: ast.Name) -> Code:
    name, at = node.name, node.at

    def read(frame: Frame) -> Value:
        value = find(frame, name)
        if value is MISSING:
            value = function_called(frame, name)
            if value is None:
                frame.run.warn(f"nothing here is called '{name}'", at)
        return value

    return read


# Operators


def _binary(compiler: Compiler, node: ast.Binary) -> Code:
    first, chain = ast.spine(node)
    code = compiler.code(first)
    steps = [(step.op, compiler.code(step.right), step.at) for step in chain]
    if len(steps) == 1:
        return _one_step(code, *steps[0])
    return _chain(code, [(_step(op), right, at) for op, right, at in steps], node.op in ("and", "or"))


def _one_step(left: Code, op: str, right: Code, at: int) -> Code:
    """A single operation, the common case."""
    if op in ("and", "or"):
        return _connective(op, left, right)
    step = _step(op)

    def compute(frame: Frame) -> Value:
        try:
            return step(left(frame), right(frame), frame.run)
        except Broken as reason:
            return refused(frame, reason, at)

    return compute


def _step(op: str) -> Callable[[Value, Value, Run], Value]:
    if op in OPERATIONS:
        return OPERATIONS[op]
    if op in ("and", "or"):
        return lambda left, right, run: connect(op, left, right)
    if op in ("=", "!="):
        return lambda left, right, run: compare(op, left, right, run)
    return ORDERS[op]


def _less(left: Value, right: Value, run: Run) -> bool:
    if type(left) is Decimal and type(right) is Decimal:
        return left < right
    return less(left, right)


ORDERS: dict[str, Callable[[Value, Value, Run], bool]] = {
    "<": _less,
    ">": lambda left, right, run: _less(right, left, run),
    "<=": lambda left, right, run: not _less(right, left, run),
    ">=": lambda left, right, run: not _less(left, right, run),
}


def _chain(first: Code, steps: list[tuple[Callable[[Value, Value, Run], Value], Code, int]], logical: bool) -> Code:
    """`a + b - c …` in a loop, so that a long chain needs no deep stack."""

    def compute(frame: Frame) -> Value:
        value = first(frame)
        for step, right, at in steps:
            try:
                value = step(value, right(frame), frame.run)
            except Broken as reason:
                value = refused(frame, reason, at)
        return value if not logical else truth(value)

    return compute


def truth(value: Value) -> bool | None:
    """True, False, or None for everything that is no boolean."""
    return value if isinstance(value, bool) else None


def connect(op: str, left: Value, right: Value) -> bool | None:
    """Three-valued `and` and `or`: one operand may decide, otherwise null stays null."""
    decisive = op == "or"
    if left is decisive or right is decisive:
        return op == "or"
    return not decisive if isinstance(left, bool) and isinstance(right, bool) else None


def _connective(op: str, left: Code, right: Code) -> Code:
    decisive = op == "or"

    def decide(frame: Frame) -> bool | None:
        first = left(frame)
        return bool(first) if first is decisive else connect(op, first, right(frame))

    return decide


def _negate(compiler: Compiler, node: ast.Negate) -> Code:
    operand, at = compiler.code(node.operand), node.at

    def compute(frame: Frame) -> Value:
        try:
            return negate(operand(frame))
        except Broken as reason:
            return refused(frame, reason, at)

    return compute


def _between(compiler: Compiler, node: ast.Between) -> Code:
    value, low, high = compiler.codes((node.value, node.low, node.high))

    def decide(frame: Frame) -> bool | None:
        try:
            tested, bottom, top = value(frame), low(frame), high(frame)
            return not less(tested, bottom) and not less(top, tested)
        except Refused as reason:
            return truth(refused(frame, reason, node.at))

    return decide


def _in(compiler: Compiler, node: ast.In) -> Code:
    value, tests = compiler.code(node.value), compiler.codes(node.tests)

    def decide(frame: Frame) -> bool | None:
        tested = value(frame)
        return any_passes([passes(tested, test(frame), frame.run) for test in tests])

    return decide


def any_passes(answers: Iterable[bool | None]) -> bool | None:
    """`or` over answers: true if one is true, else null if one is null."""
    undecided = False
    for answer in answers:
        if answer is True:
            return True
        undecided = undecided or answer is None
    return None if undecided else False


def _instance_of(compiler: Compiler, node: ast.InstanceOf) -> Code:
    value, type = compiler.code(node.value), resolve(node.type, compiler.lookup)
    if type is None:

        def unknown(frame: Frame) -> None:
            frame.run.warn(f"there is no type called '{node.type.name}'", node.at)

        return unknown

    def decide(frame: Frame) -> bool:
        tested = value(frame)
        return type.name == "Null" if tested is None else type.belongs(tested)

    return decide


# Choices and loops


def _if(compiler: Compiler, node: ast.If) -> Code:
    return conditional(*compiler.codes((node.condition, node.yes, node.no)))


def _rounds(compiler: Compiler, node: ast.For | ast.Quantified) -> list[Round]:
    return [
        Round(part.name, compiler.code(part.source), compiler.code(part.end) if part.end else None)
        for part in node.iterations
    ]


def _for(compiler: Compiler, node: ast.For) -> Code:
    partial = any(isinstance(part, ast.Name) and part.name == "partial" for part in ast.walk(node.body))
    return looping(_rounds(compiler, node), compiler.code(node.body), weight(node.body), partial, node.at)


def _quantified(compiler: Compiler, node: ast.Quantified) -> Code:
    condition, cost = compiler.code(node.condition), weight(node.condition)
    return quantifying(node.kind, _rounds(compiler, node), condition, cost, node.at)


def _filter(compiler: Compiler, node: ast.Filter) -> Code:
    source, predicate = compiler.code(node.source), compiler.code(node.predicate)
    return filtering(source, predicate, weight(node.predicate), node.at)


# Lists, contexts, ranges, functions


def _list(compiler: Compiler, node: ast.ListOf) -> Code:
    items = compiler.codes(node.items)
    return lambda frame: [item(frame) for item in items]


def _context(compiler: Compiler, node: ast.ContextOf) -> Code:
    entries = list(zip(node.keys, compiler.codes(node.values), strict=True))

    def build(frame: Frame) -> dict[str, Value]:
        found: dict[str, Value] = {}
        scope = Frame(found, frame, frame.run)
        for key, value in entries:
            found[key] = value(scope)
        return found

    return build


def _path(compiler: Compiler, node: ast.Path) -> Code:
    source, name, at = compiler.code(node.source), node.name, node.at

    def read(frame: Frame) -> Value:
        value = source(frame)
        try:
            return member(value, name, frame.run)
        except Refused as reason:
            return refused(frame, reason, at)

    return read


def _descendants(compiler: Compiler, node: ast.Descendants) -> Code:
    source = compiler.code(node.source)
    return lambda frame: descendants(source(frame), node.name, frame.run)


def _interval(compiler: Compiler, node: ast.Interval) -> Code:
    low, high = compiler.code(node.low), compiler.code(node.high)

    def build(frame: Frame) -> Range | None:
        bottom, top = low(frame), high(frame)
        try:
            if bottom is not None and top is not None and less(top, bottom):
                raise Refused("the range ends before it begins")
        except Refused as reason:
            refused(frame, reason, node.at)
            return None
        return Range(bottom, top, node.low_included, node.high_included)

    return build


def _comparison(compiler: Compiler, node: ast.Comparison) -> Code:
    operand, op = compiler.code(node.operand), node.op

    def build(frame: Frame) -> Range:
        end = operand(frame)
        if op in ("<", "<="):
            return Range(None, end, False, op == "<=", op)
        return Range(end, end if op in ("=", "!=") else None, op in (">=", "="), op == "=", op)

    return build


def _function(compiler: Compiler, node: ast.Function) -> Code:
    body, cost = compiler.code(node.body), weight(node.body)
    types = tuple(resolve(type, compiler.lookup) if type else None for type in node.types)

    def define(frame: Frame) -> Value:
        if node.external:
            definition = body(frame)
            java = definition.get("java") if isinstance(definition, dict) else None
            return external(frame.run, java, node.parameters, types) or frame.run.warn(
                "the host lends no such external function", node.at
            )
        return Defined(node.parameters, types, lambda run, names: body(Frame(names, frame, run)), cost)

    return define


def _call(compiler: Compiler, node: ast.Call) -> Code:
    callee = _callee(compiler, node.callee)
    arguments, names, at = compiler.codes(node.arguments), node.names, node.at

    def call(frame: Frame) -> Value:
        function = callee(frame)
        try:
            if not hasattr(function, "call"):
                raise Refused(f"{kind(function)} is not a function")
            return function.call(frame.run, [argument(frame) for argument in arguments], names)
        except Broken as reason:
            return refused(frame, reason, at)

    return call


def _callee(compiler: Compiler, node: ast.Node) -> Code:
    """What is called; a value that is no function does not hide the function of that name."""
    if not isinstance(node, ast.Name):
        return compiler.code(node)
    name = node.name

    def read(frame: Frame) -> Value:
        value = find(frame, name)
        if hasattr(value, "call"):
            return value
        function = function_called(frame, name)
        if function is None:
            frame.run.warn(f"there is no function '{name}'", node.at)
        return function

    return read


def _tests(compiler: Compiler, node: ast.Tests) -> Code:
    """Unary tests against the name `?`: True, False or None."""
    tests = [_unary_test(compiler, test) for test in node.tests]

    def decide(frame: Frame) -> bool | None:
        answer = any_passes(test(frame) for test in tests) if tests else True
        return answer if not node.negated or answer is None else not answer

    return decide


def _unary_test(compiler: Compiler, node: ast.Node) -> Code:
    """One test: an expression that names `?` must be true, another value is compared with the tested one."""
    if isinstance(node, ast.Comparison):
        return _comparison_test(compiler, node)
    code = compiler.code(node)
    if any(isinstance(part, ast.Name) and part.name == "?" for part in ast.walk(node)):
        return lambda frame: truth(code(frame))

    def decide(frame: Frame) -> bool | None:
        value, test = frame.names["?"], code(frame)
        if test is True and not isinstance(value, (bool, list)):
            return True
        if isinstance(value, list) and isinstance(test, list) and same(value, test, frame.run):
            return True
        return passes(value, test, frame.run)

    return decide


def _comparison_test(compiler: Compiler, node: ast.Comparison) -> Code:
    operand, op = compiler.code(node.operand), node.op

    def decide(frame: Frame) -> bool | None:
        try:
            return compare(op, frame.names["?"], operand(frame), frame.run)
        except Refused as reason:
            refused(frame, reason, node.at)
            return None

    return decide


MAKERS: dict[type[ast.Node], Callable[[Compiler, Any], Code]] = {
    ast.Literal: _literal,
    ast.Temporal: _temporal,
    ast.Name: _name,
    ast.Path: _path,
    ast.Descendants: _descendants,
    ast.Filter: _filter,
    ast.Call: _call,
    ast.Negate: _negate,
    ast.Binary: _binary,
    ast.Between: _between,
    ast.In: _in,
    ast.InstanceOf: _instance_of,
    ast.If: _if,
    ast.For: _for,
    ast.Quantified: _quantified,
    ast.ListOf: _list,
    ast.ContextOf: _context,
    ast.Function: _function,
    ast.Interval: _interval,
    ast.Comparison: _comparison,
    ast.Tests: _tests,
}

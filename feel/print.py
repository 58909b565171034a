"""A tree back to text. Reading the text again, with the same names, gives the same tree."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from feel import ast
from feel.lexer import quote
from feel.text import key

TIGHT = (
    ast.Literal,
    ast.Temporal,
    ast.Name,
    ast.ListOf,
    ast.ContextOf,
    ast.Call,
    ast.Path,
    ast.Filter,
    ast.Interval,
    ast.Descendants,
)


def text(node: ast.Node) -> str:
    """A tree as FEEL; brackets stand around every operand that is more than a word."""
    return PRINTERS[type(node)](node)


def _operand(node: ast.Node) -> str:
    """An operand, in brackets unless it holds together by itself. A negative number does not."""
    negative = isinstance(node, ast.Literal) and isinstance(node.value, Decimal) and node.value.is_signed()
    return text(node) if isinstance(node, TIGHT) and not negative else f"({text(node)})"


def _source(node: ast.Node) -> str:
    """What stands before a dot or bracket: a number would swallow the dot, and an interval's bracket the next one."""
    return f"({text(node)})" if isinstance(node, (ast.Literal, ast.Interval)) else _operand(node)


def _literal(node: ast.Literal) -> str:
    if isinstance(node.value, bool) or node.value is None:
        return {True: "true", False: "false", None: "null"}[node.value]
    return quote(node.value) if isinstance(node.value, str) else str(node.value)


def _binary(node: ast.Binary) -> str:
    """A chain without brackets where it leans left, in one loop: chains may be long."""
    first, chain = ast.spine(node)
    return _operand(first) + "".join(f" {step.op} {_operand(step.right)}" for step in chain)


def _call(node: ast.Call) -> str:
    names = [f"{name}: " for name in node.names] if node.names else [""] * len(node.arguments)
    arguments = ", ".join(name + text(argument) for name, argument in zip(names, node.arguments, strict=True))
    callee = node.callee.name if isinstance(node.callee, ast.Name) else f"({text(node.callee)})"
    return f"{callee}({arguments})"


def _in(node: ast.In) -> str:
    return f"{_operand(node.value)} in ({', '.join(_test(test) for test in node.tests)})"


def _test(node: ast.Node) -> str:
    return f"{node.op} {_operand(node.operand)}" if isinstance(node, ast.Comparison) else text(node)


def _iterations(node: ast.For | ast.Quantified) -> str:
    return ", ".join(
        f"{part.name} in {text(part.source)}" + (f"..{text(part.end)}" if part.end else "") for part in node.iterations
    )


def _context(node: ast.ContextOf) -> str:
    return (
        "{" + ", ".join(f"{key(name)}: {text(value)}" for name, value in zip(node.keys, node.values, strict=True)) + "}"
    )


def _interval(node: ast.Interval) -> str:
    opening, closing = "[" if node.low_included else "(", "]" if node.high_included else ")"
    return f"{opening}{_operand(node.low)}..{_operand(node.high)}{closing}"


def _function(node: ast.Function) -> str:
    parameters = ", ".join(
        name + (f": {type_name(type)}" if type else "") for name, type in zip(node.parameters, node.types, strict=True)
    )
    return f"function({parameters}) {'external ' if node.external else ''}{_operand(node.body)}"


def _tests(node: ast.Tests) -> str:
    tests = ", ".join(_test(test) for test in node.tests) or "-"
    return f"not({tests})" if node.negated else tests


def type_name(node: ast.TypeName) -> str:
    """A type as it is written behind `instance of`."""
    if not node.parts and node.name != "context":
        return node.name
    if node.name == "function":
        return f"function<{', '.join(map(type_name, node.parts[:-1]))}>->{type_name(node.parts[-1])}"
    parts = [type_name(part) for part in node.parts]
    if node.keys:
        parts = [f"{key(name)}: {part}" for name, part in zip(node.keys, parts, strict=True)]
    return f"{node.name}<{', '.join(parts)}>" if parts else node.name


PRINTERS: dict[type[ast.Node], Callable[[Any], str]] = {
    ast.Literal: _literal,
    ast.Temporal: lambda node: "@" + quote(node.text),
    ast.Name: lambda node: node.name,
    ast.Path: lambda node: f"{_source(node.source)}.{node.name}",
    ast.Descendants: lambda node: f"{_source(node.source)}...{node.name}",
    ast.Filter: lambda node: f"{_source(node.source)}[{text(node.predicate)}]",
    ast.Call: _call,
    ast.Negate: lambda node: f"-{_operand(node.operand)}",
    ast.Binary: _binary,
    ast.Between: lambda node: f"{_operand(node.value)} between {_operand(node.low)} and {_operand(node.high)}",
    ast.In: _in,
    ast.InstanceOf: lambda node: f"{_operand(node.value)} instance of {type_name(node.type)}",
    ast.If: lambda node: f"if {text(node.condition)} then {text(node.yes)} else {text(node.no)}",
    ast.For: lambda node: f"for {_iterations(node)} return {text(node.body)}",
    ast.Quantified: lambda node: f"{node.kind} {_iterations(node)} satisfies {text(node.condition)}",
    ast.ListOf: lambda node: f"[{', '.join(map(text, node.items))}]",
    ast.ContextOf: _context,
    ast.Function: _function,
    ast.Interval: _interval,
    ast.Comparison: lambda node: f"({node.op} {_operand(node.operand)})",
    ast.Tests: _tests,
}

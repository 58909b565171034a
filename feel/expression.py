"""What users hold: compiled expressions and unary tests. Both are immutable and may be shared between threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from feel import ast
from feel.compile import Compiler
from feel.errors import EvaluationWarning
from feel.frames import Code, Frame, guarded
from feel.limits import DEFAULT, Limits, Run
from feel.naming import Reading
from feel.parser import Parser
from feel.values import Value, from_python

Functions = Mapping[str, Callable[..., Any]]


class Compiled:
    """A parsed text: what it reads and calls, and how it runs.

    `names`: free names it reads, the first part of paths. `members`: names inside filters that are not declared and so
    belong to the filtered items. `calls`: functions the host must lend. `source`: the text.
    """

    def __init__(self, source: str, tree: ast.Node, reading: Reading, limits: Limits = DEFAULT) -> None:
        self.source, self.tree, self.limits = source, tree, limits
        self.names = frozenset(reading.names)
        self.members = frozenset(reading.members)
        self.calls = frozenset(reading.calls)
        self._wanted = tuple({node.name for node in ast.walk(tree) if isinstance(node, ast.Name)})
        self._code: Code = Compiler().code(tree)

    def _frame(self, context: Mapping[str, Any], functions: Functions | None) -> Frame:
        """A scope with the values of the names that the text contains, converted once."""
        names = {name: from_python(context[name]) for name in self._wanted if name in context}
        return Frame(names, None, Run(functions or {}, self.limits, self.source))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.source!r})"


class Expression(Compiled):
    """One FEEL expression."""

    def evaluate(self, context: Mapping[str, Any], functions: Functions | None = None) -> Value:
        """The value of the expression: null (None) where it has none. Raises LimitError when it takes too much."""
        return guarded(self._code, self._frame(context, functions))

    def evaluate_with_warnings(
        self,
        context: Mapping[str, Any],
        functions: Functions | None = None,
    ) -> tuple[Value, list[EvaluationWarning]]:
        """The value, and the reasons why parts of it became null."""
        frame = self._frame(context, functions)
        return guarded(self._code, frame), frame.run.warnings


class UnaryTests(Compiled):
    """What stands in a cell of a decision table: tests for one value, which is called `?`."""

    def matches(self, input: Any, context: Mapping[str, Any] | None = None, functions: Functions | None = None) -> bool:
        """Whether the value passes; what cannot be decided does not pass."""
        return self.matches_with_warnings(input, context, functions)[0]

    def matches_with_warnings(
        self, input: Any, context: Mapping[str, Any] | None = None, functions: Functions | None = None
    ) -> tuple[bool, list[EvaluationWarning]]:
        """Whether the value passes, and what could not be computed on the way."""
        frame = self._frame(context or {}, functions)
        frame.names["?"] = from_python(input)
        return guarded(self._code, frame) is True, frame.run.warnings


def compile(
    text: str,
    names: Iterable[str] = (),
    functions: Iterable[str] = (),
    *,
    strict: bool = False,
    limits: Limits = DEFAULT,
) -> Expression:
    """Compile an expression.

    `names`: the variables of the host; those with blanks or signs in them are recognised only when listed, words side
    by side apart. `functions`: the functions it lends. `strict` refuses every other name.
    Raises FeelError with position and suggestion, LimitError for a text that is too long or nested too deeply.
    """
    parser = Parser(text, names, functions, strict=strict, limits=limits)
    return Expression(text, parser.expression(), parser.reading, limits)


def unary_tests(
    text: str,
    names: Iterable[str] = (),
    functions: Iterable[str] = (),
    *,
    strict: bool = False,
    limits: Limits = DEFAULT,
) -> UnaryTests:
    """Compile unary tests such as `> 5`, `"a", "b"`, `not([1..3])`, `-` or `? mod 2 = 0`; errors as in `compile`."""
    parser = Parser(text, names, functions, strict=strict, limits=limits)
    return UnaryTests(text, parser.unary_tests(), parser.reading, limits)

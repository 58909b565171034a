"""Boxed expressions to closures, the same kind that expressions become."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from feel.compile import Compiler
from feel.dmn.items import Types
from feel.dmn.model import (
    Box,
    ConditionalBox,
    ContextBox,
    FilterBox,
    FunctionBox,
    InvocationBox,
    IteratorBox,
    ListBox,
    RelationBox,
    Text,
)
from feel.errors import FeelError, Refused
from feel.frames import Broken, Code, Frame, refused
from feel.functions import Defined, external
from feel.loops import Round, conditional, filtering, looping, quantifying
from feel.naming import Reading
from feel.parser import Parser
from feel.types import Type, fit
from feel.values import Value, kind

ROUND = 20


@dataclass
class Workshop:
    """What is known while the boxed expressions of one node are compiled.

    `names` are its variables, `functions` the host's, `members` the parts of its types. `errors` gathers texts that
    cannot be read, as (element id, error); they are null at run time. `reading` gathers what the texts read, `own`
    are the names of the scopes within the node, which are not the node's; `foreign` texts are in other languages.
    """

    names: frozenset[str]
    types: Types
    functions: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()
    errors: list[tuple[str, FeelError]] = field(default_factory=list)
    reading: Reading = field(default_factory=Reading)
    own: frozenset[str] = frozenset()
    foreign: list[tuple[str, str]] = field(default_factory=list)

    def inside(self, names: Iterable[str]) -> Workshop:
        """The same with more names."""
        return replace(self, names=self.names.union(names), own=self.own.union(names))

    def type(self, name: str) -> Type | None:
        return self.types(name) if name else None

    def parser(self, text: str) -> Parser:
        return Parser(text, self.names, self.functions, members=self.members)

    def code(self, text: Text, tests: bool = False) -> Code:
        """The closure of a text, as an expression or as unary tests."""
        if text.language:
            self.foreign.append((text.id, text.language))
            return lambda frame: frame.run.warn(f"expressions in {text.language} are not run")
        try:
            parser = self.parser(text.text)
            tree = parser.unary_tests() if tests else parser.expression()
        except FeelError as error:
            self.errors.append((text.id, error))
            return _unreadable(text.id, error)
        self.note(parser.reading)
        return placed(Compiler(self.types).code(tree), text)

    def note(self, reading: Reading) -> None:
        self.reading.names |= reading.names - self.own
        self.reading.calls |= reading.calls


def _unreadable(element: str, error: FeelError) -> Code:
    def null(frame: Frame) -> Value:
        frame.run.element = element
        return frame.run.warn(str(error))

    return null


def placed(code: Code, text: Text) -> Code:
    """Run with warnings that name the element."""

    def run(frame: Frame) -> Value:
        outside = frame.run.source, frame.run.element
        frame.run.source, frame.run.element = text.text, text.id
        value = code(frame)
        frame.run.source, frame.run.element = outside
        return value

    return run


def code(box: Box | None, workshop: Workshop) -> Code:
    """The closure of a boxed expression; a missing one is null."""
    if box is None:
        return lambda frame: frame.run.warn("an expression is missing")
    made = MAKERS[type(box)](box, workshop)
    wanted = workshop.type(box.type_ref)
    return made if wanted is None else typed(made, wanted)


def typed(inner: Code, wanted: Type) -> Code:
    """A closure whose value fits a type, or is null."""

    def run(frame: Frame) -> Value:
        try:
            return fit(inner(frame), wanted)
        except Refused as reason:
            return refused(frame, reason, -1)

    return run


def _text(box: Text, workshop: Workshop) -> Code:
    return workshop.code(box)


def _context(box: ContextBox, workshop: Workshop) -> Code:
    entries, names = list[tuple[str, Code]](), list[str]()
    for variable, part in box.entries:
        inner = code(part, workshop.inside(names))
        wanted = workshop.type(variable.type_ref)
        entries.append((variable.name, inner if wanted is None else typed(inner, wanted)))
        names.append(variable.name)
    result = code(box.result, workshop.inside(names)) if box.result is not None else None

    def build(frame: Frame) -> Value:
        found: dict[str, Value] = {}
        scope = Frame(found, frame, frame.run)
        for name, value in entries:
            found[name] = value(scope)
        return found if result is None else result(scope)

    return build


def _relation(box: RelationBox, workshop: Workshop) -> Code:
    rows = [[code(cell, workshop) for cell in row] for row in box.rows]

    def build(frame: Frame) -> Value:
        return [dict(zip(box.columns, (cell(frame) for cell in row), strict=False)) for row in rows]

    return build


def _list(box: ListBox, workshop: Workshop) -> Code:
    items = [code(item, workshop) for item in box.items]
    return lambda frame: [item(frame) for item in items]


def _function(box: FunctionBox, workshop: Workshop) -> Code:
    names = tuple(parameter.name for parameter in box.parameters)
    types = tuple(workshop.type(parameter.type_ref) for parameter in box.parameters)
    body = code(box.body, workshop.inside(names))
    if box.kind not in ("FEEL", ""):
        return lambda frame: (
            external(frame.run, body(frame), names, types)
            or frame.run.warn(f"the host lends no such function of the kind {box.kind}")
        )
    return lambda frame: Defined(names, types, lambda run, given: body(Frame(given, frame, run)), ROUND)


def _invocation(box: InvocationBox, workshop: Workshop) -> Code:
    function = code(box.function, workshop)
    names = tuple(name for name, _ in box.bindings)
    arguments = [code(part, workshop) for _, part in box.bindings]

    def call(frame: Frame) -> Value:
        called = function(frame)
        try:
            if not hasattr(called, "call"):
                raise Refused(f"{kind(called)} is not a function")
            return called.call(frame.run, [argument(frame) for argument in arguments], names)
        except Broken as reason:
            return refused(frame, reason, -1)

    return call


def _conditional(box: ConditionalBox, workshop: Workshop) -> Code:
    return conditional(code(box.condition, workshop), code(box.yes, workshop), code(box.no, workshop))


def _filter(box: FilterBox, workshop: Workshop) -> Code:
    inside = workshop.inside(workshop.members | {"item"})
    return filtering(code(box.source, workshop), code(box.match, inside), ROUND)


def _iterator(box: IteratorBox, workshop: Workshop) -> Code:
    rounds = [Round(box.variable, code(box.source, workshop))]
    body = code(box.body, workshop.inside((box.variable, "partial")))
    if box.kind == "for":
        return looping(rounds, body, ROUND, True)
    return quantifying(box.kind, rounds, body, ROUND)


MAKERS: dict[type[Box], Callable[[Any, Workshop], Code]] = {
    Text: _text,
    ContextBox: _context,
    RelationBox: _relation,
    ListBox: _list,
    FunctionBox: _function,
    InvocationBox: _invocation,
    ConditionalBox: _conditional,
    FilterBox: _filter,
    IteratorBox: _iterator,
}

"""Item definitions to types."""

from __future__ import annotations

from collections.abc import Callable

from feel.compile import Compiler
from feel.dmn.model import Definitions, Item
from feel.errors import FeelError
from feel.frames import Code, Frame, guarded
from feel.limits import Run
from feel.parser import Parser
from feel.types import ANY, BASIC, OTHER_SPELLINGS, Type, context_of, list_of
from feel.values import Value

DEEPEST = 30


class Types:
    """The types of one file by name, with those of imported files behind their alias (`alias.tPerson`).

    `imported` gives the types of the files behind an alias; files imported without one share the empty alias.
    """

    def __init__(self, definitions: Definitions, imported: Callable[[str], list[Types]] = lambda alias: []) -> None:
        self._items = {item.name: item for item in definitions.items}
        self._imported, self._known = imported, dict[str, Type]()
        self._open: list[str] = []

    def __call__(self, name: str) -> Type | None:
        """The type of that name, or None. A type that contains itself is Any at that place."""
        if name in self._known:
            return self._known[name]
        if name in self._open or len(self._open) > DEEPEST:
            return ANY
        if name not in self._items:
            return self._elsewhere(name)
        self._open.append(name)
        self._known[name] = self._type(self._items[name])
        self._open.pop()
        return self._known[name]

    def _elsewhere(self, name: str) -> Type | None:
        alias, point, rest = name.partition(".")
        for types in self._imported(alias) if point else ():
            return types(rest)
        for types in self._imported(""):
            if name in types._items:
                return types(name)
        plain = name.rpartition(":")[2]
        if plain != name and plain in self._items:
            return self(plain)
        return BASIC.get(OTHER_SPELLINGS.get(plain, plain))

    def _type(self, item: Item) -> Type:
        single = self._single(item)
        if item.allowed:
            single = restricted(single, item.allowed, item.name)
        whole = list_of(single, item.name) if item.is_list else single
        return restricted(whole, item.constraint, item.name) if item.constraint else whole

    def _single(self, item: Item) -> Type:
        if item.components:
            return context_of({part.name: self._type(part) for part in item.components}, item.name)
        if item.function is not None:
            count, result = len(item.function) - 1, item.function[0]
            return Type(
                item.name,
                lambda value: hasattr(value, "call") and len(value.parameters) == count,
                result=(self(result) if result else None) or ANY,
            )
        base = self(item.type_ref) if item.type_ref else ANY
        return base or ANY


def restricted(base: Type, tests: str, name: str) -> Type:
    """The values of a type that also pass unary tests; tests that cannot be read forbid nothing."""
    code = tests_of(tests)
    if code is None:
        return base
    return Type(
        name, base.belongs, base.item, lambda value: (base.allows is None or base.allows(value)) and passes(code, value)
    )


def tests_of(text: str) -> Code | None:
    """The closure of unary tests, or None when they cannot be read."""
    try:
        return Compiler().code(Parser(text).unary_tests())
    except FeelError:
        return None


def passes(code: Code, value: Value) -> bool:
    """Whether a value passes tests that name nothing else."""
    return guarded(code, Frame({"?": value}, None, Run({}))) is True


def component_names(items: tuple[Item, ...]) -> set[str]:
    """The names of all parts of all types: what may stand behind a dot."""
    return {part.name for item in items for part in item.components}.union(
        *(component_names(item.components) for item in items)
    )

"""What an expression can call: FEEL's own functions, those an expression defines, and those of the host."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from feel.errors import Refused
from feel.limits import Run
from feel.types import Type, fit
from feel.values import Value, from_python, to_python


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a built-in function. `types` are the Python classes it takes, () for any value."""

    name: str
    types: tuple[type, ...]
    optional: bool
    nullable: bool
    listed: bool


@dataclass(frozen=True, slots=True)
class Signature:
    """One way to call a built-in function.

    `rest`: its last parameter takes the arguments that are left as a list: always (`*`), or unless one list is given
    (`…`).
    """

    parameters: tuple[Parameter, ...]
    run: Callable[..., Value]
    rest: str | None
    required: int

    def takes(self, count: int) -> bool:
        return self.required <= count <= len(self.parameters)


class Builtin:
    """A function of FEEL itself; several signatures may share its name."""

    __slots__ = ("name", "signatures")

    def __init__(self, name: str) -> None:
        self.name = name
        self.signatures: list[Signature] = []

    @property
    def parameters(self) -> tuple[str, ...]:
        return tuple(parameter.name for parameter in self.signatures[0].parameters)

    def call(self, run: Run, arguments: list[Value], names: tuple[str, ...] | None) -> Value:
        run.spend(3)
        refusal = f"{self.name} takes other arguments"
        for signature in self._tried(names):
            try:
                fitted = _named(signature, arguments, names) if names else _in_order(signature, arguments)
            except Refused as reason:
                refusal = f"{self.name}: {reason}"
                continue
            return signature.run(run, *fitted)
        raise Refused(refusal)

    def _tried(self, names: tuple[str, ...] | None) -> list[Signature]:
        """The ways to call it; where two have the same names, the order in which they are given tells them apart."""
        if not names:
            return self.signatures
        return sorted(self.signatures, key=lambda signature: not _names_in_order(signature, names))


def _names_in_order(signature: Signature, names: tuple[str, ...]) -> bool:
    declared = [parameter.name for parameter in signature.parameters if parameter.name in names]
    return declared == list(names)


def _in_order(signature: Signature, arguments: list[Value]) -> list[Value]:
    """The arguments for a signature, checked and fitted. Raises Refused."""
    parameters = signature.parameters
    if signature.rest:
        arguments = _gathered(signature, arguments)
    if not signature.takes(len(arguments)):
        raise Refused("there are too many or too few arguments")
    fitted = [_fitted(parameter, argument) for parameter, argument in zip(parameters, arguments, strict=False)]
    return fitted + [None] * (len(parameters) - len(fitted))


def _gathered(signature: Signature, arguments: list[Value]) -> list[Value]:
    """The arguments with those for the last parameter in one list."""
    fixed = len(signature.parameters) - 1
    rest = arguments[fixed:]
    if not rest or (signature.rest == "…" and len(rest) == 1 and (rest[0] is None or isinstance(rest[0], list))):
        return arguments
    return [*arguments[:fixed], rest]


def _named(signature: Signature, arguments: list[Value], names: tuple[str, ...]) -> list[Value]:
    given = dict(zip(names, arguments, strict=True))
    known = {parameter.name for parameter in signature.parameters}
    if len(given) != len(names) or not given.keys() <= known:
        raise Refused("there is no parameter of that name")
    if any(not parameter.optional and parameter.name not in given for parameter in signature.parameters):
        raise Refused("arguments are missing")
    return [
        _fitted(parameter, given[parameter.name]) if parameter.name in given else None
        for parameter in signature.parameters
    ]


def _fitted(parameter: Parameter, value: Value) -> Value:
    """A value as a parameter wants it: a list of one gives its item, a single value becomes a list."""
    if value is None:
        if parameter.nullable:
            return None
        raise Refused(f"{parameter.name} is null")
    if not parameter.types or _is_of(value, parameter.types):
        return value
    if parameter.listed:
        return [value]
    if isinstance(value, list) and len(value) == 1 and _is_of(value[0], parameter.types):
        return value[0]
    raise Refused(f"{parameter.name} is of another type")


def _is_of(value: Value, types: tuple[type, ...]) -> bool:
    return isinstance(value, types) and (not isinstance(value, bool) or bool in types)


class Defined:
    """A function written in an expression or a model: parameters, their types, and a body."""

    __slots__ = ("body", "cost", "parameters", "result", "types")

    def __init__(
        self,
        parameters: tuple[str, ...],
        types: tuple[Type | None, ...],
        body: Callable[[Run, dict[str, Value]], Value],
        cost: int = 1,
        result: Type | None = None,
    ) -> None:
        self.parameters, self.types, self.body, self.cost, self.result = parameters, types, body, cost, result

    def call(self, run: Run, arguments: list[Value], names: tuple[str, ...] | None) -> Value:
        """The body's value. Raises Refused when the arguments do not fit, LimitError when calls nest too deeply."""
        given = self.bind(arguments, names)
        run.spend(3 + self.cost)
        run.enter()
        try:
            return fit(self.body(run, given), self.result)
        finally:
            run.leave()

    def answering(self, result: Type | None) -> Defined:
        """The same function with a type for its value."""
        return Defined(self.parameters, self.types, self.body, self.cost, result)

    def bind(self, arguments: list[Value], names: tuple[str, ...] | None) -> dict[str, Value]:
        """The arguments by parameter; when they come by name, those that are not given are null."""
        known = names is None and len(arguments) == len(self.parameters)
        if not known and not (names and set(names) <= set(self.parameters)):
            raise Refused(f"the function takes {', '.join(self.parameters) or 'no arguments'}")
        given = dict(zip(names or self.parameters, arguments, strict=True))
        return {name: fit(given.get(name), type) for name, type in zip(self.parameters, self.types, strict=True)}


class Host:
    """A Python function that the host lends; it gets and returns Python values."""

    __slots__ = ("function", "name")

    def __init__(self, name: str, function: Callable[..., Any]) -> None:
        self.name, self.function = name, function

    @property
    def parameters(self) -> tuple[str, ...]:
        known = signature(self.function)
        return tuple(known.parameters) if known else ()

    def call(self, run: Run, arguments: list[Value], names: tuple[str, ...] | None) -> Value:
        """Arguments by name use the parameter's Python name: blanks become underscores."""
        run.spend(10)
        values = [to_python(argument) for argument in arguments]
        keywords = {name.replace(" ", "_"): value for name, value in zip(names or (), values, strict=False)}
        ordered = [] if names else values
        known = signature(self.function)
        try:
            if known:
                known.bind(*ordered, **keywords)
        except TypeError as error:
            raise Refused(f"{self.name}: {error}") from None
        return from_python(self.function(*ordered, **keywords))


def signature(function: Callable[..., Any]) -> inspect.Signature | None:
    """How a Python function wants to be called; None for the few that do not say."""
    try:
        return inspect.signature(function)
    except ValueError:
        return None


def external(
    run: Run, definition: Value, parameters: tuple[str, ...], types: tuple[Type | None, ...]
) -> Defined | None:
    """An external function, such as Java's, when the host lends one under its name `class.method`; None otherwise.

    `definition` is the context that describes it: {class: …, method signature: …}. Nothing is ever loaded or looked up
    by that name but in the host's own functions.
    """
    if not isinstance(definition, dict):
        return None
    signature = str(definition.get("method signature", ""))
    name = f"{definition.get('class')}.{signature.replace(' ', '')}"
    function = run.functions.get(name) or run.functions.get(name.partition("(")[0])
    if function is None:
        return None
    host = Host(name, function)
    return Defined(parameters, types, lambda run, given: host.call(run, [given[key] for key in parameters], None), 10)

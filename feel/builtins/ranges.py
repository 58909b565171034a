"""Functions on ranges: how two ranges, or a point and a range, lie (Allen's relations), and range()."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from feel import temporal_text as read
from feel.builtins.registry import BUILTINS, builtin
from feel.comparing import ORDERED, equal, less
from feel.errors import FeelError, Refused
from feel.functions import Builtin, Parameter, Signature
from feel.lexer import Token, tokenize, unquote
from feel.limits import Run
from feel.values import Range, Value


@dataclass(frozen=True, slots=True)
class Edge:
    """Where a range begins or ends. `lean` is 0 on the value, 1 just after it, -1 just before; `far` without end."""

    value: Value
    lean: int = 0
    far: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """A range or a point by its edges."""

    low: Edge
    high: Edge


def span(value: Value) -> Span:
    """The edges of a range; a point is both its own. Raises Refused for what has no order."""
    if not isinstance(value, Range):
        if not isinstance(value, ORDERED):
            raise Refused("a point or a range is needed")
        return Span(Edge(value), Edge(value))
    if value.comparison == "!=" or (value.low is None and value.high is None):
        raise Refused("the range has no edges")
    low = Edge(None, 0, -1) if value.low is None else Edge(value.low, 0 if value.low_included else 1)
    high = Edge(None, 0, 1) if value.high is None else Edge(value.high, 0 if value.high_included else -1)
    return Span(low, high)


def ahead(first: Edge, second: Edge, run: Run) -> bool:
    """Whether an edge lies before another."""
    if first.far or second.far:
        return first.far < second.far
    if less(first.value, second.value):
        return True
    return equal(first.value, second.value, run) is True and first.lean < second.lean


def at_once(first: Edge, second: Edge, run: Run) -> bool:
    """Whether two edges are the same."""
    return (
        not first.far and not second.far and first.lean == second.lean and equal(first.value, second.value, run) is True
    )


Relation = Callable[[Span, Span, Run], bool]


def before(one: Span, two: Span, run: Run) -> bool:
    """The first ends before the second begins."""
    return ahead(one.high, two.low, run)


def meets(one: Span, two: Span, run: Run) -> bool:
    """The first ends where the second begins, and both have that value."""
    return at_once(one.high, two.low, run)


def overlaps(one: Span, two: Span, run: Run) -> bool:
    """They share a value."""
    return not before(one, two, run) and not before(two, one, run)


def overlaps_before(one: Span, two: Span, run: Run) -> bool:
    """They share a value, and the first begins and does not end later."""
    return ahead(one.low, two.low, run) and not before(one, two, run) and not ahead(two.high, one.high, run)


def includes(one: Span, two: Span, run: Run) -> bool:
    """The first holds all of the second."""
    return not ahead(two.low, one.low, run) and not ahead(one.high, two.high, run)


def starts(one: Span, two: Span, run: Run) -> bool:
    """The first begins with the second and does not end later."""
    return at_once(one.low, two.low, run) and not ahead(two.high, one.high, run)


def finishes(one: Span, two: Span, run: Run) -> bool:
    """The first ends with the second and does not begin earlier."""
    return at_once(one.high, two.high, run) and not ahead(one.low, two.low, run)


def coincides(one: Span, two: Span, run: Run) -> bool:
    """Both begin and end together."""
    return at_once(one.low, two.low, run) and at_once(one.high, two.high, run)


def reverse(relation: Relation) -> Relation:
    """The relation seen from the other side."""
    return lambda one, two, run: relation(two, one, run)


POINTS, RANGES = ("point1", "point2"), ("range1", "range2")
POINT_RANGE, RANGE_POINT = ("point", "range"), ("range", "point")
EVERY = (POINTS, POINT_RANGE, RANGE_POINT, RANGES)
RELATIONS: dict[str, tuple[Relation, tuple[tuple[str, str], ...]]] = {
    "before": (before, EVERY),
    "after": (reverse(before), EVERY),
    "meets": (meets, (RANGES,)),
    "met by": (reverse(meets), (RANGES,)),
    "overlaps": (overlaps, (RANGES,)),
    "overlaps before": (overlaps_before, (RANGES,)),
    "overlaps after": (reverse(overlaps_before), (RANGES,)),
    "finishes": (finishes, (POINT_RANGE, RANGES)),
    "finished by": (reverse(finishes), (RANGE_POINT, RANGES)),
    "includes": (includes, (RANGE_POINT, RANGES)),
    "during": (reverse(includes), (POINT_RANGE, RANGES)),
    "starts": (starts, (POINT_RANGE, RANGES)),
    "started by": (reverse(starts), (RANGE_POINT, RANGES)),
    "coincides": (coincides, (POINTS, RANGES)),
}


def _declare(name: str, relation: Relation, parameters: tuple[str, str]) -> None:
    def lies(run: Run, one: Value, two: Value) -> bool:
        return relation(span(one), span(two), run)

    types = (
        Parameter(part, (Range,) if part.startswith("range") else ORDERED, False, False, False) for part in parameters
    )
    BUILTINS.setdefault(name, Builtin(name)).signatures.append(Signature(tuple(types), lies, None, 2))


for _name, (_relation, _forms) in RELATIONS.items():
    for _form in _forms:
        _declare(_name, _relation, _form)


@builtin("range", "from: string")
def range_(run: Run, text: str) -> Range:
    """A range from its text; the ends are literals of one kind, in order."""
    try:
        tokens = tokenize(text)
    except FeelError as error:
        raise Refused(str(error)) from None
    dots = [i for i, token in enumerate(tokens) if token.text == ".." and token.kind == "sign"]
    if len(dots) != 1 or tokens[0].text not in ("[", "(", "]") or tokens[-2].text not in ("]", ")", "["):
        raise Refused(f'"{text}" is not a range')
    low, high = _end(tokens[1 : dots[0]]), _end(tokens[dots[0] + 1 : -2])
    if (low is None and high is None) or (low is not None and high is not None and less(high, low)):
        raise Refused(f'"{text}" is not a range')
    return Range(low, high, tokens[0].text == "[", tokens[-2].text == "]")


READERS: dict[str, Callable[[str], Value]] = {
    "date": read.date,
    "time": read.time,
    "date and time": read.date_time,
    "duration": read.duration,
}


def _end(tokens: list[Token]) -> Value:
    """A number, text, temporal literal, null, or a temporal function of a text. Raises Refused for all else."""
    kinds = tuple(token.kind for token in tokens)
    texts = [token.text for token in tokens]
    if kinds == ("number",) or (kinds == ("sign", "number") and texts[0] == "-"):
        return Decimal("".join(texts))
    if kinds == ("string",):
        return unquote(texts[0])
    if texts == ["null"]:
        return None
    if kinds == ("sign", "string") and texts[0] == "@":
        return read.literal(unquote(texts[1]))
    reader = READERS.get(" ".join(texts[:-3]))
    if reader and kinds[-3:] == ("sign", "string", "sign") and (texts[-3], texts[-1]) == ("(", ")"):
        return reader(unquote(texts[-2]))
    raise Refused("the end of a range is a literal")
